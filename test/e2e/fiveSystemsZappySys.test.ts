/**
 * What the ZappySys connector for Outlook can be set to: authorization and token URL per tenant or custom, permissions by
 * choice with shared mailboxes among them, a file of tokens, the login prompt. (Its retry modes are about the pace.)
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { NewApp, OAuthAppView } from '../../shared/api/apps.ts';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { SANDBOX_APP } from '../../server/sandbox/samplePeople.ts';
import { ran } from '../support/aCommand.ts';
import { api, aServer, signedIn, type TestServer } from '../support/aServer.ts';
import { addApp, connected, mailboxesOf, sendFrom, startTrip, trip } from '../support/connectedOverHttp.ts';
import { sandboxMails } from '../support/sandboxOverHttp.ts';
import { tokensFor } from '../support/tokensFromSandbox.ts';

const [ANNA, BEN, CHLOE] = ['anna@contoso.example', 'ben@contoso.example', 'chloe@fabrikam.example'] as const;
const OFFICE = 'office@contoso.example';
const CONTOSO = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
const { clientId, clientSecret } = SANDBOX_APP;

let server: TestServer;
let anna: string;
let ben: string;
const folder = mkdtempSync(join(tmpdir(), 'mergepost-zappysys-'));

beforeAll(async () => {
  server = await aServer();
  anna = (await signedIn(server, ANNA, false)).token;
  ben = (await signedIn(server, BEN, false)).token;
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const outlook = (more: Partial<NewApp>): Promise<OAuthAppView> =>
  addApp(server, anna, { kind: 'microsoft', clientId, clientSecret, ...more });

async function authUrlOf(app: Pick<OAuthAppView, 'key'>, query: Record<string, string> = {}): Promise<URL> {
  return new URL((await startTrip(server, anna, app.key, query)).authUrl);
}

describe('ZappySys', () => {
  test('“For single-tenant use”: both addresses name the tenant, and nobody of another one gets in', async () => {
    const app = await outlook({ name: 'Contoso only', accountTypes: CONTOSO });
    expect((await authUrlOf(app)).pathname).toBe(`/${CONTOSO}/oauth2/v2.0/authorize`);
    const mailbox = await connected(server, anna, ANNA, { key: app.key });
    expect((await sendFrom(server, anna, mailbox.id)).status).toBe(200);
    await expect(trip(server, anna, CHLOE, { key: app.key })).rejects.toThrow(/AADSTS50020/);
  });

  test('“For multi-tenant use”: common, and people of every organisation', async () => {
    const app = await outlook({ name: 'Everybody' });
    expect((await authUrlOf(app)).pathname).toBe('/common/oauth2/v2.0/authorize');
    expect((await connected(server, anna, CHLOE, { key: app.key })).emailAddress).toBe(CHLOE);
  });

  test('custom authorization and token URL: the trip goes there, and a mistyped one fails', async () => {
    const at = `${server.sandboxUrl}/contoso.example/oauth2/v2.0`;
    const app = await outlook({ name: 'By hand', urls: { authorizeUrl: `${at}/authorize`, tokenUrl: `${at}/token` } });
    expect((await authUrlOf(app)).href).toMatch(new RegExp(`^${at}/authorize\\?`));
    const mailbox = await connected(server, anna, ANNA, { key: app.key });
    expect((await sendFrom(server, anna, mailbox.id)).status).toBe(200);
    const broken = await outlook({ name: 'Mistyped', urls: { authorizeUrl: `${at}/authorize`, tokenUrl: `${at}/tokens` } });
    const end = await trip(server, anna, ANNA, { key: broken.key });
    expect(end).toMatchObject({
      status: 'failed',
      error: { code: 'OPERATOR_FAULT', error: expect.stringContaining('check the addresses of the app') },
    });
  });

  test('an address without TLS is refused before anybody is sent there', async () => {
    const body = { kind: 'microsoft', clientId, clientSecret, urls: { tokenUrl: 'http://login.example.com/token' } };
    const answer = await api(server, 'POST', '/api/email/apps', { token: anna, body });
    expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining('https://') } });
  });

  test('the return URL to register is told, key by key', async () => {
    const app = await outlook({ key: 'zappy' });
    expect(app.redirectUri).toBe(`${server.url}/api/email/auth/zappy/callback`);
    expect((await authUrlOf(app)).searchParams.get('redirect_uri')).toBe(app.redirectUri);
  });

  test('scope: the whole list of its document may be chosen, and goes out as chosen', async () => {
    const scopes =
      'offline_access email openid profile Mail.Read Mail.Read.Shared Mail.ReadBasic Mail.ReadBasic.Shared Mail.ReadWrite Mail.ReadWrite.Shared Mail.Send Mail.Send.Shared User.Read User.ReadBasic.All'.split(
        ' ',
      );
    const app = await outlook({ name: 'All fourteen', scopes });
    const asked = (await authUrlOf(app)).searchParams.get('scope')?.split(' ') ?? [];
    expect(asked.toSorted()).toEqual(scopes.toSorted());
  });

  test('scope: a choice of one’s own is what is granted; without Mail.Send nothing is connected, and it says why', async () => {
    const reads = await outlook({ name: 'Reads too', scopes: ['Mail.Send', 'Mail.Read', 'User.Read'] });
    expect((await connected(server, anna, ANNA, { key: reads.key })).scopes).toEqual(
      expect.arrayContaining(['Mail.Send', 'Mail.Read', 'User.Read']),
    );
    const only = await outlook({ name: 'Only reads', scopes: ['Mail.Read', 'User.Read'] });
    expect(await trip(server, anna, ANNA, { key: only.key })).toMatchObject({
      status: 'failed',
      error: { code: 'MAILBOX_PERMISSION_MISSING', error: expect.stringContaining('Send mail as you') },
    });
    const unknown = await outlook({ name: 'Mistyped scope', scopes: ['Mail.Sent'] });
    expect(await trip(server, anna, ANNA, { key: unknown.key })).toMatchObject({
      status: 'failed',
      error: { code: 'OPERATOR_FAULT', provider: { code: 'AADSTS650053' } },
    });
  });

  test('login prompt: none, login, consent; the choice of the app, and of one connection', async () => {
    const app = await outlook({ name: 'Prompts' });
    const prompt = async (query = {}) => (await authUrlOf(app, query)).searchParams.get('prompt');
    const set = (value: string) => api(server, 'PATCH', `/api/email/apps/${app.id}`, { token: anna, body: { prompt: value } });
    expect(await prompt()).toBeNull();
    for (const each of ['login', 'consent', 'select_account']) {
      expect(await prompt({ prompt: each })).toBe(each);
      expect((await set(each)).status).toBe(200);
      expect(await prompt()).toBe(each);
    }
    await set('none');
    expect(await prompt()).toBeNull();
  });
});

describe('ZappySys: a shared mailbox', () => {
  let shared: string;
  beforeAll(async () => {
    shared = (await connected(server, anna, ANNA, { query: { features: 'sharedMailbox' } })).id;
  });

  test('asks for Mail.Send.Shared, and the list says that it may', async () => {
    const scope = (await authUrlOf({ key: 'microsoft' }, { features: 'sharedMailbox' })).searchParams.get('scope');
    expect(scope?.split(' ')).toContain('Mail.Send.Shared');
    expect((await mailboxesOf(server, anna)).find(({ id }) => id === shared)).toMatchObject({ maySendAs: true });
  });

  test('`from` on /send: the mail comes from the office', async () => {
    expect((await sendFrom(server, anna, shared, { from: OFFICE, subject: 'from the office' })).status).toBe(200);
    const mail = (await sandboxMails(server)).find(({ subject }) => subject === 'from the office');
    expect(mail?.from.address).toBe(OFFICE);
  });

  test('`sendAs` of a campaign: each of its mails comes from the office', async () => {
    const made = await api<Campaign>(server, 'POST', '/api/campaigns', {
      token: anna,
      body: {
        name: 'Office',
        providerId: shared,
        sendAs: OFFICE,
        subject: 'office merge',
        letter: { html: '<p>Dear {{Name}}</p>' },
        list: { rows: ['a', 'b', 'c'].map((each) => ({ Email: `${each}@reader.example`, Name: each })) },
      },
    });
    expect(made.body).toMatchObject({ sendAs: OFFICE, check: { blockers: [] } });
    expect((await api(server, 'POST', `/api/campaigns/${made.body.id}/start`, { token: anna })).status).toBe(200);
    let status = '';
    while (status !== 'finished') {
      status = (await api<Campaign>(server, 'GET', `/api/campaigns/${made.body.id}`, { token: anna })).body.status;
      await new Promise((go) => void setTimeout(go, 50));
    }
    const mails = (await sandboxMails(server)).filter(({ subject }) => subject === 'office merge');
    expect(mails.map(({ from, to }) => `${from.address} ${to.join()}`).toSorted()).toEqual(
      ['a', 'b', 'c'].map((each) => `${OFFICE} ${each}@reader.example`),
    );
  });

  test('somebody else’s name is refused with Exchange’s reason, and the mailbox goes on working', async () => {
    expect(await sendFrom(server, anna, shared, { from: 'boss@contoso.example' })).toMatchObject({
      status: 403,
      body: {
        code: 'SEND_AS_DENIED',
        error: expect.stringMatching(/administrator/),
        provider: { code: 'ErrorSendAsDenied', help: expect.stringMatching(/\w/) },
      },
    });
    expect(await sendFrom(server, anna, shared)).toMatchObject({ status: 200 });
    const help = await api(server, 'GET', '/api/help/ErrorSendAsDenied');
    expect(help.body).toMatchObject({ matches: [{ source: 'graph', text: expect.stringMatching(/Send (As|as|on)/) }] });
  });

  test('without the permission it is said before anything is tried, with the way to get it', async () => {
    const { id } = await connected(server, ben, BEN);
    expect(await sendFrom(server, ben, id, { from: OFFICE })).toMatchObject({
      status: 403,
      body: { code: 'MAILBOX_PERMISSION_MISSING', details: { feature: 'sharedMailbox' } },
    });
    const again = await connected(server, ben, BEN, { query: { features: 'sharedMailbox', reconnect: id } });
    expect(again).toMatchObject({ id, maySendAs: true });
    // The permission alone is not the right: that one is the administrator's to give.
    expect(await sendFrom(server, ben, id, { from: OFFICE })).toMatchObject({ status: 403, body: { code: 'SEND_AS_DENIED' } });
  });
});

describe('ZappySys: a file of tokens', () => {
  /** `RefreshTokenFilePath`: exactly the three properties of its document. */
  async function fileOf(address: string, more: object = {}): Promise<{ path: string; secrets: string[] }> {
    const tokens = await tokensFor({ url: server.sandboxUrl, app: SANDBOX_APP }, address);
    const { access_token, refresh_token } = tokens;
    const path = join(folder, 'tokens.json');
    writeFileSync(path, JSON.stringify({ access_token, refresh_token, expires_in: 3600, ...more }));
    return { path, secrets: [access_token, refresh_token ?? ''] };
  }
  const bring = (path: string, ...more: string[]) =>
    ran(['accounts', 'import', '--file', path, '--import-to', server.url, ...more], { MERGEPOST_TOKEN: ben });

  test('goes to a running server, and nothing secret is printed', async () => {
    const { path, secrets } = await fileOf(CHLOE);
    const { code, text } = await bring(path, '--client-id', clientId, '--from-name', 'Chloé');
    expect({ code, text }).toEqual({ code: 0, text: `Connected as ${CHLOE}.\n` });
    for (const secret of [...secrets, ben]) expect(text).not.toContain(secret);
    const [mailbox] = (await mailboxesOf(server, ben)).filter(({ emailAddress }) => emailAddress === CHLOE);
    expect(mailbox).toMatchObject({ state: 'connected', fromName: 'Chloé' });
    expect((await sendFrom(server, ben, mailbox?.id ?? '')).status).toBe(200);
  });

  test('as Warmy’s request spells it', async () => {
    const { access_token, refresh_token } = await tokensFor({ url: server.sandboxUrl, app: SANDBOX_APP }, ANNA);
    const path = join(folder, 'warmy.json');
    const mailbox = {
      provider: 'oauth_outlook',
      from_name: 'Anna of Warmy',
      client_id: clientId,
      client_secret: clientSecret,
      access_token,
      refresh_token,
      tariff_plan_type_id: 41,
      setting_attributes: { speed_mode: 'fast' },
    };
    writeFileSync(path, JSON.stringify({ mailbox }));
    const { code, text } = await bring(path);
    expect({ code, text }).toEqual({ code: 0, text: `Connected as ${ANNA}.\n` });
    expect(await mailboxesOf(server, ben)).toContainEqual(
      expect.objectContaining({ emailAddress: ANNA, fromName: 'Anna of Warmy', state: 'connected' }),
    );
  });

  test.each([
    ['one that is not there', 'nothing.json', undefined, /nothing\.json: This file cannot be read/],
    ['one that is no JSON', 'text.json', 'refresh me', /no JSON/],
    ['one without a refresh token', 'short.json', '{"access_token":"x","expires_in":3600}', /no refresh token/],
    ['one whose refresh token is over', 'old.json', '{"refresh_token":"0.AXoAold"}', /does not accept this refresh token/],
  ])('%s is refused with one sentence', async (_what, name, content, words) => {
    const path = join(folder, name);
    if (content !== undefined) writeFileSync(path, content);
    const { code, text } = await bring(path, '--client-id', clientId);
    expect(code).toBe(1);
    expect(text).toMatch(words);
    expect(text).not.toContain('0.AXoAold');
    expect(text.trim().split('\n')).toHaveLength(1);
  });
});
