/** What the first step says inside Office, where the letter is the open document or the mail that is being written. */
import { count } from './counts.ts';

const named = (fields: readonly string[]) => fields.map((field) => `«${field}»`).join(', ');

export const letterTexts = {
  document: {
    readNow: 'Read the open document',
    reading: 'Reading the open document…',
    busy: 'Word is busy with this document. Click into it once, then read again.',
    refused: 'Word did not hand over the document. Save it once, then read again.',
    silent: 'Word has not answered for a while. Answer or close what it asks you, click into the document, then read again.',
    changed: 'The document has changed since it was read. The mails still say what was read.',
    insertHint: 'Click into the letter where the field belongs, then choose its column here.',
  },
  draft: {
    readNow: 'Read this draft',
    reading: 'Reading this draft…',
    busy: 'Outlook is busy with this draft. Click into it once, then read again.',
    refused: 'Outlook did not hand over the draft. Click into its text, then read again.',
    silent: 'Outlook has not answered for a while. Answer or close what it asks you, click into the draft, then read again.',
    changed: 'The draft has changed since it was read. The mails still say what was read.',
    insertHint: 'Click into the draft where the field belongs, then choose its column here.',
  },
  /** Another mail is beside the pane than the one that is the letter of this merge; by their subjects. */
  other: {
    open: (now: string, read: string) =>
      `Another mail is open beside this pane: “${now}”. The mails still say what was read from “${read}”.`,
    next: 'To merge it by itself, go back and start a new merge beside it: this one stays as a draft.',
    instead: 'Use the open mail instead',
  },
  /** Before anything is sent: what of the draft does not go along. */
  left: (value: number) =>
    value === 1 ? 'This does not go along with the mails:' : `These ${value} things do not go along with the mails:`,
  /** Name of a draft without a subject. */
  unnamed: 'Draft',
  readAgain: 'Read again',
  another: 'Or drop another Word letter here',
  fields: {
    same: 'Read again: the same fields as before.',
    added: (fields: readonly string[]) => `New: ${named(fields)}.`,
    gone: (fields: readonly string[]) => `No longer there: ${named(fields)}.`,
    read: 'Read again.',
  },
  insert: {
    title: 'Insert field',
    later: 'Once the list is chosen, its columns can be put into the letter from here.',
    all: (value: number) => `Show all ${count(value, 'column', 'columns')}`,
    done: {
      field: (name: string) => `«${name}» is in the letter, as a field of Word.`,
      control: (name: string) => `«${name}» is in the letter, in a frame that its value will replace.`,
      text: (name: string) => `«${name}» is in the letter, written as {{${name}}}.`,
    },
    failed: (name: string) => `«${name}» could not be put there. Click into the text of the letter, then choose it again.`,
    unanswered: (name: string) =>
      `«${name}» has not been put there yet. Answer or close what is open beside this pane, and look whether it is there before you choose it again.`,
    noFields: 'No fields yet: everybody would get the same text. Choose the list, then insert its columns here.',
    noFieldsNow: 'No fields yet: everybody would get the same text. Insert columns of the list below, then read again.',
  },
  highlight: {
    show: 'Mark the fields in the letter',
    hint: 'Only on your screen: the marks are no part of the document or of the mails.',
    failed: 'This Word cannot mark the fields.',
  },
  tooManyFiles: (most: number, left: readonly string[]) =>
    `At most ${most} files can go along with every mail. Left out: ${left.map((name) => `«${name}»`).join(', ')}.`,
  remarks: (value: number) => `${count(value, 'remark', 'remarks')} about the draft`,
} as const;
