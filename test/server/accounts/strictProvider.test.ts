/**
 * A mailbox at a provider that nobody here wrote, which takes each refresh token once, behind a mail server that nobody here
 * wrote: test mails, lost answers, a wrong secret that is mended, and disconnecting.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { EmailAccount, TestReport } from '../../../shared/api/accounts.ts';
import { type AnOidcProvider, anOidcProvider } from '../../support/anOidcProvider.ts';
import { anSmtpServer, type TestSmtpServer } from '../../support/anSmtpServer.ts';
import { api, aServer, page, signedIn, type TestServer } from '../../support/aServer.ts';

const MIA = 'mia@post.example';
const PROVIDERS = '/api/email/auth/providers';

let provider: AnOidcProvider;
let mail: TestSmtpServer;
let server: TestServer;
let token: string;
let app: { id: string; key: string; redirectUri: string };
/** Every access token that the mail server saw. */
const seen: string[] = [];
/** The mail server refuses this many logins from now on. */
let refuseLogins = 0;
const folder = mkdtempSync(join(tmpdir(), 'mergepost-strict-'));

beforeAll(async () => {
  provider = await anOidcProvider({ accessTokenSeconds: 3600, lasting: true });
  mail = await anSmtpServer({
    options: {
      onAuth({ username = '', accessToken = '' }, _session, done) {
        seen.push(accessToken);
        refuseLogins -= 1;
        const refuse = { data: { status: '401', schemes: 'bearer', scope: 'mail' } };
        const judge = async (): Promise<void> => {
          const mayIn = refuseLogins < 0 && (await provider.whose(accessToken))?.email === username;
          done(null, mayIn ? { user: username } : refuse);
        };
        void judge();
      },
    },
  });
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, mail.ca);
  server = await aServer({ MAIL_CA_FILE: caFile });
  token = (await signedIn(server, 'anna@contoso.example', false)).token;
  const { issuer, clientId, clientSecret } = provider;
  const body = { kind: 'generic', name: 'Post', clientId, clientSecret, urls: { issuer }, smtp: mail.server };
  app = (await api<typeof app>(server, 'POST', '/api/email/apps', { token, body })).body;
  provider.allowRedirect(app.redirectUri);
});
afterAll(async () => {
  await server?.close();
  await mail?.close();
  await provider?.close();
  rmSync(folder, { recursive: true, force: true });
});

let id: string;
beforeEach(async () => {
  refuseLogins = 0;
  id = await connectMia();
});

async function connectMia(): Promise<string> {
  const started = await api<{ authUrl: string }>(server, 'GET', `/api/email/auth/${app.key}/connect`, { token });
  const asked = await page(await provider.signIn(started.body.authUrl, { login: MIA }));
  const secret = /name="secret" value="([^"]+)"/.exec(asked.html)?.[1] ?? '';
  const confirmed = await fetch(`${server.url}/api/email/auth/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ secret, answer: 'yes' }),
    headers: { accept: 'text/html', cookie: asked.cookie ?? '' },
  });
  expect(confirmed.status).toBe(200);
  return (await mia()).id;
}

async function mia(): Promise<EmailAccount> {
  const { providers } = (await api<{ providers: EmailAccount[] }>(server, 'GET', PROVIDERS, { token })).body;
  const found = providers.find(({ emailAddress }) => emailAddress === MIA);
  if (!found) throw new Error('Mia is not connected.');
  return found;
}

const testMail = async (): Promise<TestReport> =>
  (await api<TestReport>(server, 'POST', `${PROVIDERS}/${id}/test`, { token })).body;

test('a test mail goes every step of the way, and access stays out of the database', async () => {
  const report = await testMail();
  expect(report.steps.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'token ok',
    'connect ok',
    'tls ok',
    'auth ok',
    'accepted ok',
  ]);
  expect(report).toMatchObject({ success: true, provider: { state: 'connected', wire: 'smtp', tokenExpiresAt: null } });
  expect(mail.received.at(-1)).toMatchObject({ from: MIA, to: [MIA] });
  const written = ['', '-wal'].map((end) => readFileSync(`${server.databasePath}${end}`, 'latin1')).join('');
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((access) => written.includes(access))).toEqual([]);
});

test('many at once and a login that is refused: one refresh, nothing is used twice, all go out', async () => {
  await testMail();
  // The next mail has to log in again, with the access token of the test mail.
  mail.cutAll();
  const before = { ...provider.counts };
  refuseLogins = 1;
  const body = (n: number) => ({ providerId: id, to: [`p${n}@example.com`], subject: 'Hello', bodyHtml: '<p>Hello</p>' });
  const answers = await Promise.all(
    Array.from({ length: 4 }, (_, n) => api(server, 'POST', '/api/email/auth/send', { token, body: body(n) })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(provider.counts).toMatchObject({ reuses: before.reuses, refreshes: before.refreshes + 1 });
});

test('an answer that got lost ends the connection and says why; connecting again mends it', async () => {
  const before = provider.counts.reuses;
  refuseLogins = 1;
  provider.loseAnswers(1);
  expect(await testMail()).toMatchObject({ success: false, next: 'Connect this mailbox again.' });
  expect(await mia()).toMatchObject({
    state: 'needs-reconnect',
    isActive: false,
    stateReason:
      'Post takes each key to a mailbox only once and answers with a new one. Its last answer got lost on the way here, and the new key with it.',
    stateNext: 'Connect this mailbox again.',
  });
  const send = { providerId: id, to: ['x@example.com'], subject: 'Hello', bodyHtml: '<p>Hello</p>' };
  expect((await api(server, 'POST', '/api/email/auth/send', { token, body: send })).status).toBe(401);
  expect(provider.counts.reuses).toBe(before);
  expect(await connectMia()).toBe(id);
  expect(await testMail()).toMatchObject({ success: true, provider: { state: 'connected', stateReason: null } });
});

test('a wrong secret is the operator’s fault; with the right one the mailbox mends itself', async () => {
  const change = (clientSecret: string | undefined) =>
    api(server, 'PATCH', `/api/email/apps/${app.id}`, { token, body: { clientSecret } });
  expect((await change('wrong')).status).toBe(200);
  refuseLogins = 1;
  expect(await testMail()).toMatchObject({ success: false, provider: { state: 'operator-fault' } });
  expect(await mia()).toMatchObject({ isActive: false, stateNext: expect.stringContaining('Nothing has to be connected again') });
  await change(provider.clientSecret);
  // In the background, which may take its time.
  const deadline = Date.now() + 20_000;
  while ((await mia()).state !== 'connected' && Date.now() < deadline) await new Promise(setImmediate);
  expect(await mia()).toMatchObject({ state: 'connected', isActive: true, stateReason: null, stateNext: null });
});

test('disconnecting withdraws the permission there', async () => {
  const before = provider.counts.revocations;
  const answer = await api<{ message: string }>(server, 'DELETE', `${PROVIDERS}/${id}`, { token });
  expect(answer.body.message).toBe('Email account disconnected successfully. Post has withdrawn Mergepost’s permission as well.');
  expect(provider.counts.revocations).toBe(before + 1);
});
