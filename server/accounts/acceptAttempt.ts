/** The person said yes. Attempt, hosted link and account are written together, inside one transaction, or not at all. */
import type { Millis, Queries } from '../storage/database.ts';
import type { AccountRow } from './accounts.store.ts';
import type { AttemptRow } from './attempts.store.ts';
import { LINK_OVER } from './attemptOutcome.ts';

/** `lost`: another click was first. `link-over`: the link was used by somebody else, or ended, before; the attempt has failed. */
export type Acceptance = { kind: 'accepted'; account: AccountRow } | { kind: 'lost' } | { kind: 'link-over' };

/** @param save writes the account. */
export async function acceptAttempt(
  db: Queries,
  { id, link_id: linkId }: Pick<AttemptRow, 'id' | 'link_id'>,
  now: Millis,
  save: () => Promise<AccountRow>,
): Promise<Acceptance> {
  // The hashes of the form stay: a double click gets the same answer.
  const accepted = { flow: null, waiting: null, status: 'connected' } as const;
  const attempt = db.updateTable('connect_attempts').where('id', '=', id);
  const { numUpdatedRows } = await attempt.set(accepted).where('status', '=', 'confirm').executeTakeFirst();
  if (numUpdatedRows === 0n) return { kind: 'lost' };
  if (linkId !== null && !(await useLink(db, linkId, now))) {
    const over = { status: 'failed', error: JSON.stringify(LINK_OVER) } as const;
    await attempt.set({ ...over, confirm_secret_hash: null, confirm_cookie_hash: null }).execute();
    return { kind: 'link-over' };
  }
  const account = await save();
  const written = { account_id: account.id, email: account.email_address };
  await attempt.set(written).execute();
  if (linkId !== null) await db.updateTable('connect_links').set(written).where('id', '=', linkId).execute();
  return { kind: 'accepted', account };
}

/** One use, even with two browsers at once: false where it was used, revoked or over before. */
async function useLink(db: Queries, id: string, now: Millis): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('connect_links')
    .set({ used_at: now })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
