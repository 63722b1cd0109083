import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Feature } from '../../../../shared/api/accounts.ts';
import type { Cloud } from '../../../../shared/api/apps.ts';
import type { LoginCheck } from '../../../../server/mail/loginCheck.ts';
import type { OAuthApp } from '../../../../server/oauth/oauthApp.ts';
import { type Sandbox, startSandbox } from '../../../../server/sandbox/startSandbox.ts';
import { anRsaCertificate } from '../../../support/anRsaCertificate.ts';
import { anApp, aProvider, ask, CALLBACK, queryOf, refreshed, signedIn } from './aTrip.ts';

const ANNA = { address: 'anna@contoso.example' };
const BY_CERTIFICATE = '11111111-2222-3333-4444-555555555555';
const SMTP_SEND = 'https://outlook.office.com/SMTP.Send';
const IMAP = 'https://outlook.office.com/IMAP.AccessAsUser.All';

let sandbox: Sandbox;
let certificate: { privateKey: string; certificate: string };
beforeAll(async () => {
  certificate = await anRsaCertificate();
  const app = { clientId: BY_CERTIFICATE, name: 'By certificate', kind: 'web' as const, certificate: certificate.certificate };
  sandbox = await startSandbox({ port: 0, apps: [app] });
});
afterAll(() => sandbox.close());

const atSandbox = (change: Partial<OAuthApp> = {}): OAuthApp =>
  anApp({
    clientId: sandbox.app.clientId,
    credential: { kind: 'secret', secret: sandbox.app.clientSecret },
    authorityUrl: sandbox.url,
    urls: { graphUrl: sandbox.url },
    ...change,
  });

describe('the sign-in page', () => {
  test.each(['common', 'organizations', 'consumers', '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10', 'contoso.example'])(
    'of %s',
    async (accountTypes) => {
      const url = new URL(await aProvider(anApp({ accountTypes })).provider.authorizeUrl(ask()));
      expect(url.origin + url.pathname).toBe(`https://login.microsoftonline.com/${accountTypes}/oauth2/v2.0/authorize`);
    },
  );

  test('is asked with PKCE, state and nonce, and answers in the query', async () => {
    expect(await queryOf(aProvider(anApp()).provider, { loginHint: 'anna@contoso.example' })).toEqual({
      client_id: 'client',
      response_type: 'code',
      redirect_uri: CALLBACK,
      response_mode: 'query',
      scope: 'scope',
      state: 'state',
      nonce: 'nonce',
      code_challenge: 'challenge',
      code_challenge_method: 'S256',
      login_hint: 'anna@contoso.example',
    });
  });

  test.each<[Cloud, string, string, string, string]>([
    ['global', 'login.microsoftonline.com', 'graph.microsoft.com', 'smtp.office365.com', 'outlook.office365.com'],
    ['usgov', 'login.microsoftonline.us', 'graph.microsoft.us', 'smtp.office365.us', 'outlook.office365.us'],
    ['dod', 'login.microsoftonline.us', 'dod-graph.microsoft.us', 'outlook-dod.office365.us', 'outlook-dod.office365.us'],
    [
      'china',
      'login.partner.microsoftonline.cn',
      'microsoftgraph.chinacloudapi.cn',
      'smtp.partner.outlook.cn',
      'partner.outlook.cn',
    ],
  ])('and everything else is that of the cloud %s', async (cloud, login, graph, smtp, imap) => {
    const { provider } = aProvider(anApp({ cloud }));
    expect(new URL(await provider.authorizeUrl(ask())).host).toBe(login);
    expect(provider.wire).toEqual({ kind: 'graph', graphUrl: `https://${graph}` });
    expect(aProvider(anApp({ cloud, baseScope: 'imap-smtp' })).provider.wire).toEqual({
      kind: 'smtp',
      smtp: { host: smtp, port: 587, security: 'starttls', auth: 'xoauth2' },
      imap: { host: imap, port: 993, security: 'tls', auth: 'xoauth2' },
    });
  });

  test('own addresses and servers go before those of the cloud', async () => {
    const server = { host: 'mail.example', port: 2525, security: 'tls', auth: 'oauthbearer' } as const;
    const urls = {
      authorizeUrl: 'https://login.example/a?x=1',
      tokenUrl: 'https://login.example/t',
      graphUrl: 'https://graph.example',
    };
    const app = anApp({ cloud: 'china', urls });
    expect(await aProvider(app).provider.authorizeUrl(ask())).toMatch(/^https:\/\/login\.example\/a\?x=1&client_id=client&/);
    expect(aProvider(app).provider.wire).toEqual({ kind: 'graph', graphUrl: 'https://graph.example' });
    expect(aProvider({ ...app, baseScope: 'smtp', smtp: server }).provider.wire).toEqual({
      kind: 'smtp',
      smtp: server,
      imap: null,
    });
  });

  test.each<[OAuthApp['prompt'], string | null, string | null, Record<string, string>]>([
    ['none', null, null, {}],
    ['none', 'login', 'a@b.example', { prompt: 'login', login_hint: 'a@b.example' }],
    ['none', 'consent', null, { prompt: 'consent' }],
    ['login', null, 'a@b.example', { prompt: 'login', login_hint: 'a@b.example' }],
    ['consent', null, null, { prompt: 'consent' }],
    ['consent', 'login', null, { prompt: 'login' }],
    ['select_account', null, 'a@b.example', { prompt: 'select_account' }],
    ['select_account', 'login', 'a@b.example', { prompt: 'login', login_hint: 'a@b.example' }],
  ])('where the app says %s and the caller %s, with the hint %s', async (prompt, asked, loginHint, shown) => {
    const query = await queryOf(aProvider(anApp({ prompt })).provider, { prompt: asked, loginHint });
    const { prompt: sent, login_hint } = query;
    expect({ ...(sent && { prompt: sent }), ...(login_hint && { login_hint }) }).toEqual(shown);
  });
});

describe('the permissions that are asked for', () => {
  const scopesOf = (change: Partial<OAuthApp>, features: Feature[] = []): string =>
    aProvider(anApp(change)).provider.scopesFor(features).join(' ');

  test.each<[string, Partial<OAuthApp>, Feature[], string]>([
    ['Graph', {}, [], 'Mail.Send offline_access User.Read openid profile'],
    ['Graph with a feature', {}, ['sharedMailbox'], 'Mail.Send offline_access User.Read openid profile Mail.Send.Shared'],
    [
      'Graph with features, each once',
      {},
      ['largeAttachments', 'exactlyOnce', 'followUp'],
      'Mail.Send offline_access User.Read openid profile Mail.ReadWrite Mail.Read',
    ],
    ['SMTP', { baseScope: 'smtp' }, [], `${SMTP_SEND} offline_access User.Read openid profile`],
    [
      'SMTP needs little more',
      { baseScope: 'smtp' },
      ['sharedMailbox', 'followUp'],
      `${SMTP_SEND} offline_access User.Read openid profile Mail.Read`,
    ],
    ['SMTP and IMAP', { baseScope: 'imap-smtp' }, ['followUp'], `${SMTP_SEND} ${IMAP} offline_access User.Read openid profile`],
    [
      'SMTP of US Government',
      { baseScope: 'smtp', cloud: 'usgov' },
      [],
      'https://outlook.office365.us/SMTP.Send offline_access User.Read openid profile',
    ],
    [
      'SMTP of DoD',
      { baseScope: 'smtp', cloud: 'dod' },
      [],
      'https://outlook-dod.office365.us/SMTP.Send offline_access User.Read openid profile',
    ],
    [
      'SMTP of China',
      { baseScope: 'smtp', cloud: 'china' },
      [],
      'https://partner.outlook.cn/SMTP.Send offline_access User.Read openid profile',
    ],
    [
      'own ones, and what proves the person',
      { scopes: ['Mail.Send'] },
      ['followUp'],
      'Mail.Send offline_access openid profile Mail.Read',
    ],
  ])('%s', (_name, change, features, scopes) => {
    expect(scopesOf(change, features)).toBe(scopes);
  });

  test.each([
    [{}, ['Mail.Send'], false],
    [{}, ['https://graph.microsoft.com/Mail.Send.Shared'], true],
    [{ baseScope: 'smtp' }, [SMTP_SEND], true],
  ] as [Partial<OAuthApp>, string[], boolean][])('another sender with %j and %j: %s', (change, scopes, may) => {
    expect(aProvider(anApp(change)).provider.maySendAs(scopes)).toBe(may);
  });
});

describe('a mailbox over Graph', () => {
  test('is proven, and its address is read', async () => {
    const { provider, looked } = aProvider(atSandbox());
    const mailbox = await provider.openMailbox(await signedIn(provider, ANNA), { nonce: 'nonce', loginHint: null });
    expect(mailbox).toMatchObject({ ok: true, address: ANNA.address, displayName: 'Anna Berger', trouble: null });
    expect(looked).toEqual([]);
  });

  test('may be redeemed with a certificate in place of a secret', async () => {
    const credential = { kind: 'certificate', ...certificate } as const;
    const { provider, asked } = aProvider(atSandbox({ clientId: BY_CERTIFICATE, credential }));
    const grant = await signedIn(provider, ANNA);
    await refreshed(provider, grant);
    expect(asked).toHaveLength(2);
    for (const form of asked) expect(form).toEqual(expect.not.objectContaining({ client_secret: expect.anything() }));
  });

  test('another certificate is the operator’s fault', async () => {
    const credential = { kind: 'certificate', ...(await anRsaCertificate()) } as const;
    const { provider } = aProvider(atSandbox({ clientId: BY_CERTIFICATE, credential }));
    await expect(signedIn(provider, ANNA)).rejects.toThrow();
    expect(await provider.refresh('any', [])).toMatchObject({ ok: false, mender: 'operator' });
  });

  test('is refreshed for what it was granted, and nothing else', async () => {
    const { provider, asked } = aProvider(atSandbox());
    await refreshed(provider, await signedIn(provider, ANNA), ['Mail.Send', 'User.Read', 'openid', 'profile', 'email']);
    expect(asked[1]).toMatchObject({ grant_type: 'refresh_token', scope: 'Mail.Send User.Read offline_access' });
  });

  test('an imported permission proves itself without a nonce', async () => {
    const { provider } = aProvider(atSandbox());
    const { idToken: _imported, ...grant } = await signedIn(provider, ANNA);
    expect(await provider.openMailbox(grant, { nonce: null, loginHint: null })).toMatchObject({
      ok: true,
      address: ANNA.address,
    });
  });

  test('without the permission to send is refused', async () => {
    const { provider } = aProvider(atSandbox({ scopes: ['User.Read'] }));
    expect(await provider.openMailbox(await signedIn(provider, ANNA), { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: false,
      code: 'MAILBOX_PERMISSION_MISSING',
    });
  });

  test('of another sign-in is refused', async () => {
    const { provider } = aProvider(atSandbox());
    expect(await provider.openMailbox(await signedIn(provider, ANNA), { nonce: 'other', loginHint: null })).toMatchObject({
      ok: false,
      code: 'CONNECT_FAILED',
    });
  });

  test('cannot be withdrawn from here, and says where it can', async () => {
    const { provider } = aProvider(atSandbox());
    expect(await provider.revoke('rt')).toBe('none');
    expect(provider.afterDisconnect).toMatch(/myapps\.microsoft\.com/);
    expect(aProvider(anApp({ cloud: 'usgov' })).provider.afterDisconnect).not.toMatch(/microsoft\.com/);
  });
});

describe('a mailbox over SMTP', () => {
  const LOCKED: LoginCheck = {
    ok: false,
    mender: 'admin',
    code: '535 5.7.139',
    reason: 'SMTP is off.',
    next: 'Ask your administrator.',
  };

  test('has an access token of its own, from the same refresh token, which really lets in', async () => {
    const { provider, looked, asked } = aProvider(atSandbox({ baseScope: 'smtp' }));
    const grant = await signedIn(provider, ANNA);
    const mailbox = await provider.openMailbox(grant, { nonce: 'nonce', loginHint: null });
    if (!mailbox.ok) throw new Error(mailbox.sentence);
    expect(asked.map(({ grant_type, scope }) => [grant_type, scope])).toEqual([
      ['authorization_code', 'User.Read offline_access openid profile'],
      ['refresh_token', `${SMTP_SEND} offline_access`],
    ]);
    expect(mailbox).toMatchObject({ address: ANNA.address, trouble: null });
    expect(mailbox.grant.scopes).toEqual(expect.arrayContaining(['User.Read', SMTP_SEND]));
    expect(looked).toEqual([{ address: ANNA.address, accessToken: mailbox.grant.accessToken }]);
    expect(await sandbox.tokenInfo(mailbox.grant.accessToken)).toMatchObject({ active: true, smtp: true, imap: false });
    expect(await sandbox.tokenInfo(grant.accessToken)).toMatchObject({ smtp: false });
  });

  test('is refreshed for Outlook alone', async () => {
    const { provider, asked } = aProvider(atSandbox({ baseScope: 'smtp' }));
    const mailbox = await provider.openMailbox(await signedIn(provider, ANNA), { nonce: 'nonce', loginHint: null });
    if (!mailbox.ok) throw new Error(mailbox.sentence);
    const { accessToken } = await refreshed(provider, mailbox.grant);
    expect(asked.at(-1)).toMatchObject({ scope: `${SMTP_SEND} offline_access` });
    expect(await sandbox.tokenInfo(accessToken)).toMatchObject({ smtp: true });
  });

  test('and IMAP has both permissions in one', async () => {
    const { provider } = aProvider(atSandbox({ baseScope: 'imap-smtp' }));
    const mailbox = await provider.openMailbox(await signedIn(provider, ANNA), { nonce: 'nonce', loginHint: null });
    if (!mailbox.ok) throw new Error(mailbox.sentence);
    expect(await sandbox.tokenInfo(mailbox.grant.accessToken)).toMatchObject({ smtp: true, imap: true });
  });

  test.each([
    ['admin', 'needs-admin'],
    ['user', 'needs-reconnect'],
    ['operator', 'operator-fault'],
    ['later', null],
  ] as const)('that does not let in because of the %s is connected all the same: %s', async (mender, state) => {
    const { provider } = aProvider(atSandbox({ baseScope: 'smtp' }), { ...LOCKED, mender });
    expect(await provider.openMailbox(await signedIn(provider, ANNA), { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: true,
      trouble: state && { state, reason: 'SMTP is off.', next: 'Ask your administrator.' },
    });
  });

  test('without Graph the login has to prove the address', async () => {
    const scopes = [SMTP_SEND];
    const good = aProvider(atSandbox({ baseScope: 'smtp', scopes })).provider;
    expect(await good.openMailbox(await signedIn(good, ANNA), { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: true,
      address: ANNA.address,
      hinted: true,
    });
    const locked = aProvider(atSandbox({ baseScope: 'smtp', scopes }), LOCKED).provider;
    expect(await locked.openMailbox(await signedIn(locked, ANNA), { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: false,
      code: 'CONNECT_NEEDS_ADMIN',
    });
  });

  test('takes only an address for one: what else is given would be written into the login', async () => {
    const { provider, looked } = aProvider(atSandbox({ baseScope: 'smtp', scopes: [SMTP_SEND] }));
    const loginHint = `${ANNA.address}\x01auth=Bearer somebody-elses\x01\x01`;
    expect(await provider.openMailbox(await signedIn(provider, ANNA), { nonce: 'nonce', loginHint })).toMatchObject({
      ok: false,
      code: 'ADDRESS_NEEDED',
    });
    expect(looked).toEqual([]);
  });

  test('that is imported proves itself first', async () => {
    const { provider } = aProvider(atSandbox({ baseScope: 'smtp' }));
    const { idToken: _imported, ...grant } = await refreshed(provider, await signedIn(provider, ANNA), []);
    const mailbox = await provider.openMailbox(grant, { nonce: null, loginHint: null });
    if (!mailbox.ok) throw new Error(mailbox.sentence);
    expect(mailbox.address).toBe(ANNA.address);
    expect(await sandbox.tokenInfo(mailbox.grant.accessToken)).toMatchObject({ smtp: true });
    expect(mailbox.grant.refreshToken).not.toBe(grant.refreshToken);
  });
});
