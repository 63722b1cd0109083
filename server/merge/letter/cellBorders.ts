/** Lines of a cell: the table's at its edges and between, those of the style for this place, its own (ISO/IEC 29500-1 17.4.66). */
import type { Borders, Cell } from './letterTree.ts';
import type { Place, PlacedPart } from './tableStyle.ts';

export type CellLines = {
  /** Of the table style as a whole. */
  styled: Borders;
  parts: readonly PlacedPart[];
  /** Written on the table, or as an exception on the row. */
  table: Borders;
  own: Borders;
};

/** The nearer ones win; a line that is taken away leaves room for the neighbour's. */
export function cellBorders({ row, column, last, rowCount }: Place, { styled, parts, table, own }: CellLines): Cell['borders'] {
  const edges = { top: row === 0, bottom: row === rowCount - 1, left: column === 0, right: last };
  const {
    insideH: _h,
    insideV: _v,
    ...merged
  } = {
    ...around(styled, edges),
    ...parts.reduce<Borders>((lines, { part, edges }) => ({ ...lines, ...around(part.borders, edges) }), {}),
    ...around(table, edges),
    ...own,
  };
  return merged;
}

/** Outer lines where the cell stands at that edge of the region, inner lines elsewhere. What is not said stays unsaid. */
function around(borders: Borders, edges: PlacedPart['edges']): Borders {
  const side = (name: 'top' | 'right' | 'bottom' | 'left', inner: 'insideH' | 'insideV'): Borders => {
    const line = edges[name] ? borders[name] : borders[inner];
    return line === undefined ? {} : { [name]: line };
  };
  return { ...side('top', 'insideH'), ...side('bottom', 'insideH'), ...side('left', 'insideV'), ...side('right', 'insideV') };
}
