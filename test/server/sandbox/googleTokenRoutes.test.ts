import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { askGoogle, GMAIL_SEND, googleAnswer, GOOGLE_REDIRECT, googleTokensFor, postGmail } from '../../support/googleTokens.ts';

const GRACE = 'grace.holt@gmail.example';
const OMAR = 'omar@tailspin.example';
let sandbox: Sandbox;
let now = Date.parse('2026-11-20T18:00:00Z');

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => now });
});
afterEach(() => sandbox.close());

const CODE = { grant_type: 'authorization_code', redirect_uri: GOOGLE_REDIRECT };
const codeOf = async (extra: Record<string, string> = {}) => (await googleAnswer(sandbox, { address: GRACE }, extra)).code;
const refresh = (refresh_token: string | undefined, more: Record<string, string> = {}) =>
  askGoogle(sandbox, { grant_type: 'refresh_token', refresh_token, ...more });

test('the description names every address, and the issuer is its own', async () => {
  const { google } = sandbox;
  const answer = await fetch(`${google.issuer}/.well-known/openid-configuration`);
  expect(await answer.json()).toMatchObject({
    issuer: google.issuer,
    authorization_endpoint: google.authorizeUrl,
    token_endpoint: google.tokenUrl,
    revocation_endpoint: google.revocationUrl,
    userinfo_endpoint: google.userinfoUrl,
    jwks_uri: `${google.issuer}/oauth2/v3/certs`,
  });
});

describe('a code', () => {
  test('becomes tokens that are what they say', async () => {
    const code = (await googleAnswer(sandbox, { address: OMAR }, { nonce: 'n-1' })).code;
    const { status, body } = await askGoogle(sandbox, { ...CODE, code });
    expect([status, body]).toEqual([
      200,
      {
        access_token: expect.stringMatching(/^ya29\./),
        expires_in: 3599,
        refresh_token: expect.stringMatching(/^1\/\//),
        scope: expect.stringContaining(GMAIL_SEND),
        token_type: 'Bearer',
        id_token: expect.any(String),
      },
    ]);
    const keys = createRemoteJWKSet(new URL(`${sandbox.google.issuer}/oauth2/v3/certs`));
    const checks = { issuer: sandbox.google.issuer, audience: sandbox.google.clientId, currentDate: new Date(now) };
    const { payload } = await jwtVerify(body.id_token ?? '', keys, checks);
    expect(payload).toMatchObject({
      sub: '104729000000000000002',
      email: OMAR,
      email_verified: true,
      hd: 'tailspin.example',
      name: 'Omar Haddad',
      nonce: 'n-1',
      at_hash: createHash('sha256').update(body.access_token).digest().subarray(0, 16).toString('base64url'),
    });
  });

  test('tells of an address that was never proven, and nothing that was not asked for', async () => {
    const uma = await googleTokensFor(sandbox, 'uma@elsewhere.example', { scope: 'openid email' });
    const bare = await googleTokensFor(sandbox, GRACE, { scope: GMAIL_SEND });
    const claims = JSON.parse(Buffer.from(uma.id_token?.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect(claims).toMatchObject({ email: 'uma@elsewhere.example', email_verified: false });
    expect([Object.keys(claims).includes('name'), bare.id_token]).toEqual([false, undefined]);
  });

  const verifier = 'v'.repeat(50);
  const challenge = {
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  const pkce: [string, Record<string, string>, string | undefined, string | undefined][] = [
    ['with its verifier', challenge, verifier, undefined],
    ['with another verifier', challenge, 'w'.repeat(50), 'Invalid code verifier.'],
    ['without a verifier', challenge, undefined, 'Missing code verifier.'],
    ['with a verifier for no challenge', {}, verifier, 'code_verifier or verifier is not needed.'],
    ['plain', { code_challenge: verifier }, verifier, undefined],
  ];
  test.each(pkce)('PKCE: %s', async (_name, extra, code_verifier, said) => {
    const { body } = await askGoogle(sandbox, { ...CODE, code: await codeOf(extra), code_verifier });
    expect([body.error, body.error_description]).toEqual(said === undefined ? [undefined, undefined] : ['invalid_grant', said]);
  });

  test('works once, for ten minutes, at the same address', async () => {
    const code = await codeOf();
    const elsewhere = await askGoogle(sandbox, { ...CODE, code, redirect_uri: `${GOOGLE_REDIRECT}/` });
    const first = await askGoogle(sandbox, { ...CODE, code });
    const second = await askGoogle(sandbox, { ...CODE, code });
    const late = await codeOf();
    now += 600_000;
    const expired = await askGoogle(sandbox, { ...CODE, code: late });
    expect([elsewhere.body.error, first.status, second.body.error, expired.body.error]).toEqual([
      'redirect_uri_mismatch',
      200,
      'invalid_grant',
      'invalid_grant',
    ]);
  });
});

describe('who may ask for tokens', () => {
  const cases: [string, Record<string, string | undefined>, number, string, string][] = [
    ['no grant_type', {}, 400, 'invalid_request', 'Required parameter is missing: grant_type'],
    ['no client', { ...CODE, client_id: undefined }, 400, 'invalid_request', 'Could not determine client ID from request.'],
    ['an unknown client', { ...CODE, client_id: 'x' }, 401, 'invalid_client', 'The OAuth client was not found.'],
    ['no secret', { ...CODE, client_secret: undefined }, 400, 'invalid_request', 'client_secret is missing.'],
    ['a wrong secret', { ...CODE, client_secret: 'x' }, 401, 'invalid_client', 'Unauthorized'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 'Invalid grant_type: password'],
    ['a code that never was', { ...CODE, code: 'x' }, 400, 'invalid_grant', 'Malformed auth code.'],
    ['a refresh token that never was', { grant_type: 'refresh_token', refresh_token: 'x' }, 400, 'invalid_grant', 'Bad Request'],
  ];
  test.each(cases)('%s', async (_name, form, status, error, error_description) => {
    expect(await askGoogle(sandbox, form)).toEqual({ status, body: { error, error_description } });
  });

  test('the secret may come by Basic; a deleted one is as good as none', async () => {
    const { clientId, clientSecret } = sandbox.google;
    const authorization = `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(clientSecret)}`).toString('base64')}`;
    const form = { client_id: undefined, client_secret: undefined, ...CODE };
    const good = await askGoogle(sandbox, { ...form, code: await codeOf() }, { authorization });
    sandbox.settings.clientSecretState = 'expired';
    const bad = await askGoogle(sandbox, { ...CODE, code: await codeOf() });
    expect([good.status, bad.status, bad.body.error]).toEqual([200, 401, 'invalid_client']);
  });

  test('a device gets no code: the client is of the wrong type', async () => {
    const answer = await fetch(`${sandbox.google.issuer}/device/code`, { method: 'POST', body: new URLSearchParams() });
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: 'invalid_client' }]);
  });
});

describe('a refresh token', () => {
  test('comes at the first consent and with prompt=consent, for offline access only', async () => {
    const online = await googleTokensFor(sandbox, OMAR, { access_type: 'online' });
    const first = await googleTokensFor(sandbox, GRACE);
    const second = await googleTokensFor(sandbox, GRACE);
    const forced = await googleTokensFor(sandbox, GRACE, { prompt: 'consent' });
    const given = [online, first, second, forced].map((body) => body.refresh_token !== undefined);
    expect(given).toEqual([false, true, false, true]);
  });

  test('stays the same and good; answers carry none; the id_token has no nonce', async () => {
    const { refresh_token } = await googleTokensFor(sandbox, GRACE, { nonce: 'n' });
    const answers = [await refresh(refresh_token), await refresh(refresh_token)];
    expect(answers.map(({ status, body }) => [status, body.refresh_token])).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    const claims = JSON.parse(Buffer.from(answers[0]?.body.id_token?.split('.')[1] ?? '', 'base64url').toString()) as object;
    expect([claims, Object.keys(claims).includes('nonce')]).toMatchObject([{ email: GRACE }, false]);
  });

  test('gives less when asked for less, and refuses more', async () => {
    const { refresh_token } = await googleTokensFor(sandbox, GRACE);
    const less = await refresh(refresh_token, { scope: GMAIL_SEND });
    const more = await refresh(refresh_token, { scope: 'https://mail.google.com/' });
    expect([less.body.scope, more.body.error]).toEqual([GMAIL_SEND, 'invalid_scope']);
  });

  test('is pushed out by the hundredth newer one', async () => {
    const first = await googleTokensFor(sandbox, GRACE);
    for (let n = 1; n < 100; n += 1) await googleTokensFor(sandbox, GRACE, { prompt: 'consent' });
    const still = await refresh(first.refresh_token);
    await googleTokensFor(sandbox, GRACE, { prompt: 'consent' });
    expect([still.status, (await refresh(first.refresh_token)).body.error]).toEqual([200, 'invalid_grant']);
  });
});

const revoke = async (token: string, inQuery = false) => {
  const url = inQuery
    ? `${sandbox.google.revocationUrl}?${new URLSearchParams({ token }).toString()}`
    : sandbox.google.revocationUrl;
  const answer = await fetch(url, { method: 'POST', ...(inQuery ? {} : { body: new URLSearchParams({ token }) }) });
  return { status: answer.status, body: (await answer.json()) as { error?: string } };
};

describe('revocation', () => {
  const cases: ['access_token' | 'refresh_token', boolean][] = [
    ['access_token', false],
    ['refresh_token', true],
  ];
  test.each(cases)('by %s (in the query: %s) ends the whole grant and forgets the consent', async (which, inQuery) => {
    const first = await googleTokensFor(sandbox, GRACE);
    const revoked = await revoke(first[which] ?? '', inQuery);
    const refreshed = await refresh(first.refresh_token);
    const sent = await postGmail(sandbox, first.access_token, 'To: a@receivers.example\r\n\r\nHi');
    const next = await googleTokensFor(sandbox, GRACE);
    expect([revoked.status, revoked.body, sent.status]).toEqual([200, {}, 401]);
    expect(refreshed.body).toEqual({ error: 'invalid_grant', error_description: 'Token has been expired or revoked.' });
    expect([next.refresh_token !== undefined, (await refresh(next.refresh_token)).status]).toEqual([true, 200]);
  });

  test('leaves other people alone, and knows nothing of foreign or spent tokens', async () => {
    const omar = await googleTokensFor(sandbox, OMAR);
    const grace = await googleTokensFor(sandbox, GRACE);
    await revoke(grace.refresh_token ?? '');
    const twice = await revoke(grace.refresh_token ?? '');
    const nonsense = await revoke('nonsense');
    expect([(await refresh(omar.refresh_token)).status, twice.status, nonsense]).toEqual([
      200,
      400,
      { status: 400, body: { error: 'invalid_token', error_description: 'Token expired or revoked' } },
    ]);
  });

  test('by the administrator ends it too', async () => {
    const { refresh_token } = await googleTokensFor(sandbox, GRACE);
    sandbox.revoke(GRACE);
    expect((await refresh(refresh_token)).body.error_description).toBe('Token has been expired or revoked.');
  });
});

describe('userinfo', () => {
  const ask = async (token: string, path = sandbox.google.userinfoUrl) => {
    const answer = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  test('says who it is, under both of its addresses', async () => {
    const { access_token } = await googleTokensFor(sandbox, OMAR);
    const answer = await ask(access_token);
    expect(answer).toMatchObject({ status: 200, body: { sub: '104729000000000000002', email: OMAR, hd: 'tailspin.example' } });
    expect(await ask(access_token, `${sandbox.google.issuer}/v1/userinfo`)).toEqual(answer);
  });

  test('is for good tokens only', async () => {
    sandbox.settings.accessTokenSeconds = 60;
    const { access_token } = await googleTokensFor(sandbox, OMAR);
    now += 60_000;
    expect([(await ask(access_token)).status, (await ask('x')).status]).toEqual([401, 401]);
  });
});

test('grants, consents and revocations live through a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-google-'));
  const stateFile = join(folder, 'state.jsonl');
  const before = await startSandbox({ port: 0, stateFile });
  const [grace, omar] = [await googleTokensFor(before, GRACE), await googleTokensFor(before, OMAR)];
  before.revoke(OMAR);
  await before.close();
  const after = await startSandbox({ port: 0, stateFile });
  const asked = await Promise.all(
    [grace, omar].map(({ refresh_token }) => askGoogle(after, { grant_type: 'refresh_token', refresh_token })),
  );
  const again = await googleTokensFor(after, GRACE);
  await after.close();
  await rm(folder, { recursive: true });
  expect([asked[0]?.status, asked[1]?.body.error_description, again.refresh_token]).toEqual([
    200,
    'Token has been expired or revoked.',
    undefined,
  ]);
});

test('token requests are counted by grant, and fail on request', async () => {
  const { refresh_token } = await googleTokensFor(sandbox, GRACE);
  sandbox.faults.next('POST /google/token', { status: 503 });
  const failed = await refresh(refresh_token);
  expect([failed.status, failed.body.error, (await refresh(refresh_token)).status]).toEqual([503, 'internal_failure', 200]);
  expect(sandbox.requests.count('POST /google/token')).toBe(3);
  expect(sandbox.requests.count('POST /google/token grant_type=refresh_token')).toBe(1);
});
