/**
 * Entra's token endpoint: redeeming a code and refreshing. POST /{tenant}/oauth2/v2.0/token, form-encoded, with the
 * client secret in the body; no Origin header (Entra would take the request for a browser's).
 * Source: entra v2-oauth2-auth-code-flow.
 */
import { retryAfterMs } from '../network/retryAfter.ts';
import { explainEntra } from './entraHelp.ts';
import type { TokenAnswer } from './tokenAnswer.ts';

export interface EntraApp {
  clientId: string;
  clientSecret: string;
  tenant: string;
  authorityUrl: string;
}

export interface EntraTokens {
  redeem(ask: { code: string; verifier: string; redirectUri: string }): Promise<TokenAnswer>;
  refresh(refreshToken: string, scopes: readonly string[]): Promise<TokenAnswer>;
}

export interface EntraTokensDeps {
  app: EntraApp;
  fetch: typeof fetch;
  clock: () => number;
  /** How long an answer may take, in milliseconds. */
  timeoutMs: number;
}

export function entraTokens(deps: EntraTokensDeps): EntraTokens {
  return {
    redeem: ({ code, verifier, redirectUri }) =>
      ask(deps, { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri }),
    refresh: (refreshToken, scopes) =>
      ask(deps, {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        ...(scopes.length > 0 && { scope: scopes.join(' ') }),
      }),
  };
}

async function ask(deps: EntraTokensDeps, form: Record<string, string>): Promise<TokenAnswer> {
  const { app } = deps;
  const body = new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...form });
  let response: Response;
  let said: unknown;
  try {
    response = await deps.fetch(`${app.authorityUrl}/${encodeURIComponent(app.tenant)}/oauth2/v2.0/token`, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(deps.timeoutMs),
    });
    said = await jsonOf(response);
  } catch (error) {
    return unreachable(error);
  }
  return response.ok ? granted(said, deps.clock()) : refused(response, said, deps.clock());
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's HTML page, or nothing: the status alone must do.
    return {};
  }
}

function unreachable(error: unknown): TokenAnswer {
  const cause =
    error instanceof Error && error.cause instanceof Error
      ? error.cause.message
      : error instanceof Error
        ? error.message
        : String(error);
  return {
    ok: false,
    mender: 'later',
    failure: {
      error: 'network',
      help: `Microsoft's sign-in service could not be reached (${cause}). Check the connection of the server, then try again.`,
    },
  };
}

function granted(said: unknown, now: number): TokenAnswer {
  const answer = said as {
    access_token?: unknown;
    refresh_token?: unknown;
    expires_in?: unknown;
    scope?: unknown;
    id_token?: unknown;
  };
  if (typeof answer.access_token !== 'string') {
    return {
      ok: false,
      mender: 'later',
      failure: { error: 'unexpected_answer', help: "Microsoft's answer held no access. Try again in a few minutes." },
    };
  }
  const seconds = Number(answer.expires_in);
  return {
    ok: true,
    accessToken: answer.access_token,
    // An answer without a lifetime must not mean "never refresh": take the shortest that Entra gives.
    expiresAt: now + (Number.isFinite(seconds) && seconds > 0 ? seconds : 3600) * 1000,
    scopes: typeof answer.scope === 'string' ? answer.scope.split(' ').filter(Boolean) : [],
    ...(typeof answer.refresh_token === 'string' && { refreshToken: answer.refresh_token }),
    ...(typeof answer.id_token === 'string' && { idToken: answer.id_token }),
  };
}

function refused(response: Response, said: unknown, now: number): TokenAnswer {
  // Busy or broken says nothing about the grant, whatever the body claims.
  if (response.status === 429 || response.status >= 500) {
    const waitMs = retryAfterMs(response.headers.get('retry-after'), now);
    const { failure } = explainEntra({ error: 'temporarily_unavailable', ...(said as object) });
    return {
      ok: false,
      mender: 'later',
      failure: { ...failure, help: "Microsoft's sign-in service is busy. It is tried again by itself." },
      ...(waitMs !== undefined && { waitMs }),
    };
  }
  return { ok: false, ...explainEntra(said as object) };
}
