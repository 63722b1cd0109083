/** All OAuth applications of this server, secrets open: those of the settings first, then those that were added. */
import type { OAuthApp } from '../oauth/oauthApp.ts';

export interface AppRegistry {
  /** Also somebody's own app that came with an import; whoever uses it must look at `ownerId`. */
  byKey(key: string): Promise<OAuthApp | undefined>;
  /** In the order they are offered. */
  all(): Promise<OAuthApp[]>;
}

export function appRegistry(ofSettings: readonly OAuthApp[]): AppRegistry {
  return {
    byKey: (key) => Promise.resolve(ofSettings.find((app) => app.key === key)),
    all: () => Promise.resolve([...ofSettings]),
  };
}
