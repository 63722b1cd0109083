/** A list as the merge uses it, and the steps that turn what was read into it. */
import type { Remark } from '../../../shared/api/campaigns.ts';
import { ROWS_MAX } from '../../../shared/api/campaigns.ts';
import { counted, quoted, type Read, readable, type ReadFailure, unreadable } from '../readResult.ts';

/** `rows` hold text in header order; a row may hold more cells than there are headers, which no field can reach. */
export type ListTable = {
  kind: 'csv' | 'xlsx' | 'rows';
  sheet: string | null;
  /** The sheets a person can choose from; hidden ones are not offered. */
  sheets: string[];
  headers: string[];
  rows: string[][];
  /**
   * Parallel to `rows`: index of a column → the value behind what is shown, where the list knows more than it shows: a decimal
   * number (`1234.5`) or a local date and time (`2026-11-20T15:30:00`). Null or missing: nothing is known beyond the text.
   */
  exact?: (Record<number, string> | null)[] | null;
  /** Row of the sheet or line of the file that holds the headings, from 1; null where there is none (rows by JSON). */
  headerRow?: number | null;
  /** The first rows of the sheet or lines of the file as they are, to choose the headings from; the first one is number 1. */
  firstLines?: string[][];
  /** How the letters of a text file were read; null: the file has no choice (a workbook, JSON). */
  encoding?: { label: string; guessed: boolean } | null;
  /** What parts the cells of a text file; null: nothing does. */
  delimiter?: string | null;
};

/** More columns or cells are no list of people, and would only fill the memory. */
const COLUMNS_MAX = 2000;
const CELLS_MAX = 20_000_000;

/** Says so before anything of that size is built. */
export function tooWide(columns: number, rows: number): ReadFailure | null {
  if (columns <= COLUMNS_MAX && columns * rows <= CELLS_MAX) return null;
  const text = `This list has ${columns.toLocaleString('en-US')} columns and ${rows.toLocaleString('en-US')} rows, which is more than a merge takes. Copy only the columns you need into a new list.`;
  return unreadable('LIST_UNREADABLE', text);
}

/** At most so many remarks of one kind name their row; the rest is counted in one more. */
const NAMED_ROWS_MAX = 50;

export function tooLong(): ReadFailure {
  const limit = ROWS_MAX.toLocaleString('en-US');
  return unreadable(
    'LIST_TOO_LONG',
    `This list has more than ${limit} rows, and ${limit} is the most one merge takes. Split the list and merge in parts.`,
  );
}

/**
 * The first row with something in it becomes the headings; repeated names are told apart ("i", "i (2)"), rows too long
 * or too short are named, blank rows at the end go. Columns without a name stay: this is the list as its reader sees it.
 */
export function tidyTable(grid: string[][], kind: ListTable['kind'], sheet: string | null, sheets: string[]): Read<ListTable> {
  const first = grid.findIndex((row) => row.some((cell) => cell.trim() !== ''));
  if (first < 0)
    return unreadable('LIST_EMPTY', 'This list is empty. The first row needs the headings, the rows below the people.');
  const last = grid.findLastIndex((row) => row.some((cell) => cell.trim() !== ''));
  if (last - first > ROWS_MAX) return tooLong();
  const wide = tooWide(grid[first]?.length ?? 0, last - first);
  if (wide !== null) return wide;
  const remarks: Remark[] = [];
  const headers = tellApart(dropTrailing(grid[first] ?? []), remarks);
  const rows = fitRows(grid.slice(first + 1, last + 1), headers, remarks);
  remarks.push(...capped(unnamedColumns(headers), 'of the same kind'));
  return readable({ kind, sheet, sheets, headers, rows }, remarks);
}

function dropTrailing(row: string[]): string[] {
  return row.map((cell) => cell.replace(/\s+/g, ' ').trim());
}

function unnamedColumns(headers: string[]): Remark[] {
  const named = headers.filter((header) => header !== '');
  if (named.length === 1 && headers.length > 2) return [looksLikeTitle(named[0] ?? '')];
  return headers.flatMap((header, index) => {
    if (header !== '') return [];
    const text = `Column ${index + 1} has no heading, so no field can use it. Give it a name in the first row if you need it.`;
    return [{ code: 'COLUMN_UNNAMED', text }];
  });
}

/** A line such as “Members 2027” above the headings: common, and one sentence says more than a remark for every column. */
function looksLikeTitle(text: string): Remark {
  return {
    code: 'HEADINGS_MISSING',
    text: `The first row holds only ${quoted(text)}, which looks like a title. Delete the lines above the headings, save, and choose the list again.`,
  };
}

function tellApart(headers: string[], remarks: Remark[]): string[] {
  const taken = new Set(headers);
  const seen = new Set<string>();
  return headers.map((header) => {
    if (header === '' || !seen.has(header)) {
      seen.add(header);
      return header;
    }
    let number = 2;
    while (taken.has(`${header} (${number})`)) number += 1;
    const name = `${header} (${number})`;
    taken.add(name);
    remarks.push({
      code: 'COLUMN_REPEATED',
      text: `Two columns are called ${quoted(header)}. The second one is called ${quoted(name)} here.`,
      column: name,
    });
    return name;
  });
}

function fitRows(rows: string[][], headers: string[], remarks: Remark[]): string[][] {
  const long: Remark[] = [];
  const short: Remark[] = [];
  const fitted = rows.map((row, index) => {
    if (row.length > headers.length) long.push(...longRow(row, index + 1, headers.length));
    if (row.length >= headers.length) return row;
    if (row.some((cell) => cell !== '')) short.push(shortRow(row.length, index + 1, headers.length));
    return [...row, ...Array<string>(headers.length - row.length).fill('')];
  });
  remarks.push(...capped(long, 'more cells than headings'), ...capped(short, 'fewer cells than headings'));
  return fitted;
}

function longRow(row: string[], number: number, columns: number): Remark[] {
  const extra = row.slice(columns).filter((cell) => cell.trim() !== '');
  if (extra.length === 0) return [];
  const text = `Row ${number} has ${counted(row.length, 'cell')} but there are ${counted(columns, 'heading')}: ${extra.map(quoted).join(', ')} belongs to no column.`;
  return [{ code: 'ROW_TOO_LONG', text, row: number }];
}

function shortRow(cells: number, number: number, columns: number): Remark {
  const text = `Row ${number} has only ${counted(cells, 'cell')} for ${counted(columns, 'heading')}; the rest is empty.`;
  return { code: 'ROW_TOO_SHORT', text, row: number };
}

/** The first remarks of a kind, and one that counts the others. */
export function capped(remarks: Remark[], what: string): Remark[] {
  const rest = remarks.slice(NAMED_ROWS_MAX);
  const [sample] = rest;
  if (sample === undefined) return remarks;
  const more: Remark = { code: sample.code, text: `${counted(rest.length, 'more finding')}: ${what}.` };
  return [...remarks.slice(0, NAMED_ROWS_MAX), more];
}

/** From what the reader sees to what a merge can use: columns without a name and blank rows go, and there must be rows. */
export function usableTable(table: ListTable, remarks: Remark[]): Read<ListTable> {
  const kept = table.headers.flatMap((header, index) => (header === '' ? [] : [index]));
  const numbers = new Map<number, number>();
  const rows: string[][] = [];
  for (const [index, row] of table.rows.entries()) {
    if (row.every((cell) => cell.trim() === '')) continue;
    numbers.set(index + 1, rows.push(kept.map((column) => row[column] ?? '')));
  }
  if (rows.length === 0) return unreadable('LIST_EMPTY', emptySentence(table));
  const blank = table.rows.length - rows.length;
  const moved = remarks.flatMap((remark) => movedRemark(remark, numbers));
  if (blank > 0)
    moved.push({ code: 'ROWS_BLANK', text: `${counted(blank, 'blank row')} ${blank === 1 ? 'was' : 'were'} skipped.` });
  return readable({ ...table, headers: kept.map((column) => table.headers[column] ?? ''), rows }, moved);
}

export function emptySentence(table: ListTable): string {
  const where = table.sheet === null ? 'This list' : `The sheet ${quoted(table.sheet)}`;
  return `${where} has headings but no rows below them. Add the people and read it again.`;
}

function movedRemark(remark: Remark, numbers: Map<number, number>): Remark[] {
  if (remark.row === undefined) return [remark];
  const row = numbers.get(remark.row);
  if (row === undefined) return [];
  return [{ ...remark, row, text: remark.text.replace(`ow ${remark.row} `, `ow ${row} `) }];
}
