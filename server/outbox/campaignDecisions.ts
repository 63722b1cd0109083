/** What people decide about messages that ended: sent again, or marked as sent. Each step is one guarded UPDATE. */
import type { ExpressionBuilder } from 'kysely';
import { DRAFT_GONE } from '../mail/mailTransport.ts';
import type { Queries, Tables } from '../storage/database.ts';
import { keepDepartures } from './keepDepartures.ts';
import { WAITS_OR_ENDED } from './outbox.store.ts';

/** What a message forgets when it waits once more. Its draft stays: sent again it is the same one, and cannot arrive twice. */
const WAITS_AGAIN = {
  status: 'queued',
  attempt: 0,
  not_before: 0,
  claimed_at: null,
  finished_at: null,
  code: null,
  reason: null,
  provider_message_id: null,
  provider_message_id_kind: null,
  request_id: null,
  decide_after: null,
  look_ups: 0,
  next_look_up: null,
} as const;

/** Rejected messages of a campaign, by their places in the outbox. Rows that get no message have none to send. */
export async function requeueRejected(db: Queries, seqs: readonly number[]): Promise<number> {
  const changed = await db
    .updateTable('outbox')
    .set(WAITS_AGAIN)
    .where('seq', 'in', [...seqs])
    .where('status', '=', 'rejected')
    .where('to_address', 'is not', null)
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

/** Who decides, and when. */
export interface Decider {
  userId: string;
  now: number;
}

export const MARKED_AS_SENT = 'Marked as sent by hand, after a look into Sent Items.';

/**
 * Only what nobody can be sending any more: while a request may be on its way there is nothing to decide. `again`: in a
 * transaction, because what may have left already is noted beside it.
 */
export async function decideDoubts(
  db: Queries,
  seqs: readonly number[],
  decision: 'sent' | 'again',
  { userId, now }: Decider,
): Promise<number> {
  const record = { decided_by: userId, decided_at: now };
  if (decision === 'again') await keepDepartures(db, seqs, now);
  const changed = await db
    .updateTable('outbox')
    .set((e) =>
      decision === 'again'
        ? { ...WAITS_AGAIN, ...record, draft_id: draftToSend(e), submitting_at: null }
        : { ...record, status: 'accepted', code: null, reason: MARKED_AS_SENT, decide_after: null, next_look_up: null },
    )
    .where('seq', 'in', [...seqs])
    .where('status', '=', 'unknown')
    .where((e) => e.or([e('decide_after', 'is', null), e('decide_after', '<=', now)]))
    .executeTakeFirst();
  return Number(changed.numUpdatedRows);
}

/** A draft that is gone cannot be sent again; whoever was told so and decides all the same gets a new one. */
function draftToSend(e: ExpressionBuilder<Tables, 'outbox'>) {
  return e.case().when('code', '=', DRAFT_GONE).then(null).else(e.ref('draft_id')).end();
}

export interface EndedRow {
  seq: number;
  decide_after: number | null;
}

const NUMBERS_A_STATEMENT = 10_000;

/** The rejected or doubtful messages of a campaign, in order; with `rows`, those that begin with one of these. */
export async function endedRows(
  db: Queries,
  campaignId: string,
  status: 'rejected' | 'unknown',
  rows?: readonly number[],
): Promise<EndedRow[]> {
  const all = db
    .selectFrom('outbox')
    .select(['seq', 'decide_after'])
    .where('campaign_id', '=', campaignId)
    .where(WAITS_OR_ENDED)
    .where('status', '=', status)
    .orderBy('seq');
  if (rows === undefined) return all.execute();
  const found: EndedRow[] = [];
  for (let i = 0; i < rows.length; i += NUMBERS_A_STATEMENT) {
    found.push(...(await all.where('row_number', 'in', rows.slice(i, i + NUMBERS_A_STATEMENT)).execute()));
  }
  return found;
}
