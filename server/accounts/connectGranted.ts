/**
 * A mailbox was granted: connected at once only when it proves to be the signed-in user's own, and otherwise the person in
 * that browser is asked. Whoever comes by a hosted link is always asked.
 */
import { type AttemptRow, WIPED } from './attempts.store.ts';
import { type AttemptFailure, type AttemptOutcome, EXPIRED, keptFailure, LINK_OVER, troubleOf } from './attemptOutcome.ts';
import { attemptPlace, type ConnectDeps } from './connectDeps.ts';
import { giveBack } from './giveBack.ts';
import { mailboxKey, type MailProvider } from './providers/mailProvider.ts';
import { type GrantedMailbox, saveAccount } from './saveAccount.ts';
import { hashOf, newSecret } from './secretText.ts';
import { secondTrip } from './secondTrip.ts';

export async function connectGranted(
  deps: ConnectDeps,
  row: AttemptRow,
  provider: MailProvider,
  granted: GrantedMailbox,
): Promise<AttemptOutcome> {
  if (row.user_id === null) throw new Error(`Attempt ${row.id} connects for nobody.`);
  const wrong = await wrongMailbox(deps, row, granted);
  if (wrong) {
    await deps.attempts.update(row.id, { ...WIPED, status: 'failed', error: keptFailure(wrong) });
    await giveBack(deps, granted);
    return { status: 'failed', failure: wrong };
  }
  const again = await secondTrip(deps, row, provider, granted);
  if (again) return again;
  return row.link_id === null && (await isOwn(deps, row.user_id, granted))
    ? keep(deps, row, row.user_id, granted)
    : askPerson(deps, row, row.user_id, granted);
}

/** A reconnect is pinned to its mailbox: another one is refused by name. */
async function wrongMailbox(deps: ConnectDeps, row: AttemptRow, granted: GrantedMailbox): Promise<AttemptFailure | undefined> {
  if (row.reconnect_id === null) return undefined;
  const expected = await deps.store.byId(row.reconnect_id);
  if (!expected || expected.mailbox === mailboxKey(granted.provider, granted.identity)) return undefined;
  const next = `${expected.email_address} is to be connected again. Try again and choose that account.`;
  return {
    code: 'CONNECT_WRONG_MAILBOX',
    sentence: `You signed in as ${granted.address}, but ${next}`,
    told: `Another account was chosen, but ${next}`,
    about: { chosen: granted.address, expected: expected.email_address },
  };
}

/**
 * The mailbox is the user's own: the same Entra identity, or the address that the session's issuer vouches for.
 * Never by address for Entra sessions, where a foreign tenant's administrator can write any; and never by one that was
 * only given at the start: a login with it also succeeds for somebody else who may open that mailbox.
 */
async function isOwn(deps: ConnectDeps, userId: string, granted: GrantedMailbox): Promise<boolean> {
  const { vouchedEmail, entra } = await deps.provenOf(userId);
  if (entra) return granted.provider === 'microsoft' && entra.tid === granted.identity.tid && entra.oid === granted.identity.oid;
  return !granted.hinted && vouchedEmail !== null && vouchedEmail.toLowerCase() === granted.address.toLowerCase();
}

async function keep(deps: ConnectDeps, row: AttemptRow, userId: string, granted: GrantedMailbox): Promise<AttemptOutcome> {
  const account = await saveAccount(deps, userId, granted);
  const email = account.email_address;
  await deps.attempts.update(row.id, { ...WIPED, status: 'connected', account_id: account.id, email });
  return { status: 'connected', email, provider: row.provider, trouble: troubleOf(account) };
}

/** An access token for SMTP is written nowhere, sealed or not: after the click a new one is asked for. */
function withoutAccess(granted: GrantedMailbox): GrantedMailbox {
  const { wire, grant } = granted;
  return wire === 'smtp' && grant.refreshToken !== undefined
    ? { ...granted, grant: { ...grant, accessToken: '', expiresAt: 0 } }
    : granted;
}

/** The tokens wait, sealed, for a click in this very browser. */
async function askPerson(deps: ConnectDeps, row: AttemptRow, userId: string, granted: GrantedMailbox): Promise<AttemptOutcome> {
  const [secret, cookie] = [newSecret(), newSecret()];
  const asked = await deps.attempts.move(row.id, 'pending', {
    status: 'confirm',
    flow: null,
    waiting: await deps.vault.seal(JSON.stringify(withoutAccess(granted)), attemptPlace(row.id, 'waiting')),
    confirm_secret_hash: hashOf(secret),
    confirm_cookie_hash: hashOf(cookie),
    email: granted.address,
  });
  // Its time was over, or its link was taken back, while the provider was answering.
  if (!asked) {
    await giveBack(deps, granted);
    return { status: 'failed', failure: row.link_id === null ? EXPIRED : LINK_OVER };
  }
  return {
    status: 'confirm',
    mailbox: granted.address,
    account: await deps.whoIs(userId),
    provider: row.provider,
    secret: `${row.id}.${secret}`,
    cookie,
  };
}
