/** Everything around the servers of one run, made from its seed. */
import type { OutboxDeps } from '../../server/outbox/outboxDeps.ts';
import { type Attempts, attempts } from './attempts.ts';
import { eventLog, type EventLog } from './eventLog.ts';
import { faultPoints, type Points } from './faultPoints.ts';
import { type Decisions, type Invariants, invariants } from './invariants.ts';
import { type Change, rowJournal } from './rowJournal.ts';
import { type RunPlan, runPlan } from './runPlan.ts';
import { type Chance, seededChance } from './seededChance.ts';
import { type Life, simulatedLife } from './simulatedLife.ts';
import { type SimulatedProvider, simulatedProvider } from './simulatedProvider.ts';
import { type SimulatedStore, simulatedStore } from './simulatedStore.ts';
import { type TokenDesk, tokenDesk } from './simulatedTokens.ts';
import type { WireDeps } from './simulatedWire.ts';
import { type VirtualTime, virtualTime } from './virtualTime.ts';

export interface World {
  seed: number;
  plan: RunPlan;
  chance: Chance;
  time: VirtualTime;
  log: EventLog;
  points: Points;
  provider: SimulatedProvider;
  attempts: Attempts;
  decisions: Decisions;
  checks: Invariants;
  store: SimulatedStore;
  desk: TokenDesk;
  wire: WireDeps;
  requestTimeoutMs: number;
  newId: () => string;
  /** A new process; what happens when it dies or freezes is up to whoever keeps it. */
  live(name: string, ends: { onDeath: () => void; onFreeze: (ms: number) => void }): Life;
  /** Makes an engine worse, to see that it is found out. */
  sabotage?: Sabotage | undefined;
}

export type Sabotage = (deps: OutboxDeps, world: World) => OutboxDeps;

export interface WorldOptions {
  trace?: ((line: string) => void) | undefined;
  sabotage?: Sabotage | undefined;
  /** Instead of what the seed draws. */
  plan?: Partial<RunPlan> | undefined;
  /** How much time may pass; else what everything needs to come to an end. */
  limitMs?: number | undefined;
}

const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than a lease and the longest request together. */
const LONG_FREEZE_MS = REQUEST_TIMEOUT_MS * 4;

export async function makeWorld(seed: number, options: WorldOptions = {}): Promise<World> {
  const chance = seededChance(seed);
  const plan = { ...runPlan(chance), ...options.plan };
  const time = virtualTime();
  const log = eventLog(time.real, options.trace);
  log.note(`seed ${seed}: ${JSON.stringify(plan)}`);
  const points = faultPoints(chance, log, plan);
  const known = attempts();
  const decisions: Decisions = { again: new Set(), mayBeTwice: new Set() };
  const checks = invariants({
    attempts: known,
    provider: () => provider,
    decisions,
    wall: time.wall,
    mostShown: (since) => mostShown(time, since),
    real: time.real,
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    wasSetForward: (since) => time.steps.some(({ at, by }) => by > 0 && at >= since),
    lease: () => lease?.get() as ReturnType<Parameters<typeof invariants>[0]['lease']>,
  });
  const provider = simulatedProvider(time, log, (mail) => checks.taken(mail));
  let journal: ReturnType<typeof rowJournal> | undefined;
  let lease: { get(): unknown } | undefined;
  const committed = (): void => {
    for (const change of journal?.news() ?? []) {
      log.note(
        `${change.id} ${change.before ?? 'is'} → ${change.after}${change.decided_by === null ? '' : ` (${change.decided_by})`}`,
      );
      remember({ points, decisions, plan, time, attempts: known }, change);
      checks.changed(change);
    }
  };
  const store = await simulatedStore({ points, chance, time, committed });
  journal = rowJournal(store.file);
  lease = store.file.prepare('SELECT lease_owner AS owner, lease_until AS until FROM mailboxes');
  let ids = 0;
  return {
    seed,
    plan,
    chance,
    time,
    log,
    points,
    provider,
    attempts: known,
    decisions,
    checks,
    store,
    desk: tokenDesk({ time, chance, points, provider, plan }),
    wire: {
      time,
      chance,
      points,
      log,
      provider,
      attempts: known,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      longFreezeMs: LONG_FREEZE_MS,
      mailboxOf: (address) => address,
      leaves: (attempt) => checks.leaves(attempt),
      lookFor: (marker) => provider.takenOf(marker).length > 0,
    },
    requestTimeoutMs: REQUEST_TIMEOUT_MS,
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    live: (name, { onDeath, onFreeze }) =>
      simulatedLife(
        { time, chance, points, log, longFreezeMs: LONG_FREEZE_MS, onDeath, onFreeze: (_, ms) => onFreeze(ms) },
        name,
      ),
    sabotage: options.sabotage,
  };
}

/** The most the clock has shown since then: who decided then, and was frozen before it could be written, went by that. */
function mostShown({ wall, steps }: VirtualTime, since: number): number {
  return Math.max(wall(), ...steps.filter(({ at }) => at >= since).map(({ shown }) => shown));
}

/** What a change tells about people and look-ups. */
function remember(world: Pick<World, 'points' | 'decisions' | 'plan' | 'time' | 'attempts'>, change: Change): void {
  const { points, decisions, plan, time } = world;
  const { id, before, after, decided_by: by } = change;
  if (before !== 'unknown') return;
  if (by === 'look-up') points.count(after === 'accepted' ? 'look-up: found' : 'look-up: not sent, waits again');
  else if (after === 'accepted') points.count('decided: sent');
  else if (after === 'queued') {
    points.count('decided: send again');
    decisions.again.add(id);
    const since = world.attempts.of(id).at(-1)?.marked ?? 0;
    const stepped = time.steps.some(({ at, by: step }) => step > 0 && at >= since);
    if (plan.people === 'hasty' || stepped) decisions.mayBeTwice.add(id);
  }
}
