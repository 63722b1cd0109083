/** Widths of a table and its columns (ISO/IEC 29500-1 17.4.48, 17.4.71): what cells say, else the grid. */
import type { Table } from './letterTree.ts';
import { childOf, childrenOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { points } from './readFormat.ts';

/** Beyond it widths are not kept; the cells themselves are. */
const COLUMNS_MAX = 200;

/** How many columns of the grid a cell (or the hole before a row) takes. */
export function spanOf(properties: Xml | undefined, name: 'w:gridSpan' | 'w:gridBefore' | 'w:gridAfter'): number {
  const least = name === 'w:gridSpan' ? 1 : 0;
  return Math.max(least, Math.min(COLUMNS_MAX, Math.floor(Number(valueOf(properties, name) ?? least)) || least));
}

/**
 * Points for each column. Word keeps the grid of its last layout, and lays out anew by the widths of the cells; a column whose
 * cells disagree keeps the grid's.
 */
export function columnWidths(tblGrid: Xml | undefined, rows: readonly Xml[], cellsOf: (row: Xml) => readonly Xml[]): number[] {
  const grid = childrenOf(tblGrid, 'w:gridCol')
    .slice(0, COLUMNS_MAX)
    .map((column) => Math.max(0, points(column.attributes['w:w']) ?? 0));
  const wanted = new Map<number, { least: number; most: number }>();
  for (const row of rows) {
    let column = spanOf(childOf(row, 'w:trPr'), 'w:gridBefore');
    for (const cell of cellsOf(row)) {
      const tcPr = childOf(cell, 'w:tcPr');
      const [span, width] = [spanOf(tcPr, 'w:gridSpan'), wantedWidth(tcPr)];
      if (span === 1 && width > 0 && column < COLUMNS_MAX) {
        const before = wanted.get(column) ?? { least: width, most: width };
        wanted.set(column, { least: Math.min(before.least, width), most: Math.max(before.most, width) });
      }
      column += span;
    }
  }
  const count = Math.max(grid.length, ...[...wanted.keys()].map((column) => column + 1));
  return Array.from({ length: Math.max(0, count) }, (_, column) => {
    const cells = wanted.get(column);
    const known = grid[column] ?? 0;
    return cells !== undefined && (known === 0 || cells.most - cells.least < 1) ? cells.most : known;
  });
}

function wantedWidth(tcPr: Xml | undefined): number {
  const tcW = childOf(tcPr, 'w:tcW')?.attributes;
  return tcW?.['w:type'] === 'dxa' || tcW?.['w:type'] === undefined ? (points(tcW?.['w:w']) ?? 0) : 0;
}

export function spanWidth(columns: readonly number[], from: number, count: number): number {
  return columns.slice(from, from + count).reduce((total, width) => total + width, 0);
}

export function tableWidth(tblW: Xml | undefined, columns: readonly number[]): Table['width'] {
  const [type, value] = [tblW?.attributes['w:type'] ?? 'auto', tblW?.attributes['w:w'] ?? '0'];
  if (type === 'pct' || value.endsWith('%')) {
    const share = value.endsWith('%') ? Number.parseFloat(value) / 100 : Number(value) / 5000;
    return { share: Math.max(0.01, Math.min(1, share)) || 1 };
  }
  const own = type === 'dxa' ? (points(value) ?? 0) : 0;
  const sum = spanWidth(columns, 0, columns.length);
  return own > 0 ? { points: own } : sum > 0 ? { points: sum } : null;
}
