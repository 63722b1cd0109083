/** Conditions in double braces. */
import { describe, expect, test } from '@jest/globals';
import { letterNotes } from '../../../../server/merge/letter/letterNotes.ts';
import { readCondition } from '../../../../server/merge/markup/tagCondition.ts';
import { scopeOf } from '../../../../server/merge/mergeScope.ts';

const VALUES: Record<string, string> = {
  Name: 'Ada',
  'First Name': 'Ada',
  'Amount (EUR)': '1,250.00',
  Empty: '',
  Zero: '0',
  Money: '0.00',
  Wrong: 'FALSE',
  Nein: 'Nein',
  Yes: 'yes',
  City: 'New York',
  'A and B': 'x',
  Due: '2026-11-20',
  Eins: '1',
};
const scope = scopeOf((field) => VALUES[field] ?? '', { position: 2, rows: [scopeOf(() => ''), scopeOf(() => '')] });
const holds = (text: string) => readCondition(text, letterNotes())?.holds(scope);

describe('conditions', () => {
  test.each([
    ['Name', true],
    ['Empty', false],
    ['Zero', false],
    ['Money', false],
    ['Wrong', false],
    ['Nein', false],
    ['Yes', true],
    ['not Empty', true],
    ['!Empty', true],
    ['not not Name', true],
    ['First Name = "Ada"', true],
    ['First\u00a0Name = “Ada”', true],
    ['First Name="Ada"', true],
    ['Name = "Bob"', false],
    ['Name <> "Bob"', true],
    ['Name != "Bob"', true],
    ['Name ≠ ‘Bob’', true],
    ['Name == «Ada»', true],
    ["Name = 'A*'", true],
    ['Amount (EUR) > 1000', true],
    ['Amount (EUR) >= "1250"', true],
    ['Amount (EUR) ≤ 1250', true],
    ['Amount (EUR) < 1250', false],
    ['Due < "2026-12-01"', true],
    ['Empty = ""', true],
    ['Name <> ""', true],
    ['City contains "york"', true],
    ['City not contains "york"', false],
    ['Name and Empty', false],
    ['Name && Yes', true],
    ['Empty or Name', true],
    ['Empty || Zero', false],
    ['Empty and Empty or Name', true],
    ['Name or Empty and Empty', true],
    ['Name and not Empty and City = "New York"', true],
    ['[A and B] = "x"', true],
    ['City = [City]', true],
    ['"Ada" = Name', true],
    ['@number = 2', true],
    ['@first', false],
    ['@last', true],
    ['@count > 2', false],
  ])('%s: %s', (text, wanted) => {
    expect(holds(text)).toBe(wanted);
  });

  test.each([
    '',
    ' ',
    '=',
    '= 3',
    'Name =',
    'Name = = 3',
    'and Name',
    'Name and',
    '"text"',
    'Name "text"',
    'not',
    'Name = "a" "b"',
  ])('«%s» cannot be read', (text) => {
    expect(readCondition(text, letterNotes())).toBeNull();
  });

  test.each([
    ['Name = Ada', true, ['CONDITION_TEXT']],
    ['Eins = 1', true, []],
    ['Yes = yes', true, []],
    ['Name = [Ada]', false, []],
  ])('a word without quotes behind a sign is a text: %s', (text, wanted, codes) => {
    const notes = letterNotes();
    expect([readCondition(text, notes)?.holds(scope), notes.remarks.map(({ code }) => code)]).toEqual([wanted, codes]);
  });

  test.each([
    ['Name', ['Name'], ['Name'], ['Name'], []],
    ['not Name', ['Name'], ['Name'], [], ['Name']],
    ['Name = ""', ['Name'], ['Name'], [], ['Name']],
    ['Name <> ""', ['Name'], ['Name'], ['Name'], []],
    ['Name = "x"', ['Name'], [], [], []],
    ['A and B', ['A', 'B'], ['A', 'B'], ['A', 'B'], []],
    ['A or B', ['A', 'B'], ['A', 'B'], [], []],
    ['not A and not B', ['A', 'B'], ['A', 'B'], [], []],
    ['not A or not B', ['A', 'B'], ['A', 'B'], [], ['A', 'B']],
    ['A and B > 5', ['A', 'B'], ['A'], ['A'], []],
  ])('%s: what it reads, what may be empty, what is filled where it holds and where not', (text, fields, optional, yes, no) => {
    expect(readCondition(text, letterNotes())).toMatchObject({ fields, optional, filledWhere: { true: yes, false: no } });
  });
});
