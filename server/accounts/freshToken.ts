/**
 * A valid access token for an account. One refresh at a time per account: callers that come meanwhile wait for the same
 * answer. The new refresh token is committed before the old one is forgotten. A fault that passes never turns into
 * "connect again", and a fault of the operator (wrong secret) leaves the person's tokens alone.
 */
import type { AccountState } from '../../shared/api/accounts.ts';
import type { TokenAnswer } from '../oauth/tokenAnswer.ts';
import type { Vault } from '../vault/vault.ts';
import type { FreshToken } from './accountUse.ts';
import { type AccountRow, type AccountsStore, isActive } from './accounts.store.ts';
import type { ProviderOf } from './connectDeps.ts';
import { tokenPlace } from './saveAccount.ts';

/** Refreshed this long before the end, so that a token does not die on its way. */
const EARLY_MS = 5 * 60_000;

export interface FreshTokenDeps {
  store: AccountsStore;
  vault: Vault;
  clock: () => number;
  providerOf: ProviderOf;
}

export function freshTokens(deps: FreshTokenDeps): (accountId: string, refused?: string) => Promise<FreshToken> {
  const running = new Map<string, Promise<FreshToken>>();
  return async (accountId, refused) => {
    const row = await deps.store.byId(accountId);
    const kept = row && (await keptToken(deps, row, refused));
    if (kept) return kept;
    const refresh = running.get(accountId) ?? refreshAccount(deps, accountId, refused).finally(() => running.delete(accountId));
    running.set(accountId, refresh);
    return refresh;
  };
}

/** The stored token, if it is good for a while and not the one that was just refused. */
async function keptToken(deps: FreshTokenDeps, row: AccountRow, refused: string | undefined): Promise<FreshToken | undefined> {
  if (row.state === 'needs-reconnect' || row.state === 'disconnected') return gone(row);
  if (row.access_token === null || row.token_expires_at === null) return undefined;
  if (row.token_expires_at - EARLY_MS <= deps.clock() && !isShortLived(row, deps.clock())) return undefined;
  const accessToken = await deps.vault.open(row.access_token, tokenPlace(row.id, 'access_token'));
  return accessToken === refused ? undefined : usable(deps, row, accessToken);
}

/** A provider may give tokens that live less than our margin; those are used for half of their life. */
function isShortLived(row: AccountRow, now: number): boolean {
  const life = (row.token_expires_at ?? 0) - row.updated_at;
  return life <= EARLY_MS * 2 && (row.token_expires_at ?? 0) - life / 2 > now;
}

async function refreshAccount(deps: FreshTokenDeps, accountId: string, refused: string | undefined): Promise<FreshToken> {
  // Read again: whoever refreshed while we waited for our turn has left a good token.
  const row = await deps.store.byId(accountId);
  if (!row) return { ok: false, kind: 'reconnect', code: 'ACCOUNT_NOT_FOUND', reason: 'This mailbox is no longer connected.' };
  const kept = await keptToken(deps, row, refused);
  if (kept) return kept;
  const provider = await deps.providerOf(row.app);
  if (!provider || row.refresh_token === null)
    return ended(
      deps,
      row,
      'needs-reconnect',
      'no_refresh_token',
      'The permission was given for one hour only. Connect the mailbox again.',
    );
  const refreshToken = await deps.vault.open(row.refresh_token, tokenPlace(row.id, 'refresh_token'));
  const scopes = (JSON.parse(row.scopes) as string[]).filter((s) => s !== 'openid' && s !== 'profile' && s !== 'email');
  const answer = await provider.refresh(refreshToken, scopes);
  return answer.ok ? store(deps, row, answer) : refusal(deps, row, answer);
}

async function store(deps: FreshTokenDeps, row: AccountRow, grant: Extract<TokenAnswer, { ok: true }>): Promise<FreshToken> {
  const now = deps.clock();
  const won = await deps.store.replaceTokens(row.id, row.token_version, {
    access_token: await deps.vault.seal(grant.accessToken, tokenPlace(row.id, 'access_token')),
    ...(grant.refreshToken !== undefined && {
      refresh_token: await deps.vault.seal(grant.refreshToken, tokenPlace(row.id, 'refresh_token')),
    }),
    token_expires_at: grant.expiresAt,
    updated_at: now,
    ...(isActive(row.state) ? {} : { state: 'connected', state_reason: null, state_since: now, is_active: 1 }),
  });
  return won ? usable(deps, row, grant.accessToken) : newest(deps, row);
}

async function refusal(deps: FreshTokenDeps, row: AccountRow, answer: Extract<TokenAnswer, { ok: false }>): Promise<FreshToken> {
  const { mender, failure } = answer;
  const code = failure.code ?? failure.error;
  switch (mender) {
    case 'later':
      return {
        ok: false,
        kind: 'later',
        code,
        reason: failure.help,
        ...(answer.waitMs !== undefined && { waitMs: answer.waitMs }),
      };
    case 'operator':
      return ended(deps, row, 'operator-fault', code, failure.help);
    case 'admin':
      return ended(deps, row, 'needs-admin', code, failure.help);
    case 'user':
    case 'declined':
      return ended(deps, row, 'needs-reconnect', code, failure.help);
  }
}

/** Guarded like a success: a refusal that arrives after the person connected again, or disconnected, says nothing about now. */
async function ended(
  deps: FreshTokenDeps,
  row: AccountRow,
  state: AccountState,
  code: string,
  reason: string,
): Promise<FreshToken> {
  const since = state === row.state ? {} : { state_since: deps.clock() };
  const won = await deps.store.replaceTokens(row.id, row.token_version, { state, state_reason: reason, is_active: 0, ...since });
  if (!won) return newest(deps, row);
  return { ok: false, kind: state === 'operator-fault' ? 'operator' : 'reconnect', code, reason };
}

/** Somebody connected it again, or disconnected it, while the provider was answering: theirs counts. */
async function newest(deps: FreshTokenDeps, row: AccountRow): Promise<FreshToken> {
  const newer = await deps.store.byId(row.id);
  return (newer && (await keptToken(deps, newer, undefined))) ?? gone(newer ?? row);
}

async function usable(deps: FreshTokenDeps, row: AccountRow, accessToken: string): Promise<FreshToken> {
  const provider = await deps.providerOf(row.app);
  if (!provider) return gone(row);
  const scopes = JSON.parse(row.scopes) as string[];
  return { ok: true, accessToken, address: row.email_address, scopes, wire: provider.wire, fromName: row.from_name };
}

function gone(row: AccountRow): FreshToken {
  return {
    ok: false,
    kind: 'reconnect',
    code: 'ACCOUNT_NOT_CONNECTED',
    reason: row.state_reason ?? 'This mailbox must be connected again.',
  };
}
