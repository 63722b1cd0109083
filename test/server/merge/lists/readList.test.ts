import { describe, expect, test } from '@jest/globals';
import { utils, write, type CellObject } from '@e965/xlsx';
import { ROWS_MAX } from '../../../../shared/api/campaigns.ts';
import { readList, readRows, readTable } from '../../../../server/merge/lists/readList.ts';
import { zipOf } from '../../../support/docxOf.ts';

const bytes = (text: string) => Buffer.from(text);

function grid(content: Uint8Array, name = 'list.csv'): string[][] {
  const read = readTable(content, name);
  if (!read.ok) throw new Error(read.text);
  return [read.value.headers, ...read.value.rows];
}

function remarks(content: Uint8Array, name = 'list.csv'): string[] {
  const read = readList(content, name);
  if (!read.ok) throw new Error(read.text);
  return read.remarks.map((remark) => `${remark.code}${remark.row === undefined ? '' : ` ${remark.row}`}`);
}

describe('csv', () => {
  const plain = [
    ['a', 'b'],
    ['1', '2'],
    ['3', '4'],
  ];
  test.each([
    ['commas', bytes('a,b\n1,2\n3,4\n'), plain],
    ['semicolons', bytes('a;b\n1;2\n3;4'), plain],
    ['tabs', bytes('a\tb\r\n1\t2\r\n3\t4\r\n'), plain],
    ['a line that names the delimiter', bytes('sep=|\r\na|b\r\n1|2\r\n3|4'), plain],
    ['CR alone', bytes('a,b\r1,2\r3,4\r'), plain],
    ['LF among CRLF', bytes('a,b\r\n1,2\n3,4\r\n'), plain],
    ['CRLF among LF', bytes('a,b\n1,2\r\n3,4\n'), plain],
    ['CR doubled by a transfer', bytes('a,b\r\r\n1,2\r\r\n3,4\r\r\n'), plain],
    ['blank lines between rows', bytes('a,b\n\n1,2\n\n\n3,4\n\n'), plain],
    ['a byte order mark', bytes('\ufeffa,b\n1,2\n3,4'), plain],
    ['UTF-16 LE', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a,b\n1,2\n3,4', 'utf16le')]), plain],
    ['UTF-16 without a mark', Buffer.from('a,b\n1,2\n3,4', 'utf16le'), plain],
    [
      'decimal commas between semicolons',
      bytes('name;sum\nA;1,50\nB;2,75'),
      [
        ['name', 'sum'],
        ['A', '1,50'],
        ['B', '2,75'],
      ],
    ],
    ['one column', bytes('Email\na@b.de\nc@d.de'), [['Email'], ['a@b.de'], ['c@d.de']]],
    [
      'quotes, line breaks and leading zeros',
      bytes('a,b\n"x ""y"", z","1\n2"\n007,'),
      [
        ['a', 'b'],
        ['x "y", z', '1\n2'],
        ['007', ''],
      ],
    ],
    ['blank lines above the headings', bytes('\n\n,\na,b\n1,2\n3,4'), plain],
    ['blanks around headings', bytes(' a , b\n1,2\n3,4'), plain],
  ])('%s', (_, content, wanted) => {
    expect(grid(content)).toEqual(wanted);
  });

  test('a blank line between all rows of a long list takes no row away', () => {
    const list = Array.from({ length: ROWS_MAX }, (_, index) => `p${index}@example.com\n\n`).join('');
    expect(grid(bytes(`Email\n\n${list}`))).toHaveLength(ROWS_MAX + 1);
    expect(readTable(bytes(`Email\n\n${list}more@example.com\n`), 'list.csv')).toMatchObject({ code: 'LIST_TOO_LONG' });
  });

  test('the row of broken quotation marks is counted without blank lines', () => {
    expect(remarks(bytes('a,b\n\n1,2\n\n\n3,"4\n'))).toEqual(['QUOTES_BROKEN 2']);
  });

  test('Windows-1252 is a guess that is told', () => {
    const content = Buffer.from('Name,Ort\nJos\xe9,K\xf6ln\n', 'latin1');
    expect(grid(content)[1]).toEqual(['José', 'Köln']);
    expect(remarks(content)).toEqual(['ENCODING_GUESSED']);
  });

  test('rows with too many or too few cells are named and stay where they are', () => {
    const content = bytes('a,b\n1,2,3\n4\n5,6\n');
    expect(grid(content)).toEqual([
      ['a', 'b'],
      ['1', '2', '3'],
      ['4', ''],
      ['5', '6'],
    ]);
    expect(remarks(content)).toEqual(['ROW_TOO_LONG 1', 'ROW_TOO_SHORT 2']);
  });

  test('columns with one name are told apart, those without a name and blank rows cannot be merged', () => {
    const content = bytes('i,i,,i (2),i\n1,2,3,4,5\n,,,,\n6,7,8,9,\n');
    const read = readList(content, 'x.csv');
    expect(read.ok && read.value.headers).toEqual(['i', 'i (3)', 'i (2)', 'i (4)']);
    expect(read.ok && read.value.rows).toEqual([
      ['1', '2', '4', '5'],
      ['6', '7', '9', ''],
    ]);
    expect(remarks(content)).toEqual(['COLUMN_REPEATED', 'COLUMN_REPEATED', 'COLUMN_UNNAMED', 'ROWS_BLANK']);
  });

  test('row numbers of remarks follow when blank rows are left out', () => {
    expect(remarks(bytes('a,b\n,\n1,2,3\n'))).toEqual(['ROW_TOO_LONG 1', 'ROWS_BLANK']);
  });
});

function workbook(sheets: Record<string, (CellObject | string | null)[][]>, hidden: string[] = []): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
  book.Workbook = { Sheets: Object.keys(sheets).map((name) => ({ name, Hidden: hidden.includes(name) ? 1 : 0 })) };
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array;
}

const n = (v: number, z: string): CellObject => ({ t: 'n', v, z });

describe('xlsx', () => {
  test('values as the sheet shows them', () => {
    const row = [
      n(4217, '000000'),
      n(1234.5, '"€"#,##0.00'),
      n(45000, 'd mmm yyyy'),
      n(0.25, '0%'),
      n(-3, '_($* #,##0.00_)'),
      { t: 'b', v: true } as CellObject,
      '007',
    ];
    expect(grid(workbook({ S: [['a', 'b', 'c', 'd', 'e', 'f', 'g'], row] }), 'x.xlsx')[1]).toEqual(
      ['004217', '€1,234.50', '15 Mar 2023', '25%', '-$3.00', 'TRUE', '007'].map((text) =>
        text === '-$3.00' ? expect.stringMatching(/-?\$\s*-?3\.00/) : text,
      ),
    );
  });

  test.each([
    ['dd.mm.yyyy', 45417, '05.05.2024'],
    ['d. mmmm yyyy', 45417, '5. May 2024'],
    ['[$-407]d. mmmm yyyy;@', 45417, '5. Mai 2024'],
    ['d.m.yyyy "a.b"', 45417, '5.5.2024 a.b'],
    ['hh.mm.ss.00', 0.5, '12.00.00.00'],
    ['General "kg"', 12.5, '12.5 kg'],
    ['"No. "General', -7, '-No. 7'],
    ['General', 1234.5, '1234.5'],
  ])('the format %s', (format, value, shown) => {
    expect(grid(workbook({ S: [['a'], [n(value, format)]] }), 'x.xlsx')[1]).toEqual([shown]);
    expect(remarks(workbook({ S: [['a'], [n(value, format)]] }), 'x.xlsx')).toEqual([]);
  });

  test('a format that cannot be applied is told by row and column', () => {
    const read = readList(
      workbook({
        S: [
          ['Name', 'Day'],
          ['Ada', n(45417, 'yyyy~N')],
        ],
      }),
      'x.xlsx',
    );
    expect(read.ok && read.remarks).toMatchObject([{ code: 'CELL_FORMAT_UNKNOWN', row: 1, column: 'Day' }]);
    expect(read.ok && read.value.rows).toEqual([['Ada', '45417']]);
  });

  test('the first sheet with something in it; hidden ones are not offered', () => {
    const content = workbook({ Empty: [[]], Secret: [['x'], ['1']], List: [['Name'], ['Ada']] }, ['Secret']);
    const read = readList(content, 'x.xlsx');
    expect(read.ok && [read.value.sheet, read.value.sheets, read.value.rows]).toEqual(['List', ['Empty', 'List'], [['Ada']]]);
  });

  test('another sheet by name, whatever its case; one that is not there names those that are', () => {
    const content = workbook({ One: [['a'], ['1']], Two: [['b'], ['2']] });
    const two = readList(content, 'x.xlsx', { sheet: 'two' });
    expect(two.ok && two.value.headers).toEqual(['b']);
    const none = readList(content, 'x.xlsx', { sheet: 'Three' });
    expect(none.ok ? '' : none.text).toBe('There is no sheet «Three» in this workbook. It has «One», «Two».');
  });

  test('error values are reported by row and column', () => {
    const content = workbook({
      S: [
        ['Name', 'Sum'],
        ['Ada', '1'],
        ['Bob', { t: 'e', v: 0x07 }],
      ],
    });
    const read = readList(content, 'x.xlsx');
    expect(read.ok && read.remarks).toEqual([
      {
        code: 'CELL_ERROR',
        row: 2,
        column: 'Sum',
        text: 'Row 2 shows the error «#DIV/0!» in «Sum». Correct it in the workbook.',
      },
    ]);
  });
});

describe('JSON rows', () => {
  test('headings are all keys in order; numbers and 0 stay, null is empty', () => {
    const read = readRows([
      { a: 0, b: 'x' },
      { c: true, a: null },
    ]);
    expect(read.ok && [read.value.headers, ...read.value.rows]).toEqual([
      ['a', 'b', 'c'],
      ['0', 'x', ''],
      ['', '', 'true'],
    ]);
  });

  test('as a file', () => {
    expect(grid(bytes('[{"a":1}]'), 'x.json')).toEqual([['a'], ['1']]);
  });
});

describe('what is refused', () => {
  const many = `Email\n${'a@b.de\n'.repeat(100_001)}`;
  test.each([
    ['an empty file', bytes(''), 'x.csv', 'LIST_EMPTY', /empty file/],
    ['headings only', bytes('a,b\n'), 'x.csv', 'LIST_EMPTY', /headings but no rows/],
    ['blanks only', bytes(' , \n,\n'), 'x.csv', 'LIST_EMPTY', /This list is empty/],
    ['100,001 rows', bytes(many), 'x.csv', 'LIST_TOO_LONG', /more than 100,000 rows/],
    ['a binary file', Buffer.from([0x25, 0, 1, 2, 0, 3, 9, 0, 0, 7]), 'x.csv', 'LIST_UNREADABLE', /binary data/],
    ['an empty workbook', workbook({ S: [[]] }), 'x.xlsx', 'LIST_EMPTY', /«S» is empty/],
    ['a workbook with headings only', workbook({ S: [['a', 'b']] }), 'x.xlsx', 'LIST_EMPTY', /«S» has headings but no rows/],
    ['only hidden sheets', workbook({ S: [['a'], ['1']] }, ['S']), 'x.xlsx', 'LIST_EMPTY', /no visible sheet/],
    ['no workbook', bytes('Name,Email'), 'x.xlsx', 'LIST_UNREADABLE', /not an Excel workbook/],
    [
      'an old or protected workbook',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(99)]),
      'x.xlsx',
      'LIST_UNREADABLE',
      /password-protected or old \.xls/,
    ],
    ['another zip', zipOf({ 'a.txt': 'x' }), 'x.xlsx', 'LIST_UNREADABLE', /no Excel workbook/],
    [
      'a document type in a part',
      zipOf({ 'xl/workbook.xml': '<!DOCTYPE x><workbook/>' }),
      'x.xlsx',
      'LIST_UNREADABLE',
      /document type/,
    ],
    ['JSON that is no list', bytes('{"a":1}'), 'x.json', 'LIST_UNREADABLE', /not a list/],
    ['JSON with lists in it', bytes('[{"a":1},{"a":1,"b":[2]}]'), 'x.json', 'LIST_UNREADABLE', /Row 2 .*«b»/],
    ['JSON that is none', bytes('[{]'), 'x.json', 'LIST_UNREADABLE', /not valid JSON/],
    ['30 MB', Buffer.alloc(30 * 1024 * 1024), 'x.csv', 'TOO_LARGE', /has 30 MB, and 20 MB is the most/],
  ])('%s', (_, content, name, code, sentence) => {
    const read = readList(content, name);
    expect(read.ok ? 'taken' : `${read.code}: ${read.text}`).toMatch(new RegExp(`^${code}: .*${sentence.source}`));
  });

  test('100,000 rows are taken', () => {
    const read = readList(bytes(`Email\n${'a@b.de\n'.repeat(100_000)}`), 'x.csv');
    expect(read.ok && read.value.rows.length).toBe(100_000);
  });

  test('100,001 rows of a workbook', () => {
    const read = readList(workbook({ S: Array.from({ length: 100_002 }, (_, row) => [row === 0 ? 'a' : '1']) }), 'x.xlsx');
    expect(read.ok ? 'taken' : read.code).toBe('LIST_TOO_LONG');
  });
});
