/** Import, change, test and disconnect over real HTTP, with the sandbox as Microsoft and Google. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { googleAt } from '../../../server/sandbox/googleAt.ts';
import { SANDBOX_APP } from '../../../server/sandbox/samplePeople.ts';
import type { Sandbox } from '../../../server/sandbox/startSandbox.ts';
import type { EmailAccount, TestReport } from '../../../shared/api/accounts.ts';
import type { ApiFailure } from '../../../shared/api/errors.ts';
import { type Answer, api, aServer, signedIn, type TestServer } from '../../support/aServer.ts';
import { googleTokensFor } from '../../support/googleTokens.ts';
import { sandboxMails, scriptFault } from '../../support/sandboxOverHttp.ts';
import { tokensFor } from '../../support/tokensFromSandbox.ts';
import { jwtIn } from '../../support/jwtIn.ts';

const PROVIDERS = '/api/email/auth/providers';
const CONTOSO = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
const FABRIKAM = '8b6d9e24-1c3f-4f7a-8e52-2a9c4d6b7f31';
const [ANNA, BEN, CHLOE] = ['anna@contoso.example', 'ben@contoso.example', 'chloe@fabrikam.example'];
const TOKEN_ROUTE = 'POST /{tenant}/oauth2/v2.0/token';

let server: TestServer;
let admin: string;
let anna: string;
const secrets: string[] = [];

beforeAll(async () => {
  server = await aServer();
  admin = (await signedIn(server, 'sam.rivers@outlook.com', false)).token;
  anna = (await signedIn(server, ANNA, false)).token;
});
afterAll(() => server.close());

const sandboxWith = (clientId: string = SANDBOX_APP.clientId, clientSecret: string = SANDBOX_APP.clientSecret): Sandbox =>
  ({
    url: server.sandboxUrl,
    app: { ...SANDBOX_APP, clientId, clientSecret },
    google: googleAt(server.sandboxUrl),
  }) as unknown as Sandbox;

/** A refresh token of that person, made with an app of the sandbox. */
async function refreshTokenOf(address: string, sandbox = sandboxWith()): Promise<string> {
  const { refresh_token: token = '', access_token: access } = await tokensFor(sandbox, address);
  secrets.push(token, access);
  return token;
}

/** Somebody's own app, registered at the sandbox. */
async function ownApp(): Promise<{ clientId: string; clientSecret: string }> {
  const app = { clientId: randomUUID(), clientSecret: `own-secret-${randomUUID()}` };
  const body = JSON.stringify({ ...app, name: 'Own app', kind: 'web' });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${server.sandboxUrl}/sandbox/apps`, { method: 'POST', headers, body })).status).toBe(201);
  secrets.push(app.clientSecret);
  return app;
}

const imported = (token: string, body: object, headers = {}) =>
  api<EmailAccount & ApiFailure>(server, 'POST', `${PROVIDERS}/import`, { token, body, headers });

async function listed(token: string): Promise<EmailAccount[]> {
  return (await api<{ providers: EmailAccount[] }>(server, 'GET', PROVIDERS, { token })).body.providers;
}

const send = (token: string, providerId: string) =>
  api(server, 'POST', '/api/email/auth/send', {
    token,
    body: { providerId, to: ['x@example.com'], subject: 'Hello', bodyHtml: '<p>Hello</p>' },
  });

async function disconnect(token: string, id: string): Promise<Answer<{ message: string }>> {
  return api(server, 'DELETE', `${PROVIDERS}/${id}`, { token });
}

async function setSandbox(settings: object): Promise<void> {
  const body = JSON.stringify(settings);
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${server.sandboxUrl}/sandbox/settings`, { method: 'PATCH', headers, body })).status).toBe(200);
}

async function tokenRequests(): Promise<number> {
  const all = (await (await fetch(`${server.sandboxUrl}/sandbox/requests`)).json()) as Record<string, number>;
  return Object.entries(all).reduce((sum, [route, count]) => sum + (route.endsWith('/token') ? count : 0), 0);
}

/** Everything the server has on its disk, but the sandbox's own file. */
function stored(): string {
  const name = basename(server.databasePath);
  const files = readdirSync(dirname(server.databasePath)).filter((file) => file === name || file === `${name}-wal`);
  return files.map((file) => readFileSync(join(dirname(server.databasePath), file), 'latin1')).join('');
}

describe('import', () => {
  test('with this server’s app: connected, and mail goes out', async () => {
    const answer = await imported(anna, {
      clientId: SANDBOX_APP.clientId,
      refreshToken: await refreshTokenOf(ANNA),
      fromName: 'Anna',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      provider: 'microsoft',
      emailAddress: ANNA,
      state: 'connected',
      isActive: true,
      app: 'microsoft',
      fromName: 'Anna',
      mayReconnect: true,
      warnings: [],
    });
    expect((await send(anna, answer.body.id)).status).toBe(200);
  });

  test('of the same mailbox again is the same row', async () => {
    const [before] = await listed(anna);
    const answer = await imported(anna, { refreshToken: await refreshTokenOf(ANNA), keepAlive: true });
    expect(answer.body).toMatchObject({ id: before?.id, keepAlive: true, fromName: 'Anna' });
    expect(await listed(anna)).toHaveLength(1);
  });

  test('with an own app: its mailbox only, and it goes away with it', async () => {
    const app = await ownApp();
    const refreshToken = await refreshTokenOf(BEN, sandboxWith(app.clientId, app.clientSecret));
    const answer = await imported(anna, { ...app, tenant: CONTOSO, refreshToken, accessToken: 'whatever' });
    expect(answer.body).toMatchObject({ emailAddress: BEN, state: 'connected', mayReconnect: false });
    expect(answer.body.app).toMatch(/^own-/);
    expect((await send(anna, answer.body.id)).status).toBe(200);
    const ownApps = async () =>
      (await api<{ apps: { clientId: string }[] }>(server, 'GET', '/api/email/apps', { token: admin })).body.apps.filter(
        ({ clientId }) => clientId === app.clientId,
      );
    expect(await ownApps()).toMatchObject([{ source: 'import', accounts: 1 }]);
    expect((await disconnect(anna, answer.body.id)).body.message).toContain('https://myapps.microsoft.com');
    expect(await ownApps()).toEqual([]);
  });

  test('brings a disconnected mailbox back under its id', async () => {
    const first = await imported(anna, { refreshToken: await refreshTokenOf(CHLOE) });
    await disconnect(anna, first.body.id);
    expect(await imported(anna, { refreshToken: await refreshTokenOf(CHLOE) })).toMatchObject({
      status: 201,
      body: { id: first.body.id, state: 'connected' },
    });
  });

  test('by somebody else who holds a token is a row of their own', async () => {
    const ben = (await signedIn(server, BEN, false)).token;
    const answer = await imported(ben, { refreshToken: await refreshTokenOf(ANNA) });
    expect(answer.body).toMatchObject({ emailAddress: ANNA, state: 'connected' });
    const annas = (await listed(anna)).find(({ emailAddress }) => emailAddress === ANNA);
    expect(annas?.id).not.toBe(answer.body.id);
    expect((await api(server, 'PATCH', `${PROVIDERS}/${annas?.id}`, { token: ben, body: { fromName: 'x' } })).status).toBe(404);
    await disconnect(ben, answer.body.id);
  });

  test('of a Google mailbox', async () => {
    const { refresh_token: refreshToken } = await googleTokensFor(sandboxWith(), await googlePerson());
    secrets.push(refreshToken ?? '');
    const answer = await imported(anna, { provider: 'google', refreshToken });
    expect(answer.body).toMatchObject({ provider: 'google', state: 'connected', wire: 'gmail' });
    expect((await disconnect(anna, answer.body.id)).body.message).toContain(
      'Google has withdrawn Mergepost’s permission as well.',
    );
  });

  test('is done once for one Idempotency-Key', async () => {
    const body = { refreshToken: await refreshTokenOf(CHLOE) };
    const headers = { 'idempotency-key': randomUUID() };
    const first = await imported(anna, body, headers);
    const before = await tokenRequests();
    const second = await imported(anna, body, headers);
    expect(second).toMatchObject({ status: 201, body: first.body });
    expect(await tokenRequests()).toBe(before);
  });
});

describe('an import that is refused stores nothing', () => {
  async function refused(body: object, token = anna): Promise<Answer<ApiFailure>> {
    const before = await listed(token);
    const answer = await imported(token, body);
    expect(await listed(token)).toEqual(before);
    return answer;
  }

  test('without a refresh token', async () => {
    expect(await refused({ clientId: 'x' })).toMatchObject({
      status: 400,
      body: { code: 'MISSING_FIELDS', error: 'Missing required fields: refreshToken' },
    });
  });

  test('with a refresh token that is not one', async () => {
    const { status, body } = await refused({ refreshToken: 'made-up' });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'IMPORT_REFUSED' });
    expect(body.error).toContain('does not accept this refresh token');
    expect(body.provider?.help).toBeTruthy();
  });

  test('with a wrong secret, and says so to the importer', async () => {
    const app = await ownApp();
    const refreshToken = await refreshTokenOf(BEN, sandboxWith(app.clientId, app.clientSecret));
    const { status, body } = await refused({ clientId: app.clientId, clientSecret: 'wrong', refreshToken });
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'IMPORT_REFUSED' });
    expect(body).toMatchObject({
      error: expect.stringContaining('does not accept this clientSecret'),
      provider: { error: 'invalid_client', code: 'AADSTS7000215' },
    });
    expect(stored()).not.toContain(app.clientId);
  });

  test.each([
    ['another tenant than the mailbox’s', FABRIKAM],
    ['a tenant that is not there', 'nowhere.example'],
  ])('with %s', async (_what, tenant) => {
    const app = await ownApp();
    const refreshToken = await refreshTokenOf(BEN, sandboxWith(app.clientId, app.clientSecret));
    expect(await refused({ ...app, tenant, refreshToken })).toMatchObject({ status: 422, body: { code: 'IMPORT_REFUSED' } });
  });

  test('while Microsoft is busy, and works afterwards with the same token', async () => {
    const refreshToken = await refreshTokenOf(BEN);
    await scriptFault(server, TOKEN_ROUTE, { status: 503, headers: { 'retry-after': '4' } });
    const { status, headers, body } = await refused({ refreshToken });
    expect({ status, code: body.code, wait: headers.get('retry-after') }).toEqual({
      status: 503,
      code: 'PROVIDER_UNAVAILABLE',
      wait: '4',
    });
    const again = await imported(anna, { refreshToken });
    expect(again.status).toBe(201);
    await disconnect(anna, again.body.id);
  });

  test('with addresses to call, for everybody but an administrator', async () => {
    const body = { clientId: 'x', refreshToken: 'y', urls: { tokenUrl: `${server.sandboxUrl}/common/oauth2/v2.0/token` } };
    expect(await refused(body)).toMatchObject({ status: 403, body: { code: 'ADMIN_ONLY' } });
    expect(await refused(body, admin)).toMatchObject({ status: 422, body: { code: 'IMPORT_REFUSED' } });
  });
});

describe('a change', () => {
  async function change(body: object): Promise<Answer<EmailAccount & ApiFailure>> {
    const [account] = await listed(anna);
    return api(server, 'PATCH', `${PROVIDERS}/${account?.id}`, { token: anna, body });
  }

  test('of the name and of keeping it alive is there at once', async () => {
    expect((await change({ fromName: '  Anna Berger, Contoso ' })).body).toMatchObject({ fromName: 'Anna Berger, Contoso' });
    expect((await change({ keepAlive: false })).body).toMatchObject({ fromName: 'Anna Berger, Contoso', keepAlive: false });
    expect((await change({ fromName: null, keepAlive: true })).body).toMatchObject({ fromName: null, keepAlive: true });
    expect((await listed(anna))[0]).toMatchObject({ fromName: null, keepAlive: true });
    expect((await change({})).status).toBe(200);
  });

  test.each([['Anna\r\nBcc: x@example.com'], ['Anna\u2028'], ['\u202Egnp.exe'], ['\uD800']])(
    'refuses the name %j',
    async (fromName) => {
      expect(await change({ fromName })).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    },
  );
});

describe('a test mail', () => {
  async function tested(id: string): Promise<Answer<TestReport & ApiFailure>> {
    return api(server, 'POST', `${PROVIDERS}/${id}/test`, { token: anna });
  }
  const annasId = async () => (await listed(anna)).find(({ emailAddress }) => emailAddress === ANNA)?.id ?? '';

  test('arrives, and every step is told', async () => {
    const { status, body } = await tested(await annasId());
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, to: ANNA, next: null, provider: { state: 'connected' } });
    expect(body.steps.map(({ name, status: how }) => `${name} ${how}`)).toEqual([
      'token ok',
      'connect ok',
      'tls skipped',
      'auth ok',
      'accepted ok',
    ]);
    expect(body.messageId).toBeTruthy();
    const mails = await sandboxMails(server);
    expect(mails.at(-1)).toMatchObject({ to: [ANNA], subject: 'Mergepost test mail: it works' });
  });

  test('finds the operator’s fault, keeps the tokens, and mends the state when it is over', async () => {
    const id = await annasId();
    // Microsoft refuses the access at hand, and for a newer one the server's secret has expired.
    await scriptFault(server, 'GET /v1.0/me', { status: 401 });
    await setSandbox({ clientSecretState: 'expired' });
    const { body } = await tested(id);
    await setSandbox({ clientSecretState: 'good' });
    expect(body).toMatchObject({
      success: false,
      next: expect.stringContaining('person who runs this Mergepost server'),
      provider: { state: 'operator-fault', isActive: false, stateNext: body.next },
    });
    const listed = await api<{ providers: EmailAccount[] }>(server, 'GET', PROVIDERS, {
      token: anna,
      headers: { 'accept-language': 'de' },
    });
    expect(listed.headers.get('content-language')).toBe('de');
    const stateReason = expect.stringMatching(/^Der geheime Clientschlüssel ist abgelaufen/);
    expect(listed.body.providers.find((mailbox) => mailbox.id === id)).toMatchObject({ stateReason, stateLanguage: 'de' });
    expect((await tested(id)).body).toMatchObject({ success: true, provider: { state: 'connected', stateReason: null } });
  });

  test('of a mailbox that is not there', async () => {
    expect(await tested(randomUUID())).toMatchObject({ status: 404, body: { code: 'ACCOUNT_NOT_FOUND' } });
  });
});

test('nothing secret is on the disk in clear, and nothing in the answers', async () => {
  const texts = [stored(), JSON.stringify(await listed(anna))];
  const met = secrets.filter((secret) => secret !== '');
  expect(met.length).toBeGreaterThan(10);
  expect(met.filter((secret) => texts.some((text) => text.includes(secret)))).toEqual([]);
  expect(texts.map(jwtIn)).toEqual([undefined, undefined]);
});

async function googlePerson(): Promise<string> {
  const people = (await (await fetch(`${server.sandboxUrl}/sandbox/google/people`)).json()) as { address: string }[];
  return people[0]?.address ?? '';
}
