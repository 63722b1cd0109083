/**
 * Who signed in: the id_token of Entra v2.0, validated (OpenID Connect Core 3.1.3.7; entra id-tokens, claims-validation).
 * A person is `tid` + `oid`; addresses in it are for showing only, a foreign tenant's administrator can write any.
 */
import type { MicrosoftEndpoints } from './endpointsOf.ts';
import { claimText, idTokenReader } from './readIdToken.ts';

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
  clientId: string;
  /** Tenant segment of the app: an id pins its people, anything else leaves the tenant open. */
  tenant: string;
  endpoints: Pick<MicrosoftEndpoints, 'jwksUrl' | 'issuers'>;
  fetch: typeof fetch;
  clock: () => number;
}

/** `nonce`: null where none was sent (tokens that were imported). */
export type ReadEntraIdentity = (idToken: string | undefined, nonce: string | null) => Promise<IdentityAnswer>;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function entraIdentityReader(deps: EntraIdentityDeps): ReadEntraIdentity {
  const read = idTokenReader({
    ...deps,
    name: 'Microsoft',
    // Each tenant issues under its own name: checked against `tid` below.
    issuers: null,
    jwksUrl: deps.endpoints.jwksUrl,
    algorithms: ['RS256'],
    required: ['tid', 'oid'],
  });
  return async (idToken, nonce) => {
    const answer = await read(idToken, nonce);
    return answer.ok ? checked(deps, answer.claims) : answer;
  };
}

function checked(deps: EntraIdentityDeps, claims: Record<string, unknown>): IdentityAnswer {
  const { tid, oid, iss } = claims;
  if (typeof tid !== 'string' || typeof oid !== 'string' || !GUID.test(tid) || !GUID.test(oid)) {
    return { ok: false, later: false, reason: 'The id_token names nobody (tid and oid must be GUIDs).' };
  }
  // The issuer is the tenant's own, whatever alias the request used (entra claims-validation).
  if (!deps.endpoints.issuers.some((origin) => iss === `${origin}/${tid}/v2.0`))
    return { ok: false, later: false, reason: 'The id_token comes from another issuer.' };
  if (GUID.test(deps.tenant) && tid.toLowerCase() !== deps.tenant.toLowerCase())
    return { ok: false, later: false, reason: 'The id_token belongs to another organisation.' };
  return {
    ok: true,
    identity: {
      tid: tid.toLowerCase(),
      oid: oid.toLowerCase(),
      name: claimText(claims, 'name'),
      shownAddress: claimText(claims, 'preferred_username') ?? claimText(claims, 'email'),
    },
  };
}
