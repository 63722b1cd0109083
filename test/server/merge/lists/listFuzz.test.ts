/** Broken and hostile lists: an answer in bounded time, and nothing throws. 300 of each; 10,000 with TEST_LONG=1. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { compileFormat } from '../../../../server/merge/lists/cellFormat/compileFormat.ts';
import { readList } from '../../../../server/merge/lists/readList.ts';
import { zipOf } from '../../../support/docxOf.ts';
import { textRow, xlsxOf } from '../../../support/xlsxOf.ts';

const long = process.env['TEST_LONG'] === '1';
const numRuns = long ? 10_000 : 300;
const TIMEOUT = long ? 15 * 60_000 : 60_000;
const tables = join(process.env['CORPUS_DIR'] ?? '', 'tables');

const own = xlsxOf({
  sheets: {
    List: `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>${textRow(1, ['Name', 'Day'])}<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>45417.5</v></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3" s="2"><f>1/0</f><v>-1234.5</v></c></row></sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells>`,
    'Secret|hidden': textRow(1, ['x']),
  },
  formats: ['[$-407]d. mmmm yyyy;@', '[>100]#,##0.00_);[Red](# ?/?)'],
  texts: ['Ada', '<r><t>Bob</t></r><rPh><t>x</t></rPh>'],
});
const others =
  process.env['CORPUS_DIR'] !== undefined && existsSync(tables)
    ? readdirSync(tables).filter((name) => name.endsWith('.xlsx'))
    : [];
const books = [unzipSync(own), ...others.map((name) => unzipSync(readFileSync(join(tables, name))))];

const share = fc.double({ min: 0, max: 1, noNaN: true });
const piece = fc.constantFrom(
  '',
  '<',
  '>',
  '"',
  '&',
  '&#0;',
  '&#x110000;',
  '<row>',
  '</row>',
  '<c t="s">',
  '<v>',
  '1e400',
  '-1',
  '99999999999',
  'XFD1048576',
  'A0',
  '[',
  '_x',
  'hidden="1"',
  '<!--',
  ']]>',
  '\u0000',
);
const change = fc.record({ at: share, cut: fc.integer({ min: 0, max: 40 }), piece });

test(
  'workbooks with changed markup',
  () => {
    let opened = 0;
    const part = fc.constantFrom(
      /sheet1\.xml$/,
      /sheet1\.xml$/,
      /styles\.xml$/,
      /sharedStrings\.xml$/,
      /workbook\.xml$/,
      /\.rels$/,
    );
    const property = fc.property(
      fc.integer({ min: 0, max: books.length - 1 }),
      fc.array(fc.tuple(part, change), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      (index, changes, hiddenRows) => {
        const files = { ...books[index] };
        for (const [pattern, { at, cut, piece }] of changes) {
          const name = Object.keys(files).find((key) => pattern.test(key)) ?? '';
          const text = strFromU8(files[name] ?? new Uint8Array());
          const from = Math.floor(at * text.length);
          files[name === '' ? 'x' : name] = strToU8(text.slice(0, from) + piece + text.slice(from + cut));
        }
        const read = readList(zipOf(files), 'x.xlsx', { hiddenRows });
        if (read.ok) {
          opened += 1;
          expect(
            read.value.rows.every(
              (row) => row.length >= read.value.headers.length && row.every((cell) => typeof cell === 'string'),
            ),
          ).toBe(true);
          expect(read.value.exact).toHaveLength(read.value.rows.length);
        } else expect(read.text).toMatch(/\.$/);
      },
    );
    fc.assert(property, { numRuns });
    expect(opened).toBeGreaterThan(numRuns / 20);
  },
  TIMEOUT,
);

test(
  'texts of commas, quotes and line ends',
  () => {
    const text = fc.array(
      fc.constantFrom(
        '"',
        '""',
        ',',
        ';',
        '\t',
        '\n',
        '\r',
        '\r\n',
        ' ',
        'a',
        'Name',
        'é',
        '007',
        'sep=;\n',
        '\ufeff',
        'a@b.de',
        '|',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(
        text,
        fc.option(fc.constantFrom(',', ';', '"', ' '), { nil: undefined }),
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
        (parts, delimiter, headerRow) => {
          const read = readList(Buffer.from(parts.join('')), 'x.csv', { delimiter, headerRow });
          if (!read.ok) expect(read.text).toMatch(/\.$/);
          else expect(read.value.rows.every((row) => row.length === read.value.headers.length)).toBe(true);
        },
      ),
      { numRuns },
    );
  },
  TIMEOUT,
);

test(
  'bytes in any encoding',
  () => {
    const label = fc.constantFrom(
      undefined,
      'utf-8',
      'utf-16le',
      'shift_jis',
      'gb18030',
      'iso-2022-jp',
      'windows-1252',
      'x-user-defined',
      'none',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), label, (bytes, encoding) => {
        expect(typeof readList(bytes, 'x.csv', { encoding }).ok).toBe('boolean');
      }),
      { numRuns },
    );
  },
  TIMEOUT,
);

test(
  'formats of all kinds of signs, and numbers of all sizes',
  () => {
    const sign = fc.constantFrom(
      '0',
      '#',
      '?',
      '.',
      ',',
      '%',
      '/',
      'E+',
      'e-',
      ';',
      '@',
      '"',
      '\\',
      '_',
      '*',
      '[',
      ']',
      '[h]',
      '[>1]',
      '[$€-407]',
      'General',
      'AM/PM',
      'y',
      'm',
      'd',
      'h',
      's',
      '.00',
      ' ',
      '-',
      '(',
      ')',
      '8',
      'é',
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 14 }), fc.double(), fc.string({ maxLength: 5 }), (signs, value, text) => {
        const format = compileFormat(signs.join(''));
        const shown = format?.number(value) ?? '';
        expect(shown.length).toBeLessThan(2000);
        expect(typeof (format?.text(text) ?? '')).toBe('string');
      }),
      { numRuns: numRuns * 10 },
    );
  },
  TIMEOUT,
);
