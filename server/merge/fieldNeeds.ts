/** What letter and subject ask of a list, and which column answers each of their fields. */
import { distinctFields, fieldsInText, matchColumns, normalName } from '../../shared/merge/fieldNames.ts';
import type { MergeSettings } from '../../shared/api/mergeSettings.ts';
import type { CompiledLetter } from './compiledLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import type { MatchedControl } from './matchControls.ts';

export type FieldNeeds = {
  /** Fields that a message has to have a value for, in order of appearance, those that may be empty included. */
  fields: string[];
  /** The letter itself says what happens where this field is empty, at every place where it stands. */
  optional: (field: string) => boolean;
};

/** Header, footer and file name count where they are made too: for the merged document. So do content controls that have a column. */
export function fieldNeeds(
  letter: CompiledLetter,
  subject: CompiledSubject,
  controls: readonly MatchedControl[],
  { document }: Pick<MergeSettings, 'document'>,
): FieldNeeds {
  const aside = document === null ? [] : [...letter.asideFields, ...fieldsInText(document.name)];
  const filled = controls.flatMap(({ name, column }) => (column === null ? [] : [name]));
  const needed = new Set([
    ...without([...letter.fields, ...aside], letter.optional),
    ...without(subject.fields, subject.optional),
    ...without(filled, []),
  ]);
  const deciding = letter.skips?.fields ?? [];
  const free = new Set(
    [...letter.optional, ...subject.optional, ...deciding].map(normalName).filter((name) => !needed.has(name)),
  );
  return {
    fields: distinctFields([...letter.fields, ...deciding, ...filled, ...aside, ...subject.fields]),
    optional: (field) => free.has(normalName(field)),
  };
}

/** By their normal names. */
function without(fields: readonly string[], optional: readonly string[]): string[] {
  const free = new Set(optional.map(normalName));
  return fields.map(normalName).filter((name) => !free.has(name));
}

/** All field names of letter and subject that can have a column, content controls not counted. */
export function namedFields(letter: CompiledLetter, subject: CompiledSubject): string[] {
  return distinctFields([...letter.fields, ...(letter.skips?.fields ?? []), ...letter.asideFields, ...subject.fields]);
}

/**
 * Field → column for everything a letter has, its content controls included. `columns`: what is known already (a person's choice,
 * or `matchColumns` of some of the fields); it counts before anything that is matched here.
 */
export function columnsOfLetter(
  letter: CompiledLetter,
  subject: CompiledSubject,
  controls: readonly MatchedControl[],
  headers: readonly string[],
  columns: Readonly<Record<string, string | null>>,
  { document }: Pick<MergeSettings, 'document'>,
): Record<string, string | null> {
  const fields = [...namedFields(letter, subject), ...fieldsInText(document?.name ?? '')];
  const chosen = Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, column ?? '']));
  const filled = controls.flatMap(({ name, column }): [string, string][] => (column === null ? [] : [[name, column]]));
  return { ...Object.fromEntries(filled), ...matchColumns(fields, headers, chosen), ...columns };
}
