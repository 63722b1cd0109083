/** Which permissions each kind of app asks for: what its base needs, and what a wanted feature needs besides. */
import type { Feature } from '../../shared/api/accounts.ts';
import type { BaseScope } from '../../shared/api/apps.ts';
import { type Addressed, endpointsOf } from './endpointsOf.ts';
import type { OAuthApp } from './oauthApp.ts';

export type Scoped = Addressed & Pick<OAuthApp, 'kind' | 'baseScope' | 'scopes'>;

export function mailScopes(app: Scoped, features: readonly Feature[]): string[] {
  switch (app.kind) {
    case 'microsoft':
      return unique([
        ...(app.scopes ?? microsoftBase(app)),
        ...MICROSOFT_IDENTITY,
        ...microsoftFeatures(app.baseScope, features),
      ]);
    case 'google':
      return unique([
        ...(app.scopes ?? googleBase(app.baseScope)),
        ...GOOGLE_IDENTITY,
        ...features.flatMap((f) => GOOGLE_FEATURES[f]),
      ]);
    case 'generic':
      // What a feature is called there nobody knows.
      return unique(app.scopes ?? (app.urls.issuer === undefined ? [] : ['openid', 'email', 'profile', 'offline_access']));
  }
}

const unique = (scopes: readonly string[]): string[] => [...new Set(scopes)];

/** Without these nobody is proven and nothing lasts, whatever an app's own scopes say. `openid profile` are no access to anything. */
const MICROSOFT_IDENTITY = ['offline_access', 'openid', 'profile'];

/** A name without a resource means Graph (entra scopes-oidc). `User.Read` tells the address. */
function microsoftBase(app: Scoped): string[] {
  if (!overSmtp(app)) return ['Mail.Send', 'offline_access', 'User.Read'];
  const { outlookResource } = endpointsOf(app);
  const imap = app.baseScope === 'imap-smtp' ? [`${outlookResource}/IMAP.AccessAsUser.All`] : [];
  return [`${outlookResource}/SMTP.Send`, ...imap, 'offline_access', 'User.Read'];
}

/**
 * Asked for only when wanted: a default tenant lets no user consent to Mail.Read or Mail.ReadWrite by himself. Over SMTP
 * only reading is left to ask for: size, identity of a message and other senders are not a matter of permissions there.
 */
function microsoftFeatures(base: BaseScope, features: readonly Feature[]): string[] {
  if (base === 'imap-smtp') return [];
  if (base === 'smtp') return features.includes('followUp') ? ['Mail.Read'] : [];
  return features.map((feature) => GRAPH_FEATURES[feature]);
}

const GRAPH_FEATURES: Record<Feature, string> = {
  sharedMailbox: 'Mail.Send.Shared',
  largeAttachments: 'Mail.ReadWrite',
  exactlyOnce: 'Mail.ReadWrite',
  followUp: 'Mail.Read',
};

const GOOGLE_IDENTITY = ['openid', 'email', 'profile'];
/** The only scope of Google's SMTP and IMAP (Gmail API "OAuth 2.0 mechanism"). */
const GOOGLE_MAIL = 'https://mail.google.com/';
const GMAIL = 'https://www.googleapis.com/auth/gmail';

function googleBase(base: BaseScope): string[] {
  return [overSmtp({ baseScope: base }) ? GOOGLE_MAIL : `${GMAIL}.send`];
}

const GOOGLE_FEATURES: Record<Feature, string[]> = {
  /** To see the other addresses of the mailbox; sending as them needs no more. */
  sharedMailbox: [`${GMAIL}.settings.basic`],
  largeAttachments: [],
  exactlyOnce: [`${GMAIL}.readonly`],
  followUp: [`${GMAIL}.readonly`],
};

export interface ByResource {
  graph: string[];
  /** Of the other resource: Outlook's SMTP and IMAP. */
  mail: string[];
}

const PROTOCOL = new Set(['openid', 'profile', 'email', 'offline_access']);

/** An access token of Entra is for one resource; protocol scopes belong to none and are left out. */
export function byResource(scopes: readonly string[], graphResource: string): ByResource {
  const access = scopes.filter((scope) => !PROTOCOL.has(scope));
  const isGraph = (scope: string): boolean =>
    !scope.includes('://') || scope.toLowerCase().startsWith(`${graphResource.toLowerCase()}/`);
  return { graph: access.filter(isGraph), mail: access.filter((scope) => !isGraph(scope)) };
}

export function overSmtp({ baseScope }: Pick<OAuthApp, 'baseScope'>): boolean {
  return baseScope === 'smtp' || baseScope === 'imap-smtp';
}

/** Microsoft: of these scopes the ones that sending needs; where none of them is among them, what the app asks for by itself. */
export function sendingScopes(app: Scoped, scopes: readonly string[]): string[] {
  const { graphResource } = endpointsOf(app);
  const part = (of: readonly string[]): string[] => byResource(of, graphResource)[overSmtp(app) ? 'mail' : 'graph'];
  const named = part(scopes);
  return named.length > 0 ? named : part(mailScopes(app, []));
}
