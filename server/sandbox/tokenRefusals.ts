import type { EntraError } from './entraError.ts';
import type { Grant } from './grants.ts';
import type { RegisteredApp } from './registeredApps.ts';
import type { SandboxPerson } from './samplePeople.ts';

// What the token endpoint says when it refuses (entra reference-error-codes.md, and texts seen in public reports).

export const crossOrigin = (origin: string): EntraError => ({
  error: 'invalid_request',
  aadsts: 9002326,
  message: `Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin: '${origin}'.`,
});

export const needsPkce: EntraError = {
  error: 'invalid_request',
  aadsts: 9002325,
  message: 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
};

export const noSecret: EntraError = {
  error: 'invalid_client',
  aadsts: 7000218,
  message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  status: 401,
};

export const wrongSecret = (app: RegisteredApp): EntraError => ({
  error: 'invalid_client',
  aadsts: 7000215,
  message: `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`,
  status: 401,
});

export const expiredSecret = (app: RegisteredApp): EntraError => ({
  error: 'invalid_client',
  aadsts: 7000222,
  message: `The provided client secret keys for app '${app.clientId}' are expired. Visit the Azure portal to create new keys for your app, or consider using certificate credentials for added security.`,
  status: 401,
});

export const publicWithSecret: EntraError = {
  error: 'invalid_client',
  aadsts: 700025,
  message: "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.",
  status: 401,
};

export const severalResources = (scope: string): EntraError => ({
  error: 'invalid_request',
  aadsts: 28000,
  message: `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${scope} is not valid.`,
});

export const otherClient: EntraError = {
  error: 'invalid_grant',
  aadsts: 70000,
  message: 'Provided grant is invalid or malformed. It was issued to another application.',
  suberror: 'client_mismatch',
};

// The states of a device's sign-in (entra v2-oauth2-device-code.md, "Expected errors"). There is no slow_down.

export const stillPending: EntraError = {
  error: 'authorization_pending',
  aadsts: 70016,
  message: 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.',
};

export const deviceDeclined: EntraError = {
  error: 'authorization_declined',
  aadsts: 65004,
  message: 'User declined to consent to access the app.',
};

export const deviceExpired: EntraError = {
  error: 'expired_token',
  aadsts: 70020,
  message: "The provided value for the input parameter 'device_code' is not valid. This device code has expired.",
};

export const unknownDevice: EntraError = {
  error: 'bad_verification_code',
  aadsts: 70018,
  message: 'Invalid verification code due to User typing in wrong user code for device code flow.',
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

/** Nobody here is a guest elsewhere. */
export const notInTenant = ({ address }: SandboxPerson, tenant: string): EntraError => ({
  error: 'invalid_grant',
  aadsts: 50020,
  message: `User account '${address}' does not exist in tenant '${tenant}' and cannot access the application. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different account.`,
});

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

export const notConsented = (app: RegisteredApp): EntraError => ({
  error: 'invalid_grant',
  aadsts: 65001,
  message: `The user or administrator has not consented to use the application with ID '${app.clientId}' named '${app.name}'. Send an interactive authorization request for this user and resource.`,
  suberror: 'consent_required',
});
