/** Sections that show dates and times (ISO/IEC 29500-1 18.8.31). */
import { dayName, monthName } from './dayNames.ts';
import type { FormatSection, FormatToken } from './splitFormat.ts';

/** A serial number of the 1900 system, taken apart; `month` and `weekday` from 0, Sunday first. */
type Moment = {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  fraction: number;
};

const DAY_SECONDS = 86_400;
/** 31 December 9999; later days are shown as #### by Excel. */
const LAST_DAY = 2_958_465;

type Show = (moment: Moment, serial: number) => string;

/** Null: no date in Excel's calendar. */
export function compileDate({ tokens, language }: FormatSection): (serial: number) => string | null {
  const clock = tokens.some((token) => token.kind === 'noon') ? 12 : 24;
  const digits = secondDigits(tokens);
  const parts = tokens.map((token, index): Show => compileToken(token, clock, language, digits[index] ?? 0));
  const precision = Math.max(0, ...[...digits].map((count) => count ?? 0));
  const seconds = tokens.some((token) => (token.kind === 'date' || token.kind === 'elapsed') && token.letter === 's');
  return (serial) => {
    const moment = momentOf(serial, seconds ? precision : null);
    return moment === null ? null : parts.map((part) => part(moment, moment.serial)).join('');
  };
}

/** How many digits of a second a point shows (`ss.00`); undefined: this token belongs to none. */
function secondDigits(tokens: FormatToken[]): (number | undefined)[] {
  const counts: (number | undefined)[] = [];
  let seconds = false;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token?.kind === 'date' || token?.kind === 'elapsed') seconds = token.letter === 's';
    if (token?.kind !== 'point' || !seconds) continue;
    let zeros = 0;
    while (isZero(tokens[index + 1 + zeros])) zeros += 1;
    counts[index] = Math.min(zeros, 3);
    for (let zero = 1; zero <= zeros; zero += 1) counts[index + zero] = -1;
    index += zeros;
  }
  return counts;
}

function isZero(token: FormatToken | undefined): boolean {
  return token?.kind === 'digit' && token.mark === '0';
}

/** Times are cut, not rounded, but for the last unit shown: 14:59:59.9 is 15:00:00 with seconds and 14:59 without. */
function momentOf(serial: number, precision: number | null): (Moment & { serial: number }) | null {
  const unit = 10 ** (precision ?? 3);
  const units = Math.round(serial * DAY_SECONDS * unit);
  const total = Math.floor(units / unit);
  const days = Math.floor(total / DAY_SECONDS);
  if (!Number.isFinite(serial) || serial < 0 || days > LAST_DAY) return null;
  const second = total - days * DAY_SECONDS;
  return {
    ...dayOf(days),
    hour: Math.floor(second / 3600),
    minute: Math.floor(second / 60) % 60,
    second: second % 60,
    fraction: (units - total * unit) / unit,
    serial: total / DAY_SECONDS,
  };
}

/** Excel's calendar has a 29 February 1900, which there never was, and a day 0 of January before it. */
export function dayOf(days: number): { year: number; month: number; day: number; weekday: number } {
  const weekday = (days + 6) % 7;
  if (days === 60) return { year: 1900, month: 1, day: 29, weekday };
  if (days === 0) return { year: 1900, month: 0, day: 0, weekday };
  const date = new Date(Date.UTC(1899, 11, days < 60 ? 31 + days : 30 + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), weekday };
}

const two = (value: number, length: number) => (length > 1 && value < 10 ? `0${value}` : String(value));

function compileToken(token: FormatToken, clock: number, language: number | null, digits: number): Show {
  switch (token.kind) {
    case 'text':
      return () => token.text;
    case 'noon':
      return ({ hour }) => (hour < 12 ? token.am : token.pm);
    case 'elapsed':
      return (moment, serial) => elapsed(token.letter, moment, serial).padStart(token.length, '0');
    case 'date':
      return compileLetter(token.letter, token.length, clock, language);
    case 'point':
      return digits === 0 ? () => '.' : ({ fraction }) => fraction.toFixed(digits).slice(1);
    case 'digit':
      return digits < 0 ? () => '' : () => token.mark;
    case 'slash':
      return () => '/';
    case 'comma':
      return () => ',';
    case 'percent':
      return () => '%';
    default:
      return () => '';
  }
}

function elapsed(letter: string, { hour, minute, second }: Moment, serial: number): string {
  const hours = Math.floor(serial + 1e-9) * 24 + hour;
  if (letter === 'h') return String(hours);
  return String(letter === 'n' ? hours * 60 + minute : (hours * 60 + minute) * 60 + second);
}

function compileLetter(letter: string, length: number, clock: number, language: number | null): Show {
  switch (letter) {
    case 'y':
      return ({ year }) => (length < 3 ? two(year % 100, 2) : String(year));
    case 'e':
      return ({ year }) => String(year);
    case 'b':
      return ({ year }) => (length < 3 ? two((year + 543) % 100, 2) : String(year + 543));
    case 'm':
      return length < 3 ? ({ month }) => two(month + 1, length) : ({ month }) => monthName(month, length, language);
    case 'd':
      return length < 3 ? ({ day }) => two(day, length) : ({ weekday }) => dayName(weekday, length < 4, language);
    case 'a':
      return ({ weekday }) => dayName(weekday, length < 4, language);
    case 'h':
      return ({ hour }) => two(clock === 12 ? hour % 12 || 12 : hour, length);
    case 'n':
      return ({ minute }) => two(minute, length);
    case 's':
      return ({ second }) => two(second, length);
    default:
      return () => ''; // the era, which English does not write
  }
}
