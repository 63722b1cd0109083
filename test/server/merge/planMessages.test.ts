/** Which messages a list makes, and why a row gets none. */
import { describe, expect, test } from '@jest/globals';
import type { MergeSettings, RowFilter } from '../../../shared/api/mergeSettings.ts';
import { PLAIN_MERGE } from '../../../shared/api/mergeSettings.ts';
import type { ListTable } from '../../../server/merge/lists/listTable.ts';
import { leftRemark, planMessages } from '../../../server/merge/planMessages.ts';
import { cpuTime } from '../../support/cpuTime.ts';

const HEADERS = ['Mail', 'Order', 'City', 'Amount', 'Day'];
const ROWS = [
  ['a@x.de', '17', 'Köln', '9', '2026-11-02'],
  ['b@x.de', '18', 'berlin', '100', '02.01.2026'],
  ['A@X.de', ' 17 ', 'Berlin', '1,000.50', '2026-11-30'],
  ['nobody', '', '', '', ''],
  ['b@x.de', '18', 'Zürich', '-3', '2025-12-31'],
  ['c@x.de', '', 'Ärzen', 'n/a', 'soon'],
];

function listOf(rows: string[][], more: Partial<ListTable> = {}): ListTable {
  return { kind: 'rows', sheet: null, sheets: [], headers: HEADERS, rows, ...more };
}

function plan(settings: Partial<MergeSettings>, table = listOf(ROWS)) {
  return planMessages(table, 'Mail', { ...PLAIN_MERGE, ...settings });
}

const rowsOf = (settings: Partial<MergeSettings>, table?: ListTable) =>
  plan(settings, table).messages.map(({ rows }) => rows.map((row) => row + 1).join('+'));

test('nothing said: every row is a message, in order', () => {
  const { messages, left, remarks, blockers } = plan({});
  expect(messages.map(({ rows, sequence }) => [rows, sequence])).toEqual(ROWS.map((_, row) => [[row], row + 1]));
  expect([left, remarks, blockers]).toEqual([[], [], []]);
});

describe('filters', () => {
  const filters: [string, RowFilter[], string[]][] = [
    ['is, letter case aside', [{ column: 'City', test: 'is', value: 'BERLIN' }], ['2', '3']],
    ['is not', [{ column: 'City', test: 'is-not', value: 'Berlin' }], ['1', '4', '5', '6']],
    ['contains', [{ column: 'City', test: 'contains', value: 'R' }], ['2', '3', '5', '6']],
    ['contains not', [{ column: 'City', test: 'contains-not', value: 'r' }], ['1', '4']],
    ['filled', [{ column: 'City', test: 'filled' }], ['1', '2', '3', '5', '6']],
    ['empty', [{ column: 'City', test: 'empty' }], ['4']],
    ['less, as numbers; neither empty cells nor words', [{ column: 'Amount', test: 'less', value: '20' }], ['1', '5']],
    ['more, with groups of thousands', [{ column: 'Amount', test: 'more', value: '100' }], ['3']],
    ['is, as a number', [{ column: 'Amount', test: 'is', value: '1000.5' }], ['3']],
    ['before a day, however it is written', [{ column: 'Day', test: 'less', value: '2026-02-01' }], ['2', '5']],
    ['a day', [{ column: 'Day', test: 'is', value: '2.1.2026' }], ['2']],
    ['less, as words', [{ column: 'City', test: 'less', value: 'C' }], ['2', '3', '6']],
    [
      'all of them',
      [
        { column: 'City', test: 'is', value: 'berlin' },
        { column: 'Amount', test: 'more', value: '100' },
      ],
      ['3'],
    ],
  ];
  test.each(filters)('%s', (_, filters, rows) => {
    expect(rowsOf({ filters })).toEqual(rows);
  });

  test('rows that are left out are named, and messages are counted without them', () => {
    const { messages, left } = plan({ filters: [{ column: 'City', test: 'is', value: 'Berlin' }] });
    expect(messages.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(left.map(({ row, code }) => [row, code])).toEqual([1, 4, 5, 6].map((row) => [row, 'FILTERED']));
    expect(left.map(leftRemark)[0]?.text).toBe('Row 1 does not pass the filters.');
  });

  test('the exact value of the sheet counts, not the rounded one it shows', () => {
    const table = listOf([['a@x.de', '', '', '10', 'Nov 20']], { exact: [{ 3: '9.96', 4: '2026-11-20T15:30:00' }] });
    expect(rowsOf({ filters: [{ column: 'Amount', test: 'less', value: '10' }] }, table)).toEqual(['1']);
    expect(rowsOf({ filters: [{ column: 'Day', test: 'is', value: '2026-11-20' }] }, table)).toEqual(['1']);
    expect(rowsOf({ filters: [{ column: 'Day', test: 'more', value: '2026-11-20' }] }, table)).toEqual([]);
  });

  test('numbers as the locale writes them; a number with a zero in front is a name', () => {
    const table = listOf([
      ['a@x.de', '0123', '', '1.234,50', ''],
      ['b@x.de', '123', '', '2,5', ''],
    ]);
    const filters: RowFilter[] = [{ column: 'Amount', test: 'more', value: '1.000' }];
    expect(rowsOf({ filters, locale: 'de-DE' }, table)).toEqual(['1']);
    expect(rowsOf({ filters: [{ column: 'Order', test: 'is', value: '123' }] }, table)).toEqual(['2']);
  });
});

describe('order', () => {
  test.each([
    ['numbers, then words, empty last', 'Amount', false, ['5', '1', '2', '3', '6', '4']],
    ['turned round, empty still last', 'Amount', true, ['6', '3', '2', '1', '5', '4']],
    ['dates', 'Day', false, ['5', '2', '1', '3', '6', '4']],
    ['words as the locale sorts them', 'City', false, ['6', '2', '3', '1', '5', '4']],
    ['equal ones keep their order', 'Order', false, ['1', '3', '2', '5', '4', '6']],
  ])('%s', (_, column, descending, rows) => {
    expect(rowsOf({ order: { column, descending }, locale: 'de-DE' })).toEqual(rows);
  });

  test('a hundred thousand rows take a moment', () => {
    const many = listOf(
      Array.from({ length: 100_000 }, (_, row) => [`m${row}@x.de`, String(row % 7), 'City', String((row * 7919) % 100_003), '']),
    );
    const started = cpuTime();
    const { messages } = plan({ order: { column: 'Amount', descending: true }, groupBy: 'Order', duplicates: 'first' }, many);
    expect(messages).toHaveLength(7);
    expect(cpuTime() - started).toBeLessThan(25_000);
  });
});

describe('groups', () => {
  test('equal rows are one message at the place of the first; blanks and case aside; empty ones stand alone', () => {
    expect(rowsOf({ groupBy: 'Order' })).toEqual(['1+3', '2+5', '4', '6']);
    expect(rowsOf({ groupBy: 'Mail' })).toEqual(['1+3', '2+5', '4', '6']);
  });

  test('order comes first', () => {
    expect(rowsOf({ groupBy: 'Order', order: { column: 'Amount', descending: true } })).toEqual(['6', '3+1', '2+5', '4']);
  });

  test('empty cells and addresses that differ are told', () => {
    const table = listOf([
      ['a@x.de', '17', '', '', ''],
      ['z@x.de', '17', '', '', ''],
      ['', '', '', '', ''],
    ]);
    expect(plan({ groupBy: 'Order' }, table).remarks.map(({ code, row, text }) => [code, row, text])).toEqual([
      ['GROUP_EMPTY', undefined, '1 row has nothing in «Order». It is a message of its own.'],
      ['GROUP_ADDRESSES', 1, 'Row 1 and row 2 are one message («17») with different addresses; it goes to a@x.de only.'],
    ]);
  });
});

describe('two messages to one address', () => {
  test('the first only: rows of the others are left, those without an address stay', () => {
    const { messages, left } = plan({ duplicates: 'first' });
    expect(messages.map(({ rows }) => (rows[0] ?? 0) + 1)).toEqual([1, 2, 4, 6]);
    expect(left.map(({ row, code, first }) => [row, code, first])).toEqual([
      [3, 'DUPLICATE', 1],
      [5, 'DUPLICATE', 2],
    ]);
  });

  test('groups to one address: every row of the later group is left', () => {
    const { left } = plan({ duplicates: 'first', groupBy: 'City', filters: [{ column: 'Order', test: 'is', value: '18' }] });
    expect(left.filter(({ code }) => code === 'DUPLICATE').map(({ row, first }) => [row, first])).toEqual([[5, 2]]);
  });
});

describe('rows that the letter skips', () => {
  const skipping = (settings: Partial<MergeSettings>, ...rows: number[]) =>
    planMessages(listOf(ROWS), 'Mail', { ...PLAIN_MERGE, ...settings }, (row) => rows.includes(row + 1));

  test('are left, and messages are counted without them', () => {
    const { messages, left } = skipping({}, 2, 4);
    expect(messages.map(({ rows, sequence }) => [(rows[0] ?? 0) + 1, sequence])).toEqual([
      [1, 1],
      [3, 2],
      [5, 3],
      [6, 4],
    ]);
    expect(left).toEqual([2, 4].map((row) => ({ row, code: 'SKIPIF' })));
  });

  test('leave their address to the next row that has it', () => {
    const { messages, left } = skipping({ duplicates: 'first' }, 1);
    expect(messages.map(({ rows }) => (rows[0] ?? 0) + 1)).toEqual([2, 3, 4, 6]);
    expect(left.map(({ row, code }) => [row, code])).toEqual([
      [1, 'SKIPIF'],
      [5, 'DUPLICATE'],
    ]);
  });

  test('are in no group', () => {
    const { messages } = skipping({ groupBy: 'Order' }, 1, 2, 5);
    expect(messages.map(({ rows }) => rows.map((row) => row + 1))).toEqual([[3], [4], [6]]);
  });

  test('are asked in the order of sending, each with the number its message would have', () => {
    const asked: [number, number][] = [];
    planMessages(listOf(ROWS), 'Mail', { ...PLAIN_MERGE, order: { column: 'Amount', descending: false } }, (row, sequence) => {
      asked.push([row + 1, sequence]);
      return row === 0;
    });
    expect(asked).toEqual([
      [5, 1],
      [1, 2],
      [2, 2],
      [3, 3],
      [6, 4],
      [4, 5],
    ]);
  });
});

test('a setting that names a column the list does not have stops the start', () => {
  const { blockers } = plan({
    groupBy: 'Nr',
    order: { column: 'Zip', descending: false },
    filters: [{ column: 'Land', test: 'filled' }],
  });
  expect(blockers.map(({ code, column }) => [code, column])).toEqual([
    ['COLUMN_MISSING', 'Nr'],
    ['COLUMN_MISSING', 'Zip'],
    ['COLUMN_MISSING', 'Land'],
  ]);
});
