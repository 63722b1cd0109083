/** A message in Outlook: a draft that is being written, or one that was received and is only read. */

export interface OutlookPerson {
  name: string;
  address: string;
}

export interface OutlookFile {
  id: string;
  name: string;
  contentType: string;
  /** Base64. */
  content: string;
  isInline: boolean;
  /** Of an inline picture: what `cid:` in the body names. */
  contentId?: string;
  /** Bytes, as Outlook tells them; those of the content where not said. */
  size?: number;
}

export interface OutlookItem {
  kind: 'compose' | 'read';
  /** Outlook's id; null for a draft that was never saved. */
  id: string | null;
  subject: string;
  /** HTML. */
  body: string;
  to: OutlookPerson[];
  cc: OutlookPerson[];
  bcc: OutlookPerson[];
  attachments: OutlookFile[];
  /** What the add-in keeps in the mailbox (roaming settings). */
  roaming: Record<string, unknown>;
}

export function anOutlookItem(given: Partial<OutlookItem> = {}): OutlookItem {
  return { kind: 'compose', id: null, subject: '', body: '', to: [], cc: [], bcc: [], attachments: [], roaming: {}, ...given };
}
