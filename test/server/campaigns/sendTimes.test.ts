import { describe, expect, test } from '@jest/globals';
import { sendTimeFindings, sendTimesOf } from '../../../server/campaigns/sendTimes.ts';
import type { ListTable } from '../../../server/merge/lists/listTable.ts';
import { PLAIN_SENDING } from '../../../shared/api/pace.ts';
import { cpuTime } from '../../support/cpuTime.ts';

function tableOf(times: string[], exact?: (string | null)[]): ListTable {
  return {
    kind: 'xlsx',
    sheet: null,
    sheets: [],
    headers: ['Email', 'When'],
    rows: times.map((time, i) => [`p${i}@example.com`, time]),
    ...(exact && { exact: exact.map((value) => (value === null ? null : { 1: value })) }),
  };
}
const AT = { ...PLAIN_SENDING, timeColumn: 'When' };
const NOW = Date.UTC(2026, 5, 1, 9);
const utc = (text: string): number => Date.parse(text);

describe('send times of a list', () => {
  test.each<[string, string, string | null, number | null | undefined]>([
    ['2026-06-01 10:00', 'UTC', null, utc('2026-06-01T10:00Z')],
    ['2026-06-01T10:00', 'Europe/Berlin', null, utc('2026-06-01T08:00Z')],
    ['2026-12-01 10:00', 'Europe/Berlin', null, utc('2026-12-01T09:00Z')],
    ['2026-06-01T10:00:00Z', 'Europe/Berlin', null, utc('2026-06-01T10:00Z')],
    // What the sheet knows counts, however it shows it.
    ['6/1/26 10:00', 'UTC', '2026-06-01T10:00:00', utc('2026-06-01T10:00Z')],
    // What the sheet knows is no time, so what it shows counts.
    ['2026-06-01 10:00', 'UTC', '46174.4', utc('2026-06-01T10:00Z')],
    ['', 'UTC', null, null],
    ['  ', 'UTC', null, null],
    ['tomorrow', 'UTC', null, undefined],
    ['6/1/26 10:00', 'UTC', null, undefined],
  ])('%s in %s (exactly %s): %s', (shown, timeZone, exact, time) => {
    expect(sendTimesOf(tableOf([shown], [exact]), { ...AT, timeZone })(0)).toBe(time);
  });

  test('the zone of the hours of sending holds where none is named for the column', () => {
    const window = { days: [1], from: '09:00', to: '17:00', timeZone: 'America/New_York' };
    const timeOf = sendTimesOf(tableOf(['2026-06-01 10:00']), { ...AT, window });
    expect(timeOf(0)).toBe(utc('2026-06-01T14:00Z'));
  });

  test('across the change of the clocks each hour has its own offset', () => {
    const timeOf = sendTimesOf(tableOf(['2026-10-24 12:00', '2026-10-26 12:00']), { ...AT, timeZone: 'Europe/Berlin' });
    expect([timeOf(0), timeOf(1)]).toEqual([utc('2026-10-24T10:00Z'), utc('2026-10-26T11:00Z')]);
  });

  test('no column, no times', () => {
    expect(sendTimesOf(tableOf(['tomorrow']), PLAIN_SENDING)(0)).toBeNull();
  });
});

describe('what stands against them', () => {
  test('unreadable ones are listed by row, and stop the start', () => {
    const { blockers, warnings } = sendTimeFindings(tableOf(['soon', '2026-06-02 10:00', 'later']), AT, [0, 1, 2], NOW);
    expect(blockers.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['SEND_TIME_UNREADABLE', 1, 'When'],
      ['SEND_TIME_UNREADABLE', 3, 'When'],
    ]);
    expect(blockers[0]?.text).toBe(
      'Row 1 has «soon» in «When», which is no day and time. Write it like 2026-11-23 09:30, or leave it empty.',
    );
    expect(warnings).toEqual([]);
  });

  test('rows that get no mail need none', () => {
    expect(sendTimeFindings(tableOf(['soon', '']), AT, [1], NOW).blockers).toEqual([]);
  });

  test('those that are over are told, and stop nothing', () => {
    const { blockers, warnings } = sendTimeFindings(tableOf(['2026-05-01 10:00', '2026-06-02 10:00']), AT, [0, 1], NOW);
    expect([blockers, warnings.map(({ code }) => code)]).toEqual([[], ['SEND_TIME_PASSED']]);
  });

  test('a column that the list has no longer stops the start', () => {
    const { blockers } = sendTimeFindings(tableOf(['']), { ...AT, timeColumn: 'Gone' }, [0], NOW);
    expect(blockers.map(({ code }) => code)).toEqual(['COLUMN_MISSING']);
  });

  test('the last of them is when it is done at the earliest', () => {
    const last = (times: string[], firsts: number[]) => sendTimeFindings(tableOf(times), AT, firsts, NOW).last;
    expect([
      last(['2026-06-02 10:00', '2026-06-03 10:00', ''], [0, 1, 2]),
      last(['2026-06-02 10:00', '2026-06-03 10:00'], [0]),
      last(['', 'soon'], [0, 1]),
    ]).toEqual([utc('2026-06-03T10:00Z'), utc('2026-06-02T10:00Z'), null]);
  });

  test('100,000 of them take no long time', () => {
    const times = Array.from({ length: 100_000 }, (_, i) => new Date(NOW + i * 61_000).toISOString().slice(0, 16));
    const began = cpuTime();
    sendTimeFindings(
      tableOf(times),
      { ...AT, timeZone: 'Europe/Berlin' },
      times.map((_, i) => i),
      NOW,
    );
    // Some 0.3 s; a zone asked for each row anew would take half a minute.
    expect(cpuTime() - began).toBeLessThan(15_000);
  });
});
