import { createHash } from 'node:crypto';
import type { CodeBook, IssuedCode } from './codeBook.ts';
import type { EntraError } from './entraError.ts';
import type { Grant, Grants } from './grants.ts';
import { missing, unknownClient, unknownScope } from './readAuthorize.ts';
import { personByOid, readTenantSegment, SANDBOX_APP, type SandboxPerson } from './samplePeople.ts';
import { readScopes } from './scopes.ts';
import {
  alreadyRedeemed,
  crossOrigin,
  deletedUser,
  expired,
  familyGone,
  inactive,
  noSecret,
  notConsented,
  otherReply,
  otherTenant,
  revoked,
  wrongSecret,
  wrongVerifier,
} from './tokenRefusals.ts';

/** A token request after the form and an Authorization header were read. */
export interface TokenRequest {
  segmentText: string;
  form: Readonly<Record<string, string | undefined>>;
  /** From an `Authorization: Basic` header, URL-decoded (RFC 6749 section 2.3.1). */
  basic: { clientId: string; clientSecret: string } | undefined;
  origin: string | undefined;
}

/** What may be issued. `grant` is there only where a refresh token was asked for. */
export interface Redeemed {
  person: SandboxPerson;
  scopes: string[];
  prefixed: boolean;
  nonce?: string;
  grant?: Grant;
}

export interface RedeemParts {
  codes: CodeBook;
  grants: Grants;
  strictRotation: boolean;
  now: number;
}

const NINETY_DAYS = 90 * 24 * 3600 * 1000;

/** Decides a request to the token endpoint; grants and codes are written, nothing else. */
export function redeemToken(request: TokenRequest, parts: RedeemParts): Redeemed | EntraError {
  const refusal = checkClient(request);
  if (refusal !== undefined) return refusal;
  switch (request.form.grant_type) {
    case 'authorization_code':
      return redeemCode(request, parts);
    case 'refresh_token':
      return refresh(request, parts);
    default:
      return {
        error: 'unsupported_grant_type',
        aadsts: 70003,
        message: `The app requested an unsupported grant type '${request.form.grant_type}'.`,
      };
  }
}

/** Who asks. The order is Entra's as far as it shows: form first, then browser, client, secret. */
function checkClient({ form, basic, origin, segmentText }: TokenRequest): EntraError | undefined {
  const clientId = basic?.clientId ?? form.client_id;
  const secret = basic?.clientSecret ?? form.client_secret;
  if (form.grant_type === undefined) return missing('grant_type');
  if (clientId === undefined) return missing('client_id');
  if (readTenantSegment(segmentText).kind === 'unknown')
    return { error: 'invalid_request', aadsts: 90002, message: `Tenant '${segmentText}' not found.` };
  if (clientId.toLowerCase() !== SANDBOX_APP.clientId) return unknownClient(clientId, segmentText);
  if (origin !== undefined) return crossOrigin(origin);
  if (secret === undefined) return noSecret;
  return secret === SANDBOX_APP.clientSecret ? undefined : wrongSecret;
}

function redeemCode({ form, segmentText }: TokenRequest, parts: RedeemParts): Redeemed | EntraError {
  if (form.code === undefined) return missing('code');
  if (form.redirect_uri === undefined) return missing('redirect_uri');
  const code = parts.codes.find(form.code);
  if (code === undefined)
    return { error: 'invalid_grant', aadsts: 70000, message: "The provided value for the 'code' parameter is not valid." };
  if (code.used) return alreadyRedeemed;
  const refusal = checkCode(code, form, segmentText, parts.now);
  if (refusal !== undefined) return refusal;
  const wanted = narrow(form.scope, code.request.scopes);
  if ('error' in wanted) return wanted;
  code.used = true;
  const { person, request } = code;
  const grant = request.scopes.includes('offline_access')
    ? parts.grants.issue({ oid: person.oid, clientId: SANDBOX_APP.clientId, scopes: request.scopes }, parts.now)
    : undefined;
  return {
    person,
    scopes: withProtocol(wanted.scopes, request.scopes),
    prefixed: request.prefixed,
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    ...(grant === undefined ? {} : { grant }),
  };
}

function checkCode(code: IssuedCode, form: TokenRequest['form'], segmentText: string, now: number): EntraError | undefined {
  const { request } = code;
  if (now >= code.expiresAt) return expired;
  if (request.segmentText.toLowerCase() !== segmentText.toLowerCase()) return otherTenant;
  if (form.redirect_uri !== request.redirectUri) return otherReply(form.redirect_uri ?? '', request.redirectUri);
  if (request.challenge === undefined) return undefined;
  const { value, method } = request.challenge;
  const verifier = form.code_verifier ?? '';
  const made = method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return made === value ? undefined : wrongVerifier;
}

function refresh({ form }: TokenRequest, parts: RedeemParts): Redeemed | EntraError {
  if (form.refresh_token === undefined) return missing('refresh_token');
  const grant = parts.grants.find(form.refresh_token);
  if (grant === undefined)
    return {
      error: 'invalid_grant',
      aadsts: 9002313,
      message: 'Invalid request. Request is malformed or invalid.',
      suberror: 'bad_token',
    };
  const person = personByOid(grant.oid);
  const refusal = person === undefined ? deletedUser : checkGrant(grant, parts);
  if (person === undefined || refusal !== undefined) return refusal ?? deletedUser;
  const wanted = narrow(form.scope, [...grant.scopes, ...parts.grants.consentOf(grant.oid)]);
  if ('error' in wanted) return wanted;
  parts.grants.rotated(grant, parts.now);
  const next = parts.grants.issue(
    { oid: grant.oid, clientId: grant.clientId, scopes: grant.scopes, family: grant.family },
    parts.now,
  );
  return { person, scopes: withProtocol(wanted.scopes, grant.scopes), prefixed: wanted.prefixed, grant: next };
}

function checkGrant(grant: Grant, { grants, strictRotation, now }: RedeemParts): EntraError | undefined {
  const revokedAt = grants.revokedAt(grant);
  if (revokedAt !== undefined) return revoked(grant.issuedAt, revokedAt);
  if (grants.isFamilyRevoked(grant.family)) return familyGone;
  if (strictRotation && grant.rotated) {
    grants.revokeFamily(grant.family);
    return familyGone;
  }
  return now - Math.max(grant.issuedAt, grant.usedAt) > NINETY_DAYS ? inactive(grant) : undefined;
}

/** `scope` in a token request may ask for less than was granted, never for more. */
function narrow(scope: string | undefined, granted: string[]): { scopes: string[]; prefixed: boolean } | EntraError {
  if (scope === undefined || scope.trim() === '') return { scopes: granted, prefixed: false };
  const read = readScopes(scope, granted);
  if (!read.ok) return unknownScope(read.unknown);
  const extra = read.scopes.filter(
    (each) => !granted.includes(each) && !['openid', 'profile', 'offline_access', 'email'].includes(each),
  );
  return extra.length === 0 ? read : notConsented;
}

/** Protocol scopes of the sign-in stay, whatever a narrower request names. */
const withProtocol = (scopes: string[], granted: string[]) => [
  ...new Set([...scopes, ...granted.filter((each) => ['openid', 'profile', 'email', 'offline_access'].includes(each))]),
];
