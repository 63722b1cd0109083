/** Outbox and campaigns as they are composed in earnest, on an in-memory database, with a fake clock, wire and mailboxes. */
import Fastify, { type FastifyInstance } from 'fastify';
import { mountCampaigns } from '../../server/campaigns/campaigns.routes.ts';
import type { CampaignsDeps } from '../../server/campaigns/campaignsDeps.ts';
import { type CampaignParts, createCampaignParts } from '../../server/campaigns/createCampaignParts.ts';
import { AppError } from '../../server/http/appError.ts';
import { errorReply } from '../../server/http/errorReply.ts';
import { mounter } from '../../server/http/mount.ts';
import { validators } from '../../server/http/validators.ts';
import { idempotentRun, retractAnswers } from '../../server/idempotency/idempotentRun.ts';
import { createOutbox, type Outbox } from '../../server/outbox/createOutbox.ts';
import type { OutboxDeps } from '../../server/outbox/outboxDeps.ts';
import { timerQueue } from '../../server/queue/timerQueue.ts';
import type { Database } from '../../server/storage/database.ts';
import { groupCommit } from '../../server/storage/groupCommit.ts';
import { migrate } from '../../server/storage/migrate.ts';
import { openSqlite, runTogether } from '../../server/storage/sqlite.ts';
import { anAccount, type FakeAccounts, fakeAccounts } from './anAccount.ts';
import { fakeClock, type FakeClock } from './fakeClock.ts';
import { fakeTransport, type FakeTransport } from './fakeTransport.ts';

export interface MergeHouse {
  db: Database;
  clock: FakeClock;
  wire: FakeTransport;
  accounts: FakeAccounts;
  parts: CampaignParts;
  outbox: Outbox;
  outboxDeps: OutboxDeps;
  campaigns: CampaignsDeps;
  /** What the engine complained about. */
  complaints: string[];
  /** The same rows under a new process after a clean stop: what was in memory is gone. */
  restart(): Promise<MergeHouse>;
  /** The same rows under a new process, the old one dead on the spot: no timer of it fires any more. */
  crash(): MergeHouse;
  /** The same rows used by another process, too, while this one lives: it does not know that it is alone. */
  beside(): MergeHouse;
}

export interface HouseSettings {
  messagesPerMinute?: number;
  clock?: FakeClock;
  accounts?: FakeAccounts;
  pauseAfterFailures?: number;
  /** False: another process may use the same rows. */
  alone?: boolean;
}

export async function aMergeHouse(settings: HouseSettings = {}): Promise<MergeHouse> {
  const db = openSqlite(':memory:');
  await migrate(db);
  for (const id of ['anna', 'ben']) await db.insertInto('users').values(aUser(id)).execute();
  return houseOn(db, settings);
}

function houseOn(db: Database, settings: HouseSettings): MergeHouse {
  const clock = settings.clock ?? fakeClock();
  const accounts = settings.accounts ?? fakeAccounts(anAccount());
  const wire = fakeTransport(clock.now);
  const complaints: string[] = [];
  const complain = (_facts: object, sentence: string): void => void complaints.push(sentence);
  const log = { info: () => undefined, warn: complain, error: complain };
  const messagesPerMinute = settings.messagesPerMinute ?? 28;
  accounts.limits.perMinute = settings.messagesPerMinute ?? accounts.limits.perMinute;
  const retract = retractAnswers({ db });
  const parts = createCampaignParts({
    db,
    now: clock.now,
    after: clock.after,
    accounts,
    messagesPerMinute,
    retractAnswers: retract,
    log,
  });
  const outboxDeps: OutboxDeps = {
    db,
    now: clock.now,
    sleep: clock.sleep,
    after: clock.after,
    newId,
    owner: newId(),
    alone: settings.alone ?? true,
    // Like the fakes: in microtasks only, so that the clock knows when everything had its turn.
    group: groupCommit(db, runTogether, queueMicrotask),
    soon: queueMicrotask,
    requestTimeoutMs: 60_000,
    pauseAfterFailures: settings.pauseAfterFailures ?? 10,
    accounts,
    campaigns: parts.side,
    transportOf: () => wire,
    queue: timerQueue(clock),
    log,
  };
  const outbox = createOutbox(outboxDeps);
  const campaigns = {
    db,
    now: clock.now,
    newId,
    accounts,
    outbox,
    letters: parts.letters,
    watch: parts.watch,
    approvals: parts.approvals,
    schedule: parts.schedule,
    retractAnswers: retract,
    messagesPerMinute,
  };
  return {
    db,
    clock,
    wire,
    accounts,
    parts,
    outbox,
    outboxDeps,
    campaigns,
    complaints,
    crash() {
      outboxDeps.queue.stop();
      void parts.schedule.stop();
      return houseOn(db, { ...settings, clock, accounts });
    },
    beside: () => houseOn(db, { ...settings, clock, accounts, alone: false }),
    async restart() {
      await parts.schedule.stop();
      await outbox.stop();
      return houseOn(db, { ...settings, clock, accounts });
    },
  };
}

/** Ids are new in every house: the same database is used by several. */
let count = 0;
const newId = (): string => {
  count += 1;
  return `id-${count}`;
};

function aUser(id: string) {
  return {
    id,
    issuer: 'test',
    subject: id,
    email: null,
    email_verified: 0,
    name: null,
    tenant: null,
    role: 'user' as const,
    created_at: 0,
    last_seen_at: 0,
  };
}

/** The routes of campaigns over HTTP. Who calls is said by the header `x-user`. */
export function anAppOf(house: MergeHouse): FastifyInstance {
  const app = Fastify();
  app.setValidatorCompiler(validators());
  app.setErrorHandler((error, request, reply) => void errorReply(error, request, reply));
  const mount = mounter({
    app,
    callerOf: (request) => {
      const userId = request.headers['x-user'];
      if (typeof userId !== 'string') return Promise.reject(new AppError('UNAUTHENTICATED', 'Who are you?'));
      return Promise.resolve({ userId, role: 'user', sessionId: null, vouchedEmail: null, entra: null });
    },
    idempotent: idempotentRun({
      db: house.db,
      now: house.clock.now,
      messages: { newId, isThere: (id) => house.outbox.isThere(id) },
    }),
  });
  mountCampaigns(mount, { ...house.campaigns, after: house.clock.after });
  return app;
}
