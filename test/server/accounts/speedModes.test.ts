import { describe, expect, test } from '@jest/globals';
import {
  checkPace,
  kindOf,
  type MailboxKind,
  type Speed,
  speedOf,
  strictest,
  tenantOf,
} from '../../../server/accounts/speedModes.ts';
import { budgetOf } from '../../../server/accounts/tenants.store.ts';
import { PERSONAL_TENANT } from '../../../server/oauth/personalTenant.ts';
import type { Pace } from '../../../shared/api/pace.ts';

const DAY = 24 * 60 * 60_000;
const OLD = 400 * DAY;

describe('a mode', () => {
  test.each<[MailboxKind, Pace['mode'], number, number]>([
    ['work', 'careful', 10, 500],
    ['work', 'normal', 28, 5000],
    ['work', 'fast', 30, 10_000],
    ['personal', 'careful', 10, 100],
    ['personal', 'normal', 10, 100],
    ['personal', 'fast', 10, 300],
    ['gmail', 'careful', 10, 400],
    ['gmail', 'normal', 20, 400],
    ['gmail', 'fast', 20, 1500],
  ])('of %s, %s: %d a minute, %d a day', (kind, mode, perMinute, perDay) => {
    expect(speedOf({ mode }, kind, OLD, null)).toEqual({ perMinute, perDay });
  });

  test.each([
    [-DAY, 50],
    [0, 50],
    [DAY - 1, 50],
    [DAY, 100],
    [2 * DAY, 200],
    [3 * DAY, 400],
    [4 * DAY, 500],
    [3000 * DAY, 500],
  ])('careful begins with 50 a day and doubles daily: after %d ms %d', (ageMs, perDay) => {
    expect(speedOf({ mode: 'careful' }, 'work', ageMs, null).perDay).toBe(perDay);
  });

  test.each<[string, Pace, number, Speed]>([
    ['a number of the server is the one a minute', { mode: 'normal' }, 25, { perMinute: 25, perDay: 5000 }],
    ['of fast, too', { mode: 'fast' }, 25, { perMinute: 25, perDay: 10_000 }],
    ['which no provider lets through: no number a day', { mode: 'normal' }, 600, { perMinute: 600, perDay: null }],
    ['careful stays careful', { mode: 'careful' }, 600, { perMinute: 10, perDay: 500 }],
    ['own numbers stay', { mode: 'own', perMinute: 3, perDay: 7 }, 600, { perMinute: 3, perDay: 7 }],
    ['own ones may have no number a day', { mode: 'own', perMinute: 90, perDay: null }, 25, { perMinute: 90, perDay: null }],
  ])('%s', (_what, pace, messagesPerMinute, speed) => {
    expect(speedOf(pace, 'work', OLD, messagesPerMinute)).toEqual(speed);
  });

  test.each<[MailboxKind, number, Speed]>([
    ['personal', 28, { perMinute: 10, perDay: 100 }],
    ['personal', 5, { perMinute: 5, perDay: 100 }],
    ['gmail', 28, { perMinute: 20, perDay: 400 }],
    ['personal', 600, { perMinute: 600, perDay: null }],
  ])('a number of the server never carries a %s mailbox above what its provider lets through: %d', (kind, most, speed) => {
    expect(speedOf({ mode: 'normal' }, kind, OLD, most)).toEqual(speed);
  });
});

test('of several people’s choices the strictest of each number counts', () => {
  const speeds = [
    { perMinute: 30, perDay: null },
    { perMinute: 10, perDay: 500 },
    { perMinute: 28, perDay: 100 },
  ];
  expect(strictest(speeds)).toEqual({ perMinute: 10, perDay: 100 });
  expect(strictest(speeds.slice(0, 1))).toEqual({ perMinute: 30, perDay: null });
});

test.each([
  ['microsoft:3f0c2a51:anna', 'work', '3f0c2a51'],
  [`microsoft:${PERSONAL_TENANT}:sam`, 'personal', null],
  ['google:google:1234', 'gmail', null],
  ['fastmail:https://mail.example:8443/:anna', 'work', null],
])('%s is for %s, of organisation %s', (mailbox, kind, tid) => {
  expect([kindOf(mailbox), tenantOf(mailbox)]).toEqual([kind, tid]);
});

describe('what is asked for', () => {
  test.each<[Pace, RegExp | null]>([
    [{ mode: 'normal' }, null],
    [{ mode: 'own', perMinute: 5, perDay: 100 }, null],
    [{ mode: 'own', perMinute: 5, perDay: null }, null],
    [{ mode: 'own' }, /needs its numbers: give perMinute, and perDay or null/],
    [{ mode: 'own', perMinute: 5 }, /needs its numbers/],
    [{ mode: 'own', perDay: 5 }, /needs its numbers/],
    [{ mode: 'fast', perMinute: 5 }, /“fast” has its own numbers/],
    [{ mode: 'careful', perDay: null }, /“careful” has its own numbers/],
  ])('%j', (pace, sentence) => {
    const trouble = checkPace(pace);
    if (sentence === null) expect(trouble).toBeNull();
    else expect(trouble).toMatch(sentence);
  });
});

describe('the budget of an organisation', () => {
  const nothing = { licences: null, per_day: null, trial: 0 };

  test.each([
    [1, 10_000],
    [10, 12_005],
    [100, 22_059],
    [1000, 72_446],
  ])('with %d licences is %d a day', (licences, budget) => {
    expect(budgetOf({ ...nothing, licences })).toBe(budget);
  });

  test.each([
    [nothing, null],
    [{ ...nothing, trial: 1 }, 5000],
    [{ ...nothing, licences: 100, trial: 1 }, 5000],
    [{ per_day: 700, licences: 100, trial: 1 }, 700],
  ])('of %j is %s', (row, budget) => {
    expect(budgetOf(row)).toBe(budget);
  });
});
