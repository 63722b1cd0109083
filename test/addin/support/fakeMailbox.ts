/** Outlook's mailbox as plain objects: what is beside the pane, how it answers, and what was done to it. */
import type { OfficeAnswer } from '../../../addin/office/askOffice.ts';
import type { DraftItem, ListedFile, Mailbox } from '../../../addin/office/mailItem.ts';

export interface FakeDraft {
  subject: string;
  html: string;
  files: (Partial<ListedFile> & { name: string; content?: string; format?: string })[];
  to: string[];
  composeType: string;
  /** Outlook's id; null before it was saved. */
  id: string | null;
  inserted: string[];
}

type Done<T> = (answer: OfficeAnswer<T>) => void;

export function fakeMailbox(given: Partial<FakeDraft> = {}) {
  const draft: FakeDraft = {
    subject: 'Invoice {{Number}}',
    html: '<p>Dear {{Name}}</p>',
    files: [],
    to: [],
    composeType: 'newMail',
    id: null,
    inserted: [],
    ...given,
  };
  const tell: (() => void)[] = [];
  const mailbox: Mailbox = { item: itemOf(draft), addHandlerAsync: (_event, handler) => void tell.push(handler) };
  return {
    draft,
    mailbox,
    /** Another item is beside the pane; `another` is one that is being written. */
    another: (more: Partial<FakeDraft>) => itemOf({ ...draft, ...more }),
    open: (item: unknown) => {
      mailbox.item = item;
      for (const each of tell) each();
    },
  };
}

export const A_READ_MAIL = { itemType: 'message', subject: 'Lunch?', body: {} };
export const AN_APPOINTMENT = { itemType: 'appointment', subject: { getAsync: () => undefined }, body: {} };

function itemOf(draft: FakeDraft): DraftItem & { itemType: string } {
  const recipients = { getAsync: (done: Done<unknown[]>) => succeed(done, draft.to) };
  return {
    itemType: 'message',
    subject: { getAsync: (done) => succeed(done, draft.subject) },
    body: {
      getAsync: (type, done) => succeed(done, type === 'html' ? draft.html : ''),
      setSelectedDataAsync: (text, _options, done) => {
        draft.inserted.push(text);
        succeed(done, undefined);
      },
    },
    to: recipients,
    cc: recipients,
    bcc: recipients,
    getAttachmentsAsync: (done) => succeed(done, draft.files.map(listed)),
    getAttachmentContentAsync: (id, done) => {
      const file = draft.files.find((each, index) => listed(each, index).id === id);
      if (file?.content === undefined) fail(done, 9020, 'The attachment could not be read.');
      else succeed(done, { content: file.content, format: file.format ?? 'base64' });
    },
    getItemIdAsync: (done) => {
      if (draft.id === null) fail(done, 9024, 'The item is not saved.');
      else succeed(done, draft.id);
    },
    getComposeTypeAsync: (done) => succeed(done, { composeType: draft.composeType }),
  };
}

function listed(file: FakeDraft['files'][number], index: number): ListedFile {
  const { name, id = `file-${index}`, attachmentType = 'file', isInline = false, contentId, size } = file;
  return {
    id,
    name,
    attachmentType,
    isInline,
    ...(contentId !== undefined && { contentId }),
    ...(size !== undefined && { size }),
  };
}

function succeed<T>(done: Done<T>, value: T): void {
  done({ status: 'succeeded', value });
}

function fail<T>(done: Done<T>, code: number, message: string): void {
  done({ status: 'failed', value: undefined as T, error: { code, message } });
}
