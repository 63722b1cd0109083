/** csv, tsv and what spreadsheets call csv → grid of text. */
import type { Remark } from '../../../shared/api/campaigns.ts';
import { ROWS_MAX } from '../../../shared/api/campaigns.ts';
import { type DecodedText, decodeText } from './decodeText.ts';
import { findDelimiter } from './findDelimiter.ts';
import { FIRST_LINES, type ListTable, tidyTable, tooLong } from './listTable.ts';
import { parseCsv } from './parseCsv.ts';
import type { ListOptions } from './readList.ts';
import { counted, quoted, type Read, type ReadFailure, unreadable } from '../readResult.ts';

/** Excel writes and reads this as a first line of its own: `sep=;`. */
const SEPARATOR_LINE = /^"?sep=(.)"?(?:\r?\n|$)/i;
/** Some rows of delimiters only may stand above and below the list. */
const LINES_MAX = ROWS_MAX + 1000;

export function readCsv(bytes: Uint8Array, reading: ListOptions): Read<ListTable> {
  const decoded = decodeText(bytes, reading.encoding);
  if (decoded === null) return noEncoding(reading.encoding ?? '');
  if (decoded.text.includes('\u0000')) {
    return unreadable(
      'LIST_UNREADABLE',
      'This file is not a list: it holds binary data. Save the list as .xlsx or .csv and choose it again.',
    );
  }
  const other = otherFile(decoded.text);
  if (other !== null) return unreadable('LIST_UNREADABLE', other);
  return readText(oneLineEnd(decoded.text), reading, decoded);
}

function readText(lines: string, reading: ListOptions, decoded: DecodedText): Read<ListTable> {
  const named = SEPARATOR_LINE.exec(lines);
  const text = named === null ? lines : lines.slice(named[0].length);
  const delimiter = reading.delimiter ?? named?.[1] ?? findDelimiter(text);
  if (/["\n\r]/.test(delimiter)) return noDelimiter();
  const { records, numbers, broken } = parseCsv(text, delimiter, LINES_MAX + 1);
  if (records.length > LINES_MAX) return tooLong();
  if (named !== null) for (let index = 0; index < numbers.length; index += 1) numbers[index] = (numbers[index] ?? 0) + 1;
  const read = tidyTable(
    {
      kind: 'csv',
      sheet: null,
      sheets: [],
      rows: records,
      numbers,
      exact: null,
      firstLines: firstLines(named, records, numbers),
      encoding: { label: decoded.encoding, guessed: decoded.guessed },
      delimiter,
    },
    reading.headerRow,
  );
  if (!read.ok) return read;
  const row = broken === null ? null : Math.max(1, broken - numbers.indexOf(read.value.headerRow ?? 0));
  return { ...read, remarks: [...encodingRemarks(decoded), ...quoteRemarks(row), ...read.remarks] };
}

/**
 * Files put together from several sources mix line ends, and a reader that picks one of them glues the other rows together.
 * A few CRs before an LF are one end (transfers double them). The bound keeps a file of CRs alone from taking quadratic time.
 * CRLF throughout stays: the parser takes it, and a copy of the whole text is the dearest step of all.
 */
function oneLineEnd(text: string): string {
  return /\r(?!\n)/.test(text) ? text.replace(/\r{1,4}\n|\r/g, '\n') : text;
}

/** Lines 1 to 8 of the file, blank ones too, so that each stands under its number. */
function firstLines(named: RegExpExecArray | null, records: string[][], numbers: number[]): string[][] {
  const lines: string[][] = named === null ? [] : [[named[0].trim()]];
  for (const [index, record] of records.slice(0, FIRST_LINES).entries()) {
    const number = numbers[index] ?? 0;
    if (number > FIRST_LINES) break;
    while (lines.length < number - 1) lines.push([]);
    lines.push(record.slice(0, 200));
  }
  return lines;
}

/** Files that are text but no list, and what to do with them. */
export function otherFile(text: string): string | null {
  const head = text.slice(0, 2000).trimStart();
  if (head.startsWith('%PDF')) return 'This is a PDF file, not a list. Save the list as .xlsx or .csv and choose it again.';
  if (head.startsWith('{\\rtf'))
    return 'This is a text document (RTF), not a list. Copy its table into Excel and save it as .xlsx.';
  if (/^BEGIN:VCARD/i.test(head))
    return 'This file holds contact cards (vCard). Export the contacts as CSV and choose that file.';
  if (/^<(?:!doctype html|html|table|meta|head|\?xml|workbook)\b/i.test(head)) {
    return 'This file is a web page or XML that only calls itself a list. Open it in Excel, save it as .xlsx and choose the new file.';
  }
  return null;
}

function noEncoding(label: string): ReadFailure {
  const text = `There is no encoding ${quoted(label)}. Choose one such as utf-8, windows-1252, windows-1250, windows-1251, iso-8859-15, macintosh, shift_jis or gb18030.`;
  return unreadable('LIST_UNREADABLE', text);
}

function noDelimiter(): ReadFailure {
  return unreadable(
    'LIST_UNREADABLE',
    'Quotation marks and line ends cannot part cells. Choose a comma, a semicolon, a tab or a bar.',
  );
}

function encodingRemarks({ encoding, guessed, lost }: DecodedText): Remark[] {
  if (lost > 0) {
    const text = `${counted(lost, 'letter')} of this file cannot be read as ${encoding}. Choose another encoding, or save it as «CSV UTF-8».`;
    return [{ code: 'ENCODING_UNFIT', text }];
  }
  if (!guessed) return [];
  const text = `The file does not say how its letters are written; it was read as ${encoding}. Look whether accents are right; if not, choose another encoding or save it as «CSV UTF-8».`;
  return [{ code: 'ENCODING_GUESSED', text }];
}

function quoteRemarks(row: number | null): Remark[] {
  if (row === null) return [];
  const text = `The quotation marks around row ${row} do not pair up; check the rows from there on.`;
  return [{ code: 'QUOTES_BROKEN', text, row }];
}
