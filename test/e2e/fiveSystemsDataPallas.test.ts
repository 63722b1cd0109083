/**
 * DataPallas sends over SMTP with access tokens: Microsoft, Google, and with EmailEngine's second base scope IMAP as well.
 * SMTP and IMAP servers are the npm packages'; they ask the sandbox, which issues the tokens, whose each one is.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { GOOGLE_APP } from '../../server/sandbox/googlePeople.ts';
import { SANDBOX_APP } from '../../server/sandbox/samplePeople.ts';
import type { EmailAccount, TestReport } from '../../shared/api/accounts.ts';
import type { NewApp } from '../../shared/api/apps.ts';
import type { Check } from '../../shared/api/doctor.ts';
import { type AnOidcProvider, anOidcProvider } from '../support/anOidcProvider.ts';
import { api, aServer, signedIn, type TestServer } from '../support/aServer.ts';
import { addApp, connected, mailboxesOf, sendFrom, startTrip, trip, wordsOf } from '../support/connectedOverHttp.ts';
import { type MailServers, mailServersOfSandbox } from '../support/mailServersOfSandbox.ts';
import { revokeAtSandbox, scriptFault } from '../support/sandboxOverHttp.ts';

const [ANNA, BEN, CHLOE, GRACE, MIA] = [
  'anna@contoso.example',
  'ben@contoso.example',
  'chloe@fabrikam.example',
  'grace.holt@gmail.example',
  'mia@post.example',
] as const;
const { clientId, clientSecret } = SANDBOX_APP;
const SWITCHED_OFF = {
  code: 535,
  text: '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
};

let mail: MailServers;
let post: AnOidcProvider;
let server: TestServer;
let anna: string;
/** App keys. */
const keys = { smtp: '', imap: '', google: '', googleImap: '', generic: '', bearer: '' };

beforeAll(async () => {
  [mail, post] = await Promise.all([mailServersOfSandbox(), anOidcProvider({ lasting: true })]);
  server = await aServer({ MAIL_CA_FILE: mail.caFile });
  mail.ask(server.sandboxUrl, async (accessToken) => (await post.whose(accessToken))?.email);
  anna = (await signedIn(server, ANNA, false)).token;
  const servers = { smtp: mail.smtp.server, imap: mail.imap.server };
  const added = async (body: NewApp): Promise<string> => {
    const { key, redirectUri } = await addApp(server, anna, body);
    post.allowRedirect(redirectUri);
    return key;
  };
  const microsoft = { kind: 'microsoft', clientId, clientSecret, ...servers } as const;
  keys.smtp = await added({ ...microsoft, name: 'Outlook over SMTP', baseScope: 'smtp' });
  keys.imap = await added({ ...microsoft, name: 'Outlook over IMAP and SMTP', baseScope: 'imap-smtp' });
  const google = { ...GOOGLE_APP, kind: 'google', ...servers } as const;
  keys.google = await added({ ...google, baseScope: 'smtp' });
  keys.googleImap = await added({ ...google, name: 'Google over IMAP and SMTP', baseScope: 'imap-smtp' });
  const { clientId: postId, clientSecret: postSecret = '', issuer } = post;
  const generic = { kind: 'generic', clientId: postId, clientSecret: postSecret, urls: { issuer }, ...servers } as const;
  keys.generic = await added({ ...generic, name: 'Post' });
  keys.bearer = await added({ ...generic, name: 'Post by bearer', baseScope: 'imap-smtp', smtp: mail.bearer.server });
});
afterAll(async () => {
  await server?.close();
  await Promise.all([mail?.close(), post?.close()]);
});
beforeEach(() => {
  mail.smtp.answers = {};
  mail.smtp.received.length = 0;
});

async function tested(id: string): Promise<TestReport> {
  const { status, body } = await api<TestReport>(server, 'POST', `/api/email/auth/providers/${id}/test`, { token: anna });
  expect(status).toBe(200);
  return body;
}
const stepsOf = ({ steps }: TestReport): string => steps.map(({ name, status }) => `${name} ${status}`).join(', ');
const mailbox = async (id: string): Promise<EmailAccount | undefined> =>
  (await mailboxesOf(server, anna)).find((each) => each.id === id);

function database(): string {
  const name = basename(server.databasePath);
  const files = readdirSync(dirname(server.databasePath)).filter((file) => file === name || file === `${name}-wal`);
  return files.map((file) => readFileSync(join(dirname(server.databasePath), file), 'latin1')).join('');
}

describe('DataPallas: Microsoft over SMTP with XOAUTH2', () => {
  let id: string;

  test('signs in with PKCE and asks for SMTP.Send of Outlook, not of Graph', async () => {
    const { searchParams } = new URL((await startTrip(server, anna, keys.smtp)).authUrl);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('scope')?.split(' ')).toContain('https://outlook.office.com/SMTP.Send');
  });

  test('“Connected as …”: the window names the mailbox, the list holds it', async () => {
    const end = await trip(server, anna, ANNA, { key: keys.smtp });
    expect(wordsOf(end.html)).toBe(`Connected ${ANNA} is connected. You may close this window.`);
    expect(end.provider).toMatchObject({ emailAddress: ANNA, state: 'connected', wire: 'smtp' });
    id = end.provider?.id ?? '';
    expect(mail.smtp.logins.at(-1)?.username).toBe(ANNA);
  });

  test('a mail goes out through the mail server, in the name that was chosen', async () => {
    const body = { fromName: 'Anna Berger, Contoso' };
    await api(server, 'PATCH', `/api/email/auth/providers/${id}`, { token: anna, body });
    const answer = await sendFrom(server, anna, id, { bcc: ['hidden@example.com'], subject: 'over smtp' });
    expect(answer).toMatchObject({ status: 200, body: { messageIdKind: 'internet' } });
    const [got] = mail.smtp.received;
    expect(got).toMatchObject({ from: ANNA, to: ['reader@example.com', 'hidden@example.com'], user: ANNA });
    expect(got?.mail.from?.value).toEqual([{ address: ANNA, name: 'Anna Berger, Contoso' }]);
    expect(got?.mail.messageId).toBe(answer.body['messageId']);
    expect(got?.raw).not.toContain('hidden@example.com');
  });

  test('“Send Test Email”: the whole round trip, five steps, each timed', async () => {
    const report = await tested(id);
    expect(report).toMatchObject({ success: true, to: ANNA, next: null, provider: { state: 'connected' } });
    expect(stepsOf(report)).toBe('token ok, connect ok, tls ok, auth ok, accepted ok');
    for (const { milliseconds } of report.steps) expect(milliseconds).toBeGreaterThanOrEqual(0);
    expect(mail.smtp.received.at(-1)).toMatchObject({ from: ANNA, to: [ANNA] });
  });

  test('refresh token sealed at rest, access token in memory only', async () => {
    const shown = mail.smtp.logins.map(({ accessToken }) => accessToken);
    const issued = readFileSync(`${server.databasePath}.sandbox.jsonl`, 'utf8');
    const refreshTokens = [...issued.matchAll(/"refreshToken":"([^"]+)"/g)].map(([, each = '']) => each);
    expect([shown.length, refreshTokens.length].every((count) => count > 0)).toBe(true);
    expect([...shown, ...refreshTokens].filter((secret) => database().includes(secret))).toEqual([]);
    const db = new Database(server.databasePath, { readonly: true });
    const row = db.prepare('select access_token, refresh_token from email_providers where id = ?').get(id);
    db.close();
    expect(row).toEqual({ access_token: null, refresh_token: expect.stringMatching(/.{40,}/) });
  });

  test('“535 5.7.3 / 5.7.139, SMTP AUTH disabled”: the administrator’s, told with the first mail; the tokens stay', async () => {
    mail.smtp.cutAll();
    mail.smtp.answers = { auth: SWITCHED_OFF };
    const report = await tested(id);
    expect(stepsOf(report)).toBe('token ok, connect ok, tls ok, auth failed, accepted skipped');
    expect(report).toMatchObject({ success: false, next: expect.stringMatching(/administrator/) });
    expect(await mailbox(id)).toMatchObject({ state: 'needs-admin', isActive: false, stateNext: report.next });
    mail.smtp.answers = {};
    expect(stepsOf(await tested(id))).toMatch(/accepted ok$/);
    expect(await mailbox(id)).toMatchObject({ state: 'connected', isActive: true, stateReason: null });
    expect((await sendFrom(server, anna, id)).status).toBe(200);
  });

  test('“535 5.7.139” at the connecting: connected all the same, and what to switch on', async () => {
    mail.smtp.answers = { auth: SWITCHED_OFF };
    const end = await trip(server, anna, BEN, { key: keys.smtp });
    expect(end.provider).toMatchObject({ emailAddress: BEN, state: 'needs-admin', isActive: false });
    expect(wordsOf(end.html)).toMatch(/Connected, but not ready.*administrator.*Your permission is kept/);
  });

  test('a server that cannot be reached is a step that failed, and nobody has to connect again', async () => {
    mail.smtp.cutAll();
    mail.smtp.answers = { connect: { code: 421, text: '4.3.2 Service not available' } };
    expect(stepsOf(await tested(id))).toMatch(/^token ok, connect ok, tls failed/);
    expect(await mailbox(id)).toMatchObject({ state: 'connected' });
  });

  test.each([
    ['AADSTS70011', 'operator', /SMTP\.Send/],
    ['AADSTS50173', 'user', /again/],
    ['535 5.7.3 Authentication unsuccessful', 'admin', /SMTP/],
    ['Browser does not open', 'operator', /--device-code/],
    ['invalid_grant immediately after sign-in', 'operator', /clock/],
    ['AADSTS65001', 'user', /\w/],
  ])('its troubleshooting table: %s', async (words, who, text) => {
    const path = `/api/help/${encodeURIComponent(words)}`;
    const { body } = await api<{ matches: { who: string; text: string }[] }>(server, 'GET', path);
    expect(body.matches[0]).toMatchObject({ who, text: expect.stringMatching(text) });
  });
});

describe('EmailEngine: base scope IMAP and SMTP', () => {
  let id: string;

  test('asks for both permissions, and connecting logs in to both', async () => {
    const scope = new URL((await startTrip(server, anna, keys.imap)).authUrl).searchParams.get('scope')?.split(' ');
    for (const each of ['SMTP.Send', 'IMAP.AccessAsUser.All']) expect(scope).toContain(`https://outlook.office.com/${each}`);
    const [logins, connections] = [mail.smtp.logins.length, mail.imap.connections()];
    const account = await connected(server, anna, CHLOE, { key: keys.imap });
    expect(account).toMatchObject({ emailAddress: CHLOE, state: 'connected', wire: 'smtp' });
    expect([mail.smtp.logins.length - logins, mail.imap.connections() - connections]).toEqual([1, 1]);
    id = account.id;
    expect((await sendFrom(server, anna, id)).status).toBe(200);
  });

  test('IMAP switched off at the connecting: needs-admin, and a test mail mends it once it is switched on', async () => {
    mail.imap.switchedOff = true;
    const end = await trip(server, anna, CHLOE, { key: keys.imap, query: { reconnect: id } });
    expect(end.provider).toMatchObject({
      id,
      state: 'needs-admin',
      isActive: false,
      stateReason: expect.stringContaining('IMAP is switched off'),
    });
    expect(await tested(id)).toMatchObject({ success: false, next: expect.stringContaining('IMAP') });
    expect(await mailbox(id)).toMatchObject({ state: 'needs-admin' });
    mail.imap.switchedOff = false;
    expect(await tested(id)).toMatchObject({ success: true, provider: { state: 'connected', isActive: true } });
  });

  test('SMTP switched off: the same', async () => {
    mail.smtp.cutAll();
    mail.smtp.answers = { auth: SWITCHED_OFF };
    expect(await sendFrom(server, anna, id)).toMatchObject({ body: { success: false } });
    expect(await mailbox(id)).toMatchObject({ state: 'needs-admin' });
    mail.smtp.answers = {};
    expect(await tested(id)).toMatchObject({ success: true });
    expect(await mailbox(id)).toMatchObject({ state: 'connected' });
  });

  test('sessions revoked at Microsoft: needs-reconnect, and the same row after that', async () => {
    await revokeAtSandbox(server, CHLOE);
    mail.smtp.cutAll();
    expect((await sendFrom(server, anna, id)).status).toBe(401);
    expect(await mailbox(id)).toMatchObject({ state: 'needs-reconnect', isActive: false });
    const again = await connected(server, anna, CHLOE, { key: keys.imap, query: { reconnect: id } });
    expect(again).toMatchObject({ id, state: 'connected' });
  });
});

describe('DataPallas: other providers over SMTP', () => {
  test('Google: the whole mailbox scope, a mail in its own name, the test mail', async () => {
    const scope = new URL((await startTrip(server, anna, keys.google)).authUrl).searchParams.get('scope')?.split(' ');
    expect(scope).toContain('https://mail.google.com/');
    const { id, ...account } = await connected(server, anna, GRACE, { key: keys.google });
    expect(account).toMatchObject({ provider: 'google', emailAddress: GRACE, state: 'connected', wire: 'smtp' });
    expect((await sendFrom(server, anna, id)).status).toBe(200);
    expect(mail.smtp.received.at(-1)).toMatchObject({ from: GRACE, user: GRACE });
    expect(stepsOf(await tested(id))).toBe('token ok, connect ok, tls ok, auth ok, accepted ok');
  });

  test('a generic provider that nobody here wrote: PKCE, verified address, a mail, the test mail, and revocation', async () => {
    const { id, ...account } = await connected(server, anna, (url) => post.signIn(url, { login: MIA }), { key: keys.generic });
    expect(account).toMatchObject({ provider: keys.generic, emailAddress: MIA, state: 'connected', wire: 'smtp' });
    expect((await sendFrom(server, anna, id)).status).toBe(200);
    expect(mail.smtp.received.at(-1)).toMatchObject({ from: MIA, user: MIA });
    expect(await tested(id)).toMatchObject({ success: true, to: MIA });
    const gone = await api<{ message: string }>(server, 'DELETE', `/api/email/auth/providers/${id}`, { token: anna });
    expect(gone.body.message).toContain('Post has withdrawn Mergepost’s permission as well.');
    expect(post.counts).toMatchObject({ revocations: 1, reuses: 0 });
  });

  test('Google over IMAP and SMTP: connecting logs in to both', async () => {
    const before = mail.imap.connections();
    expect(await connected(server, anna, GRACE, { key: keys.googleImap })).toMatchObject({ state: 'connected', wire: 'smtp' });
    expect(mail.imap.connections()).toBeGreaterThan(before);
  });

  test('a generic provider with TLS from the start, OAUTHBEARER, and IMAP', async () => {
    const walk = (url: string): Promise<string> => post.signIn(url, { login: MIA });
    const { id, ...account } = await connected(server, anna, walk, { key: keys.bearer });
    expect(account).toMatchObject({ emailAddress: MIA, state: 'connected' });
    expect((await sendFrom(server, anna, id)).status).toBe(200);
    expect(mail.bearer.received.at(-1)).toMatchObject({ from: MIA, user: MIA });
    expect(stepsOf(await tested(id))).toBe('token ok, connect ok, tls ok, auth ok, accepted ok');
  });

  test('“Network”: the doctor looks at every mail server that is used here', async () => {
    const { body } = await api<{ checks: Check[] }>(server, 'GET', '/api/doctor', { token: anna });
    for (const { port } of [mail.smtp.server, mail.bearer.server, mail.imap.server]) {
      const about = body.checks.filter(({ id }) => id.endsWith(`localhost:${port}`));
      expect(about.map(({ status }) => status)).toEqual(about.map(() => 'ok'));
      expect(about.length).toBeGreaterThan(0);
    }
  });

  test('a token endpoint that is busy is nobody’s reconnect', async () => {
    const { id } = await connected(server, anna, ANNA, { key: keys.smtp });
    mail.smtp.cutAll();
    mail.smtp.answers = { auth: { code: 454, text: '4.7.0 Temporary authentication failure' } };
    await scriptFault(server, 'POST /{tenant}/oauth2/v2.0/token', { status: 503, headers: { 'retry-after': '1' } }, 3);
    expect([429, 503]).toContain((await sendFrom(server, anna, id)).status);
    expect(await mailbox(id)).toMatchObject({ state: 'connected', isActive: true });
    await fetch(`${server.sandboxUrl}/sandbox/faults`, { method: 'DELETE' });
  });
});
