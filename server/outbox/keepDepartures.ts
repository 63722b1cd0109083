/**
 * A mail in doubt may have left, and leaves once more where somebody decides so: its row says only when it left last. What left
 * before stays as a bare time stamp without a person in it, like that of a deleted campaign (campaignRows.ts), because the pace of
 * the mailbox is counted from the rows.
 */
import { sql } from 'kysely';
import type { Queries } from '../storage/database.ts';
import { DAY_MS } from './pacing.ts';

/**
 * Of the doubts among these rows that may be decided about at `now`: before they wait again, and in the same transaction. A stamp is no
 * message, hence `skipped` from the beginning.
 */
export async function keepDepartures(db: Queries, seqs: readonly number[], now: number): Promise<void> {
  if (seqs.length === 0) return;
  await sql`
    INSERT INTO outbox (id, user_id, account_id, mailbox, kind, status, recipients, external, attempt, not_before,
      created_at, submitting_at, finished_at)
    SELECT id || '@' || submitting_at, user_id, account_id, mailbox, 'test', 'skipped', recipients, external, 0, 0,
      created_at, submitting_at, submitting_at
    FROM outbox
    WHERE seq IN (${sql.join(seqs)}) AND status = 'unknown' AND (decide_after IS NULL OR decide_after <= ${now})
      AND submitting_at > ${now - DAY_MS}
    ON CONFLICT (id) DO NOTHING`.execute(db);
}
