/** OAuth applications over HTTP, at the real server: what is taken, what is refused, what never comes out. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OAuthAppView } from '../../../shared/api/apps.ts';
import { type Answer, api, aServer, signedIn, type TestServer } from '../../support/aServer.ts';
import { anRsaCertificate, type PemPair } from '../../support/anRsaCertificate.ts';

const BASE = '/api/email/apps';
const SMTP = { host: 'smtp.fjord.example', port: 587, security: 'starttls', auth: 'xoauth2' };
const IMAP = { host: 'imap.fjord.example', port: 993, security: 'tls', auth: 'xoauth2' };
const PLACES = { authorizeUrl: 'https://id.fjord.example/auth', tokenUrl: 'https://id.fjord.example/token' };
const GENERIC = { kind: 'generic', name: 'Fjord Mail', clientId: 'f1', urls: PLACES, smtp: SMTP };

let server: TestServer;
let admin: string;
let user: string;
let pem: PemPair;
let other: PemPair;

beforeAll(async () => {
  server = await aServer();
  admin = (await signedIn(server, 'anna@contoso.example')).token;
  user = (await signedIn(server, 'ben@contoso.example')).token;
  [pem, other] = await Promise.all([anRsaCertificate(), anRsaCertificate()]);
});
afterAll(() => server.close());

type Body = OAuthAppView & { error?: string; code?: string; details?: { accounts?: number } };
const create = (body: object): Promise<Answer<Body>> => api(server, 'POST', BASE, { token: admin, body });
const change = (id: string, body: object): Promise<Answer<Body>> => api(server, 'PATCH', `${BASE}/${id}`, { token: admin, body });
const remove = (id: string): Promise<Answer<Body>> => api(server, 'DELETE', `${BASE}/${id}`, { token: admin });
const list = async (): Promise<OAuthAppView[]> =>
  (await api<{ apps: OAuthAppView[] }>(server, 'GET', BASE, { token: admin })).body.apps;
const choices = async (): Promise<string[]> =>
  (await api<{ choices: { key: string }[] }>(server, 'GET', '/api/email/auth/choices', { token: user })).body.choices.map(
    (c) => c.key,
  );

async function created(body: object): Promise<OAuthAppView> {
  const answer = await create(body);
  expect(answer.body.error).toBeUndefined();
  expect(answer.status).toBe(201);
  return answer.body;
}

async function connectUrl(key: string, query = ''): Promise<URL> {
  const answer = await api<{ authUrl: string }>(server, 'GET', `/api/email/auth/${key}/connect${query}`, { token: user });
  expect(answer.status).toBe(200);
  return new URL(answer.body.authUrl);
}

describe('who may', () => {
  test.each([
    ['GET', BASE],
    ['POST', BASE],
    ['PATCH', `${BASE}/microsoft`],
    ['DELETE', `${BASE}/microsoft`],
  ])('%s %s only administrators', async (method, path) => {
    const answer = await api(server, method, path, { token: user, ...(method !== 'GET' && { body: {} }) });
    expect([answer.status, answer.body['code']]).toEqual([403, 'ADMIN_ONLY']);
    expect((await api(server, method, path)).status).toBe(401);
  });

  test('everybody sees what can be chosen', async () => {
    expect(await choices()).toContain('microsoft');
  });
});

describe('the app of the settings', () => {
  test('is listed first, with its redirect URI and mailboxes', async () => {
    expect((await list())[0]).toMatchObject({
      id: 'microsoft',
      key: 'microsoft',
      kind: 'microsoft',
      source: 'settings',
      hasSecret: true,
      baseScope: 'graph',
      prompt: 'none',
      redirectUri: `${server.url}/api/email/auth/microsoft/callback`,
      accounts: 2,
      createdAt: null,
      warnings: [],
    });
  });

  test('is changed where the settings are', async () => {
    for (const answer of [await change('microsoft', { name: 'Mine' }), await remove('microsoft')]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'APP_READ_ONLY']);
      expect(answer.body.error).toMatch(/comes from the settings/);
    }
  });
});

describe('what is refused, and why', () => {
  const microsoft = { kind: 'microsoft', clientId: 'm1', clientSecret: 's' };
  const google = { kind: 'google', clientId: 'g1', clientSecret: 's' };
  const { smtp: _smtp, ...noServer } = GENERIC;
  const { urls: _urls, ...noUrls } = GENERIC;
  const urls = (name: string, url: string) => ({ ...GENERIC, urls: { ...PLACES, [name]: url } });

  test.each<[string, object, RegExp]>([
    ['a key with capitals', { ...microsoft, key: 'Contoso' }, /cannot be part of an address/],
    ['a key that is an address', { ...microsoft, key: 'links' }, /address of Mergepost itself/],
    ['another kind’s name as key', { ...microsoft, key: 'google' }, /kept for apps of that kind/],
    ['a blank name', { ...microsoft, name: ' ' }, /The name is empty/],
    ['a blank client id', { ...microsoft, clientId: ' ' }, /The client id is empty/],
    [
      'Gmail at Microsoft',
      { ...microsoft, baseScope: 'gmail' },
      /“gmail” does not go with an app of kind microsoft\. Use one of graph/,
    ],
    ['Graph at Google', { ...google, baseScope: 'graph' }, /Use one of gmail, smtp, imap-smtp/],
    ['Graph elsewhere', { ...GENERIC, baseScope: 'graph' }, /Use one of smtp, imap-smtp/],
    ['an odd tenant', { ...microsoft, accountTypes: 'my tenant' }, /accountTypes must be common/],
    ['personal accounts in a national cloud', { ...microsoft, accountTypes: 'consumers', cloud: 'usgov' }, /global cloud only/],
    ['account types at Google', { ...google, accountTypes: 'common' }, /belong to Microsoft’s apps/],
    ['a cloud elsewhere', { ...GENERIC, cloud: 'china' }, /belong to Microsoft’s apps/],
    ['Google without a secret', { kind: 'google', clientId: 'g1' }, /client secret is missing/],
    ['no place to sign in', noUrls, /urls\.issuer, or urls\.authorizeUrl and urls\.tokenUrl/],
    ['half a place', { ...GENERIC, urls: { authorizeUrl: PLACES.authorizeUrl } }, /Nothing says where people sign in/],
    ['no mail server', noServer, /mail server is missing/],
    ['no IMAP server', { ...GENERIC, baseScope: 'imap-smtp' }, /Give imap/],
    ['no address', urls('tokenUrl', 'id.fjord.example'), /which is no address/],
    ['plain http', urls('tokenUrl', 'http://id.fjord.example/token'), /must begin with https/],
    ['another scheme', urls('userinfoUrl', 'file:///etc/passwd'), /must begin with https/],
    ['a password in an address', urls('revocationUrl', 'https://me:pw@id.fjord.example/r'), /holds a user, a password/],
    ['a path behind Graph', { ...microsoft, urls: { graphUrl: 'https://graph.example/v1.0' } }, /without path and query/],
    ['an address as mail server', { ...GENERIC, smtp: { ...SMTP, host: 'smtp://fjord.example' } }, /smtp\.host is/],
    ['a server without TLS', { ...GENERIC, smtp: { ...SMTP, security: 'none' } }, /smtp\.security must be one of starttls, tls/],
    ['an unknown word', { ...microsoft, tenant: 'x' }, /does not know “tenant”/],
    ['no client id', { kind: 'microsoft' }, /clientId/],
    [
      'a certificate that is none',
      { ...microsoft, clientSecret: null, certificate: { privateKey: 'x', certificate: 'y' } },
      /certificate cannot be read/,
    ],
  ])('%s', async (_, body, sentence) => {
    const answer = await create(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_REQUEST']);
    expect(answer.body.error).toMatch(sentence);
  });

  test('all that is wrong, at once', async () => {
    const { error } = (await create({ kind: 'generic', clientId: ' ', baseScope: 'imap-smtp' })).body;
    expect(error).toMatch(/client id is empty\. .*where people sign in\. .*mail server is missing\. .*Give imap/);
  });

  test('certificates that would not work', async () => {
    const [old, early] = await Promise.all([anRsaCertificate({ fromDays: -9, toDays: -2 }), anRsaCertificate({ fromDays: 2 })]);
    const tries: [object, RegExp][] = [
      [{ ...pem, privateKey: other.privateKey }, /does not belong to the certificate/],
      [{ ...pem, privateKey: pem.certificate }, /private key cannot be read/],
      [old, /The certificate expired on/],
      [early, /is not valid before/],
    ];
    for (const [certificate, sentence] of tries) {
      const { status, body } = await create({ kind: 'microsoft', clientId: 'm1', certificate });
      expect(status).toBe(400);
      expect(body.error).toMatch(sentence);
    }
    expect((await create({ ...microsoft, certificate: pem })).body.error).toMatch(/Keep one/);
    expect((await create({ kind: 'google', clientId: 'g', certificate: pem })).body.error).toMatch(/with Microsoft only/);
  });
});

describe('keys', () => {
  test('a second and a third app of a kind get a number; one that is taken is said', async () => {
    const second = await created({ kind: 'microsoft', clientId: 'm2', clientSecret: 's' });
    const third = await created({ kind: 'microsoft', clientId: 'm3', clientSecret: 's' });
    expect([second, third].map(({ key, name }) => [key, name])).toEqual([
      ['microsoft-2', 'Microsoft 2'],
      ['microsoft-3', 'Microsoft 3'],
    ]);
    for (const key of ['microsoft', 'microsoft-2']) {
      const answer = await create({ kind: 'microsoft', clientId: 'm4', key });
      expect([answer.status, answer.body.code]).toEqual([409, 'APP_KEY_TAKEN']);
    }
    await Promise.all([remove(second.id), remove(third.id)]);
  });

  test('two that are added at once both get one', async () => {
    const both = await Promise.all([1, 2].map((n) => created({ ...GENERIC, name: 'Twin', clientId: `t${n}` })));
    expect(both.map(({ key }) => key).toSorted()).toEqual(['twin', 'twin-2']);
    await Promise.all(both.map(({ id }) => remove(id)));
  });

  test('an Idempotency-Key adds it once', async () => {
    const headers = { 'idempotency-key': 'once' };
    const ask = { token: admin, body: { ...GENERIC, name: 'Once' }, headers };
    const [first, again] = [await api<Body>(server, 'POST', BASE, ask), await api<Body>(server, 'POST', BASE, ask)];
    expect(again.body.id).toBe(first.body.id);
    expect((await list()).filter(({ name }) => name === 'Once')).toHaveLength(1);
    await remove(first.body.id);
  });
});

describe('secrets', () => {
  test('are neither answered nor in clear in the database', async () => {
    const secret = 'a-client-secret-that-nobody-may-read';
    const withSecret = await created({ kind: 'microsoft', key: 'sealed', clientId: 'm5', clientSecret: secret });
    const withCertificate = await created({ kind: 'microsoft', key: 'certified', clientId: 'm6', certificate: pem });
    expect([withSecret.hasSecret, withSecret.hasCertificate]).toEqual([true, false]);
    expect([withCertificate.hasSecret, withCertificate.hasCertificate]).toEqual([false, true]);
    const keyLine = pem.privateKey.split('\n')[1] ?? '';
    const answers = JSON.stringify([withSecret, withCertificate, await list()]);
    const folder = dirname(server.databasePath);
    const stored = readdirSync(folder)
      .filter((name) => name.startsWith(basename(server.databasePath)) && !name.endsWith('.key'))
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('');
    expect([answers, stored].map((text) => [text.includes(secret), text.includes(keyLine)])).toEqual([
      [false, false],
      [false, false],
    ]);
    expect(stored).toContain('m6');
    await Promise.all([remove(withSecret.id), remove(withCertificate.id)]);
  });

  test('the end of a certificate is its own, whatever is said', async () => {
    const app = await created({ kind: 'microsoft', clientId: 'm7', certificate: pem, secretExpiresAt: '2090-01-01T00:00:00Z' });
    const days = (Date.parse(app.secretExpiresAt ?? '') - Date.now()) / (24 * 3600_000);
    expect(days).toBeGreaterThan(98);
    expect(days).toBeLessThan(101);
    await remove(app.id);
  });

  test('warn before their end, and no more once there is a new one', async () => {
    const soon = new Date(Date.now() + 5 * 24 * 3600_000).toISOString();
    const app = await created({ kind: 'microsoft', clientId: 'm8', clientSecret: 's', secretExpiresAt: soon });
    expect(app.warnings).toMatchObject([{ code: 'SECRET_EXPIRES', at: soon }]);
    const { body } = await change(app.id, { clientSecret: 'new' });
    expect([body.secretExpiresAt, body.warnings]).toEqual([null, []]);
    await remove(app.id);
  });

  test('a secret and a certificate take each other’s place, and null takes them away', async () => {
    const { id } = await created({ kind: 'microsoft', clientId: 'm9', clientSecret: 's' });
    const steps: [object, boolean, boolean][] = [
      [{ certificate: pem }, false, true],
      [{ clientSecret: null }, false, true],
      [{ clientSecret: 's2' }, true, false],
      [{ certificate: null }, true, false],
      [{ clientSecret: null }, false, false],
    ];
    for (const [body, hasSecret, hasCertificate] of steps) {
      expect((await change(id, body)).body).toMatchObject({ hasSecret, hasCertificate });
    }
    expect((await list()).find((app) => app.id === id)?.warnings).toMatchObject([{ code: 'SECRET_MISSING' }]);
    await remove(id);
  });
});

describe('a change', () => {
  test('is partial: what is not named stays', async () => {
    const before = await created({ ...GENERIC, scopes: ['mail.send', 'openid'], features: ['followUp'], prompt: 'login' });
    const { body } = await change(before.id, { name: 'Fjord' });
    expect(body).toEqual({ ...before, name: 'Fjord' });
    expect((await change(before.id, { scopes: null, imap: IMAP })).body).toEqual({
      ...before,
      name: 'Fjord',
      scopes: null,
      imap: IMAP,
    });
    await remove(before.id);
  });

  test('must fit the rest, and is not half done', async () => {
    const before = await created(GENERIC);
    const { status, body } = await change(before.id, { baseScope: 'imap-smtp', name: 'Half' });
    expect([status, body.code]).toEqual([400, 'INVALID_REQUEST']);
    expect((await list()).find(({ id }) => id === before.id)).toEqual(before);
    await remove(before.id);
  });

  test('cannot move it to another address or kind', async () => {
    const { id } = await created(GENERIC);
    for (const body of [{ key: 'other' }, { kind: 'google' }]) expect((await change(id, body)).status).toBe(400);
    await remove(id);
  });

  test('of an app that is not there is 404', async () => {
    for (const answer of [await change('nowhere', {}), await remove('nowhere')]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'APP_NOT_FOUND']);
    }
  });
});

describe('several apps side by side', () => {
  test('lead to their own sign-in, each with its own client id and redirect URI', async () => {
    const app = await created({ kind: 'microsoft', key: 'contoso', name: 'Contoso', clientId: 'own-client', clientSecret: 's' });
    expect(app.redirectUri).toBe(`${server.url}/api/email/auth/contoso/callback`);
    const [first, second] = [await connectUrl('microsoft'), await connectUrl('contoso')];
    expect(second.searchParams.get('client_id')).toBe('own-client');
    expect(second.searchParams.get('redirect_uri')).toBe(app.redirectUri);
    expect(first.searchParams.get('client_id')).not.toBe('own-client');
    expect(first.searchParams.get('redirect_uri')).toBe(`${server.url}/api/email/auth/microsoft/callback`);
    expect((await choices()).slice(0, 1)).toEqual(['microsoft']);
    expect(await choices()).toContain('contoso');
    await remove(app.id);
  });

  test('one at Microsoft without a secret is no choice until it has one: it is good for imports only', async () => {
    const { id } = await created({ kind: 'microsoft', key: 'imports', clientId: 'a' });
    expect(await choices()).not.toContain('imports');
    await change(id, { clientSecret: 's' });
    expect(await choices()).toContain('imports');
    await remove(id);
  });

  test('one that is disabled connects nobody and is no choice', async () => {
    const { id } = await created({ kind: 'microsoft', key: 'asleep', clientId: 'a', clientSecret: 's', enabled: false });
    expect(await choices()).not.toContain('asleep');
    const refused = await api(server, 'GET', '/api/email/auth/asleep/connect', { token: user });
    expect([refused.status, refused.body['code']]).toEqual([404, 'APP_NOT_FOUND']);
    await change(id, { enabled: true });
    expect((await connectUrl('asleep')).searchParams.get('client_id')).toBe('a');
    await remove(id);
    expect((await api(server, 'GET', '/api/email/auth/asleep/connect', { token: user })).status).toBe(404);
  });

  test('one that is made again under an old key is the new one', async () => {
    for (const clientId of ['before', 'after']) {
      const { id } = await created({ kind: 'microsoft', key: 'again', clientId, clientSecret: 's' });
      expect((await connectUrl('again')).searchParams.get('client_id')).toBe(clientId);
      await remove(id);
    }
  });
});
