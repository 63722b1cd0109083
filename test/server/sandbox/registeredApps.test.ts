import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { isRegistered, type RegisteredApp, SANDBOX_PUBLIC_APP } from '../../../server/sandbox/registeredApps.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';
import { asClient, askToken, authorizeUrl, codeFor, tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.settings.clientSecretState = 'good';
});

const web = (redirectUris?: string[]): RegisteredApp => ({
  clientId: 'w',
  name: 'W',
  kind: 'web',
  ...(redirectUris && { redirectUris }),
});

describe('redirect URIs', () => {
  const cases: [string, RegisteredApp, string, boolean][] = [
    ['public, any port', SANDBOX_PUBLIC_APP, 'http://localhost:53682', true],
    ['public, with a slash', SANDBOX_PUBLIC_APP, 'http://localhost:53682/', true],
    ['public, by number', SANDBOX_PUBLIC_APP, 'http://127.0.0.1:1', true],
    ['public, IPv6', SANDBOX_PUBLIC_APP, 'http://[::1]:1', false],
    ['public, with a path', SANDBOX_PUBLIC_APP, 'http://localhost:53682/callback', false],
    ['public, https', SANDBOX_PUBLIC_APP, 'https://localhost:53682', false],
    ['public, elsewhere', SANDBOX_PUBLIC_APP, 'http://localhost.example', false],
    ['web, nothing said', web(), 'https://127.0.0.1:9/a/b', true],
    ['web, nothing said, a query', web(), 'https://localhost/a?b', false],
    ['web, a fragment', web(), 'https://localhost/a#', false],
    ['web, as registered', web(['https://mail.example/cb']), 'https://mail.example/cb', true],
    ['web, another case', web(['https://mail.example/cb']), 'https://mail.example/CB', false],
    ['web, another port', web(['https://mail.example/cb']), 'https://mail.example:444/cb', false],
    ['web, another port of localhost', web(['http://localhost:3000/cb']), 'http://localhost:4000/cb', true],
    ['web, another path of localhost', web(['http://localhost:3000/cb']), 'http://localhost:3000/', false],
    ['no address', web(), 'callback', false],
  ];
  test.each(cases)('%s', (_name, app, uri, good) => {
    expect(isRegistered(app, uri)).toBe(good);
  });
});

const LOOPBACK = 'http://localhost:53682';

async function publicCode(redirect_uri = LOOPBACK) {
  return codeFor(sandbox, ANNA, { client_id: sandbox.publicApp.clientId, redirect_uri });
}

describe('the public app', () => {
  const form = { grant_type: 'authorization_code', redirect_uri: LOOPBACK };

  test('gets tokens without a secret, and refreshes them', async () => {
    const own = asClient(sandbox.publicApp);
    const first = await askToken(sandbox, { ...form, ...own, code: await publicCode() });
    const second = await askToken(sandbox, { grant_type: 'refresh_token', ...own, refresh_token: first.body.refresh_token });
    expect([first.status, second.status]).toEqual([200, 200]);
  });

  const proofs: [string, Record<string, string>][] = [
    ['a secret', { client_secret: 'x' }],
    ['an assertion', { client_assertion: 'x' }],
  ];
  test.each(proofs)('is refused with %s', async (_name, proof) => {
    const answer = await askToken(sandbox, { ...form, ...asClient(sandbox.publicApp), ...proof, code: await publicCode() });
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [700025] } });
  });

  test('comes back to no other address', async () => {
    const url = authorizeUrl(sandbox, { client_id: sandbox.publicApp.clientId, redirect_uri: 'http://localhost:1/callback' });
    await expect(signInAtSandbox(url, { address: ANNA })).rejects.toThrow('AADSTS50011');
  });

  test('shares neither codes nor refresh tokens nor consents with the other app', async () => {
    const code = await publicCode();
    const stolen = await askToken(sandbox, { ...form, code });
    const { refresh_token } = (await askToken(sandbox, { ...form, ...asClient(sandbox.publicApp), code })).body;
    const swapped = await askToken(sandbox, { grant_type: 'refresh_token', refresh_token });
    expect([stolen.body, swapped.body]).toMatchObject([
      { error: 'invalid_grant', suberror: 'client_mismatch' },
      { error: 'invalid_grant', suberror: 'client_mismatch' },
    ]);
    const own = await startSandbox({ port: 0 });
    await codeFor(own, ANNA, { client_id: own.publicApp.clientId, redirect_uri: LOOPBACK });
    const consent = async () => (await signInPages(own, {})).includes('consent');
    expect([await consent(), await consent()]).toEqual([true, false]);
    await own.close();
  });
});

/** The steps on the way to a code. */
async function signInPages(at: Sandbox, extra: Record<string, string>): Promise<string[]> {
  const steps: string[] = [];
  await signInAtSandbox(authorizeUrl(at, extra), { address: ANNA }, async (input, init) => {
    const answer = await fetch(input, init);
    steps.push(/ data-step="([^"]+)"/.exec(await answer.clone().text())?.[1] ?? '');
    return answer;
  });
  return steps;
}

describe('the secret of the web app', () => {
  const cases: ['expired' | 'wrong', number][] = [
    ['expired', 7000222],
    ['wrong', 7000215],
  ];
  test.each(cases)('%s, until it is good again', async (state, aadsts) => {
    const { refresh_token } = await tokensFor(sandbox, ANNA);
    sandbox.settings.clientSecretState = state;
    const bad = await askToken(sandbox, { grant_type: 'refresh_token', refresh_token });
    sandbox.settings.clientSecretState = 'good';
    const good = await askToken(sandbox, { grant_type: 'refresh_token', refresh_token });
    expect(bad).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [aadsts] } });
    expect(good.status).toBe(200);
  });
});

test('more apps can be there from the start or be registered while it runs', async () => {
  const own = await startSandbox({ port: 0, apps: [{ clientId: 'one', name: 'One', kind: 'web', clientSecret: 's1' }] });
  const post = (body: object) =>
    fetch(`${own.url}/sandbox/apps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const made = await post({
    clientId: 'Two',
    name: 'Two',
    kind: 'web',
    clientSecret: 's2',
    redirectUris: ['https://mail.example/cb'],
  });
  const refused = await post({ clientId: 'three', name: 'Three', kind: 'daemon' });
  const code = await codeFor(own, ANNA, { client_id: 'two', redirect_uri: 'https://mail.example/cb' });
  const form = { grant_type: 'authorization_code', code, redirect_uri: 'https://mail.example/cb' };
  const tokens = await askToken(own, { ...form, ...asClient({ clientId: 'two', clientSecret: 's2' }) });
  const list = (await (await fetch(`${own.url}/sandbox/apps`)).json()) as { clientId: string }[];
  await own.close();
  expect([made.status, refused.status, tokens.status]).toEqual([201, 400, 200]);
  expect(list.map(({ clientId }) => clientId)).toEqual([own.app.clientId, own.publicApp.clientId, 'one', 'Two']);
  expect(JSON.stringify(list)).not.toContain('s2');
});
