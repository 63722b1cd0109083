/** All OAuth applications of this server, secrets open: those of the settings first, then those that were added. */
import type { AppKind } from '../../shared/api/apps.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import type { Vault } from '../vault/vault.ts';
import type { AppRow, AppsStore } from './apps.store.ts';
import { openApp } from './sealApp.ts';
import { atSettingsHosts } from './settingsHosts.ts';

export interface AppRegistry {
  /** Also somebody's own app that came with an import; whoever uses it must look at `ownerId`. */
  byKey(key: string): Promise<OAuthApp | undefined>;
  /** By what the provider knows it as; `ownerId` null: one that is for everybody. */
  byClient(kind: AppKind, clientId: string, ownerId: string | null): Promise<OAuthApp | undefined>;
  /** In the order they are offered; also those that are disabled, and people's own. */
  all(): Promise<OAuthApp[]>;
  /** One that is not stored (yet), as it would be used: with the hosts that the settings name. */
  resolved(app: OAuthApp): OAuthApp;
}

/** Rows are read every time: another process (the command line) may have written them. */
export function appRegistry(ofSettings: readonly OAuthApp[], store: AppsStore, vault: Vault): AppRegistry {
  const resolved = (app: OAuthApp) => atSettingsHosts(ofSettings, app);
  const opened = async (row: AppRow | undefined) => row && resolved(await openApp(vault, row));
  return {
    byKey: async (key) => ofSettings.find((app) => app.key === key) ?? opened(await store.byKey(key)),
    byClient: async (kind, clientId, ownerId) =>
      ofSettings.find((app) => app.kind === kind && app.clientId === clientId && app.ownerId === ownerId) ??
      opened(await store.byClient(kind, clientId, ownerId)),
    all: async () => [
      ...ofSettings,
      ...(await Promise.all((await store.all()).map(async (row) => resolved(await openApp(vault, row))))),
    ],
    resolved,
  };
}
