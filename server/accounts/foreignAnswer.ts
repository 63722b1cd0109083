/**
 * Whether an answer comes from another provider than the one the trip went to (mix-up, RFC 9700 4.4): every app has a
 * callback address of its own, and a provider that names itself in the answer (RFC 9207) must be the expected one.
 */
import { googleEndpoints } from '../oauth/googleEndpoints.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import type { AttemptFailure } from './attemptOutcome.ts';
import type { MailProvider } from './providers/mailProvider.ts';

/** What the provider put into the address of the callback. */
export interface CallbackQuery {
  code?: string;
  state?: string;
  /** RFC 9207: who answers. */
  iss?: string;
  error?: string;
  error_description?: string;
}

/** @param key of the app in the address at which the answer arrived. */
export function foreignAnswer(
  row: { provider: string },
  provider: MailProvider | undefined,
  key: string,
  { iss }: CallbackQuery,
): AttemptFailure | undefined {
  const expected = provider && issuerOf(provider.app);
  const foreign = key !== row.provider || (iss !== undefined && expected !== undefined && iss !== expected);
  return foreign ? FOREIGN : undefined;
}

/** Undefined where it is not known what the provider calls itself. Entra names the tenant, which depends on who signs in. */
function issuerOf(app: OAuthApp): string | undefined {
  switch (app.kind) {
    case 'microsoft':
      return undefined;
    case 'google':
      return googleEndpoints(app).issuers[0];
    case 'generic':
      return app.urls.issuer;
  }
}

export const FOREIGN: AttemptFailure = {
  code: 'CONNECT_FAILED',
  sentence: 'This answer came from another place than the one you were sent to, so it was not used. Start again from Mergepost.',
};
