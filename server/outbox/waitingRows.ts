/** What waits in a campaign, a piece at a time. Rows with a time of their own that has come are first: they were promised it. */
import type { Queries } from '../storage/database.ts';
import { type OutboxRow, WAITS_OR_ENDED } from './outbox.store.ts';

export type WaitingRow = Pick<OutboxRow, (typeof COLUMNS)[number]>;

const COLUMNS = [
  'seq',
  'id',
  'account_id',
  'kind',
  'campaign_id',
  'row_number',
  'row_numbers',
  'sequence',
  'recipients',
  'attempt',
  'draft_id',
] as const;

export interface WaitingRows {
  rows: WaitingRow[];
  /** When the next row's own time comes; undefined: no row has one that lies ahead. */
  nextAt: number | undefined;
}

/** At most `limit` rows that may leave now, in their order. Nothing is written. */
export async function waitingRows(db: Queries, campaignId: string, now: number, limit: number): Promise<WaitingRows> {
  const waiting = () =>
    db.selectFrom('outbox').where('campaign_id', '=', campaignId).where(WAITS_OR_ENDED).where('status', '=', 'queued');
  const due = await waiting()
    .select(COLUMNS)
    .where('not_before', '>', 0)
    .where('not_before', '<=', now)
    .orderBy('not_before')
    .orderBy('seq')
    .limit(limit)
    .execute();
  const others = await waiting()
    .select(COLUMNS)
    .where('not_before', '=', 0)
    .orderBy('seq')
    .limit(limit - due.length)
    .execute();
  const next = await waiting()
    .select((e) => e.fn.min('not_before').as('at'))
    .where('not_before', '>', now)
    .executeTakeFirst();
  return { rows: [...due, ...others], nextAt: next?.at ?? undefined };
}
