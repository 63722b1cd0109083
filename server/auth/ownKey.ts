/** The signing key of sessions where no JWT_SECRET is set: made once, kept sealed. There is no built-in default. */
import { randomBytes } from 'node:crypto';
import type { Database } from '../storage/database.ts';

const NAME = 'session_key';
export const SESSION_KEY_PLACE = `server_secrets/${NAME}/value`;

export interface KeySealer {
  seal(secret: string, place: string): Promise<string>;
  open(sealed: string, place: string): Promise<string>;
}

export async function keptSessionKey(db: Database, vault: KeySealer): Promise<string> {
  const fresh = await vault.seal(randomBytes(32).toString('base64url'), SESSION_KEY_PLACE);
  // Two servers starting at once on one database must end with the same key: the first insert wins.
  await db
    .insertInto('server_secrets')
    .values({ name: NAME, value: fresh })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const kept = await db.selectFrom('server_secrets').select('value').where('name', '=', NAME).executeTakeFirstOrThrow();
  return vault.open(kept.value, SESSION_KEY_PLACE);
}
