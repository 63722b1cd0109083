/** Sections of a format that show numbers: digits, thousands, scaling, per cent, powers of ten (ISO/IEC 29500-1 18.8.31). */
import { type Decimal, decimalOf, rounded, scaled } from './decimalDigits.ts';
import { fillPlaces, type Place, placesOf, plainText, whollyShown } from './fillPlaces.ts';
import { compileFraction } from './showFraction.ts';
import type { FormatSection, FormatToken } from './splitFormat.ts';

/** Of a number ≥ 0. */
export type ShowNumber = (value: number) => string;

export function compileNumber({ tokens }: FormatSection): ShowNumber {
  const power = tokens.findIndex((token) => token.kind === 'power');
  if (power >= 0 && tokens.slice(0, power).some(isDigit)) return compilePower(tokens, power);
  const slash = fractionSlash(tokens);
  if (slash >= 0) return compileFraction(tokens, slash);
  if (!tokens.some(isDigit)) return (value) => tokens.map((token) => plainText(token, value)).join('');
  return compileDecimal(tokens);
}

function isDigit(token: FormatToken | undefined): boolean {
  return token?.kind === 'digit';
}

/** A slash makes a fraction when places for digits stand on both sides of it. */
function fractionSlash(tokens: FormatToken[]): number {
  const slash = tokens.findIndex((token) => token.kind === 'slash');
  const below = (token: FormatToken) => isDigit(token) || (token.kind === 'text' && /^[1-9]$/.test(token.text));
  return slash > 0 && tokens.slice(0, slash).some(isDigit) && tokens.slice(slash + 1).some(below) ? slash : -1;
}

type Layout = { whole: Place[]; fraction: Place[]; point: boolean; thousands: boolean; shift: number };

function compileDecimal(tokens: FormatToken[]): ShowNumber {
  const layout = layOut(tokens);
  const places = countDigits(layout.fraction);
  if (isPlain(layout)) return plainDecimal(places, layout.thousands);
  return (value) => showDecimal(scaled(decimalOf(value), layout.shift), layout, places);
}

function showDecimal(decimal: Decimal, layout: Layout, places: number): string {
  const { whole, fraction } = rounded(decimal, places);
  // `.00` has no place for what stands before the point, and still shows it.
  const before = fillPlaces(layout.whole, whole, layout.thousands) + (countDigits(layout.whole) === 0 ? whole : '');
  return before + (layout.point ? '.' : '') + fillFraction(layout.fraction, fraction);
}

/** Behind the point: `#` shows no closing zeros, `?` a blank in their place. */
function fillFraction(places: Place[], digits: string): string {
  const filled = digits.replace(/0+$/, '').length;
  let index = 0;
  let text = '';
  for (const place of places) {
    if (!('mark' in place)) {
      text += place.text;
      continue;
    }
    if (index < filled || place.mark === '0') text += digits[index] ?? '0';
    else if (place.mark === '?') text += ' ';
    index += 1;
  }
  return text;
}

function layOut(tokens: FormatToken[]): Layout {
  const point = tokens.findIndex((token) => token.kind === 'point');
  const before = point < 0 ? tokens : tokens.slice(0, point);
  const behind = point < 0 ? [] : tokens.slice(point + 1);
  const [whole, fraction] = [withoutCommas(before), withoutCommas(behind)];
  const percents = tokens.filter((token) => token.kind === 'percent').length;
  return {
    whole: whole.places,
    fraction: fraction.places,
    point: point >= 0,
    thousands: whole.thousands,
    shift: 2 * percents - 3 * (whole.scaling + fraction.scaling),
  };
}

/** Commas between places part thousands, commas right behind the last place divide by a thousand, all others are text. */
function withoutCommas(tokens: FormatToken[]): { places: Place[]; thousands: boolean; scaling: number } {
  const [first, last] = [tokens.findIndex(isDigit), tokens.findLastIndex(isDigit)];
  const places: Place[] = [];
  let [thousands, scaling] = [false, 0];
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'digit') places.push({ mark: token.mark });
    else if (token.kind !== 'comma' || first < 0 || index < first) places.push({ text: plainText(token, 0) });
    else if (index < last) thousands = true;
    else if (index === last + scaling + 1) scaling += 1;
    else places.push({ text: ',' });
  }
  return { places, thousands, scaling };
}

function countDigits(places: readonly Place[]): number {
  return places.filter((place) => 'mark' in place).length;
}

/** `0`, `0.00`, `#,##0.00`: nearly every number of a list, and shown without the detour over places. */
function isPlain({ whole, fraction, thousands, shift }: Layout): boolean {
  const zeros = fraction.every((place) => 'mark' in place && place.mark === '0');
  const last = whole.at(-1);
  const marks = whole.every((place) => 'mark' in place && (place === last || place.mark === '#'));
  return (
    shift === 0 &&
    zeros &&
    marks &&
    last !== undefined &&
    'mark' in last &&
    last.mark === '0' &&
    (thousands || whole.length === 1)
  );
}

function plainDecimal(digits: number, thousands: boolean): ShowNumber {
  return (value) => {
    const { whole, fraction } = rounded(decimalOf(value), digits);
    const shown = whole === '' ? '0' : thousands && whole.length > 3 ? whole.replace(/\B(?=(?:\d{3})+$)/g, ',') : whole;
    return digits === 0 ? shown : `${shown}.${fraction}`;
  };
}

/** `0.00E+00`; several places before the point make the power a multiple of their number (`##0.0E+0`). */
function compilePower(tokens: FormatToken[], at: number): ShowNumber {
  const layout = layOut(tokens.slice(0, at));
  const tail = placesOf(tokens.slice(at + 1));
  const [step, places] = [countDigits(layout.whole), countDigits(layout.fraction)];
  const token = tokens[at];
  const plus = token?.kind === 'power' && token.plus ? '+' : '';
  const powerOf = (point: number) => (step < 1 ? point : Math.floor((point - 1) / step) * step);
  return (value) => {
    const decimal = decimalOf(value);
    let power = decimal.digits === '' ? 0 : powerOf(decimal.point);
    // 9.99 shown with one decimal is 10.0, which is 1.0E+01.
    const { whole } = rounded(scaled(decimal, -power), places);
    if (whole.length > Math.max(step, 0) && decimal.digits !== '') power += Math.max(step, 1);
    const mantissa = showDecimal(scaled(decimal, -power), layout, places);
    return `${mantissa}E${power < 0 ? '-' : plus}${whollyShown(tail, String(Math.abs(power)))}`;
  };
}
