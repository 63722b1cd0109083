/** What opens a session inside Office, and everything that looks like it and does not. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { officeTokenReader, type OfficeTokenRules } from '../../../server/auth/readOfficeToken.ts';
import { KeysUnreachable, type SigningKey } from '../../../server/oauth/signingKeys.ts';

const AUTHORITY = 'https://login.microsoftonline.com';
const CLIENT = '6731de76-14a6-49ae-97bc-6eba6914391e';
const TID = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
const OTHER_TID = '8b6d9e24-1c3f-4f7a-8e52-2a9c4d6b7f31';
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';
const OID = 'a1b0c9d8-0001-4e1f-8a2b-000000000001';
const NOW = Date.parse('2026-11-21T10:00:00Z');
const AT = NOW / 1000;

let ours: CryptoKey;
let strangers: CryptoKey;
let published: SigningKey;
let publicPem: string;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256', { extractable: true });
  ours = pair.privateKey;
  strangers = (await generateKeyPair('RS256')).privateKey;
  published = { ...(await exportJWK(pair.publicKey)), kid: 'k1', use: 'sig', issuer: `${AUTHORITY}/{tenantid}/v2.0` };
  publicPem = await exportSPKI(pair.publicKey);
});

const GOOD = {
  ver: '2.0',
  iss: `${AUTHORITY}/${TID}/v2.0`,
  aud: CLIENT,
  azp: CLIENT,
  azpacr: '0',
  tid: TID,
  oid: OID,
  scp: 'access_as_user',
  name: 'Anna Berger',
  preferred_username: 'anna@contoso.example',
  nbf: AT,
  exp: AT + 3600,
};

interface Made {
  claims?: Record<string, unknown>;
  kid?: string | undefined;
  signWith?: CryptoKey;
}

function token({ claims = {}, signWith = ours, ...made }: Made = {}): Promise<string> {
  const kid = 'kid' in made ? made.kid : 'k1';
  return new SignJWT(withoutUndefined({ ...GOOD, ...claims }))
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(kid !== undefined && { kid }) })
    .sign(signWith);
}

const withoutUndefined = (claims: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function read(accessToken: string, rules: Partial<OfficeTokenRules> = {}) {
  return officeTokenReader({
    clientId: CLIENT,
    scopeName: 'access_as_user',
    tenant: 'common',
    issuers: [AUTHORITY],
    keyOf: async (kid) => (kid === 'k1' ? published : undefined),
    clock: () => NOW,
    ...rules,
  })(accessToken);
}

describe('a token for our own API', () => {
  test('says who it is, by tenant and object id', async () => {
    expect(await read(await token())).toEqual({
      ok: true,
      person: { tid: TID, oid: OID, name: 'Anna Berger', shownAddress: 'anna@contoso.example' },
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['with more scopes than ours', { scp: 'other.thing access_as_user' }],
    ['addressed by the App ID URI', { aud: `api://${CLIENT}` }],
    ['of a clock that is half a minute ahead', { nbf: AT + 30 }],
    ['that ended half a minute ago', { exp: AT - 30 }],
    ['without name and address', { name: undefined, preferred_username: undefined }],
    ['with capitals in its ids', { oid: OID.toUpperCase(), azp: CLIENT.toUpperCase() }],
  ])('is taken %s', async (_name, claims) => {
    expect(await read(await token({ claims }))).toMatchObject({ ok: true, person: { tid: TID, oid: OID } });
  });
});

describe('refused', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['for Graph', { aud: '00000003-0000-0000-c000-000000000000' }, 'audience'],
    ['for another API', { aud: OTHER_TID }, 'audience'],
    ['without an audience', { aud: undefined }, 'audience'],
    ['an id_token: for us, but about a sign-in', { scp: undefined, azp: undefined }, 'client'],
    ['an id_token with everything but a scope', { scp: undefined }, 'scope'],
    ['with a scope whose name only begins like ours', { scp: 'access_as_user.read' }, 'scope'],
    ['with our scope as an application role', { scp: undefined, roles: ['access_as_user'] }, 'scope'],
    ['asked for by another application', { azp: OTHER_TID }, 'client'],
    ['of version 1', { ver: '1.0', iss: `https://sts.windows.net/${TID}/`, aud: `api://${CLIENT}`, appid: CLIENT }, 'version'],
    ['of version 1 under an issuer of version 2', { ver: '1.0' }, 'version'],
    ['without a version', { ver: undefined }, 'version'],
    ['of another issuer', { iss: 'https://evil.example/v2.0' }, 'issuer'],
    ['of another issuer that begins like the right one', { iss: `${AUTHORITY}.evil.example/${TID}/v2.0` }, 'issuer'],
    ['of another cloud', { iss: `https://login.microsoftonline.us/${TID}/v2.0` }, 'issuer'],
    ['of another tenant than it names', { tid: OTHER_TID }, 'issuer'],
    ['issued by “common”', { iss: `${AUTHORITY}/common/v2.0`, tid: 'common' }, 'identity'],
    ['whose tenant is a path', { iss: `${AUTHORITY}/${TID}/../x/v2.0`, tid: `${TID}/../x` }, 'identity'],
    ['that names nobody', { oid: undefined }, 'identity'],
    ['expired', { exp: AT - 61 }, 'expired'],
    ['not good yet', { nbf: AT + 61 }, 'not-yet'],
    ['without an end', { exp: undefined }, 'malformed'],
    ['without a beginning', { nbf: undefined }, 'malformed'],
    ['with an end that is no time', { exp: 'tomorrow' }, 'malformed'],
  ])('%s', async (_name, claims, fault) => {
    expect(await read(await token({ claims }))).toEqual({ ok: false, fault });
  });

  test.each<[string, () => string | Promise<string>, string]>([
    ['unsigned (alg none)', () => `${part({ alg: 'none', typ: 'JWT', kid: 'k1' })}.${part(GOOD)}.`, 'algorithm'],
    [
      'signed with our public key as if it were a shared secret',
      () => new SignJWT(GOOD).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(Buffer.from(publicPem)),
      'algorithm',
    ],
    ['signed by somebody else under a known key id', () => token({ signWith: strangers }), 'signature'],
    ['of an unknown key', () => token({ kid: 'k2' }), 'key'],
    ['without a key id', () => token({ kid: undefined }), 'key'],
    [
      'changed after it was signed',
      async () => {
        const [head, , signature] = (await token()).split('.');
        return `${head}.${part({ ...GOOD, oid: OTHER_TID })}.${signature}`;
      },
      'signature',
    ],
    ['no token at all', () => 'not a token', 'malformed'],
    ['encrypted (five parts)', () => `${part({ alg: 'RS256', kid: 'k1' })}.a.b.c.d`, 'malformed'],
  ])('%s', async (_name, make, fault) => {
    expect(await read(await make())).toEqual({ ok: false, fault });
  });

  test('by a key that is good for another tenant only', async () => {
    const keyOf = async () => ({ ...published, issuer: `${AUTHORITY}/${OTHER_TID}/v2.0` });
    expect(await read(await token(), { keyOf })).toEqual({ ok: false, fault: 'issuer' });
  });

  test('nobody, while the keys cannot be fetched', async () => {
    const keyOf = () => Promise.reject(new KeysUnreachable('away'));
    expect(await read(await token(), { keyOf })).toMatchObject({ ok: false, fault: 'unreachable' });
  });
});

describe('the accounts the registration is for', () => {
  const of = (tid: string) => token({ claims: { tid, iss: `${AUTHORITY}/${tid}/v2.0` } });

  test.each<[string, string, boolean]>([
    ['common', TID, true],
    ['common', PERSONAL, true],
    ['organizations', TID, true],
    ['organizations', PERSONAL, false],
    ['consumers', PERSONAL, true],
    ['consumers', TID, false],
    [TID, TID, true],
    [TID.toUpperCase(), TID, true],
    [TID, OTHER_TID, false],
    // Which tenant has that domain no token says: SIGN_IN_TENANTS decides.
    ['contoso.com', TID, true],
  ])('%s takes somebody of %s: %s', async (tenant, tid, taken) => {
    const answer = await read(await of(tid), { tenant });
    expect(answer.ok || answer.fault).toBe(taken || 'tenant');
  });

  test.each(['https://login.microsoftonline.us', 'https://login.partner.microsoftonline.cn'])(
    'in the cloud of %s',
    async (login) => {
      const claims = { iss: `${login}/${TID}/v2.0` };
      const keyOf = async () => ({ ...published, issuer: `${login}/{tenantid}/v2.0` });
      expect((await read(await token({ claims }), { issuers: [login], keyOf })).ok).toBe(true);
    },
  );
});
