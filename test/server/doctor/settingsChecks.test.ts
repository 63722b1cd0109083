import { describe, expect, test } from '@jest/globals';
import { fileCheck } from '../../../server/doctor/fileCheck.ts';
import { type DatabaseFacts, problemChecks, type SettingsFacts, settingsChecks } from '../../../server/doctor/settingsChecks.ts';
import { byId, GOOD_SETTINGS } from '../../support/aDoctor.ts';
import { aTestCertificate } from '../../support/aTestCertificate.ts';

const NOW = Date.UTC(2026, 10, 20, 18);
const look = (change: Partial<SettingsFacts> = {}, now = NOW) => byId(settingsChecks({ ...GOOD_SETTINGS, ...change }, now));

test('settings that are in order need nothing done', () => {
  const checks = Object.values(look());
  expect(checks.map(({ status }) => status)).toEqual(checks.map(() => 'ok'));
  expect(checks.map(({ next }) => next)).toEqual(checks.map(() => null));
});

describe('the database', () => {
  const open = (change: Partial<Extract<DatabaseFacts, { kind: 'open' }>>): DatabaseFacts => ({
    ...(GOOD_SETTINGS.database as Extract<DatabaseFacts, { kind: 'open' }>),
    ...change,
  });

  test.each<[string, DatabaseFacts, string, string, RegExp]>([
    ['is not there yet', { kind: 'missing', path: 'x.db', folderWritable: true }, 'database', 'skipped', /none yet at x\.db/],
    ['cannot be made', { kind: 'missing', path: 'x.db', folderWritable: false }, 'database', 'failed', /may not make one/],
    ['is none', { kind: 'unusable', path: 'x.db', why: 'file is not a database' }, 'database', 'failed', /not a database/],
    ['is read-only', open({ readOnly: 'attempt to write' }), 'database', 'failed', /Nothing can be written.*attempt to write/],
    ['has little room', open({ freeBytes: 100 * 2 ** 20 }), 'database', 'warning', /Only 100 MB/],
    ['has no room', open({ freeBytes: 0 }), 'database', 'failed', /Only 0 MB/],
    ['does not know its room', open({ freeBytes: null }), 'database', 'ok', /can be written/],
    ['is older', open({ version: 'older' }), 'migrations', 'warning', /older Mergepost/],
    ['is newer', open({ version: 'newer' }), 'migrations', 'failed', /newer Mergepost/],
    ['is used by a server', open({ lock: 'elsewhere' }), 'lock', 'ok', /server is running/],
    ['is used by nobody', open({ lock: 'free' }), 'lock', 'skipped', /No server/],
    ['has another key', open({ keyTrouble: 'It is key b. Set key a back.' }), 'key', 'failed', /^It is key b\.$/],
  ])('%s', (_what, database, part, status, detail) => {
    const check = look({ database })[`settings:${part}`];
    expect(check).toMatchObject({ group: 'settings', status, detail: expect.stringMatching(detail) });
    expect(check?.next === null).toBe(status === 'ok' || status === 'skipped');
  });

  test('the key to set is the next step', () => {
    expect(look({ database: open({ keyTrouble: 'It is key b. Set key a back.' }) })['settings:key']?.next).toBe(
      'Set key a back.',
    );
  });
});

describe('who comes in', () => {
  test.each<[Partial<SettingsFacts>, string, string, string]>([
    [{ serverUrl: 'http://localhost:3000', trustProxy: false }, 'server-url', 'warning', 'SERVER_URL'],
    [{ serverUrl: 'http://localhost:3000', mode: 'sandbox' }, 'server-url', 'skipped', ''],
    [{ trustProxy: false }, 'proxy', 'warning', 'TRUST_PROXY'],
    [{ ownSignIn: false }, 'sign-in', 'failed', 'SIGN_IN_TENANTS'],
    [{ ownSignIn: false, hostSessions: true }, 'sign-in', 'ok', ''],
    [{ admins: 0 }, 'admins', 'warning', 'ADMIN_USERS'],
    [{ admins: 0, mode: 'sandbox' }, 'admins', 'ok', ''],
  ])('%o: %s is %s', (change, part, status, next) => {
    const check = look(change)[`settings:${part}`];
    expect(check?.status).toBe(status);
    expect(check?.next ?? '').toContain(next);
  });

  test('who speaks TLS itself needs no proxy', () => {
    expect(look({ trustProxy: false, ownTls: true })['settings:proxy']).toBeUndefined();
  });
});

test('a clock that was never set', () => {
  expect(look({}, 0)['settings:clock']).toMatchObject({ status: 'failed', next: expect.stringContaining('NTP') });
});

describe('a file of certificates', () => {
  const DAY = 24 * 3600_000;
  const check = (pem: string, now = Date.now()) => fileCheck({ setting: 'MAIL_CA_FILE', content: { ok: true, pem } }, now);

  test.each([
    [10, 'ok'],
    [20, 'warning'],
    [40, 'failed'],
  ])('that ends in 30 days, after %i days', async (days, status) => {
    const { cert } = await aTestCertificate({ days: 30 });
    const found = check(cert, Date.now() + days * DAY);
    expect(found).toMatchObject({ id: 'settings:mail-ca-file', title: 'MAIL_CA_FILE', status });
    expect(found.next === null).toBe(status === 'ok');
  });

  test('the one that ends first counts', async () => {
    const [long, short] = [await aTestCertificate({ days: 300 }), await aTestCertificate({ days: 3 })];
    expect(check(`${long.cert}\n${short.cert}`)).toMatchObject({
      status: 'warning',
      detail: expect.stringMatching(/^One of the 2 certificates/),
    });
  });

  test.each([
    ['', /holds no certificate/],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /cannot be read/],
  ])('%j', (pem, detail) => {
    expect(check(pem)).toMatchObject({ status: 'failed', detail: expect.stringMatching(detail) });
  });

  test('that cannot be read', () => {
    expect(fileCheck({ setting: 'TLS_CERT_FILE', content: { ok: false, why: 'no such file' } }, NOW)).toMatchObject({
      status: 'failed',
      detail: 'The file cannot be read: no such file.',
    });
  });
});

test('problems of the settings are told as they are, each under its name', () => {
  const [first, second] = problemChecks(['PORT is "many": it must be a whole number', 'something odd.']);
  expect(first).toMatchObject({ title: 'PORT', status: 'failed', detail: 'PORT is "many": it must be a whole number.' });
  expect(second).toMatchObject({ id: 'settings:problem-2', title: 'Settings', detail: 'something odd.' });
});
