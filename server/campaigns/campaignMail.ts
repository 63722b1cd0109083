/** One message from a letter and rows of a list: the same for preview, test and sending. */
import type { MailAttachment, MailMessage } from '../mail/message.ts';
import { compileSubject, type CompiledSubject } from '../merge/compileSubject.ts';
import { localTime } from '../merge/localTime.ts';
import { type RenderedMessage, type RenderHow, rowRenderer } from '../merge/renderMessage.ts';
import { PLAIN_MERGE } from '../../shared/api/mergeSettings.ts';
import type { MessageRows } from '../outbox/campaignSide.ts';
import type { Queries } from '../storage/database.ts';
import type { Approved, CampaignFile } from './campaignFacts.ts';
import { someRows } from './lists.store.ts';
import type { Letter, Letters } from './letters.ts';

/** What a mail is made of, for a draft or from an approved snapshot. */
export interface MailSource {
  campaignId: string;
  letter: Letter;
  subject: CompiledSubject;
  headers: string[];
  columns: Record<string, string | null>;
  addressColumn: string | null;
  how: RenderHow;
  /** Another sender than the mailbox itself. */
  sendAs: string | null;
  files: readonly Omit<CampaignFile, 'bytes'>[];
}

export type SourceFacts = Pick<Approved, 'subject' | 'letter' | 'columns' | 'fieldPolicies' | 'merge' | 'sendAs'> & {
  files: MailSource['files'];
  headers: string[];
  addressColumn: string | null;
  /** When the merge takes place, in milliseconds since 1970. */
  time: number;
};

export async function mailSource(db: Queries, letters: Letters, campaignId: string, facts: SourceFacts): Promise<MailSource> {
  return {
    campaignId,
    letter: await letters.of(db, { ...facts.letter, letterhead: facts.merge?.letterhead === true }),
    subject: compileSubject(facts.subject),
    headers: facts.headers,
    columns: facts.columns,
    addressColumn: facts.addressColumn,
    how: { settings: facts.merge ?? PLAIN_MERGE, policies: facts.fieldPolicies, now: localTime(new Date(facts.time)) },
    sendAs: facts.sendAs ?? null,
    files: facts.files,
  };
}

/** Undefined where the list has no such row. Rows count from 1. */
export async function renderRows(db: Queries, source: MailSource, which: MessageRows): Promise<RenderedMessage | undefined> {
  const list = await someRows(db, source.campaignId, which.rows);
  if (!list) return undefined;
  const table = { kind: 'rows' as const, sheet: null, sheets: [], headers: source.headers, ...list };
  const { letter, subject, columns, addressColumn, how } = source;
  const render = rowRenderer(letter.compiled, subject, table, columns, addressColumn, how);
  return render({ rows: list.rows.map((_, index) => index), records: which.rows, sequence: which.sequence });
}

/**
 * The mail as it goes to the wire; null: it would be far longer than a mail can be. `files`: what `commonFiles` gives. Nothing of
 * it is asked from the store, because this is done for every mail.
 */
export function mailOf(
  { sendAs }: Pick<MailSource, 'sendAs'>,
  files: MailAttachment[],
  rendered: Pick<RenderedMessage, 'subject' | 'html' | 'text' | 'tooLong' | 'document' | 'documentName'>,
  to: string,
): Omit<MailMessage, 'markerId'> | null {
  const document = rendered.tooLong ? null : documentOf(rendered);
  if (document === null) return null;
  return {
    to: [to],
    cc: [],
    bcc: [],
    replyTo: [],
    ...(sendAs !== null && { from: sendAs }),
    subject: rendered.subject,
    html: rendered.html,
    text: rendered.text,
    attachments: document.length === 0 ? files : [...files, ...document],
    importance: 'normal',
  };
}

/** What goes along with every mail alike: the letter's pictures and the campaign's files. */
export async function commonFiles(db: Queries, letters: Letters, source: MailSource): Promise<MailAttachment[]> {
  const files: MailAttachment[] = [];
  for (const { hash, name, contentType } of source.files)
    files.push({ name, contentType, contentBytes: await letters.encoded(db, hash) });
  return [...source.letter.pictures, ...files];
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The merged letter as a Word document, where the settings want it along; null: it would be too long. */
export function documentOf({
  document,
  documentName,
}: Pick<RenderedMessage, 'document' | 'documentName'>): MailAttachment[] | null {
  if (document === undefined || documentName === undefined) return [];
  const bytes = document();
  if (bytes === null) return null;
  return [{ name: documentFileName(documentName), contentType: DOCX, contentBytes: Buffer.from(bytes).toString('base64') }];
}

/** Characters that no file name may have everywhere become blanks; an empty name is "Letter". */
function documentFileName(wanted: string): string {
  const bare = wanted
    .slice(0, 1000)
    .replace(/\.docx$/i, '')
    .replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+|\.+$/g, '');
  return `${bare === '' ? 'Letter' : bare.slice(0, 150)}.docx`;
}
