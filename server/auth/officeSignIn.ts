/** Nested app authentication as the settings have it: what the pane asks Microsoft for, and how its answer is read. */
import type { about } from '../../shared/api/session.ts';
import type { Output } from '../../shared/api/route.ts';
import { endpointsOf } from '../oauth/endpointsOf.ts';
import { appOfSettings } from '../oauth/oauthApp.ts';
import { signingKeys } from '../oauth/signingKeys.ts';
import { officeTokenReader, type ReadOfficeToken } from './readOfficeToken.ts';

/** The one scope that the app registration exposes. */
const SCOPE_NAME = 'access_as_user';
const KEYS_TIMEOUT_MS = 10_000;

export interface OfficeSignIn {
  ask: NonNullable<Output<typeof about>['office']>;
  read: ReadOfficeToken;
}

export interface OfficeSettings {
  officeSignIn: 'nested' | 'dialog';
  /** Nobody may sign in by themselves where there is none. */
  signInTenants: readonly string[];
  microsoft: Parameters<typeof appOfSettings>[0];
}

/** Null where it is off. */
export function officeSignIn(
  { officeSignIn: way, signInTenants, microsoft }: OfficeSettings,
  { fetch: get, clock }: { fetch: typeof fetch; clock: () => number },
): OfficeSignIn | null {
  if (way === 'dialog' || signInTenants.length === 0) return null;
  const { clientId, tenant } = microsoft;
  const { issuers, authorizeUrl } = endpointsOf(appOfSettings(microsoft));
  const login = new URL(authorizeUrl).origin;
  return {
    ask: {
      clientId,
      authority: `${login}/${encodeURIComponent(tenant)}`,
      scope: `api://${clientId}/${SCOPE_NAME}`,
    },
    read: officeTokenReader({
      clientId,
      scopeName: SCOPE_NAME,
      tenant,
      issuers,
      // Whoever signed in, and whatever the app is for: the keys of all tenants together, each with the issuer it is good for.
      keyOf: signingKeys({ url: `${login}/common/discovery/v2.0/keys`, fetch: get, clock, timeoutMs: KEYS_TIMEOUT_MS }),
      clock,
    }),
  };
}
