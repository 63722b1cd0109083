/** Between a stored row, whose secrets are sealed, and the app as everything else sees it. */
import type { Feature } from '../../shared/api/accounts.ts';
import type { AppUrls, MailServer } from '../../shared/api/apps.ts';
import type { ClientCredential, OAuthApp } from '../oauth/oauthApp.ts';
import type { Vault } from '../vault/vault.ts';
import type { AppRow, NewAppRow } from './apps.store.ts';

/** Where a secret of an app lives, for the vault. */
function appPlace(appId: string, column: 'client_secret' | 'certificate'): string {
  return `oauth_apps/${appId}/${column}`;
}

/** Everything of a row but its times. */
export async function sealApp(vault: Vault, app: OAuthApp): Promise<Omit<NewAppRow, 'created_at' | 'updated_at'>> {
  return {
    id: app.id,
    key: app.key,
    name: app.name,
    kind: app.kind,
    client_id: app.clientId,
    ...(await sealedCredential(vault, app)),
    account_types: app.accountTypes,
    cloud: app.cloud,
    urls: JSON.stringify(app.urls),
    base_scope: app.baseScope,
    scopes: jsonOf(app.scopes),
    features: JSON.stringify(app.features),
    prompt: app.prompt,
    enabled: app.enabled ? 1 : 0,
    secret_expires_at: app.secretExpiresAt,
    smtp: jsonOf(app.smtp),
    imap: jsonOf(app.imap),
    rotation: app.rotation,
    owner_id: app.ownerId,
    version: app.version,
  };
}

export async function openApp(vault: Vault, row: AppRow): Promise<OAuthApp> {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    kind: row.kind,
    source: row.owner_id === null ? 'api' : 'import',
    clientId: row.client_id,
    credential: await openCredential(vault, row),
    accountTypes: row.account_types,
    cloud: row.cloud,
    urls: JSON.parse(row.urls) as AppUrls,
    baseScope: row.base_scope,
    scopes: parsed(row.scopes) as string[] | null,
    features: JSON.parse(row.features) as Feature[],
    prompt: row.prompt,
    enabled: row.enabled === 1,
    secretExpiresAt: row.secret_expires_at,
    smtp: parsed(row.smtp) as MailServer | null,
    imap: parsed(row.imap) as MailServer | null,
    rotation: row.rotation,
    ownerId: row.owner_id,
    version: row.version,
  };
}

async function sealedCredential(vault: Vault, app: OAuthApp): Promise<Pick<NewAppRow, 'client_secret' | 'certificate'>> {
  const { credential } = app;
  switch (credential.kind) {
    case 'secret':
      return { client_secret: await vault.seal(credential.secret, appPlace(app.id, 'client_secret')), certificate: null };
    case 'certificate': {
      const { privateKey, certificate } = credential;
      const text = JSON.stringify({ privateKey, certificate });
      return { client_secret: null, certificate: await vault.seal(text, appPlace(app.id, 'certificate')) };
    }
    case 'none':
      return { client_secret: null, certificate: null };
  }
}

async function openCredential(vault: Vault, row: AppRow): Promise<ClientCredential> {
  if (row.certificate !== null) {
    const text = await vault.open(row.certificate, appPlace(row.id, 'certificate'));
    return { kind: 'certificate', ...(JSON.parse(text) as { privateKey: string; certificate: string }) };
  }
  if (row.client_secret === null) return { kind: 'none' };
  return { kind: 'secret', secret: await vault.open(row.client_secret, appPlace(row.id, 'client_secret')) };
}

function jsonOf(value: object | null): string | null {
  return value && JSON.stringify(value);
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
