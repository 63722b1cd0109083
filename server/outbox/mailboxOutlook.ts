/** What a mailbox can do next, for progress and finish times. */
import type { Queries } from '../storage/database.ts';
import { departures } from './departures.ts';
import { departedFrom } from './departed.store.ts';
import { restOf } from './mailboxes.store.ts';
import { earliest, WINDOW_MS } from './pacing.ts';

export interface MailboxOutlook {
  /** Set while the mailbox rests, milliseconds since 1970. */
  restingUntil: number | null;
  /** The earliest moment its next campaign message may leave; may lie in the past. */
  nextSlot: number;
}

export async function mailboxOutlook(db: Queries, mailbox: string, perMinute: number, now: number): Promise<MailboxOutlook> {
  const rest = await restOf(db, mailbox, now);
  const left = departures();
  const times = (await departedFrom(db, mailbox, now - WINDOW_MS)).map(({ at }) => Math.min(at, now));
  for (const at of times.toSorted((a, b) => a - b)) left.add(at, 1);
  const limits = { perMinute, perDay: null, tenantPerDay: null };
  const weight = { recipients: 1, external: 0 };
  const ask = { moment: { now, real: now }, kind: 'campaign', weight, limits, left } as const;
  const slot = earliest({ ...ask, outside: undefined, aheadAt: undefined });
  return { restingUntil: rest?.until ?? null, nextSlot: Math.max(slot.at, rest?.until ?? 0) };
}
