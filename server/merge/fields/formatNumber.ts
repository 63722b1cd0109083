/** Numbers as a picture writes them (`\# "$#,##0.00;($#,##0.00)"`, ISO/IEC 29500-1 17.16.4.2), with the marks of the locale. */
import { exactNumber, findNumber } from './findNumber.ts';
import { numberFacts } from './localeFacts.ts';
import { type NumberPicture, parseNumberPicture, type PictureItem, type PictureSection } from './numberPicture.ts';

/** `exact`: the number where the sheet knows it, in decimal digits. */
export type NumberFormatter = (value: string, locale: string, exact?: string | null) => string | null;

/** Null: the value is no number, or not surely one; it is shown as it is. */
export function formatNumber(value: string, picture: string, locale = 'en-US', exact: string | null = null): string | null {
  return numberFormatter(picture)(value, locale, exact);
}

/** The picture is read once for each of the two decimal marks a locale may have, not for each row. */
export function numberFormatter(picture: string): NumberFormatter {
  const readings = new Map<string, NumberPicture>();
  return (value, locale, exact = null) => {
    const facts = numberFacts(locale);
    const way = `${facts.decimal}${facts.group}`;
    const reading = readings.get(way) ?? parseNumberPicture(picture, locale);
    if (readings.size < 8) readings.set(way, reading);
    const number = numberOf(value, locale, exact, reading.percent);
    return number === null ? null : inSections(reading.sections, number, facts);
  };
}

type Marks = { decimal: string; group: string };

/** A sheet that shows 19% holds 0.19; a picture with % means what is shown. */
function numberOf(value: string, locale: string, exact: string | null, percent: boolean): string | null {
  const known = exactNumber(exact);
  if (known === null) return findNumber(value, locale);
  return percent && value.includes('%') ? timesHundred(known) : known;
}

function timesHundred(number: string): string {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = fraction.padEnd(2, '0');
  return `${whole}${digits.slice(0, 2)}${digits.length > 2 ? `.${digits.slice(2)}` : ''}`;
}

function inSections(sections: readonly PictureSection[], number: string, marks: Marks): string {
  const zero = /^-?0*\.?0*$/.test(number);
  const negative = number.startsWith('-') && !zero;
  const section = zero && sections.length > 2 ? sections[2] : negative && sections.length > 1 ? sections[1] : sections[0];
  if (section === undefined) return '';
  const sign = negative ? (sections.length > 1 ? 'own' : 'minus') : zero ? 'none' : 'plus';
  return fill(section, number.replace('-', ''), sign, marks);
}

/** `own`: the picture has a section for negative numbers, so nothing is put before it. */
type Sign = 'minus' | 'own' | 'plus' | 'none';

function fill(section: PictureSection, number: string, sign: Sign, marks: Marks): string {
  const fractionPlaces = (section.fraction ?? []).flatMap((item) => (item.kind === 'digit' ? [item.sign] : []));
  const optionalFrom = fractionPlaces.indexOf('#');
  const [whole, fraction] = rounded(number, fractionPlaces.length, optionalFrom < 0 ? fractionPlaces.length : optionalFrom);
  const items = [...section.whole, ...(section.fraction ?? [])];
  if (section.fraction === null && !items.some((item) => item.kind === 'digit'))
    return items.map((item) => literal(item, sign)).join('');
  // What rounds to nothing has no sign.
  const some = /[1-9]/.test(whole + fraction);
  const shownSign = sign === 'minus' && !some ? 'none' : sign;
  const before = shownSign === 'minus' && !items.some((item) => item.kind === 'sign') ? '-' : '';
  const digits = whole === '' && fraction === '' ? '0' : whole;
  const decimals =
    section.fraction === null ? '' : (fraction === '' ? '' : marks.decimal) + withFraction(section.fraction, fraction, shownSign);
  return before + withWhole(section, digits, shownSign, marks.group) + decimals;
}

/** Decimal rounding on the digits themselves (half away from zero), at least `least` and at most `most` places. */
function rounded(number: string, most: number, least: number): [string, string] {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = `${whole}${fraction.padEnd(most + 1, '0').slice(0, most + 1)}`;
  const up = Number(digits.at(-1)) >= 5 ? 1n : 0n;
  const scaled = (BigInt(digits.slice(0, -1) || '0') + up).toString().padStart(most + 1, '0');
  const places = most === 0 ? '' : scaled.slice(-most);
  const kept = places.slice(0, least) + places.slice(least).replace(/0+$/, '');
  return [scaled.slice(0, scaled.length - most).replace(/^0+/, ''), kept];
}

/** Digits fill their places from the right; the first place takes what is left over, unless an `x` cuts it off. */
function withWhole(section: PictureSection, digits: string, sign: Sign, group: string): string {
  const places = section.whole.filter((item) => item.kind === 'digit');
  const [zeros, cut] = [places.findIndex((item) => item.sign === '0'), places.findIndex((item) => item.sign === 'x')];
  const kept = cut < 0 ? digits : digits.slice(-(places.length - cut));
  const full = kept.padStart(zeros < 0 ? 0 : places.length - zeros, '0');
  const between = section.grouped ? group : '';
  if (places.length === 0)
    return section.whole.map((item) => literal(item, sign)).join('') + groupedDigits(full, full.length, between);
  let left = places.length;
  let used = 0;
  return section.whole
    .map((item) => {
      if (item.kind !== 'digit') return literal(item, sign);
      left -= 1;
      const until = Math.max(used, full.length - left);
      const shown = groupedDigits(full.slice(used, until), full.length - used, between);
      used = until;
      return shown;
    })
    .join('');
}

/** `from`: how many digits are left from the first of these on. */
function groupedDigits(digits: string, from: number, group: string): string {
  if (group === '') return digits;
  let text = '';
  for (let index = 0; index < digits.length; index += 1) {
    const left = from - index - 1;
    text += (digits[index] ?? '') + (left > 0 && left % 3 === 0 ? group : '');
  }
  return text;
}

function withFraction(items: readonly PictureItem[], fraction: string, sign: Sign): string {
  let at = 0;
  return items
    .map((item) => {
      if (item.kind !== 'digit') return literal(item, sign);
      at += 1;
      return fraction[at - 1] ?? '';
    })
    .join('');
}

/** `+`: the sign, or a blank for zero; `-`: minus, or a blank. */
function literal(item: PictureItem, sign: Sign): string {
  if (item.kind === 'text') return item.text;
  if (item.kind !== 'sign') return '';
  if (sign === 'minus' || sign === 'own') return '-';
  return item.sign === '+' && sign === 'plus' ? '+' : ' ';
}
