/** What a mailbox was told to wait for. A rest belongs to the mailbox, however many messages or campaigns use it. */
import type { Queries } from '../storage/database.ts';

export interface Rest {
  until: number;
  reason: string;
}

/** The rest that is still going on. */
export async function restOf(db: Queries, mailbox: string, now: number): Promise<Rest | undefined> {
  const row = await db.selectFrom('mailboxes').selectAll().where('mailbox', '=', mailbox).executeTakeFirst();
  if (!row || row.resting_until === null || row.resting_until <= now) return undefined;
  return { until: row.resting_until, reason: row.rest_reason ?? '' };
}
