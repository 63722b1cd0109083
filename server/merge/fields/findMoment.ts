/** The day and time that a shown text means in its locale. Null where it is none, or not surely one. */
import { type DateFacts, dateFacts, tidyWord } from './localeFacts.ts';

/** Month and day from 1. */
export type Moment = { year: number; month: number; day: number; hour: number; minute: number; second: number };
type Day = Pick<Moment, 'year' | 'month' | 'day'>;
type Clock = Pick<Moment, 'hour' | 'minute' | 'second'>;

const LENGTH_MAX = 60;
const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0 };
const TIME =
  /(?:^|[T ,]\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap]\.?\s?m\.?)|Uhr|h)?\s*(?:Z|GMT|UTC|[+-]\d{2}:?\d{2})?$/i;

/**
 * ISO dates everywhere; day first between dots; between slashes and hyphens the order of the locale; written months of the
 * locale and of English in either order. A time alone is no date.
 */
export function findMoment(value: string, locale: string): Moment | null {
  const text = value.trim();
  if (text.length > LENGTH_MAX) return null;
  const time = TIME.exec(text);
  const day = dayIn((time === null ? text : text.slice(0, time.index)).trim().replace(/,$/, ''), dateFacts(locale));
  const clock = time === null ? MIDNIGHT : clockIn(time);
  return day === null || clock === null ? null : { ...day, ...clock };
}

/** A time alone, on no day in particular; for pictures that show no day. */
export function findTime(value: string): Moment | null {
  const text = value.trim();
  const time = text.length > 20 ? null : TIME.exec(text);
  const clock = time === null || time.index > 0 ? null : clockIn(time);
  return clock === null ? null : { year: 2000, month: 1, day: 1, ...clock };
}

/** `2026-11-20T15:30:00`, as sheets and the clock say it exactly. */
export function exactMoment(exact: string | null): Moment | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2}))?.*)?$/.exec(exact ?? '');
  const day = found === null ? null : valid(found[1], found[2], found[3]);
  if (found === null || day === null) return null;
  return { ...day, hour: Number(found[4] ?? 0), minute: Number(found[5] ?? 0), second: Number(found[6] ?? 0) };
}

/** Grows with time; only for comparing. */
export function momentOrder(moment: Moment): number {
  return Date.UTC(moment.year, moment.month - 1, moment.day, moment.hour, moment.minute, moment.second);
}

function clockIn(time: RegExpExecArray): Clock | null {
  const [, hours, minutes, seconds = '0', half] = time;
  let hour = Number(hours);
  if (half !== undefined) hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  const clock = { hour, minute: Number(minutes), second: Number(seconds) };
  return clock.hour < 24 && clock.minute < 60 && clock.second < 60 ? clock : null;
}

function dayIn(text: string, facts: DateFacts): Day | null {
  const iso =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{4})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]$/.exec(text);
  if (iso !== null) return valid(iso[1], iso[2], iso[3]);
  const dots = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/.exec(text);
  if (dots !== null) return valid(dots[3], dots[2], dots[1]);
  const numbers = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text) ?? /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(text);
  if (numbers !== null) return byOrder(numbers, facts);
  return dayWithName(text, facts);
}

/** Where the locale writes the year first, two digits in front are not surely a year. */
function byOrder([, first, second, year]: RegExpExecArray, facts: DateFacts): Day | null {
  if (facts.order === 'ymd') return null;
  return facts.order === 'mdy' ? valid(year, first, second) : valid(year, second, first);
}

const DAY_FIRST =
  /^(?:[\p{L}\p{M}.]+,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|[.ºª])?[ /-]+(?:de |of |d['’])?([\p{L}\p{M}]{3,14})\.?,?[ /-]+(?:de |del )?(\d{4}|\d{2})(?: ?[гr]\.)?$/iu;
const MONTH_FIRST = /^(?:[\p{L}\p{M}.]+,?\s+)?([\p{L}\p{M}]{3,14})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4}|\d{2})$/iu;

function dayWithName(text: string, facts: DateFacts): Day | null {
  const first = DAY_FIRST.exec(text);
  const found = first ?? MONTH_FIRST.exec(text);
  if (found === null) return null;
  const [name = '', day] = first === null ? [found[1], found[2]] : [found[2], found[1]];
  const month = facts.monthOf.get(tidyWord(name));
  return month === undefined ? null : valid(found[3], String(month), day);
}

/** Years of two digits: 00–29 are 2000–2029, as in Windows and Excel. */
function valid(year = '', month = '', day = ''): Day | null {
  const full = year.length > 2 ? Number(year) : Number(year) + (Number(year) < 30 ? 2000 : 1900);
  const date = new Date(Date.UTC(full, Number(month) - 1, Number(day)));
  const fits = date.getUTCFullYear() === full && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return fits ? { year: full, month: Number(month), day: Number(day) } : null;
}
