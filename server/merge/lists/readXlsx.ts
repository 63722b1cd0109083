/** Excel workbook → grid of text as the sheet shows it (number formats applied, in US English). */
import { ROWS_MAX } from '../../../shared/api/campaigns.ts';
import type { ListOptions } from './readList.ts';
import { FIRST_LINES, type ListGrid, type ListTable, tidyTable, tooLong, tooWide } from './listTable.ts';
import { quoted, type Read, type ReadFailure, unreadable } from '../readResult.ts';
import { clearMerged } from './workbook/clearMerged.ts';
import { openWorkbook, type SheetEntry, type Workbook, workbookProblem } from './workbook/openWorkbook.ts';
import { scanSheet, type SheetContent } from './workbook/scanSheet.ts';
import { cellShower } from './workbook/showCell.ts';
import { sheetRemarks } from './workbook/sheetRemarks.ts';

type Found = { sheet: SheetEntry; content: SheetContent };

export function readXlsx(bytes: Uint8Array, reading: ListOptions): Read<ListTable> {
  const opened = openWorkbook(bytes);
  if (!opened.ok) return opened;
  const found = findSheet(opened.value, reading);
  if ('ok' in found) return found;
  const names = offered(opened.value).map(({ name }) => name);
  const read = readSheet(found, names, reading, opened.value);
  return read.ok ? { ...read, remarks: [...opened.remarks, ...read.remarks] } : read;
}

function offered({ sheets }: Workbook): SheetEntry[] {
  return sheets.filter(({ hidden }) => !hidden);
}

/** Without a wish the first visible sheet with several rows, a title page of one line not being the list; else what there is. */
function findSheet(book: Workbook, reading: ListOptions): Found | ReadFailure {
  const show = cellShower(book);
  const visible = offered(book);
  const chosen = reading.sheet === undefined || reading.sheet === '' ? visible : chosenSheet(book, reading.sheet);
  if ('ok' in chosen) return chosen;
  let [short, empty]: (Found | null)[] = [null, null];
  for (const sheet of chosen) {
    const content = scanSheet(sheet.part, show, reading);
    if (typeof content === 'string') return short ?? workbookProblem(content);
    const filled = content.rows.length + content.hiddenRows;
    if (filled > 1 || content.tooLarge || content.tooLong) return { sheet, content };
    if (filled + content.columns > 0) short ??= { sheet, content };
    empty ??= { sheet, content };
  }
  return (
    short ??
    empty ??
    unreadable('LIST_EMPTY', 'This workbook has no visible sheet. Show the sheet with the list in Excel and save it.')
  );
}

function chosenSheet({ sheets }: Workbook, wanted: string): SheetEntry[] | ReadFailure {
  const visible = sheets.filter(({ hidden }) => !hidden);
  const same = (name: string) => name.toLowerCase() === wanted.toLowerCase();
  const found = visible.find(({ name }) => name === wanted) ?? visible.find(({ name }) => same(name));
  if (found !== undefined) return [found];
  if (sheets.some(({ name }) => same(name))) {
    return unreadable(
      'LIST_UNREADABLE',
      `The sheet ${quoted(wanted)} is hidden. Show it in Excel, save, and choose the file again.`,
    );
  }
  const list = visible.map(({ name }) => quoted(name)).join(', ');
  return unreadable(
    'LIST_UNREADABLE',
    `There is no sheet ${quoted(wanted)} in this workbook. It has ${list === '' ? 'none to choose from' : list}.`,
  );
}

function readSheet({ sheet, content }: Found, names: string[], reading: ListOptions, book: Workbook): Read<ListTable> {
  if (content.tooLarge) return workbookProblem('too-large-inside');
  if (content.tooLong) return tooLong();
  const wide = tooWide(content.columns, Math.min(content.rows.length, ROWS_MAX));
  if (wide !== null) return wide;
  clearMerged(content);
  const from = content.rows.reduce((least, { cells }) => Math.min(least, leading(cells, least)), content.columns);
  const grid = gridOf(content, from, reading);
  const skipped = content.hiddenRows;
  const read = tidyTable({ ...grid, sheet: sheet.name, sheets: names }, reading.headerRow);
  if (!read.ok) return read.code === 'LIST_EMPTY' ? emptySheet(sheet.name, skipped) : read;
  const remarks = sheetRemarks(content, read.value, grid.numbers, from, book);
  return { ...read, remarks: [...read.remarks, ...remarks] };
}

/** How many cells are blank before the first one with something in it, at most `least`. */
function leading(cells: string[], least: number): number {
  let column = 0;
  while (column < least && (cells[column] ?? '') === '' && column < cells.length) column += 1;
  return column === cells.length ? least : column;
}

function emptySheet(name: string, skipped: number): ReadFailure {
  const text =
    skipped > 0
      ? `The sheet ${quoted(name)} shows no rows: all of them are hidden. Clear the filter in Excel, save, and choose the file again.`
      : `The sheet ${quoted(name)} is empty. Choose another sheet, or fill it with headings and rows.`;
  return unreadable('LIST_EMPTY', text);
}

/** A cell far below the list, left behind by accident, makes no million blank rows. */
const GAP_MAX = 1000;

/** Rows as they stand, blank ones too, all of one width, without blank columns on the left. */
function gridOf(content: SheetContent, from: number, { hiddenRows, headerRow }: ListOptions): ListGrid {
  const width = Math.max(0, content.columns - from);
  const blank = Array<string>(width).fill('');
  const [rows, numbers, exact]: [string[][], number[], NonNullable<ListGrid['exact']>] = [[], [], []];
  const put = (cells: string[], number: number, known: ListGrid['exact'] extends (infer T)[] | null ? T : never) => {
    rows.push(cells);
    numbers.push(number);
    exact.push(known);
  };
  for (const row of content.rows) {
    if (row.hidden && hiddenRows !== true && row.number !== headerRow) continue;
    const gap = rows.length === 0 ? 0 : Math.min(row.gap, GAP_MAX);
    for (let number = row.number - gap; number < row.number; number += 1) put(blank, number, null);
    put(fitted(row.cells, from, width), row.number, movedExact(row.exact, from));
  }
  const grid: ListGrid = {
    kind: 'xlsx',
    sheet: null,
    sheets: [],
    rows,
    numbers,
    exact,
    firstLines: firstLines(content, from, width),
    encoding: null,
    delimiter: null,
  };
  return grid;
}

function fitted(cells: string[], from: number, width: number): string[] {
  const moved = from === 0 ? cells : cells.slice(from);
  while (moved.length < width) moved.push('');
  return moved;
}

function movedExact(exact: Record<number, string> | null, from: number): Record<number, string> | null {
  if (exact === null || from === 0) return exact;
  return Object.fromEntries(Object.entries(exact).map(([column, value]) => [Number(column) - from, value]));
}

/** Rows 1 to 8 of the sheet, blank and hidden ones too, so that each stands under its number. */
function firstLines({ rows }: SheetContent, from: number, width: number): string[][] {
  const lines = Array.from({ length: Math.min(FIRST_LINES, rows.at(-1)?.number ?? 0) }, () => Array<string>(width).fill(''));
  for (const { number, cells } of rows) {
    if (number > FIRST_LINES) break;
    lines[number - 1] = Array.from({ length: width }, (_, column) => cells[from + column] ?? '');
  }
  return lines;
}
