/** What stands behind a field in double braces. */
import { describe, expect, test } from '@jest/globals';
import { findTags } from '../../../../shared/merge/fieldNames.ts';
import { curlyPieces, curlySlot } from '../../../../server/merge/fields/curlyField.ts';
import { letterNotes } from '../../../../server/merge/letter/letterNotes.ts';
import { type MergeScope, scopeOf } from '../../../../server/merge/mergeScope.ts';

const VALUES: Record<string, string> = {
  Name: 'ada LOVELACE',
  Empty: '',
  Blank: ' \u00a0',
  Due: '20.11.2026',
  Sum: '1234.5',
  Padded: '  x ',
};
const EXACT: Record<string, string> = { Due: '2026-11-20T00:00:00' };

function read(tag: string) {
  const notes = letterNotes();
  const part = findTags(`{{${tag}}}`)[0]?.part;
  if (part?.kind !== 'field') throw new Error(`no field: ${tag}`);
  return { slot: curlySlot(part, notes), remarks: notes.remarks };
}

function shown(tag: string, more: Partial<MergeScope> = {}): string {
  const scope = scopeOf((field) => VALUES[field] ?? '', { exact: (field) => EXACT[field] ?? null, ...more });
  return read(tag).slot.evaluate(scope);
}

describe('filters', () => {
  test.each([
    ['Name', 'ada LOVELACE'],
    ['Name | upper', 'ADA LOVELACE'],
    ['Name|lower', 'ada lovelace'],
    ['Name | lower | caps', 'Ada Lovelace'],
    ['Name | lower | capitalize', 'Ada Lovelace'],
    ['Name | firstcap', 'Ada LOVELACE'],
    ['Padded | trim', 'x'],
    ['Empty | default: "friend"', 'friend'],
    ['Blank | default: "friend"', 'friend'],
    ['Name | default: "friend"', 'ada LOVELACE'],
    ['Empty | default: "friend" | upper', 'FRIEND'],
    ['Empty | upper | default: "friend"', 'friend'],
    ['Due | date: "d MMMM yyyy"', '20 November 2026'],
    ['Sum | number: "#,##0.00"', '1,234.50'],
    ['Name | date: "yyyy"', 'ada LOVELACE'],
    ['Name | number: "0.0"', 'ada LOVELACE'],
    ['Name | prefix: "at " | suffix: ","', 'at ada LOVELACE,'],
    ['Empty | prefix: "at " | suffix: ","', ''],
    ['Empty | prefix: "at " | default: "nowhere"', 'nowhere'],
  ])('{{%s}} → %s', (tag, wanted) => {
    expect(shown(tag)).toBe(wanted);
  });

  test.each([
    'Empty | default: “x y”',
    'Empty | default: „x y“',
    'Empty | default: ”x y”',
    'Empty | default: «\u00a0x y\u00a0»',
    'Empty | default: ‘x y’',
    "Empty | default: 'x y'",
    'Empty | default:x y',
    'Empty | default "x y"',
    'Empty | default("x y")',
    'Empty | default = "x y"',
    'Empty\u00a0|\u00a0default:\u00a0"x y"',
    'Empty | DEFAULT: "x y" ',
    'Empty | fallback: "x y"',
  ])('people write {{%s}}', (tag) => {
    expect(shown(tag)).toBe('x y');
  });

  test.each([
    ['a bar in quotes', 'Empty | default: "a | b" | upper', 'A | B'],
    ['an apostrophe in single quotes', "Empty | default: 'it's' | upper", "IT'S"],
    ['blanks in quotes stay', 'Name | lower | prefix: ", "', ', ada lovelace'],
    ['colons', 'Empty | default: "9:30"', '9:30'],
  ])('%s', (_, tag, wanted) => {
    expect(shown(tag)).toBe(wanted);
  });

  test('dates and numbers are written as the locale does', () => {
    expect(shown('Due | date: "d. MMMM yyyy"', { locale: 'de-DE' })).toBe('20. November 2026');
    expect(shown('Sum | number: "#,##0.00"', { locale: 'en-GB' })).toBe('1,234.50');
  });

  test.each([
    ['Name | shout', 'ada LOVELACE', 'shout'],
    ['Name | shout | upper', 'ADA LOVELACE', 'shout'],
    ['Name | 99', 'ada LOVELACE', '99'],
    ['Name | constructor', 'ada LOVELACE', 'constructor'],
    ['Name | date', 'ada LOVELACE', 'date'],
    ['Empty | default:', '', 'default'],
  ])('{{%s}} is told', (tag, wanted, name) => {
    const { remarks } = read(tag);
    expect([shown(tag), remarks.map(({ code, field }) => `${code} ${field}`)]).toEqual([
      wanted,
      [`FILTER_NOT_SUPPORTED ${tag.split(' ')[0]}`],
    ]);
    expect(remarks[0]?.text).toContain(name);
  });

  test('a field with a default may be empty, others not', () => {
    expect(read('Name | default: "x"').slot).toMatchObject({ fields: ['Name'], optional: ['Name'] });
    expect(read('Name | upper').slot.optional).toBeUndefined();
    expect(read('Name').slot.optional).toBeUndefined();
  });
});

test.each([
  ['https://x.example/{{Name | lower}}?a={{Sum}}', ['https://x.example/', 'ada lovelace', '?a=', '1234.5'], []],
  ['{{#if Name}}a{{/if}}b', ['a', 'b'], ['FIELD_NOT_SUPPORTED', 'FIELD_NOT_SUPPORTED']],
  ['{{@logo}}', [], ['FIELD_NOT_SUPPORTED']],
  ['', [], []],
  ['{{open', ['{{open'], []],
])('a text that is no running text: %s', (text, wanted, codes) => {
  const notes = letterNotes();
  const scope = scopeOf((field) => VALUES[field] ?? '');
  const pieces = curlyPieces(text, notes).map((piece) => (typeof piece === 'string' ? piece : piece.evaluate(scope)));
  expect([pieces, notes.remarks.map(({ code }) => code)]).toEqual([wanted, codes]);
});
