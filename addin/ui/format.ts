/** Numbers, sizes, dates and durations in the person's own locale (`undefined` = the browser's). */

export type Locale = string | undefined;

export function formatNumber(value: number, locale?: Locale): string {
  return new Intl.NumberFormat(locale).format(value);
}

/** 48,213 bytes → `47 KB`. */
export function formatBytes(bytes: number, locale?: Locale): string {
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  const digits = size < 10 && unit === 'MB' ? 1 : 0;
  const shown = new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(Math.max(size, bytes > 0 ? 1 : 0));
  return `${shown} ${unit}`;
}

/** `15:42` today; `12 Nov, 15:42` on another day. */
export function formatMoment(iso: string, now: number, locale?: Locale): string {
  const date = new Date(iso);
  const time = formatTime(date, locale);
  if (isSameDay(date, new Date(now))) return time;
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(date);
  return `${day}, ${time}`;
}

export function formatTime(date: Date, locale?: Locale): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(date);
}

export function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

/** 540 → `9 minutes`, 30 → `less than a minute`, 9000 → `2 hours 30 minutes`. */
export function formatDuration(seconds: number, locale?: Locale): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return unit(minutes, 'minute', locale);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours < 24)
    return rest === 0 ? unit(hours, 'hour', locale) : `${unit(hours, 'hour', locale)} ${unit(rest, 'minute', locale)}`;
  return unit(Math.round(hours / 24), 'day', locale);
}

/** `a`, `a and b`, `a, b and c`. English like the words around it. */
export function formatList(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(words);
}

function unit(value: number, name: string, locale: Locale): string {
  return new Intl.NumberFormat(locale ?? 'en', { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
}
