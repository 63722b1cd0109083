import { expect, test } from '@jest/globals';
import { progressLine } from '../../../addin/campaigns/progressLine.ts';
import { reportName } from '../../../addin/campaigns/useReport.ts';
import {
  formatAbout,
  formatBytes,
  formatDuration,
  formatList,
  formatMoment,
  formatMost,
  formatNumber,
  formatWhen,
} from '../../../addin/ui/format.ts';
import { readWhole } from '../../../addin/ui/readWhole.ts';
import { chooseLocale, keepLocale, userLocale } from '../../../addin/ui/userLocale.ts';
import { finishedCampaign, runningCampaign, scheduledCampaign, summaryOf } from '../../support/fakeData.ts';

const noon = new Date(2026, 2, 4, 12, 0).getTime();

test.each([
  [20, 'less than a minute'],
  [60, '1 minute'],
  [540, '9 minutes'],
  [3600, '1 hour'],
  [9000, '2 hours 30 minutes'],
  [200_000, '2 days'],
])('%d seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds, 'en-GB')).toBe(text);
});

test.each([
  [0, '0 KB'],
  [10, '1 KB'],
  [48_213, '47 KB'],
  [3 * 1024 * 1024, '3 MB'],
  [1.5 * 1024 * 1024, '1.5 MB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes, 'en-GB')).toBe(text);
});

test('a limit is rounded down', () => {
  expect([3_139_584, 3 * 1024 * 1024, 1000].map((bytes) => formatMost(bytes, 'en-GB'))).toEqual(['2.9 MB', '3 MB', '1 KB']);
});

test('numbers and moments follow the locale', () => {
  expect(formatNumber(1234567, 'de-DE')).toBe('1.234.567');
  expect(formatMoment(new Date(2026, 2, 4, 15, 42).toISOString(), noon, 'en-GB')).toBe('15:42');
  expect(formatMoment(new Date(2026, 2, 5, 9, 5).toISOString(), noon, 'en-GB')).toMatch(/^5 Mar, 0?9:05$/);
});

test.each([
  ['today', new Date(2026, 2, 4, 14, 38), /^today, 14:38$/, /^about 14:38$/],
  ['the next day', new Date(2026, 2, 5, 10, 20), /^tomorrow, 10:20$/, /^tomorrow, about 10:20$/],
  ['midnight belongs to the day it begins', new Date(2026, 2, 5, 0, 0), /^tomorrow, 0?0:00$/, /^tomorrow, about 0?0:00$/],
  ['within a week by its name', new Date(2026, 2, 10, 9, 0), /^Tuesday, 0?9:00$/, /^Tuesday, about 0?9:00$/],
  ['later by its date', new Date(2026, 2, 11, 9, 0), /^11 Mar, 0?9:00$/, /^11 Mar, about 0?9:00$/],
  ['in another year with it', new Date(2028, 2, 11, 9, 0), /^11 Mar 2028, 0?9:00$/, /^11 Mar 2028, about 0?9:00$/],
  ['over the change to summer time', new Date(2026, 2, 29, 9, 0), /^29 Mar, 0?9:00$/, /^29 Mar, about 0?9:00$/],
])('a moment as a sentence says it: %s', (_, date, when, about) => {
  expect(formatWhen(date.toISOString(), noon, 'en-GB')).toMatch(when);
  expect(formatAbout(date.toISOString(), noon, 'en-GB')).toMatch(about);
});

test.each([
  ['12', 12],
  [' 7 ', 7],
  ['0', null],
  ['101', null],
  ['1.5', null],
  ['ten', null],
  ['', null],
])('"%s" as a whole number from 1 to 100 is %s', (text, value) => {
  expect(readWhole(text, 1, 100)).toBe(value);
});

test('one line of truth about a merge', () => {
  expect(progressLine(summaryOf(runningCampaign(noon)), noon)).toMatch(
    /^86 of 248 sent · 3 rejected · 1 doubtful · 2 skipped · finishes about /,
  );
  expect(progressLine(summaryOf(finishedCampaign(noon)), noon)).toMatch(
    /^243 of 248 sent · 3 rejected · 2 doubtful · 2 skipped · finished /,
  );
  expect(progressLine(summaryOf(scheduledCampaign(noon)), noon)).toMatch(/^Starts tomorrow, .* · 248 mails$/);
});

test.each([
  ['Invoice October.docx', 'Invoice October - report.csv'],
  ['a/b:c*?.docx', 'a b c - report.csv'],
  ['', 'Report - report.csv'],
])('the report of "%s" is called "%s"', (campaign, name) => {
  expect(reportName(campaign)).toBe(name);
});

test.each([
  ['en-US', '1,234,567.5', '9:05 AM', 'Mar 11', 'a, b, and c'],
  ['en-GB', '1,234,567.5', '09:05', '11 Mar', 'a, b and c'],
  ['de-DE', '1.234.567,5', '09:05', '11. März', 'a, b, and c'],
  ['ar-EG', '١٬٢٣٤٬٥٦٧٫٥', '٩:٠٥ ص', '١١ مارس', 'a, b, and c'],
  ['fa-IR', '۱٬۲۳۴٬۵۶۷٫۵', '۹:۰۵', '۲۰ اسفند', 'a, b, and c'],
  ['th-TH-u-ca-buddhist', '1,234,567.5', '09:05', '11 มี.ค.', 'a, b, and c'],
])(
  '%s: its numbers, clock and calendar; names in a sentence in the language of the sentence',
  (locale, number, time, day, list) => {
    const eleventh = new Date(2026, 2, 11, 9, 5).toISOString();
    const plain = (text: string) => text.replaceAll(/\s/gu, ' ').replace(/^0/, '');
    expect(formatNumber(1234567.5, locale)).toBe(number);
    expect(plain(formatMoment(eleventh, Date.parse(eleventh), locale))).toBe(time.replace(/^0/, ''));
    expect(plain(formatMoment(eleventh, noon, locale))).toContain(day);
    expect(formatWhen(new Date(2026, 2, 10, 9, 5).toISOString(), noon, locale)).toMatch(/^Tuesday, /);
    expect(formatDuration(9000, locale)).toBe('2 hours 30 minutes');
    expect(formatList(['a', 'b', 'c'], locale)).toBe(list);
    expect(formatBytes(48_213, locale)).toMatch(/ KB$/);
  },
);

test.each([
  ['Office’s own language first', ['de-AT', 'en-US'], 'de-AT'],
  ['outside of Office the browser’s', [null, 'fr-CA'], 'fr-CA'],
  ['a name that no browser knows is passed over', ['zh-CHS', 'zh-TW'], 'zh-TW'],
  ['nor is nonsense a reason to fall', ['', 'not a locale', undefined], undefined],
])('the locale: %s', (_, wanted, chosen) => {
  expect(chooseLocale(wanted)).toBe(chosen);
});

test('what is written follows the locale that the page has kept', () => {
  const root = document.documentElement;
  keepLocale(root, ['de-DE']);
  expect([userLocale(), formatNumber(1234.5)]).toEqual(['de-DE', '1.234,5']);
  keepLocale(root, [null]);
  expect(userLocale()).toBeUndefined();
});
