/** The very first sign-in in an organisation whose administrator must allow it: nobody has a session, with the sandbox as Microsoft. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { api, aServer, authUrlOn, page, signedIn, type TestServer } from '../../support/aServer.ts';
import { changeSandbox } from '../../support/sandboxOverHttp.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';

const NORA = 'nora@northwind.example';
const NORTHWIND = 'c5a7e1d8-6b24-4d93-b0f1-7e3a9c8d5b42';
const BEN = 'ben@contoso.example';
let server: TestServer;

beforeAll(async () => {
  server = await aServer();
});
afterAll(() => server.close());

interface Attempt {
  connectId: string;
  startUrl: string;
  verifier: string;
}
type Asked = { id: string; url: string; note: string; code?: string; error?: string };

const start = async (): Promise<Attempt> =>
  (await api<Attempt & Record<string, unknown>>(server, 'POST', '/api/auth/sign-in', { body: { connect: true } })).body;

/** Starts a sign-in, and goes as far as that person comes. */
async function tried(address: string, decision: 'accept' | 'cancel' = 'accept'): Promise<Attempt> {
  const attempt = await start();
  await page((await signInAtSandbox(authUrlOn((await page(attempt.startUrl)).html), { address, decision })).redirect);
  return attempt;
}

async function failedOtherwise(): Promise<Attempt> {
  await changeSandbox(server, { clientSecretState: 'expired' });
  const attempt = await tried(BEN);
  await changeSandbox(server, { clientSecretState: 'good' });
  expect((await api(server, 'GET', `/api/auth/sign-in/${attempt.connectId}`)).body).toMatchObject({ status: 'failed' });
  return attempt;
}

const ask = ({ connectId, verifier }: Pick<Attempt, 'connectId' | 'verifier'>, more: object = {}) =>
  api<Asked>(server, 'POST', `/api/auth/sign-in/${connectId}/admin-consent`, { body: { verifier, ...more } });

const look = async (connectId: string, id: string) =>
  (await api<{ status?: string; code?: string }>(server, 'GET', `/api/auth/sign-in/${connectId}/admin-consent/${id}`)).body;

describe('a link is made only for whoever started a sign-in that it would mend', () => {
  test.each<[string, () => Promise<Pick<Attempt, 'connectId' | 'verifier'>>]>([
    ['an attempt that nobody knows', async () => ({ connectId: 'guessed', verifier: 'v' })],
    ['a wrong verifier', async () => ({ ...(await tried(NORA)), verifier: 'guessed' })],
    ['the verifier of another attempt', async () => ({ ...(await tried(NORA)), verifier: (await tried(NORA)).verifier })],
    ['a sign-in that still goes on', start],
    ['a sign-in that went well', () => tried(BEN)],
    ['one that failed for another reason', failedOtherwise],
  ])('not for %s', async (_, attempt) => {
    expect(await ask(await attempt())).toMatchObject({ status: 404, body: { code: 'CONNECTION_NOT_FOUND' } });
  });

  test('not for a mailbox that somebody with a session connects: that has a way of its own', async () => {
    const { token } = await signedIn(server, 'anna@contoso.example', false);
    const path = '/api/email/auth/microsoft/connect';
    const { authUrl, connectId } = (await api<{ authUrl: string; connectId: string }>(server, 'GET', path, { token })).body;
    await page((await signInAtSandbox(authUrl, { address: NORA })).redirect);
    expect((await ask({ connectId, verifier: '' })).status).toBe(404);
  });

  test('also after a no: a person says it who may not say yes', async () => {
    expect((await ask(await tried('chloe@fabrikam.example', 'cancel'))).status).toBe(200);
  });

  test('a few times, not without end: nobody is signed in', async () => {
    const attempt = await tried(NORA);
    for (let times = 0; times < 5; times += 1) expect((await ask(attempt)).status).toBe(200);
    expect(await ask(attempt)).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
  });

  test('for the organisation that is named, else for that of the administrator who opens it; signed by nobody', async () => {
    const attempt = await tried(NORA);
    const { body } = await ask(attempt);
    expect(new URL(body.url).pathname).toBe('/organizations/v2.0/adminconsent');
    expect(body.note).toContain(`\n${body.url}\n`);
    expect(body.note).toMatch(/Thank you!$/);
    const named = await ask(attempt, { tenant: 'northwind.example' });
    expect(new URL(named.body.url).pathname).toBe('/northwind.example/v2.0/adminconsent');
    expect((await ask(attempt, { tenant: 'consumers' })).body.error).toMatch(/“consumers” is no organisation/);
    expect((await ask(attempt, { features: ['followUp'] })).status).toBe(400);
  });
});

test('the status is told for the attempt it belongs to, and to nobody else', async () => {
  const [mine, other] = [await tried(NORA), await tried(NORA)];
  const { id } = (await ask(mine)).body;
  expect(await look(mine.connectId, id)).toEqual({ status: 'open' });
  expect(await look(other.connectId, id)).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  expect(await look(mine.connectId, 'guessed')).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  const { token } = await signedIn(server, BEN, false);
  const path = '/api/email/auth';
  expect((await api(server, 'GET', `${path}/admin-consents/${id}`, { token })).status).toBe(404);
  // Nor the other way round.
  const own = (await api<Asked>(server, 'POST', `${path}/microsoft/admin-consent`, { token, body: {} })).body;
  expect(await look(mine.connectId, own.id)).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
});

test('she is turned away, her administrator allows it, and the next sign-in connects her mailbox', async () => {
  const attempt = await tried(NORA);
  const state = await api(server, 'GET', `/api/auth/sign-in/${attempt.connectId}`);
  expect(state.body).toMatchObject({ status: 'failed', error: { code: 'CONNECT_NEEDS_ADMIN' } });
  const { id, url } = (await ask(attempt)).body;
  const declined = await page((await signInAtSandbox(url, { address: '', decision: 'cancel' })).redirect);
  expect(declined.html).toContain('Mergepost was not allowed');
  expect(await look(attempt.connectId, id)).toEqual({ status: 'declined' });

  const allowed = await page((await signInAtSandbox(url, { address: '' })).redirect);
  expect(allowed.html).toContain('now allowed for your organisation');
  expect(await look(attempt.connectId, id)).toEqual({ status: 'granted' });

  const { token } = await signedIn(server, NORA);
  const list = await api(server, 'GET', '/api/email/auth/providers', { token });
  expect(list.body).toMatchObject({ providers: [{ emailAddress: NORA, state: 'connected', tenant: NORTHWIND }] });
});

test('a personal mailbox has no organisation', async () => {
  const { token } = await signedIn(server, 'sam.rivers@outlook.com');
  expect((await api(server, 'GET', '/api/email/auth/providers', { token })).body).toMatchObject({
    providers: [{ tenant: null }],
  });
});
