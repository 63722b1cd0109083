/** Where LibreOffice's reading of a letter is wrong by the standard, with the reason. Everything else counts as it reads it. */
import type { Run } from './fidelityLook.ts';
import type { Reference } from './fidelityReference.ts';

type Exception = { letter: string; why: string; change: (run: Run) => Run | null };

export const EXCEPTIONS: Exception[] = [
  {
    letter: 'letter',
    why: 'ISO/IEC 29500-1 17.16.18: a field between begin and separator of another is part of its code (the address of the link), not text.',
    change: (run) => (run.text === '004217' ? null : run),
  },
];

export function corrected(letter: string, reference: Reference): Reference {
  const own = EXCEPTIONS.filter((exception) => exception.letter === letter);
  const runs = reference.runs.flatMap((run) => {
    const changed = own.reduce<Run | null>((now, exception) => (now === null ? null : exception.change(now)), run);
    return changed === null ? [] : [changed];
  });
  return { ...reference, runs: withoutTags(runs) };
}

/** `{{#if …}}`, `{{/each}}`: what steers the merge is no text of the letter. */
function withoutTags(runs: readonly Run[]): Run[] {
  const kept: Run[] = [];
  for (let from = 0; from < runs.length; ) {
    let to = from;
    while (runs[to] !== undefined && runs[to]?.paragraph === runs[from]?.paragraph) to += 1;
    const paragraph = runs.slice(from, to);
    const text = paragraph.map((run) => run.text).join('');
    const tags = [...text.matchAll(/\{\{\s*[#/^][^{}]*\}\}/g)].map(
      (found) => [found.index, found.index + found[0].length] as const,
    );
    let at = 0;
    for (const run of paragraph) {
      const chars = run.text.split('').filter((_, index) => !tags.some(([a, b]) => at + index >= a && at + index < b));
      at += run.text.length;
      kept.push({ ...run, text: chars.join('') });
    }
    from = to;
  }
  return kept;
}
