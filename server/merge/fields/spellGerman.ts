/** Whole numbers in German words: `einhundertfünfundzwanzig`, `einundzwanzigste`. */

const SMALL =
  'null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(
    ' ',
  );
const TENS = ' zehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');
const LARGE = [
  [1e12, 'eine Billion', 'Billionen'],
  [1e9, 'eine Milliarde', 'Milliarden'],
  [1e6, 'eine Million', 'Millionen'],
] as const;
const ORDINALS: Record<number, string> = { 1: 'erste', 3: 'dritte', 7: 'siebte', 8: 'achte' };

/** `number`: from 0 to 999 999 999 999 999. */
export function spellGerman(number: number): string {
  if (number === 0) return 'null';
  const words: string[] = [];
  let left = number;
  for (const [size, one, many] of LARGE) {
    const count = Math.floor(left / size);
    if (count > 0) words.push(count === 1 ? one : `${belowMillion(count)} ${many}`);
    left %= size;
  }
  if (left > 0) words.push(belowMillion(left) + (left % 100 === 1 ? 's' : ''));
  return words.join(' ');
}

/** Null from a million on, where nobody writes the word. */
export function spellGermanOrdinal(number: number): string | null {
  if (number >= 1e6) return null;
  if (number === 0) return 'nullte';
  const rest = number % 100;
  if (rest === 0 || rest > 19) return `${belowMillion(number)}ste`;
  return (number > rest ? belowMillion(number - rest) : '') + (ORDINALS[rest] ?? `${SMALL[rest]}te`);
}

/** Without the `s` of `eins` at the end. */
function belowMillion(number: number): string {
  const thousands = Math.floor(number / 1000);
  return (thousands === 0 ? '' : `${belowThousand(thousands)}tausend`) + belowThousand(number % 1000);
}

function belowThousand(number: number): string {
  const hundreds = number < 100 ? '' : `${SMALL[Math.floor(number / 100)]}hundert`;
  const rest = number % 100;
  if (rest === 0) return hundreds;
  if (rest < 20) return hundreds + SMALL[rest];
  return `${hundreds}${rest % 10 === 0 ? '' : `${SMALL[rest % 10]}und`}${TENS[Math.floor(rest / 10)]}`;
}
