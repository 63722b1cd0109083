import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import Papa from 'papaparse';
import { csvCell, csvLine } from '../../../server/campaigns/csvLine.ts';

describe('a cell that a spreadsheet would calculate', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30 123', "'+49 30 123"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['=A,B', `"'=A,B"`],
    ['a=1', 'a=1'],
    ['', ''],
  ])('%j is written %j', (cell, written) => {
    expect(csvCell(cell)).toBe(written);
  });

  test('never begins like a formula, whatever it holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (cell) => !/^"?[=+\-@\t\r]/.test(csvCell(cell))));
  });
});

test('a line is read back as it was written', () => {
  const plain = fc.string().filter((cell) => !/^[=+\-@\t\r]/.test(cell));
  fc.assert(
    fc.property(fc.array(plain, { minLength: 2, maxLength: 6 }), (cells) => {
      const { data } = Papa.parse<string[]>(csvLine(cells), { delimiter: ',', newline: '\r\n' });
      expect(data[0]).toEqual(cells);
    }),
  );
});
