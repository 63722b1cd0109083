import { expect, test } from '@jest/globals';
import { sendingTime } from '../../../addin/merge/SendStep.tsx';
import { progressLine } from '../../../addin/campaigns/progressLine.ts';
import { reportName } from '../../../addin/campaigns/useReport.ts';
import { formatBytes, formatDuration, formatMoment, formatNumber } from '../../../addin/ui/format.ts';
import { finishedCampaign, runningCampaign, summaryOf } from '../../support/fakeData.ts';

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

test('numbers and moments follow the locale', () => {
  expect(formatNumber(1234567, 'de-DE')).toBe('1.234.567');
  expect(formatMoment(new Date(2026, 2, 4, 15, 42).toISOString(), noon, 'en-GB')).toBe('15:42');
  expect(formatMoment(new Date(2026, 2, 5, 9, 5).toISOString(), noon, 'en-GB')).toMatch(/^5 Mar, 0?9:05$/);
});

test('the time a run takes is said with its end', () => {
  expect(sendingTime(30, noon)).toBe('Less than a minute.');
  expect(sendingTime(540, noon)).toMatch(/^About 9 minutes, today 12:00.*–12:09/);
  expect(sendingTime(86_400, noon)).toMatch(/^About 1 day, until/);
});

test('one line of truth about a merge', () => {
  expect(progressLine(summaryOf(runningCampaign(noon)), noon)).toMatch(
    /^86 of 248 sent · 3 rejected · 1 doubtful · 2 skipped · finishes about /,
  );
  expect(progressLine(summaryOf(finishedCampaign(noon)), noon)).toMatch(
    /^243 of 248 sent · 3 rejected · 2 doubtful · 2 skipped · finished /,
  );
});

test.each([
  ['Invoice October.docx', 'Invoice October - report.csv'],
  ['a/b:c*?.docx', 'a b c - report.csv'],
  ['', 'Report - report.csv'],
])('the report of "%s" is called "%s"', (campaign, name) => {
  expect(reportName(campaign)).toBe(name);
});
