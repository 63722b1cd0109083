/** Tables of a flat OpenDocument text: widths of columns, lines and shading of cells (OpenDocument 1.3 part 3, 9 and 17.18). */
import type { XmlElement } from '@rgrove/parse-xml';
import { bare, type CellLook, type Line, type SideName } from './fidelityLook.ts';
import { elementsOf, lengthOf, type OdfStyles, type Properties, textOf } from './fidelityOdfStyles.ts';
import type { Walk } from './fidelityReference.ts';

type WalkCell = (cell: XmlElement, background: string) => void;

export function readOdfTable(table: XmlElement, walk: Walk, around: string, walkCell: WalkCell): void {
  const { styles } = walk;
  const edges = edgesOf(table, styles);
  const cells: CellLook[] = [];
  const ground = backgroundOf(styles.of('table', nameOf(table), 'style:table-properties')) ?? around;
  walk.page.tables.push({ cells });
  for (const [row, element] of rowsOf(table).entries()) {
    const behind = backgroundOf(styles.of('table-row', nameOf(element), 'style:table-row-properties')) ?? ground;
    let column = 0;
    for (const cell of elementsOf(element)) {
      const repeated = Number(cell.attributes['table:number-columns-repeated'] ?? 1);
      if (cell.name === 'table:table-cell') {
        const looks = styles.of('table-cell', nameOf(cell), 'style:table-cell-properties');
        const background = backgroundOf(looks) ?? behind;
        const end = column + Number(cell.attributes['table:number-columns-spanned'] ?? 1);
        cells.push({
          text: bare(textOf(cell)),
          row,
          rows: Number(cell.attributes['table:number-rows-spanned'] ?? 1),
          from: edges[column] ?? 0,
          to: edges[end] ?? 1,
          lines: linesOf(looks),
          background,
        });
        walkCell(cell, background);
      }
      column += repeated;
    }
  }
}

function nameOf(element: XmlElement): string | undefined {
  return element.attributes['table:style-name'];
}

function rowsOf(table: XmlElement): XmlElement[] {
  return elementsOf(table).flatMap((child) => {
    if (child.name === 'table:table-row') return [child];
    return child.name === 'table:table-header-rows' || child.name === 'table:table-rows' ? rowsOf(child) : [];
  });
}

function columnsOf(table: XmlElement): XmlElement[] {
  return elementsOf(table).flatMap((child) => {
    if (child.name === 'table:table-column')
      return Array.from({ length: Number(child.attributes['table:number-columns-repeated'] ?? 1) }, () => child);
    return child.name === 'table:table-header-columns' || child.name === 'table:table-columns' ? columnsOf(child) : [];
  });
}

/** Where columns begin and end, as shares of the table. */
function edgesOf(table: XmlElement, styles: OdfStyles): number[] {
  const widths = columnsOf(table).map((column) => {
    const found = styles.of('table-column', nameOf(column), 'style:table-column-properties');
    const share = found['style:rel-column-width'];
    return share === undefined ? lengthOf(found['style:column-width']) : Number.parseFloat(share);
  });
  const total = widths.reduce((sum, width) => sum + width, 0) || 1;
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width / total);
  return edges;
}

function linesOf(looks: Properties): Record<SideName, Line> {
  const side = (name: SideName): Line => {
    const [width, style, color] = (looks[`fo:border-${name}`] ?? looks['fo:border'] ?? 'none').split(' ');
    return width === undefined || width === 'none' || style === undefined
      ? null
      : { width: lengthOf(width), style, color: color ?? '#000000' };
  };
  return { top: side('top'), right: side('right'), bottom: side('bottom'), left: side('left') };
}

export function backgroundOf(properties: Properties): string | null {
  const color = properties['fo:background-color'] ?? '';
  return color.startsWith('#') ? color : null;
}
