/** Hosted links and the second trip over real HTTP, with the sandbox as Microsoft and Google. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EmailAccount } from '../../../shared/api/accounts.ts';
import type { ConnectLink } from '../../../shared/api/links.ts';
import { aServer, accountsOf, api, authUrlOn, page, signedIn, type TestServer } from '../../support/aServer.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';

let server: TestServer;

beforeAll(async () => {
  server = await aServer();
});
afterAll(() => server.close());

const ANNA = 'anna@contoso.example';
const BEN = 'ben@contoso.example';
const GRACE = 'grace.holt@gmail.example';
const LINKS = '/api/email/auth/links';

async function aLink(token: string, body: object = {}): Promise<{ link: ConnectLink; url: string }> {
  return (await api<{ link: ConnectLink; url: string }>(server, 'POST', LINKS, { token, body })).body;
}

/** Presses the button of that kind of mailbox; answers the provider's address. */
async function pressed(url: string, app: string): Promise<string> {
  const at = new URL(url);
  const body = new URLSearchParams({ t: at.searchParams.get('t') ?? '', app });
  const answer = await fetch(`${at.origin}${at.pathname}`, { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBe(303);
  return authUrlOn((await page(new URL(answer.headers.get('location') ?? '', url).href)).html);
}

async function confirmed({ html, cookie }: { html: string; cookie: string | undefined }): Promise<string> {
  const secret = /name="secret" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const response = await fetch(`${server.url}/api/email/auth/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ secret, answer: 'yes' }),
    headers: { accept: 'text/html', ...(cookie !== undefined && { cookie }) },
  });
  return response.text();
}

/** Follows the callback; a second trip is walked as well. Answers the page it ends on and how often the provider was visited. */
async function walked(authUrl: string, address: string): Promise<{ trips: string[]; shown: Awaited<ReturnType<typeof page>> }> {
  const trips: string[] = [];
  for (let next = authUrl; trips.length < 3; ) {
    trips.push(next);
    const { redirect } = await signInAtSandbox(next, { address });
    const response = await fetch(redirect, { headers: { accept: 'text/html' }, redirect: 'manual' });
    const location = response.headers.get('location');
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (location === null) return { trips, shown: { status: response.status, html: await response.text(), cookie } };
    expect(response.status).toBe(302);
    next = location;
  }
  throw new Error('The provider was visited three times.');
}

describe('a hosted link', () => {
  test('connects a stranger’s mailbox at Microsoft to its owner, after the click', async () => {
    const { token } = await signedIn(server, ANNA, false);
    const { url } = await aLink(token, { note: 'For the newsletter' });
    const shown = await page(url);
    expect(shown.html).toContain(`<strong>${ANNA} of organisation `);
    expect(shown.html).toContain('Continue with Microsoft');
    expect(shown.html).toContain('Continue with Google');
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    const { shown: question } = await walked(await pressed(url, 'microsoft'), BEN);
    expect(question.html).toContain(`Connect <strong>${BEN}</strong> to the Mergepost account of <strong>${ANNA}`);
    expect(await accountsOf(server, token)).toEqual([]);
    expect(await confirmed(question)).toContain('https://myapps.microsoft.com');
    expect(await accountsOf(server, token)).toMatchObject([{ emailAddress: BEN, state: 'connected' }]);
    const { links } = (await api<{ links: ConnectLink[] }>(server, 'GET', LINKS, { token })).body;
    expect(links).toMatchObject([{ status: 'used', emailAddress: BEN, note: 'For the newsletter' }]);
    expect((await page(url)).status).toBe(410);
  });

  test('is asked about even by its own owner, whose own mailbox it is', async () => {
    const { token } = await signedIn(server, 'chloe@fabrikam.example', false);
    const { shown } = await walked(await pressed((await aLink(token)).url, 'microsoft'), 'chloe@fabrikam.example');
    expect(shown.html).toContain('Connect this mailbox?');
    expect(await accountsOf(server, token)).toEqual([]);
  });

  test('made twice with one Idempotency-Key is one link', async () => {
    const { token } = await signedIn(server, ANNA, false);
    const ask = { token, body: {}, headers: { 'idempotency-key': 'one-link' } };
    const [first, second] = [await api(server, 'POST', LINKS, ask), await api(server, 'POST', LINKS, ask)];
    expect(second.body).toEqual(first.body);
  });

  test.each([
    ['a note without end', { note: 'x'.repeat(301) }, 400, 'INVALID_REQUEST'],
    ['no time at all', { expiresInHours: 0 }, 400, 'INVALID_REQUEST'],
    ['more than two weeks', { expiresInHours: 337 }, 400, 'INVALID_REQUEST'],
    ['an app that is not here', { providerKey: 'nowhere' }, 404, 'APP_NOT_FOUND'],
  ])('is not made with %s', async (_name, body, status, code) => {
    const { token } = await signedIn(server, ANNA, false);
    expect(await api(server, 'POST', LINKS, { token, body })).toMatchObject({ status, body: { code } });
  });

  test('needs a session to be made, listed and taken back, and none to be opened', async () => {
    for (const [method, path] of [
      ['POST', LINKS],
      ['GET', LINKS],
      ['DELETE', `${LINKS}/x`],
    ] as const)
      expect((await api(server, method, path)).status).toBe(401);
    expect((await page(`${server.url}/link/x?t=y`)).status).toBe(410);
  });
});

describe('Google, which gives a lasting permission with the first consent only', () => {
  const connectGoogle = async (token: string, query = '') =>
    (await api<{ authUrl: string }>(server, 'GET', `/api/email/auth/google/connect${query}`, { token })).body.authUrl;

  test('first by a link; then again, without a second trip, because the permission is here', async () => {
    const { token } = await signedIn(server, ANNA, false);
    const { url } = await aLink(token, { providerKey: 'google' });
    expect((await page(url)).html).toContain('They cannot read your mail.');
    const first = await walked(await pressed(url, 'google'), GRACE);
    expect(first.trips).toHaveLength(1);
    expect(await confirmed(first.shown)).toContain('https://myaccount.google.com/connections');
    const again = await walked(await connectGoogle(token), GRACE);
    expect(again.trips).toHaveLength(1);
  });

  test('connected by another person of this server later: twice to Google, and it lasts', async () => {
    const { token } = await signedIn(server, BEN, false);
    const { trips, shown } = await walked(await connectGoogle(token), GRACE);
    expect(trips.map((url) => new URL(url).searchParams.get('prompt'))).toEqual([null, 'consent']);
    expect(new URL(trips[1] ?? '').searchParams.get('login_hint')).toBe(GRACE);
    expect(await confirmed(shown)).toContain('is connected');
    const [account] = (await accountsOf(server, token)) as unknown as EmailAccount[];
    expect(account).toMatchObject({ provider: 'google', emailAddress: GRACE, isActive: true });
    expect(account?.scopes).toContain('offline_access');
  });

  test('connected again it asks for consent at once', async () => {
    const { token } = await signedIn(server, BEN, false);
    const account = (await accountsOf(server, token)).find(({ emailAddress }) => emailAddress === GRACE);
    const { trips } = await walked(await connectGoogle(token, `?reconnect=${account?.id}`), GRACE);
    expect(trips.map((url) => new URL(url).searchParams.get('prompt'))).toEqual(['consent']);
  });

  test('an answer of Google’s that arrives at Microsoft’s address is refused', async () => {
    const { token } = await signedIn(server, BEN, false);
    const { redirect } = await signInAtSandbox(await connectGoogle(token), { address: GRACE });
    const shown = await page(redirect.replace('/google/callback', '/microsoft/callback'));
    expect(shown.html).toContain('came from another place');
    expect((await page(redirect)).html).toContain('Not connected');
  });
});
