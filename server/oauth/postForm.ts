/**
 * One request of an app to its provider (token, device authorization): form-encoded POST with the app's proof, no Origin
 * header (Entra would take the request for a browser's), no redirect followed: it would carry secrets elsewhere.
 */
import { STATUS_CODES } from 'node:http';
import { networkFault } from '../network/networkFault.ts';
import { retryAfterMs } from '../network/retryAfter.ts';
import { shortText } from '../network/shortText.ts';
import type { OAuthApp } from './oauthApp.ts';
import { type ClientProof, proveClient } from './proveClient.ts';
import type { Explain, Mender, TokenAnswer } from './tokenAnswer.ts';

export interface PostFormDeps {
  app: Pick<OAuthApp, 'clientId' | 'credential'>;
  /** The provider as a person calls it. */
  name: string;
  /** Also whom an assertion is for. */
  tokenUrl: string;
  /** `header` for the few endpoints that take a secret nowhere else. */
  secretIn?: 'body' | 'header';
  explain: Explain;
  fetch: typeof fetch;
  clock: () => number;
  newId: () => string;
  /** How long an answer may take, in milliseconds. */
  timeoutMs: number;
}

export type Failed = Extract<TokenAnswer, { ok: false }>;

/** `said`: the JSON object of a 2xx answer; empty where it held none. */
export async function postForm(
  deps: PostFormDeps,
  url: string,
  form: Record<string, string>,
): Promise<{ ok: true; said: Record<string, unknown> } | Failed> {
  let proof: ClientProof;
  try {
    proof = await proveClient({ ...deps, ...deps.app, secretIn: deps.secretIn ?? 'body' });
  } catch (error) {
    return badCertificate(error);
  }
  let response: Response;
  let text: string;
  try {
    response = await deps.fetch(url, {
      method: 'POST',
      // A connection of its own: a reset of a kept idle one could not be told from an answer that was lost.
      headers: { accept: 'application/json', connection: 'close', ...proof.headers },
      body: new URLSearchParams({ ...proof.form, ...form }),
      redirect: 'manual',
      signal: AbortSignal.timeout(deps.timeoutMs),
    });
    text = await shortText(response);
  } catch (error) {
    return unanswered(deps.name, error);
  }
  const said = objectOf(text);
  return response.ok ? { ok: true, said } : refused(deps, response, said);
}

/** A 2xx answer without what it must hold: what was asked for may have happened all the same. */
export function unreadable(name: string): Failed {
  const help = `${name}’s sign-in service gave an answer that cannot be read. Try again in a few minutes.`;
  return { ...failed('later', 'unexpected_answer', help), lost: true };
}

/** A proxy's page, or nothing, is no object: the status alone must do. */
function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function unanswered(name: string, error: unknown): Failed {
  const { code, unwritten } = networkFault(error);
  const help = unwritten
    ? `${name}’s sign-in service could not be reached (${code}). Check the connection of the server, then try again.`
    : `${name}’s sign-in service gave no answer (${code}). Try again in a few minutes.`;
  return { ...failed('later', unwritten ? 'network' : 'no_answer', help), ...(!unwritten && { lost: true }) };
}

function refused(deps: PostFormDeps, response: Response, said: Record<string, unknown>): Failed {
  const { status } = response;
  // Busy or broken says nothing about the grant, whatever the body claims.
  if (status === 429 || status === 408 || status >= 500) {
    const waitMs = retryAfterMs(response.headers.get('retry-after'), deps.clock());
    const { failure } = deps.explain({ error: 'temporarily_unavailable', ...said });
    const help = `${deps.name}’s sign-in service is busy. Try again in a few minutes.`;
    return { ok: false, mender: 'later', failure: { ...failure, help }, status, ...(waitMs !== undefined && { waitMs }) };
  }
  const { error } = said;
  // Web frameworks and gateways put the status in words there, which is no error code of OAuth (RFC 6749 section 5.2).
  if (typeof error === 'string' && error !== '' && error !== STATUS_CODES[status]) return { ok: false, ...deps.explain(said) };
  return noRefusal(deps.name, status);
}

/** An answer without `error` does not come from a token endpoint: a proxy, a wall, or the wrong address. */
function noRefusal(name: string, status: number): Failed {
  if (status === 404 || status === 405) {
    const help = `There is no sign-in service for ${name} at the address that is set (status ${status}). The person who runs this server must check the addresses of the app.`;
    return failed('operator', 'wrong_address', help);
  }
  const help = `${name}’s sign-in service answered with status ${status} and nothing that can be read. Try again in a few minutes; if it stays so, the person who runs this server should check the connection and the addresses of the app.`;
  return failed('later', 'unexpected_answer', help);
}

function badCertificate(error: unknown): Failed {
  const why = error instanceof Error ? error.message : String(error);
  const help = `The certificate of the app, or its private key, cannot be used (${why}). The person who runs this server must set both again.`;
  return failed('operator', 'bad_certificate', help);
}

export function failed(mender: Mender, error: string, help: string): Failed {
  return { ok: false, mender, failure: { error, help } };
}
