/**
 * Never above the limit in any rolling window, never idle when allowed: with a simulated clock that is set back and forth, over
 * restarts, with several mailboxes of one organisation. 40 runs; 2,000 with TEST_LONG=1.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { MailboxLimits } from '../../../server/accounts/accountUse.ts';
import { type MailboxPace, mailboxPace, type Weight } from '../../../server/outbox/mailboxPace.ts';
import { DAY_MS, spacingMs, WINDOW_MS } from '../../../server/outbox/pacing.ts';
import type { Database } from '../../../server/storage/database.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';

const long = process.env['TEST_LONG'] === '1';
const START = Date.UTC(2026, 5, 1, 9);
const TID = 'contoso';
const [ANNA, BEN] = [`microsoft:${TID}:anna`, `microsoft:${TID}:ben`];
const HOUR = 60 * 60_000;

interface Left {
  mailbox: string;
  /** When it really left. */
  real: number;
  weight: Weight;
}

/** A machine with a clock that may be set; processes on it come and go, the rows stay. */
interface World {
  real: number;
  /** What the clock is ahead of real time. */
  shift: number;
  limits: MailboxLimits;
  left: Left[];
  pace: MailboxPace;
  restart(): void;
  /** Sends one when its slot has come; answers the real time it left. */
  send(mailbox: string, kind: 'campaign' | 'now', weight: Weight): Promise<number>;
}

let db: Database;
beforeAll(async () => {
  db = openSqlite(':memory:');
  await migrate(db);
});
afterAll(() => db.destroy());

async function aWorld(limits: Partial<MailboxLimits>, isMonotonic = true): Promise<World> {
  await db.deleteFrom('outbox').execute();
  let rows = 0;
  const world: World = {
    real: 0,
    shift: START,
    limits: { perMinute: 28, perDay: null, tenant: null, ...limits },
    left: [],
    pace: undefined as unknown as MailboxPace,
    restart() {
      const now = () => world.real + world.shift;
      const limitsOf = () => Promise.resolve(world.limits);
      world.pace = mailboxPace({ db, now, limitsOf, ...(isMonotonic && { monotonic: () => world.real }) });
    },
    async send(mailbox, kind, weight) {
      await world.pace.load(mailbox);
      const slot = world.pace.slot(mailbox, kind, weight);
      world.real = Math.max(world.real, slot.at - world.shift);
      const at = world.real + world.shift;
      rows += 1;
      await db
        .insertInto('outbox')
        .values(aRow(`row-${rows}`, mailbox, at, weight))
        .execute();
      world.pace.took(mailbox, at, weight);
      world.left.push({ mailbox, real: world.real, weight });
      return world.real;
    },
  };
  world.restart();
  return world;
}

function aRow(id: string, mailbox: string, at: number, { recipients, external }: Weight) {
  const what = { id, user_id: 'u', account_id: 'a', mailbox, kind: 'campaign', status: 'accepted' } as const;
  return { ...what, recipients, external, attempt: 0, not_before: 0, created_at: 0, submitting_at: at };
}

/** The most of `weigh` in any window of `ms`. */
function most(left: readonly Left[], ms: number, weigh: (one: Left) => number): number {
  return Math.max(
    0,
    ...left.map(({ real: from }) => left.reduce((n, one) => n + (one.real >= from && one.real < from + ms ? weigh(one) : 0), 0)),
  );
}

const mine = (world: World, mailbox: string) => world.left.filter((one) => one.mailbox === mailbox);

function isWithin(world: World): boolean {
  const { perMinute, perDay, tenant } = world.limits;
  const ofMailbox = [ANNA, BEN].every((mailbox) => {
    const left = mine(world, mailbox);
    const day = most(left, DAY_MS, ({ weight }) => weight.recipients);
    return most(left, WINDOW_MS, () => 1) <= perMinute && (perDay === null || day <= perDay);
  });
  const outside = most(world.left, DAY_MS, ({ weight }) => weight.external);
  return ofMailbox && (!tenant || tenant.perDay === null || outside <= tenant.perDay);
}

/** True where the message could not have left earlier: a moment before, some window was full or the spacing not over. */
function isEarliest(world: World, asked: number, kind: 'campaign' | 'now'): boolean {
  const one = world.left.at(-1);
  if (!one || one.real <= asked) return true;
  const before = one.real - 1;
  const earlier = world.left.slice(0, -1);
  const since = (ms: number, some: readonly Left[], weigh: (left: Left) => number) =>
    some.reduce((n, left) => n + (left.real > before - ms ? weigh(left) : 0), 0);
  const ofMailbox = earlier.filter(({ mailbox }) => mailbox === one.mailbox);
  const { perMinute, perDay, tenant } = world.limits;
  return (
    since(WINDOW_MS, ofMailbox, () => 1) >= perMinute ||
    (kind === 'campaign' && since(spacingMs(perMinute), ofMailbox, () => 1) > 0) ||
    (perDay !== null && since(DAY_MS, ofMailbox, ({ weight }) => weight.recipients) + one.weight.recipients > perDay) ||
    (tenant !== null &&
      tenant.perDay !== null &&
      since(DAY_MS, earlier, ({ weight }) => weight.external) + one.weight.external > tenant.perDay)
  );
}

type Event =
  | { do: 'send'; mailbox: string; kind: 'campaign' | 'now'; recipients: number; inside: number }
  | { do: 'pause'; ms: number }
  | { do: 'restart' }
  | { do: 'forget' }
  | { do: 'step'; by: number };

const limits = fc.record({
  perMinute: fc.integer({ min: 1, max: 40 }),
  perDay: fc.option(fc.integer({ min: 5, max: 60 })),
  tenant: fc.option(
    fc.record({ tid: fc.constant(TID), perDay: fc.option(fc.integer({ min: 5, max: 80 })), domains: fc.constant(null) }),
  ),
});
const sends = fc.record({
  do: fc.constant('send' as const),
  mailbox: fc.constantFrom(ANNA, BEN),
  kind: fc.constantFrom('campaign' as const, 'now' as const),
  recipients: fc.integer({ min: 1, max: 5 }),
  inside: fc.integer({ min: 0, max: 5 }),
});
const pauses = fc.record({ do: fc.constant('pause' as const), ms: fc.constantFrom(1, 700, 30_000, 3 * HOUR) });
const restarts = fc.constantFrom<Event>({ do: 'restart' }, { do: 'forget' });
const steps = (...by: number[]) => fc.record({ do: fc.constant('step' as const), by: fc.constantFrom(...by) });

/** Plays it; answers whether each message left as early as it could. */
async function play(world: World, events: readonly Event[]): Promise<boolean> {
  let earliest = true;
  for (const event of events) {
    if (event.do === 'pause') world.real += event.ms;
    else if (event.do === 'step') world.shift += event.by;
    else if (event.do === 'restart') world.restart();
    else if (event.do === 'forget') world.pace.forget(ANNA);
    else {
      const { mailbox, kind, recipients, inside } = event;
      const asked = world.real;
      await world.send(mailbox, kind, { recipients, external: Math.max(0, recipients - inside) });
      earliest &&= isEarliest(world, asked, kind);
    }
  }
  return earliest;
}

async function holds(
  events: fc.Arbitrary<Event>,
  check: (world: World, wasEarliest: boolean) => boolean,
  isMonotonic = true,
): Promise<void> {
  const stories = fc.array(events, { minLength: 20, maxLength: 90 });
  await fc.assert(
    fc.asyncProperty(limits, stories, async (some, story) => {
      const world = await aWorld(some, isMonotonic);
      const wasEarliest = await play(world, story);
      return check(world, wasEarliest);
    }),
    { numRuns: long ? 2_000 : 40 },
  );
}

const often = { weight: 8, arbitrary: sends };

describe('never above the limit in any rolling window, and never idle', () => {
  test('with messages of campaigns and single ones, of several recipients, over restarts', () =>
    holds(
      fc.oneof<fc.WeightedArbitrary<Event>[]>(often, { weight: 1, arbitrary: pauses }, { weight: 1, arbitrary: restarts }),
      (world, wasEarliest) => isWithin(world) && wasEarliest,
    ));

  test('while the clock is set back and forth', () =>
    holds(
      fc.oneof<fc.WeightedArbitrary<Event>[]>(
        often,
        { weight: 1, arbitrary: pauses },
        { weight: 1, arbitrary: steps(-25 * HOUR, -HOUR, -40_000, -500, 500, 40_000, HOUR, 25 * HOUR) },
      ),
      (world, wasEarliest) => isWithin(world) && wasEarliest,
    ));

  test('while it is set back, with a clock alone', () =>
    holds(
      fc.oneof<fc.WeightedArbitrary<Event>[]>(
        often,
        { weight: 1, arbitrary: pauses },
        { weight: 1, arbitrary: steps(-25 * HOUR, -HOUR, -40_000, -500) },
      ),
      isWithin,
      false,
    ));
});

describe('never above', () => {
  test('where the clock is set back and the process is restarted, in any order', () =>
    holds(
      fc.oneof<fc.WeightedArbitrary<Event>[]>(
        often,
        { weight: 1, arbitrary: pauses },
        { weight: 1, arbitrary: restarts },
        { weight: 1, arbitrary: steps(-25 * HOUR, -HOUR, -40_000, -500) },
      ),
      isWithin,
    ));
});

describe('a mailbox', () => {
  let world: World;
  const one: Weight = { recipients: 1, external: 1 };

  test('is idle for one window at most after a restart with rows that lie ahead of the clock', async () => {
    world = await aWorld({ perMinute: 2, perDay: 3 });
    for (let i = 0; i < 3; i += 1) await world.send(ANNA, 'now', one);
    world.shift -= 30 * DAY_MS;
    world.restart();
    await world.pace.load(ANNA);
    expect(world.pace.slot(ANNA, 'campaign', one)).toEqual({ at: world.real + world.shift + DAY_MS, why: 'clock' });
  });

  test('that sends once a day is remembered, and not read from rows that a clock step made ambiguous', async () => {
    world = await aWorld({ perMinute: 3, perDay: 9 });
    const left = (mailbox: string, recipients: number) => world.send(mailbox, 'campaign', { recipients, external: 0 });
    for (const recipients of [1, 3]) await left(BEN, recipients);
    world.shift -= 500;
    for (const recipients of [1, 5]) await left(BEN, recipients);
    world.real += 1;
    await left(ANNA, 1);
    // When the three of the day before go out of the window.
    expect(await left(BEN, 1)).toBe(DAY_MS + 20_000);
  });

  test('is asked for its limits again after a minute, and at once where they changed', async () => {
    world = await aWorld({ perMinute: 1 });
    await world.send(ANNA, 'now', one);
    world.limits = { ...world.limits, perMinute: 30 };
    world.pace.forget(ANNA);
    await world.pace.load(ANNA);
    expect(world.pace.slot(ANNA, 'now', one).why).toBe('free');
    world.limits = { ...world.limits, perMinute: 1 };
    await world.pace.load(ANNA);
    expect(world.pace.slot(ANNA, 'now', one).why).toBe('free');
    await world.send(ANNA, 'now', one);
    world.real += WINDOW_MS - 1;
    await world.send(ANNA, 'now', one);
    world.real += 1;
    await world.pace.load(ANNA);
    expect(world.pace.slot(ANNA, 'now', one).why).toBe('pace');
  });

  test('with a daily limit that comes later counts what left before', async () => {
    world = await aWorld({});
    for (let i = 0; i < 5; i += 1) await world.send(ANNA, 'now', one);
    world.real += HOUR;
    world.limits = { ...world.limits, perDay: 5 };
    world.pace.forget(ANNA);
    await world.pace.load(ANNA);
    expect(world.pace.slot(ANNA, 'now', one)).toMatchObject({ why: 'day', at: world.real + world.shift + DAY_MS - HOUR });
  });

  test('shares the budget of its organisation, and no other does', async () => {
    world = await aWorld({ tenant: { tid: TID, perDay: 2, domains: null } });
    await world.send(ANNA, 'now', one);
    await world.send(BEN, 'now', one);
    await world.pace.load(ANNA);
    expect(world.pace.slot(ANNA, 'now', one).why).toBe('tenant');
    expect(world.pace.slot(ANNA, 'now', { recipients: 3, external: 0 }).why).toBe('free');
    world.restart();
    world.limits = { ...world.limits, tenant: { tid: 'contosos', perDay: 2, domains: null } };
    await world.pace.load('microsoft:contosos:eve');
    expect(world.pace.slot('microsoft:contosos:eve', 'now', one).why).toBe('free');
  });

  test('whose limits change while they are being read for the first time is asked again', async () => {
    world = await aWorld({ perMinute: 1 });
    await world.send(ANNA, 'now', one);
    world.restart();
    const loading = world.pace.load(ANNA);
    world.limits = { ...world.limits, perMinute: 30 };
    world.pace.forget(ANNA);
    await loading;
    await world.pace.load(ANNA);
    expect(world.pace.slot(ANNA, 'now', one).why).toBe('free');
  });

  test('whose limits cannot be read is asked about again', async () => {
    world = await aWorld({});
    let fails = true;
    const limitsOf = () => (fails ? Promise.reject(new Error('database is locked')) : Promise.resolve(world.limits));
    const pace = mailboxPace({ db, now: () => START, limitsOf });
    await expect(pace.load(ANNA)).rejects.toThrow('locked');
    fails = false;
    await pace.load(ANNA);
    expect(pace.slot(ANNA, 'now', one)).toEqual({ at: 0, why: 'free' });
  });
});

describe('recipients outside', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld({});
  });

  const to = ['a@contoso.com', 'Bo <b@CONTOSO.com>', 'c@mail.contoso.com', 'd@contoso.de', 'e@fabrikam.com', 'f@bücher.example'];

  test.each<[string, MailboxLimits['tenant'], number]>([
    ['are nobody where the mailbox has no organisation', null, 0],
    ['are those of every other domain where the domains are not known', { tid: TID, perDay: null, domains: null }, 4],
    [
      'are those of no verified domain',
      { tid: TID, perDay: null, domains: ['contoso.com', 'contoso.de', 'xn--bcher-kva.example'] },
      2,
    ],
  ])('%s', async (_what, tenant, count) => {
    world.limits = { ...world.limits, tenant };
    await world.pace.load(ANNA);
    expect(world.pace.externalOf(ANNA, 'Anna <anna@contoso.com>', to)).toBe(count);
  });
});
