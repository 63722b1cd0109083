/** An id_token, validated: OpenID Connect Core 3.1.3.7. Who it names is for each kind of provider to read. */
import { createRemoteJWKSet, customFetch, type JWTPayload, jwtVerify } from 'jose';
import { keysUnreachable } from './keysTrouble.ts';

export interface IdTokenRules {
  /** The provider as a person calls it. */
  name: string;
  clientId: string;
  issuers: readonly string[] | null;
  jwksUrl: string;
  algorithms: readonly string[];
  required: readonly string[];
  fetch: typeof fetch;
  clock: () => number;
}

export type IdTokenAnswer =
  | { ok: true; claims: JWTPayload }
  /** `later`: the keys could not be fetched, so nothing can be said about the id_token. */
  | { ok: false; later: boolean; reason: string };

/** `nonce`: null where none was sent (tokens that were imported). */
export type ReadIdToken = (idToken: string | undefined, nonce: string | null) => Promise<IdTokenAnswer>;

/** Answers a reader that keeps the provider's keys (cached by jose, fetched again on an unknown `kid` at most every 30 s). */
export function idTokenReader(rules: IdTokenRules): ReadIdToken {
  const keys = createRemoteJWKSet(new URL(rules.jwksUrl), { [customFetch]: rules.fetch, cacheMaxAge: 24 * 3600_000 });
  return async (idToken, nonce) => {
    if (idToken === undefined) return { ok: false, later: false, reason: 'The answer held no id_token.' };
    try {
      const { payload } = await jwtVerify(idToken, keys, {
        algorithms: [...rules.algorithms],
        audience: rules.clientId,
        ...(rules.issuers && { issuer: [...rules.issuers] }),
        currentDate: new Date(rules.clock()),
        // Clocks differ; Microsoft's own validators allow five minutes, the standard leaves it open.
        clockTolerance: 300,
        requiredClaims: ['exp', 'iss', ...rules.required, ...(nonce === null ? [] : ['nonce'])],
      });
      if (nonce !== null && payload['nonce'] !== nonce)
        return { ok: false, later: false, reason: 'The id_token belongs to another sign-in.' };
      return { ok: true, claims: payload };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const later = keysUnreachable(error);
      const what = later ? `The keys of ${rules.name} could not be fetched` : 'The id_token was not accepted';
      return { ok: false, later, reason: `${what}: ${message}.` };
    }
  };
}

export function claimText(claims: Record<string, unknown>, name: string): string | null {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
