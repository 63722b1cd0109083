/** What is known before anything is sent. */
import { describe, expect, test } from '@jest/globals';
import type { FieldPolicy, MergeSettings } from '../../../shared/api/mergeSettings.ts';
import { PLAIN_MERGE } from '../../../shared/api/mergeSettings.ts';
import { matchColumns } from '../../../shared/merge/fieldNames.ts';
import { analyse, type Analysis } from '../../../server/merge/analyse.ts';
import { type CompiledLetter, NOTHING_MORE } from '../../../server/merge/compiledLetter.ts';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import type { ListTable } from '../../../server/merge/lists/listTable.ts';

const LIST =
  'Email,Name,Amount,Zip,Team\na@x.de,Ada,1,,red\nb@x.de,,,7,red\nc@x.de,Cy,#N/A,,blue\nnobody,,,,blue\nA@x.de,Al,,1,\n';

function letterOf(fields: string[], more: Partial<CompiledLetter> = {}): CompiledLetter {
  const places = fields.map((field) => ({ field, where: 'text' as const }));
  return { ...NOTHING_MORE, fields, places, remarks: [], images: [], render: () => ({ html: '', text: '' }), ...more };
}

function tableOf(csv: string): ListTable {
  const [headers = [], ...rows] = csv
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return { kind: 'csv', sheet: null, sheets: [], headers, rows };
}

type Asked = { settings?: Partial<MergeSettings>; policies?: Record<string, FieldPolicy>; subject?: string; csv?: string };

function analysed(letter: CompiledLetter, { settings, policies = {}, subject = '', csv = LIST }: Asked = {}): Analysis {
  const table = tableOf(csv);
  const line = compileSubject(subject);
  const columns = matchColumns([...letter.fields, ...line.fields], table.headers);
  return analyse(letter, line, table, columns, 'Email', policies, { ...PLAIN_MERGE, ...settings });
}

const told = (remarks: { code: string; text: string }[]) => remarks.map(({ code, text }) => `${code}: ${text}`);

describe('fields and columns', () => {
  test('each field with its places, column and policy; controls by the name that has a column', () => {
    const letter = letterOf(['name', 'Amount'], {
      places: [
        { field: 'name', where: 'text' },
        { field: 'name', where: 'table' },
        { field: 'Amount', where: 'condition' },
      ],
      optional: ['Amount'],
      controls: [{ names: ['tag1', 'Zip'] }, { names: ['', 'x'].filter(Boolean) }, { names: ['tag2', 'Title'] }],
    });
    const { fields, unusedColumns } = analysed(letter, { subject: 'Hi {{Name}}', policies: { zip: { default: '–' } } });
    expect(fields).toEqual([
      { name: 'name', kind: 'field', places: ['text', 'table', 'subject'], column: 'Name', policy: 'block', mayBeEmpty: false },
      { name: 'Amount', kind: 'field', places: ['condition'], column: 'Amount', policy: 'block', mayBeEmpty: true },
      { name: 'Zip', kind: 'control', places: [], column: 'Zip', policy: { default: '–' }, mayBeEmpty: false },
      { name: 'x', kind: 'control', places: [], column: null, policy: 'block', mayBeEmpty: false },
      { name: 'tag2', kind: 'control', places: [], column: null, policy: 'block', mayBeEmpty: false },
    ]);
    expect(unusedColumns).toEqual(['Team']);
  });

  test('a column that orders, filters or groups is used', () => {
    const settings: Partial<MergeSettings> = { groupBy: 'Team', filters: [{ column: 'Zip', test: 'filled' }] };
    expect(analysed(letterOf(['Name']), { settings }).unusedColumns).toEqual(['Amount']);
  });

  test('names that every object has are names like others', () => {
    const controls = ['constructor', '__proto__', 'toString'].map((name) => ({ names: [name] }));
    expect(analysed(letterOf([], { controls })).fields.map(({ name, column }) => [name, column])).toEqual([
      ['constructor', null],
      ['__proto__', null],
      ['toString', null],
    ]);
  });

  test('a control without a column stops nothing; one with a column needs its values', () => {
    const letter = letterOf([], { controls: [{ names: ['Fax'] }, { names: ['Zip'] }] });
    expect(told(analysed(letter).blockers)).toEqual(['VALUE_EMPTY: 2 rows have nothing in «Zip»: rows 1, 3.']);
  });
});

describe('values', () => {
  test('missing ones by field and policy; only block stops; errors of the sheet always do', () => {
    const { missing, wrong, blockers } = analysed(letterOf(['Name', 'Amount', 'Zip']), {
      policies: { Amount: { default: '0' }, zip: 'drop-line' },
    });
    expect(missing).toEqual([
      { field: 'Name', column: 'Name', policy: 'block', rows: [2] },
      { field: 'Amount', column: 'Amount', policy: { default: '0' }, rows: [2, 5] },
      { field: 'Zip', column: 'Zip', policy: 'drop-line', rows: [1, 3] },
    ]);
    expect(wrong).toEqual([{ field: 'Amount', column: 'Amount', rows: [3] }]);
    expect(told(blockers)).toEqual([
      'VALUE_EMPTY: 1 row has nothing in «Name»: row 2.',
      'VALUE_ERROR: 1 row shows an error instead of a value in «Amount»: row 3.',
    ]);
  });

  test('the general policy holds for fields that have none of their own', () => {
    const asked = { settings: { policy: 'empty' as const }, policies: { Zip: 'block' as const } };
    expect(told(analysed(letterOf(['Name', 'Zip']), asked).blockers)).toEqual([
      'VALUE_EMPTY: 2 rows have nothing in «Zip»: rows 1, 3.',
    ]);
  });

  test('a field may be empty where letter and subject both say so', () => {
    const letter = letterOf(['Zip'], { optional: ['Zip'] });
    expect(analysed(letter).blockers).toEqual([]);
    expect(analysed(letter, { subject: '{{zip}}' }).blockers).toHaveLength(1);
  });

  test('a field without a column stops the start, or is a warning where its policy lets it be empty', () => {
    expect(analysed(letterOf(['Fax'])).blockers.map(({ code, field }) => [code, field])).toEqual([['FIELD_UNMATCHED', 'Fax']]);
    const { blockers, warnings } = analysed(letterOf(['Fax']), { policies: { fax: { default: '–' } } });
    expect([blockers.length, warnings[0]?.code]).toEqual([0, 'FIELD_UNMATCHED']);
  });

  test('braces that would be sent as they stand stop the start', () => {
    const remarks = [
      { code: 'BRACES_OPEN', text: 'a {{ would be sent' },
      { code: 'CHART_LEFT_OUT', text: 'a chart' },
    ];
    const { blockers, warnings } = analysed(letterOf([], { remarks }));
    expect(
      [blockers, warnings].map((found) => found.map(({ code }) => code).filter((code) => !code.startsWith('ADDRESS'))),
    ).toEqual([['BRACES_OPEN'], ['CHART_LEFT_OUT']]);
  });

  test('header and footer need their values only where a Word document goes along', () => {
    const letter = letterOf(['Name'], { asideFields: ['Fax'] });
    const policies = { Name: 'empty' as const };
    expect(analysed(letter, { policies }).blockers).toEqual([]);
    const settings = { document: { name: 'Letter {{Zip}}.docx' } };
    expect(analysed(letter, { policies, settings }).blockers.map(({ field }) => field)).toEqual(['Fax', 'Zip']);
  });
});

describe('messages', () => {
  test('addresses that are invalid or repeated; how many go out', () => {
    const { addresses, messages, skipped } = analysed(letterOf([]), { csv: `${LIST},Dee,1,2,red\n` });
    expect(addresses).toEqual({ column: 'Email', empty: [6], invalid: [4], repeated: [{ row: 5, first: 1 }] });
    expect([messages, skipped]).toEqual([4, 2]);
  });

  test('rows that are filtered, skipped by the letter or repeated are counted, and messages numbered without them', () => {
    const skips = { fields: ['Zip'], holds: (scope: { value: (field: string) => string }) => scope.value('Zip') === '7' };
    const { plan, warnings, messages } = analysed(letterOf([], { skips }), {
      settings: { filters: [{ column: 'Email', test: 'is-not', value: 'nobody' }], duplicates: 'first' },
    });
    expect(plan.left.map(({ row, code }) => [row, code])).toEqual([
      [4, 'FILTERED'],
      [2, 'SKIPIF'],
      [5, 'DUPLICATE'],
    ]);
    expect(plan.messages.map(({ rows, sequence }) => [rows, sequence])).toEqual([
      [[0], 1],
      [[2], 2],
    ]);
    expect([messages, warnings.map(({ code }) => code)]).toEqual([2, ['FILTERED', 'DUPLICATE', 'SKIPIF']]);
    expect(warnings[0]?.text).toBe('The filters leave out 1 row: 4.');
  });

  test('a letter without a part that repeats shows the first row of a group only, and only its values are needed', () => {
    const settings = { groupBy: 'Team' };
    const flat = analysed(letterOf(['Zip']), { settings });
    expect(flat.warnings.some(({ code }) => code === 'GROUP_NOT_SHOWN')).toBe(true);
    expect(flat.missing.flatMap(({ rows }) => rows)).toEqual([1, 3]);
    const repeating = analysed(letterOf(['Name'], { repeats: true }), { settings });
    expect(repeating.warnings.some(({ code }) => code === 'GROUP_NOT_SHOWN')).toBe(false);
    expect(repeating.missing.flatMap(({ rows }) => rows)).toEqual([2, 4]);
  });

  test('questions of the letter that nobody answered', () => {
    const letter = letterOf([], { questions: [{ key: 'season', prompt: 'Which season?', standard: 'spring' }] });
    expect(told(analysed(letter).warnings.slice(0, 1))).toEqual([
      'QUESTION_OPEN: The letter asks «Which season?». Until it is answered, «spring» stands there.',
    ]);
    expect(analysed(letter, { settings: { answers: { season: 'autumn' } } }).warnings[0]?.code).not.toBe('QUESTION_OPEN');
  });

  test('filters that leave nobody stop the start', () => {
    const filters: MergeSettings['filters'] = [{ column: 'Team', test: 'is', value: 'green' }];
    expect(analysed(letterOf([]), { settings: { filters } }).blockers.map(({ code }) => code)).toEqual(['NO_RECIPIENTS']);
  });
});

test.each([
  ['fr-FR', ['Amount']],
  ['de-DE', []],
  ['en-US', []],
])('numbers as words in %s', (locale, told) => {
  const { warnings } = analysed(letterOf(['Amount'], { spelled: ['Amount'] }), { settings: { locale } });
  expect(warnings.filter(({ code }) => code === 'FIELD_SWITCH_NOT_SUPPORTED').map((one) => one.field)).toEqual(told);
});
