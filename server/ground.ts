/** What every part of the house stands on: database, vault, users, apps, mailboxes. For the server, and for commands that work beside it. */
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { accountsStore } from './accounts/accounts.store.ts';
import { attemptsStore } from './accounts/attempts.store.ts';
import type { ConnectDeps, ProviderOf } from './accounts/connectDeps.ts';
import { type AccountsRoom, createAccounts } from './accounts/createAccounts.ts';
import { linksStore } from './accounts/links.store.ts';
import type { SentToday } from './accounts/accountView.ts';
import { mailboxesByApp } from './accounts/mailboxesByApp.ts';
import type { MailProvider } from './accounts/providers/mailProvider.ts';
import { type ProviderDeps, providerOfApp } from './accounts/providers/providerOfApp.ts';
import { tenantsStore } from './accounts/tenants.store.ts';
import type { AppRegistry } from './apps/appRegistry.ts';
import { choicesOf } from './apps/apps.routes.ts';
import { issuerCheck } from './apps/checkIssuer.ts';
import { type AppsGround, type AppsRoom, openApps } from './apps/openApps.ts';
import { callerFrom } from './auth/callerOf.ts';
import { type UsersStore, usersStore, whoIs } from './auth/users.store.ts';
import type { Config, MicrosoftApp } from './config.ts';
import { createMail, type MailRoom } from './mail/createMail.ts';
import { graphMe } from './mail/graphMe.ts';
import { graphOrganization } from './mail/graphOrganization.ts';
import type { CheckLogin } from './mail/loginCheck.ts';
import { appOfSettings, type OAuthApp } from './oauth/oauthApp.ts';
import type { Database } from './storage/database.ts';
import { migrate } from './storage/migrate.ts';
import { sealedTexts } from './storage/sealedColumns.ts';
import { vaultChecks } from './storage/vaultChecks.ts';
import { proveKey } from './vault/proveKey.ts';
import { sealAnew } from './vault/sealAnew.ts';
import { createVault, type Vault } from './vault/vault.ts';

/** A configuration that is complete: the sandbox has brought its app registration and its key. */
export interface Complete extends Config {
  microsoft: MicrosoftApp;
  encryptionKeys: [Buffer, ...Buffer[]];
  /** More apps that nobody added by hand: the sandbox brings some. */
  moreApps?: OAuthApp[];
  /** The page that shows the sandbox's mails. */
  mailboxUrl?: string;
}

export const clock = Date.now;
export const newId = randomUUID;
/** An answer of Entra that takes longer is treated as lost. */
const TOKEN_TIMEOUT_MS = 30_000;
/** Nobody waits for what an organisation says of itself, but a server that stops. */
const ORGANIZATION_TIMEOUT_MS = 10_000;

export function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** What every part of the house is built from. */
export interface Ground {
  config: Complete;
  logger: FastifyBaseLogger;
  db: Database;
  vault: Vault;
  users: UsersStore;
  apps: AppsRoom;
  providerOf: ProviderOf;
  mail: MailRoom;
  providerFor: (app: OAuthApp) => MailProvider;
  connect: ConnectDeps;
  accounts: AccountsRoom;
}

type Parts = Omit<Ground, 'connect' | 'accounts'>;

/** A command beside the server does not ask. */
const NOT_COUNTED: SentToday = { recipients: () => Promise.resolve(0), outside: () => Promise.resolve(0) };

/** @param db opened by the caller, who closes it. @throws Error with a sentence where the schema or the key does not fit. */
export async function openGround(
  config: Complete,
  logger: FastifyBaseLogger,
  db: Database,
  sentToday = NOT_COUNTED,
): Promise<Ground> {
  await migrate(db);
  const vault = createVault(config.encryptionKeys);
  await proveKey(vault, vaultChecks(db, clock));
  // Reads whatever is sealed, and without a former key there is nothing it could open.
  if (config.encryptionKeys.length > 1) await sealAnew(vault, sealedTexts(db));
  const users = usersStore({ db, clock, newId, adminUsers: config.adminUsers, firstIsAdmin: config.mode === 'sandbox' });
  const apps = appsRoom(config, { db, vault, log: logger });
  const mail = createMail({ fetch, clock, newId, requestTimeoutMs: config.sendTimeoutSeconds * 1000, ca: config.mailCa });
  const parts = { config, logger, db, vault, users, apps, mail, ...providersOf(apps.registry, mail.checkLogin) };
  const connect = connectDeps(parts);
  return { ...parts, connect, accounts: accountsRoom(parts, connect, sentToday) };
}

function connectDeps({ config, logger, db, vault, users, apps, providerOf }: Parts): ConnectDeps {
  const signInTenants = new Set(config.signInTenants);
  return {
    attempts: attemptsStore(db),
    store: accountsStore(db),
    links: linksStore(db),
    vault,
    clock,
    newId,
    providerOf,
    choices: async () => choicesOf(await apps.registry.all()).map(({ key }) => key),
    surprise: (err) => logger.error({ err }, 'surprise while a mailbox was being connected'),
    consentAnswered: (query) => apps.consentAnswered(query),
    serverUrl: config.serverUrl,
    ownSignIn: signInTenants.size > 0,
    maySignIn: (tid) => signInTenants.has(tid),
    userFor: async (issuer, { tid, oid, name, shownAddress }) =>
      (await users.see({ issuer, subject: `${tid}/${oid}`, email: shownAddress, emailVerified: false, name, tenant: tid })).id,
    whoIs: async (userId) => whoIs(await users.byId(userId)),
    provenOf: async (userId) => {
      const user = await users.byId(userId);
      return user ? callerFrom(user, null) : { vouchedEmail: null, entra: null };
    },
  };
}

function accountsRoom({ config, apps, db, providerFor }: Parts, connect: ConnectDeps, sentToday: SentToday): AccountsRoom {
  const { registry, own: ownApps } = apps;
  const standard = { messagesPerMinute: config.messagesPerMinute, retry: config.retry };
  return createAccounts({
    ...connect,
    tenants: tenantsStore(db),
    sentToday,
    verifiedDomains: (graphUrl, accessToken) =>
      graphOrganization({ graphUrl, fetch, clock, requestTimeoutMs: ORGANIZATION_TIMEOUT_MS, newId })(accessToken),
    standard,
    after,
    providerFor,
    registry,
    ownApps,
    mailboxesByApp: () => mailboxesByApp(db),
  });
}

function appsRoom(config: Complete, ground: Pick<AppsGround, 'db' | 'vault' | 'log'>): AppsRoom {
  const ofSettings = [appOfSettings(config.microsoft), ...(config.moreApps ?? [])];
  const checkIssuer = issuerCheck({ fetch, clock, timeoutMs: TOKEN_TIMEOUT_MS });
  return openApps({ ...ground, ofSettings, clock, newId, serverUrl: config.serverUrl, checkIssuer });
}

function providersOf(apps: AppRegistry, checkLogin: CheckLogin): Pick<Ground, 'providerOf' | 'providerFor'> {
  const deps: ProviderDeps = {
    fetch,
    clock,
    newId,
    timeoutMs: TOKEN_TIMEOUT_MS,
    checkLogin,
    readMe: (graphUrl) => graphMe({ graphUrl, fetch, clock, requestTimeoutMs: TOKEN_TIMEOUT_MS, newId }),
  };
  const kept = providerOfApp(deps);
  return {
    providerOf: async (key) => {
      const app = await apps.byKey(key);
      return app && kept(app);
    },
    // Made anew each time: what is only tried must not stay.
    providerFor: (app) => providerOfApp(deps)(apps.resolved(app)),
  };
}
