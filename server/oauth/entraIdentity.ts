/**
 * Who signed in: the id_token of Entra v2.0, validated (OpenID Connect Core 3.1.3.7; entra id-tokens, claims-validation).
 * A person is `tid` + `oid`; addresses in it are for showing only, a foreign tenant's administrator can write any.
 */
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose';
import type { EntraApp } from './entraTokens.ts';
import { keysUnreachable } from './keysTrouble.ts';

export interface EntraIdentity {
  tid: string;
  oid: string;
  name: string | null;
  /** `preferred_username` or `email`: never proof of anything. */
  shownAddress: string | null;
}

export type IdentityAnswer =
  | { ok: true; identity: EntraIdentity }
  /** `later`: Entra's keys could not be fetched, so nothing can be said about the id_token. */
  | { ok: false; later: boolean; reason: string };

export interface EntraIdentityDeps {
  app: EntraApp;
  fetch: typeof fetch;
  clock: () => number;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Answers a reader of id_tokens that keeps Entra's keys (cached by jose, fetched again on an unknown `kid` at most every 30 s). */
export function entraIdentityReader(
  deps: EntraIdentityDeps,
): (idToken: string | undefined, nonce: string) => Promise<IdentityAnswer> {
  const { app } = deps;
  const keys = createRemoteJWKSet(new URL(`${app.authorityUrl}/${encodeURIComponent(app.tenant)}/discovery/v2.0/keys`), {
    [customFetch]: deps.fetch,
    cacheMaxAge: 24 * 3600_000,
  });
  return async (idToken, nonce) => {
    if (idToken === undefined) return { ok: false, later: false, reason: 'The answer held no id_token.' };
    try {
      const { payload } = await jwtVerify(idToken, keys, {
        algorithms: ['RS256'],
        audience: app.clientId,
        currentDate: new Date(deps.clock()),
        // Entra states no tolerance; its own validators allow five minutes.
        clockTolerance: 300,
        requiredClaims: ['exp', 'iss', 'tid', 'oid', 'nonce'],
      });
      return checked(payload, nonce, app);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const later = keysUnreachable(error);
      return {
        ok: false,
        later,
        reason: `${later ? 'The keys of Microsoft could not be fetched' : 'The id_token was not accepted'}: ${message}.`,
      };
    }
  };
}

function checked(payload: Record<string, unknown>, nonce: string, app: EntraApp): IdentityAnswer {
  const { tid, oid, iss } = payload;
  if (typeof tid !== 'string' || typeof oid !== 'string' || !GUID.test(tid) || !GUID.test(oid)) {
    return { ok: false, later: false, reason: 'The id_token names nobody (tid and oid must be GUIDs).' };
  }
  // The issuer is the tenant's own, whatever alias the request used (entra claims-validation).
  if (iss !== `${app.authorityUrl}/${tid}/v2.0`)
    return { ok: false, later: false, reason: 'The id_token comes from another issuer.' };
  if (payload['nonce'] !== nonce) return { ok: false, later: false, reason: 'The id_token belongs to another sign-in.' };
  if (GUID.test(app.tenant) && tid.toLowerCase() !== app.tenant.toLowerCase())
    return { ok: false, later: false, reason: 'The id_token belongs to another organisation.' };
  return {
    ok: true,
    identity: {
      tid: tid.toLowerCase(),
      oid: oid.toLowerCase(),
      name: textOf(payload['name']),
      shownAddress: textOf(payload['preferred_username']) ?? textOf(payload['email']),
    },
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
