/**
 * Who is in the pane inside Office: an access token for our own API, from nested app authentication. Source: entra
 * access-tokens, claims-validation, access-token-claims-reference. An id_token says who signed in to whom, and a token for
 * Graph belongs to Graph: neither is an entrance here, whoever brings it (confused deputy).
 */
import { decodeProtectedHeader, errors, importJWK, type JWTPayload, jwtVerify } from 'jose';
import { PERSONAL_TENANT } from '../oauth/personalTenant.ts';
import { type KeyOf, KeysUnreachable, type SigningKey } from '../oauth/signingKeys.ts';

export interface OfficeTokenRules {
  /** Of the app registration: the API, and the only application whose tokens are taken. */
  clientId: string;
  /** Name of the scope the registration exposes, as in `scp`. */
  scopeName: string;
  /** `common`, `organizations`, `consumers`, a tenant id or a domain (a domain leaves it to `SIGN_IN_TENANTS`). */
  tenant: string;
  /** Tokens are issued by `<origin>/<tid>/v2.0` of one of these. */
  issuers: readonly string[];
  keyOf: KeyOf;
  clock: () => number;
}

/** Why a token is no entrance. Whoever holds the token can read the same in it. */
export type OfficeTokenFault =
  | 'malformed'
  | 'algorithm'
  | 'key'
  | 'signature'
  | 'expired'
  | 'not-yet'
  | 'audience'
  /** Version 1.0: the registration still has `requestedAccessTokenVersion` null or 1. */
  | 'version'
  | 'issuer'
  | 'identity'
  | 'client'
  | 'scope'
  /** Not one of the accounts the registration is for. */
  | 'tenant';

export interface OfficePerson {
  tid: string;
  oid: string;
  /** Absent where the token does not say. For showing only, like the address. */
  name?: string;
  shownAddress?: string;
}

export type OfficeTokenAnswer =
  | { ok: true; person: OfficePerson }
  | { ok: false; fault: OfficeTokenFault }
  /** The keys cannot be fetched: nothing can be said about the token. */
  | { ok: false; fault: 'unreachable'; cause: unknown };

export type ReadOfficeToken = (token: string) => Promise<OfficeTokenAnswer>;

/** Clocks differ a little; Entra itself starts `nbf` five minutes early. */
const SKEW_SECONDS = 60;
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function officeTokenReader(rules: OfficeTokenRules): ReadOfficeToken {
  return async (token) => {
    const kid = kidOf(token);
    if (typeof kid !== 'string') return kid;
    try {
      const key = await rules.keyOf(kid);
      return key === undefined ? { ok: false, fault: 'key' } : await verified(rules, token, key);
    } catch (error) {
      if (error instanceof KeysUnreachable) return { ok: false, fault: 'unreachable', cause: error };
      throw error;
    }
  };
}

/** The algorithm is ours to choose, never the token's (RFC 8725 section 3.1): a public key must not become a shared secret. */
function kidOf(token: string): string | Extract<OfficeTokenAnswer, { ok: false }> {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== 'RS256') return { ok: false, fault: 'algorithm' };
    return kid ?? { ok: false, fault: 'key' };
  } catch {
    return { ok: false, fault: 'malformed' };
  }
}

async function verified(rules: OfficeTokenRules, token: string, key: SigningKey): Promise<OfficeTokenAnswer> {
  try {
    const { payload } = await jwtVerify(token, await importJWK({ ...key, alg: 'RS256' }, 'RS256'), {
      algorithms: ['RS256'],
      audience: [rules.clientId, `api://${rules.clientId}`],
      currentDate: new Date(rules.clock()),
      clockTolerance: SKEW_SECONDS,
      requiredClaims: ['exp', 'nbf', 'iss'],
    });
    return officePerson(rules, payload, key.issuer);
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error;
    return { ok: false, fault: faultOf(error) };
  }
}

function faultOf(error: errors.JOSEError): OfficeTokenFault {
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JWTExpired) return 'expired';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'malformed';
  if (error.claim === 'aud') return 'audience';
  return error.claim === 'nbf' && error.reason === 'check_failed' ? 'not-yet' : 'malformed';
}

/** What the claims of a token that is really Entra's and for us say. @param keyIssuer who may use the key, as the key set says. */
export function officePerson(rules: OfficeTokenRules, claims: JWTPayload, keyIssuer: unknown): OfficeTokenAnswer {
  const { ver, tid, oid, scp, azp } = claims;
  if (ver !== '2.0') return { ok: false, fault: 'version' };
  if (!isGuid(tid) || !isGuid(oid)) return { ok: false, fault: 'identity' };
  if (!isIssuedFor(rules, claims.iss, tid, keyIssuer)) return { ok: false, fault: 'issuer' };
  // Another application that somebody allowed our scope still does not open their session here.
  if (typeof azp !== 'string' || azp.toLowerCase() !== rules.clientId.toLowerCase()) return { ok: false, fault: 'client' };
  if (typeof scp !== 'string' || !scp.split(' ').includes(rules.scopeName)) return { ok: false, fault: 'scope' };
  if (!fitsTenant(rules.tenant.toLowerCase(), tid.toLowerCase())) return { ok: false, fault: 'tenant' };
  const { name, preferred_username: shownAddress } = claims;
  return {
    ok: true,
    person: {
      tid: tid.toLowerCase(),
      oid: oid.toLowerCase(),
      ...(isText(name) && { name }),
      ...(isText(shownAddress) && { shownAddress }),
    },
  };
}

/** The issuer is the person's own tenant, and the key is one that may speak for that tenant (entra claims-validation). */
function isIssuedFor({ issuers }: OfficeTokenRules, iss: unknown, tid: string, keyIssuer: unknown): boolean {
  const origin = issuers.find((each) => iss === `${each}/${tid}/v2.0`);
  if (origin === undefined) return false;
  // Published keys name the issuer they are good for; `{tenantid}` stands for any tenant.
  return keyIssuer === undefined || (typeof keyIssuer === 'string' && keyIssuer.replace('{tenantid}', tid) === iss);
}

function fitsTenant(setting: string, tid: string): boolean {
  if (setting === 'organizations') return tid !== PERSONAL_TENANT;
  if (setting === 'consumers') return tid === PERSONAL_TENANT;
  return GUID.test(setting) ? setting === tid : true;
}

const isGuid = (value: unknown): value is string => typeof value === 'string' && GUID.test(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
