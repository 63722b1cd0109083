/**
 * Languages of a letter: most of its text says which one the mail is in; what is of another one keeps its own (screen readers speak
 * it, browsers hyphenate it). Words without a language, and other countries' kinds of the same one, are taken for the mail's.
 */
import { type Block, type Inline, leafInlines, notesIn, paragraphsOf, type RunFormat } from './letterTree.ts';

/** Of text that says nothing about itself: what is written in East Asian characters, and the rest. */
export type StandardLanguages = { plain: string | null; eastAsian: string | null };

const EAST_ASIAN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]/g;

/** The language of most of the text. */
export function mainLanguage(blocks: readonly Block[], standard: StandardLanguages): string | null {
  const counts = new Map<string, number>();
  const add = (language: string | null, length: number) => {
    if (language !== null && length > 0) counts.set(language, (counts.get(language) ?? 0) + length);
  };
  for (const paragraph of paragraphsOf(blocks)) {
    for (const inline of leafInlines(paragraph.inlines)) {
      if (inline.kind !== 'text') continue;
      const eastAsian = standard.eastAsian === null ? 0 : (inline.text.match(EAST_ASIAN)?.length ?? 0);
      // An East Asian character says as much as a few letters.
      add(standard.eastAsian, eastAsian * 3);
      add(inline.format.language ?? standard.plain, inline.text.length - eastAsian);
    }
  }
  let most: [string, number] | null = null;
  for (const entry of counts) if (most === null || entry[1] > most[1]) most = entry;
  return most?.[0] ?? standard.plain;
}

/** Changes the blocks in place: null stands for the language of the mail. */
export function settleLanguage(blocks: readonly Block[], language: string | null): void {
  for (const paragraph of paragraphsOf([...blocks, ...notesIn(blocks).flatMap((note) => note.blocks)])) {
    paragraph.base = settled(paragraph.base, language);
    if (paragraph.mark !== null) paragraph.mark = { ...paragraph.mark, format: { ...paragraph.mark.format, language: null } };
    paragraph.inlines = paragraph.inlines.map((inline) => settleInline(inline, language));
  }
}

function settleInline(inline: Inline, language: string | null): Inline {
  const inside = (inlines: Inline[]) => inlines.map((one) => settleInline(one, language));
  if (inline.kind === 'choice') return { ...inline, yes: inside(inline.yes), no: inside(inline.no) };
  if (inline.kind === 'repeat') return { ...inline, inlines: inside(inline.inlines) };
  return 'format' in inline ? { ...inline, format: settled(inline.format, language) } : inline;
}

function settled(format: RunFormat, language: string | null): RunFormat {
  const { language: own } = format;
  if (own === null || (language !== null && primary(own) !== primary(language))) return format;
  return { ...format, language: null };
}

function primary(tag: string): string {
  return tag.split('-', 1)[0]?.toLowerCase() ?? '';
}
