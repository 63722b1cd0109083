/** `MERGEFIELD name \b before \f after \m \v` (ISO/IEC 29500-1 17.16.5.34). */
import { aliasesOf, mappedColumn } from './addressParts.ts';
import { type CodeWord, type FieldCode, fieldsOf, plainWords, switchWords, wordText } from './fieldCode.ts';
import type { FieldMeaning, FieldNotes } from './fieldMeaning.ts';
import { type FieldFormat, formatted, readFormat } from './formatField.ts';
import { withCurlyFields } from './readCondition.ts';
import type { MergeScope, Slot } from '../mergeScope.ts';

export function readMergeField(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning {
  const name = plainWords(code.words).replace(/\s+/g, ' ').trim();
  if (name === '') return { kind: 'drop', type: 'MERGEFIELD', said: true };
  const format = readFormat(code, 'bfmv');
  if (format.spells) notes?.spells?.(name);
  const mapped = switchWords(code, 'm') === undefined ? null : mappedColumn(name, notes?.mapping);
  const plain = switchWords(code, 'm') === undefined || mapped !== null ? columnSlot(mapped ?? name) : mappedSlot(name);
  const [before, after] = ['b', 'f'].map((letter) => {
    const word = switchWords(code, letter)?.[0];
    return word === undefined ? undefined : withCurlyFields(word, notes);
  });
  const slot = before === undefined && after === undefined ? formatted(plain, format) : between(plain, format, before, after);
  return { kind: 'value', slot, name, likeCode: format.likeCode, unknownSwitches: format.unknown };
}

function columnSlot(name: string): Slot & { exact: NonNullable<Slot['exact']> } {
  return { fields: [name], evaluate: (scope) => scope.value(name), exact: (scope) => scope.exact(name) };
}

/** `\m`: the name is that of an address part, so a column with another usual heading of that part will do. */
function mappedSlot(name: string): ReturnType<typeof columnSlot> {
  const aliases = aliasesOf(name);
  const column = (scope: MergeScope) => (scope.has(name) ? name : (aliases.find((alias) => scope.has(alias)) ?? name));
  return { fields: [name], evaluate: (scope) => scope.value(column(scope)), exact: (scope) => scope.exact(column(scope)) };
}

/** The texts around it stand there only with a value, so an empty value is no fault; a format is for the value alone. */
function between(
  slot: ReturnType<typeof columnSlot>,
  { apply }: FieldFormat,
  before: CodeWord | undefined,
  after: CodeWord | undefined,
): Slot {
  return {
    fields: [...slot.fields, ...fieldsOf([before, after])],
    optional: [...slot.fields, ...fieldsOf([before, after])],
    evaluate(scope) {
      const given = slot.evaluate(scope);
      if (given === '') return '';
      const value = apply === null ? given : apply(given, slot.exact(scope), scope.locale);
      return wordText(before, scope) + value + wordText(after, scope);
    },
  };
}
