/** When an administrator is told that a secret ends soon, in which words, and how often the log is. */
import { describe, expect, test } from '@jest/globals';
import { appWarnings, expiryStage } from '../../../server/apps/appWarnings.ts';
import { expiryWatch } from '../../../server/apps/watchExpiry.ts';
import { emptyApp } from '../../../server/oauth/emptyApp.ts';
import type { OAuthApp } from '../../../server/oauth/oauthApp.ts';
import { fakeClock } from '../../support/fakeClock.ts';

const NOW = Date.UTC(2026, 5, 1, 9);
const HOUR = 3600_000;
const DAY = 24 * HOUR;

function anApp(change: Partial<OAuthApp> = {}): OAuthApp {
  return {
    ...emptyApp('microsoft'),
    id: 'a1',
    key: 'contoso',
    name: 'Contoso',
    credential: { kind: 'secret', secret: 's' },
    ...change,
  };
}

describe('how near the end is', () => {
  test.each([
    [null, null],
    [31 * DAY, null],
    [30 * DAY + 1, null],
    [30 * DAY, 30],
    [8 * DAY, 30],
    [7 * DAY, 7],
    [25 * HOUR, 7],
    [DAY, 1],
    [1, 1],
    [0, 0],
    [-40 * DAY, 0],
  ])('%p ms away: stage %p', (left, stage) => {
    expect(expiryStage({ secretExpiresAt: left === null ? null : NOW + left }, NOW)).toBe(stage);
  });
});

describe('the sentence', () => {
  test.each<[Partial<OAuthApp>, string, RegExp[]]>([
    [
      { secretExpiresAt: NOW + 12 * DAY },
      'SECRET_EXPIRES',
      [/client secret of “Contoso” expires in 12 days, on 2026-06-13/, /enter it here/],
    ],
    [{ secretExpiresAt: NOW + 30 * HOUR }, 'SECRET_EXPIRES', [/expires in 1 day, on 2026-06-02/]],
    [{ secretExpiresAt: NOW + HOUR }, 'SECRET_EXPIRES', [/expires in less than a day, on 2026-06-01/]],
    [{ secretExpiresAt: NOW - DAY }, 'SECRET_EXPIRED', [/expired on 2026-05-31/, /cannot send until/]],
    [
      { secretExpiresAt: NOW + DAY, credential: { kind: 'certificate', privateKey: 'k', certificate: 'c' } },
      'SECRET_EXPIRES',
      [/^The certificate of/, /Register a new one/],
    ],
    [
      { secretExpiresAt: NOW + DAY, source: 'settings' },
      'SECRET_EXPIRES',
      [/set EMAIL_CLIENT_SECRET and EMAIL_CLIENT_SECRET_EXPIRES/],
    ],
    [{ credential: { kind: 'none' } }, 'SECRET_MISSING', [/neither a client secret nor a certificate/]],
  ])('%o', (change, code, sentences) => {
    const warnings = appWarnings(anApp(change), NOW);
    expect(warnings.map((warning) => warning.code)).toEqual([code]);
    for (const sentence of sentences) expect(warnings[0]?.text).toMatch(sentence);
    expect(warnings[0]?.at).toBe(
      change.secretExpiresAt === undefined ? null : new Date(change.secretExpiresAt ?? 0).toISOString(),
    );
  });

  test.each<Partial<OAuthApp>>([
    {},
    { secretExpiresAt: NOW + 31 * DAY },
    { source: 'import', credential: { kind: 'none' } },
    { kind: 'generic', credential: { kind: 'none' } },
  ])('none for %o', (change) => {
    expect(appWarnings(anApp(change), NOW)).toEqual([]);
  });
});

describe('the log', () => {
  test('is told at once, then once a day, louder when it is over, and not of other apps', async () => {
    const clock = fakeClock(NOW);
    const said: string[] = [];
    const note = (level: string) => (about: object, text: string) => said.push(`${level} ${JSON.stringify(about)} ${text}`);
    const ends = NOW + 2 * DAY;
    const apps = [anApp({ secretExpiresAt: ends }), anApp({ id: 'a2', key: 'other' })];
    const look = expiryWatch({
      apps: () => Promise.resolve(apps),
      clock: clock.now,
      log: { warn: note('warn'), error: note('error') },
    });

    await look();
    clock.step(HOUR);
    await look();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^warn \{"app":"contoso".*expires in 2 days/);

    clock.step(DAY);
    await look();
    await look();
    expect(said).toHaveLength(2);
    expect(said[1]).toMatch(/^warn .*expires in less than a day/);

    clock.step(DAY);
    await look();
    expect(said).toHaveLength(3);
    expect(said[2]).toMatch(/^error .*expired on 2026-06-03/);
  });

  test('falls silent once there is a new secret', async () => {
    const said: string[] = [];
    let apps = [anApp({ secretExpiresAt: NOW + DAY })];
    const log = { warn: (_: object, text: string) => said.push(text), error: (_: object, text: string) => said.push(text) };
    const clock = fakeClock(NOW);
    const look = expiryWatch({ apps: () => Promise.resolve(apps), clock: clock.now, log });
    await look();
    apps = [anApp({ secretExpiresAt: NOW + 300 * DAY })];
    clock.step(2 * DAY);
    await look();
    expect(said).toHaveLength(1);
  });
});
