/**
 * Once more to the provider, by itself: some give a lasting permission with the first consent only, and later just where
 * `prompt=consent` asks for it (Google, "Using OAuth 2.0 for Web Server Applications", access_type). The person answers one
 * more page; nothing else is asked of them.
 */
import type { AttemptRow } from './attempts.store.ts';
import { type AttemptOutcome, EXPIRED } from './attemptOutcome.ts';
import type { ConnectDeps } from './connectDeps.ts';
import { mailboxKey, type MailProvider } from './providers/mailProvider.ts';
import { type GrantedMailbox, keepsRefreshToken } from './saveAccount.ts';
import { authUrlOf, newFlow } from './startAttempt.ts';

/** Undefined where the grant lasts, or cannot be made to last by asking again. */
export async function secondTrip(
  deps: ConnectDeps,
  row: AttemptRow,
  provider: MailProvider,
  granted: GrantedMailbox,
): Promise<AttemptOutcome | undefined> {
  if (!provider.consentForRefresh || granted.grant.refreshToken !== undefined) return undefined;
  // At most once: the second trip carries `consent` itself.
  if ((row.prompt ?? provider.app.prompt) === 'consent' || (await isStored(deps, row, granted))) return undefined;
  const { flow, fields } = await newFlow(deps, row.id);
  const next = { ...fields, prompt: 'consent', code_hash: null };
  // The old state and code are dead from here on. The time of the attempt is not made longer.
  if (!(await deps.attempts.move(row.id, 'pending', next))) return { status: 'failed', failure: EXPIRED };
  // Who went is said to the provider only, and not kept: the start page, opened again, would tell whoever started the trip.
  const asked = { ...row, ...next, login_hint: granted.address };
  return { status: 'again', url: await authUrlOf(deps, provider, asked, flow), provider: row.provider };
}

/** The lasting permission of this very mailbox is here already, and works as far as we know. */
async function isStored(deps: ConnectDeps, row: AttemptRow, granted: GrantedMailbox): Promise<boolean> {
  if (row.user_id === null) return false;
  const known = await deps.store.byMailbox(row.user_id, mailboxKey(granted.provider, granted.identity));
  return known !== undefined && keepsRefreshToken(known, granted.app);
}
