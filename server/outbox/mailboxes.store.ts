/** What a mailbox was told to wait for. A rest belongs to the mailbox, however many messages or campaigns use it. */
import type { Queries } from '../storage/database.ts';

export interface Rest {
  until: number;
  reason: string;
}

/** Rests the mailbox until `until`; a longer rest that is already set stays. */
export async function restMailbox(db: Queries, mailbox: string, rest: Rest): Promise<void> {
  await db
    .insertInto('mailboxes')
    .values({ mailbox, resting_until: rest.until, rest_reason: rest.reason })
    .onConflict((conflict) =>
      conflict
        .column('mailbox')
        .doUpdateSet({ resting_until: rest.until, rest_reason: rest.reason })
        .where((e) => e.or([e('mailboxes.resting_until', 'is', null), e('mailboxes.resting_until', '<', rest.until)])),
    )
    .execute();
}

/** The rest that is still going on. */
export async function restOf(db: Queries, mailbox: string, now: number): Promise<Rest | undefined> {
  const row = await db.selectFrom('mailboxes').selectAll().where('mailbox', '=', mailbox).executeTakeFirst();
  if (!row || row.resting_until === null || row.resting_until <= now) return undefined;
  return { until: row.resting_until, reason: row.rest_reason ?? '' };
}

/** Forgets a rest that is over; true where there was one. */
export async function endRest(db: Queries, mailbox: string, now: number): Promise<boolean> {
  const changed = await db
    .updateTable('mailboxes')
    .set({ resting_until: null, rest_reason: null })
    .where('mailbox', '=', mailbox)
    .where('resting_until', '<=', now)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}
