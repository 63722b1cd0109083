/** What the routes of applications need. Mailboxes and discovery belong to other features and come as functions. */
import type { AppUrls } from '../../shared/api/apps.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import type { Vault } from '../vault/vault.ts';
import type { AppsStore } from './apps.store.ts';

export interface AppsDeps {
  /** Apps that are not in the table: read-only here. */
  ofSettings: readonly OAuthApp[];
  store: AppsStore;
  vault: Vault;
  clock: () => number;
  newId: () => string;
  /** Origin under which browsers reach this server. */
  serverUrl: string;
  /** How many mailboxes that are not disconnected each app has, by its key. */
  mailboxesByApp: () => Promise<ReadonlyMap<string, number>>;
  /** Of these, the ones that can send now. */
  workingByApp: () => Promise<ReadonlyMap<string, number>>;
  /** Mailboxes of this app that stopped because of its registration are worth another try. Must answer soon: a person waits. */
  credentialsChanged: (appKey: string) => Promise<void>;
  /** Reads an issuer's discovery document once. */
  checkIssuer: (urls: AppUrls, issuer: string) => Promise<IssuerVerdict>;
}

/** `later`: it did not answer; otherwise what it answered is no discovery document of that issuer. */
export type IssuerVerdict = { ok: true } | { ok: false; later: boolean; sentence: string };

/** To be registered at the provider, exactly so: its path is compared letter by letter (entra reply-url). */
export function redirectUriOf(serverUrl: string, key: string): string {
  return `${serverUrl}/api/email/auth/${key}/callback`;
}
