import { describe, expect, test } from '@jest/globals';
import type { ListReading } from '../../../../shared/api/mergeSettings.ts';
import { readList } from '../../../../server/merge/lists/readList.ts';
import type { ListTable } from '../../../../server/merge/lists/listTable.ts';
import { textRow, xlsxOf, type XlsxParts } from '../../../support/xlsxOf.ts';

function taken(parts: XlsxParts, reading: ListReading = {}): ListTable & { remarks: string[] } {
  const read = readList(xlsxOf(parts), 'list.xlsx', reading);
  if (!read.ok) throw new Error(read.text);
  return { ...read.value, remarks: read.remarks.map(({ code, row }) => `${code}${row === undefined ? '' : ` ${row}`}`) };
}

function refused(parts: XlsxParts, reading: ListReading = {}): string {
  const read = readList(xlsxOf(parts), 'list.xlsx', reading);
  return read.ok ? 'taken' : read.text;
}

const S = (rows: string, more: Omit<XlsxParts, 'sheets'> = {}): XlsxParts => ({ sheets: { S: rows }, ...more });
const people = [textRow(1, ['Name', 'City']), textRow(2, ['Ada', 'London']), textRow(3, ['Bob', 'Rome'])];

describe('cells', () => {
  test('rich text, what is pronounced, escapes and blanks', () => {
    const texts = [
      '<r><t>Ada </t></r><r><rPr><b/></rPr><t>Poe</t></r><rPh sb="0" eb="1"><t>えい</t></rPh>',
      ' a_x000D_\nb ',
      '_x005F_x41_',
    ];
    const rows = `${textRow(1, ['a', 'b', 'c'])}<row r="2">${texts.map((_, index) => `<c t="s"><v>${index}</v></c>`).join('')}</row>`;
    expect(taken(S(rows, { texts })).rows).toEqual([['Ada Poe', ' a\nb ', '_x41_']]);
  });

  test('whole numbers keep their digits as long as Excel knows them', () => {
    const cells = [123456789012, -999999999999999, 123456789012.5].map((value) => `<c><v>${value}</v></c>`).join('');
    const list = taken(S(`${textRow(1, ['a', 'b', 'c'])}<row>${cells}</row>`));
    expect([list.rows, list.remarks]).toEqual([[['123456789012', '-999999999999999', '1.23457E+11']], ['CELL_SHORTENED 1']]);
  });

  test('leading zeros and long numbers as text stay; longer numbers are shown as Excel shows them, which is told', () => {
    const rows = `${textRow(1, ['a', 'b', 'c'])}<row r="2"><c r="A2" t="str"><v>007</v></c><c r="B2" t="str"><v>1234567890123456789</v></c><c r="C2"><v>1234567890123456789</v></c></row>`;
    const list = taken(S(rows));
    expect(list.rows).toEqual([['007', '1234567890123456789', '1.23457E+18']]);
    expect([list.remarks, list.exact]).toEqual([['CELL_SHORTENED 1'], [{ 2: '1234567890123460000' }]]);
  });

  test('what is behind the text that is shown', () => {
    const formats = ['#,##0.00 "€"', 'd mmm yyyy', 'h:mm', '[h]:mm', '0%', 'General'];
    const values = [1234.567, 46346.645833333336, 0.5, 1.5, 0.256, 42];
    const cells = values.map((value, index) => `<c s="${index + 1}"><v>${value}</v></c>`).join('');
    const list = taken(S(`${textRow(1, ['a', 'b', 'c', 'd', 'e', 'f'])}<row>${cells}</row>`, { formats }));
    expect(list.rows).toEqual([['1,234.57 €', '20 Nov 2026', '12:00', '36:00', '26%', '42']]);
    expect(list.exact).toEqual([{ 0: '1234.567', 1: '2026-11-20T15:30:00', 2: '1899-12-31T12:00:00', 4: '0.256' }]);
  });

  test('days that count from 1904', () => {
    const rows = `${textRow(1, ['Day', 'Time'])}<row r="2"><c s="1"><v>44884</v></c><c s="2"><v>1.25</v></c></row>`;
    const list = taken(S(rows, { formats: ['yyyy-mm-dd', '[h]:mm'], from1904: true }));
    expect([list.rows, list.exact]).toEqual([[['2026-11-20', '30:00']], [{ 0: '2026-11-20T00:00:00' }]]);
  });

  test('a strict workbook, with dates in words of ISO 8601', () => {
    const rows = `${textRow(1, ['a', 'b'])}<row r="2"><c t="d"><v>2026-11-20</v></c><c s="1" t="d"><v>2026-11-20T15:30:00</v></c></row>`;
    const list = taken(S(rows, { strict: true, formats: ['h:mm AM/PM'] }));
    expect([list.rows, list.exact]).toEqual([
      [['11/20/2026', '3:30 PM']],
      [{ 0: '2026-11-20T00:00:00', 1: '2026-11-20T15:30:00' }],
    ]);
  });

  test('formulas show what was stored; where nothing was, it is told', () => {
    const rows = `${textRow(1, ['a', 'b', 'c'])}<row r="2"><c t="str"><f>A1&amp;"x"</f><v>ax</v></c><c><f>1+1</f><v>2</v></c><c><f>NOW()</f></c></row>`;
    const list = taken(S(rows));
    expect([list.rows, list.remarks]).toEqual([[['ax', '2', '']], ['FORMULA_NOT_CALCULATED 1']]);
  });

  test('truth values, errors and text formats', () => {
    const rows = `${textRow(1, ['a', 'b', 'c'])}<row r="2"><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str" s="1"><v>Poe</v></c></row>`;
    const list = taken(S(rows, { formats: ['0;0;0;"Mr. "@'] }));
    expect([list.rows, list.remarks]).toEqual([[['TRUE', '#N/A', 'Mr. Poe']], ['CELL_ERROR 1']]);
  });

  test('prefixes, places that are not written, markup of other namespaces, and a > inside of a format', () => {
    const sheet =
      '<x:worksheet xmlns:x="urn:x" xmlns:y="urn:y"><x:sheetData><x:row><x:c t="str"><x:v>a</x:v></x:c></x:row><!-- <x:row> --><x:row><y:c t="str"><y:v>no</y:v></y:c><x:c s="1"><x:v><![CDATA[150]]></x:v></x:c></x:row></x:sheetData></x:worksheet>';
    const styles = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="[>100]&quot;much&quot;;0"/></numFmts><cellXfs><xf/><xf numFmtId="200"/></cellXfs><dxfs><dxf><numFmt numFmtId="200" formatCode="0.00"/></dxf></dxfs></styleSheet>`;
    expect(taken({ sheets: { S: '' }, files: { 'xl/worksheets/sheet1.xml': sheet, 'xl/styles.xml': styles } }).rows).toEqual([
      ['much'],
    ]);
  });
});

describe('rows and columns', () => {
  const filtered = S(`${people[0]}${people[1]?.replace('<row', '<row hidden="1"')}${people[2]}`);

  test('hidden rows are left out and told, or read where they are wanted', () => {
    const [plain, all] = [taken(filtered), taken(filtered, { hiddenRows: true })];
    expect([plain.rows, plain.remarks]).toEqual([[['Bob', 'Rome']], ['ROWS_HIDDEN']]);
    expect([all.rows.length, all.remarks]).toEqual([2, []]);
  });

  test('a sheet whose rows are all hidden says so', () => {
    expect(refused(S(people.map((row) => row.replace('<row', '<row hidden="true"')).join('')))).toMatch(/all of them are hidden/);
  });

  test('hidden columns can be used, and are named', () => {
    const list = taken(S(`<cols><col min="2" max="2" hidden="1"/></cols><sheetData>${people.join('')}</sheetData>`));
    expect([list.headers, list.remarks]).toEqual([['Name', 'City'], ['COLUMNS_HIDDEN']]);
  });

  test('of merged cells the first counts; several people in one are told', () => {
    const rows = `<sheetData>${textRow(1, ['Name', 'City'])}${textRow(2, ['Ada', 'London'])}${textRow(3, ['Bob', 'left over'])}</sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>`;
    const list = taken(S(rows));
    expect([list.rows, list.remarks]).toEqual([
      [
        ['Ada', 'London'],
        ['Bob', ''],
      ],
      ['CELLS_MERGED 1'],
    ]);
  });

  test('a list that starts further right and below a title, with a stray cell far away', () => {
    const rows = `${textRow(2, ['', '', 'Members 2027'])}${textRow(4, ['', '', 'Name', 'City', 'Zip'])}<row r="5"><c r="C5" t="str"><v>Ada</v></c><c r="D5" t="str"><v>Rome</v></c><c r="E5" s="1"><v>7</v></c></row><row r="1048576"><c r="C1048576" t="str"><v>x</v></c></row>`;
    const list = taken(S(rows, { formats: ['00000'] }));
    expect([list.headers, list.rows[0], list.exact?.[0], list.headerRow]).toEqual([
      ['Name', 'City', 'Zip'],
      ['Ada', 'Rome', '00007'],
      { 2: '7' },
      4,
    ]);
    expect(list.firstLines?.slice(0, 5)).toEqual([
      ['', '', ''],
      ['Members 2027', '', ''],
      ['', '', ''],
      ['Name', 'City', 'Zip'],
      ['Ada', 'Rome', '00007'],
    ]);
    expect(list.remarks).toEqual(['HEADINGS_BELOW', 'ROWS_BLANK']);
  });

  test('the row of the headings by choice', () => {
    const rows = `${textRow(1, ['Person', 'Place'])}${people.map((row) => row.replace(/"(\w?)(\d)"/g, (_, c: string, n: string) => `"${c}${Number(n) + 1}"`)).join('')}`;
    expect(taken(S(rows), { headerRow: 2 })).toMatchObject({
      headers: ['Name', 'City'],
      headerRow: 2,
      rows: [
        ['Ada', 'London'],
        ['Bob', 'Rome'],
      ],
    });
    expect(refused(S(rows), { headerRow: 9 })).toMatch(/Row 9 .*rows 1 to 4/);
  });
});

describe('workbooks', () => {
  test('a title page is not the list, unless it is wanted or there is nothing else', () => {
    const sheets = { Cover: textRow(1, ['Members']), Empty: '', List: people.join('') };
    expect(taken({ sheets }).sheet).toBe('List');
    expect(refused({ sheets }, { sheet: 'Cover' })).toMatch(/«Cover» has headings but no rows/);
    expect(refused({ sheets: { Cover: sheets.Cover, Empty: '' } })).toMatch(/«Cover» has headings but no rows/);
  });

  test('a hidden sheet that is wanted', () => {
    expect(refused({ sheets: { A: people.join(''), 'B|hidden': people.join('') } }, { sheet: 'b' })).toMatch(/«b» is hidden/);
  });

  test('macros are said', () => {
    expect(taken(S(people.join(''), { files: { 'xl/vbaProject.bin': 'x' } })).remarks).toEqual(['MACROS_IGNORED']);
  });

  test.each([
    ['a binary workbook', { 'xl/workbook.bin': 'x' }, /\.xlsb/],
    ['an OpenDocument spreadsheet', { mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, /\.ods/],
    ['a Numbers spreadsheet', { 'Index/Document.iwa': 'x' }, /Numbers/],
    ['a Word document', { 'word/document.xml': '<x/>' }, /Word document/],
  ])('%s says what to do', (_, files, sentence) => {
    const whole = xlsxOf({ sheets: {}, files: { ...files, 'xl/workbook.xml': '' } });
    const read = readList(removed(whole), 'list.xlsx');
    expect(read.ok ? 'taken' : read.text).toMatch(sentence);
  });

  test.each([
    ['an old workbook', 'Workbook', /old \.xls format/],
    ['a protected workbook', 'EncryptedPackage', /password-protected/],
  ])('%s is told from its like', (_, stream, sentence) => {
    const bytes = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(100),
      Buffer.from(stream, 'utf16le'),
      Buffer.alloc(100),
    ]);
    const read = readList(bytes, 'list.xlsx');
    expect(read.ok ? 'taken' : read.text).toMatch(sentence);
  });

  test.each([
    ['a sheet that ends in the middle', '<sheetData><row r="1"><c t="str"><v>a'],
    ['more ends than beginnings', '<sheetData></sheetData></worksheet></worksheet>'],
  ])('%s is damaged', (_, sheet) => {
    expect(refused(S('', { files: { 'xl/worksheets/sheet1.xml': `<worksheet>${sheet}` } }))).toMatch(/damaged/);
  });

  test('a document type in a sheet', () => {
    const sheet = '<!DOCTYPE x [<!ENTITY a "aa">]><worksheet/>';
    expect(refused(S('', { files: { 'xl/worksheets/sheet1.xml': sheet } }))).toMatch(/document type/);
  });

  test('a few letters that stand for gigabytes', () => {
    const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(50_000);
    expect(refused(S(rows, { texts: ['x'.repeat(30_000)] }))).toMatch(/far larger inside/);
  });

  test('more formats than a workbook can have', () => {
    const rows = `${people.join('')}<row r="4"><c t="str"><v>Eve</v></c><c s="60000"><v>1</v></c></row>`;
    const list = taken(S(rows, { formats: Array.from({ length: 60_000 }, (_, index) => `${'0'.repeat(200)}"${index}"`) }));
    expect([list.rows[2], list.remarks]).toEqual([['Eve', '1'], ['CELL_FORMAT_UNKNOWN 3']]);
  });

  test('a cell in the last column of Excel is no list of people', () => {
    expect(refused(S(`${people.join('')}<row r="9"><c r="XFD9" t="str"><v>x</v></c></row>`))).toMatch(/16,384 columns/);
  });
});

/** The workbook part is what makes a zip a workbook. */
function removed(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1').replaceAll('xl/workbook.xml', 'xl/workbouk.xml');
  return Buffer.from(text, 'latin1');
}
