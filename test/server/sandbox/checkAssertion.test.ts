import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { generate } from 'selfsigned';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { asClient, askToken, codeFor, REDIRECT_URI } from '../../support/tokensFromSandbox.ts';

const CLIENT = '11111111-2222-3333-4444-555555555555';
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const now = Date.parse('2026-11-20T18:00:00Z');
let sandbox: Sandbox;
let pair: { key: string; cert: string };
let stranger: { key: string; cert: string };
let refreshToken: string | undefined;

const newPair = async () => {
  const made = await generate([{ name: 'commonName', value: 'mergepost' }], { keySize: 2048, algorithm: 'sha256' });
  return { key: made.private, cert: made.cert };
};

beforeAll(async () => {
  [pair, stranger] = await Promise.all([newPair(), newPair()]);
  const app = { clientId: CLIENT, name: 'By certificate', kind: 'web' as const, certificate: pair.cert };
  sandbox = await startSandbox({ port: 0, clock: () => now, apps: [app] });
  const code = await codeFor(sandbox, 'anna@contoso.example', { client_id: CLIENT });
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
  const { body } = await askToken(sandbox, { ...form, ...asClient({ clientId: CLIENT }), ...(await proof()) });
  refreshToken = body.refresh_token;
});
afterAll(() => sandbox.close());

interface Change {
  header?: Record<string, string | undefined>;
  claims?: Record<string, unknown>;
  key?: string;
}

const thumb = (cert: string, hash: 'sha1' | 'sha256') =>
  createHash(hash).update(new X509Certificate(cert).raw).digest('base64url');

/** A good assertion for /common, changed where said (undefined takes a part away). */
async function proof({ header = {}, claims = {}, key = pair.key }: Change = {}) {
  const seconds = now / 1000;
  const aud = `${sandbox.url}/common/oauth2/v2.0/token`;
  const all = { iss: CLIENT, sub: CLIENT, aud, exp: seconds + 600, nbf: seconds, jti: randomUUID(), ...claims };
  const head = { alg: 'PS256', 'x5t#S256': thumb(pair.cert, 'sha256'), ...header };
  const known = Object.fromEntries(Object.entries(head).filter(([, value]) => value !== undefined));
  const signing = head.alg === 'HS256' ? Buffer.from('x'.repeat(32)) : createPrivateKey(key);
  const jwt = new SignJWT(all).setProtectedHeader(known as { alg: string });
  return { client_assertion_type: TYPE, client_assertion: await jwt.sign(signing) };
}

const refreshWith = (more: Record<string, string | undefined>) =>
  askToken(sandbox, { grant_type: 'refresh_token', refresh_token: refreshToken, ...asClient({ clientId: CLIENT }), ...more });

describe('an assertion is taken', () => {
  const cases: [string, () => Change][] = [
    ['signed PS256, with the SHA-256 thumbprint', () => ({})],
    [
      'signed RS256, with the SHA-1 thumbprint',
      () => ({ header: { alg: 'RS256', 'x5t#S256': undefined, x5t: thumb(pair.cert, 'sha1') } }),
    ],
    ['of a clock that is four minutes fast', () => ({ claims: { nbf: now / 1000 + 240 } })],
    ['with a list of audiences', () => ({ claims: { aud: ['x', `${sandbox.url}/COMMON/oauth2/v2.0/token`] } })],
  ];
  test.each(cases)('%s', async (_name, change) => {
    expect((await refreshWith(await proof(change()))).status).toBe(200);
  });

  test('more than once', async () => {
    const same = await proof();
    expect([(await refreshWith(same)).status, (await refreshWith(same)).status]).toEqual([200, 200]);
  });
});

describe('an assertion is refused', () => {
  const cases: [string, () => Change, number][] = [
    ['signed with another key', () => ({ key: stranger.key }), 700027],
    [
      'of a certificate that is not registered',
      () => ({ key: stranger.key, header: { 'x5t#S256': thumb(stranger.cert, 'sha256') } }),
      700027,
    ],
    [
      'with the wrong SHA-1 thumbprint',
      () => ({ header: { alg: 'RS256', 'x5t#S256': undefined, x5t: thumb(stranger.cert, 'sha1') } }),
      700027,
    ],
    ['without a thumbprint', () => ({ header: { 'x5t#S256': undefined } }), 5002723],
    ['signed with a secret', () => ({ header: { alg: 'HS256' } }), 5002730],
    ['for another endpoint', () => ({ claims: { aud: `${sandbox.url}/organizations/oauth2/v2.0/token` } }), 700023],
    ['of another app', () => ({ claims: { iss: sandbox.app.clientId } }), 700021],
    ['about another app', () => ({ claims: { sub: sandbox.app.clientId } }), 700021],
    ['that is over', () => ({ claims: { exp: now / 1000 - 301 } }), 700024],
    ['that is not yet good', () => ({ claims: { nbf: now / 1000 + 301 } }), 700024],
    ['without an end', () => ({ claims: { exp: undefined } }), 700024],
    ['without a jti', () => ({ claims: { jti: undefined } }), 50027],
  ];
  test.each(cases)('%s', async (_name, change, aadsts) => {
    const answer = await refreshWith(await proof(change()));
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [aadsts] } });
  });

  test('that is no JWT', async () => {
    const answer = await refreshWith({ client_assertion_type: TYPE, client_assertion: 'nonsense' });
    expect(answer).toMatchObject({ status: 401, body: { error_codes: [50027] } });
  });

  test('without its type, or with another', async () => {
    const { client_assertion } = await proof();
    const none = await refreshWith({ client_assertion });
    const other = await refreshWith({ client_assertion, client_assertion_type: 'saml' });
    expect([none.body.error_codes, other.body.error_codes]).toEqual([[900144], [90023]]);
  });

  test('by an app without a certificate; and an app with one needs no secret but one of them', async () => {
    const claims = { iss: sandbox.app.clientId, sub: sandbox.app.clientId };
    const own = { client_id: sandbox.app.clientId, client_secret: undefined };
    const without = await refreshWith({ ...own, ...(await proof({ claims })) });
    const neither = await refreshWith({});
    const secret = await refreshWith({ client_secret: 'x' });
    expect([without, neither, secret].map(({ body }) => body.error_codes)).toEqual([[700027], [7000218], [7000215]]);
  });
});
