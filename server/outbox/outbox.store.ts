/**
 * The outbox rows, as they are put in, withdrawn, counted and read. The steps of a message that is being sent are in
 * messageWrites.ts.
 */
import type { Selectable } from 'kysely';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { Queries } from '../storage/database.ts';
import type { OutboxTable } from '../storage/sendingTables.ts';

export type OutboxRow = Selectable<OutboxTable>;
export type NewOutboxRow = Pick<OutboxRow, 'id' | 'user_id' | 'account_id' | 'mailbox' | 'kind' | 'created_at'> &
  Partial<Omit<OutboxRow, 'seq'>>;

/** SQLite allows 32,766 parameters in a statement; 500 rows of 15 columns stay well below. */
const ROWS_A_STATEMENT = 500;

export async function insertRows(db: Queries, rows: readonly NewOutboxRow[]): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_A_STATEMENT) {
    const chunk = rows.slice(i, i + ROWS_A_STATEMENT).map((row) => ({
      status: 'queued' as const,
      recipients: 1,
      attempt: 0,
      // Not the time of creation: a clock set back afterwards would make the row wait for it.
      not_before: 0,
      ...row,
    }));
    await db.insertInto('outbox').values(chunk).execute();
  }
}

/**
 * Withdraws what has not left, `claimed` included: its sender finds that out at the mark.
 * Answers how many were withdrawn.
 */
export async function cancelUnsent(
  db: Queries,
  which: { campaignId: string } | { accountId: string; kinds: OutboxRow['kind'][] },
  reason: string,
  now: number,
): Promise<number> {
  const withdrawn = db
    .updateTable('outbox')
    .set({ status: 'cancelled', finished_at: now, message: null, code: null, reason })
    .where('status', 'in', ['queued', 'claimed']);
  const changed =
    'campaignId' in which
      ? await withdrawn.where('campaign_id', '=', which.campaignId).where('kind', '=', 'campaign').executeTakeFirst()
      : await withdrawn.where('account_id', '=', which.accountId).where('kind', 'in', which.kinds).executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

/** How many rows of a campaign are in each state. Test mails are not the campaign's. */
export async function countsOf(db: Queries, campaignIds: readonly string[]): Promise<Map<string, Record<MessageStatus, number>>> {
  const counts = new Map(campaignIds.map((id) => [id, noCounts()]));
  if (campaignIds.length === 0) return counts;
  const rows = await db
    .selectFrom('outbox')
    .select(['campaign_id', 'status', (e) => e.fn.countAll<number>().as('n')])
    .where('campaign_id', 'in', [...campaignIds])
    .where('kind', '=', 'campaign')
    .groupBy(['campaign_id', 'status'])
    .execute();
  for (const row of rows) {
    const mine = counts.get(row.campaign_id ?? '');
    if (mine) mine[row.status] = row.n;
  }
  return counts;
}

function noCounts(): Record<MessageStatus, number> {
  return { queued: 0, claimed: 0, submitting: 0, accepted: 0, rejected: 0, unknown: 0, skipped: 0, cancelled: 0 };
}

/** True while something of the campaign is waiting or on its way. */
export async function hasOpenRows(db: Queries, campaignId: string): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('seq')
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', 'campaign')
    .where('status', 'in', ['queued', 'claimed', 'submitting'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
