import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { GMAIL_SEND, GMAIL_SETTINGS, googleAnswer, googleAuthorizeUrl } from '../../support/googleTokens.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';

const GRACE = 'grace.holt@gmail.example';
const OMAR = 'omar@tailspin.example';
const AUTH = 'https://www.googleapis.com/auth/';
let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterEach(() => sandbox.close());

describe('a sign-in at Google', () => {
  test('comes back with a code, what was allowed, and the state', async () => {
    expect(await googleAnswer(sandbox, { address: OMAR }, { state: 'a b&c' })).toEqual({
      state: 'a b&c',
      code: expect.stringMatching(/^4\//),
      scope: `openid ${AUTH}userinfo.email ${AUTH}userinfo.profile ${GMAIL_SEND}`,
      authuser: '0',
      hd: 'tailspin.example',
      prompt: 'consent',
    });
  });

  test('lets a person allow less than was asked', async () => {
    const answer = await googleAnswer(sandbox, { address: GRACE, withholds: ['gmail.send'] });
    expect(answer.scope).toBe(`openid ${AUTH}userinfo.email ${AUTH}userinfo.profile`);
  });

  test('asks for consent once, again for more, and with prompt=consent', async () => {
    const first = await pagesOf({});
    const second = await pagesOf({});
    const more = await pagesOf({ scope: `openid ${GMAIL_SETTINGS}` });
    const forced = await pagesOf({ prompt: 'consent' });
    expect([first, second, more, forced]).toEqual([['pick', 'consent'], ['pick'], ['pick', 'consent'], ['pick', 'consent']]);
  });

  test('asks again for the right to work while the person is away', async () => {
    await pagesOf({ access_type: 'online' });
    expect([await pagesOf({ access_type: 'online' }), await pagesOf({})]).toEqual([['pick'], ['pick', 'consent']]);
  });

  test('adds what was allowed before, when asked to', async () => {
    await googleAnswer(sandbox, { address: GRACE });
    const scope = GMAIL_SETTINGS;
    const alone = await googleAnswer(sandbox, { address: GRACE }, { scope });
    const added = await googleAnswer(sandbox, { address: GRACE }, { scope, include_granted_scopes: 'true' });
    expect([alone.scope, added.scope?.split(' ')]).toEqual([scope, expect.arrayContaining([scope, GMAIL_SEND])]);
  });

  test('that the person declines comes back too', async () => {
    const answer = await googleAnswer(sandbox, { address: GRACE, decision: 'cancel' }, { state: 's' });
    expect(answer).toEqual({ state: 's', error: 'access_denied' });
  });
});

/** The steps that the pages asked for on the way. */
async function pagesOf(extra: Record<string, string>, visit: typeof fetch = fetch): Promise<string[]> {
  const steps: string[] = [];
  await signInAtSandbox(googleAuthorizeUrl(sandbox, extra), { address: GRACE }, async (input, init) => {
    const answer = await visit(input, init);
    const step = / data-step="([^"]+)"/.exec(await answer.clone().text())?.[1];
    if (step !== undefined) steps.push(step);
    return answer;
  });
  return steps;
}

/** A fetch with a cookie jar of one cookie. */
function browser(): typeof fetch {
  let cookie = '';
  return async (input, init) => {
    const answer = await fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
}

test('a browser that was here before is signed in at once, unless it is to choose', async () => {
  const visit = browser();
  const silent = async (extra: Record<string, string>) => {
    const answer = await visit(googleAuthorizeUrl(sandbox, { prompt: 'none', ...extra }), { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '').searchParams.get('error');
  };
  const before = await silent({});
  const first = await pagesOf({}, visit);
  const seen = [await pagesOf({}, visit), await pagesOf({ prompt: 'select_account' }, visit)];
  expect([before, first, seen]).toEqual(['interaction_required', ['pick', 'consent'], [[], ['pick']]]);
  expect([await silent({}), await silent({ login_hint: GRACE }), await silent({ login_hint: OMAR })]).toEqual([
    null,
    null,
    'interaction_required',
  ]);
  expect(await silent({ scope: GMAIL_SETTINGS })).toBe('interaction_required');
});

describe('what Google keeps on its own page', () => {
  const cases: [string, Record<string, string | undefined>, string, string][] = [
    ['no client', { client_id: undefined }, GRACE, 'invalid_request'],
    ['an unknown client', { client_id: 'x' }, GRACE, 'Error 401: invalid_client'],
    ['an address elsewhere', { redirect_uri: 'https://evil.example/' }, GRACE, 'redirect_uri_mismatch'],
    ['an address with a fragment', { redirect_uri: 'http://localhost:1/#x' }, GRACE, 'redirect_uri_mismatch'],
    ['no address', { redirect_uri: undefined }, GRACE, 'missing: redirect_uri'],
    ['no scope', { scope: undefined }, GRACE, 'missing: scope'],
    ['offline_access as a scope', { scope: 'openid offline_access' }, GRACE, 'valid=[openid], invalid=[offline_access]'],
    ['a scope in other letters', { scope: GMAIL_SEND.toUpperCase() }, GRACE, 'invalid_scope'],
    ['another response_type', { response_type: 'token' }, GRACE, 'unsupported_response_type'],
    ['an unknown access_type', { access_type: 'forever' }, GRACE, 'Invalid access_type'],
    ['an unknown prompt', { prompt: 'login' }, GRACE, 'Invalid prompt: login'],
    ['prompt=none and more', { prompt: 'none consent' }, GRACE, 'Invalid prompt'],
    ['a challenge that is too short', { code_challenge: 'x', code_challenge_method: 'S256' }, GRACE, 'code_challenge length'],
    ['an unknown challenge method', { code_challenge: 'x'.repeat(43), code_challenge_method: 'x' }, GRACE, 'challenge_method'],
    ['an organization that reviews apps first', {}, 'ivy@wingtip.example', 'admin_policy_enforced'],
    ['somebody unknown', {}, 'nobody@gmail.example', 'Couldn’t find your Google Account'],
  ];
  test.each(cases)('%s', async (_name, extra, address, words) => {
    await expect(signInAtSandbox(googleAuthorizeUrl(sandbox, extra), { address })).rejects.toThrow(words);
  });

  test('a decision that was made already', async () => {
    const post = (path: string, fields: Record<string, string>) =>
      fetch(`${sandbox.url}/google/${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
    const interaction = (page: string) => /name="interaction" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const picker = interaction(await (await fetch(googleAuthorizeUrl(sandbox))).text());
    const consent = interaction(await (await post('pick', { interaction: picker, person: GRACE })).text());
    const decide = async () => (await post('consent', { interaction: consent, decision: 'accept' })).status;
    expect([await decide(), await decide(), (await post('pick', { interaction: 'x', person: GRACE })).status]).toEqual([
      302, 400, 400,
    ]);
  });
});
