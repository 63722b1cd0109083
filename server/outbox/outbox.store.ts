/**
 * The outbox rows, as they are put in, withdrawn, counted and read. The steps of a message that is being sent are in
 * messageWrites.ts.
 */
import { type Selectable, sql } from 'kysely';
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

/** Rows of campaigns that wait or have an end; word for word the condition of the index `outbox_status`. */
export const WAITS_OR_ENDED = sql<boolean>`kind = 'campaign' AND status NOT IN ('claimed', 'submitting')`;
/** Rows that somebody works on, of any kind; word for word the condition of the index `outbox_open`. There are few. */
export const IN_HAND = sql<boolean>`status IN ('claimed', 'submitting')`;

/** Withdraws single messages of an account that have not left: their sender finds that out at the mark. */
export async function cancelUnsent(db: Queries, accountId: string, reason: string, now: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status: 'cancelled', finished_at: now, message: null, code: null, reason })
    .where(IN_HAND)
    .where('status', '=', 'claimed')
    .where('account_id', '=', accountId)
    .where('kind', 'in', ['send', 'test'])
    .execute();
}

export async function isThere(db: Queries, id: string): Promise<boolean> {
  return (await db.selectFrom('outbox').select('seq').where('id', '=', id).executeTakeFirst()) !== undefined;
}

/** How many rows of a campaign are in each state. Test mails are not the campaign's. */
export async function countsOf(db: Queries, campaignIds: readonly string[]): Promise<Map<string, Record<MessageStatus, number>>> {
  const counts = new Map(campaignIds.map((id) => [id, noCounts()]));
  if (campaignIds.length === 0) return counts;
  const counted = db
    .selectFrom('outbox')
    .select(['campaign_id', 'status', (e) => e.fn.countAll<number>().as('n')])
    .groupBy(['campaign_id', 'status']);
  const inHand = counted
    .where(IN_HAND)
    .where('kind', '=', 'campaign')
    .where(sql`+campaign_id`, 'in', [...campaignIds]);
  const rows = await counted
    .where('campaign_id', 'in', [...campaignIds])
    .where(WAITS_OR_ENDED)
    .unionAll(inHand)
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
  const waiting = db
    .selectFrom('outbox')
    .select('seq')
    .where('campaign_id', '=', campaignId)
    .where(WAITS_OR_ENDED)
    .where('status', '=', 'queued')
    .limit(1);
  if (await waiting.executeTakeFirst()) return true;
  const inHand = db
    .selectFrom('outbox')
    .select('seq')
    .where(IN_HAND)
    .where('kind', '=', 'campaign')
    // Without the plus the larger index of campaigns would be chosen.
    .where(sql`+campaign_id`, '=', campaignId)
    .limit(1);
  return (await inHand.executeTakeFirst()) !== undefined;
}
