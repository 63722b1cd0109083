/** Sections that show fractions: `# ?/?`, `# ??/16`, `?/?` (ISO/IEC 29500-1 18.8.31). */
import { fillPlaces, type Place, placesOf, whollyShown } from './fillPlaces.ts';
import type { FormatToken } from './splitFormat.ts';

type Layout = {
  /** Up to the last place of the whole number; null: all goes into the fraction. */
  whole: Place[] | null;
  thousands: boolean;
  head: Place[];
  between: Place[];
  above: Place[];
  beforeSlash: Place[];
  behindSlash: Place[];
  below: Place[];
  tail: Place[];
  /** A fixed denominator (`/16`). */
  fixed: number | null;
};

/** Seven digits are what Excel takes. */
const DIGITS_MAX = 7;

export function compileFraction(tokens: FormatToken[], slash: number): (value: number) => string {
  const layout = layOut(tokens, slash);
  const most = 10 ** Math.min(DIGITS_MAX, layout.below.length) - 1;
  return (value) => {
    const whole = layout.whole === null ? 0 : Math.floor(value);
    let [above, below] =
      layout.fixed === null ? nearest(value - whole, most) : [Math.round((value - whole) * layout.fixed), layout.fixed];
    const carried = layout.whole !== null && above === below && below > 0;
    if (carried) [above, below] = [0, layout.fixed ?? 1];
    return show(layout, whole + (carried ? 1 : 0), above, below);
  };
}

function layOut(tokens: FormatToken[], slash: number): Layout {
  const isDigit = (token: FormatToken | undefined) => token?.kind === 'digit';
  const lastAbove = tokens.findLastIndex((token, index) => index < slash && isDigit(token));
  let firstAbove = lastAbove;
  while (isDigit(tokens[firstAbove - 1])) firstAbove -= 1;
  const firstBelow = tokens.findIndex((token, index) => index > slash && (isDigit(token) || fixedDigit(token)));
  let lastBelow = firstBelow;
  while (isDigit(tokens[lastBelow + 1]) || fixedDigit(tokens[lastBelow + 1])) lastBelow += 1;
  const lastWhole = tokens.findLastIndex((token, index) => index < firstAbove && isDigit(token));
  const firstWhole = tokens.findIndex(isDigit);
  const below = tokens.slice(firstBelow, lastBelow + 1);
  const wholeTokens = tokens.slice(firstWhole, lastWhole + 1);
  const part = (from: number, to: number) => placesOf(tokens.slice(from, to));
  return {
    whole: lastWhole < 0 ? null : placesOf(wholeTokens.filter(({ kind }) => kind !== 'comma')),
    thousands: wholeTokens.some(({ kind }) => kind === 'comma'),
    head: part(0, lastWhole < 0 ? firstAbove : firstWhole),
    between: lastWhole < 0 ? [] : part(lastWhole + 1, firstAbove),
    above: part(firstAbove, lastAbove + 1),
    beforeSlash: part(lastAbove + 1, slash),
    behindSlash: part(slash + 1, firstBelow),
    below: placesOf(below),
    tail: part(lastBelow + 1, tokens.length),
    fixed: fixedOf(below),
  };
}

function fixedDigit(token: FormatToken | undefined): boolean {
  return token?.kind === 'text' && /^\d$/.test(token.text);
}

function fixedOf(below: FormatToken[]): number | null {
  if (!below.some(fixedDigit)) return null;
  const digits = below
    .map((token) => (token.kind === 'text' ? token.text : '0'))
    .join('')
    .slice(0, DIGITS_MAX);
  return Math.max(1, Number(digits));
}

const has = (places: readonly Place[] | null, mark: string) =>
  places?.some((place) => 'mark' in place && place.mark === mark) === true;
const text = (places: readonly Place[]) => places.map((place) => ('mark' in place ? '' : place.text)).join('');
/** As many blanks as the places and texts would take. */
const blanks = (places: readonly Place[]) =>
  places.map((place) => ('mark' in place ? ' ' : place.text.replace(/./gsu, ' '))).join('');

function show(layout: Layout, whole: number, above: number, below: number): string {
  const { head, between, beforeSlash, behindSlash, tail } = layout;
  // A whole number has no fraction to show, unless a 0 asks for its numerator.
  const bare = layout.whole !== null && above === 0 && !has(layout.above, '0');
  const quotient = [...beforeSlash, { text: '/' }, ...behindSlash];
  if (bare) {
    const rest = [...between, ...layout.above, ...quotient, ...layout.below];
    const gap = has(layout.above, '?') || has(layout.below, '?') ? blanks(rest) : '';
    return text(head) + fillPlaces(layout.whole ?? [], String(whole), layout.thousands) + gap + text(tail);
  }
  const denominator = layout.fixed === null ? showBelow(layout.below, String(below)) : String(layout.fixed);
  return (
    text(head) +
    showWhole(layout, whole, above) +
    whollyShown(layout.above, String(above)) +
    text(quotient) +
    denominator +
    text(tail)
  );
}

function showWhole({ whole: places, thousands, between, above: numerator }: Layout, whole: number, above: number): string {
  if (places === null) return '';
  if (whole > 0) return fillPlaces(places, String(whole), thousands) + text(between);
  if (has(places, '0') || (above === 0 && has(places, '?'))) return whollyShown(places, '0') + text(between);
  if (has(places, '?')) return blanks(places) + blanks(between);
  return text(places) + (has(numerator, '?') ? blanks(between) : '');
}

/** Denominators stand to the left: `?` is a blank behind them. */
function showBelow(places: readonly Place[], digits: string): string {
  if (has(places, '0')) return fillPlaces(places, digits, false);
  const missing = Math.max(0, places.length - digits.length);
  return digits + (has(places, '?') ? ' '.repeat(missing) : '');
}

/**
 * The last continued fraction of a number ≥ 0 whose denominator is at most `most`. There may be a nearer one (20/87 for 0.23 with two
 * digits), but this is the one Excel shows (3/13).
 */
function nearest(value: number, most: number): [number, number] {
  let [above, below, lastAbove, lastBelow] = [1, 0, 0, 1];
  let rest = value;
  for (let turn = 0; turn < 40; turn += 1) {
    const whole = Math.floor(rest);
    const next = lastBelow + whole * below;
    if (next > most) break;
    [above, lastAbove] = [lastAbove + whole * above, above];
    [below, lastBelow] = [next, below];
    if (rest - whole < 5e-8) break;
    rest = 1 / (rest - whole);
  }
  return [above, below];
}
