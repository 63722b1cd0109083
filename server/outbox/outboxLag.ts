/** Is the outbox moving? For the health check. */
import { sql } from 'kysely';
import type { Queries } from '../storage/database.ts';
import { IN_HAND } from './outbox.store.ts';

/** Seconds since the oldest message that is on its way was taken up; 0 where none is. A send takes at most its time-out. */
export async function outboxLag(db: Queries, now: number): Promise<number> {
  const row = await db
    .selectFrom('outbox')
    .select((e) => e.fn.min(sql<number | null>`coalesce(claimed_at, submitting_at)`).as('since'))
    .where(IN_HAND)
    .executeTakeFirst();
  const since = row?.since ?? null;
  return since === null ? 0 : Math.max(0, (now - since) / 1000);
}
