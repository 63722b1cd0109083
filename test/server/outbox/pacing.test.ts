import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  finishTime,
  messagesUntilDone,
  nextCampaignSlot,
  nextFreeSlot,
  paceFacts,
  spacingMs,
  WINDOW_MS,
} from '../../../server/outbox/pacing.ts';

const perMinutes = fc.integer({ min: 1, max: 600 });
/** How long after its slot a message really leaves: rendering, access, a busy machine. */
const delays = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 40 });

/** The most messages in any rolling minute. */
function busiestMinute(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted.reduce((most, from) => Math.max(most, sorted.filter((t) => t >= from && t < from + WINDOW_MS).length), 0);
}

/** Sends as the sender does: looks at the times, waits for the slot, leaves `delay` later. Nothing else is remembered. */
function sendCampaign(times: number[], delay: number, now: number, perMinute: number): number {
  const slot = nextCampaignSlot(paceFacts(times, now, perMinute), perMinute);
  const left = Math.max(now, slot) + delay;
  times.push(left);
  return left;
}

describe('the pace of a campaign', () => {
  test('never more than the number in any rolling minute, whatever the delays', () => {
    fc.assert(
      fc.property(perMinutes, delays, (perMinute, waits) => {
        const times: number[] = [];
        let now = 1_000_000;
        for (let i = 0; i < Math.min(perMinute * 2 + 10, 300); i += 1)
          now = sendCampaign(times, waits[i % waits.length] ?? 0, now, perMinute);
        return busiestMinute(times) <= perMinute;
      }),
      { numRuns: 60 },
    );
  });

  test('nor together with single messages that take every free slot', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 200 }),
        (perMinute, turns) => {
          const times: number[] = [];
          let now = 1_000_000;
          for (const single of turns) {
            if (!single) now = sendCampaign(times, 0, now, perMinute);
            else if (nextFreeSlot(paceFacts(times, now, perMinute)) <= now) times.push(now);
          }
          return busiestMinute(times) <= perMinute;
        },
      ),
      { numRuns: 100 },
    );
  });

  test('never idle when it may send: without delays a campaign reaches the number exactly', () => {
    fc.assert(
      fc.property(perMinutes, (perMinute) => {
        const times: number[] = [];
        let now = 0;
        for (let i = 0; i <= perMinute; i += 1) now = sendCampaign(times, 0, now, perMinute);
        // The first and the perMinute-th after it are one window apart, give or take the rounding of the spacing.
        return now >= WINDOW_MS && now <= perMinute * spacingMs(perMinute);
      }),
    );
  });

  test('a slot is never later than the rules need', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 80 }),
        (perMinute, past) => {
          const now = 120_000;
          const slot = nextCampaignSlot(paceFacts(past, now, perMinute), perMinute);
          if (slot <= now) return true;
          const tooEarly = slot - 1;
          const recent = past.filter((t) => t > tooEarly - WINDOW_MS).length;
          const newest = Math.max(...past);
          return recent >= perMinute || tooEarly < newest + spacingMs(perMinute);
        },
      ),
    );
  });

  test.each([
    [28, 2143],
    [30, 2000],
    [10, 6000],
    [1, 60_000],
    [6000, 10],
  ])('%d a minute are %d ms apart', (perMinute, ms) => {
    expect(spacingMs(perMinute)).toBe(ms);
  });

  test('times a little ahead of a corrected clock count as now', () => {
    expect(paceFacts([1_000_500], 1_000_000, 28)).toEqual({ last: 1_000_000, full: undefined });
  });
});

describe('single messages', () => {
  test('take any free slot, and the next one opens when the oldest leaves the window', () => {
    const times = Array.from({ length: 28 }, (_, i) => 1_000_000 + i);
    expect(nextFreeSlot(paceFacts(times.slice(1), 1_000_100, 28))).toBe(0);
    expect(nextFreeSlot(paceFacts(times, 1_000_100, 28))).toBe(1_000_000 + WINDOW_MS);
  });
});

describe('the finish time', () => {
  test.each([
    { name: 'nothing left', ask: { now: 0, messages: 0, perMinute: 28 }, at: null },
    { name: 'one message leaves at once', ask: { now: 500, messages: 1, perMinute: 28 }, at: 500 },
    { name: '29 messages take a minute', ask: { now: 0, messages: 29, perMinute: 28 }, at: 28 * 2143 },
    { name: 'a rest comes first', ask: { now: 0, messages: 2, perMinute: 60, from: 30_000 }, at: 31_000 },
    { name: 'a slot in the past is now', ask: { now: 9_000, messages: 1, perMinute: 60, from: 1_000 }, at: 9_000 },
  ])('$name', ({ ask, at }) => {
    expect(finishTime(ask)).toBe(at);
  });

  test.each([
    [10, [], 10],
    [10, [3], 13],
    [10, [100], 20],
    [1, [100, 100], 3],
  ])('%d messages beside %j are done after %d, because campaigns take turns', (mine, others, messages) => {
    expect(messagesUntilDone(mine, others)).toBe(messages);
  });
});
