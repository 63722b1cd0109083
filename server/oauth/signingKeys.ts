/**
 * The keys a sign-in service signs with, kept between requests (RFC 7517). Entra rolls its keys without notice, so an unknown
 * `kid` is looked up again; but whoever sends invented ones must not make us fetch for each of them
 * (entra signing-key-rollover, access-tokens "Validate the signature").
 */
import type { JWK } from 'jose';

export interface SigningKeysDeps {
  /** The `jwks_uri`. */
  url: string;
  fetch: typeof fetch;
  clock: () => number;
  timeoutMs: number;
}

/** Entra says of each key whose it is; `{tenantid}` stands for any tenant (entra claims-validation). */
export type SigningKey = JWK & { issuer?: unknown };

/** The public key of that `kid`; undefined: the service has no such key. Rejects with `KeysUnreachable`. */
export type KeyOf = (kid: string) => Promise<SigningKey | undefined>;

/** Nothing can be said about a token now; it passes by itself. */
export class KeysUnreachable extends Error {
  override readonly name = 'KeysUnreachable';
}

const KEEP_MS = 24 * 3600_000;
/** A key that was taken back is not good for longer, and where the service is down there is a day's keys in hand. */
const REFRESH_MS = 3600_000;
const UNKNOWN_WAIT_MS = 5 * 60_000;
/** After a try that brought nothing, when there is nothing good to go on with. */
const FAILED_WAIT_MS = 10_000;

interface Kept {
  keys: SigningKey[];
  fetchedAt: number;
}

export function signingKeys(deps: SigningKeysDeps): KeyOf {
  let kept: Kept | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | null = null;

  const isFresh = (now: number): boolean => kept !== null && now - kept.fetchedAt < KEEP_MS;
  const mayFetch = (now: number): boolean => {
    const wait = isFresh(now) ? UNKNOWN_WAIT_MS : FAILED_WAIT_MS;
    return now - failedAt >= wait && (!isFresh(now) || now - (kept?.fetchedAt ?? 0) >= UNKNOWN_WAIT_MS);
  };
  const refresh = async (): Promise<void> => {
    try {
      kept = { keys: await fetchKeys(deps), fetchedAt: deps.clock() };
    } catch (error) {
      failedAt = deps.clock();
      throw error;
    } finally {
      running = null;
    }
  };
  return async (kid) => {
    const find = (): SigningKey | undefined => kept?.keys.find((key) => key.kid === kid);
    const now = deps.clock();
    const known = isFresh(now) ? find() : undefined;
    if (known) {
      const isDue = now - (kept?.fetchedAt ?? 0) >= REFRESH_MS;
      // The token at hand does not wait for it.
      if (isDue && !running && mayFetch(now)) (running = refresh()).catch(() => undefined);
      return known;
    }
    // Many tokens at once share one request.
    if (running || mayFetch(now)) await (running ??= refresh());
    else if (!isFresh(now)) throw new KeysUnreachable('The signing keys could not be fetched a moment ago.');
    return find();
  };
}

async function fetchKeys({ url, fetch: get, timeoutMs }: SigningKeysDeps): Promise<SigningKey[]> {
  try {
    const response = await get(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`answered with status ${response.status}`);
    const { keys } = (await response.json()) as { keys?: unknown };
    if (!Array.isArray(keys)) throw new Error('answered with no key set');
    return keys.filter(isSigningKey);
  } catch (error) {
    throw new KeysUnreachable(`The signing keys at ${url} cannot be fetched.`, { cause: error });
  }
}

/** Only what signs with RSA; a key for encryption, or a shared secret that somebody published, verifies nothing here. */
function isSigningKey(key: unknown): key is SigningKey {
  if (typeof key !== 'object' || key === null) return false;
  const { kty, use, kid } = key as JWK;
  return kty === 'RSA' && (use === undefined || use === 'sig') && typeof kid === 'string';
}
