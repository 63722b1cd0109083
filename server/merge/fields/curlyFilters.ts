/**
 * What may stand behind a field in double braces: `{{Due | date: "d MMMM yyyy" | default: "soon"}}`. Filters work from left to
 * right. People type them, so quotes may be straight, curly or missing, and `:` may be missing too.
 */
import { dateFormatter } from './formatDate.ts';
import { LETTER_CASES } from './formatField.ts';
import { numberFormatter } from './formatNumber.ts';
import type { MergeNotes, MergeScope } from '../mergeScope.ts';
import { quoted } from '../readResult.ts';
import { nameTable } from '../nameTable.ts';

/** `exact`: what the sheet knows behind the shown value, as long as no filter has changed it. */
export type Filtered = { text: string; exact: string | null };
export type Filter = (value: Filtered, scope: MergeScope) => Filtered;

/** `replaces`: it says what stands there where the field is empty. */
export type FilterChain = { filters: Filter[]; replaces: boolean };

const CALL =
  /\s*([\p{L}_-]+)\s*[:=(]?\s*(?:["“”„‟]([^"“”„‟]*)["“”‟]|[«»]([^«»]*)[«»]|['‘’‚‛]((?:(?!['‘’‛]\s*\)?\s*(?:\||$))[\s\S])*)['‘’‛]|([^|]*?))\s*\)?\s*(?:\||$)/uy;

const shows =
  (change: (value: Filtered, scope: MergeScope) => string): Filter =>
  (value, scope) =>
    value.text.trim() === '' ? value : { text: change(value, scope), exact: null };

function letterCase(name: string): () => Filter {
  const change = LETTER_CASES.get(name);
  return () => shows(({ text }, { locale }) => change?.(text, locale) ?? text);
}

function pictured(make: typeof dateFormatter | typeof numberFormatter): (picture: string) => Filter {
  return (picture) => {
    const format = make(picture);
    return shows(({ text, exact }, { locale }) => format(text, locale, exact) ?? text);
  };
}

const FILTERS: Readonly<Record<string, (argument: string) => Filter>> = {
  default: (argument) => (value) => (value.text.trim() === '' ? { text: argument, exact: null } : value),
  upper: letterCase('upper'),
  lower: letterCase('lower'),
  caps: letterCase('caps'),
  firstcap: letterCase('firstcap'),
  trim: () => (value) => ({ ...value, text: value.text.trim() }),
  date: pictured(dateFormatter),
  number: pictured(numberFormatter),
  prefix: (argument) => shows(({ text }) => argument + text),
  suffix: (argument) => shows(({ text }) => text + argument),
};
const ALIASES = nameTable<string>({
  fallback: 'default',
  uppercase: 'upper',
  lowercase: 'lower',
  capitalize: 'caps',
  title: 'caps',
});
const NEEDS_ARGUMENT: Readonly<Record<string, string>> = {
  default: 'default: "you"',
  date: 'date: "d MMMM yyyy"',
  number: 'number: "#,##0.00"',
  prefix: 'prefix: "at "',
  suffix: 'suffix: ","',
};

/** `written`: what stands behind the first `|`. */
export function readFilters(field: string, written: string, notes: MergeNotes): FilterChain {
  const chain: FilterChain = { filters: [], replaces: false };
  for (const { name, argument } of callsIn(written)) {
    const known = ALIASES[name] ?? name;
    const make = Object.hasOwn(FILTERS, known) ? FILTERS[known] : undefined;
    const example = Object.hasOwn(NEEDS_ARGUMENT, known) ? NEEDS_ARGUMENT[known] : undefined;
    if (make === undefined) sayUnknown(field, name, notes);
    else if (example !== undefined && argument === '') sayIncomplete(field, name, example, notes);
    else chain.filters.push(make(argument));
    if (known === 'default') chain.replaces = true;
  }
  return chain;
}

function callsIn(written: string): { name: string; argument: string }[] {
  const calls: { name: string; argument: string }[] = [];
  for (let at = 0; at < written.length; ) {
    CALL.lastIndex = at;
    const found = CALL.exec(written);
    const end = found === null || found[0] === '' ? barBehind(written, at) : at + found[0].length;
    const [, name = '', double, angular, single, bare] = found ?? [];
    const argument = double ?? angular?.trim() ?? single ?? bare ?? '';
    if (found === null)
      calls.push({
        name: written
          .slice(at, end)
          .replace(/\|\s*$/, '')
          .trim(),
        argument: '',
      });
    else calls.push({ name: name.toLowerCase(), argument });
    at = end;
  }
  return calls;
}

function barBehind(written: string, at: number): number {
  const bar = written.indexOf('|', at);
  return bar < 0 ? written.length : bar + 1;
}

function sayUnknown(field: string, name: string, notes: MergeNotes): void {
  const text = `The field ${quoted(field)} has the filter ${quoted(name)}, which does not exist; its value is shown without it. There are: ${Object.keys(FILTERS).join(', ')}.`;
  notes.remark('FILTER_NOT_SUPPORTED', text, field);
}

function sayIncomplete(field: string, name: string, example: string, notes: MergeNotes): void {
  const text = `The filter ${quoted(name)} of the field ${quoted(field)} has nothing behind it, so it does nothing. Write it like this: {{${field} | ${example}}}.`;
  notes.remark('FILTER_NOT_SUPPORTED', text, field);
}
