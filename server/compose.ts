/** The only file that chooses implementations: which store, which wire, which clock. Features receive what they use. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { LETTER_BYTES_MAX, LIST_BYTES_MAX, ROWS_MAX } from '../shared/api/campaigns.ts';
import { ATTACHMENT_BYTES_MAX } from '../shared/api/send.ts';
import { accountsStore } from './accounts/accounts.store.ts';
import type { AccountUse } from './accounts/accountUse.ts';
import { attemptsStore } from './accounts/attempts.store.ts';
import type { ConnectDeps, ProviderOf } from './accounts/connectDeps.ts';
import { mountConnectPages } from './accounts/connectPages.routes.ts';
import { type AccountsRoom, createAccounts } from './accounts/createAccounts.ts';
import { linksStore } from './accounts/links.store.ts';
import { mailboxesByApp } from './accounts/mailboxesByApp.ts';
import type { MailProvider } from './accounts/providers/mailProvider.ts';
import { type ProviderDeps, providerOfApp } from './accounts/providers/providerOfApp.ts';
import { redeemHandoff } from './accounts/redeemHandoff.ts';
import { buildApp } from './app.ts';
import type { AppRegistry } from './apps/appRegistry.ts';
import { choicesOf } from './apps/apps.routes.ts';
import { issuerCheck } from './apps/checkIssuer.ts';
import { type AppsGround, type AppsRoom, openApps } from './apps/openApps.ts';
import { mountAuth } from './auth/auth.routes.ts';
import { callerFrom, callerReader } from './auth/callerOf.ts';
import { keptSessionKey } from './auth/ownKey.ts';
import { sessionsStore } from './auth/sessions.store.ts';
import { ownKeyFrom, sessionTokens } from './auth/sessionToken.ts';
import { describeUser, type UsersStore, usersStore } from './auth/users.store.ts';
import { mountCampaigns } from './campaigns/campaigns.routes.ts';
import { type CampaignParts, createCampaignParts } from './campaigns/createCampaignParts.ts';
import { composeDoctor } from './composeDoctor.ts';
import type { Config, MicrosoftApp } from './config.ts';
import { mountDoctor } from './doctor/doctor.routes.ts';
import { mountHelp } from './help/help.routes.ts';
import { mountHealth } from './http/health.ts';
import { mounter } from './http/mount.ts';
import { idempotentRun } from './idempotency/idempotentRun.ts';
import { createMail, type MailRoom } from './mail/createMail.ts';
import { graphMe } from './mail/graphMe.ts';
import type { CheckLogin } from './mail/loginCheck.ts';
import type { Transports } from './mail/transports.ts';
import { appOfSettings, type OAuthApp } from './oauth/oauthApp.ts';
import { createOutbox, type Outbox } from './outbox/createOutbox.ts';
import { timerQueue } from './queue/timerQueue.ts';
import { mountSend } from './send/send.routes.ts';
import type { Database } from './storage/database.ts';
import { lockDatabase } from './storage/databaseLock.ts';
import { isMigrated, migrate } from './storage/migrate.ts';
import { openSqlite } from './storage/sqlite.ts';
import { vaultChecks } from './storage/vaultChecks.ts';
import { proveKey } from './vault/proveKey.ts';
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

export interface Composed {
  app: FastifyInstance;
  /** Starts sending what is waiting; after the migrations, before or after listening. */
  start(): Promise<void>;
  /** Finishes the message on its way, then closes everything. */
  close(): Promise<void>;
}

const clock = Date.now;
const newId = randomUUID;
/** An answer of Entra that takes longer is treated as lost. */
const TOKEN_TIMEOUT_MS = 30_000;
/** Longer than Graph takes on a bad day; what comes later is a doubtful mail. */
const SEND_TIMEOUT_MS = 60_000;
const SWEEP_MS = 60_000;

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** What every part of the house is built from. */
interface Ground {
  config: Complete;
  logger: FastifyBaseLogger;
  db: Database;
  vault: Vault;
  users: UsersStore;
  apps: AppsRoom;
  providerOf: ProviderOf;
  mail: MailRoom;
  providerFor: (app: OAuthApp) => MailProvider;
}

export async function compose(config: Complete, logger: FastifyBaseLogger): Promise<Composed> {
  const db = openSqlite(config.databasePath);
  const unlock = lockDatabase(config.databasePath);
  await migrate(db);
  const vault = createVault(config.encryptionKeys);
  await proveKey(vault, vaultChecks(db));
  const users = usersStore({ db, clock, newId, adminUsers: config.adminUsers, firstIsAdmin: config.mode === 'sandbox' });
  const apps = appsRoom(config, { db, vault, log: logger });
  const mail = createMail({ fetch, clock, newId, requestTimeoutMs: SEND_TIMEOUT_MS, ca: config.mailCa });
  const providers = providersOf(apps.registry, mail.checkLogin);
  const ground: Ground = { config, logger, db, vault, users, apps, mail, ...providers };
  const connect = connectDeps(ground);
  const accounts = accountsRoom(ground, connect);
  const sending = sendingSide(ground, accounts.use);
  const app = await buildApp({ ...config, logger, newId, version: VERSION, paneRoot: PANE_ROOT, tls: tlsOf(config) });
  await mountFeatures(app, ground, { connect, accounts, ...sending });
  const sweep = () =>
    Promise.all([connect.attempts.sweep(clock()), connect.links.sweep(clock()), apps.sweep()]).catch((err: unknown) =>
      logger.error({ err }, 'sweep failed'),
    );
  const sweeper = setInterval(() => void sweep(), SWEEP_MS);
  return {
    app,
    start: async () => {
      await sweep();
      await sending.outbox.start();
      accounts.start();
    },
    close: async () => {
      clearInterval(sweeper);
      await accounts.stop();
      await sending.outbox.stop();
      await sending.transports.close();
      sending.campaigns.watch.close();
      await app.close();
      await db.destroy();
      unlock();
    },
  };
}

/** The outbox and the campaigns that live on it: each asks the other through an interface, so both are made here. */
function sendingSide(
  { config, logger, db, mail }: Ground,
  accounts: AccountUse,
): { outbox: Outbox; campaigns: CampaignParts; transports: Transports } {
  const { messagesPerMinute } = config;
  const campaigns = createCampaignParts({ db, now: clock, after, accounts, messagesPerMinute, log: logger });
  const outbox = createOutbox({
    db,
    now: clock,
    sleep,
    newId,
    accounts,
    campaigns: campaigns.side,
    transportOf: mail.transports.of,
    queue: timerQueue({ now: clock, after }),
    messagesPerMinute,
    log: logger,
  });
  return { outbox, campaigns, transports: mail.transports };
}

interface Sides {
  connect: ConnectDeps;
  accounts: AccountsRoom;
  outbox: Outbox;
  campaigns: CampaignParts;
}

async function mountFeatures(
  app: FastifyInstance,
  ground: Ground,
  { connect, accounts: { use: accounts, ...room }, outbox, campaigns }: Sides,
): Promise<void> {
  const { config, db, vault, users, apps, mail, providerOf } = ground;
  const sessions = sessionsStore(db, clock, newId);
  const ownKey = config.jwtSecret === null ? await keptSessionKey(db, vault) : ownKeyFrom(config.jwtSecret);
  const tokens = await sessionTokens(app, { ...config, ownKey, fetch, clock });
  const callerOf = callerReader({ tokens, users, sessions, clock });
  const mount = mounter({ app, callerOf, idempotent: idempotentRun({ db, vault, now: clock }) });
  mountHealth(mount, { migrated: () => isMigrated(db), outboxLagSeconds: () => outbox.lagSeconds() });
  mountAuth(mount, { tokens, users, sessions, redeemHandoff: (ask) => redeemHandoff(connect, ask), about: aboutOf(config) });
  room.mount(mount, {
    stopMailboxWork: (accountId, reason) => outbox.stopMailboxWork(accountId, reason),
    sendTest: (account, message) => outbox.sendOne(account, 'test', message),
    probe: mail.probe,
  });
  mountConnectPages(app, mount, connect);
  apps.mount(mount, {
    mailboxesByApp: () => mailboxesByApp(db),
    credentialsChanged: (appKey) => room.credentialsChanged(appKey),
    scopesOf: async (key, features) => (await providerOf(key))?.scopesFor(features) ?? [],
    nameOf: async (userId) => (await users.byId(userId))?.name ?? null,
  });
  mountSend(mount, { accounts, outbox });
  mountHelp(mount);
  const known = async () => ({ apps: await apps.registry.all(), trouble: null });
  mountDoctor(mount, composeDoctor({ config, db, vault, apps: known, lock: 'here' }));
  mountCampaigns(mount, {
    db,
    now: clock,
    newId,
    after,
    accounts,
    outbox,
    messagesPerMinute: config.messagesPerMinute,
    ...campaigns,
  });
}

function connectDeps({ config, logger, db, vault, users, apps, providerOf }: Ground): ConnectDeps {
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
    describeUser: async (userId) => describeUser(await users.byId(userId)),
    provenOf: async (userId) => {
      const user = await users.byId(userId);
      return user ? callerFrom(user, null) : { vouchedEmail: null, entra: null };
    },
  };
}

function accountsRoom({ apps, db, providerFor }: Ground, connect: ConnectDeps): AccountsRoom {
  const { registry, own: ownApps } = apps;
  return createAccounts({ ...connect, after, providerFor, registry, ownApps, mailboxesByApp: () => mailboxesByApp(db) });
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

function aboutOf(config: Complete): Parameters<typeof mountAuth>[1]['about'] {
  return {
    name: 'Mergepost',
    version: VERSION,
    mode: config.mode,
    ownSignIn: config.signInTenants.length > 0,
    limits: { letterBytes: LETTER_BYTES_MAX, listBytes: LIST_BYTES_MAX, attachmentBytes: ATTACHMENT_BYTES_MAX, rows: ROWS_MAX },
    ...(config.mailboxUrl !== undefined && { mailboxUrl: config.mailboxUrl }),
  };
}

function tlsOf({ tls }: Complete): { key: string; cert: string } | null {
  return tls && { key: readFileSync(tls.keyFile, 'utf8'), cert: readFileSync(tls.certFile, 'utf8') };
}

const PANE_ROOT = fileURLToPath(new URL('../addin/dist', import.meta.url));
const { version: VERSION } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
