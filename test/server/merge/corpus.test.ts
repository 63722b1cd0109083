/**
 * Third-party letters and lists, read from CORPUS_DIR where it is set. It counts cases that pass and fails only below
 * the number reached so far; a case that is wrong in itself is named with its reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { PLAIN_MERGE } from '../../../shared/api/mergeSettings.ts';
import { matchColumns } from '../../../shared/merge/fieldNames.ts';
import { decodeEntities } from '../../../server/merge/htmlLetter/decodeEntities.ts';
import { readField } from '../../../server/merge/fields/evaluateField.ts';
import type { ListTable } from '../../../server/merge/lists/listTable.ts';
import { readRows, readTable } from '../../../server/merge/lists/readList.ts';
import { analyse } from '../../../server/merge/analyse.ts';
import type { CompiledLetter } from '../../../server/merge/compiledLetter.ts';
import { compileSubject } from '../../../server/merge/compileSubject.ts';
import { compileLetter, renderMessage } from '../../../server/merge/renderMessage.ts';
import { field, p } from '../../support/docxOf.ts';
import { mergeRow, wordLetter } from '../../support/mergeRow.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';

const folder = process.env['CORPUS_DIR'] ?? '';
const present = folder !== '' && existsSync(join(folder, 'docx', 'cases.json'));
const when = present ? test : test.skip;
const note = present ? '' : ' (skipped: CORPUS_DIR names no folder with docx and tables)';

/** Passed when this was written. */
const FLOORS = { letters: 21, tables: 21, switches: 59 };

/** mf12 forbids the word MERGEFORMAT, which its letter has as ordinary text ("Hallo, lower no MERGEFORMAT"). */
const OWN_WORDS: Record<string, string[]> = { 'mf12-switches-and-case': ['MERGEFORMAT'] };

type LetterCase = {
  id: string;
  kind: string;
  file: string;
  expect_fields?: string[];
  html_has?: string[];
  html_counts?: Record<string, number>;
  count_of?: Record<string, number>;
  rows: { data: Record<string, string | number>; text_contains: string[]; text_absent: string[] }[];
};

const load = (...path: string[]): unknown => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

function wordsOf(html: string): string {
  const blocks = html.replace(/<(?:\/?(?:p|h\d|li|ul|ol|td|th|tr|table|div)|br)\b[^>]*>/gi, ' ');
  return plain(decodeEntities(blocks.replace(/<[^>]*>/g, '')));
}

function letterFaults(one: LetterCase): string[] {
  const read = compileLetter({ kind: 'docx', bytes: readFileSync(join(folder, 'docx', one.file)), name: one.file });
  if (!read.ok) return [read.text];
  return one.rows.flatMap((row) => {
    const table = readRows([{ ...row.data, ' row': 1 }]);
    return table.ok ? rowFaultsOf(one, read.value, row, table.value) : [table.text];
  });
}

function rowFaultsOf(one: LetterCase, letter: CompiledLetter, row: LetterCase['rows'][number], table: ListTable): string[] {
  const columns = matchColumns([...letter.fields, ...letter.asideFields], table.headers);
  const fields = analyse(letter, compileSubject(''), table, columns, null, {}, PLAIN_MERGE).fields.map(({ name }) => name);
  const message = renderMessage(letter, compileSubject(''), table, columns, null, 0);
  const words = wordsOf(message.html);
  const absent = row.text_absent.filter((text) => OWN_WORDS[one.id]?.includes(text) !== true);
  const wanted = one.expect_fields ?? fields;
  const counted = (inside: string, text: string) => inside.split(text).length - 1;
  return [
    ...(wanted.every((name) => fields.includes(name)) && fields.length === wanted.length ? [] : [`fields ${fields.join(', ')}`]),
    ...row.text_contains.filter((text) => !words.includes(plain(text))).map((text) => `lacks ${text}`),
    ...absent.filter((text) => words.includes(text) || message.text.includes(text)).map((text) => `has ${text}`),
    ...(one.html_has ?? []).filter((text) => !message.html.includes(text)).map((text) => `lacks ${text}`),
    ...Object.entries(one.html_counts ?? {}).flatMap(([text, count]) =>
      counted(message.html, text) === count ? [] : [`has ${text} ${counted(message.html, text)} times`],
    ),
    ...Object.entries(one.count_of ?? {}).flatMap(([text, count]) =>
      counted(words, text) === count ? [] : [`has ${text} ${counted(words, text)} times`],
    ),
  ];
}

type Cell = string | { any?: string[]; date?: string };
type TableCase = {
  id: string;
  file: string;
  sheet?: string;
  sheets?: string[];
  hidden_sheets?: string[];
  headers: string[] | null;
  rows: Cell[][] | null;
  expect_problems?: { row: number }[];
  first_header?: string;
  first_cell?: string;
  row_count?: number;
  header_count?: number;
  cell?: { ref: string; any: string[] };
};

function tableFaults(one: TableCase): string[] {
  const read = readTable(readFileSync(join(folder, 'tables', one.file)), one.file);
  if (!read.ok) return [read.text];
  const { headers, rows, sheets, sheet } = read.value;
  const faults: string[] = [];
  const same = (what: string, got: unknown, wanted: unknown) => {
    if (JSON.stringify(got) !== JSON.stringify(wanted))
      faults.push(`${what}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
  };
  if (one.headers !== null)
    same(
      'headers',
      headers.map((header) => header.replace(/ \(2\)$/, '')),
      one.headers,
    );
  if (one.sheet !== undefined) same('sheet', sheet, one.sheet);
  if (one.sheets !== undefined) same('sheets', sheets, one.sheets);
  if (one.hidden_sheets?.some((name) => sheets.includes(name)) === true) faults.push('a hidden sheet is offered');
  if (one.first_header !== undefined) same('first heading', headers[0], one.first_header);
  if (one.first_cell !== undefined) same('first cell', rows[0]?.[0], one.first_cell);
  if (one.row_count !== undefined) same('rows', rows.length, one.row_count);
  if (one.header_count !== undefined) same('columns', headers.length, one.header_count);
  if (one.cell !== undefined) same('cell', one.cell.any.includes(rows[Number(one.cell.ref.slice(1)) - 2]?.[0] ?? ''), true);
  for (const problem of one.expect_problems ?? []) {
    if (!read.remarks.some((remark) => remark.row === problem.row)) faults.push(`row ${problem.row} is not reported`);
  }
  faults.push(...rowFaults(rows, one.rows ?? []));
  return faults;
}

function rowFaults(rows: string[][], wanted: Cell[][]): string[] {
  return wanted.flatMap((cells, row) =>
    cells.flatMap((cell, column) => {
      const got = rows[row]?.[column] ?? '';
      return fits(got, cell) ? [] : [`row ${row + 1}: ${got} instead of ${JSON.stringify(cell)}`];
    }),
  );
}

function fits(got: string, cell: Cell): boolean {
  const lines = (text: string) => text.replace(/\r\n?/g, '\n');
  if (typeof cell === 'string') return lines(got) === lines(cell);
  if (cell.any?.includes(got) === true) return true;
  if (cell.date === undefined) return false;
  const meaning = readField(['MERGEFIELD d \\@ "yyyy-MM-dd"']);
  return (
    meaning.kind === 'value' &&
    meaning.slot.evaluate(scopeOf(() => got.replace(/^(\d+\/\d+)\/(\d\d)\b/, '$1/19$2'))).startsWith(cell.date.slice(0, 10))
  );
}

type SwitchCase = { id: string; instr: string; value: string; expected: string };

/** As a field of a letter. What Word prints for a switch without an argument may be told beforehand instead. */
function switchFaults({ instr, value, expected }: SwitchCase): string[] {
  const written = instr.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const { html, letter } = mergeRow(wordLetter(p(field(written))), { foo: value });
  const got = wordsOf(html);
  if (got === plain(expected)) return [];
  const told = letter.remarks.some(({ code }) => code === 'FIELD_SWITCH_NOT_SUPPORTED');
  return expected.startsWith('Error!') && told ? [] : [got];
}

function count<T extends { id: string }>(cases: T[], faultsOf: (one: T) => string[]): { passed: number; line: string } {
  const failing = cases.flatMap((one) => {
    const faults = faultsOf(one);
    return faults.length === 0 ? [] : [`${one.id}: ${faults.slice(0, 2).join('; ')}`];
  });
  const passed = cases.length - failing.length;
  return { passed, line: `${passed} of ${cases.length} pass${failing.length === 0 ? '' : `; not: ${failing.join(' | ')}`}` };
}

function say(what: string, line: string): void {
  process.stdout.write(`corpus ${what}: ${line}\n`);
}

describe(`the corpus of other people's files${note}`, () => {
  when('letters with merge fields, {{ }}, content controls and tables', () => {
    const all = (load('docx', 'cases.json') as { cases: LetterCase[] }).cases;
    const { passed, line } = count(all, letterFaults);
    say('letters', line);
    expect(passed).toBeGreaterThanOrEqual(FLOORS.letters);
  });

  when('lists', () => {
    const { passed, line } = count((load('tables', 'cases.json') as { cases: TableCase[] }).cases, tableFaults);
    say('tables', line);
    expect(passed).toBeGreaterThanOrEqual(FLOORS.tables);
  });

  when('switches of merge fields', () => {
    const { passed, line } = count((load('docx', 'switches.json') as { cases: SwitchCase[] }).cases, switchFaults);
    say('switches', line);
    expect(passed).toBeGreaterThanOrEqual(FLOORS.switches);
  });
});
