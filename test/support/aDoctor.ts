/** What the doctor looks at, with everything in order; each test changes what it is about. The network is real. */
import { appWarnings } from '../../server/apps/appWarnings.ts';
import type { ExamineDeps } from '../../server/doctor/examine.ts';
import type { SettingsFacts } from '../../server/doctor/settingsChecks.ts';
import { probeHost } from '../../server/network/probeHost.ts';
import { issuerDiscovery } from '../../server/oauth/discoverIssuer.ts';
import { appOfSettings, type OAuthApp } from '../../server/oauth/oauthApp.ts';
import type { Check } from '../../shared/api/doctor.ts';

export const SECRET = 'kept~secret/of+the-app';

export function aMicrosoftApp(change: Partial<OAuthApp> = {}): OAuthApp {
  const app = appOfSettings({
    clientId: 'client-1',
    clientSecret: SECRET,
    tenant: 'common',
    authorityUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    secretExpiresAt: Date.UTC(2090, 0, 1),
  });
  return { ...app, ...change };
}

export function aGenericApp(change: Partial<OAuthApp> = {}): OAuthApp {
  const { authorityUrl: _none, ...app } = aMicrosoftApp();
  const smtp = { host: 'smtp.example.com', port: 587, security: 'starttls', auth: 'xoauth2' } as const;
  return {
    ...app,
    id: 'own',
    key: 'own',
    name: 'Own',
    kind: 'generic',
    source: 'api',
    urls: {},
    baseScope: 'smtp',
    smtp,
    ...change,
  };
}

export const GOOD_SETTINGS: SettingsFacts = {
  mode: 'microsoft',
  serverUrl: 'https://mail.example.com',
  ownTls: false,
  trustProxy: true,
  ownSignIn: true,
  hostSessions: false,
  admins: 1,
  files: [],
  database: {
    kind: 'open',
    path: 'x.db',
    readOnly: null,
    version: 'current',
    freeBytes: 10 ** 10,
    lock: 'here',
    keyTrouble: null,
  },
};

/** `ca`: an authority that everything trusts. */
export function aDoctor(apps: OAuthApp[], change: Partial<ExamineDeps> = {}, ca: string | null = null): ExamineDeps {
  const ask = { fetch, clock: Date.now, newId: () => 'id', timeoutMs: 2000 };
  const probe = probeHost({ ...ask, ca });
  return {
    ...ask,
    settings: () => Promise.resolve(GOOD_SETTINGS),
    apps: () => Promise.resolve({ apps, trouble: null }),
    warningsOf: (app) => appWarnings(app, Date.now()),
    wireOf: ({ smtp, imap, urls }) => (smtp ? { kind: 'smtp', smtp, imap } : { kind: 'graph', graphUrl: urls.graphUrl ?? '' }),
    discover: (issuer) => issuerDiscovery(ask)(issuer),
    accounts: () => Promise.resolve(new Map([['connected', 3]])),
    hostKeysUrl: null,
    probeWeb: probe,
    probeMail: probe,
    limitMs: 10_000,
    ...change,
  };
}

/** By id, so that a test names only what it is about. */
export function byId(checks: readonly Check[]): Record<string, Check> {
  return Object.fromEntries(checks.map((check) => [check.id, check]));
}
