/** The rows of one campaign, as its own feature may use them. Everything runs inside the caller's transaction where it has one. */
import { setImmediate as breathe } from 'node:timers/promises';
import { type ExpressionBuilder, sql } from 'kysely';
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { Database, Queries, Tables } from '../storage/database.ts';
import type { MessageRows } from './campaignSide.ts';
import { NOBODY } from './eraseCampaignRows.ts';
import type { LeftDraft } from './leftDrafts.ts';
import { countsOf, hasOpenRows, insertRows, type NewOutboxRow, WAITS_OR_ENDED } from './outbox.store.ts';

export interface CampaignSender {
  campaignId: string;
  userId: string;
  accountId: string;
  mailbox: string;
}

/** One message, or a row that gets none. `rows` count from 1. `notBefore`: its own time. `to` null: skipped, for this reason. */
export type CampaignRecipient =
  | (MessageRows & { to: string; notBefore?: number })
  | { rows: number[]; to: null; code: string; reason: string };

/** About 10 ms of writing: nobody else may write while these are. */
const ROWS_AT_ONCE = 500;

/**
 * One row for each message, in the order given, piece by piece: what is on its way in other mailboxes must not wait for 100,000
 * rows. The campaign must be one that nobody sends until all of them are there.
 */
export async function enqueueCampaign(
  db: Database,
  from: CampaignSender,
  recipients: readonly CampaignRecipient[],
  now: number,
  newId: () => string,
): Promise<void> {
  for (let i = 0; i < recipients.length; i += ROWS_AT_ONCE) {
    const rows = recipients.slice(i, i + ROWS_AT_ONCE).map((recipient) => ({ id: newId(), ...rowOf(from, recipient, now) }));
    await db.transaction().execute((piece) => insertRows(piece, rows));
    // The embedded store answers without giving anybody else a turn.
    await breathe();
  }
}

function rowOf(from: CampaignSender, recipient: CampaignRecipient, now: number): Omit<NewOutboxRow, 'id'> {
  const common = {
    user_id: from.userId,
    account_id: from.accountId,
    mailbox: from.mailbox,
    kind: 'campaign' as const,
    campaign_id: from.campaignId,
    row_number: recipient.rows[0] ?? null,
    row_numbers: recipient.rows.length > 1 ? JSON.stringify(recipient.rows) : null,
    created_at: now,
  };
  if (recipient.to === null) {
    const { code, reason } = recipient;
    return { ...common, sequence: null, to_address: null, status: 'skipped', finished_at: now, code, reason, not_before: 0 };
  }
  const { to, sequence, notBefore = 0 } = recipient;
  return {
    ...common,
    sequence,
    to_address: to,
    status: 'queued',
    finished_at: null,
    code: null,
    reason: null,
    not_before: notBefore,
  };
}

/** Removes rows of a draft: its approval was interrupted. Of any other campaign nothing is removed. */
export async function clearUnapproved(db: Database, campaignId: string): Promise<void> {
  for (;;) {
    const piece = db
      .selectFrom('outbox')
      .select('outbox.seq')
      .innerJoin('campaigns', 'campaigns.id', 'outbox.campaign_id')
      .where('campaigns.id', '=', campaignId)
      .where('campaigns.status', '=', 'draft')
      .where('outbox.kind', '=', 'campaign')
      .limit(ROWS_AT_ONCE);
    const removed = await db.deleteFrom('outbox').where('seq', 'in', piece).executeTakeFirst();
    if (Number(removed.numDeletedRows) < ROWS_AT_ONCE) return;
    await breathe();
  }
}

/**
 * Withdraws what has not left, piece by piece; what is on its way gets its outcome. The campaign must be cancelled already.
 * @returns the drafts that an earlier attempt made, and that nobody will send.
 */
export async function cancelCampaignRows(db: Queries, campaignId: string, reason: string, now: number): Promise<LeftDraft[]> {
  const left: LeftDraft[] = [];
  for (;;) {
    const waiting = await rowsIn(db, campaignId, 'queued').select('draft_id').limit(ROWS_AT_ONCE).execute();
    if (waiting.length === 0) return left;
    left.push(...(await draftsOf(db, waiting)));
    const withdrawn = await db
      .updateTable('outbox')
      .set({ status: 'cancelled', finished_at: now, code: null, reason })
      .where(
        'seq',
        'in',
        waiting.map(({ seq }) => seq),
      )
      .where('status', '=', 'queued')
      .executeTakeFirst();
    if (waiting.length < ROWS_AT_ONCE || withdrawn.numUpdatedRows === 0n) return left;
    await breathe();
  }
}

/** Few rows have one, and few columns are read of the many that have none. */
async function draftsOf(db: Queries, rows: readonly { seq: number; draft_id: string | null }[]): Promise<LeftDraft[]> {
  const seqs = rows.flatMap(({ seq, draft_id: draftId }) => (draftId === null ? [] : seq));
  if (seqs.length === 0) return [];
  return db.selectFrom('outbox').select(['id', 'account_id', 'draft_id']).where('seq', 'in', seqs).execute();
}

/** Places in the outbox of a campaign's rows in this state. */
function rowsIn(db: Queries, campaignId: string, status: Exclude<MessageStatus, 'claimed' | 'submitting'>) {
  return db
    .selectFrom('outbox')
    .select('seq')
    .where('campaign_id', '=', campaignId)
    .where(WAITS_OR_ENDED)
    .where('status', '=', status);
}

/** True while something of the campaign is waiting or on its way. */
export const campaignIsOpen = hasOpenRows;

/** Every row of a campaign, whatever its state. */
export async function countCampaignRows(db: Queries, campaignId: string): Promise<number> {
  const { n } = await db
    .selectFrom('outbox')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', 'campaign')
    .executeTakeFirstOrThrow();
  return n;
}

/** How many rows of each campaign are in which state. */
export const campaignCounts = countsOf;

const DAY_MS = 24 * 60 * 60_000;

/**
 * Removes a campaign's results. What left within the last day stays as a bare time stamp without a person in it: the pace of
 * the mailbox is counted from it, and deleting a campaign must not allow more mails a minute.
 */
export async function removeCampaignRows(db: Queries, campaignId: string, now: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ ...NOBODY, campaign_id: null, row_number: null })
    .where('campaign_id', '=', campaignId)
    .where('submitting_at', '>', now - DAY_MS)
    .execute();
  await db.deleteFrom('outbox').where('campaign_id', '=', campaignId).execute();
}

/** Removes the time stamps that `removeCampaignRows` left and that nothing counts any more. */
export async function sweepPaceMarks(db: Queries, mailbox: string, now: number): Promise<void> {
  await db
    .deleteFrom('outbox')
    .where('mailbox', '=', mailbox)
    .where('submitting_at', '<=', now - DAY_MS)
    .where('campaign_id', 'is', null)
    .where('kind', 'in', ['campaign', 'test'])
    .execute();
}

export interface CampaignResult {
  row_number: number | null;
  to_address: string | null;
  status: MessageStatus;
  code: string | null;
  reason: string | null;
  finished_at: number | null;
  provider_message_id: string | null;
  decide_after: number | null;
  decided_by: string | null;
}

export interface ResultsAsk {
  status?: MessageStatus | undefined;
  /** Part of an address. */
  search?: string | undefined;
}

/** A page of results in the order of the list. */
export async function campaignResults(
  db: Queries,
  campaignId: string,
  ask: ResultsAsk & { offset: number; limit: number },
): Promise<{ results: CampaignResult[]; count: number }> {
  const { n } = await db
    .selectFrom('outbox')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where((e) => ofCampaign(e, campaignId, ask))
    .executeTakeFirstOrThrow();
  const results = await db
    .selectFrom('outbox')
    .select(RESULT_COLUMNS)
    .where((e) => ofCampaign(e, campaignId, ask))
    .orderBy('row_number')
    .offset(ask.offset)
    .limit(ask.limit)
    .execute();
  return { results, count: n };
}

/** The results of some rows, for reports that are read piece by piece. Rows of one message have theirs at the first of them. */
export async function resultsOf(db: Queries, campaignId: string, rows: readonly number[]): Promise<CampaignResult[]> {
  return db
    .selectFrom('outbox')
    .select(RESULT_COLUMNS)
    .where((e) => ofCampaign(e, campaignId, {}))
    .where('row_number', 'in', rows)
    .execute();
}

/** Row → the first row of its message, of all rows that are one message with others. */
export async function firstOfMessage(db: Queries, campaignId: string): Promise<Map<number, number>> {
  const shared = await db
    .selectFrom('outbox')
    .select('row_numbers')
    .where((e) => ofCampaign(e, campaignId, {}))
    .where('row_numbers', 'is not', null)
    .execute();
  const firsts = new Map<number, number>();
  for (const { row_numbers: numbers } of shared) {
    const rows = JSON.parse(numbers ?? '[]') as number[];
    for (const row of rows) firsts.set(row, rows[0] ?? row);
  }
  return firsts;
}

const RESULT_COLUMNS = [
  'row_number',
  'to_address',
  'status',
  'code',
  'reason',
  'finished_at',
  'provider_message_id',
  'decide_after',
  'decided_by',
] as const;

function ofCampaign(e: ExpressionBuilder<Tables, 'outbox'>, campaignId: string, ask: ResultsAsk) {
  const conditions = [e('campaign_id', '=', campaignId), e('kind', '=', 'campaign')];
  if (ask.status !== undefined) {
    conditions.push(e('status', '=', ask.status));
    if (ask.status !== 'claimed' && ask.status !== 'submitting') conditions.push(WAITS_OR_ENDED as never);
  }
  if (ask.search !== undefined && ask.search !== '') {
    // LIKE's own wildcards in what somebody typed are just letters.
    const pattern = `%${ask.search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql<boolean>`lower(to_address) LIKE ${pattern} ESCAPE '\\'` as never);
  }
  return e.and(conditions);
}
