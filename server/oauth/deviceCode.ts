/**
 * Signing in on another device: RFC 8628. The person opens an address anywhere and types a short code; meanwhile the
 * token endpoint is asked at the pace it names. Google gives no mail permissions this way.
 */
import { failed, type Failed, postForm, unreadable } from './postForm.ts';
import type { TokenAnswer } from './tokenAnswer.ts';
import { tokenClient, type TokenClientDeps } from './tokenClient.ts';

export interface DeviceCodeDeps extends TokenClientDeps {
  deviceUrl: string;
  sleep: (ms: number) => Promise<unknown>;
}

export interface DeviceStarted {
  deviceCode: string;
  /** What the person types. */
  userCode: string;
  verificationUri: string;
  /** The same with the code in it; null where the provider gives none. */
  verificationUriComplete: string | null;
  /** Milliseconds since 1970. */
  expiresAt: number;
  intervalMs: number;
  scopes: string[];
}

export interface DeviceCode {
  start(scopes: readonly string[]): Promise<{ ok: true; started: DeviceStarted } | Failed>;
  /** Ends when the person has decided or the code has expired. */
  wait(started: DeviceStarted): Promise<TokenAnswer>;
}

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
/** RFC 8628 3.2 and 3.5. */
const INTERVAL_MS = 5000;
const SLOWER_MS = 5000;
/** However often the endpoint fails. */
const INTERVAL_MAX_MS = 60_000;

export function deviceCode(deps: DeviceCodeDeps): DeviceCode {
  return {
    start: (scopes) => start(deps, scopes),
    wait: (started) => wait(deps, started),
  };
}

async function start(deps: DeviceCodeDeps, scopes: readonly string[]): Promise<{ ok: true; started: DeviceStarted } | Failed> {
  const answer = await postForm(deps, deps.deviceUrl, { ...(scopes.length > 0 && { scope: scopes.join(' ') }) });
  if (!answer.ok) return answer;
  const { said } = answer;
  const text = (name: string): string | null => (typeof said[name] === 'string' && said[name] !== '' ? said[name] : null);
  const [code, userCode, uri] = [text('device_code'), text('user_code'), text('verification_uri') ?? text('verification_url')];
  if (code === null || userCode === null || uri === null) return unreadable(deps.name);
  return {
    ok: true,
    started: {
      deviceCode: code,
      userCode,
      verificationUri: uri,
      verificationUriComplete: text('verification_uri_complete'),
      expiresAt: deps.clock() + positive(said['expires_in'], 600) * 1000,
      intervalMs: positive(said['interval'], INTERVAL_MS / 1000) * 1000,
      scopes: [...scopes],
    },
  };
}

function positive(value: unknown, otherwise: number): number {
  const seconds = Number(value);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : otherwise;
}

async function wait(deps: DeviceCodeDeps, started: DeviceStarted): Promise<TokenAnswer> {
  const tokens = tokenClient(deps);
  let pause = started.intervalMs;
  for (;;) {
    await deps.sleep(pause);
    if (deps.clock() >= started.expiresAt) return expired;
    const answer = await tokens.exchange({ grant_type: GRANT, device_code: started.deviceCode }, started.scopes);
    if (answer.ok) return answer;
    const { error } = answer.failure;
    if (error === 'slow_down') pause += SLOWER_MS;
    // An endpoint that does not answer is asked ever more seldom (RFC 8628 3.5).
    else if (answer.mender === 'later' && error !== 'authorization_pending') pause = Math.min(pause * 2, INTERVAL_MAX_MS);
    else if (error !== 'authorization_pending') return ended(answer);
  }
}

const expired = failed('user', 'expired_token', 'The code for signing in has expired. Start again.');

/** Entra has names of its own for these ends (entra v2-oauth2-device-code). */
function ended(answer: Failed): Failed {
  switch (answer.failure.error) {
    case 'access_denied':
    case 'authorization_declined':
      return failed('declined', answer.failure.error, 'The sign-in was declined. Start again if you want to.');
    case 'expired_token':
    case 'bad_verification_code':
      return { ...expired, failure: { ...expired.failure, error: answer.failure.error } };
    default:
      return answer;
  }
}
