import { createHash } from 'node:crypto';
import { checkClient, type SecretState, type TokenRequest } from './checkClient.ts';
import type { CodeBook, IssuedCode } from './codeBook.ts';
import type { DeviceBook } from './deviceBook.ts';
import type { EntraError } from './entraError.ts';
import type { Grant, Grants } from './grants.ts';
import { missing, unknownScope } from './readAuthorize.ts';
import { type AppBook, isNested, type RegisteredApp } from './registeredApps.ts';
import { fitsTenant, personByOid, readTenantSegment, type SandboxPerson } from './samplePeople.ts';
import { isProtocol, readScopes, type Resource, resourcesOf } from './scopes.ts';
import {
  alreadyRedeemed,
  deletedUser,
  deviceDeclined,
  deviceExpired,
  expired,
  familyGone,
  inactive,
  needsPkce,
  notConsented,
  notInTenant,
  otherClient,
  otherReply,
  otherTenant,
  revoked,
  severalResources,
  stillPending,
  unknownDevice,
  wrongVerifier,
} from './tokenRefusals.ts';

/** What may be issued. `grant` is there only where a refresh token was asked for. */
export interface Redeemed {
  app: RegisteredApp;
  person: SandboxPerson;
  /** The access token is for this service; `scopes` may name others too. */
  resource: Resource;
  scopes: string[];
  prefixed: boolean;
  nonce?: string;
  grant?: Grant;
  /** For an application nested in an Office host. */
  nested?: boolean;
}

export interface RedeemParts {
  apps: AppBook;
  codes: CodeBook;
  devices: DeviceBook;
  grants: Grants;
  strictRotation: boolean;
  secretState: SecretState;
  now: number;
}

type Form = TokenRequest['form'];

const NINETY_DAYS = 90 * 24 * 3600 * 1000;

/** Decides a request to the token endpoint; grants and codes are written, nothing else. */
export async function redeemToken(request: TokenRequest, parts: RedeemParts): Promise<Redeemed | EntraError> {
  const app = await checkClient(request, parts);
  if ('error' in app) return app;
  switch (request.form.grant_type) {
    case 'authorization_code':
      return redeemCode(request, app, parts);
    case 'refresh_token':
      return refresh(request, app, parts);
    case 'urn:ietf:params:oauth:grant-type:device_code':
    // Microsoft's own clients still use the short name of the first draft.
    case 'device_code':
      return redeemDevice(request.form, app, parts);
    default:
      return {
        error: 'unsupported_grant_type',
        aadsts: 70003,
        message: `The app requested an unsupported grant type '${request.form.grant_type}'.`,
      };
  }
}

function redeemCode({ form, segmentText }: TokenRequest, app: RegisteredApp, parts: RedeemParts): Redeemed | EntraError {
  if (form.code === undefined) return missing('code');
  if (form.redirect_uri === undefined) return missing('redirect_uri');
  const code = parts.codes.find(form.code);
  if (code === undefined)
    return { error: 'invalid_grant', aadsts: 70000, message: "The provided value for the 'code' parameter is not valid." };
  if (code.used) return alreadyRedeemed;
  const { person, request } = code;
  if (request.app.clientId !== app.clientId) return otherClient;
  const refusal = checkCode(code, form, segmentText, parts.now);
  if (refusal !== undefined) return refusal;
  const wanted = narrow(form.scope, request.scopes, app);
  if ('error' in wanted) return wanted;
  code.used = true;
  return {
    ...firstTokens({ app, person, scopes: request.scopes }, wanted, parts),
    prefixed: request.prefixed,
    nested: isNested(request.redirectUri),
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
  };
}

function checkCode(code: IssuedCode, form: Form, segmentText: string, now: number): EntraError | undefined {
  const { request } = code;
  if (now >= code.expiresAt) return expired;
  if (request.segmentText.toLowerCase() !== segmentText.toLowerCase()) return otherTenant;
  if (form.redirect_uri !== request.redirectUri) return otherReply(form.redirect_uri ?? '', request.redirectUri);
  if (request.challenge === undefined) return isNested(request.redirectUri) ? needsPkce : undefined;
  const { value, method } = request.challenge;
  const verifier = form.code_verifier ?? '';
  const made = method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return made === value ? undefined : wrongVerifier;
}

function redeemDevice(form: Form, app: RegisteredApp, parts: RedeemParts): Redeemed | EntraError {
  if (form.device_code === undefined) return missing('device_code');
  const device = parts.devices.find(form.device_code);
  if (device === undefined) return unknownDevice;
  if (device.app.clientId !== app.clientId) return otherClient;
  const { outcome } = device;
  if (outcome.kind === 'used') return alreadyRedeemed;
  if (outcome.kind === 'declined') return deviceDeclined;
  if (parts.now >= device.expiresAt) return deviceExpired;
  if (outcome.kind === 'pending') return stillPending;
  const wanted = narrow(form.scope, device.scopes, app);
  if ('error' in wanted) return wanted;
  device.outcome = { kind: 'used' };
  return { ...firstTokens({ app, person: outcome.person, scopes: device.scopes }, wanted, parts), prefixed: device.prefixed };
}

/** The beginning of a family of refresh tokens, if one was asked for. */
function firstTokens(
  signedIn: { app: RegisteredApp; person: SandboxPerson; scopes: string[] },
  wanted: Wanted,
  { grants, now }: RedeemParts,
): Redeemed {
  const { app, person, scopes } = signedIn;
  const grant = scopes.includes('offline_access')
    ? grants.issue({ oid: person.oid, clientId: app.clientId, scopes }, now)
    : undefined;
  return { app, person, ...wanted, scopes: withProtocol(wanted.scopes, scopes), ...(grant === undefined ? {} : { grant }) };
}

function refresh({ form, segmentText }: TokenRequest, app: RegisteredApp, parts: RedeemParts): Redeemed | EntraError {
  if (form.refresh_token === undefined) return missing('refresh_token');
  const grant = parts.grants.find(form.refresh_token);
  if (grant === undefined)
    return {
      error: 'invalid_grant',
      aadsts: 9002313,
      message: 'Invalid request. Request is malformed or invalid.',
      suberror: 'bad_token',
    };
  if (grant.clientId !== app.clientId) return otherClient;
  const person = personByOid(grant.oid);
  const refusal = person === undefined ? deletedUser : checkGrant(grant, parts);
  if (person === undefined || refusal !== undefined) return refusal ?? deletedUser;
  if (!fitsTenant(person, readTenantSegment(segmentText))) return notInTenant(person, segmentText);
  const { grants, now } = parts;
  const everybody = grants.adminConsentOf(person.tenantId, app.clientId);
  const wanted = narrow(form.scope, [...grant.scopes, ...grants.consentOf(grant.oid, app.clientId), ...everybody], app);
  if ('error' in wanted) return wanted;
  grants.rotated(grant, now);
  const { oid, clientId, scopes, family } = grant;
  const next = grants.issue({ oid, clientId, scopes, family }, now);
  return { app, person, ...wanted, scopes: withProtocol(wanted.scopes, scopes), grant: next };
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

type Wanted = Pick<Redeemed, 'scopes' | 'prefixed' | 'resource'>;

/**
 * `scope` in a token request may ask for less than was granted, never for more, and for one service only. Without it the
 * token is for the service that was named first. Refresh tokens are bound to no service (entra refresh-tokens.md).
 */
function narrow(scope: string | undefined, granted: string[], app: RegisteredApp): Wanted | EntraError {
  if (scope === undefined || scope.trim() === '')
    return { scopes: granted, prefixed: false, resource: resourcesOf(granted)[0] ?? 'graph' };
  const read = readScopes(scope, granted);
  if (!read.ok) return unknownScope(read, app);
  const resources = resourcesOf(read.scopes);
  if (resources.length > 1) return severalResources(scope);
  const extra = read.scopes.filter((each) => !granted.includes(each) && !isProtocol(each));
  return extra.length > 0 ? notConsented(app) : { ...read, resource: resources[0] ?? 'graph' };
}

/** Protocol scopes of the sign-in stay, whatever a narrower request names. */
const withProtocol = (scopes: string[], granted: string[]) => [...new Set([...scopes, ...granted.filter(isProtocol)])];
