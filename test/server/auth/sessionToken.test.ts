import { describe, expect, test } from '@jest/globals';
import { isNewest } from '../../../server/auth/sessionToken.ts';

describe('the newest token of a session', () => {
  // Dated in whole seconds, right after the session was marked at 10 s and some.
  test.each([
    ['issued right after the mark', 10_000, 10_900, true],
    ['issued in the next second', 11_000, 10_900, true],
    ['an older one, after a renewal', 10_000, 60_000, false],
    ['one of some seconds before', 10_000, 12_000, false],
  ])('%s', (_name, issuedAt, renewedAt, newest) => {
    expect(isNewest(issuedAt, renewedAt)).toBe(newest);
  });
});
