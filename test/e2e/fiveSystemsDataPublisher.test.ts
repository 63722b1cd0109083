/**
 * DataPublisher's email API, line by line of its document: its own settings, its own JWTs, its paths, bodies and sentences.
 * The sandbox stands for Microsoft; the server does not know: it reads the settings that a real one reads.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { freePort } from '../../server/freePort.ts';
import { type Sandbox, startSandbox } from '../../server/sandbox/startSandbox.ts';
import { api, aServer, authUrlOn, dataOf, page, type TestServer } from '../support/aServer.ts';
import { connected, mailboxesOf, sendFrom, startTrip, trip, walkBack, wordsOf } from '../support/connectedOverHttp.ts';
import { changeSandbox, revokeAtSandbox, sandboxMails, scriptFault } from '../support/sandboxOverHttp.ts';
import { signInAtSandbox } from '../support/signInAtSandbox.ts';
import { jwtIn } from '../support/jwtIn.ts';

const ANNA = 'anna@contoso.example';
const JWT_SECRET = 'a-secret-that-the-host-application-shares-with-us';
const AUTH = '/api/email/auth';

const folder = mkdtempSync(join(tmpdir(), 'mergepost-datapublisher-'));
let sandbox: Sandbox;
let server: TestServer;
let token: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, stateFile: join(folder, 'microsoft.jsonl') });
  const port = await freePort();
  server = await aServer({
    EMAIL_CLIENT_ID: sandbox.app.clientId,
    EMAIL_CLIENT_SECRET: sandbox.app.clientSecret,
    EMAIL_TENANT_ID: 'common',
    SERVER_URL: `http://localhost:${port}`,
    ENCRYPTION_KEY: 'ab'.repeat(32),
    PORT: String(port),
    MICROSOFT_AUTHORITY_URL: sandbox.url,
    MICROSOFT_GRAPH_URL: sandbox.url,
    JWT_SECRET,
    MESSAGES_PER_MINUTE: '600',
  });
  token = await hostToken('anna', ANNA);
});
afterAll(async () => {
  await server?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

function hostToken(sub: string, email: string, seconds = 600): Promise<string> {
  const at = Math.floor(Date.now() / 1000);
  const claims = new SignJWT({ sub, email }).setProtectedHeader({ alg: 'HS256' }).setIssuedAt(at - 700);
  return claims.setExpirationTime(at + seconds).sign(Buffer.from(JWT_SECRET));
}

describe('DataPublisher', () => {
  test.each([
    ['GET', '/microsoft/connect'],
    ['GET', '/providers'],
    ['DELETE', '/providers/x'],
    ['POST', '/send'],
  ])('%s %s wants the JWT of the host application', async (method, path) => {
    expect(await api(server, method, `${AUTH}${path}`)).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    const old = await hostToken('anna', ANNA, -60);
    expect((await api(server, method, `${AUTH}${path}`, { token: old })).status).toBe(401);
  });

  test('connect: authUrl is Microsoft’s, with state, PKCE and no more than Mail.Send offline_access User.Read', async () => {
    const { authUrl } = await startTrip(server, token);
    const { origin, pathname, searchParams } = new URL(authUrl);
    expect(origin + pathname).toBe(`${sandbox.url}/common/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      client_id: sandbox.app.clientId,
      redirect_uri: `${server.url}${AUTH}/microsoft/callback`,
      response_type: 'code',
      state: expect.stringMatching(/^.{20,}$/),
      code_challenge_method: 'S256',
    });
    const protocol = new Set(['openid', 'profile']);
    const asked = (searchParams.get('scope') ?? '').split(' ').filter((scope) => !protocol.has(scope));
    expect(asked).toEqual(['Mail.Send', 'offline_access', 'User.Read']);
    expect(searchParams.has('prompt')).toBe(false);
  });

  test('connect in the Office dialog: startUrl is on our own origin and leads on; the last page tells the pane', async () => {
    const { startUrl, connectId } = await startTrip(server, token);
    expect(new URL(startUrl).origin).toBe(server.url);
    const start = await page(`${startUrl}&host=office`);
    expect(start.html).toContain('http-equiv="refresh"');
    const { redirect } = await signInAtSandbox(authUrlOn(start.html), { address: ANNA });
    const last = await page(redirect);
    expect(dataOf(last.html, 'status')).toBe('connected');
    expect(dataOf(last.html, 'connect-id')).toBe(connectId);
    expect(dataOf(last.html, 'email')).toBe(ANNA);
    expect(dataOf(last.html, 'host')).toBe('office');
    expect(last.html).toContain('/dialog/finish.js');
    const script = await (await fetch(`${server.url}/dialog/finish.js`)).text();
    expect(script).toContain('messageParent');
  });

  test('callback: JSON on request, and the same connection once more is the same row', async () => {
    const { authUrl } = await startTrip(server, token);
    const { redirect } = await signInAtSandbox(authUrl, { address: ANNA });
    const answer = await fetch(redirect, { headers: { accept: 'application/json' } });
    expect(await answer.json()).toEqual({ success: true, status: 'connected', provider: 'microsoft', email: ANNA });
    expect(await mailboxesOf(server, token)).toHaveLength(1);
  });

  test('callback: a state that is not ours, and Microsoft’s “no”, are explained', async () => {
    const strange = await fetch(`${server.url}${AUTH}/microsoft/callback?code=x&state=y`, {
      headers: { accept: 'application/json' },
    });
    expect(strange.status).toBe(400);
    expect(await strange.json()).toMatchObject({ success: false, code: 'CONNECT_EXPIRED' });
    const declined = await trip(server, await hostToken('chloe', 'c@x.example'), {
      address: 'chloe@fabrikam.example',
      decision: 'cancel',
    });
    expect(declined).toMatchObject({ status: 'failed', error: { code: 'CONNECT_DECLINED' } });
    expect(wordsOf(declined.html)).toContain('Not connected');
  });

  test('“organisation requires admin approval”: said to the right person, with the link to forward', async () => {
    const nora = await hostToken('nora', 'nora@northwind.example');
    const end = await trip(server, nora, 'nora@northwind.example');
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'CONNECT_NEEDS_ADMIN', error: expect.stringMatching(/administrator/i) },
    });
    const ask = await api(server, 'POST', `${AUTH}/microsoft/admin-consent`, { token: nora, body: {} });
    expect(ask.body).toMatchObject({ url: expect.stringContaining('/v2.0/adminconsent'), note: expect.stringMatching(/\w/) });
  });

  test('list: the fields of the document, and only the caller’s', async () => {
    const { body } = await api(server, 'GET', `${AUTH}/providers`, { token });
    expect(body).toMatchObject({
      success: true,
      count: 1,
      providers: [
        {
          id: expect.any(String),
          provider: 'microsoft',
          emailAddress: ANNA,
          isActive: true,
          tokenExpiresAt: expect.stringMatching(/^\d{4}-.*Z$/),
          scopes: expect.arrayContaining(['Mail.Send', 'User.Read']),
          connectedAt: expect.stringMatching(/Z$/),
          lastUsedAt: null,
        },
      ],
    });
    const stranger = await hostToken('mallory', 'mallory@x.example');
    expect((await api(server, 'GET', `${AUTH}/providers`, { token: stranger })).body).toMatchObject({ count: 0, providers: [] });
  });

  test('send: to, cc, bcc, both bodies, attachment, importance, trackingId; what arrives is that', async () => {
    const [mailbox] = await mailboxesOf(server, token);
    const content = Buffer.from('%PDF-1.7 not really');
    const answer = await sendFrom(server, token, mailbox?.id ?? '', {
      to: ['recipient@example.com'],
      cc: ['cc@example.com'],
      bcc: ['bcc@example.com'],
      subject: 'Email Subject',
      bodyHtml: '<p>Hello</p><p>Email content</p>',
      bodyText: 'Hello\n\nEmail content (plain text fallback)',
      attachments: [{ name: 'document.pdf', contentBytes: content.toString('base64'), contentType: 'application/pdf' }],
      importance: 'high',
      trackingId: 'optional-tracking-uuid',
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        success: true,
        messageId: expect.any(String),
        messageIdKind: 'request',
        sentAt: expect.stringMatching(/Z$/),
        trackingId: 'optional-tracking-uuid',
      },
    });
    const mail = (await sandboxMails(server)).find(({ subject }) => subject === 'Email Subject');
    expect(mail).toMatchObject({
      from: { address: ANNA },
      to: ['recipient@example.com'],
      cc: ['cc@example.com'],
      bcc: ['bcc@example.com'],
      importance: 'high',
      attachments: [{ name: 'document.pdf', size: content.length }],
    });
    expect(mail?.html).toContain('<p>Email content</p>');
    expect(JSON.stringify(mail?.headers)).toContain('optional-tracking-uuid');
    expect((await mailboxesOf(server, token))[0]?.lastUsedAt).toMatch(/Z$/);
  });

  test('send: the error answers of the document, word for word', async () => {
    const missing = await api(server, 'POST', `${AUTH}/send`, { token, body: { providerId: 'uuid' } });
    expect(missing).toMatchObject({
      status: 400,
      body: { success: false, error: 'Missing required fields: to, subject, bodyHtml' },
    });
    const unknown = await sendFrom(server, token, '00000000-0000-4000-8000-000000000000');
    expect(unknown).toMatchObject({ status: 404, body: { success: false, code: 'ACCOUNT_NOT_FOUND' } });
  });

  test('send: 429 and 403 of Microsoft are 429 with Retry-After and 403', async () => {
    const ben = await hostToken('ben', 'ben@contoso.example');
    const { id } = await connected(server, ben, 'ben@contoso.example');
    const route = 'POST /v1.0/me/sendMail';
    // A newer access token gets a second try.
    await scriptFault(server, route, { status: 403, body: { error: { code: 'ErrorAccessDenied', message: 'no' } } }, 2);
    expect(await sendFrom(server, ben, id)).toMatchObject({ status: 403, body: { code: 'MAILBOX_PERMISSION_MISSING' } });
    await connected(server, ben, 'ben@contoso.example');
    await scriptFault(server, route, { status: 429, headers: { 'retry-after': '7' } });
    const slowed = await sendFrom(server, ben, id);
    expect({ status: slowed.status, wait: slowed.headers.get('retry-after') }).toEqual({ status: 429, wait: '7' });
  });

  test('automatic refresh: an access token that is over is renewed at the send, unseen', async () => {
    await changeSandbox(server, { accessTokenSeconds: 2 });
    const chloe = await hostToken('chloe', 'chloe@fabrikam.example');
    const before = await connected(server, chloe, 'chloe@fabrikam.example');
    await changeSandbox(server, { accessTokenSeconds: 3600 });
    // Good for two seconds: half of that is its use.
    while (Date.now() < Date.parse(before.tokenExpiresAt ?? '') - 900) await new Promise((go) => void setTimeout(go, 50));
    expect((await sendFrom(server, chloe, before.id)).status).toBe(200);
    const [after] = await mailboxesOf(server, chloe);
    expect(Date.parse(after?.tokenExpiresAt ?? '')).toBeGreaterThan(Date.parse(before.tokenExpiresAt ?? '') + 60_000);
  });

  test('a consent that is gone: 401 in the words of the document; connecting again mends the same row', async () => {
    const chloe = await hostToken('chloe', 'chloe@fabrikam.example');
    const [before] = await mailboxesOf(server, chloe);
    await revokeAtSandbox(server, 'chloe@fabrikam.example');
    expect(await sendFrom(server, chloe, before?.id ?? '')).toMatchObject({
      status: 401,
      body: { success: false, error: 'Email account not connected or token expired' },
    });
    expect((await mailboxesOf(server, chloe))[0]).toMatchObject({ isActive: false, state: 'needs-reconnect' });
    const again = await connected(server, chloe, 'chloe@fabrikam.example', { query: { reconnect: before?.id ?? '' } });
    expect(again).toMatchObject({ id: before?.id, isActive: true });
    expect((await sendFrom(server, chloe, again.id)).status).toBe(200);
  });

  test('storage: both tokens are sealed; nothing of them lies in the database in clear', () => {
    const said = readFileSync(join(folder, 'microsoft.jsonl'), 'utf8');
    const refreshTokens = [...said.matchAll(/"refreshToken":"([^"]+)"/g)].map(([, each = '']) => each);
    const name = basename(server.databasePath);
    const files = readdirSync(dirname(server.databasePath)).filter((file) => file === name || file === `${name}-wal`);
    const database = files.map((file) => readFileSync(join(dirname(server.databasePath), file), 'latin1')).join('');
    expect(refreshTokens.length).toBeGreaterThan(2);
    expect(refreshTokens.filter((each) => database.includes(each))).toEqual([]);
    expect(jwtIn(database)).toBeUndefined();
    expect(database).toContain(ANNA);
    const db = new Database(server.databasePath, { readonly: true });
    const row = db
      .prepare(
        'select user_id, provider, email_address, access_token, refresh_token, token_expires_at, scopes, is_active from email_providers where email_address = ?',
      )
      .get(ANNA);
    db.close();
    expect(row).toMatchObject({ access_token: expect.stringMatching(/.{40,}/), refresh_token: expect.stringMatching(/.{40,}/) });
  });

  test('disconnect: the sentence of the document, and where to remove the app, because Microsoft cannot be told', async () => {
    const [mailbox] = await mailboxesOf(server, token);
    const path = `${AUTH}/providers/${mailbox?.id}`;
    const { status, body } = await api(server, 'DELETE', path, { token });
    expect({ status, body }).toEqual({
      status: 200,
      body: { success: true, message: expect.stringMatching(/^Email account disconnected successfully.*myapps\.microsoft\.com/) },
    });
    expect(await api(server, 'GET', `${AUTH}/providers`, { token })).toMatchObject({ body: { count: 0 } });
    expect((await api(server, 'DELETE', path, { token })).status).toBe(404);
    expect((await sendFrom(server, token, mailbox?.id ?? '')).status).toBe(404);
  });

  test('a link that somebody else signed in by asks that person first', async () => {
    const mallory = await hostToken('mallory', 'mallory@x.example');
    const { authUrl, connectId } = await startTrip(server, mallory);
    const { redirect } = await signInAtSandbox(authUrl, { address: ANNA });
    const asked = await page(redirect);
    expect(wordsOf(asked.html)).toContain('Connect this mailbox?');
    expect((await api(server, 'GET', `${AUTH}/connections/${connectId}`, { token: mallory })).body).toMatchObject({
      status: 'confirm',
    });
    expect(await mailboxesOf(server, mallory)).toEqual([]);
    // Without the cookie of that window nobody says yes for it.
    const secret = /name="secret" value="([^"]+)"/.exec(asked.html)?.[1] ?? '';
    const stolen = await fetch(`${server.url}${AUTH}/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ secret, answer: 'yes' }),
    });
    expect(stolen.status).toBe(400);
    expect(await mailboxesOf(server, mallory)).toEqual([]);
    expect((await walkBack(server, redirect, () => Promise.reject(new Error('no other trip')))).html).toContain('start again');
  });
});
