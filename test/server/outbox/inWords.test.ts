import { expect, test } from '@jest/globals';
import { inWords } from '../../../server/outbox/inWords.ts';

test.each([
  [0, 'in a second'],
  [1, 'in a second'],
  [2, 'in 2 seconds'],
  [120, 'in 120 seconds'],
  [121, 'in 3 minutes'],
  [7_200, 'in 120 minutes'],
  [7_201, 'in 3 hours'],
  [14_399, 'in 4 hours'],
  [86_400, 'in 24 hours'],
])('%d seconds: %s', (seconds, words) => {
  expect(inWords(seconds)).toBe(words);
});
