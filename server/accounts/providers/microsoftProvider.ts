/** Microsoft 365 and Outlook.com: Entra ID v2.0 and Graph. Source: entra v2-oauth2-auth-code-flow, scopes-oidc. */
import type { Feature } from '../../../shared/api/accounts.ts';
import type { ProviderFailure } from '../../../shared/api/errors.ts';
import type { IdentityAnswer } from '../../oauth/entraIdentity.ts';
import type { EntraApp, EntraTokens } from '../../oauth/entraTokens.ts';
import type { OAuthApp } from '../../oauth/oauthApp.ts';
import type { Mender } from '../../oauth/tokenAnswer.ts';
import {
  type AuthorizeAsk,
  type Grant,
  type MailProvider,
  notIdentified,
  type OpenedMailbox,
  refusedMailbox,
} from './mailProvider.ts';

/** The least a sender needs. `openid profile` prove who it is; they are protocol scopes, not access to anything. */
const BASE = ['Mail.Send', 'offline_access', 'User.Read', 'openid', 'profile'];

/** Asked for only when wanted: a default tenant lets no user consent to Mail.Read or Mail.ReadWrite by himself. */
const BY_FEATURE: Record<Feature, string> = {
  sharedMailbox: 'Mail.Send.Shared',
  largeAttachments: 'Mail.ReadWrite',
  exactlyOnce: 'Mail.ReadWrite',
  followUp: 'Mail.Read',
};

type MailboxAnswer =
  | { ok: true; address: string; displayName: string | null }
  | { ok: false; mender: Mender; failure: ProviderFailure };

export interface MicrosoftProviderDeps {
  app: OAuthApp;
  entra: EntraApp;
  graphUrl: string;
  tokens: EntraTokens;
  identify: (idToken: string | undefined, nonce: string) => Promise<IdentityAnswer>;
  readMailbox: (accessToken: string) => Promise<MailboxAnswer>;
}

export function microsoftProvider(deps: MicrosoftProviderDeps): MailProvider {
  return {
    key: deps.app.key,
    app: deps.app,
    provider: 'microsoft',
    name: 'Microsoft',
    issuer: 'entra',
    wire: { kind: 'graph', graphUrl: deps.graphUrl },
    consentForRefresh: false,
    idleDays: 90,
    scopesFor: (features) => [...new Set([...BASE, ...features.map((f) => BY_FEATURE[f])])],
    maySendAs: (scopes) => scopes.some((s) => /(^|\/)Mail\.Send\.Shared$/i.test(s)),
    authorizeUrl: async (ask) => authorizeUrl(deps.entra, ask),
    redeem: (ask) => deps.tokens.redeem(ask),
    refresh: (refreshToken, scopes) => deps.tokens.refresh(refreshToken, scopes),
    identify: (grant, nonce) => deps.identify(grant.idToken, nonce ?? ''),
    openMailbox: (grant, ask) => openMailbox(deps, grant, ask.nonce),
    // Entra has no endpoint to revoke one app's tokens (microsoft identity platform; RFC 7009 is not offered).
    revoke: () => Promise.resolve('none'),
    afterDisconnect:
      'Microsoft offers no way to withdraw the permission from here. To remove Mergepost from your account as well, open https://myapps.microsoft.com (work or school) or https://account.live.com/consent/Manage (personal).',
  };
}

async function openMailbox(deps: MicrosoftProviderDeps, grant: Grant, nonce: string | null): Promise<OpenedMailbox> {
  const who = await deps.identify(grant.idToken, nonce ?? '');
  if (!who.ok) return { ok: false, ...notIdentified('Microsoft', who) };
  if (!grant.scopes.some((s) => /(^|\/)Mail\.Send$/i.test(s))) return { ok: false, ...NO_MAIL_SEND };
  const mailbox = await deps.readMailbox(grant.accessToken);
  if (!mailbox.ok) return refusedMailbox(mailbox);
  const displayName = mailbox.displayName ?? who.identity.name;
  return { ok: true, identity: who.identity, address: mailbox.address, displayName, grant, trouble: null };
}

const NO_MAIL_SEND = {
  code: 'MAILBOX_PERMISSION_MISSING',
  sentence: 'Microsoft did not grant the permission to send mail. Connect again and accept “Send mail as you”.',
} as const;

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
