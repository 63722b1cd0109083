import { afterEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import type { Grant, MailProvider } from '../../../../server/accounts/providers/mailProvider.ts';
import { providerOfApp } from '../../../../server/accounts/providers/providerOfApp.ts';
import type { LoginCheck } from '../../../../server/mail/loginCheck.ts';
import { appOfSettings, type OAuthApp } from '../../../../server/oauth/oauthApp.ts';
import { challengeOf, newVerifier } from '../../../../server/oauth/pkce.ts';
import { type AnOidcProvider, anOidcProvider, OIDC_PEOPLE, type OidcOptions } from '../../../support/anOidcProvider.ts';

const REDIRECT = 'http://localhost:4999/api/email/auth/post/callback';
const [MIA, TOM] = OIDC_PEOPLE as [(typeof OIDC_PEOPLE)[0], (typeof OIDC_PEOPLE)[0]];
const SMTP = { host: 'smtp.post.example', port: 587, security: 'starttls', auth: 'oauthbearer' } as const;

const open: AnOidcProvider[] = [];
afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

interface House {
  post: AnOidcProvider;
  provider: MailProvider;
  app: OAuthApp;
  looked: { address: string; accessToken: string }[];
}

async function house(
  options: OidcOptions = {},
  change: (post: AnOidcProvider) => Partial<OAuthApp> = () => ({}),
  login: LoginCheck = { ok: true },
): Promise<House> {
  const post = await anOidcProvider(options);
  open.push(post);
  post.allowRedirect(REDIRECT);
  const app = { ...genericApp(post), ...change(post) };
  const looked: House['looked'] = [];
  const provider = providerOfApp({
    fetch,
    clock: Date.now,
    newId: () => 'id',
    timeoutMs: 5000,
    readMe: () => () => Promise.reject(new Error('There is no Graph here.')),
    checkLogin: (_wire, as) => {
      looked.push(as);
      return Promise.resolve(login);
    },
  })(app);
  return { post, provider, app, looked };
}

function genericApp(post: AnOidcProvider): OAuthApp {
  const { authorityUrl: _none, ...settings } = appOfSettings({
    clientId: post.clientId,
    clientSecret: post.clientSecret ?? '',
    tenant: 'common',
    authorityUrl: '',
    graphUrl: '',
  });
  return {
    ...settings,
    key: 'post',
    name: 'Post',
    kind: 'generic',
    baseScope: 'smtp',
    rotation: 'strict',
    smtp: SMTP,
    urls: { issuer: post.issuer },
  };
}

interface Trip {
  prompt?: string | null;
  person?: { email: string };
  nonce?: string;
}

async function trip({ post, provider }: House, { prompt = 'consent', person = MIA, nonce = 'nonce' }: Trip = {}) {
  const verifier = newVerifier(randomBytes);
  const scopes = provider.scopesFor([]);
  const ask = { state: 'state', nonce, challenge: challengeOf(verifier), redirectUri: REDIRECT, scopes, prompt, loginHint: null };
  const back = new URL(await post.signIn(await provider.authorizeUrl(ask), { login: person.email }));
  expect(back.searchParams.get('state')).toBe('state');
  const code = back.searchParams.get('code') ?? '';
  return { code, verifier, redeem: () => provider.redeem({ code, verifier, redirectUri: REDIRECT, scopes }) };
}

async function granted(at: House, how: Trip = {}): Promise<Grant> {
  const { redeem } = await trip(at, how);
  const grant = await redeem();
  if (!grant.ok) throw new Error(grant.failure.help);
  return grant;
}

const refreshTokenOf = (grant: Grant): string => grant.refreshToken ?? 'none came';

describe('a provider that describes itself', () => {
  test('is asked for what OpenID Connect calls it, with PKCE', async () => {
    const { provider, post } = await house();
    const ask = { state: 's', nonce: 'n', challenge: 'c', redirectUri: REDIRECT, scopes: provider.scopesFor([]) };
    const url = new URL(await provider.authorizeUrl({ ...ask, prompt: null, loginHint: 'mia@post.example' }));
    expect(url.origin + url.pathname).toBe(`${post.issuer}/auth`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: post.clientId,
      response_type: 'code',
      redirect_uri: REDIRECT,
      scope: 'openid email profile offline_access',
      state: 's',
      nonce: 'n',
      code_challenge: 'c',
      code_challenge_method: 'S256',
      login_hint: 'mia@post.example',
    });
  });

  test('proves the person by id_token and user info, and a login to the mail server is tried', async () => {
    const at = await house();
    const grant = await granted(at);
    const mailbox = await at.provider.openMailbox(grant, { nonce: 'nonce', loginHint: null });
    expect(mailbox).toMatchObject({
      ok: true,
      identity: { tid: at.post.issuer, oid: MIA.sub, name: 'Mia Post' },
      address: MIA.email,
      trouble: null,
    });
    expect(at.looked).toEqual([{ address: MIA.email, accessToken: grant.accessToken }]);
    expect(await at.post.whose(grant.accessToken)).toMatchObject({ email: MIA.email });
  });

  test('may say the address in the id_token', async () => {
    const at = await house({ claimsInIdToken: true });
    expect(await at.provider.openMailbox(await granted(at), { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: true,
      address: MIA.email,
    });
  });

  test('gives lasting permission only with prompt=consent, which is asked for on a second trip', async () => {
    const at = await house();
    expect(at.provider.consentForRefresh).toBe(true);
    expect((await granted(at, { prompt: null })).refreshToken).toBeUndefined();
    expect((await granted(at, { prompt: 'consent' })).refreshToken).toEqual(expect.any(String));
  });

  test('proves an imported permission too, which came without a nonce', async () => {
    const at = await house();
    const first = await granted(at);
    const grant = await at.provider.refresh(refreshTokenOf(first), []);
    if (!grant.ok) throw new Error(grant.failure.help);
    expect(await at.provider.openMailbox(grant, { nonce: null, loginHint: null })).toMatchObject({
      ok: true,
      identity: { tid: at.post.issuer, oid: MIA.sub },
      address: MIA.email,
    });
  });

  test('refuses a sign-in that belongs to another', async () => {
    const at = await house();
    const grant = await granted(at, { nonce: 'mine' });
    expect(await at.provider.openMailbox(grant, { nonce: 'yours', loginHint: null })).toMatchObject({
      ok: false,
      code: 'CONNECT_FAILED',
      provider: { help: expect.stringMatching(/another sign-in/) },
    });
  });

  test.each([
    ['in the form', 'client_secret_post'],
    ['in the Basic header', 'client_secret_basic'],
    ['not at all', 'none'],
  ] as const)('takes the secret %s', async (_name, clientAuth) => {
    const at = await house({ clientAuth }, () => (clientAuth === 'none' ? { credential: { kind: 'none' } } : {}));
    const grant = await granted(at);
    expect(await at.provider.refresh(refreshTokenOf(grant), grant.scopes)).toMatchObject({ ok: true });
  });

  test('a wrong secret is the operator’s fault', async () => {
    const at = await house({}, () => ({ credential: { kind: 'secret', secret: 'another' } }));
    const { redeem } = await trip(at);
    expect(await redeem()).toMatchObject({ ok: false, mender: 'operator', failure: { error: 'invalid_client' } });
  });

  test('a code without its verifier is good for nothing', async () => {
    const at = await house();
    const { code } = await trip(at);
    expect(
      await at.provider.redeem({ code, verifier: newVerifier(randomBytes), redirectUri: REDIRECT, scopes: [] }),
    ).toMatchObject({
      ok: false,
      failure: { error: 'invalid_grant' },
    });
  });

  test('a no is a no', async () => {
    const { provider, post } = await house();
    const ask = { state: 's', nonce: 'n', challenge: challengeOf('v'), redirectUri: REDIRECT, scopes: provider.scopesFor([]) };
    const url = await provider.authorizeUrl({ ...ask, prompt: null, loginHint: null });
    const back = new URL(await post.signIn(url, { login: MIA.email, decision: 'deny' }));
    expect(provider.explain(Object.fromEntries(back.searchParams))).toMatchObject({ mender: 'declined' });
  });
});

describe('refresh tokens that are good once', () => {
  test('are exchanged for new ones', async () => {
    const at = await house();
    const first = await granted(at);
    const second = await at.provider.refresh(refreshTokenOf(first), first.scopes);
    if (!second.ok) throw new Error(second.failure.help);
    expect(second.refreshToken).not.toBe(first.refreshToken);
    expect(await at.provider.refresh(refreshTokenOf(second), first.scopes)).toMatchObject({ ok: true });
    expect(at.post.counts).toMatchObject({ refreshes: 2, reuses: 0 });
  });

  test('end with their whole family when one comes twice, and the person has to sign in again', async () => {
    const at = await house();
    const first = await granted(at);
    const second = await at.provider.refresh(refreshTokenOf(first), first.scopes);
    if (!second.ok) throw new Error(second.failure.help);
    expect(await at.provider.refresh(refreshTokenOf(first), first.scopes)).toMatchObject({
      ok: false,
      mender: 'user',
      failure: { error: 'invalid_grant', help: expect.stringMatching(/Post no longer accepts.*Connect the mailbox again/) },
    });
    expect(await at.provider.refresh(refreshTokenOf(second), first.scopes)).toMatchObject({ ok: false, mender: 'user' });
    expect(at.post.counts.reuses).toBe(1);
  });

  test('are never sent twice: an answer that was lost is told', async () => {
    const at = await house();
    const first = await granted(at);
    at.post.loseAnswers(1);
    expect(await at.provider.refresh(refreshTokenOf(first), first.scopes)).toMatchObject({
      ok: false,
      mender: 'later',
      lost: true,
    });
    expect(at.post.counts).toMatchObject({ refreshes: 1, reuses: 0 });
  });

  test('are withdrawn on disconnecting', async () => {
    const at = await house();
    const grant = await granted(at);
    expect(await at.provider.revoke(refreshTokenOf(grant))).toBe('revoked');
    expect(await at.provider.refresh(refreshTokenOf(grant), grant.scopes)).toMatchObject({ ok: false, mender: 'user' });
  });
});

describe('whose mailbox it is', () => {
  const ADMIN_LOCKED = {
    ok: false,
    mender: 'admin',
    code: '535',
    reason: 'SMTP is off.',
    next: 'Ask your administrator.',
  } as const;

  test('a verified address stays connected when the mail server does not let in, with the reason', async () => {
    const at = await house({}, undefined, ADMIN_LOCKED);
    expect(await at.provider.openMailbox(await granted(at), { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: true,
      trouble: { state: 'needs-admin', reason: 'SMTP is off.', next: 'Ask your administrator.' },
    });
  });

  test('a mail server that cannot be asked is no trouble of a verified mailbox', async () => {
    const at = await house({}, undefined, { ...ADMIN_LOCKED, mender: 'later' });
    expect(await at.provider.openMailbox(await granted(at), { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: true,
      trouble: null,
    });
  });

  test.each([
    ['a login that succeeds proves an unverified address', null, { ok: true }, { ok: true, address: TOM.email }],
    [
      'the address that was asked for goes before it',
      'office@post.example',
      { ok: true },
      { ok: true, address: 'office@post.example' },
    ],
    ['without the login it is refused', null, ADMIN_LOCKED, { ok: false, code: 'CONNECT_NEEDS_ADMIN' }],
    [
      'also while the mail server cannot be asked',
      null,
      { ...ADMIN_LOCKED, mender: 'later' },
      { ok: false, code: 'PROVIDER_UNAVAILABLE' },
    ],
    ['what is no address is refused', 'office', { ok: true }, { ok: false, code: 'ADDRESS_NEEDED' }],
  ] as [string, string | null, LoginCheck, object][])('%s', async (_name, loginHint, login, end) => {
    const at = await house({}, undefined, login);
    const grant = await granted(at, { person: TOM });
    expect(await at.provider.openMailbox(grant, { nonce: 'nonce', loginHint })).toMatchObject(end);
  });
});

describe('a provider whose addresses were set by hand', () => {
  const byHand = (more: (post: AnOidcProvider) => OAuthApp['urls']) => (post: AnOidcProvider) => ({
    urls: { authorizeUrl: `${post.issuer}/auth`, tokenUrl: `${post.issuer}/token`, ...more(post) },
    scopes: ['openid', 'email', 'offline_access'],
  });

  test('with user info: that says who it is', async () => {
    const at = await house(
      {},
      byHand(({ issuer }) => ({ userinfoUrl: `${issuer}/me` })),
    );
    expect(await at.provider.openMailbox(await granted(at), { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: true,
      identity: { tid: new URL(at.post.issuer).host, oid: MIA.sub },
      address: MIA.email,
    });
  });

  test('without: the address that was given, once a login has proven it', async () => {
    const at = await house(
      {},
      byHand(() => ({})),
    );
    const grant = await granted(at);
    expect(await at.provider.openMailbox(grant, { nonce: 'nonce', loginHint: 'Box@Post.example' })).toMatchObject({
      ok: true,
      identity: { tid: new URL(at.post.issuer).host, oid: 'box@post.example' },
      address: 'Box@Post.example',
      hinted: true,
    });
    // A name beside it makes no other mailbox of it.
    expect(await at.provider.openMailbox(grant, { nonce: 'nonce', loginHint: 'Me <Box@Post.example>' })).toMatchObject({
      identity: { oid: 'box@post.example' },
      address: 'Box@Post.example',
    });
    expect(await at.provider.openMailbox(grant, { nonce: 'nonce', loginHint: null })).toMatchObject({
      ok: false,
      code: 'ADDRESS_NEEDED',
      sentence: expect.stringMatching(/give its address/),
    });
    expect(await at.provider.revoke('x')).toBe('none');
  });

  test('sign-in has to be possible', async () => {
    const { provider } = await house({}, () => ({ urls: { tokenUrl: 'https://post.example/token' } }));
    const ask = { state: 's', nonce: 'n', challenge: 'c', redirectUri: REDIRECT, scopes: [], prompt: null, loginHint: null };
    await expect(provider.authorizeUrl(ask)).rejects.toMatchObject({
      code: 'OPERATOR_FAULT',
      message: expect.stringMatching(/signing in/),
    });
    expect(await provider.refresh('r', [])).toMatchObject({ ok: false, mender: 'operator' });
  });
});

describe('an app without a mail server', () => {
  test.each<[string, Partial<OAuthApp>, RegExp]>([
    ['SMTP', { smtp: null }, /no SMTP server/],
    ['IMAP', { baseScope: 'imap-smtp' }, /no IMAP server/],
  ])('for %s connects nothing and says who mends it', async (_name, change, sentence) => {
    const at = await house({}, () => change);
    const ask = { state: 's', nonce: 'n', challenge: 'c', redirectUri: REDIRECT, scopes: [], prompt: null, loginHint: null };
    await expect(at.provider.authorizeUrl(ask)).rejects.toMatchObject({
      code: 'OPERATOR_FAULT',
      message: expect.stringMatching(sentence),
    });
    const grant = { ok: true, accessToken: 'a', expiresAt: 0, scopes: [] } as const;
    expect(await at.provider.openMailbox({ ...grant, scopes: [] }, { nonce: null, loginHint: null })).toMatchObject({
      ok: false,
      code: 'OPERATOR_FAULT',
    });
    expect(await at.provider.refresh('r', [])).toMatchObject({
      ok: false,
      mender: 'operator',
      failure: { error: 'no_mail_server' },
    });
  });

  test('with both checks both', async () => {
    const imap = { ...SMTP, host: 'imap.post.example', port: 993, security: 'tls' } as const;
    const { provider } = await house({}, () => ({ baseScope: 'imap-smtp', imap }));
    expect(provider.wire).toEqual({ kind: 'smtp', smtp: SMTP, imap });
  });
});
