/**
 * Who can take the next step after an error of OAuth 2.0 or OpenID Connect; for Google and for any provider that speaks the
 * standards. The words are in shared/help.
 */
import { SERVICE_WORDS, type ServiceError } from '../../shared/help/serviceWords.ts';
import type { Explain, Mender, OAuthRefusal, OAuthVerdict } from './tokenAnswer.ts';

const MENDERS: Readonly<Record<ServiceError, Mender>> = {
  invalid_grant: 'user',
  invalid_token: 'user',
  login_required: 'user',
  interaction_required: 'user',
  reauth_required: 'user',
  account_selection_required: 'user',
  consent_required: 'user',
  access_denied: 'declined',
  invalid_client: 'operator',
  unauthorized_client: 'operator',
  deleted_client: 'operator',
  disabled_client: 'operator',
  invalid_scope: 'operator',
  insufficient_scope: 'user',
  redirect_uri_mismatch: 'operator',
  invalid_request: 'operator',
  unsupported_grant_type: 'operator',
  unsupported_response_type: 'operator',
  invalid_request_object: 'operator',
  registration_not_supported: 'operator',
  unknown_client: 'operator',
  admin_policy_enforced: 'admin',
  org_internal: 'operator',
  server_error: 'later',
  temporarily_unavailable: 'later',
  slow_down: 'later',
  rate_limit_exceeded: 'later',
  expired_token: 'user',
  unknown_error: 'user',
};

/** @param name the provider as a person calls it. */
export function explainOAuth(name: string): Explain {
  return (said) => verdict(name, said);
}

function verdict(name: string, said: OAuthRefusal): OAuthVerdict {
  const error = typeof said.error === 'string' && said.error !== '' ? said.error : 'unknown_error';
  const known = isKnown(error) ? error : 'unknown_error';
  return { mender: MENDERS[known], failure: { error, help: SERVICE_WORDS[known](name) } };
}

/** Its own names only: anybody can write `error=constructor` into an address. */
function isKnown(error: string): error is ServiceError {
  return Object.hasOwn(SERVICE_WORDS, error);
}
