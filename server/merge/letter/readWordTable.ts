/** w:tbl → table with the lines, shading, widths and merged cells that its style and its own properties give (ISO/IEC 29500-1 17.4). */
import { cellBorders } from './cellBorders.ts';
import type { LetterReader, Surroundings } from './letterReader.ts';
import type { Block, Borders, Cell, Row, Rows, Sides, Table } from './letterTree.ts';
import { childOf, elementsOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { readBorders } from './readBorders.ts';
import { readShading } from './readColors.ts';
import { onOff, points } from './readFormat.ts';
import { columnWidths, spanOf, spanWidth, tableWidth } from './tableGrid.ts';
import { partsAt, type Place, readLook, readSides, readVertical, type TableLook, type TableStyle } from './tableStyle.ts';

type ReadCell = (cell: Xml, around: Surroundings) => Block[];

type Grid = {
  reader: LetterReader;
  style: TableStyle;
  look: TableLook;
  borders: Borders;
  padding: Sides;
  columns: number[];
  rowCount: number;
  readCell: ReadCell;
};

/** A cell on its way: where it begins, and what it is of a merge over rows. `covered`: it goes on the one above. */
type Placed = Cell & { column: number; merged: boolean; covered: boolean };
type PlacedRow = ReadonlyMap<number, Placed>;

const DEFAULT_PADDING: Sides = { top: 0, right: 5.4, bottom: 0, left: 5.4 };

export function readTable(element: Xml, reader: LetterReader, readCell: ReadCell): Table {
  const tblPr = childOf(element, 'w:tblPr');
  const style = reader.styles.table(valueOf(tblPr, 'w:tblStyle'));
  const rows = unwrapped(element, 'w:tr');
  const grid: Grid = {
    reader,
    style,
    look: readLook(childOf(tblPr, 'w:tblLook')),
    borders: readBorders(childOf(tblPr, 'w:tblBorders'), reader.styles.theme),
    padding: { ...DEFAULT_PADDING, ...style.padding, ...readSides(childOf(tblPr, 'w:tblCellMar')) },
    columns: columnWidths(childOf(element, 'w:tblGrid'), rows, (row) => unwrapped(row, 'w:tc')),
    rowCount: rows.length,
    readCell,
  };
  const placed: PlacedRow[] = [];
  for (const [index, row] of rows.entries()) placed.push(placeCells(row, index, placed[index - 1], grid));
  const indexes = new Map(rows.map((row, index) => [row, index]));
  const rtl = onOff(tblPr, 'w:bidiVisual') ?? false;
  return {
    kind: 'table',
    width: tableWidth(childOf(tblPr, 'w:tblW'), grid.columns),
    indent: points(childOf(tblPr, 'w:tblInd')?.attributes['w:w']) ?? 0,
    align: alignOf(tblPr, rtl),
    rtl,
    fixed: childOf(tblPr, 'w:tblLayout')?.attributes['w:type'] === 'fixed',
    rows: rowsAt(element, (tr) => finishRow(tr, placed, indexes.get(tr) ?? 0)),
  };
}

/** A table that floats beside the text stands where it floats; `left` and `right` change places in tables from right to left. */
function alignOf(tblPr: Xml | undefined, rtl: boolean): Table['align'] {
  const floating = childOf(tblPr, 'w:tblpPr')?.attributes['w:tblpXSpec'];
  const written = floating ?? valueOf(tblPr, 'w:jc') ?? 'start';
  if (written === 'center') return 'center';
  const atEnd = ['right', 'end', 'outside'].includes(written);
  return atEnd === rtl ? 'left' : 'right';
}

/** The same rows with the choices and repeats that stand around them. */
function rowsAt(element: Xml | undefined, row: (tr: Xml) => Row): Rows[] {
  return elementsOf(element).flatMap((child): Rows[] => {
    const { place } = child;
    if (child.name === 'w:tr') return [row(child)];
    if (child.name === 'w:sdt') return rowsAt(childOf(child, 'w:sdtContent') ?? child, row);
    if (place?.kind === 'repeat') return [{ kind: 'repeat', from: (place.from ?? 1) - 1, rows: rowsAt(child, row) }];
    if (place?.kind !== 'choice') return [];
    const [yes, no] = [rowsAt(childOf(child, 'merge:then'), row), rowsAt(childOf(child, 'merge:else'), row)];
    return [{ kind: 'choice', test: place.test, yes, no }];
  });
}

const AROUND_ROWS: ReadonlySet<string> = new Set(['merge:choice', 'merge:then', 'merge:else', 'merge:repeat']);

/** Content controls may stand around rows and cells. */
function unwrapped(element: Xml, name: string): Xml[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === name) return [child];
    if (child.name === 'w:sdt') return unwrapped(childOf(child, 'w:sdtContent') ?? child, name);
    return AROUND_ROWS.has(child.name) ? unwrapped(child, name) : [];
  });
}

function placeCells(row: Xml, rowIndex: number, above: PlacedRow | undefined, grid: Grid): PlacedRow {
  const trPr = childOf(row, 'w:trPr');
  const exception = readBorders(childOf(childOf(row, 'w:tblPrEx'), 'w:tblBorders'), grid.reader.styles.theme);
  const rowGrid = { ...grid, borders: { ...grid.borders, ...exception } };
  let column = spanOf(trPr, 'w:gridBefore');
  const cells: Placed[] = [];
  if (column > 0) cells.push(hole(0, column, grid));
  const own = unwrapped(row, 'w:tc');
  for (const [index, cell] of own.entries()) {
    const before = cells.at(-1);
    if (goesOnAcross(cell) && before !== undefined) {
      before.columns += 1;
      before.width += spanWidth(grid.columns, column, 1);
      column += 1;
      continue;
    }
    const place: Place = { row: rowIndex, column, last: index === own.length - 1, rowCount: grid.rowCount };
    const placed = readPlaced(cell, place, above?.get(column), rowGrid);
    cells.push(placed);
    column += placed.columns;
  }
  const after = spanOf(trPr, 'w:gridAfter');
  if (after > 0) cells.push(hole(column, after, grid));
  return new Map(cells.map((cell) => [cell.column, cell]));
}

/** The older way to merge cells of a row (17.4.22): the cell belongs to the one before it. */
function goesOnAcross(cell: Xml): boolean {
  const merge = childOf(childOf(cell, 'w:tcPr'), 'w:hMerge');
  return merge !== undefined && merge.attributes['w:val'] !== 'restart';
}

/** Where a row begins later or ends earlier than the table. */
function hole(column: number, columns: number, grid: Grid): Placed {
  return {
    column,
    columns,
    rows: 1,
    width: spanWidth(grid.columns, column, columns),
    borders: { top: null, right: null, bottom: null, left: null },
    background: null,
    padding: grid.padding,
    vertical: 'top',
    noWrap: false,
    blocks: [],
    merged: false,
    covered: false,
  };
}

function readPlaced(cell: Xml, place: Place, above: Placed | undefined, grid: Grid): Placed {
  const tcPr = childOf(cell, 'w:tcPr');
  const { theme } = grid.reader.styles;
  const columns = spanOf(tcPr, 'w:gridSpan');
  const merge = childOf(tcPr, 'w:vMerge');
  const covered = isCovered(merge, columns, above);
  const parts = partsAt(place, grid.look, grid.style);
  const layers = [grid.style, ...parts.map(({ part }) => part)];
  const shading = childOf(tcPr, 'w:shd');
  const styled = layers.map((layer) => layer.background).findLast((color) => color !== undefined) ?? null;
  const around: Surroundings = {
    run: Object.assign({}, ...layers.map((layer) => layer.run)) as Surroundings['run'],
    paragraph: Object.assign({}, ...layers.map((layer) => layer.paragraph)) as Surroundings['paragraph'],
  };
  sayDirection(tcPr, grid.reader);
  const own = readBorders(childOf(tcPr, 'w:tcBorders'), theme);
  return {
    column: place.column,
    columns,
    rows: 1,
    width: spanWidth(grid.columns, place.column, columns),
    borders: cellBorders(place, { styled: grid.style.borders, parts, table: grid.borders, own }),
    background: shading === undefined ? styled : readShading(shading, theme),
    padding: { ...grid.padding, ...readSides(childOf(tcPr, 'w:tcMar')) },
    vertical: readVertical(tcPr) ?? layers.map((layer) => layer.vertical).findLast((found) => found !== undefined) ?? 'top',
    noWrap: onOff(tcPr, 'w:noWrap') ?? false,
    blocks: covered ? [] : grid.readCell(cell, around),
    merged: merge !== undefined,
    covered,
  };
}

/** A cell that goes on a merge above which there is none begins one itself. */
function isCovered(merge: Xml | undefined, columns: number, above: Placed | undefined): boolean {
  if (merge === undefined || merge.attributes['w:val'] === 'restart') return false;
  return above !== undefined && above.merged && above.columns === columns;
}

function sayDirection(tcPr: Xml | undefined, reader: LetterReader): void {
  const direction = valueOf(tcPr, 'w:textDirection') ?? 'lrTb';
  if (!/^(lrTb|lrTbV|tb|lr|tbV)$/.test(direction))
    reader.remark(
      'TEXT_UPRIGHT',
      'The letter has turned text in a table; in the mail it stands upright, because mail programs cannot turn it.',
    );
}

/** Cells that are covered become the row span of the one that covers them. */
function finishRow(row: Xml, all: readonly PlacedRow[], rowIndex: number): Row {
  const trPr = childOf(row, 'w:trPr');
  const height = points(childOf(trPr, 'w:trHeight')?.attributes['w:val']) ?? 0;
  const cells = [...(all[rowIndex]?.values() ?? [])].filter((cell) => !cell.covered);
  return {
    kind: 'row',
    header: onOff(trPr, 'w:tblHeader') ?? false,
    height: Math.max(0, height),
    cells: cells.map(({ column, merged: _merged, covered: _covered, ...cell }) => withRows(cell, column, all, rowIndex)),
  };
}

function withRows(cell: Cell, column: number, all: readonly PlacedRow[], rowIndex: number): Cell {
  let rows = 1;
  let { bottom } = cell.borders;
  for (let next = all[rowIndex + 1]?.get(column); next?.covered === true; next = all[rowIndex + rows]?.get(column)) {
    rows += 1;
    bottom = next.borders.bottom;
  }
  return { ...cell, rows, borders: bottom === undefined ? cell.borders : { ...cell.borders, bottom } };
}
