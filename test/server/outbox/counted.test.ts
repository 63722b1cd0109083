import { describe, expect, test } from '@jest/globals';
import { counted } from '../../../server/outbox/counted.ts';
import type { Departed } from '../../../server/outbox/departed.store.ts';
import { departures } from '../../../server/outbox/departures.ts';
import { realTime } from '../../../server/outbox/realTime.ts';

const DAY = 24 * 60 * 60_000;
const NOW = 1_000_000_000_000;
const one = (at: number, mailbox = 'a'): Departed => ({ mailbox, at, weight: 1 });

describe('what left', () => {
  test('while the rows were being read is counted once, whether they hold it or not', async () => {
    const left = counted(realTime(() => NOW));
    let answer: (rows: Departed[]) => void = () => undefined;
    const covering = left.cover(DAY, false, () => new Promise((done) => void (answer = done)));
    await Promise.resolve();
    left.add(one(NOW));
    left.add(one(NOW, 'b'));
    answer([one(NOW - 5), one(NOW, 'b')]);
    await covering;
    expect(left.at(0).total()).toBe(3);
  });

  test('is read again where more is needed or asked for, and is not where it is there', async () => {
    const left = counted(realTime(() => NOW));
    const asked: number[] = [];
    const read = (after: number) => Promise.resolve((asked.push(after), [one(NOW)]));
    await left.cover(60_000, false, read);
    await left.cover(60_000, false, read);
    await left.cover(DAY, false, read);
    await Promise.all([left.cover(DAY, true, read), left.cover(DAY, false, read)]);
    expect(asked.map((after) => NOW - after - 1000)).toEqual([60_000, DAY, DAY]);
  });

  test('and was not committed yet when others had the rows read anew stays counted until it must be there', async () => {
    let now = NOW;
    const left = counted(
      realTime(() => now),
      15_000,
    );
    await left.cover(DAY, false, () => Promise.resolve([]));
    left.add(one(NOW));
    left.add(one(NOW, 'b'));
    await left.cover(DAY, true, () => Promise.resolve([one(NOW, 'b')]));
    expect(left.at(0).total()).toBe(2);
    now += 15_000;
    await left.cover(DAY, true, () => Promise.resolve([one(NOW, 'b')]));
    expect(left.at(15_000).total()).toBe(1);
  });

  test('is as it was where reading fails', async () => {
    const left = counted(realTime(() => NOW));
    await left.cover(DAY, false, () => Promise.resolve([one(NOW)]));
    await expect(left.cover(DAY, true, () => Promise.reject(new Error('locked')))).rejects.toThrow('locked');
    expect(left.at(0).total()).toBe(1);
    await left.cover(DAY, true, () => Promise.resolve([]));
    expect(left.at(0).total()).toBe(0);
  });
});

describe('the ring', () => {
  test('holds any number, gives back the n-th newest and forgets the oldest', () => {
    const ring = departures();
    for (let round = 0; round < 5; round += 1) {
      for (let i = 0; i < 1000; i += 1) ring.add(round * 1000 + i, 2);
      ring.dropUntil(round * 1000 + 899);
      expect([ring.total(), ring.newest(1), ring.newest(100), ring.newest(101)]).toEqual([
        200,
        round * 1000 + 999,
        round * 1000 + 900,
        undefined,
      ]);
    }
    expect([ring.whenLeft(1), ring.whenLeft(3), ring.whenLeft(200), ring.whenLeft(201)]).toEqual([4900, 4901, 4999, undefined]);
    ring.dropUntil(5000);
    expect([ring.total(), ring.newest(1)]).toEqual([0, undefined]);
  });
});
