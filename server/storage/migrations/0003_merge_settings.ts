/** How a letter and a list become messages: settings of a merge, what a sheet knows exactly, several rows in one message. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `ALTER TABLE campaigns ADD COLUMN merge_settings TEXT NOT NULL DEFAULT '{}'`,
  `ALTER TABLE campaigns ADD COLUMN list_reading TEXT NOT NULL DEFAULT '{}'`,
  `ALTER TABLE campaign_rows ADD COLUMN exact TEXT`,
  `ALTER TABLE outbox ADD COLUMN row_numbers TEXT`,
  `ALTER TABLE outbox ADD COLUMN sequence INTEGER`,
];
