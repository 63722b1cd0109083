/** A host application brings its own sessions under its published keys: one algorithm family, one issuer, one audience. */
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { api, aServer, type TestServer } from '../../support/aServer.ts';

const ISSUER = 'https://host.example';
let key: CryptoKey;
let keys: Server;
let answerKeys = true;
let server: TestServer;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  key = pair.privateKey;
  const published = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'h1', alg: 'RS256' }] });
  keys = createServer((_request, response) => {
    if (answerKeys) response.setHeader('content-type', 'application/json').end(published);
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const { port } = keys.address() as { port: number };
  server = await aServer({
    JWT_JWKS_URL: `http://127.0.0.1:${port}/keys`,
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: 'mergepost',
    ADMIN_USERS: 'boss, chief@host.example',
  });
});
afterAll(async () => {
  await server?.close();
  keys?.close();
});

function token(claims: Record<string, unknown>, { issuer = ISSUER, audience = 'mergepost', age = 0 } = {}): Promise<string> {
  const at = Math.floor(Date.now() / 1000) - age;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'h1' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt(at)
    .setExpirationTime(at + 300)
    .sign(key);
}
const whoIs = async (bearer: string) =>
  api<{ user?: { role: string; email: string | null } }>(server, 'GET', '/api/auth/session', { token: bearer });

describe('while the keys cannot be fetched', () => {
  test('nobody is refused for good: 503, and try again', async () => {
    answerKeys = false;
    const answer = await whoIs(await token({ sub: 'ann' }));
    answerKeys = true;
    expect(answer).toMatchObject({ status: 503, body: { code: 'PROVIDER_UNAVAILABLE' } });
    expect(answer.headers.get('retry-after')).toBe('30');
  });
});

describe('a token', () => {
  // The first user of a sandbox is its administrator; this one comes before the others.
  beforeAll(async () => {
    await whoIs(await token({ sub: 'the first one' }));
  });

  test('of the host application opens a session, and the user is the same the next time', async () => {
    const [first, again] = [
      await whoIs(await token({ sub: 'ann', email: 'ann@host.example' })),
      await whoIs(await token({ sub: 'ann' })),
    ];
    expect(first).toMatchObject({ status: 200, body: { user: { email: 'ann@host.example', role: 'user' } } });
    expect(again.body).toMatchObject({ user: { id: (first.body.user as unknown as { id: string }).id } });
  });

  test.each([
    ['of another issuer', () => token({ sub: 'ann' }, { issuer: 'https://evil.example' })],
    ['for another audience', () => token({ sub: 'ann' }, { audience: 'another' })],
    ['that has ended', () => token({ sub: 'ann' }, { age: 1000 })],
    ['without a subject', () => token({})],
    ['that claims to be ours', () => token({ sub: 'ann', sid: 'x' }, { issuer: 'mergepost' })],
    [
      'signed with the public key as if it were a shared secret',
      async () =>
        new SignJWT({ sub: 'ann', iss: ISSUER, aud: 'mergepost' })
          .setProtectedHeader({ alg: 'HS256', kid: 'h1' })
          .setExpirationTime('5m')
          .sign(Buffer.from('the public key, as text')),
    ],
  ])('%s is refused', async (_name, make) => {
    expect((await whoIs(await make())).status).toBe(401);
  });
});

describe('an administrator', () => {
  test.each([
    ['named by subject', { sub: 'boss' }, 'admin'],
    ['named by an address the host vouches for', { sub: 'somebody', email: 'chief@host.example' }, 'admin'],
    ['is nobody else', { sub: 'chief@host.example-not' }, 'user'],
  ])('%s', async (_name, claims, role) => {
    expect((await whoIs(await token(claims))).body.user?.role).toBe(role);
  });
});
