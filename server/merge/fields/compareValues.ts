/** `=`, `<>`, `<`, `<=`, `>`, `>=` between two texts, as IF and its relatives compare (ISO/IEC 29500-1 17.16.5.22). */
import { exactNumber, plainNumber } from './findNumber.ts';
import { exactMoment, findMoment, momentOrder } from './findMoment.ts';

/** `exact`: what the sheet knows behind the text. */
export type Compared = { text: string; exact: string | null };
export type Comparison = (left: Compared, right: Compared, locale: string) => boolean;

const OPERATORS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ['=', same],
  ['<>', (left, right, locale) => !same(left, right, locale)],
  ['<', (left, right, locale) => order(left, right, locale) < 0],
  ['<=', (left, right, locale) => order(left, right, locale) <= 0],
  ['>', (left, right, locale) => order(left, right, locale) > 0],
  ['>=', (left, right, locale) => order(left, right, locale) >= 0],
]);

export function comparisonOf(sign: string): Comparison | null {
  return OPERATORS.get(sign) ?? null;
}

/** Word's limit for a text with wildcards. */
const PATTERN_MAX = 128;

/**
 * Numbers are compared as numbers where both sides are one, else dates as dates; `?` and `*` on the right stand for one and
 * for any characters.
 */
function same(left: Compared, right: Compared, locale: string): boolean {
  const ordered = asNumbers(left, right, locale) ?? asDates(left, right, locale);
  if (ordered !== null) return ordered === 0;
  if (!/[?*]/.test(right.text) || right.text.length > PATTERN_MAX) return left.text === right.text;
  return matches(left.text, right.text);
}

function order(left: Compared, right: Compared, locale: string): number {
  const ordered = asNumbers(left, right, locale) ?? asDates(left, right, locale);
  if (ordered !== null) return ordered;
  return left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
}

/** Where only one side is written with %, the other means the same unit, unless the sheet knows what the shown text stands for. */
function asNumbers(left: Compared, right: Compared, locale: string): number | null {
  const [a, b] = [numberIn(left, locale), numberIn(right, locale)];
  if (a === null || b === null) return null;
  const exactly = a.percent !== b.percent && (a.percent ? a : b).exact;
  if (!exactly) return Math.sign(a.shown - b.shown);
  const value = (side: typeof a) => (side.percent ? side.shown / 100 : side.shown);
  return Math.sign(value(a) - value(b));
}

/** What the sheet shows counts; what it knows only where the shown text is no plain number ("12 pcs"). */
function numberIn(side: Compared, locale: string): { shown: number; percent: boolean; exact: boolean } | null {
  const plain = plainNumber(side.text, locale);
  const known = exactNumber(side.exact);
  if (plain !== null) return { shown: Number(plain.digits), percent: plain.percent, exact: known !== null };
  return known === null ? null : { shown: Number(known), percent: false, exact: true };
}

function asDates(left: Compared, right: Compared, locale: string): number | null {
  const [a, b] = [left, right].map(
    (side) => exactMoment(side.exact) ?? (/\d/.test(side.text) ? findMoment(side.text, locale) : null),
  );
  if (a === undefined || b === undefined || a === null || b === null) return null;
  return Math.sign(momentOrder(a) - momentOrder(b));
}

/** Wildcards without a regular expression, so that no pattern can take longer than length times length. */
function matches(text: string, pattern: string): boolean {
  let [at, next, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[next] === '*') [star, mark, next] = [next, at, next + 1];
    else if (pattern[next] === '?' || pattern[next] === text[at]) [at, next] = [at + 1, next + 1];
    else if (star >= 0) [next, mark, at] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(next));
}
