/** Microsoft 365 and Outlook.com: Entra ID v2.0 and Graph. Source: entra v2-oauth2-auth-code-flow, scopes-oidc. */
import type { Feature } from '../../../shared/api/accounts.ts';
import type { IdentityAnswer } from '../../oauth/entraIdentity.ts';
import type { EntraApp, EntraTokens } from '../../oauth/entraTokens.ts';
import type { AuthorizeAsk, MailboxAnswer, MailProvider } from './mailProvider.ts';

/** The least a sender needs. `openid profile` prove who it is; they are protocol scopes, not access to anything. */
const BASE = ['Mail.Send', 'offline_access', 'User.Read', 'openid', 'profile'];

/** Asked for only when wanted: a default tenant lets no user consent to Mail.Read or Mail.ReadWrite by himself. */
const BY_FEATURE: Record<Feature, string> = {
  sharedMailbox: 'Mail.Send.Shared',
  largeAttachments: 'Mail.ReadWrite',
  exactlyOnce: 'Mail.ReadWrite',
  followUp: 'Mail.Read',
};

export interface MicrosoftProviderDeps {
  app: EntraApp;
  tokens: EntraTokens;
  identify: (idToken: string | undefined, nonce: string) => Promise<IdentityAnswer>;
  readMailbox: (accessToken: string) => Promise<MailboxAnswer>;
}

export function microsoftProvider(deps: MicrosoftProviderDeps): MailProvider {
  return {
    id: 'microsoft',
    name: 'Microsoft',
    issuer: 'entra',
    scopesFor: (features) => [...new Set([...BASE, ...features.map((f) => BY_FEATURE[f])])],
    authorizeUrl: (ask) => authorizeUrl(deps.app, ask),
    redeem: (ask) => deps.tokens.redeem(ask),
    refresh: (refreshToken, scopes) => deps.tokens.refresh(refreshToken, scopes),
    identify: (idToken, nonce) => deps.identify(idToken, nonce),
    readMailbox: (accessToken) => deps.readMailbox(accessToken),
    // Entra has no endpoint to revoke one app's tokens (microsoft identity platform; RFC 7009 is not offered).
    afterDisconnect:
      'Microsoft offers no way to withdraw the permission from here. To remove Mergepost from your account as well, open https://myapps.microsoft.com (work or school) or https://account.live.com/consent/Manage (personal).',
  };
}

function authorizeUrl(app: EntraApp, ask: AuthorizeAsk): string {
  const url = new URL(`${app.authorityUrl}/${encodeURIComponent(app.tenant)}/oauth2/v2.0/authorize`);
  url.search = new URLSearchParams({
    client_id: app.clientId,
    response_type: 'code',
    redirect_uri: ask.redirectUri,
    response_mode: 'query',
    scope: ask.scopes.join(' '),
    state: ask.state,
    nonce: ask.nonce,
    code_challenge: ask.challenge,
    code_challenge_method: 'S256',
    ...(ask.prompt !== null && { prompt: ask.prompt }),
    ...(ask.loginHint !== null && { login_hint: ask.loginHint }),
  }).toString();
  return url.toString();
}
