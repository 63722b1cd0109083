/** In which language the pages around a provider's sign-in are shown. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('ALTER TABLE connect_attempts ADD COLUMN language TEXT').execute(db);
}
