/** What the sheet knows better than it shows: a decimal number or a local date and time; null where it does not. */
import type { ListTable } from './lists/listTable.ts';

export function exactCell(_table: ListTable, _row: number, _column: number): string | null {
  return null;
}
