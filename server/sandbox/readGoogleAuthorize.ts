import { GOOGLE_APP } from './googlePeople.ts';
import { readGoogleScopes } from './googleScopes.ts';

export interface GoogleAuthorize {
  redirectUri: string;
  scopes: string[];
  offline: boolean;
  /** Add what was allowed before (`include_granted_scopes`). */
  incremental: boolean;
  prompts: readonly string[];
  state?: string;
  nonce?: string;
  loginHint?: string;
  challenge?: { value: string; method: 'S256' | 'plain' };
}

/** A failure in Google's words, shown on its own "Access blocked" page: it never goes back to the application. */
export interface GoogleBlock {
  status: number;
  error: string;
  message: string;
}

type Query = Readonly<Record<string, string | undefined>>;

/** Reads an authorize request ("Using OAuth 2.0 for Web Server Applications", step 1). */
export function readGoogleAuthorize(query: Query): GoogleAuthorize | GoogleBlock {
  const blocked = checkApp(query) ?? checkWords(query);
  if (blocked !== undefined) return blocked;
  const scopes = readGoogleScopes(query.scope ?? '');
  if (!scopes.ok)
    return invalid(
      `Some requested scopes were invalid. {valid=[${scopes.valid.join(', ')}], invalid=[${scopes.invalid.join(', ')}]}`,
      'invalid_scope',
    );
  const challenge = readChallenge(query);
  if (challenge !== undefined && 'error' in challenge) return challenge;
  return {
    redirectUri: query.redirect_uri ?? '',
    scopes: scopes.scopes,
    offline: query.access_type === 'offline',
    incremental: query.include_granted_scopes === 'true',
    prompts: promptsOf(query),
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(query.nonce === undefined ? {} : { nonce: query.nonce }),
    ...(query.login_hint === undefined ? {} : { loginHint: query.login_hint }),
    ...(challenge === undefined ? {} : { challenge }),
  };
}

const promptsOf = (query: Query) => (query.prompt ?? '').split(' ').filter((word) => word !== '');

function checkApp(query: Query): GoogleBlock | undefined {
  if (query.client_id === undefined) return missing('client_id');
  if (query.client_id !== GOOGLE_APP.clientId)
    return { status: 401, error: 'invalid_client', message: 'The OAuth client was not found.' };
  if (query.redirect_uri === undefined) return missing('redirect_uri');
  return isRegistered(query.redirect_uri) ? undefined : mismatch(query.redirect_uri);
}

/** Stands for the list of authorized redirect URIs: any path on this computer. */
function isRegistered(uri: string): boolean {
  if (!URL.canParse(uri) || uri.includes('#')) return false;
  const { hostname, protocol, username, search } = new URL(uri);
  return (
    ['localhost', '127.0.0.1', '[::1]'].includes(hostname) &&
    ['http:', 'https:'].includes(protocol) &&
    username === '' &&
    search === ''
  );
}

function checkWords(query: Query): GoogleBlock | undefined {
  if (query.response_type === undefined) return missing('response_type');
  if (query.response_type !== 'code')
    return invalid(`Invalid response_type: ${query.response_type}`, 'unsupported_response_type');
  if (query.scope === undefined || query.scope.trim() === '') return missing('scope');
  if (query.access_type !== undefined && !['online', 'offline'].includes(query.access_type))
    return invalid(`Invalid access_type: ${query.access_type}`);
  const prompts = promptsOf(query);
  const strange = prompts.find((word) => !['none', 'consent', 'select_account'].includes(word));
  if (strange !== undefined || (prompts.includes('none') && prompts.length > 1))
    return invalid(`Invalid parameter value for prompt: Invalid prompt: ${query.prompt ?? ''}`);
  return undefined;
}

function readChallenge(query: Query): GoogleAuthorize['challenge'] | GoogleBlock {
  const { code_challenge: value, code_challenge_method: method = 'plain' } = query;
  if (value === undefined) return query.code_challenge_method === undefined ? undefined : missing('code_challenge');
  if (method !== 'S256' && method !== 'plain') return invalid(`Invalid code_challenge_method: ${method}`);
  // RFC 7636 section 4.2.
  return /^[A-Za-z0-9._~-]{43,128}$/.test(value) ? { value, method } : invalid('Invalid code_challenge length.');
}

const invalid = (message: string, error = 'invalid_request'): GoogleBlock => ({ status: 400, error, message });

const missing = (parameter: string) => invalid(`Required parameter is missing: ${parameter}`);

const mismatch = (uri: string): GoogleBlock => ({
  status: 400,
  error: 'redirect_uri_mismatch',
  message: `You can't sign in because ${GOOGLE_APP.name} sent an invalid request. Request details: redirect_uri=${uri}. The sandbox takes every address on this computer that has no query and no fragment.`,
});

export const adminPolicy: GoogleBlock = {
  status: 400,
  error: 'admin_policy_enforced',
  message: `Your institution's admin needs to review ${GOOGLE_APP.name}. Please contact your admin for access.`,
};
