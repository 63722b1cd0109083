import { randomBytes } from 'node:crypto';
import type { Journal } from './journal.ts';
import type { MailboxStore, SandboxMail } from './mailbox.ts';
import type { MailContent } from './takeJsonMail.ts';

/** Both names of an item in a mailbox: the usual one is another in every folder, the immutable one stays. */
export interface ItemIds {
  id: string;
  immutableId: string;
}

/** As long as the real ones, which is more than some routers and columns take. */
export const newItemIds = (): ItemIds => ({
  id: `AAMkAD${randomBytes(106).toString('base64url')}A=`,
  immutableId: `AAkALg${randomBytes(78).toString('base64url')}AA`,
});

export interface Draft extends ItemIds {
  mailbox: string;
  /** ISO 8601, by the sandbox's clock. */
  createdAt: string;
  content: MailContent;
}

/** The folders that the sandbox's mailboxes have, by the names that Graph takes in place of an id. */
export const FOLDERS = { drafts: 'Drafts', outbox: 'Outbox', sentitems: 'Sent Items' } as const;
export type Folder = keyof typeof FOLDERS;

export interface MailItem extends ItemIds {
  folder: Folder;
  isDraft: boolean;
  /** ISO 8601 */
  createdAt: string;
  sentAt: string | null;
  content: MailContent;
}

export type ItemEntry =
  | { t: 'draft'; draft: Draft }
  /** It is a mail now, in Sent Items under the same immutable id. */
  | { t: 'draftSent'; immutableId: string }
  | { t: 'itemGone'; immutableId: string };

export interface MailItems {
  addDraft(draft: Draft): void;
  draft(mailbox: string, id: string): Draft | undefined;
  /** Whoever it belongs to. */
  anyDraft(id: string): Draft | undefined;
  draftSent(draft: Draft): void;
  /** By either of its ids. A sent item only once the mailbox shows it: see the delays of the settings. */
  find(mailbox: string, id: string): MailItem | undefined;
  /** Newest first. Sent Items lists what was sent only after it was indexed. */
  list(mailbox: string, folder: Folder): MailItem[];
  /** Whether there was such an item. */
  remove(mailbox: string, id: string): boolean;
}

export interface ItemDelays {
  /** A draft that was sent waits in the Outbox for so long, where it is still shown as a draft. */
  draftMovesAfterMs: number;
  /** Sent Items lists a mail so long after it was sent. */
  sentItemsDelayMs: number;
}

export interface ItemsDeps {
  mailbox: Pick<MailboxStore, 'all'>;
  settings: ItemDelays;
  clock: () => number;
  journal: Pick<Journal<ItemEntry>, 'append'>;
}

export function createMailItems(entries: ItemEntry[], { mailbox, settings, clock, journal }: ItemsDeps): MailItems {
  const drafts = new Map<string, Draft>();
  const gone = new Set<string>();
  const apply = (entry: ItemEntry): void => {
    if (entry.t === 'draft') drafts.set(entry.draft.immutableId, entry.draft);
    else drafts.delete(entry.immutableId);
    if (entry.t === 'itemGone') gone.add(entry.immutableId);
  };
  const record = (entry: ItemEntry): void => {
    apply(entry);
    journal.append(entry);
  };
  for (const entry of entries) apply(entry);
  const sentOf = (owner: string): SentItem[] =>
    mailbox
      .all()
      .filter((mail) => mail.mailbox === owner && mail.saveToSentItems)
      .flatMap((mail) => sentItem(mail) ?? [])
      .filter((item) => !gone.has(item.immutableId));
  const age = (item: SentItem): number => clock() - Date.parse(item.sentAt);
  const placed = (sent: SentItem): MailItem => {
    const isThere = !sent.wasDraft || age(sent) >= settings.draftMovesAfterMs;
    return isThere ? sent : { ...sent, folder: 'outbox', isDraft: true, sentAt: null };
  };
  const anyDraft = (id: string): Draft | undefined => drafts.get(id) ?? [...drafts.values()].find((each) => names(each, id));
  const draft = (owner: string, id: string): Draft | undefined => {
    const found = anyDraft(id);
    return found?.mailbox === owner ? found : undefined;
  };
  const find = (owner: string, id: string): MailItem | undefined => {
    const waiting = draft(owner, id);
    if (waiting !== undefined) return draftItem(waiting);
    const sent = sentOf(owner).find((item) => names(item, id));
    if (sent === undefined) return undefined;
    return placed(sent);
  };
  return {
    addDraft: (added) => record({ t: 'draft', draft: added }),
    draft,
    anyDraft,
    draftSent: ({ immutableId }) => record({ t: 'draftSent', immutableId }),
    find,
    list: (owner, folder) => {
      if (folder === 'drafts')
        return [...drafts.values()]
          .filter((each) => each.mailbox === owner)
          .map(draftItem)
          .toReversed();
      const listed = sentOf(owner).filter((item) => folder === 'outbox' || age(item) >= settings.sentItemsDelayMs);
      return listed
        .map(placed)
        .filter((item) => item.folder === folder)
        .toReversed();
    },
    remove(owner, id) {
      const item = find(owner, id);
      if (item !== undefined) record({ t: 'itemGone', immutableId: item.immutableId });
      return item !== undefined;
    },
  };
}

const names = (item: ItemIds, id: string): boolean => item.id === id || item.immutableId === id;

const draftItem = ({ id, immutableId, createdAt, content }: Draft): MailItem => ({
  id,
  immutableId,
  folder: 'drafts',
  isDraft: true,
  createdAt,
  sentAt: null,
  content,
});

type SentItem = MailItem & { sentAt: string; wasDraft: boolean };

/** Undefined: sent through another service, or kept from before there were items. */
const sentItem = ({ item, receivedAt, ...content }: SandboxMail): SentItem | undefined =>
  item && { ...item, folder: 'sentitems', isDraft: false, createdAt: receivedAt, sentAt: receivedAt, content };
