/** Which messages a letter and a list make: `planMessages`, and what the letter itself leaves out (SKIPIF, ISO/IEC 29500-1 17.16.5.58). */
import type { CompiledLetter } from './compiledLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import type { ListTable } from './lists/listTable.ts';
import { unlessTooLong } from './messageLimit.ts';
import { type MergeSetup, mergeSetup, type RenderHow } from './mergeSetup.ts';
import { type LeftRow, type MergePlan, type MessagePlan, planMessages } from './planMessages.ts';

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
  const plan = planMessages(table, addressColumn, { ...settings, locale: setup.locale });
  const { skips } = letter;
  if (skips === null) return plan;
  const left: LeftRow[] = [...plan.left];
  const messages: MessagePlan[] = [];
  for (const { rows } of plan.messages) {
    const sequence = messages.length + 1;
    const kept: number[] = [];
    for (const row of rows) {
      // What cannot even be decided is told when its message is made.
      const skipped = unlessTooLong(() => skips.holds(setup.scopeFor({ rows: [row], sequence }))) ?? false;
      if (skipped) left.push({ row: row + 1, code: 'SKIPIF' });
      else kept.push(row);
    }
    if (kept.length > 0) messages.push({ rows: kept, sequence });
  }
  return { ...plan, messages, left };
}
