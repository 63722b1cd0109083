/** An application of which nothing is said yet: what holds where nobody says otherwise. */
import type { AppKind, BaseScope } from '../../shared/api/apps.ts';
import type { OAuthApp } from './oauthApp.ts';

/** What mail may go out through; the first is the default. */
export const BASE_SCOPES_OF: Record<AppKind, readonly [BaseScope, ...BaseScope[]]> = {
  microsoft: ['graph', 'smtp', 'imap-smtp'],
  google: ['gmail', 'smtp', 'imap-smtp'],
  generic: ['smtp', 'imap-smtp'],
};

/** `prompt` is never `consent` by itself: it locks out everybody who may not consent. */
export function emptyApp(kind: AppKind): OAuthApp {
  return {
    id: '',
    key: '',
    name: '',
    kind,
    source: 'api',
    clientId: '',
    credential: { kind: 'none' },
    accountTypes: kind === 'microsoft' ? 'common' : '',
    cloud: 'global',
    urls: {},
    baseScope: BASE_SCOPES_OF[kind][0],
    scopes: null,
    features: [],
    prompt: 'none',
    enabled: true,
    secretExpiresAt: null,
    smtp: null,
    imap: null,
    rotation: kind === 'generic' ? 'strict' : 'keeps',
    ownerId: null,
    version: 0,
  };
}
