import type { EntraError } from './entraError.ts';
import { type AppBook, isRegistered, type RegisteredApp } from './registeredApps.ts';
import { readTenantSegment, type TenantSegment } from './samplePeople.ts';
import { AUDIENCES, readScopes, type Resource } from './scopes.ts';

export interface AuthorizeRequest {
  segmentText: string;
  segment: TenantSegment;
  app: RegisteredApp;
  redirectUri: string;
  responseMode: 'query' | 'form_post' | 'fragment';
  scopes: string[];
  prefixed: boolean;
  state?: string;
  nonce?: string;
  prompt?: Prompt;
  loginHint?: string;
  challenge?: { value: string; method: 'S256' | 'plain' };
}

type Prompt = 'login' | 'none' | 'consent' | 'select_account';

/** Where an answer goes: to the redirect URI, in the mode asked for, with the caller's state. */
export type ReplyTo = Pick<AuthorizeRequest, 'redirectUri' | 'responseMode' | 'state'>;

/**
 * `page`: Entra shows its own page and never returns to the application (it cannot know where to, or must not).
 * `reply`: the failure goes to the redirect URI.
 */
export type AuthorizeRead =
  | { kind: 'ok'; request: AuthorizeRequest }
  | { kind: 'page'; failure: EntraError }
  | { kind: 'reply'; to: ReplyTo; failure: EntraError };

type Query = Readonly<Record<string, string | undefined>>;

/** Reads an authorize request (entra v2-oauth2-auth-code-flow, "Request an authorization code"). */
export function readAuthorize(segmentText: string, query: Query, apps: AppBook): AuthorizeRead {
  const segment = readTenantSegment(segmentText);
  const app = findApp(segmentText, segment, query, apps);
  if ('error' in app) return { kind: 'page', failure: app };
  const to: ReplyTo = {
    redirectUri: query.redirect_uri ?? '',
    responseMode: query.response_mode === 'form_post' || query.response_mode === 'fragment' ? query.response_mode : 'query',
    ...optional('state', query.state),
  };
  const read = readRest(query, app);
  if ('error' in read) return { kind: 'reply', to, failure: read };
  return { kind: 'ok', request: { ...to, ...read, segmentText, segment, app } };
}

/** What must be right before Entra trusts the redirect URI at all. */
function findApp(segmentText: string, segment: TenantSegment, query: Query, apps: AppBook): RegisteredApp | EntraError {
  if (segment.kind === 'unknown') return unknownTenant(segmentText);
  if (query.client_id === undefined) return missing('client_id');
  const app = apps.find(query.client_id);
  if (app === undefined) return unknownClient(query.client_id, segmentText);
  if (query.redirect_uri === undefined) return missing('redirect_uri');
  return isRegistered(app, query.redirect_uri) ? app : unregistered(query.redirect_uri, app);
}

type Rest = Pick<AuthorizeRequest, 'scopes' | 'prefixed' | 'nonce' | 'prompt' | 'loginHint' | 'challenge'>;

function readRest(query: Query, app: RegisteredApp): Rest | EntraError {
  if (query.response_type === undefined) return missing('response_type');
  if (query.response_type !== 'code') return responseType(query.response_type);
  if (query.scope === undefined || query.scope.trim() === '') return missing('scope');
  const scopes = readScopes(query.scope);
  if (!scopes.ok) return unknownScope(scopes, app);
  const prompt = readPrompt(query.prompt);
  if (prompt === 'unknown') return badValue('prompt', query.prompt ?? '');
  if (prompt === 'select_account' && query.login_hint !== undefined) return hintWithPicker;
  const challenge = readChallenge(query);
  if (challenge !== undefined && 'error' in challenge) return challenge;
  return {
    scopes: scopes.scopes,
    prefixed: scopes.prefixed,
    ...optional('nonce', query.nonce),
    ...optional('loginHint', query.login_hint),
    ...(prompt === undefined ? {} : { prompt }),
    ...(challenge === undefined ? {} : { challenge }),
  };
}

function readPrompt(text: string | undefined): Prompt | 'unknown' | undefined {
  if (text === undefined || text === '') return undefined;
  return text === 'login' || text === 'none' || text === 'consent' || text === 'select_account' ? text : 'unknown';
}

/** RFC 7636 section 4.2: 43 to 128 characters. Without a method the challenge counts as plain. */
function readChallenge(query: Query): AuthorizeRequest['challenge'] | EntraError {
  if (query.code_challenge === undefined)
    return query.code_challenge_method === undefined ? undefined : missing('code_challenge');
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(query.code_challenge))
    return { error: 'invalid_request', aadsts: 50147, message: 'The size of the code challenge parameter is not valid.' };
  const method = query.code_challenge_method ?? 'plain';
  if (method !== 'S256' && method !== 'plain') return badValue('code_challenge_method', method);
  return { value: query.code_challenge, method };
}

function optional<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

export const missing = (parameter: string): EntraError => ({
  error: 'invalid_request',
  aadsts: 900144,
  message: `The request body must contain the following parameter: '${parameter}'.`,
});

export const unknownClient = (clientId: string, tenant: string): EntraError => ({
  error: 'unauthorized_client',
  aadsts: 700016,
  message: `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
});

export const unknownTenant = (tenant: string): EntraError => ({
  error: 'invalid_request',
  aadsts: 90002,
  message: `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
});

const unregistered = (uri: string, app: RegisteredApp): EntraError => ({
  error: 'invalid_request',
  aadsts: 50011,
  message: `The redirect URI '${uri}' specified in the request does not match the redirect URIs configured for the application '${app.clientId}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal. Registered in the sandbox: ${registered(app)}.`,
});

function registered(app: RegisteredApp): string {
  if (app.redirectUris !== undefined) return app.redirectUris.join(', ');
  if (app.kind === 'public') return 'http://localhost and http://127.0.0.1, at any port';
  return 'every address on this computer (http or https on localhost) that has no query and no fragment';
}

const responseType = (value: string): EntraError => ({
  error: 'unsupported_response_type',
  aadsts: 700054,
  message: `response_type '${value}' is not enabled for the application.`,
});

export const unknownScope = ({ unknown, resource }: { unknown: string; resource: Resource }, app: RegisteredApp): EntraError => ({
  error: 'invalid_client',
  aadsts: 650053,
  message: `The application '${app.name}' asked for scope '${unknown}' that doesn't exist on the resource '${AUDIENCES[resource]}'. Contact the app vendor.`,
});

export const badValue = (parameter: string, value: string): EntraError => ({
  error: 'invalid_request',
  aadsts: 90023,
  message: `Unsupported '${parameter}' value: '${value}'.`,
});

const hintWithPicker: EntraError = {
  error: 'invalid_request',
  aadsts: 90023,
  message: "The parameters 'login_hint' and 'prompt=select_account' cannot be used together.",
};
