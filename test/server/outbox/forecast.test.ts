/** 50 runs of the property; 500 with TEST_LONG=1. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { departures } from '../../../server/outbox/departures.ts';
import { forecast, type ForecastAsk } from '../../../server/outbox/forecast.ts';
import { earliest } from '../../../server/outbox/pacing.ts';
import { openHours } from '../../../server/outbox/sendWindow.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** A Monday. */
const NOW = Date.UTC(2026, 5, 1, 9);
const OFFICE = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: 'UTC' };
const runs = process.env['TEST_LONG'] === '1' ? 500 : 50;

const ask = (change: Partial<ForecastAsk>): ForecastAsk => ({
  now: NOW,
  messages: 1,
  limits: { perMinute: 60, perDay: null },
  used: [],
  from: 0,
  window: null,
  ...change,
});

describe('a campaign is done', () => {
  test.each<[string, Partial<ForecastAsk>, number | null]>([
    ['never, where there is nothing to send', { messages: 0 }, null],
    ['at once with one message', {}, NOW],
    ['after a minute with 61', { messages: 61 }, NOW + 60_000],
    ['later where the mailbox rests', { messages: 2, from: NOW + 30_000 }, NOW + 31_000],
    ['not before now where a slot lies in the past', { from: NOW - 30_000 }, NOW],
    ['on the next day where its number is reached', { messages: 101, limits: { perMinute: 60, perDay: 100 } }, NOW + DAY],
    [
      'when those before it have gone out of the day',
      { limits: { perMinute: 60, perDay: 100 }, used: [{ at: NOW - HOUR, recipients: 100 }] },
      NOW + DAY - HOUR,
    ],
    ['in so many days', { messages: 1000, limits: { perMinute: 60, perDay: 100 } }, NOW + 9 * DAY + 99_000],
    [
      'sooner where its number grows',
      {
        messages: 200,
        limits: {
          perMinute: 60,
          perDay: 50,
          grows: [
            { at: NOW + DAY, perDay: 100 },
            { at: NOW + 2 * DAY, perDay: 200 },
          ],
        },
      },
      NOW + 2 * DAY + 49_000,
    ],
    [
      'when its number grows, though nothing has gone out of the day yet',
      { limits: { perMinute: 60, perDay: 50, grows: [{ at: NOW + HOUR, perDay: 100 }] }, used: [{ at: NOW, recipients: 50 }] },
      NOW + HOUR,
    ],
    [
      'when its number has grown to what a message needs',
      { recipients: 60, limits: { perMinute: 60, perDay: 50, grows: [{ at: NOW + HOUR, perDay: 100 }] } },
      NOW + HOUR,
    ],
    ['never, where a message has more recipients than a day', { recipients: 11, limits: { perMinute: 60, perDay: 10 } }, null],
    ['the next morning where the hours end', { messages: 8 * 3600 + 2, window: OFFICE }, NOW + DAY + 1000],
    ['on Monday where they end on Friday', { from: NOW + 4 * DAY + 8 * HOUR, window: OFFICE }, NOW + 7 * DAY],
    ['at a pace below a millisecond too', { messages: 200_000, limits: { perMinute: 100_000, perDay: null } }, NOW],
  ])('%s', (_what, change, at) => {
    expect(forecast(ask(change))).toBe(at);
  });

  test('as foreseen: sending one by one takes as long, but for a hundredth of a day’s amount', () => {
    const windows = fc.option(
      fc.record({
        days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        from: fc.constantFrom('08:00', '20:00'),
        to: fc.constantFrom('06:30', '12:00'),
        timeZone: fc.constant('Europe/Berlin'),
      }),
    );
    const sizes = fc.integer({ min: 1, max: 300 });
    const perMinutes = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(
        sizes,
        perMinutes,
        fc.option(fc.integer({ min: 1, max: 150 })),
        windows,
        (messages, perMinute, perDay, window) => {
          const limits = { perMinute, perDay };
          const foreseen = forecast(ask({ messages, limits, window })) ?? 0;
          const left = departures();
          const hours = window && openHours(window);
          let at = NOW;
          for (let i = 0; i < messages; i += 1) {
            // Pace and hours by turns until both agree.
            for (let slot = at - 1; slot !== at; ) {
              slot = at;
              at = Math.max(
                at,
                earliest({ ...SINGLE, limits: { ...limits, tenantPerDay: null }, left, moment: { now: at, real: at } }).at,
              );
              if (hours) at = hours.nextOpen(at);
              left.dropUntil(at - DAY);
            }
            left.add(at, 1);
          }
          const piece = Math.max(1, (perDay ?? 0) / 100) * (60_000 / perMinute + 1);
          return foreseen >= at && (window !== null || foreseen - at <= piece * 60);
        },
      ),
      { numRuns: runs },
    );
  });

  test('a million messages at fifty a day is foreseen in no time', () => {
    const at = forecast(ask({ messages: 1_000_000, limits: { perMinute: 28, perDay: 50 } })) ?? 0;
    expect((at - NOW) / DAY).toBeGreaterThan(19_500);
    expect((at - NOW) / DAY).toBeLessThan(20_500);
  });
});

const SINGLE = {
  kind: 'campaign',
  weight: { recipients: 1, external: 0 },
  outside: undefined,
  aheadAt: undefined,
} as const;
