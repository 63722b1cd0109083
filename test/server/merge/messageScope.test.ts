/** What a letter may ask of one message, and that no other message can be seen by it. */
import { describe, expect, test } from '@jest/globals';
import type { FieldPolicy } from '../../../shared/api/mergeSettings.ts';
import { policyFinder } from '../../../server/merge/fieldPolicies.ts';
import type { ListTable } from '../../../server/merge/lists/listTable.ts';
import { scopeMaker, type ScopeSource } from '../../../server/merge/messageScope.ts';

const table: ListTable = {
  kind: 'rows',
  sheet: null,
  sheets: [],
  headers: ['Name', 'Amount', 'Note'],
  rows: [
    ['Ada', '10', ' \u00a0'],
    ['Bob', '', 'x'],
    ['Cy', '3', ''],
  ],
  exact: [{ 1: '9.96' }, null, null],
};

function scopes(policies: Record<string, FieldPolicy> = {}, general: FieldPolicy = 'block', more: Partial<ScopeSource> = {}) {
  return scopeMaker({
    table,
    columns: { Name: 'Name', Amount: 'Amount', Note: 'Note', Zip: null },
    policies: policyFinder(policies, general),
    optional: () => false,
    dropsLines: true,
    answers: { Season: 'spring' },
    locale: 'de-DE',
    now: '2026-11-20T15:30:00',
    ...more,
  });
}

const one = (row: number, make = scopes()) => make({ rows: [row], sequence: 1 });

test('values by every spelling, exact values, columns that are there', () => {
  const scope = one(0);
  expect([scope.value('NAME'), scope.value('amount'), scope.exact('amount'), scope.exact('Name')]).toEqual([
    'Ada',
    '10',
    '9.96',
    null,
  ]);
  expect([scope.has('name'), scope.has('Zip'), scope.has('Other')]).toEqual([true, false, false]);
  expect([scope.answer('Season'), scope.answer('constructor'), scope.locale, scope.now]).toEqual([
    'spring',
    undefined,
    'de-DE',
    '2026-11-20T15:30:00',
  ]);
});

describe('empty values', () => {
  test('blanks alone are nothing; without another policy nothing stands there', () => {
    expect([one(0).value('Note'), one(0).drops(['Note'])]).toEqual(['', false]);
  });

  test('a default stands in the place of an empty value and of a field without a column', () => {
    const make = scopes({ AMOUNT: { default: '0' }, Zip: { default: '–' } });
    expect([one(0, make).value('Amount'), one(1, make).value('Amount'), one(1, make).value('Zip')]).toEqual(['10', '0', '–']);
  });

  test('the line goes where one of its fields is empty and says so', () => {
    const make = scopes({ Note: 'drop-line' });
    expect([0, 1, 2].map((row) => one(row, make).drops(['Name', 'Note']))).toEqual([true, false, true]);
    expect(one(1, make).drops(['Amount'])).toBe(false);
  });

  test('a field of which the letter says itself what happens has no policy', () => {
    const make = scopes({}, { default: 'x' }, { optional: (field) => field === 'Note' });
    expect([one(0, make).value('Note'), one(1, make).value('Amount')]).toEqual(['', 'x']);
  });
});

describe('rows of one message', () => {
  const message = scopes()({ rows: [2, 0], sequence: 7, records: [31, 12] });

  test('the first gives the values, all of them are there in order', () => {
    expect([message.value('Name'), message.record, message.sequence, message.position]).toEqual(['Cy', 31, 7, 1]);
    expect(message.rows.map((row) => [row.value('Name'), row.record, row.position, row.rows.length])).toEqual([
      ['Cy', 31, 1, 2],
      ['Ada', 12, 2, 2],
    ]);
  });

  test('they share what SET puts down, other messages do not', () => {
    const make = scopes();
    const [first, second] = [make({ rows: [0, 1], sequence: 1 }), make({ rows: [2], sequence: 2 })];
    first.rows[1]?.bookmarks.set('total', '9');
    expect([first.bookmarks.get('total'), second.bookmarks.size]).toEqual(['9', 0]);
  });
});

test('a row that is not there is refused', () => {
  expect(() => one(3)).toThrow(/no row 4/);
});
