/**
 * EmailEngine on one server: several OAuth applications side by side with account types and base scope, switched on and off,
 * the hosted sign-in link by API, and the states of an account. (Its IMAP and SMTP: fiveSystemsDataPallas.test.ts.)
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GOOGLE_APP } from '../../server/sandbox/googlePeople.ts';
import type { EmailAccount } from '../../shared/api/accounts.ts';
import type { Choice, OAuthAppView } from '../../shared/api/apps.ts';
import type { ConnectLink } from '../../shared/api/links.ts';
import { anRsaCertificate } from '../support/anRsaCertificate.ts';
import { api, aServer, authUrlOn, page, signedIn, type TestServer } from '../support/aServer.ts';
import {
  addApp,
  atSandbox,
  connected,
  mailboxesOf,
  sendFrom,
  startTrip,
  trip,
  walkBack,
  wordsOf,
} from '../support/connectedOverHttp.ts';
import { changeSandbox, registerApp, revokeAtSandbox, scriptFault } from '../support/sandboxOverHttp.ts';

const [ANNA, BEN, CHLOE, SAM, GRACE] = [
  'anna@contoso.example',
  'ben@contoso.example',
  'chloe@fabrikam.example',
  'sam.rivers@outlook.com',
  'grace.holt@gmail.example',
] as const;
const CONTOSO = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';

let server: TestServer;
let admin: string;
let user: string;

beforeAll(async () => {
  server = await aServer();
  admin = (await signedIn(server, ANNA, false)).token;
  user = (await signedIn(server, BEN, false)).token;
});
afterAll(() => server?.close());

/** Registered at Microsoft, and added here with the redirect URI that the answer names, letter by letter. */
async function outlookApp(more: Partial<Parameters<typeof addApp>[2]> = {}): Promise<OAuthAppView & { secret: string }> {
  const [clientId, secret] = [randomUUID(), `secret-${randomUUID()}`];
  const app = await addApp(server, admin, { kind: 'microsoft', clientId, clientSecret: secret, ...more });
  await register(app, secret);
  return { ...app, secret };
}

function register({ clientId, redirectUri }: OAuthAppView, clientSecret: string): Promise<void> {
  return registerApp(server, { clientId, name: 'EmailEngine', kind: 'web', clientSecret, redirectUris: [redirectUri] });
}

const change = (app: OAuthAppView, body: object, token = admin) =>
  api<OAuthAppView>(server, 'PATCH', `/api/email/apps/${app.id}`, { token, body });
const appNow = async ({ id }: OAuthAppView) =>
  (await api<{ apps: OAuthAppView[] }>(server, 'GET', '/api/email/apps', { token: admin })).body.apps.find(
    (each) => each.id === id,
  );
const choices = async () =>
  (await api<{ choices: Choice[] }>(server, 'GET', '/api/email/auth/choices', { token: user })).body.choices;
const mailbox = async (id: string) => (await mailboxesOf(server, user)).find((each) => each.id === id);

/** What is mended in the background. */
async function untilState(id: string, state: EmailAccount['state']): Promise<EmailAccount> {
  for (const end = Date.now() + 25_000; ; ) {
    const found = await mailbox(id);
    if (found?.state === state) return found;
    if (Date.now() > end) throw new Error(`It stays ${found?.state}: ${found?.stateReason}`);
    await new Promise((go) => void setTimeout(go, 20));
  }
}

describe('EmailEngine: applications', () => {
  test('two of Microsoft’s and one of Google’s side by side: each is offered and connects its own mailboxes', async () => {
    const work = await outlookApp({ name: 'Work', accountTypes: 'organizations' });
    const home = await outlookApp({ name: 'Home', accountTypes: 'consumers' });
    const google = await addApp(server, admin, { ...GOOGLE_APP, kind: 'google', name: 'Our Google' });
    expect(await choices()).toEqual(
      expect.arrayContaining([
        { key: work.key, name: 'Work', kind: 'microsoft' },
        { key: home.key, name: 'Home', kind: 'microsoft' },
        { key: google.key, name: 'Our Google', kind: 'google' },
      ]),
    );
    for (const [key, address] of [
      [work.key, CHLOE],
      [home.key, SAM],
      [google.key, GRACE],
    ] as const) {
      const account = await connected(server, user, address, { key });
      expect(account).toMatchObject({ emailAddress: address, app: key, state: 'connected' });
      expect((await sendFrom(server, user, account.id)).status).toBe(200);
    }
    expect(await Promise.all([work, home, google].map(async (app) => (await appNow(app))?.accounts))).toEqual([1, 1, 1]);
  });

  test.each([
    ['consumers', '/consumers/', CHLOE, SAM],
    ['organizations', '/organizations/', SAM, CHLOE],
    ['a directory id', `/${CONTOSO}/`, CHLOE, BEN],
  ])('account types %s: others are stopped at Microsoft', async (what, path, wrong, right) => {
    const app = await outlookApp({ accountTypes: what === 'a directory id' ? CONTOSO : what });
    expect((await startTrip(server, user, app.key)).authUrl).toContain(`${path}oauth2/v2.0/authorize`);
    await expect(trip(server, user, wrong, { key: app.key })).rejects.toThrow(/AADSTS(50020|500208)/);
    expect((await connected(server, user, right, { key: app.key })).emailAddress).toBe(right);
  });

  test('common is for both', async () => {
    const app = await outlookApp({ accountTypes: 'common' });
    for (const address of [SAM, CHLOE])
      expect((await connected(server, user, address, { key: app.key })).emailAddress).toBe(address);
  });

  test('“Enable this app”: switched off it is neither offered nor usable; what is connected through it goes on', async () => {
    const app = await outlookApp({ name: 'Sometimes' });
    const { id } = await connected(server, user, BEN, { key: app.key });
    await change(app, { enabled: false });
    expect((await choices()).map(({ key }) => key)).not.toContain(app.key);
    const path = `/api/email/auth/${app.key}/connect`;
    expect(await api(server, 'GET', path, { token: user })).toMatchObject({ status: 404, body: { code: 'APP_NOT_FOUND' } });
    expect((await sendFrom(server, user, id)).status).toBe(200);
    expect(await mailbox(id)).toMatchObject({ mayReconnect: false });
    await change(app, { enabled: true });
    expect((await choices()).map(({ key }) => key)).toContain(app.key);
  });

  test('base scope decides what is asked for and what mail goes out through', async () => {
    const scopeOf = async ({ key }: OAuthAppView) =>
      new URL((await startTrip(server, user, key)).authUrl).searchParams.get('scope')?.split(' ') ?? [];
    const app = await outlookApp();
    expect(app.baseScope).toBe('graph');
    expect(await scopeOf(app)).toContain('Mail.Send');
    await change(app, { baseScope: 'imap-smtp' });
    expect(await scopeOf(app)).toEqual(
      expect.arrayContaining(['https://outlook.office.com/SMTP.Send', 'https://outlook.office.com/IMAP.AccessAsUser.All']),
    );
    await change(app, { baseScope: 'graph', features: ['exactlyOnce'] });
    expect(await scopeOf(app)).toEqual(expect.arrayContaining(['Mail.Send', 'Mail.ReadWrite', 'offline_access']));
  });

  test('a certificate in place of the secret', async () => {
    const pair = await anRsaCertificate();
    const clientId = randomUUID();
    const app = await addApp(server, admin, { kind: 'microsoft', clientId, name: 'Certified', certificate: pair });
    expect(app).toMatchObject({ hasCertificate: true, hasSecret: false, secretExpiresAt: expect.stringMatching(/Z$/) });
    expect(JSON.stringify(app)).not.toContain('PRIVATE KEY');
    await registerApp(server, { clientId, name: 'Certified', kind: 'web', certificate: pair.certificate });
    expect(await connected(server, user, BEN, { key: app.key })).toMatchObject({ state: 'connected' });
  });

  test.each([
    [25, /in 2[45] days/],
    [6, /in [56] days/],
    [0.9, /in less than a day/],
  ])('a secret that ends in %d days is warned about', async (days, words) => {
    const app = await outlookApp({ secretExpiresAt: new Date(Date.now() + days * 24 * 3600_000).toISOString() });
    expect((await appNow(app))?.warnings).toMatchObject([{ code: 'SECRET_EXPIRES', text: expect.stringMatching(words) }]);
  });

  test('secrets go in and never come out; only administrators get in; what is in use stays', async () => {
    const app = await outlookApp();
    const listed = await api(server, 'GET', '/api/email/apps', { token: admin });
    expect(JSON.stringify(listed.body)).not.toContain(app.secret);
    expect(await appNow(app)).toMatchObject({ hasSecret: true });
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['PATCH', `/${app.id}`],
      ['DELETE', `/${app.id}`],
    ] as const)
      expect(
        await api(server, method, `/api/email/apps${path}`, { token: user, ...(method !== 'GET' && { body: {} }) }),
      ).toMatchObject({
        status: 403,
        body: { code: 'ADMIN_ONLY' },
      });
    const { id } = await connected(server, user, BEN, { key: app.key });
    const remove = () => api(server, 'DELETE', `/api/email/apps/${app.id}`, { token: admin });
    expect(await remove()).toMatchObject({ status: 409, body: { code: 'APP_IN_USE' } });
    await api(server, 'DELETE', `/api/email/auth/providers/${id}`, { token: user });
    expect((await remove()).status).toBe(200);
  });
});

describe('EmailEngine: the hosted sign-in link', () => {
  const LINKS = '/api/email/auth/links';
  const made = (body: object) => api<{ link: ConnectLink; url: string }>(server, 'POST', LINKS, { token: user, body });
  const listed = async (id: string) =>
    (await api<{ links: ConnectLink[] }>(server, 'GET', LINKS, { token: user })).body.links.find((link) => link.id === id);

  /** Presses “Continue with …”; answers the address of the provider's page. */
  async function pressed(url: string, key: string): Promise<string> {
    const body = new URLSearchParams({ t: new URL(url).searchParams.get('t') ?? '', app: key });
    const answer = await fetch(url.replace(/\?.*/, ''), { method: 'POST', body, redirect: 'manual' });
    expect(answer.status).toBe(303);
    return authUrlOn((await page(new URL(answer.headers.get('location') ?? '', server.url).href)).html);
  }

  test('by API: says who asks and for what, connects the other person’s mailbox, and is good once', async () => {
    const { status, body } = await made({ note: 'For the spring letter', providerKey: 'google', expiresInHours: 2 });
    expect(status).toBe(201);
    expect(body.link).toMatchObject({ status: 'open', providerKey: 'google', note: 'For the spring letter' });
    expect(Date.parse(body.link.expiresAt) - Date.now()).toBeGreaterThan(7_100_000);
    const shown = wordsOf((await page(body.url)).html);
    expect(shown).toMatch(
      /ben@contoso\.example of organisation 3f0c2a51\S+ asks to send mail from your mailbox.*For the spring letter.*cannot read your mail/,
    );
    expect(shown).toContain('Continue with Google');
    expect(shown).not.toContain('Microsoft');
    await forgetGrace();
    const walk = atSandbox(GRACE);
    const last = await walkBack(server, await walk(await pressed(body.url, 'google')), walk);
    expect(wordsOf(last.html)).toContain(`${GRACE} is connected to the Mergepost account of`);
    expect(await listed(body.link.id)).toMatchObject({
      status: 'used',
      emailAddress: GRACE,
      usedAt: expect.stringMatching(/Z$/),
    });
    expect((await mailboxesOf(server, user)).map(({ emailAddress }) => emailAddress)).toContain(GRACE);
    expect((await page(body.url)).status).toBe(410);
    expect(JSON.stringify(await listed(body.link.id))).not.toContain(new URL(body.url).searchParams.get('t'));
  });

  test('taken back: dead at once, also for somebody on the way', async () => {
    const { body } = await made({});
    const walk = atSandbox(SAM);
    const redirect = await walk(await pressed(body.url, 'microsoft'));
    const gone = await api(server, 'DELETE', `${LINKS}/${body.link.id}`, { token: user });
    expect(gone.status).toBe(200);
    expect(await listed(body.link.id)).toMatchObject({ status: 'revoked' });
    expect((await page(body.url)).status).toBe(410);
    expect(wordsOf((await walkBack(server, redirect, walk)).html)).toContain('does not work any more');
  });

  async function forgetGrace(): Promise<void> {
    const grace = (await mailboxesOf(server, user)).find(({ emailAddress }) => emailAddress === GRACE);
    if (grace) await api(server, 'DELETE', `/api/email/auth/providers/${grace.id}`, { token: user });
  }
});

describe('EmailEngine: states of an account', () => {
  test('connected, needs-reconnect after Microsoft revoked the sessions, connected again in the same row', async () => {
    const { id } = await connected(server, user, CHLOE);
    expect(await mailbox(id)).toMatchObject({ state: 'connected', isActive: true, stateReason: null, stateNext: null });
    await revokeAtSandbox(server, CHLOE);
    expect((await sendFrom(server, user, id)).status).toBe(401);
    expect(await mailbox(id)).toMatchObject({
      state: 'needs-reconnect',
      isActive: false,
      stateReason: expect.stringMatching(/\w/),
      stateNext: 'Connect this mailbox again.',
      stateSince: expect.stringMatching(/Z$/),
    });
    expect(await connected(server, user, CHLOE, { query: { reconnect: id } })).toMatchObject({ id, state: 'connected' });
  });

  test.each(['expired', 'changed'])(
    'operator-fault after the secret was %s: tokens stay, PATCH mends it by itself',
    async (how) => {
      const app = await outlookApp({ name: `Secret ${how}` });
      const { id } = await connected(server, user, SAM, { key: app.key });
      if (how === 'expired') await changeSandbox(server, { clientSecretState: 'expired' });
      else await register(app, 'the new secret');
      await scriptFault(server, 'POST /v1.0/me/sendMail', { status: 401 });
      expect(await sendFrom(server, user, id)).toMatchObject({ status: 500, body: { code: 'OPERATOR_FAULT' } });
      expect(await mailbox(id)).toMatchObject({
        state: 'operator-fault',
        isActive: false,
        stateReason: expect.stringMatching(/secret/),
        stateNext: expect.stringMatching(/person who runs/),
      });
      await register(app, 'the new secret');
      await changeSandbox(server, { clientSecretState: 'good' });
      expect(await mailbox(id)).toMatchObject({ state: 'operator-fault' });
      expect((await change(app, { clientSecret: 'the new secret' })).status).toBe(200);
      expect(await untilState(id, 'connected')).toMatchObject({ isActive: true, stateReason: null });
      expect((await sendFrom(server, user, id)).status).toBe(200);
    },
  );

  test('throttled: Microsoft’s limit for the day; still active, and it says until when', async () => {
    const { id } = await connected(server, user, BEN);
    const body = { error: { code: 'ErrorExceededMessageLimit', message: 'Too many.' } };
    await scriptFault(server, 'POST /v1.0/me/sendMail', { status: 429, body });
    expect(await sendFrom(server, user, id)).toMatchObject({ status: 429, body: { code: 'THROTTLED' } });
    expect(await mailbox(id)).toMatchObject({ state: 'throttled', isActive: true, stateNext: expect.stringMatching(/rest/) });
  });

  test('disconnected: gone from the list, and its id for nothing any more', async () => {
    const { id } = await connected(server, user, CHLOE);
    expect((await api(server, 'DELETE', `/api/email/auth/providers/${id}`, { token: user })).status).toBe(200);
    expect(await mailbox(id)).toBeUndefined();
    expect((await sendFrom(server, user, id)).status).toBe(404);
  });

  test('the same mailbox through another application is the same row', async () => {
    const before = await connected(server, user, ANNA);
    const app = await outlookApp({ name: 'Second' });
    expect(await connected(server, user, ANNA, { key: app.key })).toMatchObject({ id: before.id, app: app.key });
  });
});
