import type { Journal } from './journal.ts';

export interface SandboxAddress {
  name: string;
  address: string;
}

export interface SandboxAttachment {
  name: string;
  contentType: string;
  /** Without angle brackets; what `cid:` in the HTML names. */
  contentId?: string;
  isInline: boolean;
  /** Bytes after decoding. */
  size: number;
  /** Standard base64. */
  contentBytes: string;
}

/** One message that the sandbox accepted. */
export interface SandboxMail {
  id: string;
  /** ISO 8601, by the sandbox's clock. */
  receivedAt: string;
  /** Address of the mailbox whose access token sent it. */
  mailbox: string;
  /** What the receiver sees; differs from `mailbox` when sent as a shared mailbox. */
  from: SandboxAddress;
  to: SandboxAddress[];
  cc: SandboxAddress[];
  bcc: SandboxAddress[];
  replyTo: SandboxAddress[];
  subject: string;
  /** Absent in a plain-text mail. */
  html?: string;
  /** The plain part; for an HTML mail sent as JSON it is made from the HTML, as Exchange does. */
  text: string;
  importance: 'low' | 'normal' | 'high';
  /** Custom headers of a JSON mail, all headers of a MIME mail. */
  headers: { name: string; value: string }[];
  attachments: SandboxAttachment[];
  saveToSentItems: boolean;
  /** Deferred send (extended property SystemTime 0x3FEF), as given. */
  deferredUntil?: string;
  extendedProperties: { id: string; value: string }[];
  /** Whose service took it. */
  provider: 'microsoft' | 'google';
  /** How it came in. `source` is the MIME text of a `mime` mail. */
  format: 'json' | 'mime';
  source?: string;
  requestId: string;
  clientRequestId: string;
  /** Its copy in the Sent Items of a mailbox at Microsoft. */
  item?: { id: string; immutableId: string; wasDraft: boolean };
}

export interface Mailbox {
  /** In the order of acceptance. */
  all(): SandboxMail[];
  /** Those with this address among to, cc and bcc, whatever the letter case. */
  to(address: string): SandboxMail[];
  clear(): void;
  /** Resolves with all mails as soon as there are at least `count`; rejects after `withinMs` (10 s). */
  arrived(count: number, withinMs?: number): Promise<SandboxMail[]>;
}

export interface MailboxStore extends Mailbox {
  take(mail: SandboxMail): void;
  find(id: string): SandboxMail | undefined;
  /** Changes whenever the list does; the page polls it. */
  revision(): number;
}

export type MailEntry = { t: 'mail'; mail: SandboxMail };

export function createMailbox(
  mails: SandboxMail[],
  journal: Pick<Journal<MailEntry>, 'append'>,
  cleared: () => void,
): MailboxStore {
  let list = mails;
  let revision = mails.length;
  const waiting = new Set<() => void>();
  const changed = () => {
    revision += 1;
    for (const look of waiting) look();
  };
  return {
    all: () => [...list],
    to: (address) => list.filter((mail) => receives(mail, address)),
    find: (id) => list.find((mail) => mail.id === id),
    revision: () => revision,
    take(mail) {
      journal.append({ t: 'mail', mail });
      list.push(mail);
      changed();
    },
    clear() {
      list = [];
      cleared();
      changed();
    },
    arrived: (count, withinMs = 10_000) => awaitCount(() => list, count, withinMs, waiting),
  };
}

function receives(mail: SandboxMail, address: string): boolean {
  const wanted = address.trim().toLowerCase();
  return [...mail.to, ...mail.cc, ...mail.bcc].some((each) => each.address.toLowerCase() === wanted);
}

function awaitCount(list: () => SandboxMail[], count: number, withinMs: number, waiting: Set<() => void>) {
  return new Promise<SandboxMail[]>((resolve, reject) => {
    const timer = setTimeout(
      () => finish(() => reject(new Error(`${list().length} of ${count} mails arrived in ${withinMs} ms`))),
      withinMs,
    );
    const finish = (end: () => void) => {
      clearTimeout(timer);
      waiting.delete(look);
      end();
    };
    const look = () => {
      if (list().length >= count) finish(() => resolve([...list()]));
    };
    waiting.add(look);
    look();
  });
}
