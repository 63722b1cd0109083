/** The mail that is being written beside the pane, as the letter of a merge. */
import type { Asked } from './askOffice.ts';
import { askOffice } from './askOffice.ts';
import { type FileWords, readDraftFiles } from './draftFiles.ts';
import { placePictures } from './draftPictures.ts';
import type { HtmlLetter, InsertedField, LetterSource } from './letterSource.ts';
import { markOf } from './watchDocument.ts';
import { type DraftItem, draftOf, type ItemWatch, type ListedFile, type Mailbox } from './mailItem.ts';

/** What is said about a draft; sentences for a person. */
export interface DraftWords extends FileWords {
  /** No mail is being written (any more). */
  noDraft: string;
  /** So many pictures of the text were not found. */
  picturesMissing: (count: number) => string;
  /** Of a kind that mail programs do not show everywhere. */
  pictureKind: (name: string) => string;
  recipients: string;
  /** It answers or forwards another mail, whose text is part of it. */
  quotes: string;
}

export interface DraftDeps {
  mailbox: Mailbox;
  items: ItemWatch;
  words: DraftWords;
  /** Outlook lists attachments and hands them over (Mailbox 1.8). */
  givesFiles: boolean;
  pause: (ms: number) => Promise<void>;
  /** The pane's window: coming back to it is the moment to look whether the draft is still the same. */
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>;
}

export function draftSource(deps: DraftDeps): LetterSource {
  const { mailbox, words } = deps;
  /** What was read last; null: nothing yet. */
  const last: { seen: string | null } = { seen: null };
  return {
    kind: 'draft',
    read: async () => {
      const item = draftOf(mailbox);
      if (item === null) return { ok: false, reason: 'refused', detail: words.noDraft };
      const text = await draftText(item, deps);
      if (!text.ok) return { ok: false, reason: 'busy', detail: text.detail };
      last.seen = text.value.seen;
      return { ok: true, letter: await letterOf(item, text.value, deps), mark: last.seen };
    },
    watch: (changed, since) => {
      if (since !== undefined) last.seen = since;
      return watchDraft(deps, last, changed);
    },
    insertField: async (name) => insertIntoDraft(mailbox, deps, name),
    // A mark in a draft would be sent along with it.
    highlight: null,
  };
}

interface DraftText {
  subject: string;
  html: string;
  /** A mark of subject, text and attachments: differs where one of them changed. */
  seen: string;
}

async function draftText(item: DraftItem, { pause, givesFiles }: DraftDeps): Promise<Asked<DraftText>> {
  const subject = await askOffice<string>(pause, (done) => item.subject.getAsync(done));
  if (!subject.ok) return subject;
  const html = await askOffice<string>(pause, (done) => item.body.getAsync('html', done));
  if (!html.ok) return html;
  const files = givesFiles ? await askOffice<ListedFile[]>(pause, (done) => item.getAttachmentsAsync?.(done)) : null;
  const names = files?.ok ? files.value.map((file) => [file.id, file.name]) : [];
  return {
    ok: true,
    value: { subject: subject.value, html: html.value, seen: markOf(JSON.stringify([subject.value, html.value, names])) },
  };
}

async function letterOf(item: DraftItem, { subject, html }: DraftText, deps: DraftDeps): Promise<HtmlLetter> {
  const { words, pause, givesFiles } = deps;
  const files = givesFiles ? await readDraftFiles(item, pause, words) : { parts: [], remarks: [words.tooOld] };
  const pictured = placePictures(html, files.parts);
  const remarks = [
    ...files.remarks,
    ...(pictured.missing > 0 ? [words.picturesMissing(pictured.missing)] : []),
    ...pictured.unshown.map(words.pictureKind),
    ...((await hasRecipients(item, pause)) ? [words.recipients] : []),
    ...((await quotesAnother(item, pause)) ? [words.quotes] : []),
  ];
  return { kind: 'html', subject: subject.trim(), html: pictured.html, attachments: pictured.attachments, remarks };
}

async function hasRecipients(item: DraftItem, pause: DraftDeps['pause']): Promise<boolean> {
  for (const field of [item.to, item.cc, item.bcc]) {
    if (!field) continue;
    const people = await askOffice<unknown[]>(pause, (done) => field.getAsync(done));
    if (people.ok && people.value.length > 0) return true;
  }
  return false;
}

async function quotesAnother(item: DraftItem, pause: DraftDeps['pause']): Promise<boolean> {
  if (!item.getComposeTypeAsync) return false;
  const answer = await askOffice<{ composeType: string }>(pause, (done) => item.getComposeTypeAsync?.(done));
  return answer.ok && answer.value.composeType !== 'newMail';
}

/** Outlook has no event for a changed text. It is compared when somebody comes back to the pane; another item is told at once. */
function watchDraft(deps: DraftDeps, last: { seen: string | null }, changed: () => void): () => void {
  const { mailbox, items, page } = deps;
  let looking = false;
  const look = async () => {
    const item = draftOf(mailbox);
    if (looking || item === null || last.seen === null) return;
    looking = true;
    const now = await draftText(item, deps);
    looking = false;
    if (now.ok && now.value.seen !== last.seen) changed();
  };
  const onBack = () => void look();
  const ended = items.subscribe(changed);
  // What was changed while the pane was closed.
  onBack();
  for (const event of COMES_BACK) page.addEventListener(event, onBack);
  return () => {
    ended();
    for (const event of COMES_BACK) page.removeEventListener(event, onBack);
  };
}

const COMES_BACK = ['focus', 'pointerover'] as const;

async function insertIntoDraft(mailbox: Mailbox, { words, pause }: DraftDeps, name: string): Promise<InsertedField> {
  const body = draftOf(mailbox)?.body;
  if (!body?.setSelectedDataAsync) return { ok: false, detail: words.noDraft };
  const field = `{{${name}}}`;
  const done = await askOffice<void>(pause, (tell) => body.setSelectedDataAsync?.(field, { coercionType: 'text' }, tell));
  return done.ok ? { ok: true, as: 'text' } : done;
}
