/** The files of a request: read completely before anything is stored, or refused with a sentence. */
import { type CampaignInput, LETTER_BYTES_MAX, LIST_BYTES_MAX, type Remark } from '../../shared/api/campaigns.ts';
import type { ErrorCode } from '../../shared/api/errors.ts';
import type { ListReading } from '../../shared/api/mergeSettings.ts';
import { AppError } from '../http/appError.ts';
import type { CompiledLetter } from '../merge/compiledLetter.ts';
import { type ListTable, readList, readRows } from '../merge/lists/readList.ts';
import { megabytes, quoted, type Read } from '../merge/readResult.ts';
import { type Blob, blobOf } from './blobs.store.ts';
import type { LetterFacts, ListFacts } from './campaignFacts.ts';
import type { Letter, LetterName, Letters } from './letters.ts';

export interface TakenLetter {
  blob: Blob;
  name: string;
  kind: 'docx' | 'html';
  letter: Letter;
  facts: Omit<LetterFacts, 'left'>;
}

export interface TakenList {
  blob: Blob;
  name: string;
  table: ListTable;
  facts: ListFacts;
}

/** HTML that is no file is kept under this name. */
export const HTML_NAME = 'letter.html';
const FIRST_ROWS = 10;
/** Rows that came as JSON are kept under this name. */
const ROWS_NAME = 'list.json';

export async function takeLetter(
  letters: Letters,
  input: NonNullable<CampaignInput['letter']>,
  letterhead: boolean,
): Promise<TakenLetter> {
  const isHtml = 'html' in input;
  const name = isHtml ? HTML_NAME : input.name;
  const kind = /\.html?$/i.test(name) ? 'html' : 'docx';
  const bytes = isHtml
    ? Buffer.from(input.html, 'utf8')
    : decoded(input.contentBytes, input.name, LETTER_BYTES_MAX, 'TOO_LARGE', 'LETTER_UNREADABLE');
  return takenLetter(letters, blobOf(bytes), { kind, name, letterhead });
}

/** A letter that is kept, with its letterhead or without. */
export function retakeLetter(letters: Letters, bytes: Buffer, letter: Omit<LetterName, 'hash'>): Promise<TakenLetter> {
  return takenLetter(letters, blobOf(bytes), letter);
}

async function takenLetter(letters: Letters, blob: Blob, named: Omit<LetterName, 'hash'>): Promise<TakenLetter> {
  const letter = orRefuse(await letters.take(blob, named));
  const { name, kind } = named;
  return { blob, name, kind, letter, facts: letterFacts(letter.compiled, blob.bytes.length) };
}

function letterFacts(compiled: CompiledLetter, bytes: number): TakenLetter['facts'] {
  const { fields, asideFields, places, controls, questions, remarks, repeats, letterhead, language } = compiled;
  return {
    bytes,
    fields,
    asideFields,
    places,
    controls,
    questions,
    remarks,
    repeats,
    letterhead,
    language,
    mayBeDocument: compiled.document !== null,
  };
}

/** `reading`: how the draft's list is read so far; what comes with the file counts before it. */
export function takeList(input: NonNullable<CampaignInput['list']>, reading: ListReading): TakenList {
  if ('rows' in input) {
    const read = readRows(input.rows);
    return takenList(read, blobOf(Buffer.from(JSON.stringify(input.rows), 'utf8')), ROWS_NAME);
  }
  const bytes = decoded(input.contentBytes, input.name, LIST_BYTES_MAX, 'TOO_LARGE', 'LIST_UNREADABLE');
  const { name, contentBytes: _contentBytes, ...own } = input;
  return takenList(readList(bytes, name, { ...reading, ...own }), blobOf(bytes), name);
}

/** A list that is kept, read in another way. */
export function rereadList(bytes: Buffer, name: string, reading: ListReading): TakenList {
  const rows = name === ROWS_NAME ? (JSON.parse(bytes.toString('utf8')) as Parameters<typeof readRows>[0]) : undefined;
  return takenList(rows ? readRows(rows) : readList(bytes, name, reading), blobOf(bytes), name);
}

function takenList(read: Read<ListTable>, blob: Blob, name: string): TakenList {
  const table = orRefuse(read);
  const remarks: Remark[] = read.ok ? read.remarks : [];
  const { sheet, sheets, headers, rows, headerRow = null, firstLines = [], encoding = null, delimiter = null } = table;
  return {
    blob,
    name,
    table,
    facts: {
      sheet,
      sheets,
      headers,
      rows: rows.length,
      remarks,
      firstRows: rows.slice(0, FIRST_ROWS),
      headerRow,
      firstLines,
      encoding,
      delimiter,
    },
  };
}

function orRefuse<T>(read: Read<T>): T {
  if (!read.ok) throw new AppError(read.code, read.text);
  return read.value;
}

/** Base64 (RFC 4648 section 4), strictly: `Buffer.from` would silently drop what is not base64 and damage the file. */
export function decoded(base64: string, name: string, bytesMax: number, tooLarge: ErrorCode, invalid: ErrorCode): Buffer {
  const bytes = Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
  if (bytes > bytesMax) {
    throw new AppError(
      tooLarge,
      `The file ${quoted(name)} has ${megabytes(bytes)}, and ${megabytes(bytesMax)} is the most. Use a smaller one.`,
    );
  }
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    throw new AppError(invalid, `The file ${quoted(name)} arrived damaged: its contentBytes are not base64. Send it again.`);
  }
  return Buffer.from(base64, 'base64');
}
