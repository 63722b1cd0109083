/** 200 runs of each property; 5,000 with TEST_LONG=1. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { checkWindow, nextOpen, openHours } from '../../../server/outbox/sendWindow.ts';
import { offsetsOf } from '../../../server/outbox/wallClock.ts';
import type { SendWindow } from '../../../shared/api/pace.ts';

const runs = process.env['TEST_LONG'] === '1' ? 5_000 : 200;
const MINUTE = 60_000;
const OFFICE: SendWindow = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: 'Europe/Berlin' };
const NIGHT: SendWindow = { days: [5], from: '22:00', to: '02:00', timeZone: 'Europe/Berlin' };
const SUNDAY: SendWindow = { days: [7], from: '02:15', to: '02:45', timeZone: 'Europe/Berlin' };
const day = (window: SendWindow, change: Partial<SendWindow>): SendWindow => ({ ...window, ...change });

describe('the next moment inside', () => {
  test.each<[string, SendWindow, string, string]>([
    ['is now, where it is open', OFFICE, '2026-06-01T09:30:15.123Z', '2026-06-01T09:30:15.123Z'],
    ['is when it opens today', OFFICE, '2026-06-01T05:00:00Z', '2026-06-01T07:00:00Z'],
    ['is the first moment of it', OFFICE, '2026-06-01T06:59:59.999Z', '2026-06-01T07:00:00Z'],
    ['is the next day right at its end', OFFICE, '2026-06-01T15:00:00Z', '2026-06-02T07:00:00Z'],
    ['is on Monday after Friday', OFFICE, '2026-06-05T15:00:00Z', '2026-06-08T07:00:00Z'],
    ['is an hour later on the clock of UTC in winter', OFFICE, '2026-10-23T15:00:00Z', '2026-10-26T08:00:00Z'],
    ['is in the night that began the day before', NIGHT, '2026-06-05T23:30:00Z', '2026-06-05T23:30:00Z'],
    ['is not in a night that began on another day', NIGHT, '2026-06-04T23:30:00Z', '2026-06-05T20:00:00Z'],
    ['is a week later where its hour is skipped in spring', SUNDAY, '2026-03-28T00:00:00Z', '2026-04-05T00:15:00Z'],
    [
      'is the end of the skipped hour where it lasts longer',
      day(SUNDAY, { to: '03:15' }),
      '2026-03-28T00:00:00Z',
      '2026-03-29T01:00:00Z',
    ],
    ['comes twice in autumn', SUNDAY, '2026-10-25T00:45:00Z', '2026-10-25T01:15:00Z'],
    [
      'is at midnight for the whole day',
      day(OFFICE, { days: [1], from: '00:00', to: '24:00' }),
      '2026-06-02T00:00:00Z',
      '2026-06-07T22:00:00Z',
    ],
    [
      'is there on the other side of the world',
      day(OFFICE, { timeZone: 'Pacific/Auckland' }),
      '2026-06-05T05:30:00Z',
      '2026-06-07T21:00:00Z',
    ],
    [
      'is there where clocks are half an hour off',
      day(OFFICE, { timeZone: 'Asia/Kolkata' }),
      '2026-06-01T00:00:00Z',
      '2026-06-01T03:30:00Z',
    ],
  ])('%s', (_what, window, at, opens) => {
    expect(new Date(nextOpen(window, Date.parse(at))).toISOString()).toBe(new Date(opens).toISOString());
  });
});

describe('the end', () => {
  test.each<[string, SendWindow, string, string]>([
    ['of a day', OFFICE, '2026-06-01T09:30:00Z', '2026-06-01T15:00:00Z'],
    ['of a night', NIGHT, '2026-06-05T23:30:00Z', '2026-06-06T00:00:00Z'],
    [
      'of days that go over into each other',
      day(OFFICE, { from: '00:00', to: '24:00' }),
      '2026-06-01T09:30:00Z',
      '2026-06-05T22:00:00Z',
    ],
    [
      'of hours that never end',
      day(OFFICE, { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }),
      '2026-06-01T09:30:00Z',
      '2026-06-08T09:30:00Z',
    ],
    ['where the clock is set back within it', day(SUNDAY, { to: '02:45' }), '2026-10-25T00:20:00Z', '2026-10-25T00:45:00Z'],
  ])('%s', (_what, window, at, closes) => {
    expect(new Date(openHours(window).closesAt(Date.parse(at))).toISOString()).toBe(new Date(closes).toISOString());
  });
});

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** As a person would look it up: what day and time the wall clock shows. */
function isInside({ days, from, to }: SendWindow, wall: number): boolean {
  const date = new Date(wall);
  const weekday = ((date.getUTCDay() + 6) % 7) + 1;
  const minutes = date.getUTCHours() * 60 + date.getUTCMinutes();
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (end > start) return days.includes(weekday) && minutes >= start && minutes < end;
  const began = ((weekday + 5) % 7) + 1;
  return (days.includes(weekday) && minutes >= start) || (days.includes(began) && minutes < end);
}

describe('for every window, zone and moment', () => {
  const clocks = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59)).map(([h, m]) => `${two(h)}:${two(m)}`);
  const two = (n: number): string => String(n).padStart(2, '0');
  const windows = fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      from: fc.oneof(clocks, fc.constant('24:00')),
      to: fc.oneof(clocks, fc.constant('24:00')),
      timeZone: fc.constantFrom(
        'Europe/Berlin',
        'America/New_York',
        'Australia/Lord_Howe',
        'Asia/Kathmandu',
        'Africa/Casablanca',
        'UTC',
      ),
    })
    .filter((window) => checkWindow(window) === null);
  /** Around the steps of the clocks, and anywhere. */
  const moments = fc.oneof(
    fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }),
    fc
      .tuple(
        fc.constantFrom('2026-03-29T01:00Z', '2026-10-25T01:00Z', '2026-03-08T07:00Z', '2026-11-01T06:00Z', '2026-04-04T15:00Z'),
        fc.integer({ min: -200, max: 200 }),
      )
      .map(([near, minutes]) => Date.parse(near) + minutes * MINUTE),
  );

  test('the next moment inside is inside, and none before it is', () => {
    fc.assert(
      fc.property(windows, moments, (window, at) => {
        const offsetAt = offsetsOf(window.timeZone);
        const inside = (moment: number) => isInside(window, moment + offsetAt(moment));
        const open = nextOpen(window, at);
        if (!inside(open) || open < at) return false;
        // Windows open at whole quarters of an hour, or a minute before.
        for (let before = open - MINUTE; before >= at && before > open - 400 * MINUTE; before -= MINUTE)
          if (inside(before)) return false;
        return open === at || !inside(open - 1);
      }),
      { numRuns: runs },
    );
  });

  test('it is open until it closes', () => {
    fc.assert(
      fc.property(windows, moments, (window, at) => {
        const offsetAt = offsetsOf(window.timeZone);
        const inside = (moment: number) => isInside(window, moment + offsetAt(moment));
        const open = nextOpen(window, at);
        const closes = openHours(window).closesAt(open);
        for (let moment = closes - 1; moment >= open && moment > closes - 400 * MINUTE; moment -= MINUTE)
          if (!inside(moment)) return false;
        return closes > open && (!inside(closes) || closes - open === 7 * 24 * 60 * MINUTE);
      }),
      { numRuns: runs },
    );
  });
});

describe('a window that is none', () => {
  test.each<[Partial<SendWindow>, RegExp]>([
    [{ timeZone: 'Europe/Atlantis' }, /“Europe\/Atlantis” is not a time zone. Give its name/],
    [{ to: '09:00' }, /begin and end at the same time/],
    [{ from: '24:00', to: '24:00' }, /begin and end at the same time/],
    [{ from: '24:00', to: '00:00' }, /begin and end at the same time/],
  ])('%j is told, and never searched without end', (change, sentence) => {
    const window = { ...OFFICE, ...change };
    expect(checkWindow(window)).toMatch(sentence);
    expect(() => nextOpen(window, 0)).toThrow(sentence);
  });
});
