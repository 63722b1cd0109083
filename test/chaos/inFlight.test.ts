import { expect, test } from '@jest/globals';
import type { SendRequest } from '../../server/sandbox/sendLog.ts';
import { inFlightAt, type Kill } from './inFlight.ts';

const T = 1_000_000;
const KILL: Kill = { sentAt: T, goneAt: T + 5, spawnedAt: T + 10, upAt: T + 500, unwritableSince: null, nextAt: null };

let number = 0;
const send = (mailbox: string, arrivedAt: number, more: Partial<SendRequest> = {}): SendRequest => {
  number += 1;
  return {
    number,
    route: 'send',
    connection: 1,
    arrivedAt,
    to: [`reader@${mailbox}`],
    marker: `${mailbox} ${arrivedAt - T}`,
    ...more,
  };
};
const markers = (sends: SendRequest[]) => sends.map((each) => each.marker);

test.each([
  ['one without an answer', send('a', T - 20, { lostAt: T + 4 }), 1, 1],
  ['one whose answer left after the kill', send('a', T - 20, { answeredAt: T + 3 }), 1, 1],
  ['one whose bytes were still on their way', send('a', T + 8, { answeredAt: T + 9 }), 1, 1],
  ['one whose answer left just before: nobody knows whether it was recorded', send('a', T - 20, { answeredAt: T - 10 }), 0, 1],
  ['one that was answered long ago', send('a', T - 3000, { answeredAt: T - 2000 }), 0, 0],
  ['one that a fault cut long ago', send('a', T - 3000, { lostAt: T - 2000 }), 0, 0],
  ['one of the next process', send('a', T + 600, { answeredAt: T + 610 }), 0, 0],
])('%s', (_, one, unanswered, all) => {
  const found = inFlightAt(KILL, [one]);
  expect([found.unanswered.length, found.all.length]).toEqual([unanswered, all]);
});

test('of each mailbox only the last one counts, because it sends one mail after the other', () => {
  const sends = [send('a', T - 30, { answeredAt: T - 25 }), send('b', T - 28), send('a', T - 20)];
  expect(markers(inFlightAt(KILL, sends).all)).toEqual(['a -20', 'b -28']);
});

test('an answer that left while nothing could be written was not recorded', () => {
  const sends = [send('a', T - 7000, { answeredAt: T - 6900 })];
  expect(inFlightAt(KILL, sends).all).toEqual([]);
  expect(inFlightAt({ ...KILL, unwritableSince: T - 8000 }, sends).all).toHaveLength(1);
});

test('what was in flight at the kill before is not counted again', () => {
  const sends = [send('a', T - 5)];
  const second = { ...KILL, sentAt: T + 900, goneAt: T + 905, spawnedAt: T + 910 };
  expect(inFlightAt(second, sends, KILL).all).toEqual([]);
});
