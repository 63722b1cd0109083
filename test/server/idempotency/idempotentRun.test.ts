import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { AppError } from '../../../server/http/appError.ts';
import type { IdempotentRun } from '../../../server/http/mount.ts';
import { canonicalHash } from '../../../server/idempotency/canonicalHash.ts';
import { idempotentRun, KEPT_MS } from '../../../server/idempotency/idempotentRun.ts';
import type { Database } from '../../../server/storage/database.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import { createVault } from '../../../server/vault/vault.ts';
import { ERRORS, type ErrorCode } from '../../../shared/api/errors.ts';
import { fakeClock, type FakeClock } from '../../support/fakeClock.ts';

interface Desk {
  db: Database;
  clock: FakeClock;
  run: IdempotentRun;
  /** A new process over the same rows. */
  restarted: () => IdempotentRun;
}

async function aDesk(): Promise<Desk> {
  const db = openSqlite(':memory:');
  await migrate(db);
  const clock = fakeClock();
  const restarted = () => idempotentRun({ db, now: clock.now });
  return { db, clock, run: restarted(), restarted };
}

const ASK = { userId: 'anna', route: 'POST /send', key: 'k1', body: { to: ['a'], subject: 'Hi' } };

/** Work that counts how often it was done and answers what it is told. */
function work(...answers: unknown[]) {
  let done = 0;
  return {
    done: () => done,
    run: () => {
      const answer = answers[Math.min(done, answers.length - 1)];
      done += 1;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'OK',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

describe('a repeated key', () => {
  test('with the same request: the same answer, and the work is done once', async () => {
    const { run, restarted } = await aDesk();
    const send = work({ messageId: '1' }, { messageId: '2' });
    expect(await run(ASK, send.run)).toEqual({ messageId: '1' });
    expect(await run(ASK, send.run)).toEqual({ messageId: '1' });
    expect(await restarted()(ASK, send.run)).toEqual({ messageId: '1' });
    expect(send.done()).toBe(1);
  });

  test('its answer lies sealed, bound to its place', async () => {
    const { db, clock } = await aDesk();
    const run = idempotentRun({ db, now: clock.now, vault: createVault([randomBytes(32)]) });
    await run(ASK, work({ url: 'https://merge.example/link/1?t=shown-once' }).run);
    const row = await db.selectFrom('idempotency_keys').selectAll().executeTakeFirstOrThrow();
    expect(row.response).toMatch(/^v1\./);
    expect(await run(ASK, work('never').run)).toEqual({ url: 'https://merge.example/link/1?t=shown-once' });
    await db.updateTable('idempotency_keys').set({ key: 'k2' }).execute();
    await expect(run({ ...ASK, key: 'k2' }, work('never').run)).rejects.toThrow(/place|damaged|changed/i);
  });

  test('the order of members makes no other request', async () => {
    const { run } = await aDesk();
    const send = work({ n: 1 });
    await run(ASK, send.run);
    await run({ ...ASK, body: { subject: 'Hi', to: ['a'] } }, send.run);
    expect(send.done()).toBe(1);
  });

  test('with another request: 409, and nothing is done', async () => {
    const { run } = await aDesk();
    const send = work({ n: 1 });
    await run(ASK, send.run);
    expect(await codeOf(run({ ...ASK, body: { to: ['b'], subject: 'Hi' } }, send.run))).toBe('IDEMPOTENCY_MISMATCH');
    expect(send.done()).toBe(1);
  });

  test('while the first is running: 409 with Retry-After; then its answer', async () => {
    const { run } = await aDesk();
    const waiting: ((answer: unknown) => void)[] = [];
    const first = run(ASK, () => new Promise((resolve) => void waiting.push(resolve)));
    await fakeClock().flush();
    const second = await run(ASK, () => Promise.resolve('twice')).catch((error: unknown) => error as AppError);
    expect(second).toMatchObject({ code: 'IDEMPOTENCY_RUNNING', extras: { retryAfterSeconds: 2 } });
    waiting[0]?.({ n: 1 });
    expect(await first).toEqual({ n: 1 });
    expect(await run(ASK, () => Promise.resolve('twice'))).toEqual({ n: 1 });
  });

  test.each([
    ['another person', { userId: 'ben' }],
    ['another address', { route: 'POST /campaigns' }],
    ['another key', { key: 'k2' }],
  ])('of %s is a key of its own', async (_what, change) => {
    const { run } = await aDesk();
    const send = work({ n: 1 }, { n: 2 });
    await run(ASK, send.run);
    expect(await run({ ...ASK, ...change }, send.run)).toEqual({ n: 2 });
  });

  test('after 24 hours is a new one', async () => {
    const { run, clock } = await aDesk();
    const send = work({ n: 1 }, { n: 2 });
    await run(ASK, send.run);
    await clock.advance(KEPT_MS - 1);
    expect(await run(ASK, send.run)).toEqual({ n: 1 });
    await clock.advance(1);
    expect(await run(ASK, send.run)).toEqual({ n: 2 });
  });
});

/** Which failures are repeated, and which free the key. */
const FREED: ErrorCode[] = [
  'UNAUTHENTICATED',
  'ACCOUNT_NOT_CONNECTED',
  'CAMPAIGN_NOT_READY',
  'CAMPAIGN_WRONG_STATE',
  'THROTTLED',
  'INTERNAL',
  'OPERATOR_FAULT',
  'PROVIDER_UNAVAILABLE',
  'SHUTTING_DOWN',
];
const REPEATED: ErrorCode[] = [
  'INVALID_ADDRESS',
  'MISSING_FIELDS',
  'SEND_AS_DENIED',
  'ACCOUNT_NOT_FOUND',
  'MESSAGE_TOO_LARGE',
  'MESSAGE_REJECTED',
  'SEND_OUTCOME_UNKNOWN',
];

describe('a failure', () => {
  test.each(FREED)('%s frees the key: the next try is carried out', async (code) => {
    const { run } = await aDesk();
    const send = work(new AppError(code, 'Not now.'), { n: 2 });
    expect(await codeOf(run(ASK, send.run))).toBe(code);
    expect(await run(ASK, send.run)).toEqual({ n: 2 });
  });

  test.each(REPEATED)('%s is repeated as it was', async (code) => {
    const { run, restarted } = await aDesk();
    const failure = new AppError(code, 'No.', { details: { outboxId: '7' } });
    const send = work(failure, { n: 2 });
    await codeOf(run(ASK, send.run));
    const again = await restarted()(ASK, send.run).catch((error: unknown) => error as AppError);
    expect(again).toMatchObject({ code, message: 'No.', extras: { details: { outboxId: '7' } } });
    expect(send.done()).toBe(1);
  });

  test('a surprise frees the key', async () => {
    const { run } = await aDesk();
    const send = work(new Error('bug'), { n: 2 });
    await codeOf(run(ASK, send.run));
    expect(await run(ASK, send.run)).toEqual({ n: 2 });
  });
});

describe('a request that was cut off by a crash', () => {
  test('is never run again: its outcome is unknown, from now on', async () => {
    const { run, restarted } = await aDesk();
    void run(ASK, () => new Promise(() => undefined));
    await fakeClock().flush();
    const send = work({ n: 2 });
    const after = restarted();
    expect(await codeOf(after(ASK, send.run))).toBe('SEND_OUTCOME_UNKNOWN');
    expect(await codeOf(after(ASK, send.run))).toBe('SEND_OUTCOME_UNKNOWN');
    expect(ERRORS.SEND_OUTCOME_UNKNOWN).toBe(502);
    expect(send.done()).toBe(0);
  });
});

describe('a message that was cut off by a crash', () => {
  test.each([
    ['names its row, which was there', true, { outboxId: 'id-1' }],
    ['names none that never was', false, undefined],
  ])('%s', async (_what, isThere, details) => {
    const { db, clock } = await aDesk();
    let made = 0;
    const newId = (): string => `id-${(made += 1)}`;
    const deps = { db, now: clock.now, messages: { newId, isThere: (id: string) => Promise.resolve(isThere && id === 'id-1') } };
    const begun: (string | undefined)[] = [];
    void idempotentRun(deps)(ASK, (id) => {
      begun.push(id);
      return new Promise(() => undefined);
    });
    await clock.flush();
    const after = idempotentRun(deps);
    for (let time = 0; time < 2; time += 1) {
      const failure: unknown = await after(ASK, work({}).run).catch((error: unknown) => error);
      expect(failure instanceof AppError && [failure.code, failure.extras.details]).toEqual(['SEND_OUTCOME_UNKNOWN', details]);
    }
    expect(begun).toEqual(['id-1']);
  });
});

describe('the canonical hash', () => {
  test.each([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [[1, 2], [2, 1], false],
    [['ab'], ['a', 'b'], false],
    [{ a: { b: 1 } }, { a: {}, b: 1 }, false],
    ['1', 1, false],
    [null, undefined, true],
    [{}, [], false],
  ])('%j and %j are the same: %s', (one, other, same) => {
    expect(canonicalHash(one) === canonicalHash(other)).toBe(same);
  });
});
