/** An app as administrators see it: whether there is a secret, never the secret. */
import type { OAuthAppView } from '../../shared/api/apps.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { appWarnings } from './appWarnings.ts';
import { type AppsDeps, redirectUriOf } from './appsDeps.ts';
import { openApp } from './sealApp.ts';

interface Around {
  /** Null for an app of the settings. */
  createdAt: number | null;
  accounts: number;
  redirectUri: string;
  now: number;
}

export function appView(app: OAuthApp, { createdAt, accounts, redirectUri, now }: Around): OAuthAppView {
  return {
    id: app.id,
    key: app.key,
    name: app.name,
    kind: app.kind,
    source: app.source,
    clientId: app.clientId,
    hasSecret: app.credential.kind === 'secret',
    hasCertificate: app.credential.kind === 'certificate',
    accountTypes: app.accountTypes,
    cloud: app.cloud,
    urls: app.urls,
    baseScope: app.baseScope,
    scopes: app.scopes,
    features: app.features,
    prompt: app.prompt,
    enabled: app.enabled,
    secretExpiresAt: timeOf(app.secretExpiresAt),
    smtp: app.smtp,
    imap: app.imap,
    rotation: app.rotation,
    redirectUri,
    accounts,
    warnings: appWarnings(app, now),
    createdAt: timeOf(createdAt),
  };
}

/** All of them: those of the settings first, then in the order they were added. */
export async function appViews(deps: AppsDeps): Promise<OAuthAppView[]> {
  const counts = await deps.mailboxesByApp();
  const now = deps.clock();
  const view = (app: OAuthApp, createdAt: number | null): OAuthAppView =>
    appView(app, { createdAt, accounts: counts.get(app.key) ?? 0, redirectUri: redirectUriOf(deps.serverUrl, app.key), now });
  const rows = await deps.store.all();
  const added = await Promise.all(rows.map(async (row) => view(await openApp(deps.vault, row), row.created_at)));
  return [...deps.ofSettings.map((app) => view(app, null)), ...added];
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
