import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash, createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { ClientCredential } from '../../../server/oauth/oauthApp.ts';
import { explainOAuth } from '../../../server/oauth/oauthHelp.ts';
import { tokenClient } from '../../../server/oauth/tokenClient.ts';
import { anRsaCertificate } from '../../support/anRsaCertificate.ts';
import { type Reply, type WireServer, wireServer } from '../../support/wireServer.ts';

const NOW = Date.UTC(2026, 10, 21);

let wire: WireServer;
let certificate: Extract<ClientCredential, { kind: 'certificate' }>;
beforeAll(async () => {
  wire = await wireServer();
  certificate = { kind: 'certificate', ...(await anRsaCertificate()) };
});
afterAll(() => wire.close());
beforeEach(() => {
  wire.heard.splice(0);
});

interface Change {
  credential?: ClientCredential;
  rotation?: 'keeps' | 'strict';
  secretIn?: 'body' | 'header';
  tokenUrl?: string;
  timeoutMs?: number;
}

function client({ credential = { kind: 'secret', secret: 's&cret' }, rotation = 'keeps', ...change }: Change = {}) {
  return tokenClient({
    app: { clientId: 'client', credential, rotation },
    name: 'Post',
    tokenUrl: `${wire.url}/token`,
    explain: explainOAuth('Post'),
    fetch,
    clock: () => NOW,
    newId: () => 'jti-1',
    timeoutMs: 5000,
    ...change,
  });
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Reply => {
  return (response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
const GOOD = { token_type: 'Bearer', access_token: 'at', refresh_token: 'rt2', expires_in: 60, scope: 'a b', id_token: 'idt' };
const CODE = { code: 'c', verifier: 'v', redirectUri: 'https://m.example/cb', scopes: ['a', 'b'] };

async function closedPort(): Promise<string> {
  const gone = await wireServer();
  await gone.close();
  return gone.url;
}

const formOf = (at = 0): Record<string, string> => Object.fromEntries(new URLSearchParams(wire.heard[at]?.body));

describe('redeeming a code', () => {
  test('sends what RFC 6749 says, with PKCE, as a form and not as a browser', async () => {
    wire.answer(json(200, GOOD));
    expect(await client().redeem(CODE)).toEqual({
      ok: true,
      accessToken: 'at',
      refreshToken: 'rt2',
      idToken: 'idt',
      expiresAt: NOW + 60_000,
      scopes: ['a', 'b'],
    });
    expect(formOf()).toEqual({
      client_id: 'client',
      client_secret: 's&cret',
      grant_type: 'authorization_code',
      code: 'c',
      code_verifier: 'v',
      redirect_uri: 'https://m.example/cb',
    });
    const { headers, method } = wire.heard[0] ?? { headers: {}, method: '' };
    expect(method).toBe('POST');
    expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(headers).not.toHaveProperty('origin');
    expect(headers).not.toHaveProperty('authorization');
  });

  test('may name a part of the scopes', async () => {
    wire.answer(json(200, { ...GOOD, scope: undefined }));
    expect(await client().redeem({ ...CODE, only: ['a'] })).toMatchObject({ scopes: ['a'] });
    expect(formOf()).toMatchObject({ scope: 'a' });
  });

  test('an answer that names no scopes means those that were asked for; without a lifetime an hour', async () => {
    wire.answer(json(200, { access_token: 'at' }));
    expect(await client().redeem(CODE)).toEqual({ ok: true, accessToken: 'at', scopes: ['a', 'b'], expiresAt: NOW + 3600_000 });
  });
});

describe('the app proves itself', () => {
  beforeEach(() => wire.answer(json(200, GOOD)));

  test('with its secret in the Basic header where the endpoint wants it there', async () => {
    await client({ secretIn: 'header' }).refresh('rt', { scopes: [] });
    expect(wire.heard[0]?.headers.authorization).toBe(`Basic ${Buffer.from('client:s%26cret').toString('base64')}`);
    expect(formOf()).toEqual({ grant_type: 'refresh_token', refresh_token: 'rt' });
  });

  test('with nothing but its name as a public client', async () => {
    await client({ credential: { kind: 'none' } }).refresh('rt', { scopes: ['a'], only: ['a'] });
    expect(formOf()).toEqual({ client_id: 'client', grant_type: 'refresh_token', refresh_token: 'rt', scope: 'a' });
  });

  test('with an assertion that its certificate signed, and no secret', async () => {
    await client({ credential: certificate }).refresh('rt', { scopes: [] });
    const { client_assertion: assertion = '', ...rest } = formOf();
    expect(rest).toEqual({
      client_id: 'client',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      grant_type: 'refresh_token',
      refresh_token: 'rt',
    });
    const { payload } = await jwtVerify(assertion, createPublicKey(certificate.certificate), {
      audience: `${wire.url}/token`,
      issuer: 'client',
      subject: 'client',
      currentDate: new Date(NOW),
      algorithms: ['PS256'],
    });
    expect(payload).toMatchObject({ jti: 'jti-1', nbf: NOW / 1000, exp: NOW / 1000 + 300 });
    expect(decodeProtectedHeader(assertion)).toEqual({
      alg: 'PS256',
      typ: 'JWT',
      'x5t#S256': createHash('sha256').update(new X509Certificate(certificate.certificate).raw).digest('base64url'),
    });
  });

  test('a key in the older form will do', async () => {
    const privateKey = createPrivateKey(certificate.privateKey).export({ format: 'pem', type: 'pkcs1' }).toString();
    const answer = await client({ credential: { ...certificate, privateKey } }).refresh('rt', { scopes: [] });
    expect(answer.ok).toBe(true);
  });

  test('a certificate that cannot be read is the operator’s, and nothing is sent', async () => {
    const credential = { ...certificate, certificate: 'none' };
    expect(await client({ credential }).refresh('rt', { scopes: [] })).toMatchObject({ ok: false, mender: 'operator' });
    expect(wire.heard).toEqual([]);
  });
});

describe('a refusal', () => {
  test.each([
    ['invalid_grant', 400, 'user'],
    ['interaction_required', 400, 'user'],
    ['access_denied', 403, 'declined'],
    ['admin_policy_enforced', 400, 'admin'],
    ['invalid_client', 401, 'operator'],
    ['unauthorized_client', 400, 'operator'],
    ['invalid_scope', 400, 'operator'],
    ['temporarily_unavailable', 400, 'later'],
  ])('%s (%i) is for the %s', async (error, status, mender) => {
    wire.answer(json(status, { error, error_description: 'secret words' }));
    const answer = await client().refresh('rt', { scopes: [] });
    expect(answer).toMatchObject({ ok: false, mender, failure: { error } });
    expect(JSON.stringify(answer)).not.toContain('secret words');
    expect(wire.heard).toHaveLength(1);
  });

  test.each([
    ['429 with seconds', 429, { 'retry-after': '7' }, 7000],
    ['503 with a date', 503, { 'retry-after': new Date(NOW + 9000).toUTCString() }, 9000],
    ['500', 500, {}, undefined],
    ['408', 408, {}, undefined],
  ])('%s passes, whatever the body claims', async (_name, status, headers, waitMs) => {
    wire.answer(json(status, { error: 'invalid_grant' }, headers));
    const answer = await client({ rotation: 'strict' }).refresh('rt', { scopes: [] });
    expect(answer).toMatchObject({ ok: false, mender: 'later', status, ...(waitMs !== undefined && { waitMs }) });
    expect(answer).not.toHaveProperty('lost');
    // Also said to whoever connects a mailbox, which nobody tries again but the person.
    expect(answer).toMatchObject({ failure: { help: expect.not.stringContaining('by itself') } });
  });

  test.each([
    ['a page of a proxy', 403, '<html>', 'later'],
    ['no endpoint', 404, '', 'operator'],
    ['no endpoint, in the words of a web framework', 404, '{"statusCode":404,"error":"Not Found","message":"…"}', 'operator'],
    ['a gateway that wants to know who asks', 403, '{"error":"Forbidden"}', 'later'],
    ['a redirect', 302, '', 'later'],
  ])('%s says nothing about the grant', async (_name, status, body, mender) => {
    wire.answer((response) => void response.writeHead(status, { location: `${wire.url}/elsewhere` }).end(body));
    expect(await client().refresh('rt', { scopes: [] })).toMatchObject({ ok: false, mender });
    expect(wire.heard).toHaveLength(1);
  });
});

describe('an answer that does not come', () => {
  const hangUp: Reply = (_response, socket) => void socket.destroy();
  const cutOff: Reply = (response: ServerResponse, socket) => {
    response.writeHead(200, { 'content-length': '500' }).write('{"access_token":');
    setImmediate(() => socket.destroy());
  };
  const noJson: Reply = (response) => void response.writeHead(200).end('<html>');
  const macAnswer = json(200, { access_token: 'at', token_type: 'mac' });
  const LOST: [string, Reply][] = [
    ['a connection that breaks', hangUp],
    ['half an answer', cutOff],
    ['an answer that is none', noJson],
    ['an access token of another kind', macAnswer],
  ];

  test.each(LOST)('%s: asked again where the refresh token stays good', async (_name, reply) => {
    let left = 2;
    wire.answer((response, socket) => (left-- > 0 ? reply(response, socket) : json(200, GOOD)(response, socket)));
    expect(await client().refresh('rt', { scopes: [] })).toMatchObject({ ok: true, refreshToken: 'rt2' });
    expect(wire.heard.map(({ body }) => new URLSearchParams(body).get('refresh_token'))).toEqual(['rt', 'rt', 'rt']);
  });

  test.each(LOST)('%s: never asked again where it is good once, and told as lost', async (_name, reply) => {
    wire.answer(reply);
    expect(await client({ rotation: 'strict' }).refresh('rt', { scopes: [] })).toMatchObject({
      ok: false,
      mender: 'later',
      lost: true,
    });
    expect(wire.heard).toHaveLength(1);
  });

  test('three times is enough, and then nothing is lost', async () => {
    wire.answer(hangUp);
    const answer = await client().refresh('rt', { scopes: [] });
    expect(answer).toMatchObject({ ok: false, mender: 'later' });
    expect(answer).not.toHaveProperty('lost');
    expect(wire.heard).toHaveLength(3);
  });

  test('a code is never redeemed twice', async () => {
    wire.answer(hangUp);
    expect(await client().redeem(CODE)).toMatchObject({ ok: false, lost: true });
    expect(wire.heard).toHaveLength(1);
  });

  test('a server that is silent too long', async () => {
    wire.answer(() => undefined);
    expect(await client({ rotation: 'strict', timeoutMs: 50 }).refresh('rt', { scopes: [] })).toMatchObject({
      ok: false,
      lost: true,
      failure: { help: expect.stringMatching(/TIMEOUT/) },
    });
  });

  test('where nobody listens nothing was written, so nothing is lost', async () => {
    const tokenUrl = `${await closedPort()}/token`;
    const answer = await client({ rotation: 'strict', tokenUrl }).refresh('rt', { scopes: [] });
    expect(answer).toMatchObject({ ok: false, mender: 'later', failure: { error: 'network' } });
    expect(answer).not.toHaveProperty('lost');
  });
});
