import { describe, expect, test } from '@jest/globals';
import { chooseLanguage } from '../../../server/http/chooseLanguage.ts';

describe('the browser says which languages its person reads', () => {
  test.each([
    ['nothing', undefined, 'en'],
    ['an empty header', '', 'en'],
    ['German', 'de', 'de'],
    ['German of Austria', 'de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['German of Switzerland in other letters', 'DE-ch', 'de'],
    ['English before German', 'en-US,en;q=0.9,de;q=0.8', 'en'],
    ['an order told by numbers alone', 'en;q=0.3, de;q=0.7', 'de'],
    ['a language we lack, then German', 'fr-FR,fr;q=0.9,de;q=0.4', 'de'],
    ['a language we lack', 'fr', 'en'],
    ['anything', '*', 'en'],
    ['German never', 'de;q=0, fr', 'en'],
    ['a word that only begins like German', 'del, x', 'en'],
    ['noise', ';;q=,,=de', 'en'],
  ])('%s', (_case, accepted, language) => {
    expect(chooseLanguage(undefined, accepted)).toBe(language);
  });
});

describe('the address says it', () => {
  test.each([
    ['de', 'en-US', 'de'],
    ['en', 'de-DE', 'en'],
    ['de-CH', 'en', 'de'],
    ['fr', 'de', 'de'],
    ['', 'de', 'de'],
    [['de', 'en'], 'en', 'en'],
  ])('?lang=%s beside %s', (wished, accepted, language) => {
    expect(chooseLanguage(wished, accepted)).toBe(language);
  });
});
