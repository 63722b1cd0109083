import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { entraIdentityReader } from '../../../server/oauth/entraIdentity.ts';

const TID = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
const OID = 'a1b0c9d8-0001-4e1f-8a2b-000000000001';
const AUTHORITY = 'https://login.example';
const endpoints = { jwksUrl: `${AUTHORITY}/common/discovery/v2.0/keys`, issuers: [AUTHORITY] };
const NOW = Date.UTC(2026, 10, 20);

let key: CryptoKey;
let foreignKey: CryptoKey;
let keys: string;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  key = pair.privateKey;
  foreignKey = (await generateKeyPair('RS256')).privateKey;
  keys = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }] });
});

const good = {
  tid: TID,
  oid: OID,
  nonce: 'n',
  name: 'Anna',
  preferred_username: 'anna@contoso.example',
  iss: `${AUTHORITY}/${TID}/v2.0`,
  aud: 'client',
};

function token(change: Record<string, unknown> = {}, { by = key, age = 0 } = {}): Promise<string> {
  const claims = Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined));
  const at = NOW / 1000 - age;
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
    .setIssuedAt(at)
    .setExpirationTime(at + 3600)
    .sign(by);
}

function reader(tenant = 'common') {
  const asked: string[] = [];
  const fetchKeys = (async (url: string) => {
    asked.push(url);
    return new Response(keys, { headers: { 'content-type': 'application/json' } });
  }) as unknown as typeof fetch;
  return { asked, read: entraIdentityReader({ clientId: 'client', tenant, endpoints, fetch: fetchKeys, clock: () => NOW }) };
}

describe('an id_token', () => {
  test('names a person by tenant and object id', async () => {
    const { read, asked } = reader();
    expect(await read(await token(), 'n')).toEqual({
      ok: true,
      identity: { tid: TID, oid: OID, name: 'Anna', shownAddress: 'anna@contoso.example' },
    });
    expect(asked).toEqual([`${AUTHORITY}/common/discovery/v2.0/keys`]);
  });

  test.each([
    ['of another sign-in', { nonce: 'other' }, /another sign-in/],
    ['for another application', { aud: 'other' }, /not accepted/],
    ['of another issuer', { iss: `https://evil.example/${TID}/v2.0` }, /another issuer/],
    [
      'whose issuer is another tenant than its tid',
      { iss: `${AUTHORITY}/00000000-0000-0000-0000-000000000000/v2.0` },
      /another issuer/,
    ],
    ['without an object id', { oid: undefined }, /not accepted/],
    ['with an object id that is none', { oid: 'anna' }, /names nobody/],
    ['without a nonce', { nonce: undefined }, /not accepted/],
  ])('%s is refused', async (_name, change, reason) => {
    expect(await reader().read(await token(change), 'n')).toEqual({
      ok: false,
      later: false,
      reason: expect.stringMatching(reason),
    });
  });

  test('that has expired, or was signed by somebody else, is refused', async () => {
    expect(await reader().read(await token({}, { age: 3600 + 301 }), 'n')).toMatchObject({ ok: false });
    expect(await reader().read(await token({}, { by: foreignKey }), 'n')).toMatchObject({ ok: false });
  });

  test('a few minutes past its end is still taken: clocks differ', async () => {
    expect(await reader().read(await token({}, { age: 3600 + 200 }), 'n')).toMatchObject({ ok: true });
  });

  test('of another organisation is refused where the registration is for one', async () => {
    expect(await reader('8b6d9e24-1c3f-4f7a-8e52-2a9c4d6b7f31').read(await token(), 'n')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/another organisation/),
    });
    expect(await reader(TID.toUpperCase()).read(await token(), 'n')).toMatchObject({ ok: true });
  });

  test.each([
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
    ['answer 503', () => Promise.resolve(new Response('', { status: 503 }))],
    ['are a page of a proxy', () => Promise.resolve(new Response('<html>', { status: 200 }))],
  ])('says nothing about anybody while Microsoft’s keys %s', async (_name, answer) => {
    const read = entraIdentityReader({ clientId: 'client', tenant: 'common', endpoints, fetch: answer, clock: () => NOW });
    expect(await read(await token(), 'n')).toMatchObject({ ok: false, later: true });
  });

  test('of an imported grant needs no nonce, but everything else', async () => {
    expect(await reader().read(await token({ nonce: undefined }), null)).toMatchObject({ ok: true });
    expect(await reader().read(await token({ nonce: undefined, aud: 'other' }), null)).toMatchObject({ ok: false });
  });

  test('that is missing is told', async () => {
    expect(await reader().read(undefined, 'n')).toMatchObject({ ok: false });
  });
});
