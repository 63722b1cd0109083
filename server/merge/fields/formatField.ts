/** The three kinds of format switches any field may have: `\#`, `\@` and `\*` (ISO/IEC 29500-1 17.16.4). */
import { type DateFormatter, dateFormatter } from './formatDate.ts';
import { type FieldCode, plainWords, switchWords } from './fieldCode.ts';
import type { FieldMeaning } from './fieldMeaning.ts';
import { exactNumber, findNumber } from './findNumber.ts';
import { type NumberFormatter, numberFormatter } from './formatNumber.ts';
import { dateFacts, numberFacts } from './localeFacts.ts';
import { type NumberStyle, numberStyle } from './styleNumber.ts';
import { readSlot, type Slot } from '../mergeScope.ts';

export type FieldFormat = {
  /** Null: the text stays as it is. `exact`: what a sheet or a formula knows better than the text shows it. */
  apply: ((text: string, exact: string | null, locale: string) => string) | null;
  likeCode: boolean;
  /** Numbers become words, which not every language has here. */
  spells: boolean;
  /** As a person would write them: `\* Foo`. */
  unknown: string[];
};

export type TextChange = (text: string, locale: string) => string;

/** Letter case, by the name in lower case. */
export const LETTER_CASES: ReadonlyMap<string, TextChange> = new Map<string, TextChange>([
  ['upper', (text, locale) => text.toLocaleUpperCase(numberFacts(locale).tag)],
  ['lower', (text, locale) => text.toLocaleLowerCase(numberFacts(locale).tag)],
  ['firstcap', (text, locale) => text.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase(numberFacts(locale).tag))],
  [
    'caps',
    (text, locale) => text.replace(/(?<![\p{L}\p{N}'’])\p{L}/gu, (letter) => letter.toLocaleUpperCase(numberFacts(locale).tag)),
  ],
]);

/** `arabic`: digits are what there is anyway. */
const PLAIN = new Set(['mergeformat', 'charformat', 'arabic', '']);

/** `known`: letters of the switches the field itself has, such as `bfmv`. */
export function readFormat(code: FieldCode, known: string): FieldFormat {
  const names = formatNames(code);
  const styles = names.flatMap((name) => numberStyle(name) ?? []);
  const cases = names.flatMap((name) => LETTER_CASES.get(name.toLowerCase()) ?? []);
  const number = pictureOf(code, '#');
  const date = pictureOf(code, '@');
  return {
    apply: number === '' && date === '' && styles.length + cases.length === 0 ? null : applying(number, date, styles, cases),
    likeCode: names.some((name) => /^charformat$/i.test(name)),
    spells: names.some((name) => /text$/i.test(name) && numberStyle(name) !== null),
    unknown: unknownIn(code, names, known),
  };
}

/** One word belongs to each switch, as in Word; people write `\* Upper MERGEFORMAT` and mean two. */
function formatNames(code: FieldCode): string[] {
  return code.switches.flatMap((found) => (found.letter === '*' ? found.words.map((word) => plainWords([word]).trim()) : []));
}

/** Only the first word counts where the argument is not in quotes, as in Word. */
function pictureOf(code: FieldCode, letter: '#' | '@'): string {
  return plainWords((switchWords(code, letter) ?? []).slice(0, 1));
}

function applying(number: string, date: string, styles: NumberStyle[], cases: TextChange[]): NonNullable<FieldFormat['apply']> {
  const numbered: NumberFormatter | null = number === '' ? null : numberFormatter(number);
  const dated: DateFormatter | null = date === '' ? null : dateFormatter(date);
  return (text, exact, locale) => {
    if (text === '') return '';
    const pictured = numbered?.(text, locale, exact) ?? dated?.(text, locale, exact) ?? null;
    let out = pictured ?? text;
    if (styles.length > 0) out = styled(out, pictured === null ? exact : null, locale, styles);
    for (const change of cases) out = change(out, locale);
    return out;
  };
}

function styled(text: string, exact: string | null, locale: string, styles: readonly NumberStyle[]): string {
  const number = exactNumber(exact) ?? findNumber(text, locale);
  if (number === null) return text;
  for (const style of styles) {
    const found = style(number, dateFacts(locale).language);
    if (found !== null) return found;
  }
  return text;
}

function unknownIn(code: FieldCode, names: string[], known: string): string[] {
  const unknown = code.switches.filter((found) => !`${known}*#@!`.includes(found.letter)).map((found) => `\\${found.letter}`);
  const formats = names.map((name) => name.toLowerCase());
  const strange = (name: string, index: number) =>
    !PLAIN.has(name) && !LETTER_CASES.has(name) && numberStyle(names[index] ?? '') === null;
  unknown.push(...formats.filter(strange).map((name) => `\\* ${name}`));
  for (const { letter, words } of code.switches)
    if ('*#@'.includes(letter) && words.length === 0) unknown.push(`\\${letter} (nothing behind it)`);
  return unknown;
}

/** The same slot with the format of its field; a formatted text is all there is. */
export function formatted(slot: Slot, { apply }: FieldFormat): Slot {
  if (apply === null) return slot;
  const { evaluate: _text, exact: _exact, both: _both, ...rest } = slot;
  const evaluate: Slot['evaluate'] = (scope) => {
    const { text, exact } = readSlot(slot, scope);
    return apply(text, exact, scope.locale);
  };
  return { ...rest, evaluate };
}

/** `name`: of the field, for sentences. */
export function shownValue(slot: Slot, name: string, format: FieldFormat): FieldMeaning {
  return {
    kind: 'value',
    slot: formatted(slot, format),
    name,
    likeCode: format.likeCode,
    unknownSwitches: format.unknown,
  };
}
