/** A letter and rows of a list → one message. Pure: the same letter and rows always give the same mail, whatever was rendered before. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { LETTER_BYTES_MAX } from '../../shared/api/campaigns.ts';
import { PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import type { CompiledLetter, LetterImage } from './compiledLetter.ts';
import { compileSubject, type CompiledSubject } from './compileSubject.ts';
import { compileHtmlLetter } from './htmlLetter/compileHtmlLetter.ts';
import { compileWordLetter } from './compileWordLetter.ts';
import type { ListTable } from './lists/listTable.ts';
import { recipientOf } from './lists/recipients.ts';
import { mergeSetup, type RenderHow } from './mergeSetup.ts';
import type { MergeScope } from './mergeScope.ts';
import { tooLongRemark, unlessTooLong } from './messageLimit.ts';
import type { MessagePlan } from './planMessages.ts';
import { megabytes, quoted, type Read, unreadable } from './readResult.ts';
import { rowRemarks } from './rowRemarks.ts';

export type { RenderHow } from './mergeSetup.ts';

export type LetterSource = { kind: 'docx'; bytes: Uint8Array; name: string } | { kind: 'html'; html: string };

/** For letters that show neither date nor time. */
export const PLAIN_HOW: RenderHow = { settings: PLAIN_MERGE, policies: {}, now: '2000-01-01T00:00:00' };

export type RenderedMessage = {
  /** Number of the first row in the list, from 1, without the headings. */
  row: number;
  /** Numbers of all its rows in the list. */
  rows: number[];
  /** Null where the row has no usable address. */
  to: string | null;
  subject: string;
  html: string;
  text: string;
  images: LetterImage[];
  /** What is noticeable about this message: no address, fields without a value. */
  remarks: Remark[];
  /** Far longer than a mail can be: it has no text, and a remark says so. */
  tooLong: boolean;
  /** The merged Word document (.docx), made when it is asked for; null: it would be too long. Missing where the letter is no Word document. */
  document?: () => Uint8Array | null;
  /** Its file name as the settings ask for it, not yet fit for a file system; missing where they do not. */
  documentName?: string;
};

/** `letterhead`: header and footer of the first page are part of the mail. */
export function compileLetter(source: LetterSource, { letterhead = false } = {}): Read<CompiledLetter> {
  const bytes = source.kind === 'docx' ? source.bytes.length : source.html.length;
  if (bytes > LETTER_BYTES_MAX) {
    const name = source.kind === 'docx' ? ` ${quoted(source.name)}` : '';
    const text = `The letter${name} has ${megabytes(bytes)}, and ${megabytes(LETTER_BYTES_MAX)} is the most. Make its pictures smaller.`;
    return unreadable('TOO_LARGE', text);
  }
  const read = unlessTooLong(() =>
    source.kind === 'docx' ? compileWordLetter(source.bytes, letterhead) : compileHtmlLetter(source.html),
  );
  if (read === null || (read.ok && manyFields(read.value)))
    return unreadable('LETTER_UNREADABLE', read === null ? LETTER_TOO_LONG : TOO_MANY_FIELDS);
  return read;
}

/** As many as a list has columns at most, and some room; everything that matches the two takes its time. */
const FIELDS_MAX = 3000;

function manyFields({ fields, asideFields, controls }: CompiledLetter): boolean {
  const names = new Set(controls.flatMap((control) => control.names));
  return fields.length + asideFields.length > FIELDS_MAX || names.size > FIELDS_MAX;
}

const LETTER_TOO_LONG = 'The text of this letter is far longer than a mail can be. Shorten it and choose it again.';
const TOO_MANY_FIELDS =
  'This letter has more fields than a list can have columns. Split it into several letters and choose one of them.';

/** One row as a message of its own. `rowIndex` counts from 0 in `table.rows`; for many rows use `rowRenderer`. */
export function renderMessage(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  addressColumn: string | null,
  rowIndex: number,
  how: RenderHow = PLAIN_HOW,
): RenderedMessage {
  return rowRenderer(letter, subject, table, columns, addressColumn, how)({ rows: [rowIndex], sequence: rowIndex + 1 });
}

/** `columns` is what `matchColumns` gives. Everything that is equal for all messages is done once. */
export function rowRenderer(
  letter: CompiledLetter,
  subject: CompiledSubject,
  table: ListTable,
  columns: Readonly<Record<string, string | null>>,
  addressColumn: string | null,
  how: RenderHow,
): (plan: MessagePlan, htmlAlone?: boolean) => RenderedMessage {
  const { needed, scopeFor } = mergeSetup(letter, subject, table, columns, how);
  const addressPlace = addressColumn === null ? -1 : table.headers.indexOf(addressColumn);
  const { document } = letter;
  const named = how.settings.document;
  const fileName = document === null || named === null ? null : compileSubject(named.name);
  return (plan, htmlAlone = false) => {
    const scope = scopeFor(plan);
    const numbers = scope.rows.map((row) => row.record);
    const first = plan.rows[0] ?? 0;
    const recipient = recipientOf(scope.record, table.rows[first]?.[addressPlace] ?? '', addressColumn ?? '');
    const remarks = recipient.problem === undefined ? [] : [recipient.problem];
    for (const [at, index] of (letter.repeats ? plan.rows : [first]).entries())
      remarks.push(...rowRemarks(needed, table, index, numbers[at] ?? 0));
    const made = unlessTooLong(() => contentOf(letter, subject, scope, htmlAlone));
    if (made === null) remarks.push(tooLongRemark(scope.record));
    return {
      row: scope.record,
      rows: numbers,
      to: recipient.address,
      ...(made ?? NO_CONTENT),
      tooLong: made === null,
      images: letter.images,
      remarks,
      ...(document === null ? {} : { document: () => unlessTooLong(() => document(scopeFor(plan))) }),
      ...(fileName === null ? {} : { documentName: unlessTooLong(() => fileName.render(scopeFor(plan))) ?? '' }),
    };
  };
}

type Content = Pick<RenderedMessage, 'subject' | 'html' | 'text'>;

const NO_CONTENT: Content = { subject: '', html: '', text: '' };

/** Each rendering starts anew: what one has put down (SET, ASK) is no business of the next. */
function contentOf(letter: CompiledLetter, subject: CompiledSubject, scope: MergeScope, htmlAlone: boolean): Content {
  // The plan leaves out what is skipped; where that could not be decided, it breaks off here, and nothing is sent.
  letter.skips?.holds(scope);
  scope.bookmarks.clear();
  const line = subject.render(scope);
  scope.bookmarks.clear();
  return { subject: line, ...letter.render(scope, htmlAlone) };
}
