/**
 * After a crash the rows say how far each message got.
 * claimed → queued: nothing was written to the wire. submitting → unknown: it may have gone, and is never sent again by
 * itself; nobody may decide about it before the moment that was noted with the mark. A `send` or `test` that had not left is
 * cancelled: its caller lost the connection and will ask again, and sending it too would be the second mail.
 */
import type { Statement } from '../storage/groupCommit.ts';

const DOUBT_AFTER_STOP =
  'The server stopped while this mail was on its way. It may have been sent: look into Sent Items before you send it again.';
const NOT_SENT_AFTER_STOP = 'The server stopped before this mail left. It was not sent; send it again.';

/**
 * Puts right what a stopped process left. Every statement answers the `campaign_id` of what it changed.
 * @param decideAfter for marks that do not say when their request is over for certain.
 * @param only that mailbox's rows, and only where that owner holds its lease; nothing of it may be on its way.
 */
export function recoverStatements(now: number, decideAfter: number, only?: { mailbox: string; owner: string }): Statement[] {
  const held = 'AND mailbox = (SELECT mailbox FROM mailboxes WHERE mailbox = ? AND lease_owner = ?)';
  const [where, which] = only ? [held, [only.mailbox, only.owner]] : ['', []];
  // The first condition is the one of the index over open rows, word for word.
  const open = `status IN ('claimed', 'submitting')`;
  return [
    {
      sql: `UPDATE outbox SET status = 'unknown', finished_at = ?, message = NULL, code = 'SEND_OUTCOME_UNKNOWN', reason = ?,
        decide_after = coalesce(decide_after, ?), next_look_up = coalesce(decide_after, ?)
        WHERE ${open} AND status = 'submitting' ${where} RETURNING campaign_id`,
      params: [now, DOUBT_AFTER_STOP, decideAfter, decideAfter, ...which],
    },
    {
      sql: `UPDATE outbox SET status = 'cancelled', finished_at = ?, message = NULL, reason = ?
        WHERE ${open} AND status = 'claimed' AND kind IN ('send', 'test') ${where} RETURNING campaign_id`,
      params: [now, NOT_SENT_AFTER_STOP, ...which],
    },
    {
      sql: `UPDATE outbox SET status = 'queued', claimed_at = NULL
        WHERE ${open} AND status = 'claimed' ${where} RETURNING campaign_id`,
      params: [...which],
    },
  ];
}
