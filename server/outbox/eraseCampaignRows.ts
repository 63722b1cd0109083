/** Numbers stay, persons go: addresses, reasons, and everything a provider could find a message by. */
import { setImmediate as breathe } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../storage/database.ts';

const ROWS_AT_ONCE = 1_000;

/** What a row says of a person, or could find one by; nothing is looked up for it any more. */
export const NOBODY = {
  to_address: null,
  row_numbers: null,
  reason: null,
  provider_message_id: null,
  request_id: null,
  draft_id: null,
  tracking_id: null,
  message: null,
  next_look_up: null,
} as const;

/** Piece by piece; may be repeated. Test mails of the campaign are erased too. */
export async function eraseCampaignRows(db: Database, campaignId: string): Promise<void> {
  await db.updateTable('outbox').set(NOBODY).where('campaign_id', '=', campaignId).where('kind', '=', 'test').execute();
  for (let last = -1; ; ) {
    const piece = await db
      .selectFrom('outbox')
      .select(['seq', 'row_number'])
      .where('campaign_id', '=', campaignId)
      .where('kind', '=', 'campaign')
      .where('row_number', '>', last)
      .orderBy('row_number')
      .limit(ROWS_AT_ONCE)
      .execute();
    const seqs = piece.map(({ seq }) => seq);
    await db.updateTable('outbox').set(NOBODY).where('seq', 'in', seqs).execute();
    if (piece.length < ROWS_AT_ONCE) return;
    last = piece.at(-1)?.row_number ?? last;
    await breathe();
  }
}

/** Word for word the condition of the index `outbox_singles`. */
const SINGLE = sql<boolean>`kind <> 'campaign' AND to_address IS NOT NULL`;

/** `/send` and test mails that ended at or before `before`; a piece of them at a time. Answers how many. */
export async function eraseSingleRows(db: Database, before: number): Promise<number> {
  const old = await db
    .selectFrom('outbox')
    .select('seq')
    .where(SINGLE)
    .where('finished_at', '<=', before)
    .limit(ROWS_AT_ONCE)
    .execute();
  if (old.length === 0) return 0;
  const seqs = old.map(({ seq }) => seq);
  await db.updateTable('outbox').set(NOBODY).where('seq', 'in', seqs).execute();
  return seqs.length;
}
