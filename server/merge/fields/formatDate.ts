/** Date-time pictures of Word fields (`\@ "dddd, MMMM d, yyyy"`, ISO/IEC 29500-1 17.16.4.1), with the names of the locale. */
import { exactMoment, findMoment, findTime, type Moment } from './findMoment.ts';
import { type DateFacts, dateFacts } from './localeFacts.ts';

/** `exact`: the same as a local date and time (`2026-11-20T15:30:00`) where the sheet knows it. */
export type DateFormatter = (value: string, locale: string, exact?: string | null) => string | null;

type Piece = string | ((moment: Moment, facts: DateFacts) => string);

/** Null: the value is no date that can be told for sure; Word shows it as it is. */
export function formatDate(value: string, picture: string, locale = 'en-US', exact: string | null = null): string | null {
  return dateFormatter(picture)(value, locale, exact);
}

export function dateFormatter(picture: string): DateFormatter {
  const plain = piecesOf(picture);
  const translated = new Map<string, Piece[]>();
  return (value, locale, exact = null) => {
    const facts = dateFacts(locale);
    const moment = exactMoment(exact) ?? findMoment(value, locale) ?? (plain.timeOnly ? findTime(value) : null);
    if (moment === null) return null;
    let pieces = translated.get(facts.language);
    if (pieces === undefined) {
      const own = inEnglishLetters(picture, facts.language);
      pieces = own === picture ? plain.pieces : piecesOf(own).pieces;
      if (translated.size < 8) translated.set(facts.language, pieces);
    }
    return pieces.map((piece) => (typeof piece === 'string' ? piece : piece(moment, facts))).join('');
  };
}

/** The same for a moment that is known: DATE and TIME. */
export function formatMoment(exact: string, picture: string, locale: string): string {
  return dateFormatter(picture)(exact, locale, exact) ?? exact;
}

const LENGTH_MAX = 300;
const TOKEN = /'[^']*'?|"[^"]*"?|\\[\s\S]|am\/pm|d{1,4}|M{1,4}|y{1,4}|h{1,2}|H{1,2}|m{1,4}|s{1,2}|D{1,4}|Y{1,4}|S{1,2}|[\s\S]/giu;

function piecesOf(picture: string): { pieces: Piece[]; timeOnly: boolean } {
  const tokens = picture.slice(0, LENGTH_MAX).match(TOKEN) ?? [];
  const days = tokens.some((token) => /^d{1,2}$/i.test(token));
  return {
    pieces: tokens.map((token) => pieceOf(token, days)),
    timeOnly:
      tokens.some((token) => /^[hm]/i.test(token)) &&
      !tokens.some((token) => /^(?:d+|M+|y+)$/.test(token.replace(/[DY]/g, (letter) => letter.toLowerCase()))),
  };
}

/** Only month and minute, 12 and 24 hours differ by case. */
function pieceOf(token: string, withDay: boolean): Piece {
  if (/^['"]/.test(token)) return token.replace(/^['"]|['"]$/g, '');
  if (token.length > 1 && token.startsWith('\\')) return token.slice(1);
  if (/^am\/pm$/i.test(token)) return (moment, facts) => facts.halves[moment.hour < 12 ? 0 : 1];
  const two = (number: number) => (token.length > 1 ? String(number).padStart(2, '0') : String(number));
  if (/^M+$/.test(token)) return token.length < 3 ? (moment) => two(moment.month) : monthName(token.length, withDay);
  if (/^m+$/.test(token)) return (moment) => two(moment.minute);
  if (/^H+$/.test(token)) return (moment) => two(moment.hour);
  if (/^h+$/.test(token)) return (moment) => two(((moment.hour + 11) % 12) + 1);
  if (/^s+$/i.test(token)) return (moment) => two(moment.second);
  if (/^y+$/i.test(token)) {
    if (token.length > 2) return (moment) => String(moment.year).padStart(4, '0');
    return (moment) => String(moment.year % 100).padStart(2, '0');
  }
  if (/^d+$/i.test(token)) return token.length < 3 ? (moment) => two(moment.day) : dayName(token.length);
  return token;
}

/** Some languages bend the name of a month beside a day (`5 ноября`). */
function monthName(length: number, withDay: boolean): Piece {
  return (moment, facts) => {
    const names = length === 3 ? facts.monthsShort : withDay ? facts.monthsWithDay : facts.months;
    return names[moment.month - 1] ?? '';
  };
}

function dayName(length: number): Piece {
  return (moment, facts) => {
    const day = new Date(Date.UTC(moment.year, moment.month - 1, moment.day)).getUTCDay();
    return (length === 3 ? facts.daysShort : facts.days)[day] ?? '';
  };
}

/** Letters that Word's own language versions take for day, month and year: `TT.MM.JJJJ`, `jj/MM/aaaa`. */
const LETTERS: Record<string, Record<string, string>> = {
  de: { T: 'd', t: 'd', J: 'y', j: 'y' },
  nl: { J: 'y', j: 'y' },
  fr: { J: 'd', j: 'd', A: 'y', a: 'y' },
  es: { A: 'y', a: 'y' },
  pt: { A: 'y', a: 'y' },
  it: { G: 'd', g: 'd', A: 'y', a: 'y' },
  da: { Å: 'y', å: 'y' },
  nb: { Å: 'y', å: 'y' },
  sv: { Å: 'y', å: 'y' },
};

/** Only where the picture has no English year but one in the letters of the language, so that other texts keep their letters. */
function inEnglishLetters(picture: string, language: string): string {
  const letters = LETTERS[language];
  const bare = picture.replace(/'[^']*'?|"[^"]*"?|am\/pm/gi, '');
  if (letters === undefined || /y/i.test(bare)) return picture;
  const year = Object.keys(letters).filter((letter) => letters[letter] === 'y');
  if (!year.some((letter) => bare.includes(letter + letter))) return picture;
  return picture.replace(/'[^']*'?|"[^"]*"?|am\/pm|[\s\S]/giu, (token) => letters[token] ?? token);
}
