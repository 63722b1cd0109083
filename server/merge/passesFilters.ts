/** Which rows a merge takes. Pure; everything that is equal for all rows is done once. */
import type { RowFilter } from '../../shared/api/mergeSettings.ts';
import { type Comparable, comparable, type Writing, writingOf } from './comparable.ts';
import { exactCell } from './exactCell.ts';
import type { ListTable } from './lists/listTable.ts';

type Cell = { text: string; exact: string | null };
type Passes = (cell: Cell) => boolean;

/** The answer takes an index from 0. A filter on a column that is not there passes everything: the plan says that it is missing. */
export function passesFilters(table: ListTable, filters: readonly RowFilter[], locale: string): (row: number) => boolean {
  const writing = filters.length === 0 ? null : writingOf(locale);
  const tests = filters.flatMap((filter) => {
    const place = table.headers.indexOf(filter.column);
    return place < 0 || writing === null ? [] : [{ place, passes: passesOf(filter, locale, writing) }];
  });
  return (row) =>
    tests.every(({ place, passes }) => passes({ text: table.rows[row]?.[place] ?? '', exact: exactCell(table, row, place) }));
}

function passesOf({ test, value = '' }: RowFilter, locale: string, writing: Writing): Passes {
  const wanted = { text: folded(value), meant: comparable(value, null, writing) };
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const meaning = (cell: Cell) => comparable(cell.text, cell.exact, writing);
  const is: Passes = (cell) => folded(cell.text) === wanted.text || alike(meaning(cell), wanted.meant);
  const contains: Passes = (cell) => folded(cell.text).includes(wanted.text);
  const order = (cell: Cell) => ordered(meaning(cell), wanted.meant, collator);
  switch (test) {
    case 'is':
      return is;
    case 'is-not':
      return (cell) => !is(cell);
    case 'contains':
      return contains;
    case 'contains-not':
      return (cell) => !contains(cell);
    case 'filled':
      return (cell) => meaning(cell).kind !== 'empty';
    case 'empty':
      return (cell) => meaning(cell).kind === 'empty';
    case 'less':
      return (cell) => (order(cell) ?? 0) < 0;
    case 'more':
      return (cell) => (order(cell) ?? 0) > 0;
  }
}

function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

/** A day without a time means the whole day. */
function alike(cell: Comparable, wanted: Comparable): boolean {
  if (cell.kind === 'number' && wanted.kind === 'number') return cell.number === wanted.number;
  return cell.kind === 'date' && wanted.kind === 'date' && daysOf(cell, wanted) === wanted.number;
}

/** Null where the two cannot be compared: an empty cell is neither less nor more than anything. */
function ordered(cell: Comparable, wanted: Comparable, collator: Intl.Collator): number | null {
  if (cell.kind === 'number' && wanted.kind === 'number') return cell.number - wanted.number;
  if (cell.kind === 'date' && wanted.kind === 'date') return daysOf(cell, wanted) - wanted.number;
  return cell.kind === 'text' && wanted.kind === 'text' ? collator.compare(cell.text, wanted.text) : null;
}

const DAY = 86_400_000;

function daysOf(cell: Extract<Comparable, { kind: 'date' }>, wanted: Extract<Comparable, { kind: 'date' }>): number {
  return wanted.dayOnly ? Math.floor(cell.number / DAY) * DAY : cell.number;
}
