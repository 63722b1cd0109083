/**
 * Numbers as Excel counts them: 15 significant decimal digits, halves away from zero on those digits. Binary rounding would show
 * 1.005 as 1.00 where the sheet shows 1.01.
 */

/** Value = 0.`digits` × 10^`point`; no leading and no trailing zeros; '' is zero. */
export type Decimal = { digits: string; point: number };

const SIGNIFICANT = 15;
const PLAIN = /^(\d*)\.?(\d*)$/;

/** Of a number ≥ 0. */
export function decimalOf(value: number): Decimal {
  const found = PLAIN.exec(String(value));
  if (found === null || (found[1] ?? '').length + (found[2] ?? '').length > SIGNIFICANT) return exponential(value);
  const [whole = '', fraction = ''] = [found[1] === '0' ? '' : found[1], found[2]];
  return trimmed(whole + fraction, whole.length);
}

function exponential(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = value.toExponential(SIGNIFICANT - 1).split('e');
  return trimmed(mantissa.replace('.', ''), Number(exponent) + 1);
}

function trimmed(text: string, point: number): Decimal {
  let [from, to] = [0, text.length];
  while (from < to && text.charCodeAt(from) === 48) from += 1;
  while (to > from && text.charCodeAt(to - 1) === 48) to -= 1;
  return from === to ? { digits: '', point: 0 } : { digits: text.slice(from, to), point: point - from };
}

/** Times 10^`places`. */
export function scaled({ digits, point }: Decimal, places: number): Decimal {
  return { digits, point: digits === '' ? 0 : point + places };
}

/** The whole part without leading zeros ('' for zero) and exactly `places` digits behind the point. */
export function rounded({ digits, point }: Decimal, places: number): { whole: string; fraction: string } {
  const keep = point + places;
  if (keep < 0) return { whole: '', fraction: '0'.repeat(places) };
  const up = keep < digits.length && digits.charCodeAt(keep) >= 53;
  let kept = digits.slice(0, keep).padEnd(keep, '0');
  if (up) kept = increased(kept);
  const all = kept.padStart(places, '0');
  return { whole: all.slice(0, all.length - places).replace(/^0+/, ''), fraction: places === 0 ? '' : all.slice(-places) };
}

/** Whole digits plus one: '' → '1', '99' → '100'. */
function increased(digits: string): string {
  const nines = /9*$/.exec(digits)?.[0].length ?? 0;
  const head = digits.slice(0, digits.length - nines);
  const zeros = '0'.repeat(nines);
  return head === '' ? `1${zeros}` : head.slice(0, -1) + String(Number(head.at(-1)) + 1) + zeros;
}
