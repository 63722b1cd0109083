/**
 * A mailbox of a provider that nobody here wrote (`oidc-provider`: PKCE required, every refresh token good once, a second use
 * ends the whole grant), sending through a mail server that nobody here wrote (`smtp-server`), with access tokens that live
 * for six seconds: 200 mails, four callers at a time, one sign-in.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AnOidcProvider, anOidcProvider } from '../support/anOidcProvider.ts';
import { anSmtpServer, type TestSmtpServer } from '../support/anSmtpServer.ts';
import { aServer, api, page, signedIn, type TestServer } from '../support/aServer.ts';

const MAILS = 200;
const AT_A_TIME = 4;
/** What a mail server takes to look at a sender: makes 200 mails outlive several access tokens. */
const SERVER_TAKES_MS = 90;

let provider: AnOidcProvider;
let mail: TestSmtpServer;
let server: TestServer;
const folder = mkdtempSync(join(tmpdir(), 'mergepost-ca-'));

beforeAll(async () => {
  provider = await anOidcProvider({ accessTokenSeconds: 6, lasting: true });
  mail = await anSmtpServer({
    whose: async (accessToken) => (await provider.whose(accessToken))?.email,
    options: { onMailFrom: (_address, _session, done) => void setTimeout(done, SERVER_TAKES_MS) },
  });
  const caFile = join(folder, 'ca.pem');
  writeFileSync(caFile, mail.ca);
  server = await aServer({ MESSAGES_PER_MINUTE: '100000', MAIL_CA_FILE: caFile });
});
afterAll(async () => {
  await server.close();
  await mail.close();
  await provider.close();
  rmSync(folder, { recursive: true, force: true });
});

test('200 mails outlive many access tokens: no refresh token is used twice, nobody signs in again', async () => {
  const { token } = await signedIn(server, 'anna@contoso.example', false);
  const providerId = await connectMia(token);

  const answers = await sendAll(token, providerId);
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  const arrived = new Set(mail.received.flatMap(({ to }) => to));
  expect([mail.received.length, arrived]).toEqual([MAILS, new Set(answers.map(({ to }) => to))]);
  expect(new Set(mail.received.map((each) => each.mail.messageId)).size).toBe(MAILS);
  expect(mail.received.every(({ from, user }) => from === 'mia@post.example' && user === 'mia@post.example')).toBe(true);

  expect(provider.counts).toMatchObject({ signIns: 1, reuses: 0 });
  // 200 times 90 ms are 18 seconds; a token is used for half of its six.
  expect(provider.counts.refreshes).toBeGreaterThanOrEqual(4);
}, 300_000);

/** Adds the provider as an app and connects Mia's mailbox to the account of `token`. */
async function connectMia(token: string): Promise<string> {
  const { issuer, clientId, clientSecret } = provider;
  const app = await api<{ key: string; redirectUri: string }>(server, 'POST', '/api/email/apps', {
    token,
    body: { kind: 'generic', name: 'Post', clientId, clientSecret, urls: { issuer }, smtp: mail.server },
  });
  expect(app.status).toBe(201);
  provider.allowRedirect(app.body.redirectUri);
  const started = await api<{ authUrl: string }>(server, 'GET', `/api/email/auth/${app.body.key}/connect`, { token });
  const back = await provider.signIn(started.body.authUrl, { login: 'mia@post.example' });
  const asked = await page(back);
  const secret = /name="secret" value="([^"]+)"/.exec(asked.html)?.[1] ?? '';
  const confirmed = await fetch(`${server.url}/api/email/auth/confirm`, {
    method: 'POST',
    body: new URLSearchParams({ secret, answer: 'yes' }),
    headers: { accept: 'text/html', cookie: asked.cookie ?? '' },
  });
  expect(confirmed.status).toBe(200);
  const list = await api<{ providers: { id: string; state: string; wire: string; emailAddress: string }[] }>(
    server,
    'GET',
    '/api/email/auth/providers',
    { token },
  );
  expect(list.body.providers).toMatchObject([{ emailAddress: 'mia@post.example', state: 'connected', wire: 'smtp' }]);
  return list.body.providers[0]?.id ?? '';
}

async function sendAll(token: string, providerId: string): Promise<{ status: number; to: string; body: unknown }[]> {
  const answers: { status: number; to: string; body: unknown }[] = [];
  const waiting = Array.from({ length: MAILS }, (_, i) => `person-${i}@example.com`);
  const caller = async (): Promise<void> => {
    for (let to = waiting.shift(); to !== undefined; to = waiting.shift()) {
      const body = { providerId, to: [to], subject: `Hello ${to}`, bodyHtml: `<p>For ${to}</p>` };
      const answer = await api(server, 'POST', '/api/email/auth/send', { token, body });
      answers.push({ status: answer.status, to, body: answer.body });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, caller));
  return answers;
}
