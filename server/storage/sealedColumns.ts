/** Where sealed texts are kept: for the check of the key at the start, and for sealing everything again under a new one. */
import type { Database } from './database.ts';

/** True where any stored secret was sealed with that key. */
export async function keyInUse(db: Database, keyId: string): Promise<boolean> {
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
    db.selectFrom('server_secrets').select('name').where('value', 'like', like).limit(1).executeTakeFirst(),
  ]);
  return found.some((row) => row !== undefined);
}
