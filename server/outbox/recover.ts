/**
 * After a crash the rows say how far each message got.
 * claimed → queued: nothing was written to the wire. submitting → unknown: it may have gone, and is never sent again by
 * itself. A `send` or `test` that had not left is cancelled: its caller lost the connection and will ask again, and
 * sending it too would be the second mail.
 */
import { sql } from 'kysely';
import type { Queries } from '../storage/database.ts';

const DOUBT_AFTER_STOP =
  'The server stopped while this mail was on its way. It may have been sent: look into Sent Items before you send it again.';
const NOT_SENT_AFTER_STOP = 'The server stopped before this mail left. It was not sent; send it again.';

/** Puts right what a stopped process left; with a mailbox, only that one's rows (nothing of it may be on its way). Answers the campaigns concerned. */
export async function recover(db: Queries, now: number, mailbox?: string): Promise<string[]> {
  const open = () => db.updateTable('outbox').$if(mailbox !== undefined, (q) => q.where('mailbox', '=', mailbox ?? ''));
  const doubtful = await open()
    .set({ status: 'unknown', finished_at: now, message: null, code: 'SEND_OUTCOME_UNKNOWN', reason: DOUBT_AFTER_STOP })
    .where('status', '=', 'submitting')
    .returning('campaign_id')
    .execute();
  await open()
    .set({ status: 'cancelled', finished_at: now, message: null, reason: NOT_SENT_AFTER_STOP })
    .where('status', 'in', ['queued', 'claimed'])
    .where('kind', 'in', ['send', 'test'])
    .execute();
  const returned = await open()
    .set({ status: 'queued', claimed_at: sql<null>`NULL` })
    .where('status', '=', 'claimed')
    .returning('campaign_id')
    .execute();
  return [...new Set([...doubtful, ...returned].flatMap((row) => row.campaign_id ?? []))];
}
