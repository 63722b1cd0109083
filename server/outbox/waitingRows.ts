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
  'not_before',
] as const;

export interface WaitingRows {
  rows: WaitingRow[];
  /** When the next row's own time comes; undefined: no row has one that lies ahead. */
  nextAt: number | undefined;
}

/** A campaign's messages that wait for their turn, found by its index. */
export function waitingOf(db: Queries, campaignId: string) {
  return db.selectFrom('outbox').where('campaign_id', '=', campaignId).where(WAITS_OR_ENDED).where('status', '=', 'queued');
}

/** At most `limit` rows that may leave now, in their order. Nothing is written. */
export async function waitingRows(db: Queries, campaignId: string, now: number, limit: number): Promise<WaitingRows> {
  const waiting = () => waitingOf(db, campaignId).select(COLUMNS);
  // One more than is taken: it may be the next whose time comes.
  const timed = await waiting()
    .where('not_before', '>', 0)
    .orderBy('not_before')
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  const due = timed.filter((row) => row.not_before <= now).slice(0, limit);
  const others = await waiting()
    .where('not_before', '=', 0)
    .orderBy('seq')
    .limit(limit - due.length)
    .execute();
  return { rows: [...due, ...others], nextAt: timed.find((row) => row.not_before > now)?.not_before };
}
