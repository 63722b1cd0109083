/** The sandbox as Entra for an add-in that is nested in Office: a public client that asks for its own API. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { nestedTokens } from '../../support/nestedTokens.ts';
import { askToken, codeFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const NESTED = 'brk-multihub://localhost:3000';
const VERIFIER = 'v'.repeat(43);
const PKCE = { code_challenge: VERIFIER, code_challenge_method: 'plain' };

let sandbox: Sandbox;
let scope: string;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  scope = `api://${sandbox.app.clientId}/access_as_user`;
});
afterAll(() => sandbox.close());

const ask = (tenant = 'common') => ({ clientId: sandbox.app.clientId, authority: `${sandbox.url}/${tenant}`, scope });

describe('a token for the API of the application itself', () => {
  test('is of version 2, for the client id, and signed with a published key that names its issuer', async () => {
    const { access_token, scope: answered } = await nestedTokens(ask(), ANNA);
    const keysUrl = new URL(`${sandbox.url}/common/discovery/v2.0/keys`);
    const { payload } = await jwtVerify(access_token, createRemoteJWKSet(keysUrl), { audience: sandbox.app.clientId });
    const anna = sandbox.people.find((person) => person.address === ANNA);
    expect(payload).toMatchObject({
      ver: '2.0',
      iss: `${sandbox.url}/${anna?.tenantId}/v2.0`,
      tid: anna?.tenantId,
      oid: anna?.oid,
      azp: sandbox.app.clientId,
      azpacr: '0',
      scp: 'access_as_user',
    });
    expect(answered).toBe(scope);
    const { keys } = (await (await fetch(keysUrl)).json()) as { keys: { issuer: string }[] };
    expect(keys.map((key) => key.issuer)).toEqual([`${sandbox.url}/{tenantid}/v2.0`]);
  });

  test('may be asked for by the number of the API alone', async () => {
    const byNumber = { ...ask(), scope: `${sandbox.app.clientId}/access_as_user` };
    expect(decodeJwt((await nestedTokens(byNumber, ANNA)).access_token)).toMatchObject({ scp: 'access_as_user' });
  });

  test('opens no mailbox', async () => {
    const { access_token } = await nestedTokens(ask(), ANNA);
    const me = await fetch(`${sandbox.url}/v1.0/me`, { headers: { authorization: `Bearer ${access_token}` } });
    expect(me.status).toBe(401);
    expect((await sandbox.tokenInfo(access_token)).active).toBe(false);
  });

  test('is not mixed with Graph’s permissions', async () => {
    const redirect = { redirect_uri: NESTED, ...PKCE };
    const code = await codeFor(sandbox, ANNA, { ...redirect, scope: `openid ${scope} User.Read` });
    const { body } = await askToken(sandbox, {
      grant_type: 'authorization_code',
      code,
      client_secret: undefined,
      redirect_uri: NESTED,
      code_verifier: VERIFIER,
      scope: `${scope} User.Read`,
    });
    expect(body.error_codes).toEqual([28000]);
  });

  test('the web application gets one with its secret too, and it says so', async () => {
    const redirect_uri = 'http://localhost:4999/callback';
    const code = await codeFor(sandbox, ANNA, { redirect_uri, scope: `openid ${scope}` });
    const { body } = await askToken(sandbox, { grant_type: 'authorization_code', code, redirect_uri });
    expect(decodeJwt(body.access_token)).toMatchObject({ aud: sandbox.app.clientId, azpacr: '1' });
  });
});

describe('the host redeems for the add-in', () => {
  const form = (code: string) => ({ grant_type: 'authorization_code', code, redirect_uri: NESTED, client_secret: undefined });

  test('only with the proof of the code (AADSTS9002325)', async () => {
    const code = await codeFor(sandbox, ANNA, { redirect_uri: NESTED, scope: `openid ${scope}` });
    expect((await askToken(sandbox, form(code))).body.error_codes).toEqual([9002325]);
  });

  test('never with a secret (AADSTS700025)', async () => {
    const code = await codeFor(sandbox, ANNA, { redirect_uri: NESTED, ...PKCE, scope: `openid ${scope}` });
    const withSecret = { ...form(code), client_secret: sandbox.app.clientSecret, code_verifier: VERIFIER };
    expect((await askToken(sandbox, withSecret)).body.error_codes).toEqual([700025]);
    expect((await askToken(sandbox, { ...form(code), code_verifier: VERIFIER })).status).toBe(200);
  });

  test('only for an add-in of this computer (AADSTS50011)', async () => {
    await expect(codeFor(sandbox, ANNA, { redirect_uri: 'brk-multihub://evil.example', ...PKCE })).rejects.toThrow(/50011/);
  });
});
