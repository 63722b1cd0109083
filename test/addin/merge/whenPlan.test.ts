import { describe, expect, test } from '@jest/globals';
import { toggled } from '../../../addin/merge/SendingHours.tsx';
import { daysLine, doneLine, hoursLine, startOf, suggestedTime, whenLine } from '../../../addin/merge/whenPlan.ts';
import { PLAIN_SENDING } from '../../../shared/api/pace.ts';

/** A Wednesday. */
const noon = new Date(2026, 2, 4, 12, 0).getTime();
const later = { kind: 'later' as const, at: new Date(2026, 2, 9, 9, 0).toISOString() };
const window = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: 'Europe/Vienna' };
const inHours = { ...PLAIN_SENDING, window };

describe('“later” begins with', () => {
  test.each([
    ['the next morning', new Date(2026, 2, 4, 12, 0), '2026-03-05'],
    ['this morning, where it is still to come', new Date(2026, 2, 4, 7, 30), '2026-03-04'],
    ['Monday, on a Friday', new Date(2026, 2, 6, 16, 0), '2026-03-09'],
    ['Monday, on a Sunday', new Date(2026, 2, 8, 8, 0), '2026-03-09'],
    ['the next year, at its end', new Date(2026, 11, 31, 18, 0), '2027-01-01'],
  ])('%s', (_, now, date) => {
    expect(suggestedTime(now.getTime())).toEqual({ date, time: '09:00' });
  });
});

describe('a chosen time', () => {
  test.each([
    ['none is now', null, { kind: 'now' }],
    ['is of the person’s own clock', { date: '2026-03-09', time: '09:00' }, later],
    ['without a date is unfinished', { date: '', time: '09:00' }, { kind: 'unfinished' }],
    ['without a time is unfinished', { date: '2026-03-09', time: '' }, { kind: 'unfinished' }],
    ['that is no date is unfinished', { date: '2026-13-40', time: '09:00' }, { kind: 'unfinished' }],
    ['before now has passed', { date: '2026-03-04', time: '11:59' }, { kind: 'passed' }],
    ['that is just now has passed', { date: '2026-03-04', time: '12:00' }, { kind: 'passed' }],
  ])('%s', (_, chosen, start) => {
    expect(startOf(chosen, noon)).toEqual(start);
  });
});

test.each([
  [[1, 2, 3, 4, 5], 'Mo–Fr'],
  [[1, 3, 4, 5], 'Mo, We–Fr'],
  [[6, 7], 'Sa–Su'],
  [[7], 'Su'],
  [[5, 1], 'Mo, Fr'],
  [[1, 2, 3, 4, 5, 6, 7], 'every day'],
])('days %j are %s', (days, line) => {
  expect(daysLine(days)).toBe(line);
});

test.each([
  [[1, 2], 3, [1, 2, 3]],
  [[1, 3], 2, [1, 2, 3]],
  [[1, 2], 1, [2]],
  [[4], 4, [4]],
])('days %j, day %d pressed: %j', (days, day, left) => {
  expect(toggled(days, day)).toEqual(left);
});

test('the one line says everything that was chosen', () => {
  expect(whenLine(PLAIN_SENDING, { kind: 'now' }, noon)).toBe('now');
  for (const kind of ['passed', 'unfinished'] as const) expect(whenLine(PLAIN_SENDING, { kind }, noon)).toBe('…');
  expect(whenLine(PLAIN_SENDING, later, noon)).toMatch(/^Monday, 0?9:00/);
  expect(whenLine({ ...inHours, timeColumn: 'Due' }, { kind: 'now' }, noon)).toBe(`now · ${hoursLine(window)} · times in «Due»`);
  expect(hoursLine(window)).toMatch(/^Mo–Fr, 0?9:00.*–/);
});

describe('the end, said before the start', () => {
  test.each([
    ['now', 540, PLAIN_SENDING, { kind: 'now' }, /^Done about 12:09.*, after 9 minutes\.$/],
    ['quick', 20, PLAIN_SENDING, { kind: 'now' }, /^Less than a minute\.$/],
    ['over a day', 90_000, PLAIN_SENDING, { kind: 'now' }, /^Done tomorrow, about 0?1:00.*\.$/],
    ['within hours', 3600, inHours, { kind: 'now' }, /^Done about 0?1:00.*\.$/],
    ['later', 540, PLAIN_SENDING, later, /^Starts Monday, 0?9:00.*, done about 0?9:09.*\.$/],
    ['later, within hours: not to be said', 540, inHours, later, /^Starts Monday, 0?9:00[^,]*\.$/],
  ] as const)('%s', (_, seconds, sending, start, line) => {
    expect(doneLine(seconds, sending, start, noon)).toMatch(line);
  });

  test('is not said where it is not known', () => {
    expect(doneLine(null, PLAIN_SENDING, { kind: 'now' }, noon)).toBeNull();
    expect(doneLine(540, PLAIN_SENDING, { kind: 'unfinished' }, noon)).toBeNull();
  });
});
