/** `render` with what the pane chooses: policies, groups, filters, Word documents; and `analyse`, which tells it beforehand. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openPackage } from '../../../server/merge/ooxml/openPackage.ts';
import { elementsOf, textOf, type Xml } from '../../../server/merge/ooxml/parseXml.ts';
import { printAnalysis } from '../../../server/cli/printAnalysis.ts';
import { renderFiles, type RenderOptions } from '../../../server/cli/renderFiles.ts';
import { diskAccess } from '../../../server/cli/fileAccess.ts';
import { code, docxOf, field, mark, p, r } from '../../support/docxOf.ts';

const LIST = 'Mail,Name,City,Amount\na@x.de,Ada,Berlin,10\nb@x.de,Bob,,3\nA@X.de,Al,Köln,\nnobody,Cy,Berlin,7\n';
const now = () => new Date('2026-11-02T09:00:00Z');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'render-'));
  writeFileSync(join(folder, 'list.csv'), LIST);
  const body = p(r('Dear {{Name}},')) + p(r('City: ') + field('MERGEFIELD City')) + p(field('MERGEFIELD Amount \\# "0.00"'));
  writeFileSync(join(folder, 'letter.docx'), docxOf(body));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function run(options: Partial<RenderOptions> = {}): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const lines = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const files = { template: join(folder, 'letter.docx'), data: join(folder, 'list.csv'), out: join(folder, 'mails') };
  return { code: await renderFiles({ ...files, ...options }, lines, diskAccess, now), out, err };
}

const made = (name: string) => readFileSync(join(folder, 'mails', name), 'utf8');
const texts = () =>
  Object.fromEntries(
    readdirSync(join(folder, 'mails'))
      .filter((name) => name.endsWith('.txt'))
      .map((name) => [name.slice(0, 4), made(name)]),
  );

type Report = Record<string, unknown> & {
  problems: { code: string; row?: number; column?: string }[];
  skipped: { code: string; row?: number }[];
};
const report = () => JSON.parse(made('report.json')) as Report;
const problems = () => report().problems.map(({ code, row, column }) => [code, row, column].filter((fact) => fact !== undefined));

const wordsOf = (name: string) => {
  const opened = openPackage(readFileSync(join(folder, 'mails', name)));
  if (!opened.ok) throw new Error(opened.text);
  const inside = (element: Xml | undefined): string =>
    elementsOf(element)
      .map((child) => (child.name === 'w:t' ? textOf(child) : inside(child)))
      .join('');
  return inside(opened.value.xml(opened.value.main));
};

describe('what an empty value means', () => {
  test('block: the mail is written, and listed as a problem', async () => {
    await run({ policy: 'block' });
    expect(texts()['0002']).toBe('Dear Bob,\nCity:\n3.00');
    expect(problems()).toEqual([
      ['VALUE_EMPTY', 2, 'City'],
      ['VALUE_EMPTY', 3, 'Amount'],
      ['ADDRESS_INVALID', 4, 'Mail'],
      ['ADDRESS_REPEATED', 3, 'Mail'],
    ]);
  });

  test.each([
    ['empty', { policy: 'empty' }, 'Dear Bob,\nCity:\n3.00'],
    ['default', { policy: 'default', default: 'unknown' }, 'Dear Bob,\nCity: unknown\n3.00'],
    ['drop-line', { policy: 'drop-line' }, 'Dear Bob,\n3.00'],
    ['of one field', { fieldPolicy: ['city=default:here', 'Amount=empty'] }, 'Dear Bob,\nCity: here\n3.00'],
  ])('%s: no problem any more', async (_, options, text) => {
    await run(options);
    expect(texts()['0002']).toBe(text);
    expect(problems().filter(([code]) => code === 'VALUE_EMPTY')).toEqual([]);
  });

  test('an error of the sheet is a problem whatever the policy', async () => {
    writeFileSync(join(folder, 'list.csv'), 'Mail,Name,City,Amount\na@x.de,Ada,#N/A,1\n');
    await run({ policy: 'empty' });
    expect(problems()).toEqual([['VALUE_ERROR', 1, 'City']]);
  });
});

describe('rows to messages', () => {
  test('filters: rows that do not pass are not written, and listed; numbers stay those of the list', async () => {
    const { out } = await run({ filter: ['City is berlin'] });
    expect(Object.keys(texts())).toEqual(['0001', '0004']);
    expect(report()).toMatchObject({ rows: 4, messages: 2, recipients: 1 });
    expect(report().skipped.map(({ code, row }) => [code, row])).toEqual([
      ['FILTERED', 2],
      ['FILTERED', 3],
    ]);
    expect(out[0]).toContain('2 messages in ');
    expect(out[0]).toContain('2 rows left out');
  });

  test('the first of every address only; older files go', async () => {
    await run();
    await run({ duplicates: 'first' });
    expect(Object.keys(texts())).toEqual(['0001', '0002', '0004']);
    expect(report().skipped).toEqual([expect.objectContaining({ code: 'DUPLICATE', row: 3 })]);
  });

  test('groups: one mail for rows that are equal, under the number of the first', async () => {
    await run({ groupBy: 'City', policy: 'empty' });
    expect(Object.keys(texts())).toEqual(['0001', '0002', '0003']);
    expect(report()).toMatchObject({ rows: 4, messages: 3 });
  });

  test('a SKIPIF of the letter', async () => {
    const skip = `${mark('begin')}${code('SKIPIF ')}${field('MERGEFIELD Name')}${code(' = "Bob"')}${mark('separate')}${mark('end')}`;
    writeFileSync(join(folder, 'letter.docx'), docxOf(p(skip + r('Hi {{Name}}'))));
    await run();
    expect(Object.keys(texts())).toEqual(['0001', '0003', '0004']);
    expect(report().skipped).toEqual([expect.objectContaining({ code: 'SKIPIF', row: 2 })]);
  });

  test('a part that repeats has every row of its message, in the mail and in the Word document', async () => {
    const row = `<w:tr><w:tc>${p(r('{{#each}}{{Name}}'))}</w:tc><w:tc>${p(r('{{Amount}}{{/each}}'))}</w:tc></w:tr>`;
    writeFileSync(join(folder, 'letter.docx'), docxOf(`${p(r('For {{City}}'))}<w:tbl>${row}</w:tbl>${p('')}`));
    await run({ groupBy: 'City', order: 'Name:desc', docx: true, policy: 'empty' });
    expect(texts()['0004']).toBe('For Berlin\n\nCy\t7\nAda\t10');
    expect(wordsOf('0004.docx')).toBe('For BerlinCy7Ada10');
  });
});

describe('what the letter has', () => {
  test('questions are answered once; the report names them', async () => {
    const asks = field('FILLIN "Which season?" \\d "spring"');
    writeFileSync(join(folder, 'letter.docx'), docxOf(p(r('In ') + asks)));
    await run({ answer: ['which season?=autumn'] });
    expect([texts()['0001'], texts()['0002']]).toEqual(['In autumn', 'In autumn']);
    expect(report()['questions']).toEqual([expect.objectContaining({ prompt: 'Which season?', standard: 'spring' })]);
    await run();
    expect(texts()['0001']).toBe('In spring');
    expect(problems().some(([found]) => found === 'QUESTION_OPEN')).toBe(true);
  });

  test('content controls are filled where they have a column, and stay where they have none', async () => {
    const control = (tag: string) =>
      `<w:sdt><w:sdtPr><w:tag w:val="${tag}"/></w:sdtPr><w:sdtContent>${r(`old ${tag} `)}</w:sdtContent></w:sdt>`;
    writeFileSync(join(folder, 'letter.docx'), docxOf(p(control('name') + control('Fax'))));
    await run();
    expect(texts()['0001']).toBe('Adaold Fax');
    expect(report()).toMatchObject({ fields: ['name', 'Fax'], matched: { name: 'Name' }, unmatchedFields: ['Fax'] });
    expect(problems().filter(([found]) => found === 'FIELD_UNMATCHED')).toEqual([]);
    await run({ column: ['Fax=City'] });
    expect(texts()['0001']).toBe('AdaBerlin');
  });

  test('numbers and dates as the locale writes them', async () => {
    writeFileSync(join(folder, 'list.csv'), 'Mail,Sum,Day\na@x.de,1234.5,2026-11-20\n');
    const body = p(field('MERGEFIELD Sum \\# "#,##0.00"') + r(' ') + field('MERGEFIELD Day \\@ "d. MMMM yyyy"'));
    writeFileSync(join(folder, 'letter.docx'), docxOf(body));
    await run({ locale: 'de-DE' });
    expect(texts()['0001']).toMatch(/20\. November 2026$/);
    await run({ locale: 'fr-FR' });
    expect(texts()['0001']).toMatch(/20\. novembre 2026$/);
  });
});

describe('Word documents', () => {
  test('one beside every mail, with the same values; without --docx they are gone again', async () => {
    await run({ docx: true, policy: 'empty' });
    expect(wordsOf('0001.docx')).toBe('Dear Ada,City: Berlin10.00');
    expect(readdirSync(join(folder, 'mails')).filter((name) => name.endsWith('.docx'))).toHaveLength(4);
    await run();
    expect(readdirSync(join(folder, 'mails')).filter((name) => name.endsWith('.docx'))).toEqual([]);
  });

  test('an HTML letter makes none', async () => {
    writeFileSync(join(folder, 'letter.html'), '<p>{{Name}}</p>');
    const { code, err } = await run({ template: join(folder, 'letter.html'), docx: true });
    expect([code, err]).toEqual([2, [expect.stringContaining('Only a Word letter makes Word documents. Leave --docx out.')]]);
  });
});

test('an option that cannot be understood: exit 2, one line, nothing written', async () => {
  const { code, err } = await run({ groupBy: 'Team' });
  expect([code, err]).toEqual([2, [expect.stringContaining('--group-by: There is no column «Team».')]]);
  expect(readdirSync(folder)).toEqual(['letter.docx', 'list.csv']);
});

describe('analyse', () => {
  async function told(options: Partial<RenderOptions> & { json?: boolean } = {}) {
    const out: string[] = [];
    const lines = { out: (line: string) => out.push(line), err: (line: string) => out.push(line) };
    const files = { template: join(folder, 'letter.docx'), data: join(folder, 'list.csv') };
    return { code: await printAnalysis({ json: false, ...files, ...options }, lines, diskAccess, now), out };
  }

  test('a page for a person, and 1 where something stops the start', async () => {
    const { code, out } = await told();
    expect([code, out[0]]).toEqual([1, '3 messages, from 4 rows, 1 without a usable address.']);
    expect(out.some((line) => /^ {2}City +same column; text; empty in 1 row: block$/.test(line))).toBe(true);
    expect(out).toContain('  1 row has nothing in «Amount»: row 3.');
    expect(out.at(-1)).toBe('2 findings to mend before it can start.');
  });

  test('0 where nothing does; as JSON', async () => {
    const { code, out } = await told({ policy: 'empty', json: true });
    expect(code).toBe(0);
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      ready: true,
      rows: 4,
      messages: 3,
      withoutAddress: 1,
      unusedColumns: [],
      missing: [
        { field: 'City', policy: 'empty', rows: [2] },
        { field: 'Amount', policy: 'empty', rows: [3] },
      ],
      addresses: { column: 'Mail', empty: [], invalid: [4], repeated: [{ row: 3, first: 1 }] },
      blockers: [],
    });
  });

  test('2 where letter or list cannot be read', async () => {
    expect(await told({ data: 'nowhere.csv' })).toEqual({
      code: 2,
      out: [expect.stringContaining('nowhere.csv: This file cannot be read')],
    });
  });
});
