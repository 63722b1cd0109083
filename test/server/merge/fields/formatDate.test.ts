import { describe, expect, test } from '@jest/globals';
import { formatDate } from '../../../../server/merge/fields/formatDate.ts';

describe('date pictures', () => {
  test.each([
    ['2006-01-03T09:05:07', 'd', '3'],
    ['2006-01-03T09:05:07', 'dd', '03'],
    ['2006-01-03T09:05:07', 'ddd', 'Tue'],
    ['2006-01-03T09:05:07', 'dddd', 'Tuesday'],
    ['2006-01-03T09:05:07', 'M', '1'],
    ['2006-01-03T09:05:07', 'MM', '01'],
    ['2006-01-03T09:05:07', 'MMM', 'Jan'],
    ['2006-01-03T09:05:07', 'MMMM', 'January'],
    ['2006-01-03T09:05:07', 'yy', '06'],
    ['2006-01-03T09:05:07', 'yyyy', '2006'],
    ['2006-01-03T15:05:07', 'h:m', '3:5'],
    ['2006-01-03T15:05:07', 'hh:mm', '03:05'],
    ['2006-01-03T09:05:07', 'H:mm:ss', '9:05:07'],
    ['2006-01-03T09:05:07', 'HH:mm:s', '09:05:7'],
    ['2006-01-03T12:05:07', 'h AM/PM', '12 PM'],
    ['2006-01-03T00:05:07', 'h am/pm', '12 AM'],
    ['2006-01-03', "'Today is' dddd', 'MMMM d", 'Today is Tuesday, January 3'],
    ['2006-01-03', 'd" of "MMMM', '3 of January'],
    ['2006-01-03', 'yyyy-MM-ddTHH:mm', '2006-01-03T00:00'],
    ['3:05 PM', 'HH:mm', '15:05'],
    ['2006-09-03', 'MMM', 'Sep'],
  ])('%s with %s is «%s»', (value, picture, expected) => {
    expect(formatDate(value, picture)).toBe(expected);
  });

  test.each([
    ['3.1.2006', 'dddd, d. MMMM yyyy', 'de-DE', 'Dienstag, 3. Januar 2006'],
    ['3.1.2006', 'TT.MM.JJJJ', 'de-DE', '03.01.2006'],
    ['3.1.2006', "'Tag' TT.MM.JJJJ", 'de-DE', 'Tag 03.01.2006'],
    ['03/01/2006', 'jj/MM/aaaa', 'fr-FR', '03/01/2006'],
    ['03/01/2006', 'd MMMM yyyy', 'en-GB', '3 January 2006'],
    ['03/01/2006', 'd MMMM yyyy', 'en-US', '1 March 2006'],
    ['03/01/2006', 'd MMMM yyyy', 'fr-FR', '3 janvier 2006'],
    ['2006-01-03', 'd MMMM yyyy', 'ru-RU', '3 января 2006'],
    ['2006-01-03', 'MMMM yyyy', 'ru-RU', 'январь 2006'],
    ['2006-01-03', 'd MMMM yyyy', 'not a locale', '3 January 2006'],
    ['2006-01-03T15:00:00', 'h am/pm', 'ja-JP', '3 午後'],
  ])('%s with %s in %s is «%s»', (value, picture, locale, expected) => {
    expect(formatDate(value, picture, locale)).toBe(expected);
  });

  test.each([
    ['20. November 2026', 'de-DE'],
    ['Freitag, 20. November 2026', 'de-DE'],
    ['20.11.26', 'de-DE'],
    ['November 20, 2026', 'de-DE'],
    ['20 novembre 2026', 'fr-FR'],
    ['20 nov. 2026', 'fr-FR'],
    ['20 de noviembre de 2026', 'es-ES'],
    ['20 ноября 2026 г.', 'ru-RU'],
    ['2026年11月20日', 'ja-JP'],
    ['20-11-2026', 'nl-NL'],
    ['11-20-2026', 'en-US'],
    ['20th of November 2026', 'en-GB'],
    ['Fri, 20 Nov 2026', 'en-US'],
    ['Fri, 20 Nov 2026 10:00:00 GMT', 'en-US'],
    ['20/Nov/2026', 'en-GB'],
    ['2026/11/20', 'en-US'],
  ])('«%s» is read in %s', (value, locale) => {
    expect(formatDate(value, 'yyyy-MM-dd', locale)).toBe('2026-11-20');
  });

  test.each([
    ['20/11/2026', 'en-US'],
    ['11/20/2026', 'en-GB'],
    ['31.2.2026', 'de-DE'],
    ['15:30', 'en-US'],
    ['26/11/20', 'ja-JP'],
    ['20 Brumaire 2026', 'fr-FR'],
    ['soon', 'en-US'],
    ['20 '.repeat(30), 'en-US'],
    ['12.5', 'de-DE'],
  ])('«%s» is no date for sure in %s', (value, locale) => {
    expect(formatDate(value, 'yyyy-MM-dd', locale)).toBeNull();
  });

  test('what the sheet knows wins over what it shows', () => {
    expect(formatDate('Fri 20', 'd MMMM yyyy', 'en-US', '2026-11-20T00:00:00')).toBe('20 November 2026');
    expect(formatDate('11/20/2026', 'd MMMM yyyy', 'en-US', '46346')).toBe('20 November 2026');
  });
});
