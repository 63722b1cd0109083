/** csv, tsv and what spreadsheets call csv → grid of text. The delimiter and the line ends are found by Papa Parse. */
import Papa from 'papaparse';
import type { Remark } from '../../shared/api/campaigns.ts';
import { ROWS_MAX } from '../../shared/api/campaigns.ts';
import { decodeText } from './decodeText.ts';
import { type ListTable, tidyTable } from './listTable.ts';
import { type Read, unreadable } from './readResult.ts';

/** Excel writes and reads this as a first line of its own: `sep=;`. */
const SEPARATOR_LINE = /^sep=(.)(?:\r\n|\r|\n)/i;

export function readCsv(bytes: Uint8Array): Read<ListTable> {
  const decoded = decodeText(bytes);
  const named = SEPARATOR_LINE.exec(decoded.text);
  const text = named === null ? decoded.text : decoded.text.slice(named[0].length);
  if (text.includes('\u0000')) {
    return unreadable(
      'LIST_UNREADABLE',
      'This file is not a list: it holds binary data. Save the list as .xlsx or .csv and choose it again.',
    );
  }
  const delimiter = named?.[1] ?? findDelimiter(text);
  const parsed = Papa.parse<string[]>(text, { delimiter, preview: ROWS_MAX + 1000 });
  const read = tidyTable(parsed.data.filter(isLine), 'csv', null, []);
  if (!read.ok) return read;
  return { ...read, remarks: [...encodingRemarks(decoded), ...quoteRemarks(parsed.errors), ...read.remarks] };
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
    const [header, ...rows] = Papa.parse<string[]>(text, { delimiter, preview: ROWS_TRIED }).data.filter(isLine);
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

function quoteRemarks(errors: Papa.ParseError[]): Remark[] {
  const error = errors.find((candidate) => candidate.type === 'Quotes');
  if (error === undefined) return [];
  const row = Math.max(1, error.row ?? 1);
  return [
    { code: 'QUOTES_BROKEN', text: `The quotation marks around row ${row} do not pair up; check the rows from there on.`, row },
  ];
}
