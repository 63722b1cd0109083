/**
 * Numbers, sizes, dates and durations as the person writes them (`locale`: theirs, unless given). Names that stand in a
 * sentence (weekdays, units, "and") are in the language of the sentence.
 */
import { timeTexts } from './texts/timeTexts.ts';
import { userLocale } from './userLocale.ts';

export type Locale = string | undefined;

const DAY_MS = 86_400_000;

export function formatNumber(value: number, locale: Locale = userLocale()): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** 48,213 bytes → `47 KB`. */
export function formatBytes(bytes: number, locale: Locale = userLocale(), roundingMode?: 'floor'): string {
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  const digits = size < 10 && unit === 'MB' ? 1 : 0;
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: digits, ...(roundingMode && { roundingMode }) });
  return `${format.format(Math.max(size, bytes > 0 ? 1 : 0))} ${unit}`;
}

/** A limit, rounded down: what is over it must not read as if it were at it. */
export function formatMost(bytes: number, locale: Locale = userLocale()): string {
  return formatBytes(bytes, locale, 'floor');
}

/** `15:42` today; `12 Nov, 15:42` on another day. */
export function formatMoment(iso: string, now: number, locale: Locale = userLocale()): string {
  const date = new Date(iso);
  const time = formatTime(date, locale);
  return isSameDay(date, new Date(now)) ? time : `${formatDate(date, now, locale)}, ${time}`;
}

/** `today, 9:00`, `tomorrow, 9:00`, `Monday, 9:00`, `12 Nov, 9:00`: a time somebody chose. */
export function formatWhen(iso: string, now: number, locale: Locale = userLocale()): string {
  const date = new Date(iso);
  return timeTexts.when(dayOf(date, now, locale) ?? timeTexts.today, formatTime(date, locale));
}

/** `about 14:38`, `tomorrow, about 10:20`: a time that was reckoned. */
export function formatAbout(iso: string, now: number, locale: Locale = userLocale()): string {
  const date = new Date(iso);
  return timeTexts.about(dayOf(date, now, locale), formatTime(date, locale));
}

export function formatTime(date: Date, locale: Locale = userLocale()): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(date);
}

export function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

/** 540 → `9 minutes`, 30 → `less than a minute`, 9000 → `2 hours 30 minutes`. */
export function formatDuration(seconds: number, locale: Locale = userLocale()): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return timeTexts.lessThanMinute;
  if (minutes < 60) return unit(minutes, 'minute', locale);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours >= 24) return unit(Math.round(hours / 24), 'day', locale);
  return rest === 0 ? unit(hours, 'hour', locale) : `${unit(hours, 'hour', locale)} ${unit(rest, 'minute', locale)}`;
}

/** `a`, `a and b`, `a, b and c` (Americans: `a, b, and c`). */
export function formatList(words: readonly string[], locale: Locale = userLocale()): string {
  return new Intl.ListFormat(inSentence(locale), { type: 'conjunction' }).format(words);
}

/** The day as the sentences of the pane say it: null today, `tomorrow`, `Monday` within a week, else `12 Nov`. */
function dayOf(date: Date, now: number, locale: Locale): string | null {
  const midnight = (day: Date) => Date.UTC(day.getFullYear(), day.getMonth(), day.getDate());
  const days = (midnight(date) - midnight(new Date(now))) / DAY_MS;
  if (days === 0) return null;
  if (days === 1) return timeTexts.tomorrow;
  if (days > 1 && days < 7) {
    return timeTexts.onWeekday(new Intl.DateTimeFormat(inSentence(locale), { weekday: 'long' }).format(date));
  }
  return timeTexts.onDate(formatDate(date, now, locale));
}

/** The year is said where it is another: a typed 2028 must not look like next month. */
function formatDate(date: Date, now: number, locale: Locale): string {
  const another = date.getFullYear() !== new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...(another && { year: 'numeric' }) }).format(date);
}

function unit(value: number, name: string, locale: Locale): string {
  return new Intl.NumberFormat(inSentence(locale), { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
}

/** The person's own locale where it is of the sentence's language (`en-GB` in English), else that language. */
function inSentence(locale: Locale): string {
  const { language } = timeTexts;
  return locale !== undefined && new Intl.Locale(locale).language === language ? locale : language;
}
