/**
 * What Warmy does with Outlook mailboxes: everybody brings an application of their own and its tokens, by API, for any
 * tenant; `prompt` is under control, and the common errors of its table are explained. (Its speed modes are about the pace.)
 */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { ApiFailure } from '../../shared/api/errors.ts';
import { api, aServer, signedIn, type TestServer } from '../support/aServer.ts';
import { addApp, mailboxesOf, sendFrom, startTrip, trip, wordsOf } from '../support/connectedOverHttp.ts';
import { changeSandbox, registerApp, sandboxMails } from '../support/sandboxOverHttp.ts';
import { signInAtSandbox } from '../support/signInAtSandbox.ts';
import { askToken, codeFor, REDIRECT_URI, type SandboxOfApp } from '../support/tokensFromSandbox.ts';

const [ANNA, BEN, CHLOE, SAM] = [
  'anna@contoso.example',
  'ben@contoso.example',
  'chloe@fabrikam.example',
  'sam.rivers@outlook.com',
] as const;
const CONTOSO = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
/** As its document lists them, whatever is not needed included. */
const WARMY_SCOPES =
  'offline_access https://graph.microsoft.com/Mail.Read https://graph.microsoft.com/Mail.Send https://graph.microsoft.com/User.Read openid profile';

let server: TestServer;
let admin: string;
/** A user without any rights on the server. */
let user: string;
const secrets: string[] = [];

beforeAll(async () => {
  server = await aServer();
  admin = (await signedIn(server, ANNA, false)).token;
  user = (await signedIn(server, BEN, false)).token;
});
afterAll(() => server?.close());

interface OwnTokens {
  clientId: string;
  clientSecret: string;
  accessToken: string;
  refreshToken: string;
}

/** “Getting data by registering an application in Azure AD”, and its steps 1 and 2, without our server. */
async function ownTokens(address: string, tenant = 'common'): Promise<OwnTokens> {
  const app = { clientId: randomUUID(), clientSecret: `warmy-secret-${randomUUID()}` };
  await registerApp(server, { ...app, name: 'Warmy at home', kind: 'web', redirectUris: [REDIRECT_URI] });
  const sandbox: SandboxOfApp = { url: server.sandboxUrl, app };
  const code = await codeFor(sandbox, address, { scope: WARMY_SCOPES }, tenant);
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, scope: WARMY_SCOPES };
  const { body } = await askToken(sandbox, form, { tenant });
  const tokens = { ...app, accessToken: body.access_token, refreshToken: body.refresh_token ?? '' };
  secrets.push(tokens.clientSecret, tokens.accessToken, tokens.refreshToken);
  return tokens;
}

function imported(body: object, token = user) {
  return api<EmailAccount & ApiFailure>(server, 'POST', '/api/email/auth/providers/import', { token, body });
}

async function helpOf(words: string): Promise<{ who: string; text: string }[]> {
  const { body } = await api<{ matches: { who: string; text: string }[] }>(
    server,
    'GET',
    `/api/help/${encodeURIComponent(words)}`,
  );
  return body.matches;
}

describe('Warmy', () => {
  test('client id, secret, access and refresh token and from name by API: connected, sends, and nothing is told back', async () => {
    const tokens = await ownTokens(CHLOE);
    const answer = await imported({ provider: 'microsoft', ...tokens, fromName: 'Chloé from Support' });
    expect(answer).toMatchObject({
      status: 201,
      body: { emailAddress: CHLOE, state: 'connected', isActive: true, fromName: 'Chloé from Support', mayReconnect: false },
    });
    for (const secret of Object.values(tokens).slice(1)) expect(JSON.stringify(answer.body)).not.toContain(secret);
    expect((await sendFrom(server, user, answer.body.id, { subject: 'from warmy' })).status).toBe(200);
    const mail = (await sandboxMails(server)).find(({ subject }) => subject === 'from warmy');
    // Exchange shows the name of its directory, whatever a mail says; by SMTP and at Google the chosen one goes out.
    expect(mail?.from).toEqual({ address: CHLOE, name: 'Chloé Dubois' });
  });

  test('two people, two applications of their own: each is renewed with its own secret', async () => {
    await changeSandbox(server, { accessTokenSeconds: 2 });
    const [anna, ben] = [await imported(await ownTokens(ANNA)), await imported(await ownTokens(BEN))];
    await changeSandbox(server, { accessTokenSeconds: 3600 });
    expect([anna.body.emailAddress, ben.body.emailAddress]).toEqual([ANNA, BEN]);
    expect(anna.body.app).not.toBe(ben.body.app);
    const over = Date.parse(ben.body.tokenExpiresAt ?? '') - 900;
    while (Date.now() < over) await new Promise((go) => void setTimeout(go, 50));
    for (const { body } of [anna, ben]) expect((await sendFrom(server, user, body.id)).status).toBe(200);
    const after = await mailboxesOf(server, user);
    for (const { body } of [anna, ben])
      expect(Date.parse(after.find(({ id }) => id === body.id)?.tokenExpiresAt ?? '')).toBeGreaterThan(over + 60_000);
  });

  test.each([
    ['a tenant id', BEN, CONTOSO],
    ['the domain of the organisation', BEN, 'contoso.example'],
    ['organizations', BEN, 'organizations'],
    ['common', BEN, 'common'],
    ['consumers', SAM, 'consumers'],
  ])('tenant: %s', async (_what, address, tenant) => {
    const answer = await imported({ ...(await ownTokens(address, tenant)), tenant });
    expect(answer).toMatchObject({ status: 201, body: { emailAddress: address, state: 'connected' } });
    expect((await sendFrom(server, user, answer.body.id)).status).toBe(200);
  });

  test('tenant: the wrong one is refused and said so', async () => {
    const answer = await imported({ ...(await ownTokens(BEN)), tenant: 'fabrikam.example' });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'IMPORT_REFUSED', error: expect.stringContaining('tenant “fabrikam.example”') },
    });
  });

  test('prompt: never sent by itself, and each value when asked for', async () => {
    const promptOf = async (query: Record<string, string>, key = 'microsoft') =>
      new URL((await startTrip(server, user, key, query)).authUrl).searchParams.get('prompt');
    expect(await promptOf({})).toBeNull();
    for (const prompt of ['login', 'consent', 'select_account']) expect(await promptOf({ prompt })).toBe(prompt);
    expect(await api(server, 'GET', '/api/email/auth/microsoft/connect?prompt=always', { token: user })).toMatchObject({
      status: 400,
    });
    const { clientId, clientSecret } = await ownTokens(ANNA);
    const app = await addApp(server, admin, {
      kind: 'microsoft',
      name: 'Picky',
      clientId,
      clientSecret,
      prompt: 'select_account',
    });
    expect(await promptOf({}, app.key)).toBe('select_account');
    expect(await promptOf({ prompt: 'login' }, app.key)).toBe('login');
    await api(server, 'PATCH', `/api/email/apps/${app.id}`, { token: admin, body: { prompt: 'none' } });
    expect(await promptOf({}, app.key)).toBeNull();
  });

  test('“Prompt=consent issue”: it locks out who may not consent, also after the administrator’s yes; without it they come in', async () => {
    const ask = await api<{ url: string }>(server, 'POST', '/api/email/auth/microsoft/admin-consent', {
      token: user,
      body: { tenant: 'northwind.example' },
    });
    await fetch((await signInAtSandbox(ask.body.url, { address: '' })).redirect);
    const query = { prompt: 'consent' };
    const locked = await trip(server, user, 'nora@northwind.example', { query });
    expect(locked).toMatchObject({ status: 'failed', error: { code: 'CONNECT_NEEDS_ADMIN' } });
    expect(await trip(server, user, 'nora@northwind.example')).toMatchObject({
      status: 'connected',
      provider: { emailAddress: 'nora@northwind.example' },
    });
  });

  test('“Invalid client secret”: a wrong one is named as that, with Microsoft’s number', async () => {
    const answer = await imported({ ...(await ownTokens(BEN)), clientSecret: 'the-id-of-the-secret' });
    expect(answer).toMatchObject({
      status: 422,
      body: {
        code: 'IMPORT_REFUSED',
        error: expect.stringMatching(/does not accept this clientSecret.*not its id/),
        provider: { error: 'invalid_client', code: 'AADSTS7000215' },
      },
    });
    const app = await addApp(server, admin, {
      kind: 'microsoft',
      name: 'Wrong secret',
      clientId: (await ownTokens(ANNA)).clientId,
      clientSecret: 'wrong',
    });
    await registerApp(server, { clientId: app.clientId, name: 'Warmy', kind: 'web', clientSecret: 'right' });
    const end = await trip(server, user, BEN, { key: app.key });
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'OPERATOR_FAULT', provider: { code: 'AADSTS7000215', help: expect.stringMatching(/secret/i) } },
    });
    expect(wordsOf(end.html)).toMatch(/client secret is wrong.*Show this page to the person who runs this Mergepost server/);
  });

  test('“… and hasn’t expired”: said so, and the same tokens do once it is mended', async () => {
    const tokens = await ownTokens(BEN);
    await changeSandbox(server, { clientSecretState: 'expired' });
    const refused = await imported(tokens);
    await changeSandbox(server, { clientSecretState: 'good' });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'IMPORT_REFUSED', error: expect.stringMatching(/expired/), provider: { code: 'AADSTS7000222' } },
    });
    expect((await imported(tokens)).status).toBe(201);
  });

  test('“Invalid redirect URI”: the address to register is told beforehand; with another one Microsoft stops on its own page', async () => {
    const { clientId, clientSecret } = await ownTokens(ANNA);
    const app = await addApp(server, admin, { kind: 'microsoft', name: 'Elsewhere', clientId, clientSecret });
    expect(app.redirectUri).toBe(`${server.url}/api/email/auth/${app.key}/callback`);
    await expect(trip(server, user, ANNA, { key: app.key })).rejects.toThrow(/AADSTS50011.*redirect URI/);
    const uris = { redirectUris: [app.redirectUri] };
    await registerApp(server, { clientId, clientSecret, name: 'Warmy', kind: 'web', ...uris });
    expect(await trip(server, user, ANNA, { key: app.key })).toMatchObject({ status: 'connected' });
  });

  test.each([
    ['Invalid redirect URI', 'operator', /redirect URI|address/],
    ['AADSTS50011', 'operator', /redirect URI/],
    ['Invalid client secret', 'operator', /client secret/],
    ['AADSTS7000215', 'operator', /secret/],
    ['AADSTS7000222', 'operator', /expired/],
    ['Repeated consent prompts', 'admin', /whole organisation/],
    ['Prompt=consent issue', 'operator', /prompt of the app to none/],
  ])('its table of common errors: %s', async (words, who, text) => {
    expect((await helpOf(words))[0]).toMatchObject({ who, text: expect.stringMatching(text) });
  });

  test('all those secrets lie sealed', () => {
    const folder = dirname(server.databasePath);
    const name = basename(server.databasePath);
    const files = readdirSync(folder).filter((file) => file === name || file === `${name}-wal`);
    const database = files.map((file) => readFileSync(join(folder, file), 'latin1')).join('');
    expect(secrets.length).toBeGreaterThan(30);
    expect(secrets.filter((secret) => secret !== '' && database.includes(secret))).toEqual([]);
  });
});
