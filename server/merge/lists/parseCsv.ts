/** Delimited text → records (RFC 4180, as forgiving as spreadsheets are). Lines end with LF or CRLF; line ends inside of
 * cells become LF. */

export type CsvRecords = {
  records: string[][];
  /** Of each record: which one of the file it is, blank lines counted, from 1. */
  numbers: number[];
  /** Index in `records` of the first one whose quotes do not pair up; null: all do. */
  broken: number | null;
};

type Cursor = {
  text: string;
  delimiter: string;
  at: number;
  /** Next delimiter and line end from the last place where one was looked for; the length of the text where there is none. */
  cut: number;
  end: number;
  broken: boolean;
  budget: number;
};

/** Blank lines are left out. Stops behind `most` records. */
export function parseCsv(text: string, delimiter: string, most: number): CsvRecords {
  const [records, numbers]: [string[][], number[]] = [[], []];
  let broken: number | null = null;
  // Strays are looked for once more from their own line; what that may cost is bounded.
  const cursor: Cursor = { text, delimiter, at: 0, cut: -1, end: -1, broken: false, budget: 2 * text.length };
  for (let number = 1; cursor.at < text.length && records.length < most; number += 1) {
    const record = readRecord(cursor);
    if (record.length === 1 && record[0] === '') continue;
    if (cursor.broken) broken ??= records.length;
    records.push(record);
    numbers.push(number);
  }
  return { records, numbers, broken };
}

function readRecord(cursor: Cursor): string[] {
  const { text, delimiter } = cursor;
  const cells: string[] = [];
  for (;;) {
    cells.push(text.charCodeAt(cursor.at) === 34 ? readQuoted(cursor) : readPlain(cursor));
    const last = cursor.at >= text.length || text[cursor.at] !== delimiter;
    cursor.at += 1;
    if (last) return cells;
  }
}

function found(at: number, text: string): number {
  return at < 0 ? text.length : at;
}

/** Leaves the cursor on the delimiter or line end behind the cell. */
function readPlain(cursor: Cursor): string {
  const { text, at } = cursor;
  if (cursor.cut < at) cursor.cut = found(text.indexOf(cursor.delimiter, at), text);
  if (cursor.end < at) cursor.end = found(text.indexOf('\n', at), text);
  if (cursor.cut < cursor.end) cursor.at = cursor.cut;
  else {
    cursor.at = cursor.end;
    if (cursor.end > at && text.charCodeAt(cursor.end - 1) === 13) return text.slice(at, cursor.end - 1);
  }
  return text.slice(at, cursor.at);
}

/**
 * Behind the closing quote only blanks may follow. Where something else does and the cell goes over lines, or where nothing closes it,
 * the quote was no opening one: it belongs to the text of its own line, and the people below are saved.
 */
function readQuoted(cursor: Cursor): string {
  const { text, delimiter, at } = cursor;
  const close = closingQuote(text, at + 1);
  let behind = close + 1;
  const blank = delimiter === ' ' ? '' : ' ';
  while (text[behind] === blank) behind += 1;
  if (text[behind] === '\r' && text[behind + 1] === '\n') behind += 1;
  const next = text[behind];
  const sound = close >= 0 && (next === undefined || next === delimiter || next === '\n');
  if (sound) {
    cursor.at = behind;
    return unquoted(text, at + 1, close);
  }
  cursor.broken = true;
  const end = close < 0 ? text.length : close;
  cursor.budget -= end - at;
  if (cursor.budget > 0 && (close < 0 || text.slice(at, end).includes('\n'))) return readPlain(cursor);
  cursor.at = close < 0 ? text.length : close + 1;
  return unquoted(text, at + 1, end) + (close < 0 ? '' : readPlain(cursor));
}

function unquoted(text: string, from: number, to: number): string {
  const inside = text.slice(from, to);
  const lines = inside.includes('\r') ? inside.replace(/\r\n?/g, '\n') : inside;
  return lines.includes('""') ? lines.replaceAll('""', '"') : lines;
}

/** -1: nothing closes it. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
