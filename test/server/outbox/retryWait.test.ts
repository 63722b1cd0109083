import { describe, expect, test } from '@jest/globals';
import { askedWait, retryDecision } from '../../../server/outbox/retryWait.ts';
import { type RetryPolicy, STANDARD_RETRY } from '../../../shared/api/pace.ts';

const NO_MORE = { again: false } as const;
const after = (seconds: number) => ({ again: true, waitMs: seconds * 1000 });
const status: RetryPolicy = { ...STANDARD_RETRY, mode: 'status', statusCodes: [421, 503] };

describe('a message that was certainly not sent', () => {
  test.each<[string, Partial<RetryPolicy>, number, number | null, object]>([
    ['is tried again after 5 s', {}, 1, null, after(5)],
    ['then after 10 s', {}, 2, 503, after(10)],
    ['and after 80 s the fifth time', {}, 5, 421, after(80)],
    ['and no more', {}, 6, null, { ...NO_MORE, reason: 'It was tried 6 times, so send it again yourself.' }],
    ['never waits for more than 5 minutes', { countMax: 100 }, 90, null, after(300)],
    ['waits 5 s each time where waits do not grow', { multiplyWait: false }, 5, null, after(5)],
    [
      'is given up where repeating is off',
      { mode: 'none' },
      1,
      503,
      { ...NO_MORE, reason: 'Repeating is turned off, so send it again yourself.' },
    ],
    [
      'is given up at once with no repetitions',
      { countMax: 0 },
      1,
      null,
      { ...NO_MORE, reason: 'It was tried once, so send it again yourself.' },
    ],
    ['is tried again after a listed status', status, 1, 421, after(5)],
    [
      'is given up after another status',
      status,
      1,
      450,
      {
        ...NO_MORE,
        reason: 'It is tried again by itself after 421, 503 only, and the answer was 450, so send it again yourself.',
      },
    ],
    [
      'is given up without an answer where only statuses count',
      status,
      1,
      null,
      { ...NO_MORE, reason: 'It is tried again by itself after 421, 503 only, and nobody answered, so send it again yourself.' },
    ],
    ['counts attempts after a listed status too', { ...status, countMax: 1 }, 2, 503, { ...NO_MORE, reason: expect.any(String) }],
  ])('%s', (_what, change, attempt, answered, decision) => {
    expect(retryDecision({ ...STANDARD_RETRY, ...change }, attempt, answered)).toEqual(decision);
  });

  test.each([
    [0, 1_000],
    [30_000, 30_000],
    [48 * 60 * 60_000, 24 * 60 * 60_000],
  ])('a wait of %d ms that was asked for is obeyed as %d ms', (asked, waits) => {
    expect(askedWait(asked)).toBe(waits);
  });
});
