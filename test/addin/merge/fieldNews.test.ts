import { expect, test } from '@jest/globals';
import { fieldNews } from '../../../addin/merge/fieldNews.ts';

test.each([
  [[], [], 'Read again.'],
  [['Name'], ['Name'], 'Read again: the same fields as before.'],
  [['First_Name'], ['First Name'], 'Read again: the same fields as before.'],
  [['Name'], ['Name', 'Amount', 'Due'], 'Read again. New: «Amount», «Due».'],
  [['Name', 'Amount'], ['Name'], 'Read again. No longer there: «Amount».'],
  [['Name'], ['Amount'], 'Read again. New: «Amount». No longer there: «Name».'],
])('from %j to %j: %s', (before, now, sentence) => {
  expect(fieldNews(before, now)).toBe(sentence);
});
