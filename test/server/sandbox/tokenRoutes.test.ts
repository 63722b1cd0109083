import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { askToken, codeFor, postMail, mailTo, REDIRECT_URI, tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const DAY = 24 * 3600 * 1000;
let sandbox: Sandbox;
let now = Date.parse('2026-11-20T18:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => now });
});
afterAll(() => sandbox.close());

const CODE = { grant_type: 'authorization_code', redirect_uri: REDIRECT_URI };

describe('metadata', () => {
  const cases: [string, string][] = [
    ['common', '{tenantid}'],
    ['organizations', '{tenantid}'],
    ['consumers', '9188040d-6c67-4c5b-b112-36a304b66dad'],
    ['contoso.example', '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10'],
  ];
  test.each(cases)('of %s names the issuer %s', async (tenant, tid) => {
    const answer = await fetch(`${sandbox.url}/${tenant}/v2.0/.well-known/openid-configuration`);
    expect(await answer.json()).toMatchObject({
      issuer: `${sandbox.url}/${tid}/v2.0`,
      authorization_endpoint: `${sandbox.url}/${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${sandbox.url}/${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${sandbox.url}/${tenant}/discovery/v2.0/keys`,
    });
  });

  test('of an unknown tenant is refused', async () => {
    const answer = await fetch(`${sandbox.url}/nowhere.example/v2.0/.well-known/openid-configuration`);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: 'invalid_tenant', error_codes: [90002] }]);
  });

  test('of the instance names this host', async () => {
    const answer = await fetch(
      `${sandbox.url}/common/discovery/instance?api-version=1.1&authorization_endpoint=${sandbox.url}/common/oauth2/v2.0/authorize`,
    );
    expect(await answer.json()).toMatchObject({
      tenant_discovery_endpoint: `${sandbox.url}/common/v2.0/.well-known/openid-configuration`,
    });
  });
});

describe('a code', () => {
  test('becomes tokens that are what they say', async () => {
    const code = await codeFor(sandbox, ANNA, { nonce: 'n-1' });
    const { body } = await askToken(sandbox, { ...CODE, code, client_info: '1' });
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: 'Mail.Send User.Read profile openid email' });
    const keys = createRemoteJWKSet(new URL(`${sandbox.url}/common/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(body.id_token ?? '', keys, {
      audience: sandbox.app.clientId,
      currentDate: new Date(now),
    });
    expect(payload).toMatchObject({
      iss: `${sandbox.url}/${String(payload.tid)}/v2.0`,
      nonce: 'n-1',
      tid: '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10',
      oid: 'a1b0c9d8-0001-4e1f-8a2b-000000000001',
      preferred_username: ANNA,
      email: ANNA,
      name: 'Anna Berger',
    });
    expect(decodeJwt(body.access_token)).toMatchObject({
      aud: '00000003-0000-0000-c000-000000000000',
      scp: expect.stringContaining('Mail.Send'),
    });
    expect(JSON.parse(Buffer.from(String(body.client_info), 'base64url').toString())).toEqual({
      uid: payload.oid,
      utid: payload.tid,
    });
  });

  test('brings only what was asked for', async () => {
    const bare = await tokensFor(sandbox, ANNA, 'Mail.Send');
    const named = await tokensFor(sandbox, ANNA, 'openid https://graph.microsoft.com/Mail.Send');
    expect([bare.refresh_token, bare.id_token]).toEqual([undefined, undefined]);
    expect(named.scope).toBe('https://graph.microsoft.com/Mail.Send profile openid email');
    expect(Object.keys(decodeJwt(named.id_token ?? ''))).not.toContain('preferred_username');
  });

  test('works once', async () => {
    const code = await codeFor(sandbox, ANNA);
    await askToken(sandbox, { ...CODE, code });
    expect(await askToken(sandbox, { ...CODE, code })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [54005] },
    });
  });

  test('lives ten minutes', async () => {
    const code = await codeFor(sandbox, ANNA);
    now += 600_000;
    expect(await askToken(sandbox, { ...CODE, code })).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [70008] },
    });
  });

  test('needs the same tenant and the same redirect URI again', async () => {
    const code = await codeFor(sandbox, ANNA);
    const elsewhere = await askToken(sandbox, { ...CODE, code }, { tenant: 'organizations' });
    const other = await askToken(sandbox, { ...CODE, code, redirect_uri: `${REDIRECT_URI}/` });
    expect([elsewhere.body.error_codes, other.body.error_codes]).toEqual([[700005], [500112]]);
  });

  const verifier = 'v'.repeat(50);
  const s256 = createHash('sha256').update(verifier).digest('base64url');
  const pkce: [string, Record<string, string>, string | undefined, number | undefined][] = [
    ['S256 with its verifier', { code_challenge: s256, code_challenge_method: 'S256' }, verifier, undefined],
    ['S256 with another verifier', { code_challenge: s256, code_challenge_method: 'S256' }, 'w'.repeat(50), 501481],
    ['S256 without a verifier', { code_challenge: s256, code_challenge_method: 'S256' }, undefined, 501481],
    ['plain, because no method was given', { code_challenge: verifier }, verifier, undefined],
    ['no challenge at all', {}, undefined, undefined],
  ];
  test.each(pkce)('PKCE: %s', async (_name, challenge, code_verifier, aadsts) => {
    const code = await codeFor(sandbox, ANNA, challenge);
    const { body } = await askToken(sandbox, { ...CODE, code, code_verifier });
    expect(body.error_codes?.[0]).toBe(aadsts);
  });
});

const basic = (secret: string) =>
  `Basic ${Buffer.from(`${encodeURIComponent(sandbox.app.clientId)}:${encodeURIComponent(secret)}`).toString('base64')}`;

async function jsonToken(form: Record<string, string | undefined>) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${sandbox.url}/common/oauth2/v2.0/token`, {
    method: 'POST',
    headers,
    body: JSON.stringify(form),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('who may ask for tokens', () => {
  const refusals: [string, Record<string, string | undefined>, Record<string, string>, number, string, number][] = [
    ['no grant_type', {}, {}, 400, 'invalid_request', 900144],
    ['no client', { ...CODE, client_id: undefined }, {}, 400, 'invalid_request', 900144],
    ['an unknown client', { ...CODE, client_id: 'x' }, {}, 400, 'unauthorized_client', 700016],
    ['a wrong secret', { ...CODE, client_secret: 'x' }, {}, 401, 'invalid_client', 7000215],
    ['no secret', { ...CODE, client_secret: undefined }, {}, 401, 'invalid_client', 7000218],
    ['a browser', CODE, { origin: 'http://localhost:3000' }, 400, 'invalid_request', 9002326],
    ['no code', CODE, {}, 400, 'invalid_request', 900144],
    ['a code that never was', { ...CODE, code: 'nonsense' }, {}, 400, 'invalid_grant', 70000],
    ['another grant', { grant_type: 'password' }, {}, 400, 'unsupported_grant_type', 70003],
    ['no refresh token', { grant_type: 'refresh_token' }, {}, 400, 'invalid_request', 900144],
    ['a refresh token that never was', { grant_type: 'refresh_token', refresh_token: 'x' }, {}, 400, 'invalid_grant', 9002313],
    ['a JSON body', CODE, { 'content-type': 'application/json' }, 400, 'invalid_request', 900144],
  ];
  test.each(refusals)('%s', async (_name, form, headers, status, error, aadsts) => {
    // A body that is announced as JSON has to be JSON to get as far as the endpoint.
    const answer = headers['content-type'] === undefined ? await askToken(sandbox, form, { headers }) : await jsonToken(form);
    expect(answer).toMatchObject({ status, body: { error, error_codes: [aadsts] } });
    expect(answer.body).toMatchObject({
      error_description: expect.stringMatching(new RegExp(`^AADSTS${aadsts}: .* Trace ID: .* Correlation ID: .* Timestamp: `)),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
    });
  });

  test('the secret may come by Basic', async () => {
    const code = await codeFor(sandbox, ANNA);
    const form = { ...CODE, code, client_id: undefined, client_secret: undefined };
    const wrong = await askToken(sandbox, form, { headers: { authorization: basic('x') } });
    const right = await askToken(sandbox, form, { headers: { authorization: basic(sandbox.app.clientSecret) } });
    expect([wrong.status, right.status]).toEqual([401, 200]);
  });
});

const refresh = (refresh_token: string | undefined, more: Record<string, string> = {}) =>
  askToken(sandbox, { grant_type: 'refresh_token', refresh_token, ...more });

describe('a refresh token', () => {
  test.each([
    ['fabrikam.example', 400, 50020],
    ['consumers', 400, 50020],
    ['contoso.example', 200, undefined],
    ['organizations', 200, undefined],
  ])('is taken at %s with %i', async (tenant, status, number) => {
    const { refresh_token } = await tokensFor(sandbox, ANNA);
    const answer = await askToken(sandbox, { grant_type: 'refresh_token', refresh_token }, { tenant });
    expect([answer.status, answer.body.error, answer.body.error_codes?.[0]]).toEqual([
      status,
      number === undefined ? undefined : 'invalid_grant',
      number,
    ]);
  });

  test('is replaced at each use, and the old one stays good', async () => {
    const first = await tokensFor(sandbox, ANNA);
    const second = await refresh(first.refresh_token);
    const again = await refresh(first.refresh_token);
    expect([second.status, again.status]).toEqual([200, 200]);
    expect(new Set([first.refresh_token, second.body.refresh_token, again.body.refresh_token]).size).toBe(3);
  });

  test('takes its whole family along when reuse is forbidden', async () => {
    const first = await tokensFor(sandbox, ANNA);
    sandbox.settings.strictRotation = true;
    const second = await refresh(first.refresh_token);
    const reused = await refresh(first.refresh_token);
    const younger = await refresh(second.body.refresh_token);
    sandbox.settings.strictRotation = false;
    expect([second.status, reused.body.error, younger.body.error]).toEqual([200, 'invalid_grant', 'invalid_grant']);
  });

  test('dies after ninety days without use, not before', async () => {
    const first = await tokensFor(sandbox, ANNA);
    now += 90 * DAY;
    const second = await refresh(first.refresh_token);
    now += 90 * DAY + 1;
    const third = await refresh(second.body.refresh_token);
    expect([second.status, third.body.error, third.body.error_codes]).toEqual([200, 'invalid_grant', [700082]]);
  });

  test('gives less when asked for less, and refuses more', async () => {
    const { refresh_token } = await tokensFor(sandbox, ANNA);
    const less = await refresh(refresh_token, { scope: 'User.Read' });
    const more = await refresh(refresh_token, { scope: 'Mail.Send Mail.ReadWrite' });
    expect(less.body.scope).toBe('User.Read profile openid email');
    expect(more.body).toMatchObject({ error: 'invalid_grant', error_codes: [65001], suberror: 'consent_required' });
  });

  test('ends with revocation; access tokens end too when told so; a new sign-in works at once', async () => {
    const ben = 'ben@contoso.example';
    const first = await tokensFor(sandbox, ben);
    sandbox.revoke(ben);
    const revoked = await refresh(first.refresh_token);
    const stillSends = await postMail(sandbox, first.access_token, mailTo('x@receivers.example'));
    sandbox.revoke(ben, { accessTokens: true });
    const ended = await postMail(sandbox, first.access_token, mailTo('x@receivers.example'));
    const next = await tokensFor(sandbox, ben);
    const sendsAgain = await postMail(sandbox, next.access_token, mailTo('x@receivers.example'));
    expect(revoked.body).toMatchObject({ error: 'invalid_grant', error_codes: [50173] });
    expect([stillSends.status, ended.status, sendsAgain.status, (await refresh(next.refresh_token)).status]).toEqual([
      202, 401, 202, 200,
    ]);
  });
});

test('token requests are counted by grant', async () => {
  sandbox.requests.clear();
  const { refresh_token } = await tokensFor(sandbox, ANNA);
  await askToken(sandbox, { grant_type: 'refresh_token', refresh_token });
  await askToken(sandbox, { grant_type: 'refresh_token', refresh_token });
  const count = (grant: string) => sandbox.requests.count(`POST /{tenant}/oauth2/v2.0/token${grant}`);
  expect([count(''), count(' grant_type=refresh_token'), count(' grant_type=authorization_code')]).toEqual([3, 2, 1]);
});
