/** The pace of mailboxes, read from the rows: when may the next message leave? Times are milliseconds since 1970. */
import { CLOCK_TOLERANCE_MS, nextCampaignSlot, nextFreeSlot, paceFacts, type PaceFacts, WINDOW_MS } from './pacing.ts';
import { newestSubmitted, submittedBetween } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';

export interface MailboxPace {
  /** Evenly spaced, for campaigns. */
  campaignSlot(mailbox: string): Promise<number>;
  /** Any free slot of the rolling minute, for one message now. */
  freeSlot(mailbox: string): Promise<number>;
}

/**
 * Rows tell the truth only as far as the clock does. After the clock was set back (seen while running, or because a row
 * lies ahead at the first look) nobody can tell which messages left within the last minute, so the mailbox waits one
 * whole window and then trusts the clock again.
 */
export function mailboxPace(deps: Pick<OutboxDeps, 'db' | 'now' | 'messagesPerMinute'>): MailboxPace {
  const looked = new Set<string>();
  const blindUntil = new Map<string, number>();
  let lastNow = 0;

  async function blind(mailbox: string, now: number): Promise<number> {
    if (now < lastNow - CLOCK_TOLERANCE_MS) for (const each of looked) blindUntil.set(each, now + WINDOW_MS);
    lastNow = now;
    if (!looked.has(mailbox)) {
      const newest = await newestSubmitted(deps.db, mailbox);
      if (newest !== undefined && newest > now + CLOCK_TOLERANCE_MS) blindUntil.set(mailbox, now + WINDOW_MS);
      looked.add(mailbox);
    }
    return blindUntil.get(mailbox) ?? 0;
  }

  async function slot(mailbox: string, next: (facts: PaceFacts) => number): Promise<number> {
    const now = deps.now();
    const wait = await blind(mailbox, now);
    const times = await submittedBetween(deps.db, mailbox, now - WINDOW_MS, now + CLOCK_TOLERANCE_MS, deps.messagesPerMinute);
    return Math.max(wait, next(paceFacts(times, now, deps.messagesPerMinute)));
  }

  return {
    campaignSlot: (mailbox) => slot(mailbox, (facts) => nextCampaignSlot(facts, deps.messagesPerMinute)),
    freeSlot: (mailbox) => slot(mailbox, nextFreeSlot),
  };
}
