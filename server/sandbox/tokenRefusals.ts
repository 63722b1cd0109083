import type { EntraError } from './entraError.ts';
import type { Grant } from './grants.ts';
import { SANDBOX_APP } from './samplePeople.ts';

// What the token endpoint says when it refuses (entra reference-error-codes.md, and texts seen in public reports).

export const crossOrigin = (origin: string): EntraError => ({
  error: 'invalid_request',
  aadsts: 9002326,
  message: `Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '${origin}'.`,
});

export const noSecret: EntraError = {
  error: 'invalid_client',
  aadsts: 7000218,
  message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  status: 401,
};

export const wrongSecret: EntraError = {
  error: 'invalid_client',
  aadsts: 7000215,
  message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${SANDBOX_APP.clientId}'.`,
  status: 401,
};

export const alreadyRedeemed: EntraError = {
  error: 'invalid_grant',
  aadsts: 54005,
  message: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
};

export const expired: EntraError = {
  error: 'invalid_grant',
  aadsts: 70008,
  message:
    'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
};

export const otherTenant: EntraError = {
  error: 'invalid_grant',
  aadsts: 700005,
  message:
    'Provided Authorization Code is intended to use against other tenant, thus rejected. Authorization codes must be redeemed against the tenant they were acquired for.',
};

export const otherReply = (given: string, wanted: string): EntraError => ({
  error: 'invalid_client',
  aadsts: 500112,
  message: `The reply address '${given}' does not match the reply address '${wanted}' provided when requesting Authorization code.`,
});

export const wrongVerifier: EntraError = {
  error: 'invalid_grant',
  aadsts: 501481,
  message: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
};

export const revoked = (issuedAt: number, revokedAt: number): EntraError => ({
  error: 'invalid_grant',
  aadsts: 50173,
  message: `The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password. The grant was issued on '${new Date(issuedAt).toISOString()}' and the TokensValidFrom date (before which tokens are not valid) for this user is '${new Date(revokedAt).toISOString()}'.`,
  suberror: 'bad_token',
});

export const familyGone: EntraError = {
  error: 'invalid_grant',
  aadsts: 70000,
  message: 'Provided grant is invalid or malformed.',
  suberror: 'bad_token',
};

export const inactive = (grant: Grant): EntraError => ({
  error: 'invalid_grant',
  aadsts: 700082,
  message: `The refresh token has expired due to inactivity. The token was issued on ${new Date(grant.issuedAt).toISOString()} and was inactive for 90.00:00:00.`,
  suberror: 'token_expired',
});

export const deletedUser: EntraError = {
  error: 'invalid_grant',
  aadsts: 50034,
  message: 'The user account does not exist in the directory.',
};

export const notConsented: EntraError = {
  error: 'invalid_grant',
  aadsts: 65001,
  message: `The user or administrator has not consented to use the application with ID '${SANDBOX_APP.clientId}' named '${SANDBOX_APP.name}'. Send an interactive authorization request for this user and resource.`,
  suberror: 'consent_required',
};
