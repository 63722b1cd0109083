/** Where sealed texts are kept: for the check of the key at the start, and for sealing everything again under a new one. */
import { sql } from 'kysely';
import type { Database, Millis } from './database.ts';

/** So long an answer to a repeated request is kept. Older ones may still lie here until the next such request sweeps them. */
const ANSWERS_KEPT_MS = 24 * 3600_000;

/** True where any stored secret was sealed with that key. Attempts to connect are not counted: they are over in minutes. */
export async function keyInUse(db: Database, keyId: string, now: Millis): Promise<boolean> {
  const like = `v1.${keyId}.%`;
  const found = await Promise.all([
    db
      .selectFrom('email_providers')
      .select('id')
      .where((eb) => eb.or([eb('access_token', 'like', like), eb('refresh_token', 'like', like)]))
      .limit(1)
      .executeTakeFirst(),
    db
      .selectFrom('oauth_apps')
      .select('id')
      .where((eb) => eb.or([eb('client_secret', 'like', like), eb('certificate', 'like', like)]))
      .limit(1)
      .executeTakeFirst(),
    db
      .selectFrom('idempotency_keys')
      .select('key')
      .where('response', 'like', like)
      .where('created_at', '>', now - ANSWERS_KEPT_MS)
      .limit(1)
      .executeTakeFirst(),
    db.selectFrom('server_secrets').select('name').where('value', 'like', like).limit(1).executeTakeFirst(),
  ]);
  return found.some((row) => row !== undefined);
}

/** One sealed text and where it stands: `table/<id>/column` is also its place for the vault. */
export interface StoredSeal {
  table: 'email_providers' | 'oauth_apps' | 'server_secrets';
  id: string;
  column: string;
  place: string;
  sealed: string;
}

/** Everything that lasts. Answers to repeated requests are gone in a day, attempts to connect in minutes. */
export function sealedTexts(db: Database): {
  all(): Promise<StoredSeal[]>;
  replace(text: StoredSeal, sealed: string): Promise<void>;
} {
  return {
    all: async () => {
      const [accounts, apps, secrets] = await Promise.all([
        db.selectFrom('email_providers').select(['id', 'access_token', 'refresh_token']).execute(),
        db.selectFrom('oauth_apps').select(['id', 'client_secret', 'certificate']).execute(),
        db.selectFrom('server_secrets').select(['name as id', 'value']).execute(),
      ]);
      return [
        ...accounts.flatMap(({ id, ...columns }) => sealsOf('email_providers', id, columns)),
        ...apps.flatMap(({ id, ...columns }) => sealsOf('oauth_apps', id, columns)),
        ...secrets.flatMap(({ id, ...columns }) => sealsOf('server_secrets', id, columns)),
      ];
    },
    // Only where it still says the same: a token that was renewed meanwhile must not be lost.
    replace: async ({ table, id, column, sealed: before }, sealed) => {
      const key = table === 'server_secrets' ? 'name' : 'id';
      await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${sealed}
        WHERE ${sql.ref(key)} = ${id} AND ${sql.ref(column)} = ${before}`.execute(db);
    },
  };
}

function sealsOf(table: StoredSeal['table'], id: string, columns: Record<string, string | null>): StoredSeal[] {
  return Object.entries(columns).flatMap(([column, sealed]) =>
    sealed === null || sealed === '' ? [] : [{ table, id, column, place: `${table}/${id}/${column}`, sealed }],
  );
}
