/** Who may finish a connection, over real HTTP with the sandbox as Microsoft. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import { accountsOf, api, authUrlOn, dataOf, page, signedIn, type TestServer } from '../../support/aServer.ts';
import { aServer } from '../../support/aServer.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';

const HOST_SECRET = 'a host application and this server share these words';
let server: TestServer;

beforeAll(async () => {
  server = await aServer({ JWT_SECRET: HOST_SECRET });
});
afterAll(() => server.close());

const ANNA = 'anna@contoso.example';
const BEN = 'ben@contoso.example';

interface Started {
  connectId: string;
  authUrl: string;
  startUrl: string;
  expiresAt: string;
}

function hostToken(claims: Record<string, string>): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(HOST_SECRET));
}

async function connect(token: string, query = ''): Promise<Started> {
  const answer = await api<Started>(server, 'GET', `/api/email/auth/microsoft/connect${query}`, { token });
  expect(answer.status).toBe(200);
  return answer.body;
}

async function statusOf(token: string, connectId: string): Promise<{ status: string; error?: { code: string; error: string } }> {
  return (await api<{ status: string }>(server, 'GET', `/api/email/auth/connections/${connectId}`, { token })).body;
}

function formOf(html: string): string {
  const secret = /name="secret" value="([^"]+)"/.exec(html)?.[1];
  if (secret === undefined) throw new Error(`No form on this page: ${html}`);
  return secret;
}

async function confirm(secret: string, cookie: string | undefined, answer = 'yes'): Promise<{ status: number; html: string }> {
  const response = await fetch(`${server.url}/api/email/auth/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ secret, answer }),
    headers: { accept: 'text/html', ...(cookie !== undefined && { cookie }) },
  });
  return { status: response.status, html: await response.text() };
}

describe('the address of Microsoft’s sign-in', () => {
  test('carries PKCE, state, nonce and the least permissions', async () => {
    const { token } = await signedIn(server, ANNA);
    const { authUrl, startUrl, connectId } = await connect(token);
    const query = new URL(authUrl).searchParams;
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('code_challenge')).toHaveLength(43);
    expect(query.get('state')?.length).toBeGreaterThan(30);
    expect(query.get('scope')).toBe('Mail.Send offline_access User.Read openid profile');
    expect(new URL(startUrl).origin).toBe(server.url);
    expect(authUrlOn((await page(startUrl)).html)).toBe(authUrl);
    expect((await statusOf(token, connectId)).status).toBe('pending');
  });

  test.each([
    ['prompt=login', 'prompt', 'login'],
    ['loginHint=anna%40contoso.example', 'login_hint', ANNA],
    ['features=followUp,sharedMailbox', 'scope', 'Mail.Send offline_access User.Read openid profile Mail.Read Mail.Send.Shared'],
  ])('passes on %s', async (query, name, value) => {
    const { token } = await signedIn(server, ANNA);
    expect(new URL((await connect(token, `?${query}`)).authUrl).searchParams.get(name)).toBe(value);
  });

  test.each([
    ['prompt=select_account&loginHint=anna%40contoso.example', /exclude each other/],
    ['prompt=whatever', /prompt/],
    ['features=everything', /features holds "everything"/],
  ])('refuses %s', async (query, sentence) => {
    const { token } = await signedIn(server, ANNA);
    const answer = await api(server, 'GET', `/api/email/auth/microsoft/connect?${query}`, { token });
    expect(answer.status).toBe(400);
    expect(answer.body['error']).toMatch(sentence);
  });
});

describe('a mailbox that is the signed-in person’s own', () => {
  test('is connected at once, in the same trip as the sign-in', async () => {
    const { token } = await signedIn(server, BEN);
    expect(await accountsOf(server, token)).toMatchObject([{ emailAddress: BEN, state: 'connected', isActive: true }]);
  });

  test('connected again is the same row, not a second one', async () => {
    const { token } = await signedIn(server, ANNA);
    const before = await accountsOf(server, token);
    const { authUrl, connectId } = await connect(token);
    await page((await signInAtSandbox(authUrl, { address: ANNA })).redirect);
    expect((await statusOf(token, connectId)).status).toBe('connected');
    expect((await accountsOf(server, token)).map((a) => a.id)).toEqual(before.map((a) => a.id));
  });

  test('is connected at once where the host application vouches for its address', async () => {
    const token = await hostToken({ sub: 'host-anna', email: ANNA });
    const { authUrl, connectId } = await connect(token);
    const callback = await fetch((await signInAtSandbox(authUrl, { address: ANNA })).redirect, {
      headers: { accept: 'application/json' },
    });
    expect(await callback.json()).toEqual({ success: true, status: 'connected', provider: 'microsoft', email: ANNA });
    expect((await statusOf(token, connectId)).status).toBe('connected');
  });
});

describe('a mailbox of somebody else', () => {
  async function foreignTrip(sub: string): Promise<{ token: string; connectId: string; redirect: string }> {
    const token = await hostToken({ sub, email: `${sub}@host.example` });
    const { authUrl, connectId } = await connect(token);
    return { token, connectId, redirect: (await signInAtSandbox(authUrl, { address: ANNA })).redirect };
  }

  test('is connected only after the click in that browser', async () => {
    const { token, connectId, redirect } = await foreignTrip('mallory');
    const shown = await page(redirect);
    expect(shown.html).toContain(
      `Connect <strong>${ANNA}</strong> to the Mergepost account of <strong>mallory@host.example</strong>`,
    );
    expect((await statusOf(token, connectId)).status).toBe('confirm');
    expect(await accountsOf(server, token)).toEqual([]);
    expect((await confirm(formOf(shown.html), shown.cookie)).html).toContain('is connected');
    expect(await accountsOf(server, token)).toMatchObject([{ emailAddress: ANNA }]);
  });

  test('stays unconnected for somebody who knows state and connectId but is not that browser', async () => {
    const { token, connectId, redirect } = await foreignTrip('eve');
    const shown = await page(redirect);
    // The starter knows connectId and state (it is in authUrl), may poll, and may even have seen the page's secret, but has no cookie.
    expect((await confirm(formOf(shown.html), undefined)).status).toBe(400);
    expect((await confirm(`${connectId}.guess`, shown.cookie)).status).toBe(400);
    expect((await confirm(formOf(shown.html), 'mergepost_confirm=guess')).status).toBe(400);
    expect(await accountsOf(server, token)).toEqual([]);
  });

  test('shows the question once: a reload with the same code has no form', async () => {
    const { redirect } = await foreignTrip('trent');
    await page(redirect);
    const again = await page(redirect);
    expect(again.html).toContain('the question is shown only once');
    expect(again.html).not.toContain('<form');
  });

  test('a double click is answered twice the same', async () => {
    const { redirect } = await foreignTrip('doubleclick');
    const shown = await page(redirect);
    const secret = formOf(shown.html);
    const both = await Promise.all([confirm(secret, shown.cookie), confirm(secret, shown.cookie)]);
    expect(both.map((answer) => answer.status)).toEqual([200, 200]);
  });

  test('is asked about with what is proven only, not with the name somebody gave himself', async () => {
    const token = await hostToken({ sub: 'nameless', name: 'Your own account' });
    const shown = await page((await signInAtSandbox((await connect(token)).authUrl, { address: ANNA })).redirect);
    expect(shown.html).toContain('user “nameless” of the application that uses Mergepost here');
    expect(shown.html).not.toContain('Your own account');
  });

  test('is forgotten when the person says no', async () => {
    const { token, connectId, redirect } = await foreignTrip('oscar');
    const shown = await page(redirect);
    expect((await confirm(formOf(shown.html), shown.cookie, 'no')).html).toContain('was not connected');
    const status = await statusOf(token, connectId);
    expect(status).toMatchObject({ status: 'failed', error: { code: 'CONNECT_DECLINED' } });
    // “Nothing was kept”: not even whose it was, for whoever asked.
    expect(JSON.stringify(status)).not.toContain(ANNA);
    expect((await confirm(formOf(shown.html), shown.cookie)).status).toBe(400);
  });

  test('is refused by name where another one is to be connected again', async () => {
    const { token } = await signedIn(server, BEN);
    const [account] = await accountsOf(server, token);
    const { authUrl, connectId } = await connect(token, `?reconnect=${account?.id}`);
    const shown = await page((await signInAtSandbox(authUrl, { address: ANNA })).redirect);
    expect(shown.html).toContain(`You signed in as ${ANNA}, but ${BEN}`);
    const status = await statusOf(token, connectId);
    expect(status).toMatchObject({ status: 'failed', error: { code: 'CONNECT_WRONG_MAILBOX' } });
    expect(status.error?.error).toContain(`but ${BEN} is to be connected again`);
    // Whoever started it may be somebody else than who signed in.
    expect(JSON.stringify(status)).not.toContain(ANNA);
  });
});

describe('the callback', () => {
  test('repeats its outcome for the same state and code, and only for those', async () => {
    const { token } = await signedIn(server, ANNA);
    const { redirect } = await signInAtSandbox((await connect(token)).authUrl, { address: ANNA });
    const first = await page(redirect);
    const again = await page(redirect);
    expect([first, again].map((p) => [p.status, dataOf(p.html, 'status')])).toEqual([
      [200, 'connected'],
      [200, 'connected'],
    ]);
    const other = new URL(redirect);
    other.searchParams.set('code', 'another');
    expect((await page(other.href)).status).toBe(400);
  });

  test('of two at once with one code connects once', async () => {
    const { token } = await signedIn(server, ANNA);
    const { redirect } = await signInAtSandbox((await connect(token)).authUrl, { address: ANNA });
    const both = await Promise.all([page(redirect), page(redirect)]);
    expect(both.map((p) => dataOf(p.html, 'status'))).toEqual(['connected', 'connected']);
  });

  test('shares nothing with one that knows the state but not the code', async () => {
    const started = await api<{ connectId: string; startUrl: string; verifier: string }>(server, 'POST', '/api/auth/sign-in', {
      body: {},
    });
    const { redirect } = await signInAtSandbox(authUrlOn((await page(started.body.startUrl)).html), { address: ANNA });
    const guess = new URL(redirect);
    guess.searchParams.set('code', 'whatever');
    const [real, ...guesses] = await Promise.all([page(redirect), ...Array.from({ length: 5 }, () => page(guess.href))]);
    expect(dataOf(real?.html ?? '', 'code')).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(guesses.map((g) => [g.status, dataOf(g.html, 'code')])).toEqual(guesses.map(() => [400, undefined]));
  });

  test('explains a refusal instead of showing Microsoft’s text', async () => {
    const { token } = await signedIn(server, ANNA);
    const { authUrl, connectId } = await connect(token, '?prompt=consent');
    const { redirect } = await signInAtSandbox(authUrl, { address: ANNA, decision: 'cancel' });
    const shown = await page(redirect);
    expect(shown.html).toContain('You did not give the permission');
    expect(shown.html).toContain('AADSTS65004');
    expect(await statusOf(token, connectId)).toMatchObject({ status: 'failed', error: { code: 'CONNECT_DECLINED' } });
    expect(dataOf((await page(redirect)).html, 'status')).toBe('failed');
  });

  test('with an unknown state says to start again', async () => {
    const shown = await page(`${server.url}/api/email/auth/microsoft/callback?code=x&state=y`);
    expect(shown.status).toBe(400);
    expect(shown.html).toContain('press “Connect email account” again');
  });

  test('may be framed by nobody and is kept by no cache', async () => {
    const response = await fetch(`${server.url}/api/email/auth/microsoft/callback?state=y`);
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(response.headers.get('x-frame-options')).toBeNull();
  });
});

describe('odd requests to the pages', () => {
  test.each([
    ['a secret given twice', 'POST', '/api/email/auth/confirm', 'secret=a&secret=b', 400],
    ['no secret', 'POST', '/api/email/auth/confirm', '', 400],
    ['a ticket given twice', 'GET', '/connect/x?t=a&t=b', undefined, 410],
    ['HEAD, which would redeem a code', 'HEAD', '/api/email/auth/microsoft/callback?code=x&state=y', undefined, 404],
  ])('%s', async (_name, method, path, body, status) => {
    const headers = { accept: 'text/html', ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) };
    expect((await fetch(`${server.url}${path}`, { method, headers, ...(body !== undefined && { body }) })).status).toBe(status);
  });

  test('an address that cannot be read gets our words, without repeating it', async () => {
    const answer = await api(server, 'GET', '/connect/%zz?t=secretcode');
    expect(answer).toMatchObject({ status: 400, body: { success: false, code: 'INVALID_REQUEST' } });
    expect(JSON.stringify(answer.body)).not.toContain('secretcode');
  });
});

describe('an administrator', () => {
  test.each([
    ['accept', 'Allowed', 'granted'],
    ['cancel', 'Not allowed', 'declined'],
  ] as const)(
    'who comes back from Microsoft (%s) is told what happened, and so is the person who asked',
    async (decision, title, status) => {
      const { token } = await signedIn(server, ANNA);
      const asked = await api<{ id: string; url: string }>(server, 'POST', '/api/email/auth/microsoft/admin-consent', {
        token,
        body: {},
      });
      const { redirect } = await signInAtSandbox(asked.body.url, { address: 'an administrator', decision });
      const shown = await page(redirect);
      expect([shown.status, /<h1>([^<]+)/.exec(shown.html)?.[1]]).toEqual([200, title]);
      expect(shown.html).not.toContain('<script');
      const later = await api(server, 'GET', `/api/email/auth/admin-consents/${asked.body.id}`, { token });
      expect(later.body).toEqual({ status });
    },
  );
});

describe('a start page', () => {
  test('opens only with its ticket', async () => {
    const { token } = await signedIn(server, ANNA);
    const { startUrl } = await connect(token);
    expect((await page(startUrl.replace(/t=.*/, 't=guess'))).status).toBe(410);
    expect((await page(startUrl)).status).toBe(200);
  });
});

describe('a sign-in', () => {
  async function finished(): Promise<{ connectId: string; verifier: string; code: string }> {
    const started = await api<{ connectId: string; startUrl: string; verifier: string }>(server, 'POST', '/api/auth/sign-in', {
      body: {},
    });
    const { redirect } = await signInAtSandbox(authUrlOn((await page(started.body.startUrl)).html), { address: ANNA });
    return { ...started.body, code: dataOf((await page(redirect)).html, 'code') ?? '' };
  }
  const open = (body: { connectId: string; verifier: string; code: string }) =>
    api(server, 'POST', '/api/auth/session', { body });

  test('needs the code of the window and the verifier of the pane, each', async () => {
    const { connectId, verifier, code } = await finished();
    expect((await open({ connectId, verifier, code: 'AAAA-AAAA' })).body['code']).toBe('SIGN_IN_CODE_WRONG');
    expect((await open({ connectId, verifier: 'guess', code })).body['code']).toBe('CONNECTION_NOT_FOUND');
    expect((await open({ connectId, verifier, code: code.toLowerCase().replace('-', ' ') })).status).toBe(200);
    expect((await open({ connectId, verifier, code })).body['code']).toBe('SIGN_IN_CODE_WRONG');
  });

  test('is over after five wrong codes', async () => {
    const { connectId, verifier, code } = await finished();
    for (let i = 0; i < 5; i += 1) await open({ connectId, verifier, code: 'AAAA-AAAA' });
    const answer = await open({ connectId, verifier, code });
    expect(answer.body['error']).toContain('Too many wrong codes');
    // Else the pane would ask for the code for ever.
    expect((await api(server, 'GET', `/api/auth/sign-in/${connectId}`)).body).toMatchObject({
      status: 'expired',
      error: { code: 'CONNECT_EXPIRED' },
    });
  });

  test('tells its state without a session', async () => {
    const { connectId, verifier, code } = await finished();
    const status = () => api(server, 'GET', `/api/auth/sign-in/${connectId}`);
    expect((await status()).body).toEqual({ status: 'code' });
    await open({ connectId, verifier, code });
    expect((await status()).body).toEqual({ status: 'done' });
  });
});

describe('a session', () => {
  test('has a token that ends within the hour it says', async () => {
    const { token } = await signedIn(server, ANNA);
    const renewed = await api<{ token: string; expiresAt: string }>(server, 'POST', '/api/auth/session/renew', { token });
    const { exp = 0, iat = 0 } = decodeJwt(renewed.body.token);
    expect(exp - iat).toBe(3600);
    expect(Math.abs(Date.parse(renewed.body.expiresAt) / 1000 - exp)).toBeLessThan(2);
  });

  test('is renewed, and over after signing out', async () => {
    const { token } = await signedIn(server, ANNA);
    const renewed = await api<{ token: string }>(server, 'POST', '/api/auth/session/renew', { token });
    expect((await api(server, 'GET', '/api/auth/session', { token: renewed.body.token })).body).toMatchObject({
      user: { email: ANNA },
    });
    await api(server, 'DELETE', '/api/auth/session', { token });
    expect((await api(server, 'GET', '/api/auth/session', { token: renewed.body.token })).status).toBe(401);
  });

  test.each([
    ['no token', () => Promise.resolve(undefined)],
    ['rubbish', () => Promise.resolve('rubbish')],
    ['a token without signature', () => Promise.resolve(`${btoa('{"alg":"none"}')}.${btoa('{"sub":"x","exp":9999999999}')}.`)],
    [
      'a host’s token under another secret',
      () =>
        new SignJWT({ sub: 'x' })
          .setProtectedHeader({ alg: 'HS256' })
          .setExpirationTime('5m')
          .sign(new TextEncoder().encode('x'.repeat(40))),
    ],
    [
      'a host’s token without an end',
      () => new SignJWT({ sub: 'x' }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(HOST_SECRET)),
    ],
    [
      'a host’s token that claims to be ours',
      () =>
        new SignJWT({ sub: 'x', sid: 'y', iss: 'mergepost' })
          .setProtectedHeader({ alg: 'HS256' })
          .setExpirationTime('5m')
          .sign(new TextEncoder().encode(HOST_SECRET)),
    ],
  ])('is not opened by %s', async (_name, make) => {
    const token = await make();
    const answer = await api(server, 'GET', '/api/email/auth/providers', token === undefined ? {} : { token });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ success: false, code: 'UNAUTHENTICATED' });
  });

  test('of a host application makes its user at first sight', async () => {
    const token = await hostToken({ sub: 'new-one', email: 'new@host.example', name: 'New One' });
    expect((await api(server, 'GET', '/api/auth/session', { token })).body).toMatchObject({
      user: { name: 'New One', email: 'new@host.example', role: 'user' },
    });
  });
});

describe('other people’s things do not exist', () => {
  test('neither mailboxes nor attempts', async () => {
    const [anna, ben] = [await signedIn(server, ANNA), await signedIn(server, BEN)];
    const [account] = await accountsOf(server, anna.token);
    const { connectId } = await connect(anna.token);
    expect((await api(server, 'DELETE', `/api/email/auth/providers/${account?.id}`, { token: ben.token })).status).toBe(404);
    expect((await api(server, 'GET', `/api/email/auth/connections/${connectId}`, { token: ben.token })).status).toBe(404);
    expect(
      (await api(server, 'GET', `/api/email/auth/microsoft/connect?reconnect=${account?.id}`, { token: ben.token })).status,
    ).toBe(404);
  });
});

describe('disconnecting', () => {
  test('forgets the tokens, says what Microsoft does not offer, and can be done once', async () => {
    const { token } = await signedIn(server, 'chloe@fabrikam.example');
    const [account] = await accountsOf(server, token);
    const gone = await api(server, 'DELETE', `/api/email/auth/providers/${account?.id}`, { token });
    expect(gone.body).toMatchObject({ success: true });
    expect(gone.body['message']).toContain('myapps.microsoft.com');
    expect(await accountsOf(server, token)).toEqual([]);
    expect((await api(server, 'DELETE', `/api/email/auth/providers/${account?.id}`, { token })).status).toBe(404);
  });
});
