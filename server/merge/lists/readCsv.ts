/** csv, tsv and what spreadsheets call csv → grid of text. */
import Papa from 'papaparse';
import type { Remark } from '../../../shared/api/campaigns.ts';
import { ROWS_MAX } from '../../../shared/api/campaigns.ts';
import { decodeText } from './decodeText.ts';
import { type ListTable, tidyTable, tooLong } from './listTable.ts';
import { type Read, unreadable } from '../readResult.ts';

/** Excel writes and reads this as a first line of its own: `sep=;`. */
const SEPARATOR_LINE = /^sep=(.)\n/i;

export function readCsv(bytes: Uint8Array): Read<ListTable> {
  const decoded = decodeText(bytes);
  const lines = oneLineEnd(decoded.text);
  const named = SEPARATOR_LINE.exec(lines);
  const text = named === null ? lines : lines.slice(named[0].length);
  if (text.includes('\u0000')) {
    return unreadable(
      'LIST_UNREADABLE',
      'This file is not a list: it holds binary data. Save the list as .xlsx or .csv and choose it again.',
    );
  }
  const delimiter = named?.[1] ?? findDelimiter(text);
  const { rows, brokenRow } = parseRows(text, delimiter);
  if (rows.length > LINES_MAX) return tooLong();
  const read = tidyTable(rows, 'csv', null, []);
  if (!read.ok) return read;
  return { ...read, remarks: [...encodingRemarks(decoded), ...quoteRemarks(brokenRow), ...read.remarks] };
}

/**
 * Files put together from several sources mix line ends, and a reader that picks one of them glues the other rows together.
 * A few CRs before an LF are one end (transfers double them). The bound keeps a file of CRs alone from taking quadratic time.
 */
function oneLineEnd(text: string): string {
  return text.replace(/\r{1,4}\n|\r/g, '\n');
}

/** Some rows of delimiters only may stand above and below the list. */
const LINES_MAX = ROWS_MAX + 1000;

/** Blank lines are left out while parsing, so that they count neither as rows nor against the most there may be. */
function parseRows(text: string, delimiter: string): { rows: string[][]; brokenRow: number | null } {
  const rows: string[][] = [];
  let brokenRow: number | null = null;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step: ({ data, errors }, parser) => {
      if (errors.some((error) => error.type === 'Quotes')) brokenRow ??= rows.length;
      if (isLine(data) && rows.push(data) > LINES_MAX) parser.abort();
    },
  });
  return { rows, brokenRow };
}

const DELIMITERS = [',', ';', '\t', '|'];
const ROWS_TRIED = 20;

/**
 * The delimiter with which most rows have as many cells as the headings; with as many, the one that makes more columns.
 * (Papa's own search counts blank lines as rows and so misses short lists.) A list of one column has none: a comma then.
 */
function findDelimiter(text: string): string {
  let best = { delimiter: ',', fit: 0, columns: 1 };
  for (const delimiter of DELIMITERS) {
    const [header, ...rows] = Papa.parse<string[]>(text, { delimiter, newline: '\n', preview: ROWS_TRIED }).data.filter(isLine);
    const columns = header?.length ?? 1;
    if (columns < 2) continue;
    const fit = rows.length === 0 ? 1 : rows.filter((row) => row.length === columns).length / rows.length;
    if (fit > best.fit || (fit === best.fit && columns > best.columns) || best.columns < 2) best = { delimiter, fit, columns };
  }
  return best.delimiter;
}

/** A line with nothing on it is no row; a line of delimiters only is one (of empty cells). */
function isLine(row: string[]): boolean {
  return row.length > 1 || (row[0] ?? '') !== '';
}

function encodingRemarks({ encoding, guessed }: { encoding: string; guessed: boolean }): Remark[] {
  if (!guessed) return [];
  const text = `The file does not say how its letters are written; it was read as ${encoding}. Look whether accents are right, or save it as «CSV UTF-8».`;
  return [{ code: 'ENCODING_GUESSED', text }];
}

/** `brokenRow`: from 0, the headings included. */
function quoteRemarks(brokenRow: number | null): Remark[] {
  if (brokenRow === null) return [];
  const row = Math.max(1, brokenRow);
  return [
    { code: 'QUOTES_BROKEN', text: `The quotation marks around row ${row} do not pair up; check the rows from there on.`, row },
  ];
}
