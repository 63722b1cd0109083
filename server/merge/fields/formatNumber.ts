/** Numeric pictures of Word fields (`\# "$#,##0.00;($#,##0.00)"`, ISO/IEC 29500-1 17.16.4.2), in US English. */

/** Null: the value is no number, or not surely one in US form; it is shown as it is, because a changed amount is worse. */
export function formatNumber(value: string, picture: string): string | null {
  const number = numberIn(value);
  if (number === null) return null;
  const sections = splitSections(picture);
  const negative = number.startsWith('-');
  const zero = /^-?0*\.?0*$/.test(number);
  const section = zero && sections.length > 2 ? sections[2] : negative && sections.length > 1 ? sections[1] : sections[0];
  const signed = negative && !zero && sections.length < 2;
  return fill(parsePicture(section ?? ''), number.replace('-', ''), signed);
}

/** Digits and everything that stands between the digits of a number somewhere in the world. */
const NUMBER = /\.?\d(?:[\d.,\u00a0\u202f'’ ]*\d)?/;
/** Commas only before groups of three, one dot at most, and that after them: `12,50`, `0,125`, `1.234,56` and `1.234.567` are not. */
const US_FORM = /^(?:\d*|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?:[\u00a0\u202f' ]\d{3})+)(?:\.\d+)?$/;

/** The number in a text such as "€180,000.00 EUR", "(12.50)" or "1 234"; digits are kept as written, so long ones stay exact. */
function numberIn(value: string): string | null {
  if (!US_FORM.test(NUMBER.exec(value)?.[0] ?? '')) return null;
  const found = /(\(|-|−)?\s*[^\d\s().,-]{0,3}\s*(-|−)?((?:\d[\d,\u00a0\u202f' ]*)?\d?(?:\.\d+)?|\.\d+)/u.exec(value.trim());
  const digits = (found?.[3] ?? '').replace(/[,\u00a0\u202f' ]/g, '');
  if (!/\d/.test(digits)) return numberAnywhere(value);
  const negative = found?.[1] !== undefined || found?.[2] !== undefined;
  return `${negative ? '-' : ''}${digits}`;
}

function numberAnywhere(value: string): string | null {
  const found = /[-−]?\d[\d,]*(?:\.\d+)?|[-−]?\.\d+/.exec(value);
  return found === null ? null : found[0].replace('−', '-').replaceAll(',', '');
}

/** `positive;negative;zero`; a `;` between quotes is text. */
function splitSections(picture: string): string[] {
  return (picture.match(/(?:'[^']*'|[^;'])+|(?<=;|^)(?=;|$)/g) ?? ['']).slice(0, 3);
}

type Item =
  | { kind: 'digit'; sign: '0' | '#' | 'x' }
  | { kind: 'point' }
  | { kind: 'group' }
  | { kind: 'sign'; sign: '+' | '-' }
  | { kind: 'text'; text: string };

function parsePicture(picture: string): Item[] {
  return (picture.match(/'[^']*'?|[\s\S]/gu) ?? []).map((token): Item => {
    if (token.startsWith("'")) return { kind: 'text', text: token.replaceAll("'", '') };
    if (token === '0' || token === '#' || token === 'x') return { kind: 'digit', sign: token };
    if (token === '.') return { kind: 'point' };
    if (token === ',') return { kind: 'group' };
    return token === '+' || token === '-' ? { kind: 'sign', sign: token } : { kind: 'text', text: token };
  });
}

function fill(items: Item[], number: string, negative: boolean): string {
  const point = items.findIndex(
    (item, index) => item.kind === 'point' && items.slice(index).some((later) => later.kind === 'digit'),
  );
  const [before, after] = point < 0 ? [items, []] : [items.slice(0, point), items.slice(point + 1)];
  const places = after.filter((item) => item.kind === 'digit').map((item) => item.sign);
  const optionalFrom = places.indexOf('#');
  const [whole, fraction] = rounded(number, places.length, optionalFrom < 0 ? places.length : optionalFrom);
  const grouped = before.some((item) => item.kind === 'group');
  const hasSign = items.some((item) => item.kind === 'sign');
  // What rounds to nothing has no sign.
  const sign = negative && !hasSign && /[1-9]/.test(whole + fraction) ? '-' : '';
  const shownFraction = point < 0 ? '' : (fraction === '' ? '' : '.') + withFraction(after, fraction);
  return sign + withWhole(before, whole, grouped, negative) + shownFraction;
}

/** Decimal rounding on the digits themselves (half away from zero), at least `least` and at most `most` places. */
function rounded(number: string, most: number, least: number): [string, string] {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = `${whole}${fraction.padEnd(most + 1, '0').slice(0, most + 1)}`;
  const up = Number(digits.at(-1)) >= 5 ? 1n : 0n;
  const scaled = (BigInt(digits.slice(0, -1) || '0') + up).toString().padStart(most + 1, '0');
  const places = most === 0 ? '' : scaled.slice(-most);
  const kept = places.slice(0, least) + places.slice(least).replace(/0+$/, '');
  return [scaled.slice(0, scaled.length - most).replace(/^0+/, ''), kept];
}

/** Digits fill their places from the right; the first place takes what is left over, unless it is an `x`, which cuts off. */
function withWhole(items: Item[], digits: string, grouped: boolean, negative: boolean): string {
  const places = items.filter((item) => item.kind === 'digit');
  const zeros = places.findIndex((item) => item.sign === '0');
  const least = zeros < 0 ? 0 : places.length - zeros;
  const cut = places[0]?.sign === 'x' && digits.length > places.length ? digits.slice(-places.length) : digits;
  const full = cut.padStart(least, '0');
  const shown = grouped ? full.replace(/\B(?=(\d{3})+$)/g, ',') : full;
  const first = items.findIndex((item) => item.kind === 'digit');
  const text = (list: Item[]) => list.map((item) => literal(item, negative)).join('');
  if (first < 0) return text(items) + shown;
  return text(items.slice(0, first)) + shown + text(items.slice(first));
}

function withFraction(items: Item[], fraction: string): string {
  let at = 0;
  return items
    .map((item) => {
      if (item.kind !== 'digit') return literal(item, false);
      at += 1;
      return fraction[at - 1] ?? '';
    })
    .join('');
}

function literal(item: Item, negative: boolean): string {
  if (item.kind === 'text') return item.text;
  if (item.kind !== 'sign') return '';
  if (negative) return '-';
  return item.sign === '+' ? '+' : '';
}
