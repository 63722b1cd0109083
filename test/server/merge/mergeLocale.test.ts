import { expect, test } from '@jest/globals';
import { knownLocale, mergeLocale } from '../../../server/merge/mergeLocale.ts';

test.each([
  ['what was chosen', 'fr-CH', 'de-DE', ',', 'fr-CH'],
  ['the letter’s language', null, 'de-DE', ',', 'de-DE'],
  ['a letter that says nothing about its decimal mark', null, 'de-DE', null, 'de-DE'],
  ['a German text whose fields have a decimal point', null, 'de-DE', '.', 'en-US'],
  ['a British one keeps its dates', null, 'en-GB', '.', 'en-GB'],
  ['a letter without a language', null, null, ',', 'en-US'],
  ['one that is no language', null, 'x-none', null, 'en-US'],
  ['a choice that is no language', 'gibberish!', 'de-AT', ',', 'de-AT'],
])('%s', (_, locale, language, decimalMark, expected) => {
  expect(mergeLocale({ locale }, { language, decimalMark })).toBe(expected);
});

test.each([
  ['de_DE', 'de-DE'],
  [' en-gb ', 'en-GB'],
  ['', null],
  ['de-', null],
  ['12', null],
])('%j is the tag %j', (tag, expected) => {
  expect(knownLocale(tag)).toBe(expected);
});
