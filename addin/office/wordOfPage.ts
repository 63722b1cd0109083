/** The open document of this page, from the globals of office.js. Its own types insist on enum objects that exist only at run time. */
import type { LetterSource } from './letterSource.ts';
import type { OpenWord } from './wordLetterSource.ts';
import { wordLetterSource } from './wordLetterSource.ts';
import type { WordRun } from './wordModel.ts';

export function wordOfPage(office: typeof Office, platform: string | null, page: Window): LetterSource {
  const word = (globalThis as { Word?: typeof Word }).Word;
  return wordLetterSource({
    document: office.context.document as unknown as OpenWord['document'],
    platform,
    // Missing where Word is older than its object model (Word 2013).
    run: word ? (word.run.bind(word) as unknown as WordRun) : null,
    knowsMarks: word !== undefined && 'insertAnnotations' in word.Paragraph.prototype,
    hasSet: (name, version) => office.context.requirements.isSetSupported(name, version),
    focused(sign) {
      page.addEventListener('focus', sign);
      return () => page.removeEventListener('focus', sign);
    },
    pause: (ms) =>
      new Promise((resolve) => {
        setTimeout(resolve, ms);
      }),
    later(act, ms) {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
}
