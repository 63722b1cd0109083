/**
 * The way back from the provider. Whoever starts a trip knows its state and connectId and can send the link to somebody
 * else; that person's mailbox must not end up connected to the sender's account. So the callback connects at once only
 * when the mailbox proves to be the signed-in user's own, and otherwise asks the person in that browser.
 */
import { explainEntra } from '../oauth/entraHelp.ts';
import type { AttemptRow } from './attempts.store.ts';
import { WIPED } from './attempts.store.ts';
import { type AttemptFailure, type AttemptOutcome, EXPIRED, failureOf } from './attemptOutcome.ts';
import { attemptPlace, type ConnectDeps, callbackUrl } from './connectDeps.ts';
import { type Grant, type MailboxIdentity, mailboxKey, type MailProvider, notIdentified } from './providers/mailProvider.ts';
import { type GrantedMailbox, grantedMailbox, saveAccount } from './saveAccount.ts';
import { hashOf, newHandoffCode, newSecret, plainCode } from './secretText.ts';
import { openFlow } from './startAttempt.ts';

/** What the provider put into the address of the callback. */
export interface CallbackQuery {
  code?: string;
  state?: string;
  error?: string;
  error_description?: string;
}

/** Answers a function for the callback route; two callbacks with one code (a double click, a prefetch) share one run. */
export function attemptFinisher(
  deps: ConnectDeps,
): (row: AttemptRow | undefined, query: CallbackQuery) => Promise<AttemptOutcome> {
  const running = new Map<string, Promise<AttemptOutcome>>();
  return async (row, query) => {
    if (!row) return { status: 'failed', failure: EXPIRED };
    // By attempt and code: whoever knows only the state must not share what the real code brought.
    const key = `${row.id} ${query.code ?? ''}`;
    const shared = running.get(key);
    if (shared) return withoutForm(await shared);
    const run = finish(deps, row, query).finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}

async function finish(deps: ConnectDeps, row: AttemptRow, query: CallbackQuery): Promise<AttemptOutcome> {
  if (row.status !== 'pending' || row.code_hash !== null) return repeated(deps, row, query);
  if (row.expires_at <= deps.clock()) return fail(deps, row, EXPIRED, 'expired');
  if (query.code === undefined) {
    const { mender, failure } = explainEntra(query);
    return fail(deps, row, failureOf(failure, mender));
  }
  if (!(await deps.attempts.takeCode(row.id, hashOf(query.code)))) return { status: 'failed', failure: EXPIRED };
  try {
    const granted = await redeem(deps, row, query.code);
    if ('failure' in granted) return await fail(deps, row, granted.failure);
    return await (row.purpose === 'connect' ? connect(deps, row, granted) : signIn(deps, row, granted));
  } catch (error) {
    // A person is looking at this window: they get a page and the pane an end, the log gets the surprise.
    deps.surprise(error);
    return fail(deps, row, SURPRISE);
  }
}

const SURPRISE: AttemptFailure = {
  code: 'INTERNAL',
  sentence: 'Something went wrong on our side. Go back to Mergepost and press “Connect email account” again.',
};

/** A reload: the same state and the same code repeat the outcome, but never the form. */
async function repeated(deps: ConnectDeps, row: AttemptRow, query: CallbackQuery): Promise<AttemptOutcome> {
  const sameCode = query.code !== undefined && row.code_hash === hashOf(query.code);
  const sameRefusal = query.code === undefined && row.code_hash === null && row.status === 'failed';
  if (!sameCode && !sameRefusal) return { status: 'failed', failure: EXPIRED };
  switch (row.status) {
    case 'connected':
      return { status: 'connected', email: row.email ?? '', provider: row.provider };
    case 'signed-in': {
      const code = row.handoff === null ? null : await deps.vault.open(row.handoff, attemptPlace(row.id, 'handoff'));
      return { status: 'signed-in', code, email: row.email, provider: row.provider };
    }
    case 'confirm':
      return { status: 'confirm', mailbox: row.email ?? '', account: '', provider: row.provider, secret: null, cookie: null };
    case 'failed':
      return { status: 'failed', failure: row.error === null ? EXPIRED : (JSON.parse(row.error) as AttemptFailure) };
    case 'pending':
    case 'expired':
      return { status: 'failed', failure: EXPIRED };
  }
}

function withoutForm(outcome: AttemptOutcome): AttemptOutcome {
  return outcome.status === 'confirm' ? { ...outcome, secret: null, cookie: null } : outcome;
}

async function fail(
  deps: ConnectDeps,
  row: AttemptRow,
  failure: AttemptFailure,
  status: 'failed' | 'expired' = 'failed',
): Promise<AttemptOutcome> {
  await deps.attempts.update(row.id, { ...WIPED, status, error: JSON.stringify(failure) });
  return { status: 'failed', failure };
}

/** Code → tokens → proven identity → mailbox. */
async function redeem(deps: ConnectDeps, row: AttemptRow, code: string): Promise<GrantedMailbox | { failure: AttemptFailure }> {
  const provider = await deps.providerOf(row.provider);
  const flow = await openFlow(deps, row);
  if (!provider || !flow) return { failure: EXPIRED };
  const redirectUri = callbackUrl(deps, row.provider);
  const grant = await provider.redeem({ code, verifier: flow.codeVerifier, redirectUri, scopes: row.scopes.split(' ') });
  if (!grant.ok) return { failure: failureOf(grant.failure, grant.mender) };
  return row.purpose === 'sign-in' ? signedInAs(provider, grant, row.nonce) : opened(provider, grant, row);
}

/** A sign-in asks for nothing but who it is. */
async function signedInAs(
  provider: MailProvider,
  grant: Grant,
  nonce: string,
): Promise<GrantedMailbox | { failure: AttemptFailure }> {
  const who = await provider.identify(grant, nonce);
  if (!who.ok) return { failure: notIdentified(provider.name, who) };
  const { identity } = who;
  return grantedMailbox(provider, {
    identity,
    address: identity.shownAddress ?? '',
    displayName: identity.name,
    grant,
    trouble: null,
  });
}

async function opened(
  provider: MailProvider,
  grant: Grant,
  row: AttemptRow,
): Promise<GrantedMailbox | { failure: AttemptFailure }> {
  const mailbox = await provider.openMailbox(grant, { nonce: row.nonce, loginHint: row.login_hint });
  if (mailbox.ok) return grantedMailbox(provider, mailbox);
  const { code, sentence, provider: said } = mailbox;
  return { failure: { code, sentence, ...(said && { provider: said }) } };
}

async function connect(deps: ConnectDeps, row: AttemptRow, granted: GrantedMailbox): Promise<AttemptOutcome> {
  if (row.user_id === null) throw new Error(`Attempt ${row.id} connects for nobody.`);
  const wrong = await wrongMailbox(deps, row, granted);
  if (wrong) return fail(deps, row, wrong);
  return row.link_id === null && (await isOwn(deps, row.user_id, granted))
    ? keep(deps, row, row.user_id, granted)
    : askPerson(deps, row, row.user_id, granted);
}

/** A reconnect is pinned to its mailbox: another one is refused by name. */
async function wrongMailbox(deps: ConnectDeps, row: AttemptRow, granted: GrantedMailbox): Promise<AttemptFailure | undefined> {
  if (row.reconnect_id === null) return undefined;
  const expected = await deps.store.byId(row.reconnect_id);
  if (!expected || expected.mailbox === mailboxKey(granted.provider, granted.identity)) return undefined;
  return {
    code: 'CONNECT_WRONG_MAILBOX',
    sentence: `You signed in as ${granted.address}, but ${expected.email_address} is to be connected again. Try again and choose that account.`,
  };
}

/**
 * The mailbox is the user's own: the same Entra identity, or the address that the session's issuer vouches for.
 * Never by address for Entra sessions, where a foreign tenant's administrator can write any.
 */
async function isOwn(deps: ConnectDeps, userId: string, granted: GrantedMailbox): Promise<boolean> {
  const { vouchedEmail, entra } = await deps.provenOf(userId);
  if (entra) return granted.provider === 'microsoft' && entra.tid === granted.identity.tid && entra.oid === granted.identity.oid;
  return vouchedEmail !== null && vouchedEmail.toLowerCase() === granted.address.toLowerCase();
}

async function keep(deps: ConnectDeps, row: AttemptRow, userId: string, granted: GrantedMailbox): Promise<AttemptOutcome> {
  const account = await saveAccount(deps, userId, granted);
  await deps.attempts.update(row.id, { ...WIPED, status: 'connected', account_id: account.id, email: account.email_address });
  return { status: 'connected', email: account.email_address, provider: row.provider };
}

/** The tokens wait, sealed, for a click in this very browser. */
async function askPerson(deps: ConnectDeps, row: AttemptRow, userId: string, granted: GrantedMailbox): Promise<AttemptOutcome> {
  const [secret, cookie] = [newSecret(), newSecret()];
  await deps.attempts.update(row.id, {
    status: 'confirm',
    flow: null,
    waiting: await deps.vault.seal(JSON.stringify(granted), attemptPlace(row.id, 'waiting')),
    confirm_secret_hash: hashOf(secret),
    confirm_cookie_hash: hashOf(cookie),
    email: granted.address,
  });
  return {
    status: 'confirm',
    mailbox: granted.address,
    account: await deps.describeUser(userId),
    provider: row.provider,
    secret: `${row.id}.${secret}`,
    cookie,
  };
}

async function signIn(deps: ConnectDeps, row: AttemptRow, granted: GrantedMailbox): Promise<AttemptOutcome> {
  if (!deps.ownSignIn || !deps.maySignIn(granted.identity.tid)) return fail(deps, row, tenantRefused(granted.identity));
  const issuer = (await deps.providerOf(row.provider))?.issuer ?? row.provider;
  const userId = await deps.userFor(issuer, granted.identity);
  const account = row.purpose === 'sign-in-and-connect' ? await saveAccount(deps, userId, granted) : undefined;
  const code = newHandoffCode();
  await deps.attempts.update(row.id, {
    ...WIPED,
    status: 'signed-in',
    user_id: userId,
    account_id: account?.id ?? null,
    email: account?.email_address ?? null,
    handoff_hash: hashOf(plainCode(code)),
    handoff: await deps.vault.seal(code, attemptPlace(row.id, 'handoff')),
  });
  return { status: 'signed-in', code, email: account?.email_address ?? null, provider: row.provider };
}

function tenantRefused(identity: MailboxIdentity): AttemptFailure {
  return {
    code: 'TENANT_NOT_ALLOWED',
    sentence: `${identity.shownAddress ?? 'This account'} belongs to an organisation that may not sign in to this Mergepost server. Use an account of your organisation, or ask the person who runs the server.`,
  };
}
