/** The offline merge as a person at a shell sees it: files in a folder, a report, an exit code, one line when something is wrong. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { renderFiles, type RenderOptions } from '../../../server/cli/renderFiles.ts';
import { diskAccess } from '../../../server/cli/fileAccess.ts';
import { docxOf, p, r } from '../../support/docxOf.ts';

const SAMPLES = join(import.meta.dirname, '../../../samples');
const LETTER = join(SAMPLES, 'letter.docx');
const PEOPLE = join(SAMPLES, 'people.xlsx');
const now = () => new Date('2026-11-02T09:00:00Z');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'render-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function run(options: Partial<RenderOptions>): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const lines = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const code = await renderFiles(
    { template: LETTER, data: PEOPLE, out: join(folder, 'mails'), ...options },
    lines,
    diskAccess,
    now,
  );
  return { code, out, err };
}

const made = (name: string) => readFileSync(join(folder, 'mails', name), 'utf8');
const report = () => JSON.parse(made('report.json')) as Record<string, unknown> & { problems: { code: string; row?: number }[] };

describe('mails of the samples', () => {
  test('an .eml, .html and .txt for everybody, and a report', async () => {
    const { code, err } = await run({ subject: 'Your seat, {{First Name}} {{Last Name}}' });
    expect([code, err]).toEqual([0, []]);
    expect(readdirSync(join(folder, 'mails'))).toHaveLength(25 * 3 + 1);
    const { fields, columns, matched, unmatchedFields, rows, recipients, problems } = report();
    expect([(fields as string[]).length, (columns as string[]).length, unmatchedFields, rows, recipients]).toEqual([
      13,
      14,
      [],
      25,
      25,
    ]);
    expect(matched).toMatchObject({ First_Name: 'First Name', Renewal_Date: 'Renewal Date' });
    expect(problems.map((problem) => [problem.code, problem.row])).toEqual([
      ['HEADER_FOOTER_LEFT_OUT', undefined],
      ['VALUE_EMPTY', 17],
    ]);
  });

  test('a mail is valid MIME: both parts, the picture, the subject, one receiver', async () => {
    await run({ subject: 'Your seat, {{First Name}} {{Last Name}}' });
    const mail = await simpleParser(made('0002.eml'), { skipImageLinks: true });
    expect(mail.subject).toBe("Your seat, Seán O'Brien");
    expect(mail.to).toMatchObject({ value: [{ address: 'member02@example.com', name: '' }] });
    expect(mail.date).toEqual(now());
    expect(mail.text?.trimEnd()).toBe(made('0002.txt'));
    expect(mail.html === false ? '' : mail.html.trimEnd()).toBe(made('0002.html'));
    expect(
      mail.attachments.map(({ contentType, cid, related }) => [contentType, made('0002.html').includes(`cid:${cid}`), related]),
    ).toEqual([['image/png', true, true]]);
    expect(made('0002.eml')).toMatch(
      /multipart\/alternative[\s\S]*text\/plain[\s\S]*multipart\/related[\s\S]*text\/html[\s\S]*image\/png/,
    );
  });

  test('values as the sheet shows them, in their places', async () => {
    await run({});
    expect(made('0002.txt')).toContain('member number 004254');
    expect(made('0002.txt')).toContain('is kept for you until 9 February 2027');
    expect(made('0002.txt')).toContain("Seán O'Brien\t€189.75");
    expect(made('0002.html')).toContain('https://harbour-concerts.example/renew?member=004254');
    expect(made('0004.txt')).toContain('FRANCE');
    const all = readdirSync(join(folder, 'mails'))
      .filter((name) => name.endsWith('.html'))
      .map(made);
    expect(all.filter((html) => /[«»]|MERGEFIELD|\{\{/.test(html))).toEqual([]);
  });

  test('twice the same bytes', async () => {
    await run({});
    const first = made('0001.eml');
    await run({});
    expect(made('0001.eml')).toBe(first);
  });
});

describe('lists with problems', () => {
  const letter = () => file('letter.docx', docxOf(p(r('Dear {{Name}}, {{Zip}}'))));

  test('a row without a usable address is rendered; everything odd is in the report', async () => {
    const data = file('list.csv', 'Name,Mail\nAda,a@x.de\nBob,nobody\n,\n,A@X.de\n');
    const { code } = await run({ template: letter(), data });
    expect(code).toBe(0);
    expect(made('0002.txt')).toBe('Dear Bob,');
    expect((await simpleParser(made('0002.eml'))).to).toBeUndefined();
    expect(report()).toMatchObject({ unmatchedFields: ['Zip'], matched: { Name: 'Name' }, rows: 3, recipients: 2 });
    expect(report().problems.map(({ code, row }) => [code, row])).toEqual([
      ['ROWS_BLANK', undefined],
      ['FIELD_UNMATCHED', undefined],
      ['ADDRESS_INVALID', 2],
      ['VALUE_EMPTY', 3],
      ['ADDRESS_REPEATED', 3],
    ]);
  });

  test('a column for the addresses can be named; without any it is one problem, not one a row', async () => {
    const data = file('list.csv', 'Name,Work,Home\nAda,a@x.de,b@x.de\n');
    await run({ template: letter(), data, toField: 'home' });
    expect((await simpleParser(made('0001.eml'))).to).toMatchObject({ value: [{ address: 'b@x.de' }] });
    await run({ template: letter(), data: file('list2.csv', 'Name\nAda\nBob\n') });
    expect(report().problems.map(({ code }) => code)).toEqual(['ADDRESS_COLUMN_MISSING', 'FIELD_UNMATCHED']);
  });

  test('mails of an earlier, longer list go; other files stay', async () => {
    const template = letter();
    await run({ template, data: file('long.csv', 'Name\nA\nB\nC\n') });
    writeFileSync(join(folder, 'mails', 'notes.txt'), 'mine');
    await run({ template, data: file('short.csv', 'Name\nA\n') });
    expect(readdirSync(join(folder, 'mails')).toSorted()).toEqual([
      '0001.eml',
      '0001.html',
      '0001.txt',
      'notes.txt',
      'report.json',
    ]);
  });

  test('one message is not called messages', async () => {
    const data = file('one.csv', 'Email,First Name\nben@example.com,Ben\n');
    const template = file('letter.html', '<p>Hello {{First Name}} {{Nobody}}</p>');
    const { out } = await run({ template, data, subject: 'Hello' });
    expect(out[0]).toMatch(/^1 message in .*, 1 with an address, 1 problem \(report\.json\)\.$/);
  });

  test('an HTML letter', async () => {
    const template = file('letter.html', '<p>Dear {{Name}}</p>');
    await run({ template, data: file('list.json', '[{"Name":"A<b"}]') });
    expect(made('0001.html')).toContain('<p>Dear A&lt;b</p>');
  });
});

describe('input that cannot be used: exit 2, one line, nothing written', () => {
  test.each([
    ['no letter', { template: 'nowhere.docx' }, /^nowhere\.docx: This file cannot be read: there is no such file\.$/],
    ['a folder as letter', { template: SAMPLES }, /it is a folder, not a file/],
    ['a list as letter', { template: PEOPLE }, /people\.xlsx: This file is not a Word document: it has no main text/],
    ['a letter as list', { data: LETTER }, /letter\.docx: This is a Word document, not a list/],
    ['no list', { data: 'nowhere.csv' }, /^nowhere\.csv: This file cannot be read/],
    ['a sheet that is not there', { sheet: 'No\nsuch' }, /There is no sheet «No such» in this workbook\. It has «Members»\./],
    ['a column that is not there', { toField: 'Fax' }, /There is no column «Fax» for the addresses\. The list has «Member No»/],
  ])('%s', async (_, options, line) => {
    const { code, err, out } = await run(options);
    expect([code, out, err.length]).toEqual([2, [], 1]);
    expect(err[0]).toMatch(line);
    expect(err[0]).not.toContain('\n');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a folder that cannot be made', async () => {
    const { code, err } = await run({ out: join(file('plain', 'x'), 'mails') });
    expect([code, err.length]).toEqual([2, 1]);
    expect(err[0]).toMatch(/The files cannot be written: a part of the path is a file/);
  });
});
