import { describe, expect, test } from '@jest/globals';
import { isLongEnough, leaseLength, leftOf } from '../../../server/outbox/mailboxLease.ts';

const LEASE = { mailbox: 'm', owner: 'me', fence: 1, until: 100_000, steadyUntil: 5_000 };
const at = (now: number, steady?: number) => ({ now: () => now, ...(steady !== undefined && { monotonic: () => steady }) });

describe('what is left of a lease', () => {
  test.each<[string, ReturnType<typeof at>, number]>([
    ['as both clocks say', at(99_000, 4_000), 1_000],
    ['the clock was set back: the other one counts', at(50_000, 4_900), 100],
    ['the clock was set forward: others take it from then on', at(101_000, 1_000), -1_000],
  ])('%s', (_name, clocks, left) => {
    expect(leftOf(LEASE, clocks)).toBe(left);
  });

  test('one that a clock set back makes look long is renewed all the same', () => {
    expect(isLongEnough({ ...LEASE, steadyUntil: 30_000 }, at(10_000, 0), 20_000)).toBe(true);
    expect(isLongEnough({ ...LEASE, steadyUntil: 24_999 }, at(10_000, 0), 20_000)).toBe(false);
  });

  test('the longest request fits, twice', () => {
    expect(leaseLength(30_000)).toBeGreaterThan(60_000);
  });
});
