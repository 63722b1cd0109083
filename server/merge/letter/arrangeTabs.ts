/**
 * Tab stops, which no mail program has: tabs at the beginning of a line become its indent, and a line with stops of its own
 * becomes a row of cells that begin or end where the stops are. Tabs without a stop of their own stay gaps.
 */
import { type Block, type Cell, type Inline, leafInlines, type Paragraph, type Table, type TabKind } from './letterTree.ts';
import { type LaidLine, layLine } from './layTabs.ts';

/** A table made of lines with tabs, and how its columns lie: lines with the same columns are rows of one table. */
type Made = Table & { columns: string };

/** `room`: points that a line has. Tables and what depends on the message are seen through. */
export function arrangeTabs(blocks: readonly Block[], room: number): Block[] {
  const out: Block[] = [];
  for (const block of blocks) {
    const arranged = arrangeBlock(block, room);
    const above = out.at(-1);
    if (isMade(arranged) && above !== undefined && isMade(above) && above.columns === arranged.columns)
      above.rows.push(...arranged.rows);
    else out.push(arranged);
  }
  return out;
}

function isMade(block: Block): block is Made {
  return block.kind === 'table' && 'columns' in block;
}

function arrangeBlock(block: Block, room: number): Block {
  switch (block.kind) {
    case 'choice':
      return { ...block, yes: arrangeTabs(block.yes, room), no: arrangeTabs(block.no, room) };
    case 'repeat':
      return { ...block, blocks: arrangeTabs(block.blocks, room) };
    case 'table':
      arrangeCells(block, room);
      return block;
    default:
      return arrangeParagraph(block, room);
  }
}

/** Cells keep their identity, which row spans and spacing rely on. */
function arrangeCells(table: Table, room: number): void {
  const visit = (rows: Table['rows']): void => {
    for (const row of rows) {
      if (row.kind === 'repeat') visit(row.rows);
      else if (row.kind === 'choice') for (const side of [row.yes, row.no]) visit(side);
      else
        for (const cell of row.cells)
          cell.blocks = arrangeTabs(cell.blocks, cell.width > 0 ? cell.width - cell.padding.left - cell.padding.right : room);
    }
  };
  visit(table.rows);
}

function arrangeParagraph(paragraph: Paragraph, room: number): Paragraph | Made | (Block & { kind: 'choice' }) {
  const { inlines, mark } = paragraph;
  if (mark !== null || !inlines.some(isTab) || inlines.some(isTorn)) return paragraph;
  const line = layLine(paragraph, room);
  if (line === null) return paragraph;
  if (line.cells.length < 2) {
    const format = { ...paragraph.format, firstLine: line.start - paragraph.format.indentLeft };
    return { ...paragraph, format, inlines: line.cells[0]?.inlines ?? [] };
  }
  const table = tableOf(paragraph, line);
  return paragraph.line === null ? table : { kind: 'choice', test: paragraph.line, yes: [table], no: [] };
}

function isTab(inline: Inline): boolean {
  return inline.kind === 'tab';
}

/** A break would leave its cell, and a tab inside of what depends on the message has no place that is known. */
function isTorn(inline: Inline): boolean {
  if (inline.kind === 'break') return true;
  return (
    (inline.kind === 'choice' || inline.kind === 'repeat') &&
    leafInlines([inline]).some((leaf) => isTab(leaf) || leaf.kind === 'break')
  );
}

const ALIGN: Record<TabKind, 'left' | 'center' | 'right'> = {
  left: 'left',
  bar: 'left',
  center: 'center',
  right: 'right',
  decimal: 'right',
};
const NO_PADDING = { top: 0, right: 0, bottom: 0, left: 0 };

/** The paragraph's own lines and shading go to the cells, so that they do not end between them. */
function tableOf(paragraph: Paragraph, { start, end, cells }: LaidLine): Made {
  const { borders, background } = paragraph.format;
  const { joined: _joined, ...plain } = paragraph.format;
  const made = cells.map(({ inlines, kind, width }, at): Cell => {
    const format = {
      ...plain,
      align: ALIGN[kind],
      indentLeft: 0,
      indentRight: 0,
      firstLine: 0,
      borders: {},
      background: null,
      tabs: {},
    };
    return {
      columns: 1,
      rows: 1,
      width,
      borders: {
        top: borders.top ?? null,
        bottom: borders.bottom ?? null,
        left: at === 0 ? (borders.left ?? null) : null,
        right: at === cells.length - 1 ? (borders.right ?? null) : null,
      },
      background,
      padding: NO_PADDING,
      vertical: 'top',
      noWrap: false,
      blocks: [{ ...paragraph, format, inlines, line: null }],
    };
  });
  const columns = JSON.stringify([start, end, cells.map(({ kind, width }) => [kind, width]), borders, background]);
  return {
    kind: 'table',
    width: { points: end - start },
    indent: start,
    align: paragraph.format.rtl ? 'right' : 'left',
    rtl: paragraph.format.rtl,
    fixed: false,
    rows: [{ kind: 'row', header: false, height: 0, cells: made }],
    columns,
  };
}
