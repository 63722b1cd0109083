/** How a locale writes numbers and dates, asked of Intl once per locale. An unknown locale counts as US English. */

export type NumberFacts = {
  /** Canonical BCP 47. */
  tag: string;
  /** `.`, `,` or what the locale has. */
  decimal: string;
  /** Between groups of three digits. */
  group: string;
};

export type DateFacts = {
  tag: string;
  /** `en`, in lower case. */
  language: string;
  /** Order of the numbers of a date, such as `mdy`. */
  order: 'mdy' | 'dmy' | 'ymd';
  /** January first: as they stand alone, beside a day, and short. */
  months: string[];
  monthsWithDay: string[];
  monthsShort: string[];
  /** Sunday first. */
  days: string[];
  daysShort: string[];
  halves: [am: string, pm: string];
  /** Names and short names, tidied by `tidyWord`, in the locale and in English → 1 to 12. */
  monthOf: ReadonlyMap<string, number>;
  /** What DATE and TIME show without a picture of their own. */
  datePicture: string;
  timePicture: string;
};

/** Locales come from letters and settings; a server meets few, and nobody can fill its memory with them. */
const REMEMBERED = 64;

export const numberFacts = remembered(makeNumberFacts);
export const dateFacts = remembered(makeDateFacts);

function remembered<T>(make: (tag: string) => T): (locale: string) => T {
  const known = new Map<string, T>();
  return (locale) => {
    const found = known.get(locale);
    if (found !== undefined) return found;
    if (known.size >= REMEMBERED) known.clear();
    const made = make(canonical(locale));
    known.set(locale, made);
    return made;
  };
}

function canonical(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
}

function makeNumberFacts(tag: string): NumberFacts {
  const parts = new Intl.NumberFormat(tag, { numberingSystem: 'latn' }).formatToParts(1_234_567.8);
  const of = (type: string, standard: string) => parts.find((part) => part.type === type)?.value ?? standard;
  return { tag, decimal: of('decimal', '.'), group: of('group', ',') };
}

type Options = Intl.DateTimeFormatOptions;
const LATIN = { timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' } as const;
const MONTHS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, 15)));
/** 7 January 2024 was a Sunday. */
const DAYS = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(2024, 0, 7 + day)));

function makeDateFacts(tag: string): DateFacts {
  const language = tag.split('-')[0]?.toLowerCase() ?? 'en';
  const months = names(tag, { month: 'long' }, MONTHS, 'month');
  const monthsWithDay = names(tag, { month: 'long', day: 'numeric' }, MONTHS, 'month');
  const short = (long: string[], options: Options, dates: Date[], part: 'month' | 'weekday') =>
    language === 'en' ? long.map((name) => name.slice(0, 3)) : names(tag, options, dates, part);
  const monthsShort = short(months, { month: 'short' }, MONTHS, 'month');
  const days = names(tag, { weekday: 'long' }, DAYS, 'weekday');
  const inOthers = [
    names(tag, { month: 'short', day: 'numeric' }, MONTHS, 'month'),
    ENGLISH,
    ENGLISH.map((name) => name.slice(0, 3)),
  ];
  const order = orderOf(tag);
  return {
    tag,
    language,
    order,
    months,
    monthsWithDay,
    monthsShort,
    days,
    daysShort: short(days, { weekday: 'short' }, DAYS, 'weekday'),
    halves: halvesOf(tag, language),
    monthOf: monthLookup([...inOthers, months, monthsWithDay, monthsShort]),
    ...defaultPictures(tag, order),
  };
}

const ENGLISH = 'January February March April May June July August September October November December'.split(' ');

function names(tag: string, options: Options, dates: Date[], type: 'month' | 'weekday'): string[] {
  const format = new Intl.DateTimeFormat(tag, { ...LATIN, ...options });
  return dates.map((date) => format.formatToParts(date).find((part) => part.type === type)?.value ?? '');
}

/** Later lists win, so that the locale's own names do. */
function monthLookup(lists: string[][]): Map<string, number> {
  const lookup = new Map([['sept', 9]]);
  for (const list of lists) for (const [index, name] of list.entries()) lookup.set(tidyWord(name), index + 1);
  lookup.delete('');
  return lookup;
}

/** Letters only, in lower case. */
export function tidyWord(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{M}\d]+/gu, '');
}

function orderOf(tag: string): DateFacts['order'] {
  const parts = new Intl.DateTimeFormat(tag, { ...LATIN, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    MONTHS[0],
  );
  const order = parts.map((part) => (/^(?:year|month|day)$/.test(part.type) ? part.type[0] : '')).join('');
  return order === 'mdy' || order === 'ymd' ? order : 'dmy';
}

function halvesOf(tag: string, language: string): [string, string] {
  if (language === 'en') return ['AM', 'PM'];
  const format = new Intl.DateTimeFormat(tag, { ...LATIN, hour: 'numeric', hour12: true });
  const half = (hour: number, standard: string) =>
    format.formatToParts(new Date(Date.UTC(2024, 0, 1, hour))).find((part) => part.type === 'dayPeriod')?.value ?? standard;
  return [half(9, 'AM'), half(15, 'PM')];
}

/** As the short formats of Windows: numbers with two digits, except in the United States. */
function defaultPictures(tag: string, order: DateFacts['order']): { datePicture: string; timePicture: string } {
  const digits = order === 'mdy' ? 'numeric' : '2-digit';
  const date = new Intl.DateTimeFormat(tag, { ...LATIN, year: 'numeric', month: digits, day: digits });
  const time = new Intl.DateTimeFormat(tag, { ...LATIN, hour: 'numeric', minute: '2-digit' });
  const half = time.resolvedOptions().hour12 === true;
  const two = digits === '2-digit';
  const picture: Record<string, string> = {
    year: 'yyyy',
    month: two ? 'MM' : 'M',
    day: two ? 'dd' : 'd',
    hour: half ? 'h' : 'HH',
    minute: 'mm',
    dayPeriod: 'am/pm',
  };
  const of = (format: Intl.DateTimeFormat) =>
    format
      .formatToParts(new Date(Date.UTC(2024, 10, 20, 15, 30)))
      .map((part) => picture[part.type] ?? (part.type === 'literal' ? literal(part.value) : ''))
      .join('');
  return { datePicture: of(date), timePicture: of(time) };
}

/** Letters between the numbers are no picture letters. */
function literal(text: string): string {
  const plain = text.replace(/[\u202f\u200e\u200f]/g, (character) => (character === '\u202f' ? ' ' : ''));
  return /\p{L}/u.test(plain) ? `'${plain.replaceAll("'", '')}'` : plain;
}
