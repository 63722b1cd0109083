/**
 * What of LibreOffice's reading does not count, with the reason: places where it is wrong by the standard, and text that is no text
 * of the letter. Everything else counts as it reads it.
 */
import type { Run } from './fidelityLook.ts';
import type { Reference } from './fidelityReference.ts';

type Exception = { letters: readonly string[]; why: string; isWrong: (run: Run) => boolean };

export const EXCEPTIONS: readonly Exception[] = [
  {
    letters: ['letter'],
    why: '17.16.18: a field between begin and separator of another is part of its code (the address of the link), not text.',
    isWrong: (run) => run.text === '004217',
  },
  {
    letters: ['mf20-fax-dotx-greeting'],
    why: '17.16.5: what GREETINGLINE shows depends on the row; no row makes it show «GreetingLine».',
    isWrong: (run) => run.text === '«GreetingLine»',
  },
  {
    letters: ['invitation'],
    why: '17.3.2.30: every character of a run with w:rtl has the look for complex scripts; LibreOffice goes by the characters alone.',
    isWrong: (run) => run.text.includes('{{') && run.rtl === true,
  },
];

/** What no mail shows to anybody. */
export const NEVER_COUNTED = {
  letters: ['all letters'],
  why: 'tags that steer a merge ({{#if …}}, {{/each}}, {{@picture}}), and prompts of content controls without a name (17.5.2.39).',
};

export function corrected(letter: string, reference: Reference): Reference {
  const own = EXCEPTIONS.filter((exception) => exception.letters.includes(letter));
  const runs = reference.runs.filter((run) => !own.some((exception) => exception.isWrong(run)));
  const wrong = new Set(reference.runs.filter((run) => !runs.includes(run)).map((run) => run.text));
  return {
    ...reference,
    runs: paragraphsOf(runs).flatMap(withoutTags),
    shown: new Map([...reference.shown].filter(([, text]) => !wrong.has(text))),
  };
}

function paragraphsOf(runs: readonly Run[]): Run[][] {
  const paragraphs: Run[][] = [];
  for (const run of runs) {
    if (paragraphs.at(-1)?.[0]?.paragraph === run.paragraph) paragraphs.at(-1)?.push(run);
    else paragraphs.push([run]);
  }
  return paragraphs;
}

/** `{{#if …}}`, `{{/each}}`, `{{@picture}}`: what steers a merge is no text of the letter; of two branches a message has one. */
const TAG = /\{\{\s*else\s*\}\}.*?\{\{\s*\/if\s*\}\}|\{\{\s*[#/^@:][^{}]*\}\}/g;

function withoutTags(paragraph: Run[]): Run[] {
  const text = paragraph.map((run) => run.text).join('');
  const ranges = [...text.matchAll(TAG)].map((found) => [found.index, found.index + found[0].length] as const);
  let from = 0;
  return paragraph.map((run) => {
    const begin = from;
    from += run.text.length;
    const left = run.text.split('').filter((_, index) => !ranges.some(([a, b]) => begin + index >= a && begin + index < b));
    return { ...run, text: left.join('') };
  });
}
