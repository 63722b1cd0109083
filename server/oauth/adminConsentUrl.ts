/**
 * The page on which an administrator allows an app for the whole organisation: `/{tenant}/v2.0/adminconsent`. What comes
 * back from it proves nothing: anybody can write a `tenant` into an address. Source: entra v2-admin-consent.
 */
import { type Addressed, endpointsOf } from './endpointsOf.ts';

export interface AdminConsentAsk {
  app: Addressed & { clientId: string };
  /** Tenant id, domain or `organizations`; `common` and `consumers` have no administrator and become `organizations`. */
  tenant: string;
  /** Bare names are permissions of Graph and get its address in front: this page takes only full names. */
  scopes: readonly string[];
  redirectUri: string;
  state: string;
}

/** Protocol scopes belong to no resource. */
const PROTOCOL = new Set(['openid', 'profile', 'email', 'offline_access']);
const NO_ADMINISTRATOR = new Set(['common', 'consumers']);

export function adminConsentUrl({ app, tenant, scopes, redirectUri, state }: AdminConsentAsk): string {
  const endpoints = endpointsOf(app);
  const directory = NO_ADMINISTRATOR.has(tenant) ? 'organizations' : tenant;
  const url = new URL(endpoints.adminConsentUrl.replace('{tenant}', encodeURIComponent(directory)));
  url.search = new URLSearchParams({
    client_id: app.clientId,
    scope: fullNames(scopes, endpoints.graphResource).join(' '),
    redirect_uri: redirectUri,
    state,
  }).toString();
  return url.toString();
}

/** `offline_access` and its like need no administrator; this page may refuse them. */
function fullNames(scopes: readonly string[], resource: string): string[] {
  const access = scopes.filter((scope) => !PROTOCOL.has(scope));
  return [...new Set(access.map((scope) => (scope.includes('://') ? scope : `${resource}/${scope}`)))];
}
