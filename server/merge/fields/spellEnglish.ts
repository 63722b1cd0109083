/** Whole numbers in English words, as Word writes them: `one hundred twenty-five`, `twenty-first`. */

const SMALL = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen ' +
  'nineteen'
).split(' ');
const TENS = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const THOUSANDS = ['', ' thousand', ' million', ' billion', ' trillion'];
const ORDINALS: Record<string, string> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** `number`: from 0 to 999 999 999 999 999. */
export function spellEnglish(number: number): string {
  if (number === 0) return 'zero';
  const words: string[] = [];
  let left = number;
  for (const thousand of THOUSANDS) {
    const group = left % 1000;
    if (group > 0) words.unshift(belowThousand(group) + thousand);
    left = Math.floor(left / 1000);
  }
  return words.join(' ');
}

export function spellEnglishOrdinal(number: number): string {
  return spellEnglish(number).replace(/[a-z]+$/, (last) => ORDINALS[last] ?? `${last.replace(/y$/, 'ie')}th`);
}

export function englishOrdinal(number: number): string {
  const teen = number % 100 > 10 && number % 100 < 14;
  return `${number}${(teen ? undefined : ['th', 'st', 'nd', 'rd'][number % 10]) ?? 'th'}`;
}

function belowThousand(number: number): string {
  const hundreds = number < 100 ? '' : `${SMALL[Math.floor(number / 100)]} hundred`;
  const rest = number % 100;
  if (rest === 0) return hundreds;
  const tens = TENS[Math.floor(rest / 10)] ?? '';
  const words = rest < 20 ? (SMALL[rest] ?? '') : rest % 10 === 0 ? tens : `${tens}-${SMALL[rest % 10]}`;
  return hundreds === '' ? words : `${hundreds} ${words}`;
}
