/** Rows in the order of one column: numbers, then dates, then text as the locale sorts it; empty cells last in both directions. Pure. */
import type { MergeSettings } from '../../shared/api/mergeSettings.ts';
import { type Comparable, comparable, writingOf } from './comparable.ts';
import { exactCell } from './exactCell.ts';
import type { ListTable } from './lists/listTable.ts';

const RANK = { number: 0, date: 1, text: 2, empty: 3 };

/** `rows`: indexes from 0. Rows that are equal keep their order. */
export function orderRows(
  table: ListTable,
  rows: readonly number[],
  { column, descending }: NonNullable<MergeSettings['order']>,
  locale: string,
): number[] {
  const place = table.headers.indexOf(column);
  if (place < 0) return [...rows];
  const writing = writingOf(locale);
  const collator = new Intl.Collator(locale, { numeric: true });
  const keys = rows.map((row) => ({
    row,
    key: comparable(table.rows[row]?.[place] ?? '', exactCell(table, row, place), writing),
  }));
  keys.sort((a, b) => {
    if (a.key.kind === 'empty' || b.key.kind === 'empty') return RANK[a.key.kind] - RANK[b.key.kind];
    return descending ? compare(b.key, a.key, collator) : compare(a.key, b.key, collator);
  });
  return keys.map(({ row }) => row);
}

function compare(a: Comparable, b: Comparable, collator: Intl.Collator): number {
  if (a.kind === 'text' && b.kind === 'text') return collator.compare(a.text, b.text);
  if ('number' in a && 'number' in b && a.kind === b.kind) return a.number - b.number;
  return RANK[a.kind] - RANK[b.kind];
}
