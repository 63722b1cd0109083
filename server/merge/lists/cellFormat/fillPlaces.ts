/** Digits into the places of a format, from the right: `000-00-0000`, `#,##0`, `??0`. */
import { showGeneral } from './showGeneral.ts';
import type { FormatToken } from './splitFormat.ts';

/** A place for a digit, or text that stands between. */
export type Place = { mark: '0' | '#' | '?' } | { text: string };

/**
 * `digits` of a whole number, '' for zero. Digits that are too many stand in the first place. `0` shows a missing digit as 0, `?` as a
 * blank, `#` not at all; to the right of a `0` every place shows one.
 */
export function fillPlaces(places: readonly Place[], digits: string, thousands: boolean): string {
  const first = places.findIndex((place) => 'mark' in place);
  const zero = places.findIndex((place) => 'mark' in place && place.mark === '0');
  let text = '';
  let taken = 0;
  for (let index = places.length - 1; index >= 0; index -= 1) {
    const place = places[index];
    if (place === undefined) continue;
    if (!('mark' in place)) {
      text = place.text + text;
      continue;
    }
    const until = index === first ? Math.max(taken + 1, digits.length) : taken + 1;
    for (; taken < until; taken += 1) {
      const digit = shownDigit(place.mark, digits, taken, zero >= 0 && zero <= index);
      text = digit + (thousands && taken > 0 && taken % 3 === 0 ? (COMMAS[digit] ?? ',') : '') + text;
    }
  }
  return text;
}

/** What parts thousands behind a place that shows nothing or a blank. */
const COMMAS: Record<string, string> = { '': '', ' ': ' ' };

function shownDigit(mark: '0' | '#' | '?', digits: string, taken: number, behindZero: boolean): string {
  const digit = digits[digits.length - 1 - taken];
  if (digit !== undefined) return digit;
  if (behindZero) return '0';
  return mark === '?' ? ' ' : '';
}

/** The same for a number that is shown even where it is zero. */
export function whollyShown(places: readonly Place[], digits: string): string {
  return fillPlaces(places, digits === '' ? '0' : digits, false);
}

export function placesOf(tokens: FormatToken[]): Place[] {
  return tokens.map((token) => (token.kind === 'digit' ? { mark: token.mark } : { text: plainText(token, 0) }));
}

/** What a token shows where it is no place for a digit. */
export function plainText(token: FormatToken, value: number): string {
  switch (token.kind) {
    case 'text':
      return token.text;
    case 'general':
    case 'at':
      return showGeneral(value);
    case 'point':
      return '.';
    case 'comma':
      return ',';
    case 'percent':
      return '%';
    case 'slash':
      return '/';
    case 'power':
      return token.plus ? 'E+' : 'E-';
    default:
      return '';
  }
}
