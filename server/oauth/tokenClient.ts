/** A token endpoint as every kind of app uses it: RFC 6749 sections 4.1.3, 5.1 and 6. */
import type { OAuthApp } from './oauthApp.ts';
import { type PostFormDeps, postForm, unreadable } from './postForm.ts';
import type { TokenAnswer } from './tokenAnswer.ts';

export interface TokenClientDeps extends PostFormDeps {
  app: Pick<OAuthApp, 'clientId' | 'credential' | 'rotation'>;
}

export interface RedeemAsk {
  code: string;
  verifier: string;
  redirectUri: string;
  /** What was asked for at the authorize endpoint: an answer that names no scopes means just these (RFC 6749 5.1). */
  scopes: readonly string[];
  /** A part of it, in the form itself (Entra's extension: one resource per access token). */
  only?: readonly string[];
}

export interface RefreshAsk {
  /** What was granted. */
  scopes: readonly string[];
  /** A part of it, in the form itself; left out it means all. */
  only?: readonly string[];
}

export interface TokenClient {
  redeem(ask: RedeemAsk): Promise<TokenAnswer>;
  refresh(refreshToken: string, ask: RefreshAsk): Promise<TokenAnswer>;
  /** Any other grant; `scopes`: what an answer that names none means. */
  exchange(form: Record<string, string>, scopes: readonly string[]): Promise<TokenAnswer>;
}

/** A refresh whose answer was lost is asked again this often, where the refresh token stays good. */
const MORE_TRIES = 2;

export function tokenClient(deps: TokenClientDeps): TokenClient {
  return {
    redeem: ({ code, verifier, redirectUri, scopes, only }) =>
      ask(
        deps,
        { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri, ...scopeOf(only) },
        only ?? scopes,
      ),
    refresh: (refreshToken, { scopes, only }) =>
      refresh(deps, { grant_type: 'refresh_token', refresh_token: refreshToken, ...scopeOf(only) }, only ?? scopes),
    exchange: (form, scopes) => ask(deps, form, scopes),
  };
}

function scopeOf(scopes: readonly string[] | undefined): { scope?: string } {
  return scopes === undefined || scopes.length === 0 ? {} : { scope: scopes.join(' ') };
}

async function refresh(deps: TokenClientDeps, form: Record<string, string>, scopes: readonly string[]): Promise<TokenAnswer> {
  let answer = await ask(deps, form, scopes);
  // Only where the old token stays good: anywhere else a second use of it looks like theft and ends the whole grant.
  if (deps.app.rotation === 'strict') return answer;
  for (let more = MORE_TRIES; more > 0 && !answer.ok && answer.lost; more -= 1) answer = await ask(deps, form, scopes);
  if (answer.ok || !answer.lost) return answer;
  const { lost: _stillGood, ...passing } = answer;
  return passing;
}

async function ask(deps: TokenClientDeps, form: Record<string, string>, scopes: readonly string[]): Promise<TokenAnswer> {
  const answer = await postForm(deps, deps.tokenUrl, form);
  return answer.ok ? granted(deps, answer.said, scopes) : answer;
}

function granted(deps: TokenClientDeps, said: Record<string, unknown>, scopes: readonly string[]): TokenAnswer {
  const { access_token: accessToken, refresh_token: refreshToken, id_token: idToken, scope } = said;
  const type = said['token_type'];
  const bearer = type === undefined || (typeof type === 'string' && type.toLowerCase() === 'bearer');
  if (typeof accessToken !== 'string' || accessToken === '' || !bearer) return unreadable(deps.name);
  const seconds = Number(said['expires_in']);
  return {
    ok: true,
    accessToken,
    // An answer without a lifetime must not mean "never refresh".
    expiresAt: deps.clock() + (Number.isFinite(seconds) && seconds > 0 ? seconds : 3600) * 1000,
    scopes: typeof scope === 'string' && scope.trim() !== '' ? scope.split(/\s+/).filter(Boolean) : [...scopes],
    ...(typeof refreshToken === 'string' && refreshToken !== '' && { refreshToken }),
    ...(typeof idToken === 'string' && idToken !== '' && { idToken }),
  };
}
