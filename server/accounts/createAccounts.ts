/** Everything of this room but the connection window, put together: what other features may use of it, and its routes. */
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { AppKind, NewApp } from '../../shared/api/apps.ts';
import type { ImportBody } from '../../shared/api/importAccount.ts';
import type { Caller } from '../http/caller.ts';
import type { Mount } from '../http/mount.ts';
import type { OAuthApp } from '../oauth/oauthApp.ts';
import { mountAccounts } from './accounts.routes.ts';
import type { AccountUse } from './accountUse.ts';
import { type AccountUseDeps, accountUse } from './accountUseCases.ts';
import { type SentToday, showAccount } from './accountView.ts';
import { careForAccounts } from './careForAccounts.ts';
import type { ConnectDeps } from './connectDeps.ts';
import { freshTokens } from './freshToken.ts';
import { importMailbox } from './importTokens.ts';
import { learnDomains, type LearnDomainsDeps } from './learnDomains.ts';
import { mountMailboxes } from './mailboxes.routes.ts';
import { oneAfterAnother } from './oneAfterAnother.ts';
import type { MailProvider } from './providers/mailProvider.ts';
import { mountTenants } from './tenants.routes.ts';
import type { TenantsStore } from './tenants.store.ts';
import type { TestMailboxDeps } from './testMailbox.ts';

export interface AccountsGround extends ConnectDeps, Pick<AccountUseDeps, 'standard'> {
  tenants: TenantsStore;
  sentToday: SentToday;
  verifiedDomains: LearnDomainsDeps['verifiedDomains'];
  /** Calls `run` in `ms` milliseconds; answers how to call that off. */
  after: (ms: number, run: () => void) => () => void;
  /** The kind of mailbox behind an app that may not be stored yet. */
  providerFor: (app: OAuthApp) => MailProvider;
  registry: {
    byKey(key: string): Promise<OAuthApp | undefined>;
    byClient(kind: AppKind, clientId: string, ownerId: string | null): Promise<OAuthApp | undefined>;
  };
  ownApps: {
    draft(ownerId: string, ask: Omit<NewApp, 'key'>): Promise<OAuthApp>;
    keep(app: OAuthApp): Promise<void>;
    /** Does nothing where the key is not that of somebody's own app. */
    forget(key: string): Promise<void>;
  };
  /** How many mailboxes that are not disconnected each app has, by its key. */
  mailboxesByApp: () => Promise<ReadonlyMap<string, number>>;
}

/** What mailboxes need of the sending side, which itself needs mailboxes. */
export interface SendingSide extends Pick<TestMailboxDeps, 'probe' | 'sendTest'> {
  /** Pauses running campaigns and cancels waiting messages of the account. */
  stopMailboxWork: (accountId: string, reason: string) => Promise<void>;
  /** Pace, limits or retries of a mailbox changed. */
  settingsChanged: (mailbox: string) => void;
}

export interface AccountsRoom {
  use: AccountUse;
  /** Begins what is done for mailboxes without anybody asking. */
  start(): void;
  /** Finishes it. */
  stop(): Promise<void>;
  /** Resolves when nothing of it is under way: before that the database must not be closed. */
  settled(): Promise<void>;
  /** An app's registration was mended: its mailboxes are tried again in the background. */
  credentialsChanged(appKey: string): Promise<void>;
  /** A mailbox from tokens that exist already. @throws AppError as the contract of the import lists them. */
  importTokens(caller: Pick<Caller, 'userId' | 'role'>, body: ImportBody): Promise<EmailAccount>;
  mount(mount: Mount, sending: SendingSide): void;
}

export function createAccounts(ground: AccountsGround): AccountsRoom {
  const fresh = freshTokens(ground);
  const domains = learnDomains(ground);
  const use = accountUse({ ...ground, accessSeen: (accountId, access) => domains.seen(accountId, access) }, fresh);
  const care = careForAccounts({ ...ground, fresh });
  const credentialsChanged = (key: string): Promise<void> => Promise.resolve(care.credentialsChanged(key));
  const turns = oneAfterAnother();
  // In its owner's turn: an import that is about to use the app must not lose it.
  const dropUnusedApp = async (key: string): Promise<void> => {
    const app = await ground.registry.byKey(key);
    if (app?.ownerId && !(await ground.mailboxesByApp()).get(key)) await ground.ownApps.forget(key);
  };
  const importing = {
    ...ground,
    appByKey: (key: string) => ground.registry.byKey(key),
    appByClient: (kind: AppKind, clientId: string) => ground.registry.byClient(kind, clientId, null),
    draftOwnApp: (ownerId: string, ask: Omit<NewApp, 'key'>) => ground.ownApps.draft(ownerId, ask),
    keepOwnApp: (app: OAuthApp) => ground.ownApps.keep(app),
    dropUnusedApp,
    credentialsChanged,
  };
  const importTokens: AccountsRoom['importTokens'] = (caller, body) =>
    // By person: two imports with one own app would write it at the same time.
    turns(caller.userId, async () => {
      const row = await importMailbox(importing, caller, body);
      return showAccount(ground, row);
    });
  return {
    use,
    importTokens,
    start: () => care.start(),
    stop: async () => {
      await care.stop();
      await domains.settled();
    },
    settled: async () => {
      await care.settled();
      await domains.settled();
    },
    credentialsChanged,
    mount: (mount, sending) => {
      mountAccounts(mount, {
        ...ground,
        stopMailboxWork: sending.stopMailboxWork,
        dropUnusedApp: async (key) => turns((await ground.registry.byKey(key))?.ownerId ?? '', () => dropUnusedApp(key)),
      });
      mountMailboxes(mount, {
        ...ground,
        ...sending,
        fresh,
        use,
        importTokens,
      });
      mountTenants(mount, { ...ground, ...sending });
    },
  };
}
