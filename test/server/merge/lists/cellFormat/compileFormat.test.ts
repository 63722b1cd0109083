import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { builtinFormat } from '../../../../../server/merge/lists/cellFormat/builtinFormats.ts';
import { compileFormat } from '../../../../../server/merge/lists/cellFormat/compileFormat.ts';

const shown = (code: string, value: number) => compileFormat(code)?.number(value);

describe('numbers', () => {
  test.each([
    ['General', 1234.5, '1234.5'],
    ['General', 0.1 + 0.2, '0.3'],
    ['General', 123456789012, '1.23457E+11'],
    ['General', 12345678901, '12345678901'],
    ['General', 1234567.891234, '1234567.891'],
    ['General', 0.000012345, '0.000012345'],
    ['General', 0.0000123456, '1.23456E-05'],
    ['General', -0.5, '-0.5'],
    ['General "kg"', -12.5, '-12.5 kg'],
    ['0.00', 1.005, '1.01'],
    ['0.00', -0.001, '0.00'],
    ['0', 1234567890123456, '1234567890123460'],
    ['#,##0.00', -1234567.5, '-1,234,567.50'],
    ['00000', 4217, '04217'],
    ['000-00-0000', 123456789, '123-45-6789'],
    ['#,##0,,"M"', 12_345_678, '12M'],
    ['0.0%', 0.12345, '12.3%'],
    ['0.00E+00', 12345, '1.23E+04'],
    ['##0.0E+0', 99.995, '100.0E+0'],
    ['##0.0E+0', 999.99, '1.0E+3'],
    ['0.0E-0', 0.00012, '1.2E-4'],
    ['.00', 12.345, '12.35'],
    ['"CHF" .0', -0.25, '-CHF .3'],
    ['$.##', 1234.5, '$1234.5'],
    ['#,##0 ?/?', 1234567.75, '1,234,567 3/4'],
    ['#,##0 ?/?', 0.75, '0 3/4'],
    ['# ?/?', 1.5, '1 1/2'],
    ['# ??/??', 0.23, '  3/13'],
    ['# ?/8', 2.99, '3    '],
    ['?/?', 1.25, '5/4'],
    ['0.00;(0.00);"nothing"', -2, '(2.00)'],
    ['0.00;(0.00);"nothing"', 0, 'nothing'],
    ['[>=1000]#,##0,"k";[<0]"minus "0;0', 25_000, '25k'],
    ['[>=1000]#,##0,"k";[<0]"minus "0;0', -5, 'minus 5'],
    ['[>=1000]#,##0,"k";[<0]"minus "0;0', 7, '7'],
    ['[Red]0_);[Color 10]-0', -3, '-3'],
    ['[$€-407] #,##0.00', 3.5, '€ 3.50'],
    ['_-* #,##0.00 "€"_-', 3.5, ' 3.50 € '],
    ['@', 12, '12'],
    [';;;', 12, ''],
  ])('%s of %d', (code, value, text) => {
    expect(shown(code, value)).toBe(text);
  });
});

describe('dates and times', () => {
  test.each([
    ['m/d/yyyy', 60, '2/29/1900'],
    ['m/d/yyyy', 61, '3/1/1900'],
    ['m/d/yyyy', 59, '2/28/1900'],
    ['dddd', 1, 'Sunday'],
    ['dd.mm.yyyy', 45417, '05.05.2024'],
    ['[$-407]dddd, d. mmmm yyyy', 45417, 'Sonntag, 5. Mai 2024'],
    ['[$-40C]mmmm', 45417, 'mai'],
    ['[$-F800]dddd, mmmm dd, yyyy', 45417, 'Sunday, May 05, 2024'],
    ['yyyy-mm-ddThh:mm:ss', 45417.75, '2024-05-05T18:00:00'],
    ['h:mm AM/PM', 0.5, '12:00 PM'],
    ['hh:mm', 0.999999, '23:59'],
    ['hh:mm:ss', 0.999999, '00:00:00'],
    ['[h]:mm:ss', 1.5, '36:00:00'],
    ['[mm]:ss.0', 1 / 96, '15:00.0'],
    ['m:ss', 0.5 / 1440, '0:30'],
    ['mmmmm', 45417, 'M'],
    ['d/m/e', 45417, '5/5/2024'],
    ['d/m/bb', 45417, '5/5/67'],
  ])('%s of %d', (code, value, text) => {
    expect(shown(code, value)).toBe(text);
  });

  test.each([
    ['before the first day', 'm/d/yyyy', -1],
    ['behind the last day', 'm/d/yyyy', 2_958_466],
    ['a letter that means nothing', 'yyyy~N', 1],
    ['five sections', '0;0;0;0;0', 1],
    ['a code without end', '0'.repeat(5000), 1],
  ])('%s has no text', (_, code, value) => {
    expect(shown(code, value) ?? null).toBeNull();
  });

  test('a format knows whether its number is a date', () => {
    const nature = (code: string) => compileFormat(code)?.nature(1);
    expect(['0.00', 'm/d', '[h]:mm', '"d"0', '[Red]0'].map(nature)).toEqual(['number', 'date', 'elapsed', 'number', 'number']);
  });
});

test.each([
  ['"Mr. "@', 'Poe', 'Mr. Poe'],
  ['0.00', 'Poe', 'Poe'],
  ['0;0;0;', 'Poe', ''],
  ['m/d;@" !"', 'Poe', 'Poe !'],
])('text under %s', (code, text, wanted) => {
  expect(compileFormat(code)?.text(text)).toBe(wanted);
});

test('formats a workbook names by number only', () => {
  expect([0, 5, 14, 22, 31, 44, 49, 50, 999].map(builtinFormat).map((code) => compileFormat(code)?.number(45417.5))).toEqual([
    '45417.5',
    '$45,418 ',
    '5/5/2024',
    '5/5/2024 12:00',
    '5/5/2024',
    ' $45,417.50 ',
    '45417.5',
    '5/5/2024',
    '45417.5',
  ]);
});

const file = join(process.env['CORPUS_DIR'] ?? '', 'tables', 'excel-format-display.json');
const present = process.env['CORPUS_DIR'] !== undefined && existsSync(file);

type DisplayCase = { expected: string; format: string; value: string };

/**
 * Serial number of `month/day/year hours:minutes:seconds`, as the cases write their values. They leave out the thousandths: cases that
 * show them (04:05:06.009) come from a value 9 ms later, so both are tried.
 */
function serials(text: string): number[] {
  const [month = 0, day = 0, year = 0, ...time] = (text.match(/\d+/g) ?? []).map(Number);
  const serial = (Date.UTC(year, month - 1, day, ...time) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return [serial, serial + 0.009 / 86_400];
}

(present ? describe : describe.skip)(
  `display formats of other people's workbooks${present ? '' : ' (skipped: no CORPUS_DIR)'}`,
  () => {
    const cases = present ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, DisplayCase[]>) : {};
    const failing = (name: string, texts: (one: DisplayCase) => (string | null | undefined)[]) =>
      (cases[name] ?? []).filter((one) => !texts(one).includes(one.expected)).map((one) => [one.format, one.value, one.expected]);

    test('numbers', () => {
      expect(cases['NumberFormatTests']).toHaveLength(163);
      expect(failing('NumberFormatTests', ({ format, value }) => [shown(format, Number(value))])).toEqual([]);
    });

    test('text and truth values', () => {
      expect(failing('TextFormatTests', ({ format, value }) => [compileFormat(format)?.text(value)])).toEqual([]);
    });

    test('dates', () => {
      expect(failing('DateFormatTests', ({ format, value }) => serials(value).map((serial) => shown(format, serial)))).toEqual(
        [],
      );
    });
  },
);
