/** Any order of requests, ends, restarts and waits: what a simple model of the rules says is what happens. */
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { AppError } from '../../../server/http/appError.ts';
import type { IdempotentRun } from '../../../server/http/mount.ts';
import { idempotentRun, KEPT_MS } from '../../../server/idempotency/idempotentRun.ts';
import type { Database } from '../../../server/storage/database.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import { fakeClock, type FakeClock } from '../../support/fakeClock.ts';

type Ends = 'well' | 'refused' | 'later' | 'surprise';
type Step =
  | { do: 'ask'; key: string; body: number; ends: Ends }
  | { do: 'finish'; which: number }
  | { do: 'restart' }
  | { do: 'wait'; ms: number };

const HOUR = 3_600_000;
const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      key: fc.constantFrom('a', 'b'),
      body: fc.constantFrom(1, 2),
      ends: fc.constantFrom<Ends>('well', 'refused', 'later', 'surprise'),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('finish' as const), which: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(HOUR, KEPT_MS - 1, KEPT_MS) }) },
);

/** What is known of a key. `answer` undefined: nobody has heard of its end. */
interface Known {
  body: number;
  at: number;
  answer?: string;
}

interface Running {
  key: string;
  number: number;
  ends: Ends;
  /** Undefined where the key was forgotten meanwhile. */
  known: Known;
  end: () => void;
  told: Promise<string>;
}

interface Scene {
  db: Database;
  clock: FakeClock;
  run: IdempotentRun;
  keys: Map<string, Known>;
  running: Running[];
  /** Works begun so far. */
  begun: number;
}

/** What the caller of the n-th work is told. */
const toldOf = (ends: Ends, n: number): string =>
  ({ well: `answer ${n}`, refused: `ROW_NOT_FOUND ${n}`, later: `THROTTLED ${n}`, surprise: `Error ${n}` })[ends];

function ended(ends: Ends, n: number): Promise<string> {
  if (ends === 'well') return Promise.resolve(`answer ${n}`);
  if (ends === 'surprise') return Promise.reject(new Error(String(n)));
  return Promise.reject(new AppError(ends === 'later' ? 'THROTTLED' : 'ROW_NOT_FOUND', String(n)));
}

const told = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    (answer) => String(answer),
    (error: unknown) => {
      if (!(error instanceof AppError)) return `Error ${(error as Error).message}`;
      if (error.code === 'IDEMPOTENCY_RUNNING') return `RUNNING, again in ${error.extras.retryAfterSeconds}`;
      return ['ROW_NOT_FOUND', 'THROTTLED'].includes(error.code) ? `${error.code} ${error.message}` : error.code;
    },
  );

async function ask(scene: Scene, { key, body, ends }: Extract<Step, { do: 'ask' }>): Promise<void> {
  const mine = scene.running.find((one) => one.key === key);
  if (!mine) for (const [name, known] of scene.keys) if (known.at <= scene.clock.now() - KEPT_MS) scene.keys.delete(name);
  const known = scene.keys.get(key);
  let end = (): void => undefined;
  const number = scene.begun + 1;
  const promise = told(
    scene.run({ userId: 'anna', route: 'POST /send', key, body: { body } }, () => {
      scene.begun += 1;
      return new Promise<void>((resolve) => (end = resolve)).then(() => ended(ends, number));
    }),
  );
  await scene.clock.flush();
  if (!mine && !known) {
    expect(scene.begun).toBe(number);
    const fresh = { body, at: scene.clock.now() };
    scene.keys.set(key, fresh);
    scene.running.push({ key, number, ends, known: fresh, end: () => end(), told: promise });
    return;
  }
  expect([scene.begun, await promise]).toEqual([number - 1, repeated(known, body, mine !== undefined)]);
}

function repeated(known: Known | undefined, body: number, isRunning: boolean): string {
  if (known && known.body !== body) return 'IDEMPOTENCY_MISMATCH';
  if (known?.answer !== undefined) return known.answer;
  if (known && !isRunning) return (known.answer = 'SEND_OUTCOME_UNKNOWN');
  return 'RUNNING, again in 2';
}

async function finish(scene: Scene, which: number): Promise<void> {
  const [done] = scene.running.splice(Math.min(which, scene.running.length - 1), 1);
  if (!done) return;
  done.end();
  expect(await done.told).toBe(toldOf(done.ends, done.number));
  if (done.ends === 'later' || done.ends === 'surprise') scene.keys.delete(done.key);
  else if (scene.keys.get(done.key) === done.known) done.known.answer = toldOf(done.ends, done.number);
}

test('requests, ends, restarts and waits in any order', async () => {
  const db = openSqlite(':memory:');
  await migrate(db);
  const run = async (steps: Step[]): Promise<void> => {
    await db.deleteFrom('idempotency_keys').execute();
    const clock = fakeClock();
    const restarted = (): IdempotentRun => idempotentRun({ db, now: clock.now });
    const scene: Scene = { db, clock, run: restarted(), keys: new Map(), running: [], begun: 0 };
    for (const step of steps) {
      if (step.do === 'ask') await ask(scene, step);
      else if (step.do === 'finish') await finish(scene, step.which);
      else if (step.do === 'wait') clock.step(step.ms);
      else Object.assign(scene, { run: restarted(), running: [] });
    }
  };
  await fc.assert(fc.asyncProperty(fc.array(aStep, { maxLength: 25 }), run), { numRuns: 300 });
});

test('what was done is told, even where it cannot be noted; a repetition is told that nobody knows', async () => {
  const db = openSqlite(':memory:');
  await migrate(db);
  const broken = { seal: () => Promise.reject(new Error('disk full')), open: (text: string) => Promise.resolve(text) };
  const run = idempotentRun({ db, now: fakeClock().now, vault: broken });
  const place = { userId: 'anna', route: 'POST /send', key: 'k', body: {} };
  expect(await run(place, () => Promise.resolve('done'))).toBe('done');
  const whole = idempotentRun({ db, now: fakeClock().now });
  expect(await told(whole(place, () => Promise.resolve('twice')))).toBe('SEND_OUTCOME_UNKNOWN');
});
