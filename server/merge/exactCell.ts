/** What the sheet knows better than it shows. */
import type { ListTable } from './lists/listTable.ts';

/** A decimal number or a local date and time; null where nothing is known beyond the text. Indexes from 0. */
export function exactCell(table: ListTable, row: number, column: number): string | null {
  return table.exact?.[row]?.[column] ?? null;
}
