import type { Area, SheetContent, SheetRow } from './scanSheet.ts';

/** Looking at every cell of every merged block may cost so much, and not more. */
const VISITS_MAX = 20_000_000;

/** Of a merged block only the first cell is shown; other programs than Excel leave values in those it covers (ISO/IEC 29500-1 18.3.1.55). */
export function clearMerged({ rows, merges }: SheetContent): void {
  let visits = 0;
  for (const area of merges) {
    for (let index = firstAt(rows, area.top); index < rows.length; index += 1) {
      const row = rows[index];
      if (row === undefined || row.number > area.bottom) break;
      const end = Math.min(area.right, row.cells.length - 1);
      visits += 1 + Math.max(0, end - area.left);
      if (visits > VISITS_MAX) return;
      clearRow(row, area, end);
    }
  }
}

function clearRow(row: SheetRow, area: Area, end: number): void {
  for (let column = row.number === area.top ? area.left + 1 : area.left; column <= end; column += 1) {
    row.cells[column] = '';
    if (row.exact !== null) delete row.exact[column];
  }
}

/** Index of the first row from this number on. */
export function firstAt(rows: readonly { number: number }[], number: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
