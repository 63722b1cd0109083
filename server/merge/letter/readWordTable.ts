/** w:tbl → table with the lines, shading, widths and merged cells that its style and its own properties give (ISO/IEC 29500-1 17.4). */
import type { Surroundings } from './letterReader.ts';
import type { LetterReader } from './letterReader.ts';
import type { Block, Borders, Cell, Row, Rows, Sides, Table } from './letterTree.ts';
import { childOf, childrenOf, elementsOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { readBorders } from './readBorders.ts';
import { readShading } from './readColors.ts';
import { onOff, points } from './readFormat.ts';
import { readSides, type TablePart, type TableStyle } from './readStyles.ts';

type ReadCell = (cell: Xml, around: Surroundings) => Block[];

type Grid = {
  reader: LetterReader;
  style: TableStyle;
  look: ReadonlySet<string>;
  borders: Borders;
  padding: Sides;
  columns: number[];
  rowCount: number;
  readCell: ReadCell;
};

/** A cell on its way: where it begins, and whether it goes on a merge from above. */
type Placed = Cell & { column: number; continues: boolean };

const DEFAULT_PADDING: Sides = { top: 0, right: 5.4, bottom: 0, left: 5.4 };
const COLUMNS_MAX = 200;

export function readTable(element: Xml, reader: LetterReader, readCell: ReadCell): Table {
  const tblPr = childOf(element, 'w:tblPr');
  const style = reader.styles.table(valueOf(tblPr, 'w:tblStyle'));
  const rows = rowsOf(element);
  const grid: Grid = {
    reader,
    style,
    look: lookOf(childOf(tblPr, 'w:tblLook')),
    borders: { ...style.borders, ...readBorders(childOf(tblPr, 'w:tblBorders'), reader.styles.theme) },
    padding: { ...DEFAULT_PADDING, ...style.padding, ...readSides(childOf(tblPr, 'w:tblCellMar')) },
    columns: childrenOf(childOf(element, 'w:tblGrid'), 'w:gridCol').map((column) => points(column.attributes['w:w']) ?? 0),
    rowCount: rows.length,
    readCell,
  };
  const placed = rows.map((row, index) => placeCells(row, index, grid));
  const byColumn = placed.map((cells) => new Map(cells.map((cell) => [cell.column, cell])));
  const jc = valueOf(tblPr, 'w:jc');
  return {
    kind: 'table',
    width: widthOf(childOf(tblPr, 'w:tblW'), grid.columns),
    indent: points(childOf(tblPr, 'w:tblInd')?.attributes['w:w']) ?? 0,
    align: jc === 'center' ? 'center' : jc === 'right' || jc === 'end' ? 'right' : 'left',
    rtl: onOff(tblPr, 'w:bidiVisual') ?? false,
    rows: rowsAt(element, (tr) => {
      const index = rows.indexOf(tr);
      return finishRow(placed[index] ?? [], tr, byColumn, index);
    }),
  };
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
function rowsOf(element: Xml): Xml[] {
  return unwrapped(element, 'w:tr');
}

function unwrapped(element: Xml, name: string): Xml[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === name) return [child];
    if (child.name === 'w:sdt') return unwrapped(childOf(child, 'w:sdtContent') ?? child, name);
    return AROUND_ROWS.has(child.name) ? unwrapped(child, name) : [];
  });
}

/** Which parts of the style apply: by names, or by the bits of the older form (17.4.55). */
function lookOf(tblLook: Xml | undefined): Set<string> {
  const bits = Number.parseInt(tblLook?.attributes['w:val'] ?? '04A0', 16);
  const on = (name: string, bit: number) => {
    const named = tblLook?.attributes[`w:${name}`];
    return named === undefined ? (bits & bit) !== 0 : ['1', 'true', 'on'].includes(named);
  };
  const look = new Set<string>();
  if (on('firstRow', 0x20)) look.add('firstRow');
  if (on('lastRow', 0x40)) look.add('lastRow');
  if (on('firstColumn', 0x80)) look.add('firstCol');
  if (on('lastColumn', 0x100)) look.add('lastCol');
  if (!on('noHBand', 0x200)) look.add('bandH');
  if (!on('noVBand', 0x400)) look.add('bandV');
  return look;
}

function widthOf(tblW: Xml | undefined, columns: number[]): Table['width'] {
  const [type, value] = [tblW?.attributes['w:type'] ?? 'auto', tblW?.attributes['w:w'] ?? '0'];
  if (type === 'pct')
    return {
      share: Math.max(0.01, Math.min(1, value.endsWith('%') ? Number.parseFloat(value) / 100 : Number(value) / 5000)) || 1,
    };
  const own = type === 'dxa' ? (points(value) ?? 0) : 0;
  const sum = columns.reduce((total, column) => total + column, 0);
  return own > 0 ? { points: own } : sum > 0 ? { points: sum } : null;
}

function placeCells(row: Xml, rowIndex: number, grid: Grid): Placed[] {
  const trPr = childOf(row, 'w:trPr');
  let column = Math.min(COLUMNS_MAX, Math.max(0, Number(valueOf(trPr, 'w:gridBefore') ?? 0) || 0));
  const cells: Placed[] = [];
  if (column > 0) cells.push(emptyCell(0, column, grid));
  const own = unwrapped(row, 'w:tc');
  for (const [index, cell] of own.entries()) {
    const placed = readPlaced(cell, rowIndex, column, index === own.length - 1, grid);
    cells.push(placed);
    column += placed.columns;
  }
  return cells;
}

function emptyCell(column: number, columns: number, grid: Grid): Placed {
  const none = { top: null, right: null, bottom: null, left: null };
  const width = spanWidth(grid, column, columns);
  return {
    column,
    columns,
    rows: 1,
    width,
    borders: none,
    background: null,
    padding: grid.padding,
    vertical: 'top',
    blocks: [],
    continues: false,
  };
}

function spanWidth(grid: Grid, column: number, columns: number): number {
  return grid.columns.slice(column, column + columns).reduce((total, width) => total + width, 0);
}

function readPlaced(cell: Xml, rowIndex: number, column: number, last: boolean, grid: Grid): Placed {
  const tcPr = childOf(cell, 'w:tcPr');
  const theme = grid.reader.styles.theme;
  const columns = Math.max(1, Math.min(COLUMNS_MAX, Number(valueOf(tcPr, 'w:gridSpan') ?? 1) || 1));
  const merge = childOf(tcPr, 'w:vMerge');
  const continues = merge !== undefined && merge.attributes['w:val'] !== 'restart';
  const parts = partsFor(rowIndex, column, last, grid);
  const shading = childOf(tcPr, 'w:shd');
  const styled =
    [grid.style.background, ...parts.map((part) => part.background)].findLast((color) => color !== undefined) ?? null;
  const around: Surroundings = {
    run: Object.assign({}, grid.style.run, ...parts.map((part) => part.run)) as Surroundings['run'],
    paragraph: Object.assign({}, grid.style.paragraph, ...parts.map((part) => part.paragraph)) as Surroundings['paragraph'],
  };
  const vertical = valueOf(tcPr, 'w:vAlign');
  const own = points(
    childOf(tcPr, 'w:tcW')?.attributes['w:type'] === 'dxa' ? childOf(tcPr, 'w:tcW')?.attributes['w:w'] : undefined,
  );
  return {
    column,
    columns,
    rows: 1,
    width: spanWidth(grid, column, columns) || (own ?? 0),
    borders: cellBorders(rowIndex, column, last, parts, readBorders(childOf(tcPr, 'w:tcBorders'), theme), grid),
    background: shading === undefined ? styled : readShading(shading, theme),
    padding: { ...grid.padding, ...readSides(childOf(tcPr, 'w:tcMar')) },
    vertical: vertical === 'center' ? 'middle' : vertical === 'bottom' ? 'bottom' : 'top',
    blocks: continues ? [] : grid.readCell(cell, around),
    continues,
  };
}

/** Conditional parts of the table style for this cell, the stronger ones last (17.7.6). */
function partsFor(rowIndex: number, column: number, last: boolean, grid: Grid): TablePart[] {
  const { look, style } = grid;
  const first = look.has('firstRow') && rowIndex === 0;
  const final = look.has('lastRow') && rowIndex === grid.rowCount - 1;
  const names: string[] = [];
  const bandRow = Math.floor((rowIndex - (look.has('firstRow') ? 1 : 0)) / Math.max(1, style.rowBand));
  const bandColumn = column - (look.has('firstCol') ? 1 : 0);
  if (look.has('bandV') && bandColumn >= 0) names.push(bandColumn % 2 === 0 ? 'band1Vert' : 'band2Vert');
  if (look.has('bandH') && !first && !final) names.push(bandRow % 2 === 0 ? 'band1Horz' : 'band2Horz');
  if (look.has('firstCol') && column === 0) names.push('firstCol');
  if (look.has('lastCol') && last) names.push('lastCol');
  if (first) names.push('firstRow');
  if (final) names.push('lastRow');
  if (first && look.has('firstCol') && column === 0) names.push('nwCell');
  if (first && look.has('lastCol') && last) names.push('neCell');
  return names.flatMap((name) => style.conditional.get(name) ?? []);
}

/** Outer lines at the edges, inner lines between; conditional parts draw around their row or column; the cell's own win. */
function cellBorders(
  rowIndex: number,
  column: number,
  last: boolean,
  parts: TablePart[],
  own: Borders,
  grid: Grid,
): Cell['borders'] {
  const lines = (borders: Borders): Borders => ({
    ...side('top', rowIndex === 0 ? borders.top : borders.insideH),
    ...side('bottom', rowIndex === grid.rowCount - 1 ? borders.bottom : borders.insideH),
    ...side('left', column === 0 ? borders.left : borders.insideV),
    ...side('right', last ? borders.right : borders.insideV),
  });
  const fromParts = parts.map((part) => ({
    ...side('top', part.borders.top ?? (rowIndex === 0 ? undefined : part.borders.insideH)),
    ...side('bottom', part.borders.bottom ?? (rowIndex === grid.rowCount - 1 ? undefined : part.borders.insideH)),
    ...side('left', column === 0 ? part.borders.left : (part.borders.insideV ?? undefined)),
    ...side('right', last ? part.borders.right : (part.borders.insideV ?? undefined)),
  }));
  const { insideH: _h, insideV: _v, ...merged } = Object.assign({}, lines(grid.borders), ...fromParts, own) as Borders;
  return merged;
}

function side(name: keyof Borders, line: Borders['top']): Borders {
  return line === undefined ? {} : { [name]: line };
}

/** Cells that go on a merge become the row span of the one they belong to. */
function finishRow(cells: Placed[], row: Xml | undefined, all: Map<number, Placed>[], rowIndex: number): Row {
  const trPr = childOf(row, 'w:trPr');
  const height = points(childOf(trPr, 'w:trHeight')?.attributes['w:val']) ?? 0;
  const kept = cells.filter((cell) => !cell.continues || rowIndex === 0);
  return {
    kind: 'row',
    header: onOff(trPr, 'w:tblHeader') ?? false,
    height: Math.max(0, height),
    cells: kept.map(({ column, continues: _continues, ...cell }) => withRows(cell, column, all, rowIndex)),
  };
}

function withRows(cell: Cell, column: number, all: Map<number, Placed>[], rowIndex: number): Cell {
  let rows = 1;
  let bottom = cell.borders.bottom;
  for (let below = rowIndex + 1; below < all.length; below += 1) {
    const next = all[below]?.get(column);
    if (next === undefined || !next.continues || next.columns !== cell.columns) break;
    rows += 1;
    bottom = next.borders.bottom;
  }
  return { ...cell, rows, borders: bottom === undefined ? cell.borders : { ...cell.borders, bottom } };
}
