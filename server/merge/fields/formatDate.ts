/** Date-time pictures of Word fields (`\@ "dddd, MMMM d, yyyy"`, ISO/IEC 29500-1 17.16.4.1), in US English. */

type Moment = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const MONTHS = 'January February March April May June July August September October November December'.split(' ');
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** Null: the value is no date that can be told for sure; Word shows it as it is. */
export function formatDate(value: string, picture: string): string | null {
  const moment = momentIn(value.trim());
  if (moment === null) return null;
  const pattern = /'[^']*'?|am\/pm|d{1,4}|M{1,4}|y{1,4}|h{1,2}|H{1,2}|m{1,2}|s{1,2}|D{1,4}|Y{1,4}|S{1,2}|[\s\S]/gi;
  return picture.replace(pattern, (token) => shown(token, moment));
}

function shown(token: string, moment: Moment): string {
  if (token.startsWith("'")) return token.replaceAll("'", '');
  if (/^am\/pm$/i.test(token)) return moment.hour < 12 ? 'AM' : 'PM';
  // Only month and minute, 12 and 24 hours differ by case.
  const two = (number: number) => (token.length > 1 ? String(number).padStart(2, '0') : String(number));
  if (/^M+$/.test(token)) return token.length < 3 ? two(moment.month) : monthName(moment.month, token.length);
  if (/^m+$/.test(token)) return two(moment.minute);
  if (/^H+$/.test(token)) return two(moment.hour);
  if (/^h+$/.test(token)) return two(((moment.hour + 11) % 12) + 1);
  if (/^s+$/i.test(token)) return two(moment.second);
  if (/^y+$/i.test(token))
    return token.length > 2 ? String(moment.year).padStart(4, '0') : String(moment.year % 100).padStart(2, '0');
  if (/^d+$/i.test(token)) return token.length < 3 ? two(moment.day) : dayName(moment, token.length);
  return token;
}

function monthName(month: number, length: number): string {
  const name = MONTHS[month - 1] ?? '';
  return length === 3 ? name.slice(0, 3) : name;
}

function dayName(moment: Moment, length: number): string {
  const name = DAYS[new Date(Date.UTC(moment.year, moment.month - 1, moment.day)).getUTCDay()] ?? '';
  return length === 3 ? name.slice(0, 3) : name;
}

const TIME = /(?:^|[T ]\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Month first between slashes (US), day first between dots, year first between hyphens; written months in either order.
 * A time alone is no date.
 */
function momentIn(text: string): Moment | null {
  if (text.length > 60) return null;
  const time = TIME.exec(text);
  const date = (time === null ? text : text.slice(0, time.index)).trim().replace(/,$/, '');
  const day = dayIn(date);
  if (day === null) return null;
  const clock = time === null ? { hour: 0, minute: 0, second: 0 } : clockIn(time);
  return clock === null ? null : { ...day, ...clock };
}

function clockIn(time: RegExpExecArray): { hour: number; minute: number; second: number } | null {
  const [, hours, minutes, seconds = '0', half] = time;
  let hour = Number(hours);
  if (half !== undefined) hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  const clock = { hour, minute: Number(minutes), second: Number(seconds) };
  return clock.hour < 24 && clock.minute < 60 && clock.second < 60 ? clock : null;
}

function dayIn(text: string): Pick<Moment, 'year' | 'month' | 'day'> | null {
  const slashes = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text);
  if (slashes !== null) return valid(slashes[3], slashes[1], slashes[2]);
  const dots = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/.exec(text);
  if (dots !== null) return valid(dots[3], dots[2], dots[1]);
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text);
  if (iso !== null) return valid(iso[1], iso[2], iso[3]);
  const named =
    /^(?:[a-z]+,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[ -]+([a-z]{3,9})\.?|([a-z]{3,9})\.?[ -]+(\d{1,2})(?:st|nd|rd|th)?),?[ -]+(\d{4}|\d{2})$/i.exec(
      text,
    );
  if (named === null) return null;
  const word = (named[2] ?? named[3] ?? '').toLowerCase();
  const month = MONTHS.findIndex(
    (name) => name.toLowerCase() === word || name.slice(0, 3).toLowerCase() === word || (word === 'sept' && name === 'September'),
  );
  return month < 0 ? null : valid(named[5], String(month + 1), named[1] ?? named[4]);
}

/** Years of two digits: 00–29 are 2000–2029, as in Windows and Excel. */
function valid(year = '', month = '', day = ''): Pick<Moment, 'year' | 'month' | 'day'> | null {
  const full = year.length > 2 ? Number(year) : Number(year) + (Number(year) < 30 ? 2000 : 1900);
  const date = new Date(Date.UTC(full, Number(month) - 1, Number(day)));
  const fits = date.getUTCFullYear() === full && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return fits ? { year: full, month: Number(month), day: Number(day) } : null;
}
