/** A list as the merge uses it, and the steps that turn what was read into it. */
import type { Remark } from '../../../shared/api/campaigns.ts';
import { ROWS_MAX } from '../../../shared/api/campaigns.ts';
import { cutCells } from './cutCells.ts';
import { findHeadings, isFilled, isPerson } from './findHeadings.ts';
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

/** What was read, before headings and rows are told apart. */
export type ListGrid = Pick<ListTable, 'kind' | 'sheet' | 'sheets'> & {
  rows: string[][];
  /** Of each row: its number in the sheet or file, from 1. */
  numbers: readonly number[];
  /** As in `ListTable`, parallel to `rows`. */
  exact: NonNullable<ListTable['exact']> | null;
  /** Part of the result as they are. */
  firstLines: string[][];
  encoding: NonNullable<ListTable['encoding']> | null;
  delimiter: string | null;
};

/** So many lines are shown to choose the headings from. */
export const FIRST_LINES = 8;

/** More columns or cells are no list of people, and would only fill the memory. */
export const COLUMNS_MAX = 2000;
export const CELLS_MAX = 20_000_000;

/** Says so before anything of that size is built. */
export function tooWide(columns: number, rows: number): ReadFailure | null {
  if (columns <= COLUMNS_MAX && columns * rows <= CELLS_MAX) return null;
  const text = `This list has ${columns.toLocaleString('en-US')} columns and ${rows.toLocaleString('en-US')} rows, which is more than a merge takes. Copy only the columns you need into a new list.`;
  return unreadable('LIST_UNREADABLE', text);
}

/** At most so many remarks of one kind name their row; the rest is counted in one more. */
const NAMED_ROWS_MAX = 50;
/** More are not even counted. */
const REMARKS_KEPT = 10_000;

export function tooLong(): ReadFailure {
  const limit = ROWS_MAX.toLocaleString('en-US');
  return unreadable(
    'LIST_TOO_LONG',
    `This list has more than ${limit} rows, and ${limit} is the most one merge takes. Split the list and merge in parts.`,
  );
}

/**
 * `headerRow` (number of a row), or else the row that looks like it, becomes the headings; repeated names are told apart ("i", "i (2)"), rows
 * too long or too short are named, blank rows at the end go. Columns without a name stay: this is the list as its reader sees it.
 */
export function tidyTable(grid: ListGrid, headerRow?: number): Read<ListTable> {
  const { rows, numbers } = grid;
  const first = headerRow === undefined ? findHeadings(rows, (index) => gapBefore(numbers, index)) : numbers.indexOf(headerRow);
  const last = rows.findLastIndex(isFilled);
  if (last < 0)
    return unreadable('LIST_EMPTY', 'This list is empty. The first row needs the headings, the rows below the people.');
  const line = rows[first];
  if (line === undefined || !isFilled(line)) return noHeadings(headerRow ?? 0, numbers[last] ?? 0);
  if (last - first > ROWS_MAX) return tooLong();
  const wide = tooWide(line.length, last - first);
  if (wide !== null) return wide;
  const remarks = headerRow === undefined ? headingRemarks(grid, first) : [];
  const headers = tellApart(
    line.map((cell) => cell.replace(/\s+/g, ' ').trim()),
    remarks,
  );
  const body = fitRows(rows.slice(first + 1, last + 1), headers, remarks);
  remarks.push(...capped(unnamedColumns(headers), 'of the same kind'));
  const { kind, sheet, sheets, firstLines, encoding, delimiter } = grid;
  const exact = grid.exact === null ? null : grid.exact.slice(first + 1, last + 1);
  const found = { headerRow: numbers[first] ?? null, firstLines, encoding, delimiter };
  return readable({ kind, sheet, sheets, headers, rows: body, exact, ...found }, remarks);
}

function gapBefore(numbers: readonly number[], index: number): boolean {
  return (numbers[index] ?? 0) - (numbers[index - 1] ?? 0) > 1;
}

function noHeadings(wanted: number, last: number): ReadFailure {
  const text = `Row ${wanted} of this list holds no headings: it is blank or not there. Choose one of the rows 1 to ${last}.`;
  return unreadable('LIST_UNREADABLE', text);
}

/** What a person should know about the row that was taken for the headings. */
function headingRemarks({ rows, numbers }: ListGrid, first: number): Remark[] {
  const above = rows.findIndex(isFilled);
  const person = isPerson(rows[first] ?? []);
  if (person !== null) {
    const text = `The row of the headings holds the address ${quoted(person)}, so this list seems to have no headings. Put a row with a name for each column above it.`;
    return [{ code: 'HEADINGS_MISSING', text }];
  }
  if (above === first) return [];
  const title = quoted(rows[above]?.find((cell) => cell.trim() !== '') ?? '');
  const text = `The headings were found in row ${numbers[first]}; what stands above them (${title}) is left out. Choose another row if that is wrong.`;
  return [{ code: 'HEADINGS_BELOW', text }];
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
    text: `The first row holds only ${quoted(text)}, which looks like a title. Choose the row that holds the headings.`,
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
    if (row.length === headers.length) return row;
    if (row.length > headers.length) {
      if (long.length < REMARKS_KEPT) long.push(...longRow(row, index + 1, headers.length));
      return row;
    }
    if (short.length < REMARKS_KEPT && isFilled(row)) short.push(shortRow(row.length, index + 1, headers.length));
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
  const whole = kept.length === table.headers.length;
  /** Number of a row before → after; 0: it goes. */
  const numbers = new Int32Array(table.rows.length + 1);
  const rows: string[][] = [];
  const exact: NonNullable<ListTable['exact']> | null = table.exact ? [] : null;
  for (let index = 0; index < table.rows.length; index += 1) {
    const row = table.rows[index];
    if (row === undefined || !isFilled(row)) continue;
    const plain = whole && row.length === kept.length;
    numbers[index + 1] = rows.push(plain ? row : kept.map((column) => row[column] ?? ''));
    exact?.push(exactOf(table.exact?.[index] ?? null, whole ? null : kept));
  }
  if (rows.length === 0) return unreadable('LIST_EMPTY', emptySentence(table));
  const blank = table.rows.length - rows.length;
  const moved = blank === 0 ? [...remarks] : remarks.flatMap((remark) => movedRemark(remark, numbers));
  if (blank > 0)
    moved.push({ code: 'ROWS_BLANK', text: `${counted(blank, 'blank row')} ${blank === 1 ? 'was' : 'were'} skipped.` });
  const headers = kept.map((column) => table.headers[column] ?? '');
  moved.push(...cutCells(rows, headers));
  return readable({ ...table, headers, rows, exact }, moved);
}

/** `kept`: the columns that stay, in order; null: all. */
function exactOf(exact: Record<number, string> | null, kept: number[] | null): Record<number, string> | null {
  if (exact === null || kept === null) return exact;
  const moved = kept.flatMap((column, index) => (exact[column] === undefined ? [] : [[index, exact[column]]]));
  return moved.length === 0 ? null : (Object.fromEntries(moved) as Record<number, string>);
}

export function emptySentence(table: ListTable): string {
  if (table.sheet === null) return 'This list has headings but no rows below them. Add the people and read it again.';
  return `The sheet ${quoted(table.sheet)} has headings but no rows below them. Add the people and read it again.`;
}

function movedRemark(remark: Remark, numbers: Int32Array): Remark[] {
  if (remark.row === undefined) return [remark];
  const row = numbers[remark.row] ?? 0;
  if (row === 0) return [];
  return [{ ...remark, row, text: remark.text.replace(`ow ${remark.row} `, `ow ${row} `) }];
}
