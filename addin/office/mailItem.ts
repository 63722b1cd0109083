/** What of Outlook's mailbox is needed. Which item is open changes under a pinned pane, so it is asked for each time. */
import type { OfficeAnswer } from './askOffice.ts';

type Done<T> = (answer: OfficeAnswer<T>) => void;

export interface Mailbox {
  /** None: the pane is pinned and nothing is selected. */
  item?: unknown;
  addHandlerAsync?: (event: string, handler: () => void) => void;
}

/** A mail being written. The sets in which its members came are those of Office.context.mailbox. */
export interface DraftItem {
  subject: { getAsync: (done: Done<string>) => void };
  body: {
    getAsync: (type: string, done: Done<string>) => void;
    /** Mailbox 1.2. */
    setSelectedDataAsync?: (text: string, options: { coercionType: string }, done: Done<void>) => void;
  };
  to?: { getAsync: (done: Done<unknown[]>) => void };
  cc?: { getAsync: (done: Done<unknown[]>) => void };
  bcc?: { getAsync: (done: Done<unknown[]>) => void };
  /** Mailbox 1.8. */
  getAttachmentsAsync?: (done: Done<ListedFile[]>) => void;
  /** Mailbox 1.8. */
  getAttachmentContentAsync?: (id: string, done: Done<{ content: string; format: string }>) => void;
  /** Mailbox 1.8; fails for a mail that was never saved. */
  getItemIdAsync?: (done: Done<string>) => void;
  /** Mailbox 1.10. */
  getComposeTypeAsync?: (done: Done<{ composeType: string }>) => void;
}

/** `contentId` came late in 2025, in Outlook on the web and the new Outlook first. */
export interface ListedFile {
  id: string;
  name: string;
  attachmentType: string;
  isInline: boolean;
  /** Bytes. */
  size?: number;
  contentId?: string;
}

/** What lies beside the pane: a mail being written, something else that is open, nothing at all. */
export type Surface = 'draft' | 'message' | 'nothing';

export function surfaceOf(mailbox: Mailbox): Surface {
  if (mailbox.item === null || mailbox.item === undefined) return 'nothing';
  return draftOf(mailbox) === null ? 'message' : 'draft';
}

/** In a mail that is being read the subject is a text; appointments have drafts as well, and are no mails. */
export function draftOf(mailbox: Mailbox): DraftItem | null {
  const item = mailbox.item as { itemType?: unknown; subject?: { getAsync?: unknown } } | null | undefined;
  if (!item || item.itemType !== 'message' || typeof item.subject?.getAsync !== 'function') return null;
  return item as unknown as DraftItem;
}

export interface ItemWatch {
  surface: () => Surface;
  /** Calls back when another item is beside the pane; answers with the function that ends it. */
  subscribe: (changed: () => void) => () => void;
}

/** Office.EventType.ItemChanged (Mailbox 1.5). Outlook keeps one handler an event, so there is one for the whole pane. */
const ITEM_CHANGED = 'olkItemSelectedChanged';

export function watchItem(mailbox: Mailbox): ItemWatch {
  const listeners = new Set<() => void>();
  try {
    mailbox.addHandlerAsync?.(ITEM_CHANGED, () => {
      for (const tell of listeners) tell();
    });
  } catch {
    // Where panes cannot be pinned there is no such event, and the item stays.
  }
  return {
    surface: () => surfaceOf(mailbox),
    subscribe: (changed) => {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}
