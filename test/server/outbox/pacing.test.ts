import { describe, expect, test } from '@jest/globals';
import { departures } from '../../../server/outbox/departures.ts';
import { DAY_MS, earliest, messagesUntilDone, type SlotAsk, spacingMs } from '../../../server/outbox/pacing.ts';

const NOW = 1_000_000_000;

/** What left: pairs of how long ago and how many recipients, oldest first. */
function left(...ago: [number, number][]) {
  const ring = departures();
  for (const [ms, weight] of ago) ring.add(NOW - ms, weight);
  return ring;
}

const ask = (change: Partial<SlotAsk>): SlotAsk => ({
  moment: { now: NOW, real: NOW },
  kind: 'campaign',
  weight: { recipients: 1, external: 0 },
  limits: { perMinute: 28, perDay: 100, tenantPerDay: null },
  left: left(),
  outside: undefined,
  aheadAt: undefined,
  ...change,
});

const tenant = { limits: { perMinute: 28, perDay: null, tenantPerDay: 50 } };

describe('the earliest moment', () => {
  test.each<[string, Partial<SlotAsk>, ReturnType<typeof earliest>]>([
    ['nothing left: now', {}, { at: 0, why: 'free' }],
    ['a campaign is evenly spaced', { left: left([143, 1]) }, { at: NOW + 2000, why: 'pace' }],
    ['a message now is not', { kind: 'now', left: left([143, 1]) }, { at: 0, why: 'free' }],
    [
      'a full minute holds everybody',
      { kind: 'now', left: left(...Array.from({ length: 28 }, (): [number, number] => [50_000, 1])) },
      { at: NOW + 10_000, why: 'pace' },
    ],
    ['the day has room for the last one', { left: left([DAY_MS - 5, 40], [90_000, 59]) }, { at: 0, why: 'free' }],
    ['the day is used up', { left: left([DAY_MS - 5, 41], [90_000, 59]) }, { at: NOW + 5, why: 'day' }],
    [
      'many recipients wait until enough have gone out of the day',
      { weight: { recipients: 30, external: 0 }, left: left([DAY_MS - 5, 10], [DAY_MS - 9, 10], [90_000, 70]) },
      { at: NOW + 9, why: 'day' },
    ],
    ['no daily limit', { limits: { ...tenant.limits }, left: left([90_000, 1_000_000]) }, { at: 0, why: 'free' }],
    [
      'more recipients than a day has: never',
      { weight: { recipients: 101, external: 0 } },
      { at: NOW + DAY_MS, why: 'day', never: true },
    ],
    [
      'the organisation has used up its budget',
      { ...tenant, weight: { recipients: 9, external: 1 }, outside: left([DAY_MS - 7, 50]) },
      { at: NOW + 7, why: 'tenant' },
    ],
    [
      'which holds nobody who writes to colleagues',
      { ...tenant, weight: { recipients: 9, external: 0 }, outside: left([DAY_MS - 7, 50]) },
      { at: 0, why: 'free' },
    ],
    ['rows that lay ahead of the clock decide', { left: left([143, 1]), aheadAt: NOW - 143 }, { at: NOW + 2000, why: 'clock' }],
  ])('%s', (_what, change, slot) => {
    expect(earliest(ask(change))).toEqual(slot);
  });

  test('is told by the clock although windows are measured in real time', () => {
    const moment = { now: 5_000_000, real: NOW };
    expect(earliest(ask({ moment, left: left([143, 1]) }))).toEqual({ at: 5_002_000, why: 'pace' });
  });

  test.each([
    [28, 2143],
    [30, 2000],
    [10, 6000],
    [1, 60_000],
    [6000, 10],
    [60_000, 1],
    [100_000, 0],
  ])('%d a minute are %d ms apart', (perMinute, ms) => {
    expect(spacingMs(perMinute)).toBe(ms);
  });
});

describe('campaigns of one mailbox take turns', () => {
  test.each([
    [10, [], 10],
    [10, [3], 13],
    [10, [100], 20],
    [1, [100, 100], 3],
  ])('%d messages beside %j are done after %d', (mine, others, messages) => {
    expect(messagesUntilDone(mine, others)).toBe(messages);
  });
});
