import { createHash } from 'node:crypto';
import type { SecretState } from './checkClient.ts';
import type { GoogleCode, GoogleDesk } from './googleDesk.ts';
import type { GoogleGrants } from './googleGrants.ts';
import { GOOGLE_APP, type GooglePerson, googlePersonBySub } from './googlePeople.ts';
import { readGoogleScopes } from './googleScopes.ts';

type Form = Readonly<Record<string, string | undefined>>;

export interface GoogleRequest {
  form: Form;
  basic: { clientId: string; clientSecret: string } | undefined;
}

export interface GoogleFailure {
  status: number;
  error: string;
  error_description?: string;
}

export interface GoogleRedeemed {
  person: GooglePerson;
  scopes: string[];
  nonce?: string;
  /** Only at the first consent, or after prompt=consent. */
  refreshToken?: string;
}

export interface GoogleParts {
  desk: GoogleDesk;
  grants: GoogleGrants;
  secretState: SecretState;
  now: number;
}

/** Decides a request to Google's token endpoint; codes and grants are written, nothing else. */
export function redeemGoogleToken(request: GoogleRequest, parts: GoogleParts): GoogleRedeemed | GoogleFailure {
  const { form } = request;
  if (form.grant_type === undefined) return refusal('invalid_request', 'Required parameter is missing: grant_type');
  const refused = checkClient(request, parts.secretState);
  if (refused !== undefined) return refused;
  if (form.grant_type === 'authorization_code') return redeemCode(form, parts);
  if (form.grant_type === 'refresh_token') return refresh(form, parts);
  return refusal('unsupported_grant_type', `Invalid grant_type: ${form.grant_type}`);
}

function checkClient({ form, basic }: GoogleRequest, secretState: SecretState): GoogleFailure | undefined {
  const clientId = basic?.clientId ?? form.client_id;
  const secret = basic?.clientSecret ?? form.client_secret;
  if (clientId === undefined) return refusal('invalid_request', 'Could not determine client ID from request.');
  if (clientId !== GOOGLE_APP.clientId) return refusal('invalid_client', 'The OAuth client was not found.', 401);
  if (secret === undefined) return refusal('invalid_request', 'client_secret is missing.');
  // Google's secrets do not expire by themselves; one that was deleted is as wrong as any other.
  const good = secret === GOOGLE_APP.clientSecret && secretState === 'good';
  return good ? undefined : refusal('invalid_client', 'Unauthorized', 401);
}

function redeemCode(form: Form, { desk, grants, now }: GoogleParts): GoogleRedeemed | GoogleFailure {
  if (form.code === undefined) return refusal('invalid_request', 'Missing required parameter: code');
  const code = desk.find(form.code);
  if (code === undefined) return refusal('invalid_grant', 'Malformed auth code.');
  const refused = checkCode(code, form, now);
  if (refused !== undefined) return refused;
  code.used = true;
  const { person, scopes, request } = code;
  const what = { sub: person.sub, clientId: GOOGLE_APP.clientId, scopes };
  return {
    person,
    scopes,
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
    ...(code.refresh ? { refreshToken: grants.issue(what, now).refreshToken } : {}),
  };
}

function checkCode(code: GoogleCode, form: Form, now: number): GoogleFailure | undefined {
  const { challenge, redirectUri } = code.request;
  if (code.used || now >= code.expiresAt) return refusal('invalid_grant', 'Bad Request');
  if (form.redirect_uri !== redirectUri) return refusal('redirect_uri_mismatch', 'Bad Request');
  const { code_verifier: verifier } = form;
  if (challenge === undefined)
    return verifier === undefined ? undefined : refusal('invalid_grant', 'code_verifier or verifier is not needed.');
  if (verifier === undefined) return refusal('invalid_grant', 'Missing code verifier.');
  const made = challenge.method === 'S256' ? createHash('sha256').update(verifier).digest('base64url') : verifier;
  return made === challenge.value ? undefined : refusal('invalid_grant', 'Invalid code verifier.');
}

/** The same refresh token stays good: no new one comes back. */
function refresh(form: Form, { grants }: GoogleParts): GoogleRedeemed | GoogleFailure {
  if (form.refresh_token === undefined) return refusal('invalid_request', 'Missing required parameter: refresh_token');
  const grant = grants.find(form.refresh_token);
  const person = grant === undefined ? undefined : googlePersonBySub(grant.sub);
  if (grant === undefined || person === undefined)
    return refusal('invalid_grant', grants.isEnded(form.refresh_token) ? 'Token has been expired or revoked.' : 'Bad Request');
  if (form.scope === undefined || form.scope.trim() === '') return { person, scopes: grant.scopes };
  const wanted = readGoogleScopes(form.scope);
  const fits = wanted.ok && wanted.scopes.every((scope) => grant.scopes.includes(scope));
  return fits ? { person, scopes: wanted.scopes } : refusal('invalid_scope', 'Bad Request');
}

const refusal = (error: string, error_description: string, status = 400): GoogleFailure => ({
  status,
  error,
  error_description,
});
