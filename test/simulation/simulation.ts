/** One run: a world from its seed, servers that come and go in it, people, and the question at the end whether everything holds. */
import { people } from './people.ts';
import { paceViolations } from './paceCheck.ts';
import { populate } from './population.ts';
import type { Point } from './faultPoints.ts';
import type { RunPlan } from './runPlan.ts';
import { again, type House, simulatedHouse } from './simulatedHouse.ts';
import type { SimulatedServer } from './simulatedServer.ts';
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
  const house = simulatedHouse(world);
  await populate(world, house.first);
  world.points.weather(world.plan.rough);
  house.begin();
  setClocks(world);
  livePeople(world, house);
  const ended = await world.time.run(() => world.checks.violations.length > 0 || house.isAllDone(), options.limitMs ?? LIMIT_MS);
  if (!ended) world.checks.violations.push(`it did not come to an end: ${stillOpen(world)}`);
  const violations = [...world.checks.violations, ...paces(world, house.starts), ...lost(world)];
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

function setClocks(world: World): void {
  const { chance, points, time, plan } = world;
  again(
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
  again(world, () => chance.wait(3_000, 120_000), plan.roughMs, meet(somebody.doSomething));
  again(world, () => 10 * MINUTE_MS, LIMIT_MS, meet(somebody.helpOn));
}

function paces({ attempts, plan, time, decisions }: World, starts: readonly number[]): string[] {
  const forward = time.steps.filter(({ by }) => by > 0).map(({ at }) => at);
  return paceViolations({ ...plan, attempts: attempts.all, forward, starts, again: decisions.again });
}

/** Whoever was on the list has one row, whatever became of it. */
function lost({ store, plan }: World): string[] {
  const rows = store.file.prepare(`SELECT to_address AS "to" FROM outbox WHERE to_address LIKE 'p%'`).all() as { to: string }[];
  const people = new Set(rows.map(({ to }) => to));
  if (rows.length === plan.recipients && people.size === plan.recipients) return [];
  return [`${plan.recipients} people were on the list, ${rows.length} rows are there for ${people.size} of them`];
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
