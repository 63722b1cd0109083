/** A list in any form people have it → table of text. */
import { LIST_BYTES_MAX, ROWS_MAX } from '../../../shared/api/campaigns.ts';
import type { ListReading } from '../../../shared/api/mergeSettings.ts';
import { type ListGrid, type ListTable, tidyTable, tooLong, tooWide, usableTable } from './listTable.ts';
import { isOldOfficeFile } from '../ooxml/openZip.ts';
import { otherFile, readCsv } from './readCsv.ts';
import { megabytes, quoted, type Read, unreadable } from '../readResult.ts';
import { readXlsx } from './readXlsx.ts';
import { plainDecimal } from './workbook/showCell.ts';

export type { ListTable } from './listTable.ts';

export type ListCell = string | number | boolean | null;
/** As `ListReading`, where also undefined means "as it comes". */
export type ListOptions = { [Key in keyof ListReading]?: ListReading[Key] | undefined };

/** A list a merge can use: named columns only, no blank rows, at least one row. */
export function readList(bytes: Uint8Array, name: string, options: ListOptions = {}): Read<ListTable> {
  const read = readTable(bytes, name, options);
  return read.ok ? usableTable(read.value, read.remarks) : read;
}

/** The list as its reader sees it: unnamed columns and blank rows are still there, and it may have headings only. */
export function readTable(bytes: Uint8Array, name: string, options: ListOptions = {}): Read<ListTable> {
  if (bytes.length > LIST_BYTES_MAX) {
    const text = `The list ${quoted(name)} has ${megabytes(bytes.length)}, and ${megabytes(LIST_BYTES_MAX)} is the most. Save only the columns you need.`;
    return unreadable('TOO_LARGE', text);
  }
  if (bytes.length === 0)
    return unreadable('LIST_EMPTY', `The list ${quoted(name)} is an empty file. Choose the file with the people.`);
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03;
  if (zipped || isOldOfficeFile(bytes)) return readXlsx(bytes, options);
  const other = /\.xls[xmb]?$/i.test(name) ? otherFile(new TextDecoder('latin1').decode(bytes.subarray(0, 2000))) : null;
  if (other !== null) return unreadable('LIST_UNREADABLE', other);
  // Many programs export text under the name .xls, and Excel opens it.
  if (/\.xls[xmb]$/i.test(name)) return readXlsx(bytes, options);
  if (/\.json$/i.test(name)) return readJson(bytes);
  return readCsv(bytes, options);
}

function readJson(bytes: Uint8Array): Read<ListTable> {
  const shape = 'It must be an array of objects, one for each person: [{"Email": "ada@example.com", "First Name": "Ada"}].';
  try {
    const rows: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (!Array.isArray(rows) || rows.some((row) => typeof row !== 'object' || row === null || Array.isArray(row)))
      return unreadable('LIST_UNREADABLE', `This JSON file is not a list. ${shape}`);
    return rows.every(isRow) ? gridOfRows(rows) : unreadable('LIST_UNREADABLE', nestedIn(rows));
  } catch (error) {
    if (error instanceof SyntaxError) return unreadable('LIST_UNREADABLE', `This file is not valid JSON. ${shape}`);
    throw error;
  }
}

/** `rows`: objects, some with more than plain values in them. */
function nestedIn(rows: readonly Record<string, unknown>[]): string {
  const at = rows.findIndex((row) => !isRow(row));
  const [key = ''] = Object.entries(rows[at] ?? {}).find(([, cell]) => !isCell(cell)) ?? [];
  return `Row ${at + 1} of this JSON file has a list or an object in ${quoted(key)}. Every value must be a text, a number, true, false or null.`;
}

function isCell(cell: unknown): cell is ListCell {
  return cell === null || ['string', 'number', 'boolean'].includes(typeof cell);
}

function isRow(row: unknown): row is Record<string, ListCell> {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  return Object.values(row).every(isCell);
}

/** Rows as they come by JSON; the headings are all keys, in order of first appearance. */
export function readRows(rows: readonly Readonly<Record<string, ListCell>>[]): Read<ListTable> {
  const read = gridOfRows(rows);
  return read.ok ? usableTable(read.value, read.remarks) : read;
}

function gridOfRows(rows: readonly Readonly<Record<string, ListCell>>[]): Read<ListTable> {
  if (rows.length > ROWS_MAX) return tooLong();
  const keys = new Set<string>();
  for (const row of rows) {
    for (const key of Object.keys(row)) keys.add(key);
    // Asked before the grid is made: rows that share no key would make it as wide as it is long.
    const wide = tooWide(keys.size, rows.length);
    if (wide) return wide;
  }
  const headers = [...keys];
  if (headers.length === 0) return unreadable('LIST_EMPTY', 'The list has no rows. Add at least one person.');
  const cells = rows.map((row) => headers.map((header) => shown(Object.hasOwn(row, header) ? row[header] : null)));
  const exact = [null, ...rows.map((row) => exactOf(row, headers))];
  const numbers = Array.from({ length: rows.length + 1 }, (_, index) => index);
  const grid: ListGrid = {
    kind: 'rows',
    sheet: null,
    sheets: [],
    firstLines: [],
    encoding: null,
    delimiter: null,
    rows: [headers, ...cells],
    numbers,
    exact,
  };
  const read = tidyTable(grid, 0);
  return read.ok ? { ...read, value: { ...read.value, headerRow: null } } : read;
}

/** Numbers are known exactly; whole ones read the same in every language. */
function exactOf(row: Readonly<Record<string, ListCell>>, headers: string[]): Record<number, string> | null {
  let exact: Record<number, string> | null = null;
  for (const [column, header] of headers.entries()) {
    const cell = Object.hasOwn(row, header) ? row[header] : null;
    if (typeof cell === 'number' && !Number.isInteger(cell) && Number.isFinite(cell)) (exact ??= {})[column] = plainDecimal(cell);
  }
  return exact;
}

function shown(cell: ListCell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
