/** A cell as something that can be compared: a number, a date, or text. The sheet's own exact value counts before what it shows. */
import { isBlank } from './fieldPolicies.ts';

export type Comparable =
  | { kind: 'number'; number: number }
  /** Milliseconds as if the local time were UTC: only good for comparing. */
  | { kind: 'date'; number: number; dayOnly: boolean }
  | { kind: 'text'; text: string }
  | { kind: 'empty' };

/** How a country writes: the decimal mark, and whether the day comes before the month between slashes. */
export type Writing = { decimal: string; dayFirst: boolean };

export function writingOf(locale: string): Writing {
  const number = new Intl.NumberFormat(locale).formatToParts(1.5);
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric' }).formatToParts(0);
  const order = date.map((part) => part.type).filter((type) => type === 'day' || type === 'month');
  return { decimal: number.find((part) => part.type === 'decimal')?.value ?? '.', dayFirst: order[0] === 'day' };
}

/** `exact`: a decimal number or a local date and time, as a list keeps it; null where it knows no better than `text`. */
export function comparable(text: string, exact: string | null, writing: Writing): Comparable {
  if (isBlank(text)) return { kind: 'empty' };
  const known = exact === null ? null : exactly(exact);
  if (known !== null) return known;
  const number = numberIn(text, writing.decimal);
  if (number !== null) return { kind: 'number', number };
  return dateIn(text.trim(), writing.dayFirst) ?? { kind: 'text', text: text.trim() };
}

function exactly(exact: string): Comparable | null {
  const date = dateIn(exact, false);
  if (date !== null) return date;
  const number = Number(exact);
  return exact === '' || !Number.isFinite(number) ? null : { kind: 'number', number };
}

/** More digits than a double holds, or a zero in front, mean a name of something (a member number), no amount. */
const DIGITS_MAX = 15;

function numberIn(text: string, decimal: string): number | null {
  if (text.length > 40) return null;
  const bare = text.replace(/[\s\u00a0\u202f'’%]|\p{Sc}|\b(?:EUR|USD|GBP|CHF)\b/gu, '').replace('−', '-');
  const plain = decimal === ',' ? bare.replaceAll('.', '').replace(',', '.') : bare.replaceAll(',', '');
  const grouped = decimal === ',' ? /^-?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/ : /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
  const simple = decimal === ',' ? /^-?\d+(?:,\d+)?$/ : /^-?\d+(?:\.\d+)?$/;
  if (grouped.test(bare) || simple.test(bare)) return measured(plain);
  // A program's own writing (1234.5) is clear in every country where the dot cannot be one between thousands.
  return /^-?\d+\.\d+$/.test(bare) && !/\.\d{3}$/.test(bare) ? measured(bare) : null;
}

function measured(plain: string): number | null {
  const digits = plain.replace(/\D/g, '');
  return digits.length > DIGITS_MAX || /^-?0\d/.test(plain) ? null : Number(plain);
}

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.+))?$/;
const DOTS = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:,?\s+(.+))?$/;
const SLASHES = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(.+))?$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap])?\.?m?\.?$/i;

function dateIn(text: string, dayFirst: boolean): Comparable | null {
  if (text.length > 40) return null;
  const iso = DATE.exec(text);
  if (iso) return moment(iso[1], iso[2], iso[3], iso[4]);
  const dots = DOTS.exec(text);
  if (dots) return moment(dots[3], dots[2], dots[1], dots[4]);
  const slashes = SLASHES.exec(text);
  if (!slashes) return null;
  const [, one, two, year, time] = slashes;
  return dayFirst ? moment(year, two, one, time) : moment(year, one, two, time);
}

function moment(year = '', month = '', day = '', time?: string): Comparable | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  if (time === undefined) return { kind: 'date', number: date.getTime(), dayOnly: true };
  const [whole, hour = '', minute = '', second = '0', half] = TIME.exec(time) ?? [];
  if (whole === undefined) return null;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  const seconds = hours * 3600 + Number(minute) * 60 + Number(second);
  return { kind: 'date', number: date.getTime() + seconds * 1000, dayOnly: seconds === 0 };
}
