/** What became of a message that was sent by itself, as its row says. */
import type { Queries } from '../storage/database.ts';
import type { OutboxRow } from './outbox.store.ts';

const COLUMNS = [
  'id',
  'account_id',
  'status',
  'reason',
  'finished_at',
  'provider_message_id',
  'provider_message_id_kind',
  'tracking_id',
  'decide_after',
  'decided_by',
] as const;
export type SingleMessage = Pick<OutboxRow, (typeof COLUMNS)[number]>;

/** Undefined: there is none of that id, or it is somebody else's, or a campaign's. */
export function singleMessage(db: Queries, userId: string, id: string): Promise<SingleMessage | undefined> {
  return db
    .selectFrom('outbox')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('kind', '!=', 'campaign')
    .executeTakeFirst();
}
