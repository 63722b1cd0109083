/** Tables → HTML tables with attributes that Outlook reads and styles that the others read. */
import { escapeHtml } from './escapeHtml.ts';
import { bordersCss, decimal, pt } from './inlineCss.ts';
import { choicePart, repeatPart, templateFrom } from './dependingParts.ts';
import { type Block, type Cell, leafRows, type Row, type Rows, type Table } from '../letter/letterTree.ts';
import type { MailTemplate } from '../mailTemplate.ts';

type AddBlocks = (blocks: readonly Block[], room: number, out: MailTemplate) => void;

/** From this share of the room on a table is taken as full-width and shrinks with the window. */
const FULL = 0.85;
const PIXELS_PER_POINT = 96 / 72;

export function addTable(table: Table, room: number, out: MailTemplate, addBlocks: AddBlocks): void {
  const width = widthOf(table, room);
  const sums = leafRows(table.rows).map((row) => row.cells.reduce((sum, cell) => sum + cell.width, 0));
  const total = sums.reduce((most, sum) => Math.max(most, sum), 1);
  const role = isLayout(table) ? ' role="presentation"' : '';
  const align = table.align === (table.rtl ? 'right' : 'left') ? '' : ` align="${table.align}"`;
  const margin = align === '' && table.indent > 0 ? `margin-${table.rtl ? 'right' : 'left'}:${pt(table.indent)};` : '';
  const css = `border-collapse:collapse;${width.css}${margin}`;
  out.add(
    `<table${role} border="0" cellpadding="0" cellspacing="0"${width.attribute}${align}${table.rtl ? ' dir="rtl"' : ''} style="${css}">`,
  );
  const shape: Shape = { total, width: width.points, fixed: table.fixed, rtl: table.rtl };
  addRows(table.rows, (row, to) => addRow(row, shape, to, addBlocks), out);
  out.add('</table>');
}

/** What every cell of a table shares: its width on the grid and in points, and how it is laid out. */
type Shape = { total: number; width: number; fixed: boolean; rtl: boolean };

/** Without lines, shading and headings a table is only a way to place things; screen readers need not announce it. */
function isLayout(table: Table): boolean {
  return leafRows(table.rows).every(
    (row) =>
      !row.header &&
      row.cells.every((cell) => cell.background === null && Object.values(cell.borders).every((line) => line == null)),
  );
}

function widthOf(table: Table, room: number): { attribute: string; css: string; points: number } {
  if (table.width === null) return { attribute: '', css: '', points: room };
  const points = 'share' in table.width ? table.width.share * room : table.width.points;
  if ('share' in table.width && points < room * FULL) {
    const percent = `${decimal(table.width.share * 100)}%`;
    return { attribute: ` width="${percent}"`, css: `width:${percent};`, points };
  }
  if (points >= room * FULL)
    return { attribute: ' width="100%"', css: `width:100%;max-width:${pt(Math.max(points, room * FULL))};`, points };
  return { attribute: ` width="${Math.round(points * PIXELS_PER_POINT)}"`, css: `width:${pt(points)};`, points };
}

function addRows(rows: readonly Rows[], add: (row: Row, to: MailTemplate) => void, out: MailTemplate): void {
  const inner = (some: readonly Rows[]) => templateFrom((to) => addRows(some, add, to));
  for (const row of rows) {
    if (row.kind === 'row') add(row, out);
    else if (row.kind === 'repeat') out.add(repeatPart(row.from, inner(row.rows)));
    else out.add(choicePart(row.test, inner(row.yes), inner(row.no)));
  }
}

function addRow(row: Row, shape: Shape, out: MailTemplate, addBlocks: AddBlocks): void {
  out.add(row.height > 0 ? `<tr style="height:${pt(row.height)}">` : '<tr>');
  for (const cell of row.cells) addCell(cell, row.header, shape, out, addBlocks);
  out.add('</tr>');
}

function addCell(cell: Cell, header: boolean, shape: Shape, out: MailTemplate, addBlocks: AddBlocks): void {
  const tag = header ? 'th' : 'td';
  const spans = `${cell.columns > 1 ? ` colspan="${cell.columns}"` : ''}${cell.rows > 1 ? ` rowspan="${cell.rows}"` : ''}`;
  const share = cell.width > 0 ? ` width="${decimal((cell.width / shape.total) * 100)}%"` : '';
  const color = cell.background === null ? '' : ` bgcolor="${cell.background}"`;
  // The direction of the table is that of its columns; text in it keeps its own.
  const more = `${cell.noWrap ? ' nowrap' : ''}${shape.rtl ? ' dir="ltr"' : ''}`;
  const css = escapeHtml(cellCss(cell, header, shape.fixed));
  out.add(`<${tag}${header ? ' scope="col"' : ''}${spans}${share} valign="${cell.vertical}"${color}${more} style="${css}">`);
  const room = Math.max(36, (shape.width * cell.width) / shape.total - cell.padding.left - cell.padding.right);
  if (cell.blocks.length === 0) out.add('&nbsp;');
  else if (mayVanish(cell)) {
    const inner = templateFrom((to) => addBlocks(cell.blocks, room, to));
    out.add((scope) => inner.render(scope) || '&nbsp;');
  } else addBlocks(cell.blocks, room, out);
  out.add(`</${tag}>`);
}

/** Where columns keep their width, a word that is too long is broken, as Word does. */
function cellCss({ borders, padding, background, vertical, noWrap }: Cell, header: boolean, fixed: boolean): string {
  return (
    `${bordersCss(borders)}padding:${[padding.top, padding.right, padding.bottom, padding.left].map(pt).join(' ')};` +
    `${background === null ? '' : `background-color:${background};`}vertical-align:${vertical};` +
    `${header ? 'text-align:left;font-weight:normal;' : ''}${fixed && !noWrap ? 'word-break:break-word;' : ''}`
  );
}

/** Nothing in the cell is there in every message. An empty cell loses its lines in some mail programs. */
function mayVanish(cell: Cell): boolean {
  return cell.blocks.every(
    (block) => block.kind === 'choice' || block.kind === 'repeat' || (block.kind === 'paragraph' && block.line !== null),
  );
}
