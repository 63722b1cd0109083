/** Which character of the page is which of the reference: paragraph by paragraph first, then sign by sign in what lies between. */
import { bare, type Run } from './fidelityLook.ts';

export type Aligned = { wanted: Run; found: Run | undefined; char: string };
type Sign = { char: string; run: Run };
type Paragraph = { text: string; signs: Sign[] };

export function alignText(reference: readonly Run[], page: readonly Run[]): Aligned[] {
  const [wanted, found] = [paragraphsOf(reference), paragraphsOf(page)];
  const partner = new Map<Paragraph, Paragraph>();
  const anchors = commonOrder(
    wanted.map(({ text }) => text),
    found.map(({ text }) => text),
  );
  for (const [left, right] of anchors) pair(partner, wanted[left], found[right]);
  const signs = new Map<Sign, Sign>();
  for (const [left, right] of gapsOf(anchors, wanted.length, found.length)) {
    const [mine, theirs] = [
      wanted.slice(...left).flatMap(({ signs }) => signs),
      found.slice(...right).flatMap(({ signs }) => signs),
    ];
    for (const [a, b] of commonSigns(mine, theirs)) pair(signs, mine[a], theirs[b]);
  }
  pairElsewhere(wanted, found, partner, signs);
  return wanted.flatMap((paragraph) => {
    const other = partner.get(paragraph);
    return paragraph.signs.map((sign, index) => {
      const run = other === undefined ? signs.get(sign)?.run : other.signs[index]?.run;
      return { wanted: sign.run, found: run, char: sign.char };
    });
  });
}

function pair<T extends object>(map: Map<T, T>, a: T | undefined, b: T | undefined): void {
  if (a !== undefined && b !== undefined) map.set(a, b);
}

function paragraphsOf(runs: readonly Run[]): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  let number: number | null = null;
  for (const run of runs) {
    if (run.paragraph !== number || paragraphs.length === 0) paragraphs.push({ text: '', signs: [] });
    number = run.paragraph;
    const last = paragraphs.at(-1);
    const text = bare(run.text);
    if (last === undefined) continue;
    last.text += text;
    for (const char of text) last.signs.push({ char, run });
  }
  return paragraphs;
}

/** A text box may stand elsewhere in the page: paragraphs that nobody took and that are the same are the same. */
function pairElsewhere(
  wanted: Paragraph[],
  found: Paragraph[],
  partner: Map<Paragraph, Paragraph>,
  signs: ReadonlyMap<Sign, Sign>,
): void {
  const taken = new Set(partner.values());
  const takenSigns = new Set(signs.values());
  const free = found.filter((paragraph) => !taken.has(paragraph) && paragraph.signs.every((sign) => !takenSigns.has(sign)));
  for (const paragraph of wanted) {
    if (partner.has(paragraph) || paragraph.signs.some((sign) => signs.has(sign))) continue;
    const at = free.findIndex((other) => other.text === paragraph.text);
    const [other] = at < 0 ? [] : free.splice(at, 1);
    pair(partner, paragraph, other);
  }
}

type Range = [number, number];

/** What lies between the anchors on both sides. */
function gapsOf(anchors: [number, number][], left: number, right: number): [Range, Range][] {
  const gaps: [Range, Range][] = [];
  let [a, b] = [0, 0];
  for (const [nextA, nextB] of [...anchors, [left, right] as const]) {
    if (nextA > a && nextB > b)
      gaps.push([
        [a, nextA],
        [b, nextB],
      ]);
    [a, b] = [nextA + 1, nextB + 1];
  }
  return gaps;
}

const SIGNS_MAX = 6_000;

function commonSigns(mine: Sign[], theirs: Sign[]): [number, number][] {
  const [a, b] = [mine.slice(0, SIGNS_MAX).map(({ char }) => char), theirs.slice(0, SIGNS_MAX).map(({ char }) => char)];
  return commonOrder(a, b);
}

/** Longest common subsequence, as pairs of positions. */
function commonOrder(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [down, right, both] = [
        length[(i + 1) * width + j] ?? 0,
        length[i * width + j + 1] ?? 0,
        length[(i + 1) * width + j + 1] ?? 0,
      ];
      length[i * width + j] = a[i] === b[j] ? both + 1 : Math.max(down, right);
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pairs.push([i, j]);
      [i, j] = [i + 1, j + 1];
    } else if ((length[(i + 1) * width + j] ?? 0) >= (length[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return pairs;
}
