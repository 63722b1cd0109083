/**
 * When may the next message of a mailbox leave? Counted from the rows, so that a restart or a second campaign changes
 * nothing: they are read once, and what leaves afterwards is told by `took`. Times are milliseconds since 1970, but windows
 * are measured in time that really passed (realTime.ts).
 */
import type { AccountUse, MailboxLimits } from '../accounts/accountUse.ts';
import type { Queries } from '../storage/database.ts';
import { type Counted, counted } from './counted.ts';
import { departedFrom, departedOutside } from './departed.store.ts';
import { isOutside } from './outsiders.ts';
import { DAY_MS, earliest, type Slot, type Weight, WINDOW_MS } from './pacing.ts';
import { realTime } from './realTime.ts';

export type { Slot, Weight } from './pacing.ts';

export interface MailboxPace {
  /** Reads the mailbox's rows of the last 24 h and its limits where they are not in memory; cheap otherwise (limits are asked again after a minute). */
  load(mailbox: string): Promise<void>;
  /** Settings or rows changed behind its back: read again at the next load. */
  forget(mailbox: string): void;
  /** After load, synchronous, takes nothing. 'campaign': evenly spaced; 'now': any free slot of the rolling minute. */
  slot(mailbox: string, kind: 'campaign' | 'now', weight: Weight): Slot;
  /** A message was marked as leaving at `at`. */
  took(mailbox: string, at: number, weight: Weight): void;
  /** Recipients outside of the mailbox's organisation; 0 where it has none. After load, synchronous. `recipients`: addresses as in MailMessage. */
  externalOf(mailbox: string, sender: string, recipients: readonly string[]): number;
}

export interface MailboxPaceDeps {
  db: Queries;
  /** Milliseconds since 1970. */
  now: () => number;
  limitsOf: AccountUse['limitsOf'];
  /** Milliseconds that no change of the clock touches, such as `performance.now`. */
  monotonic?: () => number;
}

const ASKED_AGAIN_MS = 60_000;
/** Another mailbox's mark may be on its way into the rows while they are read: longer than the store is waited for. */
const COMMITTED_AFTER_MS = 15_000;

interface Book {
  limits: MailboxLimits;
  domains: ReadonlySet<string> | null;
  /** When the limits were asked, in real time; undefined: to be asked and read again. */
  askedAt: number | undefined;
  /** When somebody last wanted to send through it, in real time. */
  usedAt: number;
  left: Counted;
}

export function mailboxPace(deps: MailboxPaceDeps): MailboxPace {
  const time = realTime(deps.now, deps.monotonic);
  const books = new Map<string, Book>();
  const loading = new Map<string, Promise<void>>();
  /** What organisations sent to others; one for all mailboxes of each. */
  const outside = new Map<string, Counted>();

  async function refresh(mailbox: string): Promise<void> {
    const known = books.get(mailbox);
    const again = known !== undefined && known.askedAt === undefined;
    const book = known ?? { limits: NO_LIMITS, domains: null, askedAt: undefined, usedAt: 0, left: counted(time) };
    // Both before anything is awaited: a `forget` that comes meanwhile is not lost.
    book.askedAt = time.look().real;
    book.usedAt = book.askedAt;
    books.set(mailbox, book);
    try {
      const limits = await deps.limitsOf(mailbox);
      await book.left.cover(limits.perDay === null ? WINDOW_MS : DAY_MS, again, (after) => departedFrom(deps.db, mailbox, after));
      if (limits.tenant && limits.tenant.perDay !== null) await coverTenant(limits.tenant.tid, again);
      Object.assign(book, { limits, domains: limits.tenant?.domains ? new Set(limits.tenant.domains) : null });
    } catch (error) {
      if (known) book.askedAt = undefined;
      else books.delete(mailbox);
      throw error;
    }
    if (!known) forgetIdle(books, time.look().real);
  }

  function coverTenant(tid: string, again: boolean): Promise<void> {
    const known = outside.get(tid) ?? counted(time, COMMITTED_AFTER_MS);
    outside.set(tid, known);
    return known.cover(DAY_MS, again, (after) => departedOutside(deps.db, tid, after));
  }

  function bookOf(mailbox: string): Book {
    const book = books.get(mailbox);
    if (!book) throw new Error(`The pace of ${mailbox} was asked for before it was loaded.`);
    return book;
  }

  return {
    async load(mailbox) {
      const underWay = loading.get(mailbox);
      if (underWay) await underWay;
      const { real } = time.look();
      const book = books.get(mailbox);
      if (book) book.usedAt = real;
      if (book?.askedAt !== undefined && real < book.askedAt + ASKED_AGAIN_MS) return;
      const refreshing = refresh(mailbox).finally(() => loading.delete(mailbox));
      loading.set(mailbox, refreshing);
      await refreshing;
    },
    forget(mailbox) {
      const book = books.get(mailbox);
      if (book) book.askedAt = undefined;
    },
    slot(mailbox, kind, weight) {
      const { limits, left } = bookOf(mailbox);
      const moment = time.look();
      const tenant = limits.tenant && outside.get(limits.tenant.tid);
      return earliest({
        moment,
        kind,
        weight,
        limits: { perMinute: limits.perMinute, perDay: limits.perDay, tenantPerDay: limits.tenant?.perDay ?? null },
        left: left.at(moment.real),
        outside: tenant?.at(moment.real),
        aheadAt: left.aheadAt() ?? tenant?.aheadAt(),
      });
    },
    took(mailbox, at, weight) {
      const book = books.get(mailbox);
      if (book) book.usedAt = time.look().real;
      book?.left.add({ mailbox, at, weight: weight.recipients });
      const [, tid = ''] = mailbox.split(':');
      if (weight.external > 0) outside.get(tid)?.add({ mailbox, at, weight: weight.external });
    },
    externalOf(mailbox, sender, recipients) {
      const { limits, domains } = bookOf(mailbox);
      if (!limits.tenant) return 0;
      return recipients.filter((recipient) => isOutside(recipient, domains, sender)).length;
    },
  };
}

const NO_LIMITS: MailboxLimits = { perMinute: 1, perDay: null, tenant: null };

/** A mailbox that nobody sent through for a day has nothing in its windows. */
function forgetIdle(books: Map<string, Book>, real: number): void {
  for (const [mailbox, { usedAt }] of books) if (usedAt < real - DAY_MS) books.delete(mailbox);
}
