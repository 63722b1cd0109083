/** A letter and a list row → one message. Pure: the same letter and row always give the same mail, whatever was rendered before. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { LETTER_BYTES_MAX } from '../../shared/api/campaigns.ts';
import { distinctFields, normalName } from '../../shared/merge/fieldNames.ts';
import type { CompiledLetter, LetterImage } from './compiledLetter.ts';
import { compileHtmlLetter } from './htmlLetter/compileHtmlLetter.ts';
import { compileWordLetter } from './compileWordLetter.ts';
import type { CompiledSubject } from './compileSubject.ts';
import type { ListTable } from './lists/listTable.ts';
import { scopeOf } from './mergeScope.ts';
import { megabytes, quoted, type Read, unreadable } from './readResult.ts';
import { recipientOf } from './lists/recipients.ts';

export type LetterSource = { kind: 'docx'; bytes: Uint8Array; name: string } | { kind: 'html'; html: string };

export type RenderedMessage = {
  /** From 1, without the headings. */
  row: number;
  /** Null where the row has no usable address. */
  to: string | null;
  subject: string;
  html: string;
  text: string;
  images: LetterImage[];
  /** What is noticeable about this row: no address, fields without a value. */
  remarks: Remark[];
};

export function compileLetter(source: LetterSource): Read<CompiledLetter> {
  const bytes = source.kind === 'docx' ? source.bytes.length : source.html.length;
  if (bytes > LETTER_BYTES_MAX) {
    const name = source.kind === 'docx' ? ` ${quoted(source.name)}` : '';
    const text = `The letter${name} has ${megabytes(bytes)}, and ${megabytes(LETTER_BYTES_MAX)} is the most. Make its pictures smaller.`;
    return unreadable('TOO_LARGE', text);
  }
  return source.kind === 'docx' ? compileWordLetter(source.bytes) : compileHtmlLetter(source.html);
}

/**
 * Index of a field's column, for every spelling of the field. Where a list has both `Name` and `name`, each spelling has
 * its own column, unless the field was given another column altogether.
 */
export function columnFinder(
  columns: Readonly<Record<string, string | null>>,
  headers: readonly string[],
): (field: string) => number | undefined {
  const places = new Map(headers.map((header, index) => [header, index]));
  const chosen = new Map(Object.entries(columns));
  const byNormal = new Map<string, string>();
  for (const [field, column] of chosen)
    if (column !== null && places.has(column) && !byNormal.has(normalName(field))) byNormal.set(normalName(field), column);
  return (field) => {
    const exact = chosen.get(field);
    if (exact !== undefined) return exact === null ? undefined : places.get(exact);
    const column = byNormal.get(normalName(field));
    if (column === undefined) return undefined;
    return (normalName(column) === normalName(field) ? places.get(field) : undefined) ?? places.get(column);
  };
}

/** `rowIndex` counts from 0 in `table.rows`; `columns` is what `matchColumns` gives. For many rows use `rowRenderer`. */
export function renderMessage(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  addressColumn: string | null,
  rowIndex: number,
): RenderedMessage {
  return rowRenderer(letter, subject, table, columns, addressColumn)(rowIndex);
}

/** The same with everything that is equal for all rows done once. */
export function rowRenderer(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  addressColumn: string | null,
): (rowIndex: number) => RenderedMessage {
  const place = placeFinder(columns, table.headers);
  const addressPlace = addressColumn === null ? -1 : table.headers.indexOf(addressColumn);
  const fields = distinctFields([...letter.fields, ...subject.fields]);
  return (rowIndex) => {
    const cells = table.rows[rowIndex];
    if (cells === undefined) throw new RangeError(`The list has no row ${rowIndex + 1}`);
    const value = (field: string) => cells[place(field)] ?? '';
    const scope = scopeOf(value);
    const row = rowIndex + 1;
    const recipient = recipientOf(row, cells[addressPlace] ?? '', addressColumn ?? '');
    const remarks = recipient.problem === undefined ? [] : [recipient.problem];
    remarks.push(...missingValues(fields, columns, value, row));
    return {
      row,
      to: recipient.address,
      subject: subject.render(scope),
      ...letter.render(scope),
      images: letter.images,
      remarks,
    };
  };
}

/** Spelling of a field → index of its column, or -1. A letter asks for the same few spellings in every row. */
function placeFinder(columns: Readonly<Record<string, string | null>>, headers: readonly string[]): (field: string) => number {
  const find = columnFinder(columns, headers);
  const bySpelling = new Map<string, number>();
  return (field) => {
    const known = bySpelling.get(field);
    if (known !== undefined) return known;
    const place = find(field) ?? -1;
    bySpelling.set(field, place);
    return place;
  };
}

function missingValues(
  fields: string[],
  columns: Readonly<Record<string, string | null>>,
  value: (field: string) => string,
  row: number,
): Remark[] {
  return fields.flatMap((field) => {
    if (value(field).trim() !== '') return [];
    const column = columns[field] ?? undefined;
    const text =
      column === undefined ? `No column fills the field ${quoted(field)}.` : `Row ${row} has nothing in ${quoted(column)}.`;
    const remark: Remark = { code: column === undefined ? 'FIELD_UNMATCHED' : 'VALUE_EMPTY', text, row, field };
    return [column === undefined ? remark : { ...remark, column }];
  });
}
