/** Messages with a send time of their own that passed while nobody was there to send. */
import type { Queries } from '../storage/database.ts';
import { WAITS_OR_ENDED } from './outbox.store.ts';
import { waitingOf } from './waitingRows.ts';

/** True where a waiting message's own time came between these two: what became due before, at work, is only waiting for its turn. */
export async function hasLateRows(db: Queries, campaignId: string, after: number, before: number): Promise<boolean> {
  const late = await waitingOf(db, campaignId)
    .select('seq')
    .where('not_before', '>', after)
    .where('not_before', '<', before)
    .limit(1)
    .executeTakeFirst();
  return late !== undefined;
}

/** The last moment this mailbox is known to have sent, milliseconds since 1970; 0: never. */
export async function lastAtWork(db: Queries, mailbox: string): Promise<number> {
  const atWork = await db
    .selectFrom('outbox')
    .select((e) => e.fn.max('submitting_at').as('at'))
    .where('mailbox', '=', mailbox)
    .where('submitting_at', 'is not', null)
    .executeTakeFirst();
  return atWork?.at ?? 0;
}

/** When the next waiting message may leave by its own time (null: one may now), and when the last one may. */
export async function ownTimes(
  db: Queries,
  campaignId: string,
  now: number,
): Promise<{ next: number | null; last: number | null }> {
  const waiting = waitingOf(db, campaignId);
  const due = await waiting.select('seq').where('not_before', '<=', now).limit(1).executeTakeFirst();
  const times = await waiting
    .select((e) => [e.fn.min('not_before').as('next'), e.fn.max('not_before').as('last')])
    .executeTakeFirst();
  return { next: due ? null : (times?.next ?? null), last: times?.last ?? null };
}

/** From now on they only wait for their turn. */
export async function forgetPassedTimes(db: Queries, campaignId: string, now: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ not_before: 0 })
    .where('campaign_id', '=', campaignId)
    .where(WAITS_OR_ENDED)
    .where('status', '=', 'queued')
    .where('not_before', '<=', now)
    .where('not_before', '>', 0)
    .execute();
}
