/** The mail that is being written beside the pane, as the letter of a merge. */
import { askOffice, SHORT_PATIENCE_MS } from './askOffice.ts';
import { bytesIn, type FileWords, readDraftFiles } from './draftFiles.ts';
import { type DraftMark, readMark, writeMark } from './draftMark.ts';
import { placePictures } from './draftPictures.ts';
import { inBraces } from './insertField.ts';
import type { DraftFile, HtmlLetter, InsertedField, LetterSource, ReadLetter } from './letterSource.ts';
import { type DraftItem, draftOf, type Mailbox } from './mailItem.ts';
import { type DraftText, readDraft } from './readDraft.ts';
import { type DraftWatch, type LastRead, watchDraft } from './watchDraft.ts';

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

/** `givesFiles`: Outlook lists attachments and hands them over (Mailbox 1.8). */
export interface DraftDeps extends DraftWatch {
  words: DraftWords;
  /** How many bytes one attachment may have. */
  fileBytesMax: number;
}

export function draftSource(deps: DraftDeps): LetterSource {
  const { mailbox, items } = deps;
  const last: LastRead = { mark: null, moved: 'no' };
  items.subscribe(() => {
    last.moved = 'yes';
  });
  return {
    kind: 'draft',
    read: () => readWhole(deps, last),
    watch: (tell, since) => {
      const known = last.mark && writeMark(last.mark);
      if (since !== undefined && since !== known)
        Object.assign(last, { mark: since === null ? null : readMark(since), moved: 'unwatched' } satisfies LastRead);
      return watchDraft(deps, last, tell);
    },
    insertField: async (name) => insertIntoDraft(mailbox, deps, name),
    // A mark in a draft would be sent along with it.
    highlight: null,
  };
}

/**
 * Outlook answers for whichever mail is open when it is asked: where another one came meanwhile, the subject of the one would stand
 * over the text of the other. So what was read must still be there at the end, else it is read again. In the end it is enough that it
 * is still the same mail: somebody may be typing, and Outlook for Windows may name the pictures in the text anew at each reading.
 */
async function readWhole(deps: DraftDeps, last: LastRead): Promise<ReadLetter> {
  const { mailbox, items, words, pause, givesFiles } = deps;
  const came = { another: false };
  const stop = items.subscribe(() => (came.another = true));
  try {
    for (let attempt = 1; attempt <= READ_TRIES; attempt += 1) {
      const item = draftOf(mailbox);
      if (item === null) return { ok: false, reason: 'refused', detail: words.noDraft };
      came.another = false;
      const text = await readDraft(item, pause, givesFiles);
      if (!text.ok) return { ok: false, reason: text.silent ? 'silent' : 'busy', detail: text.detail };
      const { letter, missing } = await letterOf(item, text.value, deps);
      // Outlook may list what was put into the text a moment later (office-js #2984): then the next reading has it.
      if (missing > 0 && attempt === 1) await pause(LATE_PICTURES_MS);
      const after = await readDraft(item, pause, givesFiles);
      if (draftOf(mailbox) !== item || !after.ok) continue;
      const [read, now] = [text.value.mark, after.value.mark];
      const enough = attempt === READ_TRIES && !came.another && isSameMail(read, now);
      const same = read.text === now.text && text.value.ids.join() === after.value.ids.join();
      if (!same && !enough) continue;
      const mark = { ...now, text: read.text };
      Object.assign(last, { mark, moved: 'no' } satisfies LastRead);
      return { ok: true, letter, mark: writeMark(mark) };
    }
  } finally {
    stop();
  }
  return { ok: false, reason: 'busy', detail: 'changed while it was read' };
}

const READ_TRIES = 3;
export const LATE_PICTURES_MS = 900;

/** It gets its id when Outlook saves it, which may be meanwhile. */
function isSameMail(before: DraftMark, now: DraftMark): boolean {
  return before.subject === now.subject && (before.id === '' || before.id === now.id);
}

/** `missing`: how many pictures of the text were not found. */
async function letterOf(
  item: DraftItem,
  { subject, html }: DraftText,
  deps: DraftDeps,
): Promise<{ letter: HtmlLetter; missing: number }> {
  const { words, pause, givesFiles, fileBytesMax } = deps;
  const files = givesFiles ? await readDraftFiles(item, { pause, words, fileBytesMax }) : { parts: [], left: [words.tooOld] };
  const pictured = placePictures(html, files.parts);
  // Only now it is known which of them are no pictures of the text, whatever Outlook calls them.
  const isTooLarge = ({ contentBytes }: DraftFile) => bytesIn(contentBytes) > fileBytesMax;
  const attachments = pictured.attachments.filter((file) => !isTooLarge(file));
  const left = [
    ...files.left,
    ...pictured.attachments
      .filter(isTooLarge)
      .map(({ name, contentBytes }) => words.tooLarge(name, bytesIn(contentBytes), fileBytesMax)),
    ...(pictured.missing > 0 ? [words.picturesMissing(pictured.missing)] : []),
    ...pictured.unshown.map(words.pictureKind),
  ];
  const remarks = [
    ...((await hasRecipients(item, pause)) ? [words.recipients] : []),
    ...((await quotesAnother(item, pause)) ? [words.quotes] : []),
  ];
  const letter: HtmlLetter = { kind: 'html', subject: subject.trim(), html: pictured.html, attachments, left, remarks };
  return { letter, missing: pictured.missing };
}

async function hasRecipients(item: DraftItem, pause: DraftDeps['pause']): Promise<boolean> {
  for (const field of [item.to, item.cc, item.bcc]) {
    if (!field) continue;
    const people = await askOffice<unknown[]>(pause, (done) => field.getAsync(done), { ms: SHORT_PATIENCE_MS });
    if (people.ok && people.value.length > 0) return true;
  }
  return false;
}

async function quotesAnother(item: DraftItem, pause: DraftDeps['pause']): Promise<boolean> {
  if (!item.getComposeTypeAsync) return false;
  const answer = await askOffice<{ composeType: string }>(pause, (done) => item.getComposeTypeAsync?.(done), {
    ms: SHORT_PATIENCE_MS,
  });
  return answer.ok && answer.value.composeType !== 'newMail';
}

async function insertIntoDraft(mailbox: Mailbox, { words, pause }: DraftDeps, name: string): Promise<InsertedField> {
  const body = draftOf(mailbox)?.body;
  if (!body?.setSelectedDataAsync) return { ok: false, detail: words.noDraft };
  const field = inBraces(name);
  if (field === null) return { ok: false, detail: 'no way to write this name' };
  const done = await askOffice<void>(pause, (tell) => body.setSelectedDataAsync?.(field, { coercionType: 'text' }, tell));
  return done.ok ? { ok: true, as: 'text' } : { ok: false, ...(done.silent && { silent: true }), detail: done.detail };
}
