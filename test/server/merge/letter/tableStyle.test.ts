import { describe, expect, test } from '@jest/globals';
import { partsAt, readLook, type TablePart, type TableStyle } from '../../../../server/merge/letter/tableStyle.ts';

const part = (): TablePart => ({ run: {}, paragraph: {}, borders: {}, background: undefined, vertical: undefined });
const NAMES = 'band1Vert band2Vert band1Horz band2Horz firstCol lastCol firstRow lastRow nwCell neCell swCell seCell'.split(' ');

function styleOf(more: Partial<TableStyle> = {}): TableStyle {
  const conditional = new Map(NAMES.map((name) => [name, part()]));
  return { ...part(), padding: {}, rowBand: 1, columnBand: 1, conditional, ...more };
}

function namesAt(row: number, column: number, look: string, style = styleOf(), last = column === 2): string[] {
  const byPart = new Map([...style.conditional].map(([name, one]) => [one, name]));
  const found = partsAt({ row, column, last, rowCount: 5 }, new Set(look.split(' ')), style);
  return found.map(({ part: one }) => byPart.get(one) ?? '');
}

describe('parts of a table style for a cell', () => {
  test.each([
    ['the heading row', 0, 1, 'firstRow bandH', ['firstRow']],
    ['the first row below it', 1, 1, 'firstRow bandH', ['band1Horz']],
    ['the second row below it', 2, 1, 'firstRow bandH', ['band2Horz']],
    ['bands without a heading row', 0, 1, 'bandH', ['band1Horz']],
    ['the first column is in no band of columns', 1, 0, 'firstCol bandV', ['firstCol']],
    ['the column after it', 1, 1, 'firstCol bandV', ['band1Vert']],
    ['bands of both kinds', 1, 1, 'bandH bandV', ['band2Vert', 'band2Horz']],
    ['the last row is in no band', 4, 1, 'lastRow bandH', ['lastRow']],
    ['the upper left corner', 0, 0, 'firstRow firstCol', ['firstCol', 'firstRow', 'nwCell']],
    ['the upper right corner', 0, 2, 'firstRow lastCol', ['lastCol', 'firstRow', 'neCell']],
    ['the lower left corner', 4, 0, 'lastRow firstCol', ['firstCol', 'lastRow', 'swCell']],
    ['the lower right corner', 4, 2, 'lastRow lastCol', ['lastCol', 'lastRow', 'seCell']],
    ['nothing is switched on', 0, 0, '', []],
  ])('%s', (_what, row, column, look, names) => {
    expect(namesAt(row, column, look)).toEqual(names);
  });

  test('bands of two rows', () => {
    const style = styleOf({ rowBand: 2 });
    expect([1, 2, 3, 4].map((row) => namesAt(row, 1, 'firstRow bandH', style)[0])).toEqual([
      'band1Horz',
      'band1Horz',
      'band2Horz',
      'band2Horz',
    ]);
  });
});

describe('what is switched on', () => {
  const look = (attributes: Record<string, string>) => [...readLook({ name: 'w:tblLook', attributes, children: [] })].toSorted();

  test.each([
    ['bits', { 'w:val': '04A0' }, ['bandH', 'firstCol', 'firstRow']],
    ['bits without bands', { 'w:val': '0660' }, ['firstRow', 'lastRow']],
    [
      'names',
      { 'w:firstRow': '1', 'w:lastColumn': 'true', 'w:noHBand': '1', 'w:noVBand': '0', 'w:val': '0000' },
      ['bandV', 'firstRow', 'lastCol'],
    ],
    ['names before bits', { 'w:val': '04A0', 'w:firstRow': '0' }, ['bandH', 'firstCol']],
  ])('%s', (_what, attributes, wanted) => {
    expect(look(attributes)).toEqual(wanted);
  });
});
