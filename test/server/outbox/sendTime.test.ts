import { describe, expect, test } from '@jest/globals';
import { parseSendTime } from '../../../server/outbox/sendTime.ts';
import { offsetsOf } from '../../../server/outbox/wallClock.ts';

const BERLIN = 'Europe/Berlin';

describe('a send time', () => {
  test.each([
    ['2026-11-23T09:30', '2026-11-23T08:30:00Z'],
    ['2026-11-23 09:30', '2026-11-23T08:30:00Z'],
    [' 2026-11-23  9:30:15 ', '2026-11-23T08:30:15Z'],
    ['2026-11-23T09:30:00.000', '2026-11-23T08:30:00Z'],
    ['2026-07-01 09:30', '2026-07-01T07:30:00Z'],
    ['2026-11-23T09:30Z', '2026-11-23T09:30:00Z'],
    ['2026-11-23T09:30:00+05:30', '2026-11-23T04:00:00Z'],
    ['2026-11-23 09:30 -0800', '2026-11-23T17:30:00Z'],
    ['23.11.2026 09:30', '2026-11-23T08:30:00Z'],
    ['3.1.2026, 9:30 Uhr', '2026-01-03T08:30:00Z'],
    ['23. 11. 2026 um 09:30', '2026-11-23T08:30:00Z'],
    // Clocks skip this hour: an hour later. They show this one twice: the first time.
    ['2026-03-29 02:30', '2026-03-29T01:30:00Z'],
    ['2026-10-25 02:30', '2026-10-25T00:30:00Z'],
    ['2026-10-25 03:30', '2026-10-25T02:30:00Z'],
  ])('%s is %s in Berlin', (text, at) => {
    expect(new Date(parseSendTime(text, BERLIN) ?? 0).toISOString()).toBe(new Date(at).toISOString());
    expect(parseSendTime(text, offsetsOf(BERLIN))).toBe(Date.parse(at));
  });

  test.each([
    '',
    'tomorrow',
    '2026-11-23',
    '23.11.2026',
    '09:30',
    '11/12/2026 09:30',
    '23.11.26 09:30',
    '2026-02-30 09:30',
    '31.11.2026 09:30',
    '2026-13-01 09:30',
    '2026-11-23 24:30',
    '2026-11-23 09:60',
    '2026-11-23 9:30 PM',
    '0001-01-01 09:30',
    '2026-11-23T09:30+25:00',
    '2026-11-23T09:30+01:75',
    '46349.4',
  ])('%j is none, or could be two', (text) => {
    expect(parseSendTime(text, BERLIN)).toBeNull();
  });

  test('of a zone that is not known throws', () => {
    expect(() => parseSendTime('2026-11-23 09:30', 'Nowhere/Land')).toThrow(RangeError);
  });
});
