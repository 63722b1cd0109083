import { expect, test } from '@jest/globals';
import { sideBySide } from '../../../server/doctor/sideBySide.ts';

const NEVER = new AbortController().signal;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('no more at once than allowed, answers in the order of the tasks', async () => {
  let [now, most] = [0, 0];
  const tasks = [5, 1, 4, 2, 3].map((turns, i) => async () => {
    now += 1;
    most = Math.max(most, now);
    for (let t = 0; t < turns; t += 1) await turn();
    now -= 1;
    return i;
  });
  expect(await sideBySide(tasks, { atOnce: 2, until: NEVER })).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});

test('what is not done in time is undefined, and what comes later changes nothing', async () => {
  const end = new AbortController();
  let finish = (_value: string): void => undefined;
  let begun = 0;
  const slow = () => new Promise<string>((resolve) => (finish = resolve));
  const tasks = [() => Promise.resolve('quick'), slow, () => ((begun += 1), Promise.resolve('never begun'))];
  const answers = sideBySide(tasks.slice(0, 2).concat(tasks.slice(2)), { atOnce: 1, until: end.signal });
  await turn();
  end.abort();
  const given = await answers;
  expect(given).toEqual(['quick', undefined, undefined]);
  finish('late');
  await turn();
  expect([given, begun]).toEqual([['quick', undefined, undefined], 0]);
});

test('no tasks, and no time', async () => {
  expect(await sideBySide([], { atOnce: 3, until: NEVER })).toEqual([]);
  expect(await sideBySide([() => Promise.resolve(1)], { atOnce: 3, until: AbortSignal.abort() })).toEqual([undefined]);
});

test('a surprise is not swallowed', async () => {
  await expect(sideBySide([() => Promise.reject(new Error('odd'))], { atOnce: 1, until: NEVER })).rejects.toThrow('odd');
});
