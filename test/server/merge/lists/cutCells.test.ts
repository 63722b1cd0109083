import { expect, test } from '@jest/globals';
import { cutCells } from '../../../../server/merge/lists/cutCells.ts';
import { readList } from '../../../../server/merge/lists/readList.ts';

test('a cell without an end is cut, and told with its row and column', () => {
  const read = readList(Buffer.from(`Name,Notes\nAda,"${'x'.repeat(150_000)}"\nBen,short`), 'x.csv');
  if (!read.ok) throw new Error(read.text);
  expect(read.value.rows.map((row) => row.map((cell) => cell.length))).toEqual([
    [3, 100_000],
    [3, 5],
  ]);
  expect(read.remarks).toEqual([
    {
      code: 'CELL_CUT',
      row: 1,
      column: 'Notes',
      text: 'Row 1 has 150,000 characters in «Notes»; only the first 100,000 are used. Look whether a quotation mark is missing there, and shorten it.',
    },
  ]);
});

test('a list of nothing but long cells is told in a few sentences', () => {
  const rows = Array.from({ length: 40 }, () => ['x'.repeat(100_001)]);
  expect(cutCells(rows, ['A'])).toHaveLength(10);
  expect(rows.every(([cell]) => cell?.length === 100_000)).toBe(true);
});
