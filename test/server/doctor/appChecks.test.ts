import { describe, expect, test } from '@jest/globals';
import { appWarnings } from '../../../server/apps/appWarnings.ts';
import { accountChecks } from '../../../server/doctor/accountChecks.ts';
import { appChecks, lastSentence } from '../../../server/doctor/appChecks.ts';
import { clockCheck } from '../../../server/doctor/clockCheck.ts';
import type { OAuthApp } from '../../../server/oauth/oauthApp.ts';
import type { AccountState } from '../../../shared/api/accounts.ts';
import { aMicrosoftApp, byId } from '../../support/aDoctor.ts';

const DAY = 24 * 3600_000;
const NOW = Date.UTC(2026, 10, 20);
const look = (app: OAuthApp) => byId(appChecks({ app, needs: [], asked: null, trouble: null }, undefined, appWarnings(app, NOW)));

describe('a secret that ends', () => {
  test.each([
    [5, 'SECRET_EXPIRES', 'warning'],
    [-1, 'SECRET_EXPIRED', 'failed'],
  ])('in %i days', (days, code, status) => {
    const check = look(aMicrosoftApp({ secretExpiresAt: NOW + days * DAY }))[`app:microsoft:${code}`];
    expect(check).toMatchObject({ group: 'apps', status, next: expect.stringMatching(/^Make a new one/) });
    expect(check?.detail).toMatch(/^The client secret of “Microsoft” expire/);
  });

  test('far away is nothing to say; without a date it is said that nobody will be warned', () => {
    expect(look(aMicrosoftApp({ secretExpiresAt: NOW + 300 * DAY }))).toEqual({});
    expect(look(aMicrosoftApp({ secretExpiresAt: null }))['app:microsoft:secret-date']).toMatchObject({
      status: 'skipped',
      next: expect.stringContaining('EMAIL_CLIENT_SECRET_EXPIRES'),
    });
  });

  test('a missing one', () => {
    const app = aMicrosoftApp({ source: 'api', credential: { kind: 'none' } });
    expect(look(app)['app:microsoft:SECRET_MISSING']?.status).toBe('warning');
  });
});

test.each([
  ['It is wrong. Set it again.', 'It is wrong.', 'Set it again.'],
  ['It is wrong (docs/azure-app.md).', 'It is wrong (docs/azure-app.md).', null],
  ['“A. Bc” is wrong. Set it.', '“A. Bc” is wrong.', 'Set it.'],
])('the step in %j', (text, detail, next) => {
  expect(lastSentence(text)).toEqual({ detail, next });
});

describe('mailboxes', () => {
  const counts = (entries: [AccountState, number][]) => accountChecks(new Map(entries));

  test('are counted, never named; those that this server stopped are a failure', () => {
    const found = counts([
      ['connected', 12],
      ['throttled', 1],
      ['needs-reconnect', 2],
      ['needs-admin', 1],
      ['operator-fault', 3],
      ['disconnected', 9],
    ]);
    expect(found.map(({ id, status, detail }) => [id, status, detail])).toEqual([
      ['accounts:connected', 'ok', '12 mailboxes can send.'],
      ['accounts:throttled', 'warning', '1 mailbox rests, because it was told to.'],
      ['accounts:needs-reconnect', 'warning', '2 mailboxes must be connected again.'],
      ['accounts:needs-admin', 'warning', '1 mailbox needs an administrator of its organisation.'],
      ['accounts:operator-fault', 'failed', '3 mailboxes cannot send through no fault of their owners.'],
    ]);
  });

  test('none, and no database', () => {
    expect(counts([]).map(({ status }) => status)).toEqual(['skipped']);
    expect(counts([['disconnected', 2]]).map(({ id }) => id)).toEqual(['accounts:none']);
    expect(accountChecks(null)).toEqual([]);
  });
});

describe('clocks', () => {
  const at = { host: 'login.example.com', port: 443 };
  const apart = (skewMs: number) => clockCheck(at, { status: 'ok', milliseconds: 5, skewMs });

  test.each<[number, string, string]>([
    [900, 'ok', 'Both say the same.'],
    [59_000, 'ok', 'This computer is 59 seconds behind.'],
    [-61_000, 'warning', 'This computer is 61 seconds ahead: from five minutes on, sign-ins fail.'],
    [299_000, 'warning', 'This computer is 5 minutes behind: from five minutes on, sign-ins fail.'],
    [-301_000, 'failed', 'This computer is 5 minutes ahead: with such a difference sign-ins fail.'],
    [7_200_000, 'failed', 'This computer is 2 hours behind: with such a difference sign-ins fail.'],
    [-400 * DAY, 'failed', 'This computer is 400 days ahead: with such a difference sign-ins fail.'],
  ])('%i ms', (skewMs, status, detail) => {
    const check = apart(skewMs);
    expect(check).toMatchObject({ id: 'clock:login.example.com:443', title: 'Against login.example.com', status, detail });
    expect(check.next === null).toBe(status === 'ok');
  });

  test('that cannot be compared', () => {
    expect(clockCheck(at, { status: 'ok', milliseconds: 5, skewMs: null }).status).toBe('skipped');
    expect(clockCheck(at, { status: 'skipped' }).status).toBe('skipped');
    expect(clockCheck(at, undefined).status).toBe('skipped');
    expect(clockCheck(at, { status: 'failed', milliseconds: 5, code: 'ETIMEDOUT', reason: '' }).status).toBe('warning');
  });
});
