/**
 * DataPallas on a server without desktop: `mergepost accounts sign-in` as a process, the test as the browser. What comes
 * back goes to the running server, and nothing secret is printed. The loopback port is the command's own.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GOOGLE_APP } from '../../server/sandbox/googlePeople.ts';
import { SANDBOX_PUBLIC_APP } from '../../server/sandbox/registeredApps.ts';
import { command, endOf, ran } from '../support/aCommand.ts';
import { type AnOidcProvider, anOidcProvider } from '../support/anOidcProvider.ts';
import type { ServerProcess } from '../support/aProcess.ts';
import { aServer, signedIn, type TestServer } from '../support/aServer.ts';
import { mailboxesOf, sendFrom } from '../support/connectedOverHttp.ts';
import { type MailServers, mailServersOfSandbox } from '../support/mailServersOfSandbox.ts';
import { changeSandbox } from '../support/sandboxOverHttp.ts';
import { signInAtSandbox, signInForDevice } from '../support/signInAtSandbox.ts';
import { jwtIn } from '../support/jwtIn.ts';

const [ANNA, BEN, CHLOE, GRACE, MIA] = [
  'anna@contoso.example',
  'ben@contoso.example',
  'chloe@fabrikam.example',
  'grace.holt@gmail.example',
  'mia@post.example',
] as const;

let mail: MailServers;
let post: AnOidcProvider;
let server: TestServer;
/** An administrator's: own addresses are for those only. */
let admin: string;
let user: string;
const folder = mkdtempSync(join(tmpdir(), 'mergepost-command-line-'));

beforeAll(async () => {
  [mail, post] = await Promise.all([mailServersOfSandbox(), anOidcProvider({ lasting: true, clientAuth: 'none' })]);
  server = await aServer({ MAIL_CA_FILE: mail.caFile });
  mail.ask(server.sandboxUrl, async (accessToken) => (await post.whose(accessToken))?.email);
  admin = (await signedIn(server, ANNA, false)).token;
  user = (await signedIn(server, BEN, false)).token;
  await changeSandbox(server, { deviceInterval: 1 });
});
afterAll(async () => {
  await server?.close();
  await Promise.all([mail?.close(), post?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

/** As typed. */
const words = (text: string): string[] => text.trim().split(/\s+/);

/** Microsoft's addresses at the sandbox; a tenant of its own where one is given. */
function microsoft(tenant = 'common'): string[] {
  const at = `${server.sandboxUrl}/${tenant}/oauth2/v2.0`;
  return words(
    `--provider microsoft --client-id ${SANDBOX_PUBLIC_APP.clientId} --tenant ${tenant}
     --authorize-url ${at}/authorize --token-url ${at}/token --device-url ${at}/devicecode`,
  );
}

const signIn = (args: string[], token = admin): ServerProcess =>
  command(['accounts', 'sign-in', ...args, '--no-browser', '--import-to', server.url], { MERGEPOST_TOKEN: token });

/** The address that the command prints. */
async function addressOf(run: ServerProcess): Promise<string> {
  return (await run.said(/^ {2}(https?:\S+)$/m))[1] ?? '';
}

/** The last page in the browser, from the loopback port. */
async function backAt(redirect: string): Promise<string> {
  const answer = await fetch(redirect);
  expect(answer.status).toBe(200);
  return answer.text();
}

/** Whatever came back over the browser or lies in the answers, none of it was printed. */
function nothingSecretIn(text: string, redirect: string): void {
  const code = new URL(redirect).searchParams.get('code') ?? '';
  expect(code).not.toBe('');
  // Refresh tokens and codes of the sandbox, JWTs, the session.
  for (const secret of [code, admin, user]) expect(text).not.toContain(secret);
  expect(jwtIn(text)).toBeUndefined();
  expect(text).not.toMatch(/\b[01]\.A[\w-]{20,}|refresh_?token"?\s*[:=]/i);
}

const named = async (token: string, address: string) =>
  (await mailboxesOf(server, token)).find(({ emailAddress }) => emailAddress === address);

describe('DataPallas: sign-in over a loopback port, from the command line', () => {
  test('Microsoft: public client, PKCE, state, http://localhost:<port>; the mailbox is on the server and sends', async () => {
    const run = signIn(microsoft('contoso.example'));
    const url = new URL(await addressOf(run));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: SANDBOX_PUBLIC_APP.clientId,
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^.{20,}$/),
      redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    });
    const { redirect } = await signInAtSandbox(url.href, { address: ANNA });
    expect(await backAt(redirect)).toContain('Signed in.');
    const { code, text } = await endOf(run);
    expect({ code, last: text.trim().split('\n').at(-1) }).toEqual({ code: 0, last: `Connected as ${ANNA}.` });
    nothingSecretIn(text, redirect);
    const mailbox = await named(admin, ANNA);
    expect(mailbox).toMatchObject({ state: 'connected', wire: 'graph', mayReconnect: false });
    expect((await sendFrom(server, admin, mailbox?.id ?? '')).status).toBe(200);
  });

  test('Microsoft over SMTP, as DataPallas has it: --base-scope smtp, own server, from name', async () => {
    const { host, port } = mail.smtp.server;
    const run = signIn([...microsoft(), '--base-scope', 'smtp', '--smtp', `${host}:${port}`, '--from-name', 'Chloé']);
    const url = await addressOf(run);
    expect(new URL(url).searchParams.get('scope')).toContain('https://outlook.office.com/SMTP.Send');
    await backAt((await signInAtSandbox(url, { address: CHLOE })).redirect);
    expect((await endOf(run)).code).toBe(0);
    const mailbox = await named(admin, CHLOE);
    expect(mailbox).toMatchObject({ state: 'connected', wire: 'smtp', fromName: 'Chloé' });
    expect((await sendFrom(server, admin, mailbox?.id ?? '')).status).toBe(200);
    expect(mail.smtp.received.at(-1)?.mail.from?.value).toEqual([{ address: CHLOE, name: 'Chloé' }]);
  });

  test('generic, nobody here wrote it: --issuer, http://127.0.0.1:<port>, SMTP', async () => {
    const { host, port } = mail.smtp.server;
    const run = signIn(words(`--provider generic --client-id ${post.clientId} --issuer ${post.issuer} --smtp ${host}:${port}`));
    const url = await addressOf(run);
    const redirectUri = new URL(url).searchParams.get('redirect_uri') ?? '';
    expect(redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    post.allowRedirect(redirectUri);
    const redirect = await post.signIn(url, { login: MIA });
    await backAt(redirect);
    const { code, text } = await endOf(run);
    expect({ code, last: text.trim().split('\n').at(-1) }).toEqual({ code: 0, last: `Connected as ${MIA}.` });
    nothingSecretIn(text, redirect);
    const mailbox = await named(admin, MIA);
    expect((await sendFrom(server, admin, mailbox?.id ?? '')).status).toBe(200);
    expect(post.counts.reuses).toBe(0);
  });

  test('generic by hand: --authorize-url, --token-url, --scope, and --email proven by a login', async () => {
    const { host, port } = mail.smtp.server;
    const run = signIn([
      ...words(`--provider generic --client-id ${post.clientId} --email ${MIA} --smtp ${host}:${port}`),
      ...words(`--authorize-url ${post.issuer}/auth --token-url ${post.issuer}/token`),
      '--scope',
      'openid offline_access',
    ]);
    const url = await addressOf(run);
    expect(new URL(url).searchParams.get('scope')).toBe('openid offline_access');
    post.allowRedirect(new URL(url).searchParams.get('redirect_uri') ?? '');
    await backAt(await post.signIn(url, { login: MIA }));
    const { code, text } = await endOf(run);
    expect({ code, last: text.trim().split('\n').at(-1) }).toEqual({ code: 0, last: `Connected as ${MIA}.` });
  });

  test('Google: its secret from a file, the Gmail API', async () => {
    const secretFile = join(folder, 'google-secret');
    writeFileSync(secretFile, `${GOOGLE_APP.clientSecret}\n`);
    const google = `${server.sandboxUrl}/google`;
    const run = signIn(
      words(`--provider google --client-id ${GOOGLE_APP.clientId} --client-secret-file ${secretFile} --issuer ${google}
        --authorize-url ${google}/o/oauth2/v2/auth --token-url ${google}/token --userinfo-url ${google}/userinfo`),
    );
    const url = await addressOf(run);
    expect(new URL(url).searchParams.get('access_type')).toBe('offline');
    const { redirect } = await signInAtSandbox(url, { address: GRACE });
    await backAt(redirect);
    const { code, text } = await endOf(run);
    expect({ code, last: text.trim().split('\n').at(-1) }).toEqual({ code: 0, last: `Connected as ${GRACE}.` });
    expect(text).not.toContain(GOOGLE_APP.clientSecret);
    const mailbox = await named(admin, GRACE);
    expect(mailbox).toMatchObject({ wire: 'gmail', state: 'connected' });
    expect((await sendFrom(server, admin, mailbox?.id ?? '')).status).toBe(200);
  });

  test('a stranger’s answer at the port is turned away, a “no” ends it with a sentence', async () => {
    const run = signIn(microsoft());
    const url = await addressOf(run);
    const port = new URL(new URL(url).searchParams.get('redirect_uri') ?? '').port;
    expect((await fetch(`http://127.0.0.1:${port}/?code=stolen&state=guessed`)).status).toBe(400);
    const { redirect } = await signInAtSandbox(url, { address: 'sam.rivers@outlook.com', decision: 'cancel' });
    expect(await backAt(redirect)).toContain('Nothing was connected.');
    const { code, text } = await endOf(run);
    expect(code).toBe(1);
    expect(text.trim().split('\n').at(-1)).toMatch(/nothing was connected/);
  });
});

describe('DataPallas: without any browser here', () => {
  test('--device-code by somebody who is no administrator: the host is the environment’s, as it is the server’s', async () => {
    const args = words(`accounts sign-in --provider microsoft --client-id ${SANDBOX_PUBLIC_APP.clientId} --device-code`);
    const env = { MERGEPOST_TOKEN: user, MICROSOFT_AUTHORITY_URL: server.sandboxUrl };
    const run = command([...args, '--import-to', server.url], env);
    const [, uri = '', userCode = ''] = await run.said(/Open (\S+) on any device and type this code: (\S+)/);
    await signInForDevice({ verification_uri: uri, user_code: userCode }, { address: BEN });
    expect((await endOf(run)).text).toContain(`Connected as ${BEN}.`);
    expect((await sendFrom(server, user, (await named(user, BEN))?.id ?? '')).status).toBe(200);
  });

  test('--device-code at Microsoft: the code is typed elsewhere', async () => {
    const run = signIn([...microsoft('organizations'), '--device-code'], admin);
    const [, uri = '', userCode = ''] = await run.said(/Open (\S+) on any device and type this code: (\S+)/);
    expect(await signInForDevice({ verification_uri: uri, user_code: userCode }, { address: BEN })).toContain('signed in');
    const { code, text } = await endOf(run);
    expect({ code, last: text.trim().split('\n').at(-1) }).toEqual({ code: 0, last: `Connected as ${BEN}.` });
    expect(jwtIn(text)).toBeUndefined();
    expect((await sendFrom(server, admin, (await named(admin, BEN))?.id ?? '')).status).toBe(200);
  });

  test('--device-code that somebody declines', async () => {
    const run = signIn([...microsoft(), '--device-code']);
    const [, uri = '', userCode = ''] = await run.said(/Open (\S+) on any device and type this code: (\S+)/);
    await signInForDevice({ verification_uri: uri, user_code: userCode }, { address: BEN, decision: 'cancel' });
    expect(await endOf(run)).toMatchObject({ code: 1, text: expect.stringContaining('declined') });
  });

  test('Google gives no mail permission that way, and it says what to do', async () => {
    const answer = await ran(words(`accounts sign-in --provider google --client-id x --device-code --import-to ${server.url}`), {
      MERGEPOST_TOKEN: admin,
    });
    expect(answer).toMatchObject({ code: 1, text: expect.stringMatching(/Google offers no sign-in by code.*--import-to/) });
  });
});

describe('the other commands about mailboxes', () => {
  test('list shows states, test times five steps', async () => {
    const at = ['--server', server.url];
    const tokenFile = join(folder, 'session');
    writeFileSync(tokenFile, `${admin}\n`);
    const listed = await ran(['accounts', 'list', ...at, '--token-file', tokenFile]);
    expect(listed.code).toBe(0);
    const mailbox = await named(admin, CHLOE);
    expect(listed.text).toContain(`${mailbox?.id}  ${CHLOE}  connected  (${mailbox?.app}, smtp)`);
    const tested = await ran(['accounts', 'test', mailbox?.id ?? '', ...at], { MERGEPOST_TOKEN: admin });
    expect(tested.code).toBe(0);
    for (const step of ['token', 'connect', 'tls', 'auth', 'accepted'])
      expect(tested.text).toMatch(new RegExp(`^✓ ${step} +\\d+ ms  \\S`, 'm'));
  });

  test.each([
    ['no session token', ['--import-to', 'http://localhost:1'], {}, /MERGEPOST_TOKEN/],
    ['a server without TLS', ['--import-to', 'http://mail.example.com'], { MERGEPOST_TOKEN: 'x' }, /never sent unprotected/],
    ['a provider that is none', ['--provider', 'yahoo'], {}, /--provider is "yahoo"/],
  ])('%s is told before anybody signs in', async (_what, args, env: Record<string, string>, said) => {
    const { code, text } = await ran(['accounts', 'sign-in', '--provider', 'microsoft', '--client-id', 'x', ...args], env);
    expect(code).toBe(1);
    expect(text).toMatch(said);
  });

  test.each([
    ['a session that is over', () => 'eyJ.no.session', false, /UNAUTHENTICATED/],
    ['own addresses without being an administrator', () => user, true, /from its administrators only/],
  ])('%s is told before anybody signs in', async (_what, token, own, said) => {
    const args = own ? microsoft() : words('--provider microsoft --client-id x');
    const to = ['--no-browser', '--import-to', server.url];
    const { code, text } = await ran(['accounts', 'sign-in', ...args, ...to], { MERGEPOST_TOKEN: token() });
    expect([code, text]).toEqual([1, expect.stringMatching(said)]);
    expect(text).not.toContain('Open this address');
  });
});
