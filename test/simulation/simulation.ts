/** One run: a world from its seed, servers that come and go in it, people, and the question at the end whether everything holds. */
import { people } from './people.ts';
import { paceViolations } from './paceCheck.ts';
import { populate } from './population.ts';
import type { Point } from './faultPoints.ts';
import type { RunPlan } from './runPlan.ts';
import { type SimulatedServer, simulatedServer } from './simulatedServer.ts';
import { makeWorld, type World, type WorldOptions } from './world.ts';

export interface RunResult {
  seed: number;
  plan: RunPlan;
  /** Of the log of everything that happened. */
  hash: string;
  hits: ReadonlyMap<Point, number>;
  violations: string[];
  /** The last things that happened. */
  tail: string[];
  /** Recipients with two mails because a process was frozen exactly between its last check and its first byte. */
  twiceInWindow: number;
  mails: number;
  virtualMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** By then everything must have come to an end, whatever happened: quotas rest for hours, daily limits take days. */
const LIMIT_MS = 12 * DAY_MS;

export async function simulate(seed: number, options: WorldOptions = {}): Promise<RunResult> {
  const world = await makeWorld(seed, options);
  const begin = world.time.real();
  const house = servers(world);
  await populate(world, house.first);
  world.points.weather(world.plan.rough);
  house.begin();
  setClocks(world);
  livePeople(world, house);
  const ended = await world.time.run(() => world.checks.violations.length > 0 || house.isAllDone(), options.limitMs ?? LIMIT_MS);
  if (!ended) world.checks.violations.push(`it did not come to an end: ${stillOpen(world)}`);
  const violations = [...world.checks.violations, ...paces(world, house.starts)];
  const result = {
    seed,
    plan: world.plan,
    hash: world.log.hash(),
    hits: world.points.hits,
    violations,
    tail: world.log.tail(60),
    twiceInWindow: twiceInWindow(world),
    mails: world.provider.taken.length,
    virtualMs: world.time.real() - begin,
  };
  world.store.file.close();
  return result;
}

interface House {
  /** On which the population is made; it is gone when the others begin. */
  first: SimulatedServer;
  begin(): void;
  /** The youngest one that runs. */
  running(): SimulatedServer | undefined;
  /** When processes began, in true time. */
  starts: number[];
  isAllDone(): boolean;
}

function servers(world: World): House {
  const { time, chance, points, log, plan, store } = world;
  const all: SimulatedServer[] = [];
  const starts: number[] = [];
  let count = 0;
  let askAgainAt = 0;
  const first = simulatedServer(world, world.live('founder', { onDeath: () => undefined, onFreeze: () => undefined }), true);
  const open = store.file.prepare(
    `SELECT (SELECT count(*) FROM outbox WHERE status IN ('queued', 'claimed', 'submitting'))
      + (SELECT count(*) FROM campaigns WHERE status IN ('running', 'paused', 'scheduled'))
      + (SELECT count(*) FROM outbox WHERE status = 'unknown' AND next_look_up IS NOT NULL) AS n`,
  );

  function boot(alone: boolean): void {
    count += 1;
    starts.push(time.real());
    points.count('process started');
    const life = world.live(`server ${count}`, { onDeath: died, onFreeze: (ms) => froze(server, ms) });
    const server = simulatedServer(world, life, alone);
    all.push(server);
    log.note(`${life.name} starts${alone ? '' : ' beside another one'}`);
    server.start().catch((error: unknown) => {
      // As in earnest: what cannot start ends.
      log.note(`${life.name} cannot start: ${String(error)}`);
      life.die();
    });
  }

  function died(): void {
    points.count('process died');
    if (all.every(({ life }) => life.state === 'dead')) time.after(chance.wait(50, 60_000), () => boot(true));
  }

  /**
   * Somebody sees that nothing goes on and starts another one. The old one is ended some time after it came back, and then the
   * other one is started anew, as the only one: what a dead one left is put right by whoever knows to be alone.
   */
  function froze(server: SimulatedServer, ms: number): void {
    if (ms < 60_000 || all.some(({ life }) => life !== server.life && life.state !== 'dead')) return;
    time.after(chance.wait(1_000, 60_000), () => {
      if (server.life.state !== 'frozen') return;
      points.count('second process beside a frozen one');
      boot(false);
    });
    time.after(ms + chance.wait(1_000, 10 * MINUTE_MS), () => {
      server.life.die();
      time.after(chance.wait(1_000, 10 * MINUTE_MS), () => stopAndStart());
    });
  }

  function stopAndStart(): void {
    const server = all.findLast(({ life }) => life.state === 'alive');
    if (!server || all.some(({ life }) => life !== server.life && life.state !== 'dead')) return;
    points.count('process stopped and started again');
    log.note(`${server.life.name} is asked to stop`);
    void server.stop().then(
      () => server.life.die(),
      () => server.life.die(),
    );
  }

  return {
    first,
    starts,
    running: () => all.findLast(({ life }) => life.state === 'alive'),
    begin() {
      first.life.die();
      boot(true);
      time.after(plan.roughMs, () => {
        log.note('the weather is calm now');
        world.points.weather(0);
        // Whatever is left of the storm, in the end there is one that knows to be alone.
        time.after(20 * MINUTE_MS, () => all.forEach(({ life }) => life.die()));
      });
      every(world, () => chance.wait(5 * MINUTE_MS, 60 * MINUTE_MS), plan.roughMs, stopAndStart);
    },
    isAllDone() {
      if (time.real() < (starts[0] ?? 0) + plan.roughMs + 30 * MINUTE_MS || time.real() < askAgainAt) return false;
      askAgainAt = time.real() + 5_000;
      return (open.get() as { n: number }).n === 0;
    },
  };
}

/** Again and again for so long. */
function every({ time }: World, pause: () => number, forMs: number, what: () => void): void {
  const until = time.real() + forMs;
  const next = (): void =>
    void time.after(pause(), () => {
      if (time.real() > until) return;
      what();
      next();
    });
  next();
}

function setClocks(world: World): void {
  const { chance, points, time, plan } = world;
  every(
    world,
    () => 20_000,
    plan.roughMs,
    () => {
      if (points.fault('clock set forward')) time.step(chance.wait(100, 3 * 60 * MINUTE_MS));
      if (points.fault('clock set back')) time.step(-chance.wait(100, 3 * 60 * MINUTE_MS));
    },
  );
}

function livePeople(world: World, house: House): void {
  const somebody = people(world);
  const { chance, plan } = world;
  const meet = (what: (server: SimulatedServer) => void) => () => {
    const server = house.running();
    if (server) what(server);
  };
  every(world, () => chance.wait(3_000, 120_000), plan.roughMs, meet(somebody.doSomething));
  every(world, () => 10 * MINUTE_MS, LIMIT_MS, meet(somebody.helpOn));
}

function paces({ attempts, plan, time, decisions }: World, starts: readonly number[]): string[] {
  const forward = time.steps.filter(({ by }) => by > 0).map(({ at }) => at);
  return paceViolations({ ...plan, attempts: attempts.all, forward, starts, again: decisions.again });
}

function twiceInWindow({ attempts, provider, decisions }: World): number {
  const inWindow = new Set(attempts.all.filter(({ window }) => window).map(({ marker }) => marker));
  return [...inWindow].filter((marker) => provider.takenOf(marker).length > 1 && !decisions.mayBeTwice.has(marker)).length;
}

function stillOpen({ store }: World): string {
  const all = (sql: string): unknown[] => store.file.prepare(sql).all();
  const campaigns = all('SELECT id, status, pause_reason FROM campaigns');
  const mailboxes = all('SELECT * FROM mailboxes');
  const rows = all(
    `SELECT id, status, attempt, not_before, next_look_up FROM outbox WHERE status NOT IN ('accepted', 'skipped')`,
  );
  return JSON.stringify({ campaigns, mailboxes, rows }).slice(0, 1_500);
}
