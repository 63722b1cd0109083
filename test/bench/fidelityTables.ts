/** Tables of two pages, cell by cell: where columns stand, which lines are drawn, what is painted behind. */
import { bare, type CellLook, type Line, type SideName, type TableLook } from './fidelityLook.ts';
import { isColor } from './fidelityScore.ts';

export type Compared = { right: number; wanted: string; found: string };
export type CellResult = { text: string; widths: Compared; borders: Compared; shading: Compared };

const SIDES: readonly SideName[] = ['top', 'right', 'bottom', 'left'];
/** Share of the table's width by which an edge may be elsewhere. */
const WIDTH_ROOM = 0.03;

export function compareTables(wanted: readonly TableLook[], found: readonly TableLook[]): CellResult[] {
  const free = [...found];
  return wanted.flatMap((table) => {
    const partner = takePartner(table, free);
    return table.cells.map((cell) => compareCell(cell, table, partner));
  });
}

/** The first table that is left with most of the same text. */
function takePartner(table: TableLook, free: TableLook[]): TableLook | undefined {
  const words = table.cells.map((cell) => cell.text).filter((text) => text !== '');
  const likeness = (other: TableLook) => {
    const texts = new Set(other.cells.map((cell) => bare(cell.text)));
    return words.filter((text) => texts.has(text)).length / (words.length || 1);
  };
  let best = -1;
  for (const [index, other] of free.entries())
    if (likeness(other) >= (words.length === 0 ? 0 : 0.3) && (best < 0 || likeness(other) > likeness(free[best] ?? other)))
      best = index;
  return best < 0 ? undefined : free.splice(best, 1)[0];
}

const NOTHING: Compared = { right: 0, wanted: '', found: '(not found)' };

function compareCell(cell: CellLook, table: TableLook, partner: TableLook | undefined): CellResult {
  const other = partner === undefined ? undefined : cellAt(cell, partner);
  if (partner === undefined || other === undefined)
    return { text: cell.text, widths: NOTHING, borders: NOTHING, shading: NOTHING };
  const edges = (one: CellLook) => `${one.from.toFixed(3)}–${one.to.toFixed(3)}`;
  const isWidth = Math.abs(cell.from - other.from) <= WIDTH_ROOM && Math.abs(cell.to - other.to) <= WIDTH_ROOM;
  const lines = SIDES.map((side) => [lineAt(cell, side, table), lineAt(other, side, partner)] as const);
  return {
    text: cell.text,
    widths: { right: isWidth ? 1 : 0, wanted: edges(cell), found: edges(other) },
    borders: {
      right: lines.filter(([want, have]) => isLine(want, have)).length / SIDES.length,
      wanted: lines.map(([want]) => shown(want)).join(' | '),
      found: lines.map(([, have]) => shown(have)).join(' | '),
    },
    shading: { right: isColor(cell.background, other.background) ? 1 : 0, wanted: cell.background, found: other.background },
  };
}

/** The cell of that row that covers most of the same place. */
function cellAt(cell: CellLook, table: TableLook): CellLook | undefined {
  const shared = (other: CellLook) => Math.min(cell.to, other.to) - Math.max(cell.from, other.from);
  const row = table.cells.filter((other) => other.row === cell.row && shared(other) > 0);
  return row.toSorted((a, b) => shared(b) - shared(a))[0];
}

const OPPOSITE: Record<SideName, SideName> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

/** A line between two cells is the stronger one of what both say (lines collapse). */
function lineAt(cell: CellLook, side: SideName, table: TableLook): Line {
  const own = cell.lines[side];
  const others = table.cells
    .filter((other) => other !== cell && touches(cell, other, side))
    .map((other) => other.lines[OPPOSITE[side]]);
  return [own, ...others].reduce<Line>((best, line) => ((line?.width ?? 0) > (best?.width ?? 0) + 0.01 ? line : best), own);
}

function touches(cell: CellLook, other: CellLook, side: SideName): boolean {
  const across = Math.min(cell.to, other.to) - Math.max(cell.from, other.from) > 0.01;
  const along = Math.min(cell.row + cell.rows, other.row + other.rows) > Math.max(cell.row, other.row);
  switch (side) {
    case 'top':
      return across && other.row + other.rows === cell.row;
    case 'bottom':
      return across && cell.row + cell.rows === other.row;
    case 'left':
      return along && Math.abs(other.to - cell.from) < 0.01;
    case 'right':
      return along && Math.abs(other.from - cell.to) < 0.01;
  }
}

const STYLES: Record<string, string> = { groove: 'solid', ridge: 'solid', inset: 'solid', outset: 'solid' };

/** Hair lines are drawn one pixel wide by every browser. */
function isLine(want: Line, have: Line): boolean {
  if (want === null || have === null) return want === have;
  const style = (line: { style: string }) => STYLES[line.style] ?? line.style;
  const close = Math.abs(want.width - have.width) <= Math.max(0.55, want.width * 0.3);
  return close && style(want) === style(have) && isColor(want.color, have.color);
}

function shown(line: Line): string {
  return line === null ? 'none' : `${line.width.toFixed(2)} ${line.style} ${line.color}`;
}
