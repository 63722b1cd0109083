/** One server process as it is composed in earnest: engine, campaigns and mailboxes, over simulated store, clock and wire. */
import { accountsStore, type AccountsStore } from '../../server/accounts/accounts.store.ts';
import { accountUse } from '../../server/accounts/accountUseCases.ts';
import type { AccountUse } from '../../server/accounts/accountUse.ts';
import { freshTokens } from '../../server/accounts/freshToken.ts';
import type { CampaignsDeps } from '../../server/campaigns/campaignsDeps.ts';
import { createCampaignParts } from '../../server/campaigns/createCampaignParts.ts';
import { createOutbox, type Outbox } from '../../server/outbox/createOutbox.ts';
import type { OutboxDeps } from '../../server/outbox/outboxDeps.ts';
import { timerQueue } from '../../server/queue/timerQueue.ts';
import type { Database } from '../../server/storage/database.ts';
import { groupCommit } from '../../server/storage/groupCommit.ts';
import type { Vault } from '../../server/vault/vault.ts';
import type { Life } from './simulatedLife.ts';
import { simulatedWire } from './simulatedWire.ts';
import type { World } from './world.ts';

export interface SimulatedServer {
  life: Life;
  db: Database;
  outbox: Outbox;
  campaigns: CampaignsDeps;
  accounts: AccountUse;
  store: AccountsStore;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Sealing is not what is tried here. */
export const OPEN_VAULT: Vault = {
  keyId: 'simulated',
  seal: (secret) => Promise.resolve(`v1.${secret}`),
  open: (sealed) => Promise.resolve(sealed.slice(3)),
  isStale: () => false,
};

/** `alone`: nobody else uses the database, as far as this process can know. */
export function simulatedServer(world: World, life: Life, alone: boolean): SimulatedServer {
  const { time, plan } = world;
  const { db, together } = world.store.openFor(life);
  const [now, after] = [time.wall, life.after];
  const soon = (run: () => void): void => void after(0, run);
  const note = (level: string) => (facts: object, sentence: string) =>
    world.log.note(`${life.name} ${level}: ${sentence}${'err' in facts ? ` (${String(facts.err)})` : ''}`);
  const log = { info: () => undefined, warn: note('warns'), error: note('complains') };
  const mailProvider = world.desk.providerFor(life);
  const store = accountsStore(db);
  const ofAccounts = {
    db,
    store,
    vault: OPEN_VAULT,
    clock: now,
    providerOf: () => Promise.resolve(mailProvider),
    standard: { messagesPerMinute: plan.perMinute, retry: plan.retry },
    tenants: { byId: () => Promise.resolve(undefined) },
    accessSeen: () => undefined,
  };
  const accounts = limited(world, accountUse(ofAccounts, freshTokens(ofAccounts)));
  const retractNothing = () => Promise.resolve(() => Promise.resolve());
  const parts = createCampaignParts({
    db,
    now,
    after,
    accounts,
    messagesPerMinute: plan.perMinute,
    retractAnswers: retractNothing,
    log,
  });
  const deps: OutboxDeps & { monotonic: () => number } = {
    db,
    group: groupCommit(db, together, soon),
    soon,
    now,
    monotonic: time.real,
    sleep: (ms) => new Promise((resolve) => void after(ms, resolve)),
    after,
    newId: world.newId,
    owner: life.name,
    alone,
    requestTimeoutMs: world.requestTimeoutMs,
    pauseAfterFailures: 10,
    accounts,
    campaigns: parts.side,
    transportOf: () => simulatedWire(world.wire, life, plan.proof),
    queue: timerQueue({ now, after }),
    log,
  };
  const outbox = createOutbox(world.sabotage?.(deps, world) ?? deps);
  const campaigns: CampaignsDeps = {
    db,
    now,
    newId: world.newId,
    accounts,
    outbox,
    ...parts,
    // Nobody comes with a key here.
    retractAnswers: retractNothing,
    messagesPerMinute: plan.perMinute,
  };
  return {
    life,
    db,
    outbox,
    campaigns,
    accounts,
    store,
    async start() {
      await parts.schedule.start((mailbox) => outbox.changed(mailbox));
      await outbox.start();
    },
    async stop() {
      await parts.schedule.stop();
      await outbox.stop();
    },
  };
}

/** The limits of the run's plan, whatever speed modes there are. */
function limited({ plan }: World, use: AccountUse): AccountUse {
  return {
    ...use,
    limitsOf: async (mailbox) => ({ ...(await use.limitsOf(mailbox)), perMinute: plan.perMinute, perDay: plan.perDay }),
    retryOf: () => Promise.resolve(plan.retry),
  };
}
