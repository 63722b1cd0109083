/** Several files of a campaign, where there was one. */
import type { Kysely } from 'kysely';
import { sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `ALTER TABLE campaigns ADD COLUMN files TEXT NOT NULL DEFAULT '[]'`,
  `UPDATE campaigns SET files = json_array(json_object(
    'hash', attachment_blob, 'name', coalesce(attachment_name, ''), 'contentType', coalesce(attachment_type, ''),
    'bytes', coalesce(attachment_bytes, 0))) WHERE attachment_blob IS NOT NULL`,
  `ALTER TABLE campaigns DROP COLUMN attachment_blob`,
  `ALTER TABLE campaigns DROP COLUMN attachment_name`,
  `ALTER TABLE campaigns DROP COLUMN attachment_type`,
  `ALTER TABLE campaigns DROP COLUMN attachment_bytes`,
];
