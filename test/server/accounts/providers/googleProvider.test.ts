import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Feature } from '../../../../shared/api/accounts.ts';
import type { OAuthApp } from '../../../../server/oauth/oauthApp.ts';
import { type Sandbox, startSandbox } from '../../../../server/sandbox/startSandbox.ts';
import { wireServer } from '../../../support/wireServer.ts';
import { anApp, aProvider, ask, CALLBACK, queryOf, refreshed, signedIn } from './aTrip.ts';

const GRACE = { address: 'grace.holt@gmail.example' };
const GMAIL = 'https://www.googleapis.com/auth/gmail';
const MAIL = 'https://mail.google.com/';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

const google = (change: Partial<OAuthApp> = {}): OAuthApp =>
  anApp({ key: 'google', name: 'Google', kind: 'google', baseScope: 'gmail', ...change });

/** As an administrator would set it up: the issuer describes the rest, or each address by hand. */
const atSandbox = (change: Partial<OAuthApp> = {}): OAuthApp => {
  const { clientId, clientSecret, issuer, authorizeUrl, tokenUrl, revocationUrl, userinfoUrl, gmailUrl } = sandbox.google;
  const urls = { issuer, authorizeUrl, tokenUrl, revocationUrl, userinfoUrl, gmailUrl };
  return google({ clientId, credential: { kind: 'secret', secret: clientSecret }, urls, ...change });
};

describe('the sign-in page', () => {
  test('is Google’s, with PKCE and lasting permission, and asks for no consent by itself', async () => {
    const { provider } = aProvider(google());
    expect(await provider.authorizeUrl(ask())).toMatch(/^https:\/\/accounts\.google\.com\/o\/oauth2\/v2\/auth\?/);
    expect(await queryOf(provider, { loginHint: GRACE.address })).toEqual({
      client_id: 'client',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'scope',
      state: 'state',
      nonce: 'nonce',
      code_challenge: 'challenge',
      code_challenge_method: 'S256',
      login_hint: GRACE.address,
      access_type: 'offline',
    });
  });

  test.each<[OAuthApp['prompt'], string | null, string | undefined]>([
    ['none', null, undefined],
    ['none', 'consent', 'consent'],
    ['none', 'login', 'select_account'],
    ['login', null, 'select_account'],
    ['select_account', null, 'select_account'],
    ['select_account', 'consent', 'consent'],
  ])('where the app says %s and the caller %s shows %s', async (prompt, asked, shown) => {
    expect((await queryOf(aProvider(google({ prompt })).provider, { prompt: asked })).prompt).toBe(shown);
  });

  test.each<[string, Partial<OAuthApp>, Feature[], string]>([
    ['Gmail', {}, [], `${GMAIL}.send openid email profile`],
    [
      'Gmail with features',
      {},
      ['followUp', 'exactlyOnce', 'sharedMailbox', 'largeAttachments'],
      `${GMAIL}.send openid email profile ${GMAIL}.readonly ${GMAIL}.settings.basic`,
    ],
    ['SMTP', { baseScope: 'smtp' }, [], `${MAIL} openid email profile`],
    ['SMTP and IMAP', { baseScope: 'imap-smtp' }, [], `${MAIL} openid email profile`],
    ['own permissions', { scopes: [`${GMAIL}.compose`] }, [], `${GMAIL}.compose openid email profile`],
  ])('asks for %s', (_name, change, features, scopes) => {
    expect(aProvider(google(change)).provider.scopesFor(features).join(' ')).toBe(scopes);
  });
});

describe('what mail goes out through', () => {
  const smtp = { host: 'smtp.gmail.com', port: 587, security: 'starttls', auth: 'xoauth2' };
  const imap = { host: 'imap.gmail.com', port: 993, security: 'tls', auth: 'xoauth2' };

  test.each([
    [{}, { kind: 'gmail', gmailUrl: 'https://gmail.googleapis.com' }],
    [{ gmailUrl: 'https://gmail.example' }, { kind: 'gmail', gmailUrl: 'https://gmail.example' }],
    [{ baseScope: 'smtp' }, { kind: 'smtp', smtp, imap: null }],
    [{ baseScope: 'imap-smtp' }, { kind: 'smtp', smtp, imap }],
  ] as [Partial<OAuthApp>, object][])('%j', (change, wire) => {
    expect(aProvider(google(change)).provider.wire).toEqual(wire);
  });

  test.each([
    [[`${GMAIL}.send`], false],
    [[`${GMAIL}.send`, `${GMAIL}.settings.basic`], true],
    [[MAIL], true],
  ])('another sender with %j: %s', (scopes, may) => {
    expect(aProvider(google()).provider.maySendAs(scopes)).toBe(may);
  });
});

describe('a mailbox at Google', () => {
  test('is proven by an id_token and a verified address', async () => {
    const { provider, asked } = aProvider(atSandbox());
    const grant = await signedIn(provider, GRACE);
    expect(await provider.openMailbox(grant, { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: true,
      identity: { tid: 'google', oid: '104729000000000000001', name: 'Grace Holt' },
      address: GRACE.address,
      trouble: null,
    });
    expect(asked[0]).toMatchObject({ client_secret: sandbox.google.clientSecret, grant_type: 'authorization_code' });
  });

  test('with an address nobody verified is refused by name', async () => {
    const { provider } = aProvider(atSandbox());
    const grant = await signedIn(provider, { address: 'uma@elsewhere.example' });
    expect(await provider.openMailbox(grant, { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: false,
      code: 'CONNECT_FAILED',
      sentence: expect.stringMatching(/has not confirmed that uma@elsewhere\.example/),
    });
  });

  test('whose box for sending was cleared is refused', async () => {
    const { provider } = aProvider(atSandbox());
    const grant = await signedIn(provider, { ...GRACE, withholds: ['gmail.send'] }, { prompt: 'consent' });
    expect(await provider.openMailbox(grant, { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: false,
      code: 'MAILBOX_PERMISSION_MISSING',
    });
  });

  test('of another sign-in, or without an id_token, is refused', async () => {
    const { provider } = aProvider(atSandbox());
    const grant = await signedIn(provider, GRACE);
    const { idToken: _gone, ...bare } = grant;
    for (const [given, nonce] of [
      [grant, 'other'],
      [bare, 'nonce'],
    ] as const) {
      expect(await provider.openMailbox(given, { nonce, loginHint: null })).toMatchObject({ ok: false, code: 'CONNECT_FAILED' });
    }
  });

  test('gives lasting permission once, and again with prompt=consent', async () => {
    const { provider } = aProvider(atSandbox());
    const OMAR = { address: 'omar@tailspin.example' };
    expect((await signedIn(provider, OMAR)).refreshToken).toEqual(expect.any(String));
    expect((await signedIn(provider, OMAR)).refreshToken).toBeUndefined();
    expect(provider.consentForRefresh).toBe(true);
    expect((await signedIn(provider, OMAR, { prompt: 'consent' })).refreshToken).toEqual(expect.any(String));
  });

  test('keeps its refresh token, so a lost answer is asked for again', async () => {
    const { provider, asked } = aProvider(atSandbox());
    const grant = await signedIn(provider, GRACE, { prompt: 'consent' });
    const answer = await provider.refresh(grant.refreshToken ?? '', grant.scopes);
    expect(answer).toMatchObject({ ok: true });
    expect(answer).not.toHaveProperty('refreshToken');
    expect(asked.at(-1)).not.toHaveProperty('scope');
  });

  test('over SMTP is logged in to, and says what stands in the way', async () => {
    const trouble = { ok: false, mender: 'user', code: '535', reason: 'No.', next: 'Sign in.' } as const;
    const { provider, looked } = aProvider(atSandbox({ baseScope: 'smtp' }), trouble);
    const grant = await signedIn(provider, GRACE, { prompt: 'consent' });
    expect(await provider.openMailbox(grant, { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: true,
      trouble: { state: 'needs-reconnect', reason: 'No.' },
    });
    expect(looked).toEqual([{ address: GRACE.address, accessToken: grant.accessToken }]);
    expect(await sandbox.tokenInfo(grant.accessToken)).toMatchObject({ smtp: true, imap: true });
  });

  test('that is imported says who it is by its user info', async () => {
    const { provider } = aProvider(atSandbox({ baseScope: 'smtp' }));
    const { idToken: _none, ...imported } = await refreshed(provider, await signedIn(provider, GRACE, { prompt: 'consent' }));
    expect(await provider.openMailbox(imported, { nonce: null, loginHint: null })).toMatchObject({
      ok: true,
      identity: { tid: 'google', oid: '104729000000000000001' },
    });
  });

  test.each([
    ['answers', 200, { emailAddress: 'Grace.Holt@gmail.example' }, { ok: true, address: 'Grace.Holt@gmail.example' }],
    ['does not', 403, {}, { ok: false, code: 'CONNECT_FAILED' }],
    ['is busy', 503, {}, { ok: false, code: 'PROVIDER_UNAVAILABLE' }],
  ])('that is imported for mail alone says its address itself: where it %s', async (_name, status, profile, end) => {
    const gmail = await wireServer();
    gmail.answer((response) => {
      const isProfile = gmail.heard.at(-1)?.path === '/gmail/v1/users/me/profile';
      response.writeHead(isProfile ? status : 401).end(JSON.stringify(profile));
    });
    const urls = { ...atSandbox().urls, gmailUrl: gmail.url, userinfoUrl: `${gmail.url}/userinfo` };
    const { provider } = aProvider(atSandbox({ baseScope: 'smtp', urls }));
    const grant = { ok: true as const, accessToken: 'for mail', expiresAt: 0, scopes: [MAIL] };
    expect(await provider.openMailbox(grant, { nonce: null, loginHint: null })).toMatchObject(end);
    expect(gmail.heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer for mail', 'Bearer for mail']);
    await gmail.close();
  });

  test('is withdrawn at Google, and a second time that is no failure', async () => {
    const { provider } = aProvider(atSandbox());
    const { refreshToken = '' } = await signedIn(provider, GRACE, { prompt: 'consent' });
    expect(await provider.revoke(refreshToken)).toBe('revoked');
    expect(await provider.refresh(refreshToken, [])).toMatchObject({ ok: false, mender: 'user' });
    expect(await provider.revoke(refreshToken)).toBe('revoked');
    const nowhere = aProvider(atSandbox({ urls: { ...atSandbox().urls, revocationUrl: 'http://127.0.0.1:1/revoke' } }));
    expect(await nowhere.provider.revoke(refreshToken)).toBe('failed');
  });

  test('a wrong secret is the operator’s fault', async () => {
    const { provider } = aProvider(atSandbox({ credential: { kind: 'secret', secret: 'wrong' } }));
    expect(await provider.refresh('any', [])).toMatchObject({
      ok: false,
      mender: 'operator',
      failure: { error: 'invalid_client' },
    });
  });
});
