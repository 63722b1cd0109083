import { expect, test } from '@jest/globals';
import { madeAhead } from '../../../server/mail/madeAhead.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';

const AS = { address: 'me@example.com', accessToken: 'token-1', fromName: null };
const NEWER = { ...AS, accessToken: 'token-2' };

function counted(clock: () => number = () => 0) {
  let count = 0;
  return { made: madeAhead(() => (count += 1), clock), count: () => count };
}

test('what was prepared is taken, once', () => {
  const { made } = counted();
  const message = aMailMessage({});
  made.prepare(message, AS);
  expect([made.of(message, AS), made.of(message, AS)]).toEqual([1, 2]);
});

test.each<[string, { as?: typeof AS; later?: number; another?: true }]>([
  ['for other credentials', { as: NEWER }],
  ['more than a second later: its date would be wrong', { later: 1_000 }],
  ['after the clock was set back', { later: -1 }],
  ['for another message that looks the same', { another: true }],
])('it is made anew %s', (_when, { as = AS, later = 0, another }) => {
  let now = 5_000;
  const { made } = counted(() => now);
  const message = aMailMessage({});
  made.prepare(message, AS);
  now += later;
  expect(made.of(another ? { ...message } : message, as)).toBe(2);
});

test('a failure while it is prepared is told when it is needed', async () => {
  const never = madeAhead((): number => {
    throw new Error('no sender');
  }, Date.now);
  const later = madeAhead(() => Promise.reject(new Error('no sender')), Date.now);
  const message = aMailMessage({});
  never.prepare(message, AS);
  later.prepare(message, AS);
  expect(() => never.of(message, AS)).toThrow('no sender');
  await expect(later.of(message, AS)).rejects.toThrow('no sender');
});
