/** A request that comes with an Idempotency-Key names the message that it sends, so that a repetition finds it after a crash. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('ALTER TABLE idempotency_keys ADD COLUMN message_id TEXT').execute(db);
}
