import { describe, expect, test } from '@jest/globals';
import { timerQueue } from '../../../server/queue/timerQueue.ts';
import { fakeClock } from '../../support/fakeClock.ts';

function aQueue() {
  const clock = fakeClock();
  const queue = timerQueue(clock);
  const woken: [string, number][] = [];
  const began = clock.now();
  const listen = (): void => queue.listen((mailbox) => void woken.push([mailbox, clock.now() - began]));
  return { clock, queue, woken, listen, at: (ms: number) => began + ms };
}

describe('a wake', () => {
  test('comes when it was asked for, once, for each mailbox', async () => {
    const { clock, queue, woken, listen, at } = aQueue();
    listen();
    queue.wake('a', at(100));
    queue.wake('b');
    await clock.advance(1_000);
    expect(woken).toEqual([
      ['b', 0],
      ['a', 100],
    ]);
  });

  test('of several wishes the earliest wins', async () => {
    const { clock, queue, woken, listen, at } = aQueue();
    listen();
    for (const ms of [500, 100, 300]) queue.wake('a', at(ms));
    await clock.advance(1_000);
    expect(woken).toEqual([['a', 100]]);
  });

  test('asked for before anybody listens is kept', async () => {
    const { clock, queue, woken, listen, at } = aQueue();
    queue.wake('a', at(10));
    await clock.advance(1_000);
    listen();
    await clock.advance(0);
    expect(woken).toEqual([['a', 1_000]]);
  });

  test('further away than a timer can count still comes in time', async () => {
    const { clock, queue, woken, listen, at } = aQueue();
    listen();
    const month = 31 * 24 * 60 * 60_000;
    queue.wake('a', at(month));
    await clock.advance(month);
    expect(woken).toEqual([['a', month]]);
  });

  test('comes at once where the computer slept past one that was asked for', async () => {
    const { clock, queue, woken, listen, at } = aQueue();
    listen();
    queue.wake('a', at(60_000));
    clock.step(3_600_000);
    queue.wake('a');
    await clock.advance(120_000);
    expect(woken).toEqual([['a', 3_600_000]]);
  });

  test('none comes after the stop, and no timer is left', async () => {
    const { clock, queue, woken, listen } = aQueue();
    listen();
    queue.wake('a');
    queue.stop();
    queue.wake('b');
    await clock.advance(1_000);
    expect([woken, clock.timers()]).toEqual([[], 0]);
  });
});
