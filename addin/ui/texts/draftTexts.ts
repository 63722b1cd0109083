/** What is said about a mail that is being written in Outlook and becomes the letter of a merge. */
import { formatBytes, formatMost } from '../format.ts';
import { count } from './counts.ts';

export const draftTexts = {
  /** What `draftSource` says about what it could not take. */
  remarks: {
    noDraft: 'No mail is being written beside this pane. Open a new mail in Outlook, or choose a Word letter.',
    tooOld:
      'This version of Outlook does not hand over attachments, nor pictures in the text: if this mail has some, they stay behind. Add a file in the step Check, or open the mail in Outlook on the web.',
    unlisted: (detail: string) =>
      `Outlook did not say which attachments this mail has (${detail}): they stay behind. Read it again, or add a file in the step Check.`,
    link: (name: string) =>
      `“${name}” is a link to a file in a cloud and stays behind. Attach a copy of the file, or paste the link into the text.`,
    refused: (name: string) => `Outlook did not hand over “${name}”: it stays behind. Attach it once more, then read again.`,
    tooLarge: (name: string, bytes: number, most: number) =>
      `“${name}” has ${formatBytes(bytes)} and stays behind: one mail carries at most ${formatMost(most)}. Attach a smaller file, or put it in a cloud and its link into the text, then read again.`,
    picturesMissing: (value: number) =>
      `${count(value, 'picture', 'pictures')} in the text could not be taken. Delete ${value === 1 ? 'it' : 'them'} and put ${value === 1 ? 'it' : 'them'} in again from a file, then read again.`,
    pictureKind: (name: string) =>
      `“${name}” is a picture that not every mail program can show, and is left out. Save it as PNG or JPEG and put it in again.`,
    recipients: 'To, Cc and Bcc of this mail are not used: each mail goes to one person of your list.',
    quotes:
      'This mail answers or forwards another one: what it quotes goes to everybody on your list. Delete it if it should not.',
  },

  /** Subject, text, pictures and attachments are taken; the rest of a mail is Outlook's and cannot be read or is not meant for many. */
  taken:
    'Subject, text with signature, pictures and attachments come from this mail. Not taken: recipients, importance, sensitivity, encryption, voting and receipts.',
  /** Beside a mail that is only read, or nothing: where a letter may come from. */
  elsewhere: 'To use a mail as the letter, open a new mail in Outlook and start Mergepost there. Or choose a Word letter here.',

  phone: {
    title: 'Mergepost needs a larger screen',
    next: 'Open Outlook on a computer to start a merge; merges that run go on without this phone.',
  },
} as const;
