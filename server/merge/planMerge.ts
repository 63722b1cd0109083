/** Which messages a letter and a list make: `planMessages`, and what the letter itself leaves out (SKIPIF, ISO/IEC 29500-1 17.16.5.58). */
import type { CompiledLetter } from './compiledLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import type { ListTable } from './lists/listTable.ts';
import { unlessTooLong } from './messageLimit.ts';
import { type MergeSetup, mergeSetup, type RenderHow } from './mergeSetup.ts';
import { type MergePlan, planMessages, type SkipsRow } from './planMessages.ts';

export function planMerge(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  addressColumn: string | null,
  how: RenderHow,
): MergePlan {
  return planWith(mergeSetup(letter, subject, table, columns, how), letter, table, addressColumn, how);
}

/** The same where everything was brought together already. */
export function planWith(
  setup: Pick<MergeSetup, 'locale' | 'scopeFor'>,
  letter: Pick<CompiledLetter, 'skips'>,
  table: ListTable,
  addressColumn: string | null,
  { settings }: Pick<RenderHow, 'settings'>,
): MergePlan {
  const { skips } = letter;
  // What cannot even be decided is told when its message is made.
  const skipsRow: SkipsRow = (row, sequence) =>
    unlessTooLong(() => skips?.holds(setup.scopeFor({ rows: [row], sequence }))) ?? false;
  return planMessages(table, addressColumn, { ...settings, locale: setup.locale }, skips === null ? null : skipsRow);
}
