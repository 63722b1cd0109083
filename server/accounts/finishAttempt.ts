/**
 * The way back from the provider. Whoever starts a trip knows its state and connectId and can send the link to somebody
 * else; that person's mailbox must not end up connected to the sender's account. So the callback connects at once only
 * when the mailbox proves to be the signed-in user's own, and otherwise asks the person in that browser (connectGranted.ts).
 */
import { type AttemptRow, WIPED } from './attempts.store.ts';
import {
  type AttemptFailure,
  type AttemptOutcome,
  type AttemptTrouble,
  EXPIRED,
  failureOf,
  keptFailure,
  LINK_OVER,
  SURPRISE,
  troubleOf,
} from './attemptOutcome.ts';
import { attemptPlace, type ConnectDeps, callbackUrl } from './connectDeps.ts';
import { connectGranted } from './connectGranted.ts';
import { type CallbackQuery, foreignAnswer } from './foreignAnswer.ts';
import { linkStatus } from './links.store.ts';
import { type Grant, type MailboxIdentity, type MailProvider, notIdentified } from './providers/mailProvider.ts';
import { type GrantedMailbox, grantedMailbox, saveAccount } from './saveAccount.ts';
import { secondTrip } from './secondTrip.ts';
import { hashOf, newHandoffCode, plainCode } from './secretText.ts';
import { openFlow } from './startAttempt.ts';

/** One request at a callback address. */
export interface Callback {
  /** Key of the app in that address. */
  key: string;
  query: CallbackQuery;
}

/** Answers a function for the callback route; two callbacks with one code (a double click, a prefetch) share one run. */
export function attemptFinisher(deps: ConnectDeps): (row: AttemptRow | undefined, callback: Callback) => Promise<AttemptOutcome> {
  const running = new Map<string, Promise<AttemptOutcome>>();
  return async (row, callback) => {
    if (!row) return { status: 'failed', failure: EXPIRED };
    // By attempt, address and code: whoever knows only the state must not share what the real code brought.
    const key = JSON.stringify([row.id, callback.key, callback.query.iss, callback.query.code]);
    const shared = running.get(key);
    if (shared) return withoutForm(await shared);
    const run = finish(deps, row, callback).finally(() => running.delete(key));
    running.set(key, run);
    return run;
  };
}

async function finish(deps: ConnectDeps, row: AttemptRow, { key, query }: Callback): Promise<AttemptOutcome> {
  const provider = await deps.providerOf(row.provider);
  const foreign = foreignAnswer(row, provider, key, query);
  if (foreign) {
    if (row.status === 'pending') await deps.attempts.end(row, { status: 'failed', error: keptFailure(foreign) });
    return { status: 'failed', failure: foreign };
  }
  if (row.status !== 'pending' || row.code_hash !== null) return repeated(deps, row, query);
  if (row.expires_at <= deps.clock()) return fail(deps, row, EXPIRED, 'expired');
  if (!provider?.app.enabled) return fail(deps, row, APP_GONE);
  if (!(await isLinkOpen(deps, row))) return fail(deps, row, LINK_OVER);
  if (query.code === undefined) {
    const { mender, failure } = provider.explain(query);
    return fail(deps, row, failureOf(failure, mender));
  }
  if (!(await deps.attempts.takeCode(row, hashOf(query.code)))) return { status: 'failed', failure: EXPIRED };
  try {
    const granted = await redeem(deps, row, provider, query.code);
    if ('failure' in granted) return await fail(deps, row, granted.failure);
    return await (row.purpose === 'connect' ? connectGranted : signIn)(deps, row, provider, granted);
  } catch (error) {
    // A person is looking at this window: they get a page and the pane an end, the log gets the surprise.
    deps.surprise(error);
    return fail(deps, row, SURPRISE);
  }
}

/** Nothing is redeemed for a link that is over; whether it is still open counts once more at the click. */
async function isLinkOpen(deps: ConnectDeps, row: AttemptRow): Promise<boolean> {
  if (row.link_id === null) return true;
  const link = await deps.links.byId(row.link_id);
  return link !== undefined && linkStatus(link, deps.clock()) === 'open';
}

const APP_GONE: AttemptFailure = {
  code: 'APP_NOT_FOUND',
  sentence:
    'Mailboxes of this kind cannot be connected here any more. Choose another kind, or ask the person who runs the server.',
};

/** A reload: the same state and the same code repeat the outcome, but never the form. */
async function repeated(deps: ConnectDeps, row: AttemptRow, query: CallbackQuery): Promise<AttemptOutcome> {
  const sameCode = query.code !== undefined && row.code_hash === hashOf(query.code);
  const sameRefusal = query.code === undefined && row.code_hash === null && row.status === 'failed';
  if (!sameCode && !sameRefusal) return { status: 'failed', failure: EXPIRED };
  switch (row.status) {
    case 'connected':
      return { status: 'connected', email: row.email ?? '', provider: row.provider, trouble: await troubleNow(deps, row) };
    case 'signed-in': {
      const code = row.handoff === null ? null : await deps.vault.open(row.handoff, attemptPlace(row.id, 'handoff'));
      return { status: 'signed-in', code, email: row.email, provider: row.provider, trouble: await troubleNow(deps, row) };
    }
    case 'confirm':
      return {
        status: 'confirm',
        mailbox: row.email ?? '',
        account: NOT_SHOWN,
        provider: row.provider,
        secret: null,
        cookie: null,
      };
    case 'failed':
      return { status: 'failed', failure: row.error === null ? EXPIRED : (JSON.parse(row.error) as AttemptFailure) };
    case 'pending':
    case 'expired':
      return { status: 'failed', failure: EXPIRED };
  }
}

/** The question is not asked again. */
const NOT_SHOWN = { kind: 'unknown' } as const;

async function troubleNow(deps: ConnectDeps, row: AttemptRow): Promise<AttemptTrouble | null> {
  return row.account_id === null ? null : troubleOf(await deps.store.byId(row.account_id));
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
  await deps.attempts.end(row, { status, error: keptFailure(failure) });
  return { status: 'failed', failure };
}

/** Code → tokens → proven identity → mailbox. */
async function redeem(
  deps: ConnectDeps,
  row: AttemptRow,
  provider: MailProvider,
  code: string,
): Promise<GrantedMailbox | { failure: AttemptFailure }> {
  const flow = await openFlow(deps, row);
  if (!flow) return { failure: EXPIRED };
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

async function signIn(
  deps: ConnectDeps,
  row: AttemptRow,
  provider: MailProvider,
  granted: GrantedMailbox,
): Promise<AttemptOutcome> {
  if (!deps.ownSignIn || !deps.maySignIn(granted.identity.tid)) return fail(deps, row, tenantRefused(granted.identity));
  const connects = row.purpose === 'sign-in-and-connect';
  const again = connects ? await secondTrip(deps, row, provider, granted) : undefined;
  if (again) return again;
  const userId = await deps.userFor(provider.issuer, granted.identity);
  const account = connects ? await saveAccount(deps, userId, granted) : undefined;
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
  const email = account?.email_address ?? null;
  return { status: 'signed-in', code, email, provider: row.provider, trouble: troubleOf(account) };
}

function tenantRefused(identity: MailboxIdentity): AttemptFailure {
  const why =
    'belongs to an organisation that may not sign in to this Mergepost server. Use an account of your organisation, or ask the person who runs the server.';
  return {
    code: 'TENANT_NOT_ALLOWED',
    sentence: `${identity.shownAddress ?? 'This account'} ${why}`,
    told: `The account that was chosen ${why}`,
    ...(identity.shownAddress !== null && { about: { chosen: identity.shownAddress } }),
  };
}
