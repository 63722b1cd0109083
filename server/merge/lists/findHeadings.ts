/** Which row holds the headings: usually the first, but titles, notes and export dates may stand above them. */

/** Titles take a few lines, not pages. */
const LOOKED_AT = 30;
const BODY = 20;
/** So much of the list's columns a row must name to be the one with the headings. */
const NAMED = 0.6;
const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/;
const NO_NAME = /^[\d\s.,:/%€$£+()-]*$/;

/**
 * Index of the row with the headings; -1 where all is blank. The first row with something in it, unless it names only a part of the columns
 * below (a title), and a row below it names most of them with words. `apart`: a blank line stood before this row.
 */
export function findHeadings(rows: readonly string[][], apart: (index: number) => boolean): number {
  const first = rows.findIndex(isFilled);
  if (first < 0) return -1;
  const top = rows.slice(first, first + LOOKED_AT + BODY);
  const filled = filledColumns(top[0] ?? []);
  const share = coverage(top, 0);
  for (let index = 1; index < Math.min(LOOKED_AT, top.length - 1); index += 1) {
    const row = top[index] ?? [];
    if (row.some((cell) => ADDRESS.test(cell.trim()))) break;
    if (!isFilled(row) || !namesColumns(row)) continue;
    const here = coverage(top, index);
    if (here < NAMED || filledColumns(row).length <= filled.length) continue;
    if (share < NAMED || (here === 1 && share < 1 && separate(top, first, index, apart))) return first + index;
  }
  return first;
}

export function isFilled(row: readonly string[]): boolean {
  for (const cell of row) {
    const code = cell.charCodeAt(0);
    if ((code > 32 && code < 127) || cell.trim() !== '') return true;
  }
  return false;
}

function filledColumns(row: readonly string[]): number[] {
  return row.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));
}

/** Words, not amounts and dates. */
function namesColumns(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell.trim() !== '');
  return filled.length > 1 && filled.filter((cell) => NO_NAME.test(cell)).length * 2 < filled.length;
}

function separate(top: readonly string[][], first: number, index: number, apart: (index: number) => boolean): boolean {
  return apart(first + index) || !isFilled(top[index - 1] ?? []);
}

/** Of the columns that most rows below `index` fill, the part that this row fills too; 1 where there are no rows below. */
function coverage(top: readonly string[][], index: number): number {
  const body = top.slice(index + 1, index + 1 + BODY).filter(isFilled);
  const counts: number[] = [];
  for (const row of body) for (const column of filledColumns(row)) counts[column] = (counts[column] ?? 0) + 1;
  const used = [...counts.keys()].filter((column) => (counts[column] ?? 0) * 2 >= body.length && (counts[column] ?? 0) > 0);
  const row = top[index] ?? [];
  return used.length === 0 ? 1 : used.filter((column) => (row[column] ?? '').trim() !== '').length / used.length;
}

/** The row looks like a person, not like headings: it holds an address. */
export function isPerson(headers: readonly string[]): string | null {
  return headers.find((header) => ADDRESS.test(header.trim())) ?? null;
}
