/**
 * Numbers in the styles of `\*` (ISO/IEC 29500-1 17.16.4.3): Roman, Alphabetic, Ordinal, CardText, OrdText, DollarText, Hex.
 * Word writes an error where a number has no such form, and so nothing of that may reach a recipient: the number stays in digits.
 */
import { englishOrdinal, spellEnglish, spellEnglishOrdinal } from './spellEnglish.ts';
import { spellGerman, spellGermanOrdinal } from './spellGerman.ts';

/** `number`: decimal digits such as `-15.5`; `language`: such as `en`. Null: there is no such form. */
export type NumberStyle = (number: string, language: string) => string | null;

/** The languages in which numbers are written as words; in every other they stay digits, which are right in any. */
export const SPELLED_LANGUAGES: readonly string[] = ['en', 'de'];

/** By the name of the style as it is written in the code, whose letter case is that of the result for letters and Roman numbers. */
export function numberStyle(name: string): NumberStyle | null {
  const small = /^\p{Ll}/u.test(name);
  const inCase = (text: string | null) => (small ? (text?.toLowerCase() ?? null) : text);
  switch (name.toLowerCase()) {
    case 'roman':
      return (number) => inCase(roman(wholeOf(number)));
    case 'alphabetic':
      return (number) => inCase(alphabetic(wholeOf(number)));
    case 'hex':
      return (number) => hexadecimal(wholeOf(number));
    case 'ordinal':
      return (number, language) => ordinal(wholeOf(number), language);
    case 'cardtext':
      return (number, language) => cardinalText(wholeOf(number), language);
    case 'ordtext':
      return (number, language) => ordinalText(wholeOf(number), language);
    case 'dollartext':
      return dollarText;
    default:
      return null;
  }
}

const LARGEST = 999_999_999_999_999;

/** Rounded half away from zero; beyond the largest it is no number for these styles. */
function wholeOf(number: string): number {
  const [whole = '', fraction = ''] = number.replace('-', '').split('.');
  const rounded = Number(whole) + (/^[5-9]/.test(fraction) ? 1 : 0);
  if (rounded > LARGEST) return Number.NaN;
  return number.startsWith('-') ? -rounded : rounded;
}

const ROMAN = Object.entries({
  M: 1000,
  CM: 900,
  D: 500,
  CD: 400,
  C: 100,
  XC: 90,
  L: 50,
  XL: 40,
  X: 10,
  IX: 9,
  V: 5,
  IV: 4,
  I: 1,
});

/** Word's limit is 32,767. */
function roman(number: number): string | null {
  if (!(number >= 1 && number <= 32_767)) return null;
  let left = number;
  return ROMAN.map(([sign, size]) => {
    const count = Math.floor(left / size);
    left -= count * size;
    return sign.repeat(count);
  }).join('');
}

/** 27 is AA, 28 is BB: the letter stands once more for each 26. Word's limit is 780. */
function alphabetic(number: number): string | null {
  if (!(number >= 1 && number <= 780)) return null;
  return String.fromCharCode(65 + ((number - 1) % 26)).repeat(Math.ceil(number / 26));
}

function hexadecimal(number: number): string | null {
  return number >= 0 ? number.toString(16).toUpperCase() : null;
}

/** The sign behind the digits of languages that have one for every number. */
const ORDINAL_SIGNS: Record<string, string> = { es: 'º', it: 'º', pt: 'º', nl: 'e' };
const ORDINAL_DOTS = new Set('de da nb nn no fi cs sk pl hu sl hr sr bs et is lv'.split(' '));

function ordinal(number: number, language: string): string | null {
  if (!(number >= 0)) return null;
  if (language === 'en') return englishOrdinal(number);
  if (language === 'fr') return number === 1 ? '1er' : `${number}e`;
  if (ORDINAL_DOTS.has(language)) return `${number}.`;
  const sign = ORDINAL_SIGNS[language];
  return sign === undefined ? null : `${number}${sign}`;
}

function cardinalText(number: number, language: string): string | null {
  if (Number.isNaN(number)) return null;
  const size = Math.abs(number);
  if (language === 'de') return (number < 0 ? 'minus ' : '') + spellGerman(size);
  return language === 'en' ? (number < 0 ? 'minus ' : '') + spellEnglish(size) : null;
}

function ordinalText(number: number, language: string): string | null {
  if (!(number >= 0)) return null;
  if (language === 'de') return spellGermanOrdinal(number);
  return language === 'en' ? spellEnglishOrdinal(number) : null;
}

/** `fifteen and 50/100`, as on a cheque. */
function dollarText(number: string, language: string): string | null {
  const [whole = '0', fraction = ''] = number.replace('-', '').split('.');
  const digits = fraction.padEnd(3, '0').slice(0, 3);
  const cents = Math.round(Number(whole) * 100) + Number(digits.slice(0, 2)) + (Number(digits[2]) >= 5 ? 1 : 0);
  if (!(cents <= 99_999_999_999_999)) return null;
  const words = cardinalText(Math.floor(cents / 100), language);
  if (words === null) return null;
  const minus = number.startsWith('-') && cents > 0 ? 'minus ' : '';
  return `${minus}${words} ${language === 'de' ? 'und' : 'and'} ${String(cents % 100).padStart(2, '0')}/100`;
}
