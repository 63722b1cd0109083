/** Keys that apps get by themselves: readable, free, and never an address that means something else. */
import { describe, expect, test } from '@jest/globals';
import type { AppKind } from '../../../shared/api/apps.ts';
import { APP_KEY_PATTERN, RESERVED_KEYS } from '../../../shared/api/apps.ts';
import { defaultKey, keyProblem } from '../../../server/apps/appKey.ts';

describe('a key that nobody chose', () => {
  test.each<[AppKind, string, string[], string]>([
    ['microsoft', 'Contoso', [], 'microsoft'],
    ['microsoft', 'Contoso', ['microsoft'], 'microsoft-2'],
    ['google', 'Google', ['google', 'google-2'], 'google-3'],
    ['generic', 'Fjord Mail', [], 'fjord-mail'],
    ['generic', 'Fjord Mail', ['fjord-mail'], 'fjord-mail-2'],
    ['generic', '  Büro & Söhne!  ', [], 'buro-sohne'],
    ['generic', 'login.example.com', [], 'login-example-com'],
    ['generic', '1&1', [], 'mail'],
    ['generic', '会社', [], 'mail'],
    ['generic', 'Links', [], 'links-2'],
    ['generic', 'Google', [], 'google-2'],
    ['generic', 'x'.repeat(100), [], 'x'.repeat(36)],
  ])('%s “%s” beside %o is %s', (kind, name, taken, key) => {
    expect(defaultKey(kind, name, new Set(taken))).toBe(key);
    expect(key).toMatch(new RegExp(APP_KEY_PATTERN));
  });
});

describe('a key that somebody chose', () => {
  test.each<[string, AppKind, RegExp]>([
    ['Contoso', 'microsoft', /small letters, digits and hyphens/],
    ['a', 'microsoft', /2 to 40/],
    ['9lives', 'microsoft', /beginning with a letter/],
    ['fjord_mail', 'generic', /hyphens/],
    ['x'.repeat(41), 'generic', /2 to 40/],
    ...RESERVED_KEYS.map((key) => [key, 'generic', /address of Mergepost itself/] as [string, AppKind, RegExp]),
    ['google', 'microsoft', /kept for apps of that kind/],
    ['microsoft', 'generic', /kept for apps of that kind/],
    ['generic', 'google', /kept for apps of that kind/],
  ])('“%s” of kind %s is refused', (key, kind, sentence) => {
    expect(keyProblem(key, kind)).toMatch(sentence);
  });

  test.each<[string, AppKind]>([
    ['contoso', 'microsoft'],
    ['google', 'google'],
    ['fjord-mail-2', 'generic'],
  ])('“%s” of kind %s is taken', (key, kind) => {
    expect(keyProblem(key, kind)).toBeNull();
  });
});
