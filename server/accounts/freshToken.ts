/**
 * A valid access token for an account. One refresh at a time per account: callers that come meanwhile wait for the same
 * answer. The new refresh token is committed before the old one is forgotten. A fault that passes never turns into
 * "connect again", and a fault of the operator (wrong secret) or an administrator's "no" leaves the person's tokens alone:
 * they are tried again at the next use.
 */
import type { TokenAnswer } from '../oauth/tokenAnswer.ts';
import type { Vault } from '../vault/vault.ts';
import type { FreshToken } from './accountUse.ts';
import type { Access } from './accessMemory.ts';
import { type AccountRow, type AccountsStore, isActive } from './accounts.store.ts';
import type { ProviderOf } from './connectDeps.ts';
import { nextStep } from './nextStep.ts';
import type { Grant, MailProvider } from './providers/mailProvider.ts';
import { provenWire } from './providers/provenWire.ts';
import { type RefreshEnd, refreshEnd } from './refreshEnd.ts';
import { tokenPlace } from './saveAccount.ts';

/** Refreshed this long before the end, so that a token does not die on its way. */
const EARLY_MS = 5 * 60_000;

export interface FreshTokenDeps {
  store: AccountsStore;
  vault: Vault;
  clock: () => number;
  providerOf: ProviderOf;
}

export interface TokenAsk {
  /** The access token the provider just answered 401 to. */
  refused?: string;
  /** Refresh although the access token at hand is good: keeps the refresh token alive. */
  renew?: boolean;
  /** Try even where the mailbox must be connected again: a person asked for it. */
  insist?: boolean;
}

export type FreshTokens = (accountId: string, ask?: TokenAsk) => Promise<FreshToken>;

type Asked = TokenAsk & { at: number };

export function freshTokens(deps: FreshTokenDeps): FreshTokens {
  const running = new Map<string, Promise<FreshToken>>();
  return async (accountId, ask = {}) => {
    const asked = { ...ask, at: deps.clock() };
    const row = await deps.store.byId(accountId);
    const atHand = row && (await tokenAtHand(deps, row, await deps.providerOf(row.app), asked));
    if (atHand) return atHand;
    const refresh = running.get(accountId) ?? refreshAccount(deps, accountId, asked).finally(() => running.delete(accountId));
    running.set(accountId, refresh);
    return refresh;
  };
}

/** What can be said without asking the provider: the token that is there, or that there is none and will be none. */
async function tokenAtHand(
  deps: FreshTokenDeps,
  row: AccountRow,
  provider: MailProvider | undefined,
  asked: Asked,
): Promise<FreshToken | undefined> {
  if (row.state === 'disconnected' || (row.state === 'needs-reconnect' && !(asked.insist && row.refresh_token !== null)))
    return gone(row);
  if (!provider || isForRefresh(row, provider, asked)) return undefined;
  const access = await accessOf(deps, row);
  if (!access || !isGood(access, deps.clock()) || access.accessToken === asked.refused) return undefined;
  return usable(row, provider, access.accessToken);
}

/** Whether the token at hand, however good, is not what is wanted. */
function isForRefresh(row: AccountRow, provider: MailProvider, asked: Asked): boolean {
  // The app was changed to another wire: its access tokens are for another audience.
  if (row.wire !== provider.wire.kind) return true;
  // Asking again finds out whether a trouble is over; without a refresh token there is nothing to ask with.
  if (!isActive(row.state) && row.refresh_token !== null) return true;
  return asked.renew === true && (row.refreshed_at ?? 0) <= asked.at;
}

async function accessOf(deps: FreshTokenDeps, row: AccountRow): Promise<Access | undefined> {
  if (row.wire === 'smtp') return deps.store.inMemory.of(row.id, row.token_version);
  if (row.access_token === null || row.token_expires_at === null) return undefined;
  const accessToken = await deps.vault.open(row.access_token, tokenPlace(row.id, 'access_token'));
  return { accessToken, expiresAt: row.token_expires_at, since: row.updated_at };
}

/** A provider may give tokens that live hardly longer than our margin; those are used for half of their life. */
function isGood({ expiresAt, since }: Access, now: number): boolean {
  const life = expiresAt - since;
  return life <= EARLY_MS * 2 ? expiresAt - life / 2 > now : expiresAt - EARLY_MS > now;
}

async function refreshAccount(deps: FreshTokenDeps, accountId: string, asked: Asked): Promise<FreshToken> {
  // Read again: whoever refreshed while we waited for our turn has left a good token.
  const row = await deps.store.byId(accountId);
  if (!row) return { ok: false, kind: 'reconnect', code: 'ACCOUNT_NOT_FOUND', reason: 'This mailbox is no longer connected.' };
  const provider = await deps.providerOf(row.app);
  const atHand = await tokenAtHand(deps, row, provider, asked);
  if (atHand) return atHand;
  if (!provider) return ended(deps, row, undefined, APP_GONE);
  if (row.refresh_token === null) return ended(deps, row, provider, NOT_LASTING);
  const refreshToken = await deps.vault.open(row.refresh_token, tokenPlace(row.id, 'refresh_token'));
  // Where each refresh token is good once, a crash from here on must be told from a permission that was taken back.
  if (provider.app.rotation === 'strict' && !(await claimed(deps, row))) return taken(deps, row);
  const scopes = (JSON.parse(row.scopes) as string[]).filter((s) => s !== 'openid' && s !== 'profile' && s !== 'email');
  const answer = await provider.refresh(refreshToken, scopes);
  return answer.ok ? store(deps, row, provider, answer) : refusal(deps, row, provider, answer);
}

/** After a crash nobody is at it any more: the longest refresh takes as long as two answers of a provider. */
const GIVEN_UP_MS = 70_000;

/** Two processes (the server and a command beside it) must not use the same refresh token where it is good once. */
function claimed(deps: FreshTokenDeps, row: AccountRow): Promise<boolean> {
  const now = deps.clock();
  // Where it must be connected again nobody refreshes; the mark only tells of an answer that got lost.
  const staleBefore = row.state === 'needs-reconnect' ? now + 1 : now - GIVEN_UP_MS;
  return deps.store.claimRefresh(row.id, row.token_version, now, staleBefore);
}

async function taken(deps: FreshTokenDeps, row: AccountRow): Promise<FreshToken> {
  const newer = await deps.store.byId(row.id);
  if (newer?.token_version !== row.token_version) return newest(deps, row);
  const reason = 'Access to this mailbox is being renewed by another program on the server.';
  return { ok: false, kind: 'later', code: 'BEING_RENEWED', reason, waitMs: 5000 };
}

const APP_GONE = {
  state: 'operator-fault',
  code: 'APP_NOT_FOUND',
  reason: 'The application this mailbox was connected through is not on this server any more.',
} as const;

const NOT_LASTING = {
  state: 'needs-reconnect',
  code: 'no_refresh_token',
  reason: 'The permission was given for a short time only, and that is over.',
} as const;

async function store(deps: FreshTokenDeps, row: AccountRow, provider: MailProvider, grant: Grant): Promise<FreshToken> {
  const now = deps.clock();
  const wire = provider.wire.kind;
  const inMemory = wire === 'smtp';
  const won = await deps.store.replaceTokens(row.id, row.token_version, {
    wire,
    access_token: inMemory ? null : await deps.vault.seal(grant.accessToken, tokenPlace(row.id, 'access_token')),
    ...(grant.refreshToken !== undefined && {
      refresh_token: await deps.vault.seal(grant.refreshToken, tokenPlace(row.id, 'refresh_token')),
    }),
    token_expires_at: inMemory ? null : grant.expiresAt,
    refreshed_at: now,
    refresh_started_at: null,
    updated_at: now,
    ...(isMended(row) && { state: 'connected', state_reason: null, state_next: null, state_since: now, is_active: 1 }),
  });
  if (!won) return newest(deps, row);
  if (inMemory) deps.store.inMemory.keep(row.id, row.token_version + 1, { ...grant, since: now });
  return usable(row, provider, grant.accessToken);
}

/** A mail server that keeps a mailbox out until its administrator allows it does so whatever token is shown: only mail proves that it is over. */
function isMended({ state, wire }: AccountRow): boolean {
  return !isActive(state) && !(state === 'needs-admin' && wire === 'smtp');
}

async function refusal(
  deps: FreshTokenDeps,
  row: AccountRow,
  provider: MailProvider,
  answer: Extract<TokenAnswer, { ok: false }>,
): Promise<FreshToken> {
  const end = refreshEnd(answer, { provider, interrupted: row.refresh_started_at !== null });
  if (end.kind === 'ended') return ended(deps, row, provider, end, answer.lost);
  // Not carried out: whatever was unknown before is as unknown as it was.
  if (provider.app.rotation === 'strict') await deps.store.releaseRefresh(row.id, row.token_version, row.refresh_started_at);
  return { ok: false, ...end };
}

/**
 * Guarded like a success: a refusal that arrives after the person connected again, or disconnected, says nothing about now.
 * `lost`: the mark stays, so that another try can say why it fails.
 */
async function ended(
  deps: FreshTokenDeps,
  row: AccountRow,
  provider: MailProvider | undefined,
  end: Pick<Extract<RefreshEnd, { kind: 'ended' }>, 'state' | 'code' | 'reason'> & { next?: string },
  lost = false,
): Promise<FreshToken> {
  const { state, code, reason, next = nextStep(state, provider?.app.source) } = end;
  const won = await deps.store.replaceTokens(row.id, row.token_version, {
    state,
    state_reason: reason,
    state_next: next,
    is_active: 0,
    ...(state !== row.state && { state_since: deps.clock() }),
    ...(!lost && { refresh_started_at: null }),
  });
  if (!won) return newest(deps, row);
  return { ok: false, kind: KIND_OF[state], code, reason };
}

const KIND_OF = { 'needs-reconnect': 'reconnect', 'needs-admin': 'admin', 'operator-fault': 'operator' } as const;

/** Somebody connected it again, or disconnected it, while the provider was answering: theirs counts. */
async function newest(deps: FreshTokenDeps, row: AccountRow): Promise<FreshToken> {
  const newer = await deps.store.byId(row.id);
  if (!newer) return gone(row);
  const atHand = await tokenAtHand(deps, newer, await deps.providerOf(newer.app), { at: deps.clock() });
  return atHand ?? { ok: false, kind: 'later', code: 'CONNECTED_AGAIN', reason: 'This mailbox was connected again just now.' };
}

function usable(row: AccountRow, provider: MailProvider, accessToken: string): FreshToken {
  const wire = provenWire(provider.wire, JSON.parse(row.scopes) as string[]);
  return { ok: true, accessToken, address: row.email_address, wire, fromName: row.from_name };
}

function gone(row: AccountRow): FreshToken {
  return {
    ok: false,
    kind: 'reconnect',
    code: 'ACCOUNT_NOT_CONNECTED',
    reason: row.state_reason ?? 'This mailbox must be connected again.',
  };
}
