/**
 * Microsoft 365 and Outlook.com: Entra ID v2.0 with Graph, or with SMTP and IMAP of Exchange Online. An access token is
 * for one resource, so sending over SMTP takes one of its own, from the same refresh token.
 * Source: entra v2-oauth2-auth-code-flow, scopes-oidc; Exchange "Authenticate an IMAP, POP or SMTP connection using OAuth".
 */
import type { MailWire } from '../../mail/mailWire.ts';
import { authorizeUrl, promptAndHint } from '../../oauth/authorizeUrl.ts';
import type { MicrosoftEndpoints } from '../../oauth/endpointsOf.ts';
import { explainEntra } from '../../oauth/entraHelp.ts';
import { byResource, mailScopes, overSmtp, sendingScopes } from '../../oauth/mailScopes.ts';
import type { OAuthApp } from '../../oauth/oauthApp.ts';
import type { MailProvider } from './mailProvider.ts';
import { type MicrosoftProviderDeps, openMicrosoftMailbox } from './openMicrosoftMailbox.ts';

export function microsoftProvider(deps: MicrosoftProviderDeps): MailProvider {
  const { app, endpoints, tokens } = deps;
  const wire = wireOf(app, endpoints);
  return {
    key: app.key,
    app,
    provider: 'microsoft',
    name: 'Microsoft',
    issuer: 'entra',
    wire,
    consentForRefresh: false,
    idleDays: 90,
    scopesFor: (features) => mailScopes(app, features),
    maySendAs: (scopes) => scopes.some((s) => MAY_SEND_AS[wire.kind === 'smtp' ? 'smtp' : 'graph'].test(s)),
    authorizeUrl: async (ask) =>
      authorizeUrl(endpoints.authorizeUrl, {
        ...ask,
        ...promptAndHint(ask, app.prompt),
        clientId: app.clientId,
        extra: { response_mode: 'query' },
      }),
    explain: explainEntra,
    redeem: (ask) => tokens.redeem({ ...ask, ...oneResource(ask.scopes, endpoints) }),
    refresh: (refreshToken, scopes) => {
      const only = [...sendingScopes(app, scopes), 'offline_access'];
      return tokens.refresh(refreshToken, { scopes, only });
    },
    identify: (grant, nonce) => deps.identify(grant.idToken, nonce),
    openMailbox: (grant, ask) => openMicrosoftMailbox({ ...deps, wire }, grant, ask),
    // Entra has no endpoint to revoke one app's tokens (microsoft identity platform; RFC 7009 is not offered).
    revoke: () => Promise.resolve('none'),
    afterDisconnect:
      app.cloud === 'global'
        ? 'Microsoft offers no way to withdraw the permission from here. To remove Mergepost from your account as well, open https://myapps.microsoft.com (work or school) or https://account.live.com/consent/Manage (personal).'
        : 'Microsoft offers no way to withdraw the permission from here. To remove Mergepost from your account as well, open the My Apps page of your organisation.',
  };
}

/** Over SMTP the rights on the other mailbox decide, and no permission of its own. */
const MAY_SEND_AS = { graph: /(^|\/)Mail\.Send\.Shared$/i, smtp: /(^|\/)SMTP\.Send$/i };

function wireOf(app: OAuthApp, endpoints: MicrosoftEndpoints): MailWire {
  if (!overSmtp(app)) return { kind: 'graph', graphUrl: endpoints.graphUrl };
  return { kind: 'smtp', smtp: endpoints.smtp, imap: app.baseScope === 'imap-smtp' ? endpoints.imap : null };
}

/** A code may be redeemed for one resource only (AADSTS70011 and 28000 else): Graph's first, it tells whose mailbox it is. */
function oneResource(scopes: readonly string[], { graphResource }: MicrosoftEndpoints): { only?: string[] } {
  const { graph, mail } = byResource(scopes, graphResource);
  return graph.length > 0 && mail.length > 0 ? { only: [...graph, 'offline_access', 'openid', 'profile'] } : {};
}
