/** In sandbox mode a mailbox at Google is connected beside the one at Microsoft, as a newcomer would do it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { googleAppOf } from '../../../server/sandbox/googleAt.ts';
import { startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { accountsOf, api, aServer, page, signedIn, type TestServer } from '../../support/aServer.ts';
import { sandboxMails } from '../../support/sandboxOverHttp.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';

let server: TestServer;
let token: string;

beforeAll(async () => {
  server = await aServer();
  ({ token } = await signedIn(server, 'anna@contoso.example'));
});
afterAll(() => server.close());

/** Connects through this app and says yes on the page that asks. @returns the words of the last page. */
async function connect(key: string, address: string): Promise<string> {
  const { body } = await api<{ authUrl: string }>(server, 'GET', `/api/email/auth/${key}/connect`, { token });
  const { redirect } = await signInAtSandbox(body.authUrl, { address });
  const { html, cookie } = await page(redirect);
  const action = /<form[^>]*action="([^"]+)"/.exec(html)?.[1];
  if (action === undefined) return html;
  const secret = /name="secret" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const answer = await fetch(new URL(action, server.url), {
    method: 'POST',
    headers: { cookie: cookie ?? '', origin: server.url, accept: 'text/html' },
    body: new URLSearchParams({ secret, answer: 'yes' }),
  });
  return answer.text();
}

const mailboxOf = async (address: string) =>
  (await accountsOf(server, token)).find((account) => account.emailAddress === address)?.id;

test('it is offered, connected, sends through Gmail, and is given back on disconnecting', async () => {
  const { body } = await api<{ choices: { key: string }[] }>(server, 'GET', '/api/email/auth/choices', { token });
  expect(body.choices.map(({ key }) => key)).toEqual(['microsoft', 'google']);
  await connect('google', 'omar@tailspin.example');
  const providerId = await mailboxOf('omar@tailspin.example');
  const mail = { providerId, to: ['ben@example.com'], subject: 'By Gmail', bodyHtml: '<p>Grüße</p>' };
  const sent = await api(server, 'POST', '/api/email/auth/send', { token, body: mail });
  expect([sent.status, sent.body]).toMatchObject([200, { messageIdKind: 'gmail' }]);
  expect(await sandboxMails(server)).toMatchObject([
    { provider: 'google', from: { address: 'omar@tailspin.example' }, to: ['ben@example.com'], subject: 'By Gmail' },
  ]);
  await api(server, 'DELETE', `/api/email/auth/providers/${providerId}`, { token });
  const people = await (await fetch(`${server.sandboxUrl}/sandbox/google/people`)).json();
  expect(people).toContainEqual(expect.objectContaining({ address: 'omar@tailspin.example', refreshTokens: 0 }));
});

test('an address that was never proven is not connected', async () => {
  expect(await connect('google', 'uma@elsewhere.example')).toContain('Google has not confirmed that uma@elsewhere.example');
  expect(await mailboxOf('uma@elsewhere.example')).toBeUndefined();
});

test('an app made by what “mergepost sandbox” prints works too', async () => {
  const other = await startSandbox({ port: 0 });
  try {
    const made = await api(server, 'POST', '/api/email/apps', { token, body: googleAppOf(other.google) });
    expect([made.status, made.body]).toMatchObject([201, { kind: 'google', baseScope: 'gmail' }]);
    await connect(String(made.body.key), 'grace.holt@gmail.example');
    const providerId = await mailboxOf('grace.holt@gmail.example');
    const mail = { providerId, to: ['ben@example.com'], subject: 'Elsewhere', bodyHtml: '<p>Hi</p>' };
    expect((await api(server, 'POST', '/api/email/auth/send', { token, body: mail })).status).toBe(200);
    expect(other.mailbox.all()).toMatchObject([{ provider: 'google', subject: 'Elsewhere' }]);
  } finally {
    await other.close();
  }
});
