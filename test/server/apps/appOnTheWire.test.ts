/** Every setting of an app shows in the address that people are sent to. A server in earnest, not in the sandbox; nothing is called. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { loadConfig } from '../../../server/config.ts';
import { freePort } from '../../../server/freePort.ts';
import { type RunningServer, startServer } from '../../../server/serve.ts';
import { api } from '../../support/aServer.ts';

const HOST_SECRET = 'a host application and this server share these words';
const TENANT = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
const SMTP = { host: 'smtp.fjord.example', port: 587, security: 'starttls', auth: 'xoauth2' };

let folder: string;
let running: RunningServer;
let server: { url: string };
let boss: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mergepost-apps-'));
  const port = await freePort();
  server = { url: `http://localhost:${port}` };
  const env = {
    EMAIL_CLIENT_ID: 'settings-client',
    EMAIL_CLIENT_SECRET: 'settings-secret',
    EMAIL_CLIENT_SECRET_EXPIRES: new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 10),
    EMAIL_TENANT_ID: 'common',
    SERVER_URL: server.url,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    DATABASE_URL: `file:${folder}/apps.db`,
    JWT_SECRET: HOST_SECRET,
    ADMIN_USERS: 'boss',
    PORT: String(port),
    LOG_LEVEL: 'silent',
  };
  const loaded = loadConfig(env, () => '');
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  running = await startServer(loaded.config, { out: () => undefined });
  boss = await new SignJWT({ sub: 'boss' })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(HOST_SECRET));
});
afterAll(async () => {
  await running?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Where people are sent through an app with these settings, and its key. */
async function sentTo(settings: object, query = ''): Promise<{ url: URL; scopes: string[]; key: string }> {
  const made = await api<{ key: string; error?: string }>(server, 'POST', '/api/email/apps', { token: boss, body: settings });
  expect(made.body.error).toBeUndefined();
  const { key } = made.body;
  const answer = await api<{ authUrl: string }>(server, 'GET', `/api/email/auth/${key}/connect${query}`, { token: boss });
  expect(answer.status).toBe(200);
  const url = new URL(answer.body.authUrl);
  return { url, scopes: (url.searchParams.get('scope') ?? '').split(' '), key };
}

const microsoft = (settings: object = {}) => ({ kind: 'microsoft', clientId: 'm', clientSecret: 's', ...settings });

test('client id and redirect URI are the app’s own', async () => {
  const { url, key } = await sentTo(microsoft());
  expect(url.searchParams.get('client_id')).toBe('m');
  expect(url.searchParams.get('redirect_uri')).toBe(`${server.url}/api/email/auth/${key}/callback`);
});

describe('account types and cloud', () => {
  test.each([
    [{}, 'https://login.microsoftonline.com/common/'],
    [{ accountTypes: 'organizations' }, 'https://login.microsoftonline.com/organizations/'],
    [{ accountTypes: 'consumers' }, 'https://login.microsoftonline.com/consumers/'],
    [{ accountTypes: TENANT }, `https://login.microsoftonline.com/${TENANT}/`],
    [{ accountTypes: 'contoso.com', cloud: 'usgov' }, 'https://login.microsoftonline.us/contoso.com/'],
    [{ cloud: 'dod' }, 'https://login.microsoftonline.us/common/'],
    [{ cloud: 'china' }, 'https://login.partner.microsoftonline.cn/common/'],
    [{ urls: { authorizeUrl: 'https://login.own.example/authorize' } }, 'https://login.own.example/authorize'],
  ])('%o: %s', async (settings, start) => {
    expect((await sentTo(microsoft(settings))).url.href.startsWith(start)).toBe(true);
  });
});

describe('prompt', () => {
  test.each([
    [{}, '', null],
    [{ prompt: 'none' }, '', null],
    [{ prompt: 'login' }, '', 'login'],
    [{ prompt: 'select_account' }, '', 'select_account'],
    [{ prompt: 'consent' }, '', 'consent'],
    [{ prompt: 'login' }, '?prompt=consent', 'consent'],
  ])('%o and “%s”: %s', async (settings, query, prompt) => {
    expect((await sentTo(microsoft(settings), query)).url.searchParams.get('prompt')).toBe(prompt);
  });
});

describe('permissions', () => {
  test.each<[object, string, string[]]>([
    [{}, '', ['Mail.Send', 'offline_access', 'User.Read', 'openid', 'profile']],
    [
      { features: ['sharedMailbox', 'exactlyOnce'] },
      '?features=followUp',
      ['Mail.Send', 'offline_access', 'User.Read', 'openid', 'profile', 'Mail.Send.Shared', 'Mail.ReadWrite', 'Mail.Read'],
    ],
    [{ baseScope: 'smtp' }, '', ['https://outlook.office.com/SMTP.Send', 'offline_access', 'User.Read', 'openid', 'profile']],
    [
      { baseScope: 'imap-smtp', cloud: 'china' },
      '',
      [
        'https://partner.outlook.cn/SMTP.Send',
        'https://partner.outlook.cn/IMAP.AccessAsUser.All',
        'offline_access',
        'User.Read',
        'openid',
        'profile',
      ],
    ],
    [{ scopes: ['Mail.Send', 'Custom.Scope'] }, '', ['Mail.Send', 'Custom.Scope', 'offline_access', 'openid', 'profile']],
  ])('%o and “%s”', async (settings, query, scopes) => {
    expect((await sentTo(microsoft(settings), query)).scopes.toSorted()).toEqual(scopes.toSorted());
  });
});

test('Google: its own pages, a lasting grant', async () => {
  const { url, scopes } = await sentTo({ kind: 'google', clientId: 'g.apps.example', clientSecret: 's' });
  expect(url.origin).toBe('https://accounts.google.com');
  expect(url.searchParams.get('access_type')).toBe('offline');
  expect(scopes).toContain('https://www.googleapis.com/auth/gmail.send');
});

test('any other provider: the places and permissions it was given', async () => {
  const urls = { authorizeUrl: 'https://id.fjord.example/auth?realm=1', tokenUrl: 'https://id.fjord.example/token' };
  const { url, scopes } = await sentTo(
    {
      kind: 'generic',
      clientId: 'f',
      urls,
      smtp: SMTP,
      scopes: ['mail.send'],
    },
    '?loginHint=anna%40fjord.example',
  );
  expect(`${url.origin}${url.pathname}`).toBe('https://id.fjord.example/auth');
  expect(url.searchParams.get('realm')).toBe('1');
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  expect(scopes).toEqual(['mail.send']);
});

test('an administrator is asked in the app’s own cloud and organisation', async () => {
  const { key } = await sentTo(microsoft({ cloud: 'usgov', accountTypes: 'contoso.com' }));
  const answer = await api<{ url: string; note: string }>(server, 'POST', `/api/email/auth/${key}/admin-consent`, {
    token: boss,
    body: { features: ['sharedMailbox'] },
  });
  const url = new URL(answer.body.url);
  expect(`${url.origin}${url.pathname}`).toBe('https://login.microsoftonline.us/contoso.com/v2.0/adminconsent');
  expect(url.searchParams.get('redirect_uri')).toBe(`${server.url}/api/email/auth/${key}/callback`);
  expect(url.searchParams.get('scope')).toMatch(/graph\.microsoft\.us\/Mail\.Send\.Shared/);
  expect(answer.body.note).toContain('send mail from shared mailboxes');
});

test('the app of the settings says when its secret ended', async () => {
  const { body } = await api<{ apps: { warnings: { code: string }[] }[] }>(server, 'GET', '/api/email/apps', { token: boss });
  expect(body.apps[0]?.warnings).toMatchObject([{ code: 'SECRET_EXPIRED' }]);
});
