/** Table styles: what they give to every cell, and to cells in certain places (ISO/IEC 29500-1 17.7.6). */
import type { Borders, Cell, Sides } from './letterTree.ts';
import { childOf, childrenOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { readBorders } from './readBorders.ts';
import { readShading } from './readColors.ts';
import {
  type ParagraphProperties,
  points,
  readParagraphProperties,
  readRunProperties,
  type RunProperties,
} from './readFormat.ts';
import type { Theme } from './readTheme.ts';

export type TablePart = {
  run: RunProperties;
  paragraph: ParagraphProperties;
  borders: Borders;
  background: string | null | undefined;
  vertical: Cell['vertical'] | undefined;
};
export type TableStyle = TablePart & {
  padding: Partial<Sides>;
  rowBand: number;
  columnBand: number;
  conditional: ReadonlyMap<string, TablePart>;
};

/** `chain`: the style and what it is based on, the root first. */
export function readTableStyle(chain: readonly Xml[], theme: Theme): TableStyle {
  const conditional = new Map<string, TablePart>();
  for (const style of chain) {
    for (const part of childrenOf(style, 'w:tblStylePr')) {
      const type = part.attributes['w:type'] ?? '';
      conditional.set(type, joined(conditional.get(type), tablePart(part, theme)));
    }
  }
  const whole = chain.map((style) => tablePart(style, theme)).reduce<TablePart | undefined>(joined, undefined);
  const margins = chain.map((style) => readSides(childOf(childOf(style, 'w:tblPr'), 'w:tblCellMar')));
  const band = (name: string) =>
    Math.min(
      1000,
      chain.map((style) => Math.floor(Number(valueOf(childOf(style, 'w:tblPr'), name)))).findLast((size) => size > 0) ?? 1,
    );
  const own = conditional.get('wholeTable');
  return {
    ...joined(whole, own),
    padding: Object.assign({}, ...margins) as Partial<Sides>,
    rowBand: band('w:tblStyleRowBandSize'),
    columnBand: band('w:tblStyleColBandSize'),
    conditional,
  };
}

function tablePart(element: Xml, theme: Theme): TablePart {
  const [tcPr, tblPr] = [childOf(element, 'w:tcPr'), childOf(element, 'w:tblPr')];
  const shading = childOf(tcPr, 'w:shd') ?? childOf(tblPr, 'w:shd');
  return {
    run: readRunProperties(childOf(element, 'w:rPr'), theme),
    paragraph: readParagraphProperties(childOf(element, 'w:pPr'), theme),
    borders: { ...readBorders(childOf(tblPr, 'w:tblBorders'), theme), ...readBorders(childOf(tcPr, 'w:tcBorders'), theme) },
    background: shading === undefined ? undefined : readShading(shading, theme),
    vertical: readVertical(tcPr),
  };
}

function joined(first: TablePart | undefined, second: TablePart | undefined): TablePart {
  return {
    run: { ...first?.run, ...second?.run },
    paragraph: { ...first?.paragraph, ...second?.paragraph },
    borders: { ...first?.borders, ...second?.borders },
    background: second?.background === undefined ? first?.background : second.background,
    vertical: second?.vertical ?? first?.vertical,
  };
}

export function readVertical(tcPr: Xml | undefined): Cell['vertical'] | undefined {
  const written = valueOf(tcPr, 'w:vAlign');
  if (written === undefined) return undefined;
  return written === 'center' ? 'middle' : written === 'bottom' ? 'bottom' : 'top';
}

/** Cell margins (w:tblCellMar, w:tcMar) in points. */
export function readSides(element: Xml | undefined): Partial<Sides> {
  const sides: Partial<Sides> = {};
  const read = (side: keyof Sides, ...names: string[]) => {
    for (const name of names) {
      const width = childOf(element, name)?.attributes['w:w'];
      const value = points(width);
      if (value !== undefined) sides[side] = Math.max(0, Math.min(100, value));
    }
  };
  read('top', 'w:top');
  read('right', 'w:end', 'w:right');
  read('bottom', 'w:bottom');
  read('left', 'w:start', 'w:left');
  return sides;
}

/** Where a cell stands: its row, the column it begins in, and whether it is the last of its row. */
export type Place = { row: number; column: number; last: boolean; rowCount: number };

/** What of the table's look is switched on. */
export type TableLook = ReadonlySet<string>;

/** By names, or by the bits of the older form (17.4.55). What a row or cell says about itself (w:cnfStyle) is only a memory. */
export function readLook(tblLook: Xml | undefined): TableLook {
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

/** A conditional part and which edges of its region this cell touches. */
export type PlacedPart = { part: TablePart; edges: Record<keyof Sides, boolean> };

/** Conditional parts for a cell, the stronger ones last: bands, columns, rows, corners. */
export function partsAt(place: Place, look: TableLook, style: TableStyle): PlacedPart[] {
  const { row, column, last, rowCount } = place;
  const [top, bottom, left] = [row === 0, row === rowCount - 1, column === 0];
  const first = look.has('firstRow') && top;
  const final = look.has('lastRow') && bottom && !first;
  const [firstCol, lastCol] = [look.has('firstCol') && left, look.has('lastCol') && last];
  const found: [string, PlacedPart['edges']][] = [];
  const inColumn = (from: boolean, to: boolean) => ({ top, bottom, left: from, right: to });
  const inRow = (from: boolean, to: boolean) => ({ top: from, bottom: to, left, right: last });
  const across = band(column - (look.has('firstCol') ? 1 : 0), style.columnBand);
  const down = band(row - (look.has('firstRow') ? 1 : 0), style.rowBand);
  if (look.has('bandV') && !firstCol && !lastCol) found.push([`band${across.number}Vert`, inColumn(across.begins, across.ends)]);
  if (look.has('bandH') && !first && !final) found.push([`band${down.number}Horz`, inRow(down.begins, down.ends || bottom)]);
  if (firstCol) found.push(['firstCol', inColumn(true, true)]);
  if (lastCol) found.push(['lastCol', inColumn(true, true)]);
  if (first) found.push(['firstRow', inRow(true, true)]);
  if (final) found.push(['lastRow', inRow(true, true)]);
  const corner = first
    ? firstCol
      ? 'nwCell'
      : lastCol
        ? 'neCell'
        : ''
    : final
      ? firstCol
        ? 'swCell'
        : lastCol
          ? 'seCell'
          : ''
      : '';
  if (corner !== '') found.push([corner, { top: true, bottom: true, left: true, right: true }]);
  return found.flatMap(([name, edges]) => {
    const part = style.conditional.get(name);
    return part === undefined ? [] : [{ part, edges }];
  });
}

function band(index: number, size: number): { number: 1 | 2; begins: boolean; ends: boolean } {
  const within = ((index % size) + size) % size;
  return { number: Math.floor(index / size) % 2 === 0 ? 1 : 2, begins: within === 0, ends: within === size - 1 };
}
