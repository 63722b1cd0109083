/** Field → column as a draft uses it: what a person chose, else what matches by itself. */
import type { MergeSettings } from '../../shared/api/mergeSettings.ts';
import { distinctFields, fieldsInText, matchColumns } from '../../shared/merge/fieldNames.ts';
import type { CompiledLetter } from '../merge/compiledLetter.ts';

export interface DraftFields {
  letter: Pick<CompiledLetter, 'fields' | 'asideFields' | 'controls'> | null;
  /** Fields of the subject. */
  subject: readonly string[];
  /** Field → column chosen by the person ('' = none). */
  chosen: Readonly<Record<string, string>>;
  merge: Pick<MergeSettings, 'document'>;
}

/**
 * What only the merged document has, its file name included, counts where one is made. Content controls find their columns by
 * themselves and may have none, so only those are named that a person chose a column for.
 */
export function draftColumns(
  { letter, subject, chosen, merge: { document } }: DraftFields,
  headers: readonly string[],
): Record<string, string | null> {
  const aside = document === null ? [] : [...(letter?.asideFields ?? []), ...fieldsInText(document.name)];
  const controls = letter?.controls.flatMap(({ names }) => names).filter((name) => Object.hasOwn(chosen, name)) ?? [];
  return matchColumns(distinctFields([...(letter?.fields ?? []), ...subject, ...aside, ...controls]), headers, chosen);
}
