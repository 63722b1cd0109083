/** Excel workbook → grid of text as the sheet shows it (number formats applied, in US English). */
import { read as readWorkbook, utils, type CellObject, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { zipSync } from 'fflate';
import type { Remark } from '../../../shared/api/campaigns.ts';
import { ROWS_MAX } from '../../../shared/api/campaigns.ts';
import { capped, type ListTable, tidyTable, tooLong, tooWide } from './listTable.ts';
import { formatCell } from './formatCell.ts';
import { LIST_ZIP_LIMITS, openZip, type ZipProblem } from '../ooxml/openZip.ts';
import { quoted, type Read, type ReadFailure, unreadable } from '../readResult.ts';

const PROBLEMS: Record<ZipProblem, string> = {
  'not-a-zip': 'This file is not an Excel workbook (.xlsx). Save the list as .xlsx or .csv and choose it again.',
  'old-office-file':
    'This is a password-protected or old .xls workbook. Save it without a password as .xlsx and choose it again.',
  encrypted: 'This workbook is password-protected. Save it without a password and choose it again.',
  damaged: 'This workbook is damaged and cannot be opened. Open it in Excel, save it again and choose the new file.',
  'too-large-inside':
    'This workbook is far larger inside than a list of people can be. Copy only the list into a new workbook and choose that.',
};

export function readXlsx(bytes: Uint8Array, wanted: string | undefined): Read<ListTable> {
  const zip = openZip(bytes, LIST_ZIP_LIMITS);
  if (!zip.ok) return unreadable('LIST_UNREADABLE', PROBLEMS[zip.problem]);
  if ([...zip.entries].some(([name, part]) => name.endsWith('.xml') && declaresDoctype(part))) {
    return unreadable(
      'LIST_UNREADABLE',
      'This workbook carries a document type declaration, which Excel never writes. It was not opened.',
    );
  }
  const book = openWorkbook(Object.fromEntries(zip.entries));
  if (book === null) return unreadable('LIST_UNREADABLE', PROBLEMS.damaged);
  const sheets = visibleSheets(book);
  const chosen = chooseSheet(book, sheets, wanted);
  if (typeof chosen !== 'string') return chosen;
  return readSheet(book.Sheets[chosen], chosen, sheets);
}

/** The library gets what was counted, packed anew without compression, not the stranger's file. */
function openWorkbook(parts: Record<string, Uint8Array>): WorkBook | null {
  try {
    const bytes = zipSync(parts, { level: 0 });
    return readWorkbook(bytes, {
      type: 'array',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      dateNF: 'm/d/yyyy',
      sheetRows: ROWS_MAX + 1000,
    });
  } catch (error) {
    if (error instanceof Error) return null; // the library throws plain errors for everything it cannot read
    throw error;
  }
}

function declaresDoctype(part: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(part.subarray(0, 4096)).toUpperCase().includes('<!DOCTYPE');
}

function visibleSheets(book: WorkBook): string[] {
  const hidden = new Map((book.Workbook?.Sheets ?? []).map((sheet) => [sheet.name ?? '', sheet.Hidden ?? 0]));
  return book.SheetNames.filter((name) => (hidden.get(name) ?? 0) === 0);
}

/** Without a wish the first visible sheet with something in it. */
function chooseSheet(book: WorkBook, sheets: string[], wanted: string | undefined): string | ReadFailure {
  if (wanted !== undefined && wanted !== '') {
    const found = sheets.find((name) => name === wanted) ?? sheets.find((name) => name.toLowerCase() === wanted.toLowerCase());
    if (found !== undefined) return found;
    const list = sheets.map(quoted).join(', ');
    return unreadable(
      'LIST_UNREADABLE',
      `There is no sheet ${quoted(wanted)} in this workbook. It has ${list === '' ? 'none to choose from' : list}.`,
    );
  }
  const filled = sheets.find((name) => book.Sheets[name]?.['!ref'] !== undefined && hasText(book.Sheets[name]));
  return (
    filled ??
    sheets[0] ??
    unreadable('LIST_EMPTY', 'This workbook has no visible sheet. Show the sheet with the list in Excel and save it.')
  );
}

function cellRows(sheet: WorkSheet | undefined): (CellObject | undefined)[][] {
  return sheet?.['!data'] ?? [];
}

function hasText(sheet: WorkSheet | undefined): boolean {
  return cellRows(sheet).some((row) => row?.some((cell) => cell !== undefined && cellText(cell).trim() !== ''));
}

function readSheet(sheet: WorkSheet | undefined, name: string, sheets: string[]): Read<ListTable> {
  const cells = cellRows(sheet);
  if (cells.length > ROWS_MAX + 999) return tooLong();
  const widest = cells.reduce((most, row) => Math.max(most, row?.length ?? 0), 0);
  const wide = tooWide(widest, cells.length);
  if (wide !== null) return wide;
  const range = sheet?.['!ref'] === undefined ? null : utils.decode_range(sheet['!ref']);
  const from = range?.s.c ?? 0;
  const grid = Array.from(cells, (row) =>
    Array.from((row ?? []).slice(from), (cell) => (cell === undefined ? '' : cellText(cell))),
  );
  const width = grid.reduce((most, row) => Math.max(most, row.findLastIndex((cell) => cell !== '') + 1), 0);
  const read = tidyTable(
    grid.map((row) => Array.from({ length: width }, (_, column) => row[column] ?? '')),
    'xlsx',
    name,
    sheets,
  );
  if (!read.ok)
    return read.code === 'LIST_EMPTY'
      ? unreadable('LIST_EMPTY', `The sheet ${quoted(name)} is empty. Choose another sheet, or fill it with headings and rows.`)
      : read;
  return { ...read, remarks: [...read.remarks, ...cellRemarks(cells, grid, from, read.value)] };
}

/** What the sheet shows; accounting formats pad it with blanks. Text cells are taken as they are. */
function cellText(cell: CellObject): string {
  if (cell.t === 'z') return '';
  if (cell.t === 's') return typeof cell.v === 'string' ? cell.v.replace(/\r\n?/g, '\n') : '';
  return (formatCell(cell) ?? String(cell.v ?? '')).trim();
}

/** Cells whose text is not what a person wants in a mail. */
function cellRemarks(cells: (CellObject | undefined)[][], grid: string[][], from: number, table: ListTable): Remark[] {
  const header = grid.findIndex((row) => row.some((cell) => cell.trim() !== ''));
  const errors: Remark[] = [];
  const unknown: Remark[] = [];
  for (const [index, row] of cells.entries()) {
    for (const [column, cell] of (row ?? []).entries()) {
      const name = table.headers[column - from];
      if (cell === undefined || index <= header || name === undefined) continue;
      const place = { row: index - header, column: name };
      if (cell.t === 'e') errors.push({ code: 'CELL_ERROR', text: errorText(cell, place), ...place });
      else if (cell.t === 'n' && formatCell(cell) === null)
        unknown.push({ code: 'CELL_FORMAT_UNKNOWN', text: formatText(cell, place), ...place });
    }
  }
  return [...capped(errors, 'cells that show an error'), ...capped(unknown, 'cells with a format that cannot be applied')];
}

type Place = { row: number; column: string };

function errorText(cell: CellObject, { row, column }: Place): string {
  return `Row ${row} shows the error ${quoted(cellText(cell))} in ${quoted(column)}. Correct it in the workbook.`;
}

function formatText(cell: CellObject, { row, column }: Place): string {
  return `Row ${row} has a number in ${quoted(column)} whose format ${quoted(String(cell.z))} cannot be applied; the mail shows ${quoted(cellText(cell))}. Choose another format for it in the workbook.`;
}
