/** Format code of a cell → how its value is shown, in US English (ISO/IEC 29500-1 section 18.8.31). */
import { compileDate } from './showDate.ts';
import { showGeneral } from './showGeneral.ts';
import { compileNumber, type ShowNumber } from './showNumber.ts';
import { type FormatSection, splitFormat } from './splitFormat.ts';

export type CellFormat = {
  /** `serial` days of the 1900 system where it is a date. Null: the value has no date in this format. */
  number: (value: number) => string | null;
  text: (value: string) => string;
  /** What a number means under this format; `elapsed`: hours that are not cut at a day. */
  nature: (value: number) => 'number' | 'date' | 'elapsed';
};

type Compiled = { section: FormatSection; show: ShowNumber | null; date: ((serial: number) => string | null) | null };

/** Null: the code is none that Excel would accept. */
export function compileFormat(code: string): CellFormat | null {
  if (/^(?:general|@)?$/i.test(code)) return GENERAL;
  const sections = splitFormat(code);
  if (sections === null) return null;
  const text = textSection(sections);
  const numeric = sections
    .filter((section, index) => index < 3 && (section !== text || sections.length === 1))
    .map(compileSection);
  return {
    number: (value) => showWith(chosen(numeric, value), numeric, value),
    text: text === undefined ? (value) => value : (value) => showText(text, value),
    nature: (value) => natureOf(chosen(numeric, value)),
  };
}

const GENERAL: CellFormat = { number: showGeneral, text: (value) => value, nature: () => 'number' };

/** The fourth section, or the last one if it has an `@`; a single one that has text only. */
function textSection(sections: FormatSection[]): FormatSection | undefined {
  const last = sections.at(-1);
  if (sections.length === 4 || last?.nature === 'text') return last;
  return sections.length === 1 && last?.nature === 'literal' && last.tokens.length > 0 ? last : undefined;
}

function showText({ tokens }: FormatSection, value: string): string {
  return tokens.map((token) => (token.kind === 'at' ? value : token.kind === 'text' ? token.text : '')).join('');
}

function compileSection(section: FormatSection): Compiled {
  return section.nature === 'date'
    ? { section, show: null, date: compileDate(section) }
    : { section, show: compileNumber(section), date: null };
}

/** Without conditions: positive, negative, zero. With them: the first that holds; the last section is for everything else. */
function chosen(sections: Compiled[], value: number): Compiled | undefined {
  const [first, second, third] = sections;
  if (sections.length < 2) return first === undefined || fits(first, value) !== false ? first : undefined;
  if (!sections.some(({ section }) => section.condition !== null)) {
    if (third === undefined) return value < 0 ? second : first;
    return value > 0 ? first : value < 0 ? second : third;
  }
  if (first !== undefined && (fits(first, value) ?? value > 0)) return first;
  if (third === undefined) return second === undefined || fits(second, value) !== false ? second : undefined;
  return second !== undefined && (fits(second, value) ?? value < 0) ? second : third;
}

/** Null: the section has no condition. */
function fits({ section: { condition } }: Compiled, value: number): boolean | null {
  if (condition === null) return null;
  const { sign, value: limit } = condition;
  if (sign === '=') return value === limit;
  if (sign === '<>') return value !== limit;
  if (sign.startsWith('<')) return value < limit || (sign === '<=' && value === limit);
  return value > limit || (sign === '>=' && value === limit);
}

/** A section that is for negative numbers alone writes the minus itself; text alone and a number that is rounded to zero have none. */
function showWith(compiled: Compiled | undefined, sections: Compiled[], value: number): string | null {
  if (compiled === undefined) return null;
  if (compiled.date !== null) return compiled.date(value);
  if (compiled.show === null) return null;
  const shown = compiled.show(Math.abs(value));
  if (value >= 0 || negativesOnly(compiled, sections)) return shown;
  return compiled.section.nature === 'literal' || !/[1-9]/.test(shown) ? shown : `-${shown}`;
}

function negativesOnly(compiled: Compiled, sections: Compiled[]): boolean {
  const { condition } = compiled.section;
  if (condition !== null) return condition.sign.startsWith('<') && condition.sign !== '<>' && condition.value <= 0;
  if (sections[1] !== compiled) return false;
  const above = sections[0]?.section.condition;
  return above === null || above === undefined || (above.sign.startsWith('>') && above.value <= 0);
}

function natureOf(compiled: Compiled | undefined): 'number' | 'date' | 'elapsed' {
  if (compiled?.section.nature !== 'date') return 'number';
  return compiled.section.tokens.some((token) => token.kind === 'elapsed') ? 'elapsed' : 'date';
}
