/** Pace, retries and budgets over real HTTP, with the sandbox as Microsoft: what is chosen holds for the next mail. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EmailAccount } from '../../../shared/api/accounts.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import type { ApiFailure } from '../../../shared/api/errors.ts';
import type { Tenant } from '../../../shared/api/tenants.ts';
import { type Answer, api, aServer, signedIn, type TestServer } from '../../support/aServer.ts';

const PROVIDERS = '/api/email/auth/providers';
const TENANTS = '/api/email/auth/tenants';
const CONTOSO = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';

let server: TestServer;
let admin: string;
let anna: string;

beforeAll(async () => {
  server = await aServer();
  admin = (await signedIn(server, 'sam.rivers@outlook.com')).token;
  anna = (await signedIn(server, 'anna@contoso.example')).token;
});
afterAll(() => server.close());

async function account(token = anna): Promise<EmailAccount> {
  const { body } = await api<{ providers: EmailAccount[] }>(server, 'GET', PROVIDERS, { token });
  const [first] = body.providers;
  if (!first) throw new Error('No mailbox is connected.');
  return first;
}

async function change(body: object): Promise<Answer<EmailAccount & ApiFailure>> {
  return api(server, 'PATCH', `${PROVIDERS}/${(await account()).id}`, { token: anna, body });
}

async function send(...to: string[]): Promise<Answer<ApiFailure>> {
  const body = { providerId: (await account()).id, to, subject: 'Hello', bodyHtml: '<p>Hello</p>' };
  return api(server, 'POST', '/api/email/auth/send', { token: anna, body });
}

const tenants = (token = admin) => api<{ tenants: Tenant[]; count: number }>(server, 'GET', TENANTS, { token });
const changeTenant = (tid: string, body: object, token = admin) =>
  api<Tenant & ApiFailure>(server, 'PATCH', `${TENANTS}/${tid}`, { token, body });

describe('the pace of a mailbox', () => {
  test('is normal at first, and in the sandbox quick and without a number a day', async () => {
    expect((await account()).pace).toEqual({ mode: 'normal', perMinute: 600, perDay: null, usedToday: 0 });
    expect((await account()).retry).toBeNull();
  });

  test('is changed, counts what was sent, and holds the next mail back', async () => {
    expect((await change({ pace: { mode: 'own', perMinute: 100, perDay: 3 } })).body.pace).toEqual({
      mode: 'own',
      perMinute: 100,
      perDay: 3,
      usedToday: 0,
    });
    expect((await send('a@x.example', 'b@x.example')).status).toBe(200);
    expect((await account()).pace.usedToday).toBe(2);
    const { status, body, headers } = await send('a@x.example', 'b@x.example');
    expect([status, body.code]).toEqual([429, 'THROTTLED']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(86_000);
    expect((await send('a@x.example')).status).toBe(200);
    expect((await send('a@x.example')).status).toBe(429);
    // The next mail goes by the new number at once.
    expect((await change({ pace: null })).body.pace).toEqual({ mode: 'normal', perMinute: 600, perDay: null, usedToday: 3 });
    expect((await send('a@x.example')).status).toBe(200);
  });

  test.each([
    [{ pace: { mode: 'own' } }, /“own” needs its numbers/],
    [{ pace: { mode: 'fast', perDay: 9 } }, /“fast” has its own numbers/],
    [{ retry: { mode: 'status', statusCodes: [], countMax: 5, multiplyWait: true } }, /name at least one of them, such as 503/],
  ])('%j is refused, and says why', async (body, sentence) => {
    const before = await account();
    const answer = await change(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'INVALID_REQUEST']);
    expect(answer.body.error).toMatch(sentence);
    expect(await account()).toEqual(before);
  });

  test('and what becomes of what could not be handed over', async () => {
    const retry = { mode: 'status', statusCodes: [503], countMax: 2, multiplyWait: false };
    expect((await change({ retry })).body.retry).toEqual(retry);
    expect((await account()).retry).toEqual(retry);
    expect((await change({ retry: null })).body.retry).toBeNull();
  });
});

describe('an organisation', () => {
  test('is there with its domains; a personal mailbox has none', async () => {
    // They are read in the background, with the first mail.
    let contoso = (await tenants()).body.tenants[0];
    const deadline = Date.now() + 20_000;
    while (contoso?.domains === null && Date.now() < deadline) contoso = (await tenants()).body.tenants[0];
    expect(contoso).toMatchObject({ tid: CONTOSO, mailboxes: 1, licences: null, perDay: null, trial: false, budget: null });
    expect(contoso?.domains).toEqual(['contoso.example', 'contoso.onmicrosoft.example']);
    expect((await tenants()).body.count).toBe(1);
  });

  test('has a budget once its licences are entered, and its people’s mails to others count', async () => {
    const used = (await tenants()).body.tenants[0]?.usedToday ?? 0;
    expect((await changeTenant(CONTOSO, { licences: 100 })).body).toMatchObject({ licences: 100, budget: 22_059 });
    expect((await changeTenant(CONTOSO, { trial: true })).body).toMatchObject({ licences: 100, trial: true, budget: 5000 });
    expect((await send('ben@contoso.example', 'c@contoso.onmicrosoft.example', 'd@x.example')).status).toBe(200);
    expect((await changeTenant(CONTOSO, { perDay: used + 2 })).body).toMatchObject({ budget: used + 2, usedToday: used + 1 });
    expect((await send('a@x.example', 'b@x.example')).status).toBe(429);
    expect((await send('ben@contoso.example')).status).toBe(200);
    expect((await send('b@x.example')).status).toBe(200);
    expect((await send('c@x.example')).body.code).toBe('THROTTLED');
    expect((await changeTenant(CONTOSO, { perDay: null, trial: false, licences: null })).body.budget).toBeNull();
    expect((await send('c@x.example')).status).toBe(200);
  });

  test('whose number is used up keeps a campaign waiting, and that says so', async () => {
    await changeTenant(CONTOSO, { perDay: 1 });
    await change({ pace: null });
    const draft = {
      name: 'Outside',
      providerId: (await account()).id,
      subject: 'Hello',
      letter: { html: '<p>Hello</p>' },
      list: { rows: [{ Email: 'a@x.example' }, { Email: 'b@x.example' }] },
    };
    const made = await api<Campaign>(server, 'POST', '/api/campaigns', { token: anna, body: draft });
    const started = await api<Campaign>(server, 'POST', `/api/campaigns/${made.body.id}/start`, { token: anna, body: {} });
    const { waiting, finishesAt } = started.body.progress;
    expect(waiting?.reason).toBe(
      'The organisation of this mailbox has reached the number of outside recipients it may mail in a day.',
    );
    expect(Date.parse(waiting?.until ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect(Date.parse(finishesAt ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    await api(server, 'POST', `/api/campaigns/${made.body.id}/cancel`, { token: anna });
    await changeTenant(CONTOSO, { perDay: null });
  });

  test('a number that cannot be is told once, and not that it could be nothing instead', async () => {
    const { status, body } = await changeTenant(CONTOSO, { licences: 0 });
    expect([status, body]).toMatchObject([400, { error: 'The request is not as expected: body.licences must be >= 1.' }]);
  });

  test('that nobody knows here is not found', async () => {
    expect(await changeTenant('8b6d9e24-1c3f-4f7a-8e52-2a9c4d6b7f31', { licences: 5 })).toMatchObject({
      status: 404,
      body: { code: 'TENANT_NOT_FOUND' },
    });
    expect((await changeTenant('9188040d-6c67-4c5b-b112-36a304b66dad', { licences: 5 })).status).toBe(404);
  });

  test('is for administrators', async () => {
    expect((await tenants(anna)).status).toBe(403);
    expect((await changeTenant(CONTOSO, { licences: 5 }, anna)).status).toBe(403);
  });
});
