/** Cells far longer than anybody's (Excel's hold 32,767 characters), as a quote that is never closed makes them, are cut and told. */
import type { Remark } from '../../../shared/api/campaigns.ts';
import { quoted } from '../readResult.ts';

export const CELL_LENGTH_MAX = 100_000;
/** More are cut without a sentence of their own. */
const TOLD_MAX = 10;

/** Changes `rows`. */
export function cutCells(rows: readonly string[][], headers: readonly string[]): Remark[] {
  const remarks: Remark[] = [];
  for (const [index, row] of rows.entries()) {
    for (let column = 0; column < row.length; column += 1) {
      const cell = row[column] ?? '';
      if (cell.length <= CELL_LENGTH_MAX) continue;
      row[column] = cell.slice(0, CELL_LENGTH_MAX);
      if (remarks.length < TOLD_MAX) remarks.push(cutRemark(index + 1, headers[column] ?? '', cell.length));
    }
  }
  return remarks;
}

function cutRemark(row: number, column: string, length: number): Remark {
  const [has, most] = [length, CELL_LENGTH_MAX].map((number) => number.toLocaleString('en-US'));
  const text = `Row ${row} has ${has} characters in ${quoted(column)}; only the first ${most} are used. Look whether a quotation mark is missing there, and shorten it.`;
  return { code: 'CELL_CUT', text, row, column };
}
