/** The only file that chooses implementations: which store, which wire, which clock. Features receive what they use. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { LETTER_BYTES_MAX, LIST_BYTES_MAX, ROWS_MAX } from '../shared/api/campaigns.ts';
import { ATTACHMENT_BYTES_MAX } from '../shared/api/send.ts';
import { blockedSignIn } from './accounts/blockedSignIn.ts';
import { mountConnectPages } from './accounts/connectPages.routes.ts';
import type { SentToday } from './accounts/accountView.ts';
import { mailboxesByApp } from './accounts/mailboxesByApp.ts';
import { redeemHandoff } from './accounts/redeemHandoff.ts';
import { buildApp } from './app.ts';
import { mountAuth } from './auth/auth.routes.ts';
import { callerReader } from './auth/callerOf.ts';
import { type OfficeSignIn, officeSignIn } from './auth/officeSignIn.ts';
import { officeUser } from './auth/officeUser.ts';
import { keptSessionKey } from './auth/ownKey.ts';
import { sessionsStore } from './auth/sessions.store.ts';
import { ownKeyFrom, sessionTokens } from './auth/sessionToken.ts';
import { mountCampaigns } from './campaigns/campaigns.routes.ts';
import { type CampaignParts, createCampaignParts } from './campaigns/createCampaignParts.ts';
import { composeDoctor } from './composeDoctor.ts';
import { mountDoctor } from './doctor/doctor.routes.ts';
import { mountHelp } from './help/help.routes.ts';
import { after, clock, type Complete, type Ground, newId, openGround } from './ground.ts';
import { mountHealth } from './http/health.ts';
import { mounter } from './http/mount.ts';
import { forgetOldKeys, idempotentRun, retractAnswers } from './idempotency/idempotentRun.ts';
import { mountManifests } from './manifest/manifest.routes.ts';
import { createOutbox, type Outbox } from './outbox/createOutbox.ts';
import { outsideSince, recipientsSince } from './outbox/departed.store.ts';
import { DAY_MS } from './outbox/pacing.ts';
import { timerQueue } from './queue/timerQueue.ts';
import { mountSend } from './send/send.routes.ts';
import { type CommitThread, commitThread } from './storage/commitThread.ts';
import { lockDatabase } from './storage/databaseLock.ts';
import type { Database } from './storage/database.ts';
import { groupCommit } from './storage/groupCommit.ts';
import { isMigrated } from './storage/migrate.ts';
import { openSqlite } from './storage/sqlite.ts';

export interface Composed {
  app: FastifyInstance;
  /** Starts sending what is waiting; after the migrations, before or after listening. */
  start(): Promise<void>;
  /** Finishes the message on its way, then closes everything. */
  close(): Promise<void>;
}

const SWEEP_MS = 60_000;

export async function compose(config: Complete, logger: FastifyBaseLogger): Promise<Composed> {
  const db = openSqlite(config.databasePath);
  const unlock = lockDatabase(config.databasePath);
  const ground = await openGround(config, logger, db, sentToday(db));
  const { connect, accounts, apps } = ground;
  const commits = commitThread(config.databasePath);
  const sending = sendingSide(ground, commits);
  const app = await buildApp({ ...config, logger, newId, version: VERSION, paneRoot: PANE_ROOT, tls: tlsOf(config) });
  await mountFeatures(app, ground, sending);
  const sweep = () =>
    Promise.all([
      connect.attempts.sweep(clock()),
      connect.links.sweep(clock()),
      apps.sweep(),
      forgetOldKeys(db, clock()),
      config.eraseAfterDays !== null && sending.campaigns.sweepErased(config.eraseAfterDays),
    ]).catch((err: unknown) => logger.error({ err }, 'sweep failed'));
  const sweeper = setInterval(() => void sweep(), SWEEP_MS);
  return {
    app,
    start: async () => {
      await sweep();
      // First: what nobody started in time must not leave before somebody was asked.
      await sending.campaigns.schedule.start((mailbox) => sending.outbox.changed(mailbox));
      await sending.outbox.start();
      accounts.start();
    },
    close: async () => {
      clearInterval(sweeper);
      // Each is tried, whatever became of the one before: the lock must not stay, nor a connection.
      await everyOne([
        () => accounts.stop(),
        () => sending.campaigns.schedule.stop(),
        () => sending.outbox.stop(),
        () => ground.mail.transports.close(),
        () => sending.campaigns.watch.close(),
        () => app.close(),
        () => commits.close(),
        () => db.destroy(),
        unlock,
      ]);
    },
  };
}

function sentToday(db: Database): SentToday {
  return {
    recipients: (mailbox) => recipientsSince(db, mailbox, clock() - DAY_MS),
    outside: (tid) => outsideSince(db, tid, clock() - DAY_MS),
  };
}

interface SendingSide {
  outbox: Outbox;
  campaigns: CampaignParts;
}

/** One after the other; rejects with the first failure when all were tried. */
async function everyOne(steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** The outbox and the campaigns that live on it: each asks the other through an interface, so both are made here. */
function sendingSide(ground: Ground, { together }: CommitThread): SendingSide {
  const { config, logger, db, vault, mail, accounts: room } = ground;
  const accounts = room.use;
  const messagesPerMinute = config.messagesPerMinute ?? 28;
  const campaigns = createCampaignParts({
    db,
    now: clock,
    after,
    accounts,
    messagesPerMinute,
    retractAnswers: retractAnswers({ db, vault }),
    log: logger,
  });
  const outbox = createOutbox({
    db,
    now: clock,
    monotonic: () => performance.now(),
    sleep,
    soon: setImmediate,
    after,
    newId,
    owner: newId(),
    // The lock beside the database says so.
    alone: true,
    group: groupCommit(db, together, setImmediate),
    requestTimeoutMs: config.sendTimeoutSeconds * 1000,
    pauseAfterFailures: config.pauseAfterFailures,
    accounts,
    campaigns: campaigns.side,
    transportOf: mail.transports.of,
    queue: timerQueue({ now: clock, after }),
    log: logger,
  });
  return { outbox, campaigns };
}

async function mountFeatures(app: FastifyInstance, ground: Ground, { outbox, campaigns }: SendingSide): Promise<void> {
  const { config, logger, db, vault, users, apps, mail, providerOf, connect, accounts: room } = ground;
  const accounts = room.use;
  const sessions = sessionsStore(db, clock, newId);
  const ownKey = config.jwtSecret === null ? await keptSessionKey(db, vault) : ownKeyFrom(config.jwtSecret);
  const tokens = await sessionTokens(app, { ...config, ownKey, fetch, clock });
  const callerOf = callerReader({ tokens, users, sessions, clock });
  const mount = mounter({
    app,
    callerOf,
    idempotent: idempotentRun({ db, vault, now: clock, messages: { newId, isThere: (id) => outbox.isThere(id) } }),
  });
  mountHealth(mount, { migrated: () => isMigrated(db), outboxLagSeconds: () => outbox.lagSeconds() });
  const office = officeSignIn(config, { fetch, clock });
  mountAuth(mount, {
    tokens,
    users,
    sessions,
    redeemHandoff: (ask) => redeemHandoff(connect, ask),
    officeUser: officeUser({
      read: office?.read ?? null,
      maySignIn: connect.maySignIn,
      users,
      refused: (fault, err) => logger.warn({ fault, err }, 'a token of nested app authentication was refused'),
    }),
    about: aboutOf(config, office),
    clock,
  });
  room.mount(mount, {
    stopMailboxWork: (accountId, reason) => outbox.stopMailboxWork(accountId, reason),
    settingsChanged: (mailbox) => outbox.changed(mailbox),
    sendTest: (account, message) => outbox.sendOne(account, 'test', message),
    probe: mail.probe,
  });
  mountConnectPages(app, mount, connect);
  apps.mount(mount, {
    mailboxesByApp: () => mailboxesByApp(db),
    workingByApp: () => mailboxesByApp(db, ['connected', 'throttled']),
    credentialsChanged: (appKey) => room.credentialsChanged(appKey),
    scopesOf: async (key, features) => (await providerOf(key))?.scopesFor(features) ?? [],
    nameOf: async (userId) => (await users.byId(userId))?.name ?? null,
    blockedSignIn: (ask) => blockedSignIn(connect, ask),
  });
  mountSend(mount, { accounts, outbox, now: clock });
  mountHelp(mount);
  mountManifests(mount, { serverUrl: config.serverUrl, version: VERSION });
  const known = async () => ({ apps: await apps.registry.all(), trouble: null });
  mountDoctor(mount, composeDoctor({ config, db, vault, apps: known, lock: 'here' }));
  mountCampaigns(mount, {
    db,
    now: clock,
    newId,
    after,
    accounts,
    outbox,
    retractAnswers: retractAnswers({ db, vault }),
    messagesPerMinute: config.messagesPerMinute ?? 28,
    ...campaigns,
  });
}

function aboutOf(config: Complete, office: OfficeSignIn | null): Parameters<typeof mountAuth>[1]['about'] {
  return {
    name: 'Mergepost',
    version: VERSION,
    mode: config.mode,
    ownSignIn: config.signInTenants.length > 0,
    office: office?.ask ?? null,
    limits: { letterBytes: LETTER_BYTES_MAX, listBytes: LIST_BYTES_MAX, attachmentBytes: ATTACHMENT_BYTES_MAX, rows: ROWS_MAX },
    ...(config.mailboxUrl !== undefined && { mailboxUrl: config.mailboxUrl }),
  };
}

function tlsOf({ tls }: Complete): { key: string; cert: string } | null {
  return tls && { key: readFileSync(tls.keyFile, 'utf8'), cert: readFileSync(tls.certFile, 'utf8') };
}

const PANE_ROOT = fileURLToPath(new URL('../addin/dist', import.meta.url));
const { version: VERSION } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
