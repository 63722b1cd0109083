/** Names of months and days in the language a format asks for by its Windows code (`[$-407]`); else in English. */
const ENGLISH_MONTHS = 'January February March April May June July August September October November December'.split(' ');
const ENGLISH_DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** The lower ten bits of a Windows language code name the language ([MS-LCID] 2.2). */
const LANGUAGES: Record<number, string> = Object.fromEntries(
  (
    '1:ar 2:bg 3:ca 5:cs 6:da 7:de 8:el 10:es 11:fi 12:fr 13:he 14:hu 15:is 16:it 19:nl 20:nb 21:pl 22:pt 23:rm 24:ro 25:ru 26:hr ' +
    '27:sk 28:sq 29:sv 31:tr 32:ur 33:id 34:uk 35:be 36:sl 37:et 38:lv 39:lt 41:fa 42:vi 43:hy 44:az 45:eu 47:mk 54:af 55:ka 56:fo ' +
    '57:hi 58:mt 60:ga 62:ms 63:kk 65:sw 67:uz 69:bn 70:pa 71:gu 73:ta 74:te 75:kn 76:ml 78:mr 80:mn 82:cy 86:gl 98:fy 110:lb'
  )
    .split(' ')
    .map((pair) => pair.split(':'))
    .map(([code, tag]) => [Number(code), tag ?? '']),
);

/** Chinese, Japanese, Korean and Thai write their own numerals and eras with such names; those formats stay as in English here. */
function tagOf(language: number | null): string | null {
  return language === null ? null : (LANGUAGES[language & 0x3ff] ?? null);
}

const known = new Map<string, string[]>();

function localNames(tag: string, part: 'month' | 'weekday', short: boolean): string[] {
  const key = `${tag} ${part} ${short}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const width = short ? 'short' : 'long';
  const writer = new Intl.DateTimeFormat(`${tag}-u-ca-gregory-nu-latn`, { [part]: width, timeZone: 'UTC' });
  // 4 January 1970 was a Sunday.
  const dates = Array.from({ length: part === 'month' ? 12 : 7 }, (_, index) =>
    part === 'month' ? Date.UTC(1970, index, 15) : Date.UTC(1970, 0, 4 + index),
  );
  const names = dates.map((date) => writer.format(date).replace(/\.$/, ''));
  known.set(key, names);
  return names;
}

/** `length` as in the format: 3 short, 4 long, 5 the first letter. */
export function monthName(month: number, length: number, language: number | null): string {
  const tag = tagOf(language);
  const name = (short: boolean) => {
    if (tag !== null) return localNames(tag, 'month', short)[month] ?? '';
    const english = ENGLISH_MONTHS[month] ?? '';
    return short ? english.slice(0, 3) : english;
  };
  return length > 4 ? (name(false).match(/./u)?.[0] ?? '') : name(length < 4);
}

export function dayName(weekday: number, short: boolean, language: number | null): string {
  const tag = tagOf(language);
  if (tag !== null) return localNames(tag, 'weekday', short)[weekday] ?? '';
  const english = ENGLISH_DAYS[weekday] ?? '';
  return short ? english.slice(0, 3) : english;
}
