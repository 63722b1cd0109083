import { describe, expect, test } from '@jest/globals';
import { accountWarnings } from '../../../server/accounts/accountWarnings.ts';

const DAY = 24 * 3600_000;
const NOW = Date.UTC(2026, 10, 20);
const MICROSOFT = { name: 'Microsoft', idleDays: 90 };

const row = (change: object = {}) => ({
  state: 'connected' as const,
  refresh_token: 'v1.sealed',
  refreshed_at: NOW,
  token_expires_at: NOW + 3600_000,
  keep_alive: 0,
  ...change,
});

describe('what of a mailbox will soon need a hand', () => {
  test.each([
    ['used today', {}, []],
    ['75 days idle: 15 are left', { refreshed_at: NOW - 75 * DAY }, []],
    ['76 days idle: 14 are left', { refreshed_at: NOW - 76 * DAY }, ['IDLE_SOON']],
    ['90 days idle', { refreshed_at: NOW - 90 * DAY }, ['IDLE_OVER']],
    ['nobody knows when it was used', { refreshed_at: null }, []],
    ['it must be connected again anyhow', { refreshed_at: NOW - 80 * DAY, state: 'needs-reconnect' as const }, []],
    ['disconnected', { refreshed_at: NOW - 80 * DAY, state: 'disconnected' as const }, []],
    [
      'stopped by an administrator, and growing old',
      { refreshed_at: NOW - 80 * DAY, state: 'needs-admin' as const },
      ['IDLE_SOON'],
    ],
    ['access for an hour only', { refresh_token: null }, ['NOT_LASTING']],
  ])('%s', (_what, change, codes) => {
    expect(accountWarnings(row(change), MICROSOFT, NOW).map(({ code }) => code)).toEqual(codes);
  });

  test('is said with the dates and the next step', () => {
    expect(accountWarnings(row({ refreshed_at: NOW - 80 * DAY }), MICROSOFT, NOW)).toEqual([
      {
        code: 'IDLE_SOON',
        text: 'It was not used since 2026-09-01, and Microsoft ends a permission after 90 days: after 2026-11-30 it must be connected again. Send something, or switch on “Keep it connected”.',
        at: '2026-11-30T00:00:00.000Z',
      },
    ]);
    expect(accountWarnings(row({ refresh_token: null }), MICROSOFT, NOW)[0]?.text).toBe(
      'Microsoft let Mergepost in until 2026-11-20 01:00 UTC only. Connect it again and accept that access may last.',
    );
  });

  test('does not tell somebody to switch on what is on', () => {
    const [warning] = accountWarnings(row({ refreshed_at: NOW - 80 * DAY, keep_alive: 1 }), MICROSOFT, NOW);
    expect(warning?.text).toMatch(/^Keeping it connected has not worked since .* Send a test mail: it tells how it stands\.$/);
  });

  test.each([
    ['a provider that says nothing about it', { name: 'Post', idleDays: null }],
    ['an app that is gone', undefined],
  ])('is nothing with %s', (_what, provider) => {
    expect(accountWarnings(row({ refreshed_at: NOW - 400 * DAY }), provider, NOW)).toEqual([]);
  });
});
