/** Outlook's mailbox of this page, from the globals of office.js. Its own types insist on enum objects that exist only at run time. */
import { type DraftWords, draftSource } from './draftAsLetter.ts';
import type { LetterSource } from './letterSource.ts';
import { type Mailbox, watchItem } from './mailItem.ts';

/** A pinned pane sees one item after another: the source is there while a mail is being written beside it. */
export interface OutlookSource {
  now: () => LetterSource | null;
  subscribe: (changed: () => void) => () => void;
}

/** `fileBytesMax`: how many bytes one attachment may have. */
export function outlookOfPage(office: typeof Office, words: DraftWords, fileBytesMax: number, page: Window): OutlookSource {
  const mailbox = office.context.mailbox as unknown as Mailbox;
  const items = watchItem(mailbox);
  const givesFiles = office.context.requirements.isSetSupported('Mailbox', '1.8');
  const pause = (ms: number) => new Promise<void>((resolve) => void page.setTimeout(resolve, ms));
  const source = draftSource({ mailbox, items, words, givesFiles, fileBytesMax, pause, page });
  return { now: () => (items.surface() === 'draft' ? source : null), subscribe: items.subscribe };
}
