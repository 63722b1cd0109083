import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { diskAccess, type FileAccess } from '../../../server/cli/fileAccess.ts';
import { printTable } from '../../../server/cli/printTable.ts';

const PEOPLE = join(import.meta.dirname, '../../../samples/people.xlsx');

async function run(data: string, content?: string, sheet?: string): Promise<{ code: number; out: string; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const files: FileAccess = content === undefined ? diskAccess : { ...diskAccess, read: async () => Buffer.from(content) };
  const code = await printTable({ data, sheet }, { out: (line) => out.push(line), err: (line) => err.push(line) }, files);
  return { code, out: out.join('\n'), err };
}

describe('the table command', () => {
  test('prints sheets, headings and cells as the sheet shows them', async () => {
    const { code, out } = await run(PEOPLE);
    const table = JSON.parse(out) as { sheets: string[]; sheet: string; headers: string[]; rows: string[][]; remarks: unknown[] };
    expect([code, table.sheets, table.sheet, table.rows.length, table.remarks]).toEqual([0, ['Members'], 'Members', 25, []]);
    expect(table.headers.slice(0, 3)).toEqual(['Member No', 'Title', 'First Name']);
    expect(table.rows[1]).toEqual([
      '004254',
      'Mr',
      'Seán',
      "O'Brien",
      'Galway Boat Works',
      'member02@example.com',
      '3 Dock Road',
      'H91 E2K7',
      'Galway',
      'Ireland',
      'Row B, seat 21',
      '9 Feb 2027',
      '€189.75',
      'Declan Burke',
    ]);
  });

  test('shows what is odd: unnamed columns and blank rows are still there', async () => {
    const { out } = await run('x.csv', 'a,\n1,2\n,\n3\n');
    expect(JSON.parse(out)).toEqual({
      sheets: [],
      sheet: null,
      headers: ['a', ''],
      rows: [
        ['1', '2'],
        ['', ''],
        ['3', ''],
      ],
      remarks: [
        { code: 'ROW_TOO_SHORT', row: 3, text: 'Row 3 has only 1 cell for 2 headings; the rest is empty.' },
        {
          code: 'COLUMN_UNNAMED',
          text: 'Column 2 has no heading, so no field can use it. Give it a name in the first row if you need it.',
        },
      ],
    });
  });

  test('headings without rows are printed and told', async () => {
    const { code, out } = await run('x.csv', 'a,b\n');
    expect([code, (JSON.parse(out) as { remarks: { code: string }[] }).remarks.map((remark) => remark.code)]).toEqual([
      0,
      ['LIST_EMPTY'],
    ]);
  });

  test.each([
    ['nowhere.csv', undefined, undefined, 'nowhere.csv: This file cannot be read: there is no such file.'],
    ['x.csv', '', undefined, 'x.csv: The list «x.csv» is an empty file. Choose the file with the people.'],
    [PEOPLE, undefined, 'Guests', `${PEOPLE}: There is no sheet «Guests» in this workbook. It has «Members».`],
  ])('%s ends with 2 and one line', async (data, content, sheet, line) => {
    expect(await run(data, content, sheet)).toEqual({ code: 2, out: '', err: [line] });
  });
});
