/** What a draft says now: subject, text and names of attachments, with the mark that tells a difference later. */
import { askOffice, SHORT_PATIENCE_MS, type Asked } from './askOffice.ts';
import type { Pause } from './awaitWithin.ts';
import { type DraftMark, draftMark } from './draftMark.ts';
import type { DraftItem, ListedFile } from './mailItem.ts';

export interface DraftText {
  subject: string;
  html: string;
  mark: DraftMark;
  /**
   * Ids of the attachments. No part of the mark: in Outlook on the web they are other ones in the next session, and a picture gets
   * its lasting one when it is uploaded (Office.AttachmentDetailsCompose).
   */
  ids: string[];
}

/** `givesFiles`: Outlook has Mailbox 1.8. */
export async function readDraft(item: DraftItem, pause: Pause, givesFiles: boolean): Promise<Asked<DraftText>> {
  const subject = await askOffice<string>(pause, (done) => item.subject.getAsync(done));
  if (!subject.ok) return subject;
  const html = await askOffice<string>(pause, (done) => item.body.getAsync('html', done));
  if (!html.ok) return html;
  const listed = givesFiles ? await askOffice<ListedFile[]>(pause, (done) => item.getAttachmentsAsync?.(done)) : null;
  const attached = listed?.ok ? listed.value : [];
  const files = attached.map(({ name, size }) => [name, String(size ?? '')]);
  const said = { subject: subject.value, html: html.value };
  const mark = draftMark({ ...said, files, id: await idOf(item, pause) });
  return { ok: true, value: { ...said, mark, ids: attached.map(({ id }) => id) } };
}

/** Null for a mail that was never saved. */
async function idOf(item: DraftItem, pause: Pause): Promise<string | null> {
  if (!item.getItemIdAsync) return null;
  const answer = await askOffice<string>(pause, (done) => item.getItemIdAsync?.(done), { ms: SHORT_PATIENCE_MS });
  return answer.ok ? answer.value : null;
}
