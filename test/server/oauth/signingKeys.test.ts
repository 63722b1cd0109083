import { describe, expect, test } from '@jest/globals';
import { KeysUnreachable, signingKeys } from '../../../server/oauth/signingKeys.ts';

const HOUR = 3600_000;
const key = (kid: string) => ({ kty: 'RSA', use: 'sig', kid, n: 'n', e: 'AQAB' });

/** A key set that the test changes while a clock stands still. */
function aKeySet(keys: unknown[] = [key('one')]) {
  const here = { now: 0, keys, status: 200, asked: 0 };
  const fetch = (async () => {
    here.asked += 1;
    return new Response(JSON.stringify({ keys: here.keys }), { status: here.status });
  }) as unknown as typeof globalThis.fetch;
  const keyOf = signingKeys({ url: 'https://login.example/keys', fetch, clock: () => here.now, timeoutMs: 1000 });
  return { here, keyOf, found: async (kid: string) => (await keyOf(kid))?.kid };
}

/** What goes on beside an answer is over. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('keys of a sign-in service', () => {
  test('are fetched once for many tokens at once, and again every hour, without anybody waiting for it', async () => {
    const { here, found } = aKeySet();
    await Promise.all([found('one'), found('one'), found('one')]);
    here.now = HOUR - 1;
    await found('one');
    expect(here.asked).toBe(1);
    here.now = HOUR;
    here.keys = [key('two')];
    // Good for this token still; from the next one on the service's own word counts.
    expect(await found('one')).toBe('one');
    await settled();
    expect([await found('one'), await found('two'), here.asked]).toEqual([undefined, 'two', 2]);
  });

  test('are good for a day where the service is down, which is asked every five minutes, and then no longer', async () => {
    const { here, found } = aKeySet();
    await found('one');
    here.status = 503;
    for (let minute = 60; minute < 75; minute += 1) {
      here.now = minute * 60_000;
      expect(await found('one')).toBe('one');
      await settled();
    }
    expect(here.asked).toBe(4);
    here.now = 24 * HOUR - 1;
    expect(await found('one')).toBe('one');
    await settled();
    here.now = 25 * HOUR;
    await expect(found('one')).rejects.toBeInstanceOf(KeysUnreachable);
    here.status = 200;
    here.now += 60_000;
    expect(await found('one')).toBe('one');
  });

  test('a new one is found when the service has rolled its keys', async () => {
    const { here, found } = aKeySet();
    await found('one');
    here.keys = [key('two')];
    here.now = 5 * 60_000;
    expect(await found('two')).toBe('two');
    expect(await found('one')).toBeUndefined();
  });

  test('a storm of invented ones makes one request in five minutes', async () => {
    const { here, found } = aKeySet();
    for (let second = 0; second < 900; second += 1) {
      here.now = second * 1000;
      expect(await found(`invented ${second}`)).toBeUndefined();
    }
    // At the start, and after five and ten minutes.
    expect(here.asked).toBe(3);
    expect(await found('one')).toBe('one');
  });

  test('while they cannot be fetched, known keys are good on, and nothing is said about unknown ones', async () => {
    const { here, found } = aKeySet();
    await found('one');
    here.status = 503;
    here.now = 6 * 60_000;
    await expect(found('two')).rejects.toBeInstanceOf(KeysUnreachable);
    expect(await found('one')).toBe('one');
    // Not asked again for each.
    expect(await found('two')).toBeUndefined();
    expect(here.asked).toBe(2);
  });

  test('a service that is down is asked every ten seconds', async () => {
    const { here, found } = aKeySet();
    here.status = 500;
    for (let second = 0; second < 20; second += 1) {
      here.now = second * 1000;
      await expect(found('one')).rejects.toBeInstanceOf(KeysUnreachable);
    }
    expect(here.asked).toBe(2);
    here.status = 200;
    here.now = 30_000;
    expect(await found('one')).toBe('one');
  });

  test.each([
    ['for encryption', { ...key('one'), use: 'enc' }],
    ['a shared secret', { kty: 'oct', kid: 'one', k: 'c2VjcmV0' }],
    ['of another kind', { kty: 'EC', kid: 'one', crv: 'P-256', x: 'x', y: 'y' }],
  ])('%s is no key to verify with', async (_name, published) => {
    expect(await aKeySet([published]).found('one')).toBeUndefined();
  });
});
