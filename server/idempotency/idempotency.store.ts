/** Idempotency keys: the first request of a key owns its row; its answer is kept beside it. */
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { IdempotencyKeysTable, Queries, Tables } from '../storage/database.ts';

export type KeyRow = Selectable<IdempotencyKeysTable>;
export type KeyPlace = Pick<KeyRow, 'user_id' | 'route' | 'key'>;

/** True where this request is the first of its key. */
export async function takeKey(
  db: Queries,
  place: KeyPlace,
  { bodyHash, messageId, now }: { bodyHash: string; messageId: string | undefined; now: number },
): Promise<boolean> {
  const taken = await db
    .insertInto('idempotency_keys')
    .values({ ...place, body_hash: bodyHash, message_id: messageId ?? null, http_status: null, response: null, created_at: now })
    .onConflict((conflict) => conflict.columns(['user_id', 'route', 'key']).doNothing())
    .executeTakeFirst();
  return taken.numInsertedOrUpdatedRows === 1n;
}

export function keyRow(db: Queries, place: KeyPlace): Promise<KeyRow | undefined> {
  return db.selectFrom('idempotency_keys').selectAll().where(at(place)).executeTakeFirst();
}

function at({ user_id, route, key }: KeyPlace) {
  return (row: ExpressionBuilder<Tables, 'idempotency_keys'>) => row.and({ user_id, route, key });
}

export async function keepAnswer(db: Queries, place: KeyPlace, httpStatus: number, response: string): Promise<void> {
  await db.updateTable('idempotency_keys').set({ http_status: httpStatus, response }).where(at(place)).execute();
}

/** Only where it is still the one that was read. */
export async function replaceAnswer(db: Queries, seen: KeyRow, httpStatus: number, response: string): Promise<void> {
  await db
    .updateTable('idempotency_keys')
    .set({ http_status: httpStatus, response })
    .where(at(seen))
    .where('response', '=', seen.response)
    .execute();
}

/** Of one caller, those that have an answer. */
export function answeredKeys(db: Queries, userId: string): Promise<KeyRow[]> {
  return db.selectFrom('idempotency_keys').selectAll().where('user_id', '=', userId).where('response', 'is not', null).execute();
}

export async function freeKey(db: Queries, place: KeyPlace): Promise<void> {
  await db.deleteFrom('idempotency_keys').where(at(place)).execute();
}

export async function forgetKeysBefore(db: Queries, time: number): Promise<void> {
  await db.deleteFrom('idempotency_keys').where('created_at', '<=', time).execute();
}
