/** An OAuth application as everything that talks to its provider sees it: secrets open, addresses resolved. Never stored or sent. */
import type { Feature } from '../../shared/api/accounts.ts';
import type { AppKind, AppUrls, BaseScope, Cloud, MailServer, OAuthAppView } from '../../shared/api/apps.ts';
import { emptyApp } from './emptyApp.ts';

/** How the server proves to a token endpoint that it is this app. `none`: a public client (loopback or device sign-in). */
export type ClientCredential =
  | { kind: 'secret'; secret: string }
  /** RFC 7523 with a certificate (entra certificate-credentials). PEM texts. */
  | { kind: 'certificate'; privateKey: string; certificate: string }
  | { kind: 'none' };

export interface OAuthApp {
  id: string;
  /** Part of its addresses; `microsoft` is the app of the settings. */
  key: string;
  name: string;
  kind: AppKind;
  source: OAuthAppView['source'];
  clientId: string;
  credential: ClientCredential;
  /** Microsoft: the tenant segment (`common`, `organizations`, `consumers`, id or domain). */
  accountTypes: string;
  cloud: Cloud;
  /** What was set by hand; wins over what follows from kind and cloud. */
  urls: AppUrls;
  /** Origins in place of the cloud's, where the settings name them (sandbox, tests). */
  authorityUrl?: string;
  gmailUrl?: string;
  baseScope: BaseScope;
  scopes: string[] | null;
  features: Feature[];
  prompt: OAuthAppView['prompt'];
  enabled: boolean;
  /** Milliseconds since 1970. */
  secretExpiresAt: number | null;
  smtp: MailServer | null;
  imap: MailServer | null;
  rotation: 'keeps' | 'strict';
  /** The user whose mailbox brought it along; null: for everybody. */
  ownerId: string | null;
  /** Changes with every change: caches built from an older one are void. */
  version: number;
}

/** The app of the EMAIL_* settings. */
export function appOfSettings(settings: {
  clientId: string;
  clientSecret: string;
  tenant: string;
  authorityUrl: string;
  graphUrl: string;
  secretExpiresAt?: number | null;
}): OAuthApp {
  return {
    ...emptyApp('microsoft'),
    id: 'microsoft',
    key: 'microsoft',
    name: 'Microsoft',
    source: 'settings',
    clientId: settings.clientId,
    credential: { kind: 'secret', secret: settings.clientSecret },
    accountTypes: settings.tenant,
    authorityUrl: settings.authorityUrl,
    urls: { graphUrl: settings.graphUrl },
    secretExpiresAt: settings.secretExpiresAt ?? null,
  };
}
