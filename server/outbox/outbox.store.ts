/**
 * The outbox rows: every step of a message is one guarded UPDATE, and 0 changed rows means somebody else was there first.
 * queued → claimed → submitting → accepted | rejected | unknown; queued | claimed → cancelled.
 */
import type { Selectable } from 'kysely';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { Queries } from '../storage/database.ts';
import type { OutboxTable } from '../storage/sendingTables.ts';

export type OutboxRow = Selectable<OutboxTable>;
export type NewOutboxRow = Pick<OutboxRow, 'id' | 'user_id' | 'account_id' | 'mailbox' | 'kind' | 'created_at'> &
  Partial<Omit<OutboxRow, 'seq'>>;

/** How a message ended, as it is recorded. */
export interface RowEnd {
  status: Extract<MessageStatus, 'accepted' | 'rejected' | 'unknown' | 'cancelled'>;
  code?: string | undefined;
  reason?: string | undefined;
  providerMessageId?: string | undefined;
  providerMessageIdKind?: string | undefined;
  requestId?: string | undefined;
}

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

/** Takes the next ready message of a campaign, in row order. */
export async function claimNext(db: Queries, campaignId: string, now: number): Promise<OutboxRow | undefined> {
  const next = db
    .selectFrom('outbox')
    .select('seq')
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', 'campaign')
    .where('status', '=', 'queued')
    .where('not_before', '<=', now)
    .orderBy('seq')
    .limit(1);
  return db
    .updateTable('outbox')
    .set({ status: 'claimed', claimed_at: now })
    .where('seq', '=', next)
    .where('status', '=', 'queued')
    .returningAll()
    .executeTakeFirst();
}

/** Right before the bytes leave. False where the row was withdrawn meanwhile: then nothing may leave. */
export async function markSubmitting(db: Queries, id: string, now: number): Promise<boolean> {
  const changed = await db
    .updateTable('outbox')
    .set({ status: 'submitting', submitting_at: now })
    .where('id', '=', id)
    .where('status', '=', 'claimed')
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** The mailbox's server refused before taking anything: the row is ours again, nothing of it is on its way. */
export async function markClaimedAgain(db: Queries, id: string): Promise<void> {
  await db.updateTable('outbox').set({ status: 'claimed' }).where('id', '=', id).where('status', '=', 'submitting').execute();
}

/** Certainly not sent, to be tried again: back in its place. A row that was cancelled meanwhile stays cancelled. */
export async function requeue(db: Queries, id: string, attempt: number, why: Pick<RowEnd, 'code' | 'reason'>): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ status: 'queued', attempt, claimed_at: null, code: why.code ?? null, reason: why.reason ?? null })
    .where('id', '=', id)
    .where('status', 'in', ['claimed', 'submitting'])
    .execute();
}

/** The end of a message. The message itself is wiped: results are kept, bodies are not. */
export async function recordEnd(db: Queries, id: string, end: RowEnd, now: number): Promise<boolean> {
  const changed = await db
    .updateTable('outbox')
    .set({
      status: end.status,
      finished_at: now,
      message: null,
      code: end.code ?? null,
      reason: end.reason ?? null,
      provider_message_id: end.providerMessageId ?? null,
      provider_message_id_kind: end.providerMessageIdKind ?? null,
      request_id: end.requestId ?? null,
    })
    .where('id', '=', id)
    .where('status', 'in', ['claimed', 'submitting'])
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/**
 * Withdraws what has not left, `claimed` included: its sender finds that out at `markSubmitting`.
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

/** When messages of a mailbox left, in `(after, until]`, newest first, at most `most`. */
export async function submittedBetween(
  db: Queries,
  mailbox: string,
  after: number,
  until: number,
  most: number,
): Promise<number[]> {
  const rows = await db
    .selectFrom('outbox')
    .select('submitting_at')
    .where('mailbox', '=', mailbox)
    .where('submitting_at', '>', after)
    .where('submitting_at', '<=', until)
    .orderBy('submitting_at', 'desc')
    .limit(most)
    .execute();
  return rows.flatMap((row) => row.submitting_at ?? []);
}

export async function newestSubmitted(db: Queries, mailbox: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select((e) => e.fn.max('submitting_at').as('at'))
    .where('mailbox', '=', mailbox)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** The earliest moment a waiting message of these campaigns may be taken; undefined where none waits. */
export async function earliestWaiting(db: Queries, campaignIds: readonly string[]): Promise<number | undefined> {
  if (campaignIds.length === 0) return undefined;
  const row = await db
    .selectFrom('outbox')
    .select((e) => e.fn.min('not_before').as('at'))
    .where('campaign_id', 'in', [...campaignIds])
    .where('kind', '=', 'campaign')
    .where('status', '=', 'queued')
    .executeTakeFirst();
  return row?.at ?? undefined;
}

export async function rowById(db: Queries, id: string): Promise<OutboxRow | undefined> {
  return db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst();
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
