/** Where sealed texts are kept: for the check of the key at the start, and for sealing everything again under a new one. */
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
