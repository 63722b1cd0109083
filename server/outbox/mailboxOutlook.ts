/** What a mailbox can do next, for progress and finish times. */
import type { Queries } from '../storage/database.ts';
import { restOf } from './mailboxes.store.ts';
import { submittedBetween } from './outbox.store.ts';
import { CLOCK_TOLERANCE_MS, nextCampaignSlot, paceFacts, WINDOW_MS } from './pacing.ts';

export interface MailboxOutlook {
  /** Set while the mailbox rests, milliseconds since 1970. */
  restingUntil: number | null;
  /** The earliest moment its next campaign message may leave; may lie in the past. */
  nextSlot: number;
}

export async function mailboxOutlook(db: Queries, mailbox: string, perMinute: number, now: number): Promise<MailboxOutlook> {
  const rest = await restOf(db, mailbox, now);
  const times = await submittedBetween(db, mailbox, now - WINDOW_MS, now + CLOCK_TOLERANCE_MS, perMinute);
  const slot = nextCampaignSlot(paceFacts(times, now, perMinute), perMinute);
  return { restingUntil: rest?.until ?? null, nextSlot: Math.max(slot, rest?.until ?? 0) };
}
