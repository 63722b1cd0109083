import type { EntraError } from './entraError.ts';
import type { AuthorizeRequest } from './readAuthorize.ts';
import { CONSUMERS_TENANT, type SandboxPerson, tenantOf } from './samplePeople.ts';

// What Entra says when a sign-in does not come to a code.

export const noSession: EntraError = {
  error: 'login_required',
  aadsts: 50058,
  message: 'A silent sign-in request was sent but no user is signed in.',
};

export const consentNeeded: EntraError = {
  error: 'interaction_required',
  aadsts: 65001,
  message:
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
};

export const declined: EntraError = {
  error: 'access_denied',
  aadsts: 65004,
  message: 'User declined to consent to access the app.',
};

export const adminRequired: EntraError = {
  error: 'access_denied',
  aadsts: 90094,
  message: 'The grant requires admin permission.',
};

export const blockedByPolicy: EntraError = {
  error: 'access_denied',
  aadsts: 53003,
  message: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
};

export const noSuchUser = (address: string): EntraError => ({
  error: 'invalid_grant',
  aadsts: 50034,
  message: `The user account ${address} does not exist in the directory. To sign into this application, the account must be added to the directory.`,
});

export function wrongTenant(person: SandboxPerson, request: AuthorizeRequest): EntraError {
  if (request.segment.kind === 'tenant')
    return {
      error: 'invalid_request',
      aadsts: 50020,
      message: `User account '${person.address}' from identity provider '${person.tenantId === CONSUMERS_TENANT ? 'live.com' : tenantOf(person).domain}' does not exist in tenant '${request.segment.tenant.name}' and cannot access the application. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different account.`,
    };
  return { error: 'invalid_request', aadsts: 500208, message: 'The domain is not a valid login domain for the account type.' };
}

export const notForAliases: EntraError = {
  error: 'invalid_request',
  aadsts: 90130,
  message: 'Application is not supported over the /common or /consumers endpoints.',
};
