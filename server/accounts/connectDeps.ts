/** What the trip through a provider's sign-in pages needs. Users and sessions belong to another feature and come as functions. */
import type { ConsentAnswer, ConsentQuery } from '../oauth/consentAnswer.ts';
import type { Vault } from '../vault/vault.ts';
import type { AccountsStore } from './accounts.store.ts';
import type { AttemptsStore } from './attempts.store.ts';
import type { LinksStore } from './links.store.ts';
import type { Who } from './pageTexts/foreignTexts.ts';
import type { MailboxIdentity, MailProvider } from './providers/mailProvider.ts';

export type ProviderOf = (key: string) => Promise<MailProvider | undefined>;

export interface ConnectDeps {
  attempts: AttemptsStore;
  store: AccountsStore;
  links: LinksStore;
  vault: Vault;
  clock: () => number;
  newId: () => string;
  /** The kind of mailbox behind an app's key; undefined where there is no such app. */
  providerOf: ProviderOf;
  /** Keys of the apps that are open to everybody, in the order they are offered. */
  choices: () => Promise<string[]>;
  /** Takes what nobody expected, for the log. */
  surprise: (error: unknown) => void;
  /** An administrator came back from allowing the app; undefined where no such request is known by that state. */
  consentAnswered: (query: ConsentQuery) => Promise<ConsentAnswer | undefined>;
  /** Origin under which browsers reach this server. */
  serverUrl: string;
  /** The user of an identity that the provider proved; made at first sight. */
  userFor: (issuer: string, identity: MailboxIdentity) => Promise<string>;
  /** Whether people of this tenant may sign in here themselves. */
  maySignIn: (tid: string) => boolean;
  ownSignIn: boolean;
  /** Who a user is, for somebody who must decide whether to trust them. */
  whoIs: (userId: string) => Promise<Who>;
  /** What a host application vouches for, and the Entra identity, of the user who started the attempt. */
  provenOf: (userId: string) => Promise<{ vouchedEmail: string | null; entra: { tid: string; oid: string } | null }>;
}

/** How long a trip may take: the lifetime of Entra's own codes. */
export const ATTEMPT_MS = 10 * 60_000;

export function callbackUrl(deps: Pick<ConnectDeps, 'serverUrl'>, key: string): string {
  return `${deps.serverUrl}/api/email/auth/${key}/callback`;
}

/** Where in the database the sealed parts of an attempt live. */
export function attemptPlace(attemptId: string, column: 'flow' | 'waiting' | 'handoff'): string {
  return `connect_attempts/${attemptId}/${column}`;
}
