/** Which rows of the planned messages miss a value, or show an error of the sheet instead of one. */
import type { FieldPolicy } from '../../shared/api/mergeSettings.ts';
import { isBlank, isErrorValue } from './fieldPolicies.ts';
import type { ListTable } from './lists/listTable.ts';
import type { MergeSetup } from './mergeSetup.ts';
import type { MessagePlan } from './planMessages.ts';

/** `rows` are numbers in the list, from 1; never empty. */
export type ValuesMissing = { field: string; column: string; policy: FieldPolicy; rows: number[] };
export type ValuesWrong = { field: string; column: string; rows: number[] };

/** `repeats`: the letter shows every row of a message, not only the first. Fields that may be empty miss nothing. */
export function findValues(
  { needed, needs, policies }: Pick<MergeSetup, 'needed' | 'needs' | 'policies'>,
  table: ListTable,
  messages: readonly MessagePlan[],
  repeats: boolean,
): { missing: ValuesMissing[]; wrong: ValuesWrong[] } {
  const rows = messages.flatMap((message) => (repeats ? message.rows : message.rows.slice(0, 1)));
  const [missing, wrong]: [ValuesMissing[], ValuesWrong[]] = [[], []];
  for (const { field, column, place } of needed) {
    if (column === null || place < 0) continue;
    const [empty, errors]: [number[], number[]] = [[], []];
    for (const row of rows) {
      const cell = table.rows[row]?.[place] ?? '';
      if (isBlank(cell)) empty.push(row + 1);
      else if (isErrorValue(cell)) errors.push(row + 1);
    }
    if (empty.length > 0 && !needs.optional(field)) missing.push({ field, column, policy: policies(field), rows: empty });
    if (errors.length > 0) wrong.push({ field, column, rows: errors });
  }
  return { missing, wrong };
}
