import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';
import { authorizeUrl, codeFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const CONTOSO = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

/** What came back at the redirect URI. */
async function answerOf(
  extra: Record<string, string | undefined>,
  person: { address: string; decision?: 'accept' | 'cancel' },
  tenant?: string,
) {
  const { redirect } = await signInAtSandbox(authorizeUrl(sandbox, extra, tenant), person);
  return Object.fromEntries(new URL(redirect).searchParams);
}

describe('a sign-in that succeeds', () => {
  test('comes back with a code and the state, untouched', async () => {
    const answer = await answerOf({ state: 'a b&c=ü' }, { address: ANNA });
    expect(answer).toEqual({ code: expect.any(String), session_state: expect.any(String), state: 'a b&c=ü' });
  });

  test('posts the answer with response_mode=form_post', async () => {
    const { redirect, form } = await signInAtSandbox(authorizeUrl(sandbox, { response_mode: 'form_post', state: '"<s>&' }), {
      address: ANNA,
    });
    expect(redirect).toBe('http://localhost:4999/callback');
    expect(form).toMatchObject({ code: expect.any(String), state: '"<s>&' });
  });

  test('asks for consent once, again with prompt=consent, and again for a new permission', async () => {
    const ben = 'ben@contoso.example';
    const first = await pagesOf({}, ben);
    const second = await pagesOf({}, ben);
    const forced = await pagesOf({ prompt: 'consent' }, ben);
    const more = await pagesOf({ scope: 'openid Mail.Send Mail.Read' }, ben);
    expect([first, second, forced, more]).toEqual([['pick', 'consent'], ['pick'], ['pick', 'consent'], ['pick', 'consent']]);
  });
});

/** The steps that the pages asked for on the way. */
async function pagesOf(extra: Record<string, string>, address: string): Promise<string[]> {
  const steps: string[] = [];
  const watching: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const step = / data-step="([^"]+)"/.exec(await answer.clone().text())?.[1];
    if (step !== undefined) steps.push(step);
    return answer;
  };
  await signInAtSandbox(authorizeUrl(sandbox, extra), { address }, watching);
  return steps;
}

describe('failures that come back to the application', () => {
  const cases: [string, Record<string, string | undefined>, string, string, number][] = [
    ['no scope', { scope: undefined }, ANNA, 'invalid_request', 900144],
    ['no response_type', { response_type: undefined }, ANNA, 'invalid_request', 900144],
    ['another response_type', { response_type: 'token' }, ANNA, 'unsupported_response_type', 700054],
    ['an unknown permission', { scope: 'openid Mail.Sned' }, ANNA, 'invalid_client', 650053],
    [
      'offline_access written as a Graph permission',
      { scope: 'https://graph.microsoft.com/offline_access' },
      ANNA,
      'invalid_client',
      650053,
    ],
    ['an unknown prompt', { prompt: 'always' }, ANNA, 'invalid_request', 90023],
    ['a picker together with a hint', { prompt: 'select_account', login_hint: ANNA }, ANNA, 'invalid_request', 90023],
    ['a challenge that is too short', { code_challenge: 'short', code_challenge_method: 'S256' }, ANNA, 'invalid_request', 50147],
    [
      'an unknown challenge method',
      { code_challenge: 'x'.repeat(43), code_challenge_method: 'S512' },
      ANNA,
      'invalid_request',
      90023,
    ],
    ['prompt=none without a session', { prompt: 'none' }, ANNA, 'login_required', 50058],
    ['a tenant that wants its administrator', {}, 'nora@northwind.example', 'access_denied', 90094],
  ];
  test.each(cases)('%s', async (_name, extra, address, error, aadsts) => {
    const answer = await answerOf({ state: 's1', ...extra }, { address });
    expect(answer).toMatchObject({ error, state: 's1' });
    expect(answer.error_description).toMatch(
      new RegExp(
        `^AADSTS${aadsts}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`,
      ),
    );
    expect(answer.code).toBeUndefined();
  });

  test('a person who declines', async () => {
    const answer = await answerOf({ prompt: 'consent' }, { address: ANNA, decision: 'cancel' });
    expect(answer).toMatchObject({
      error: 'access_denied',
      error_subcode: 'cancel',
      error_description: expect.stringContaining('AADSTS65004'),
    });
  });
});

describe('failures that Entra keeps on its own page', () => {
  const cases: [string, Record<string, string | undefined>, string, string, number][] = [
    ['no client', { client_id: undefined }, ANNA, 'common', 900144],
    ['an unknown client', { client_id: '11111111-2222-3333-4444-555555555555' }, ANNA, 'common', 700016],
    ['an address elsewhere', { redirect_uri: 'https://evil.example/callback' }, ANNA, 'common', 50011],
    ['a name that only begins with localhost', { redirect_uri: 'http://localhost.evil.example/' }, ANNA, 'common', 50011],
    ['a redirect URI with a query', { redirect_uri: 'http://localhost:4999/callback?x=1' }, ANNA, 'common', 50011],
    ['an unknown tenant', {}, ANNA, 'nowhere.example', 90002],
    ['a person of another tenant', {}, 'chloe@fabrikam.example', CONTOSO, 50020],
    ['a personal account at a tenant', {}, 'sam.rivers@outlook.com', 'contoso.example', 50020],
    ['a work account at consumers', {}, ANNA, 'consumers', 500208],
    ['a personal account at organizations', {}, 'sam.rivers@outlook.com', 'organizations', 500208],
    ['a Conditional Access policy', {}, 'carl@fabrikam.example', 'common', 53003],
    ['somebody unknown', {}, 'nobody@contoso.example', 'common', 50034],
  ];
  test.each(cases)('%s', async (_name, extra, address, tenant, aadsts) => {
    await expect(signInAtSandbox(authorizeUrl(sandbox, extra, tenant), { address })).rejects.toThrow(`AADSTS${aadsts}: `);
  });

  test('and it shows what came in as text, not as markup', async () => {
    const page = await fetch(authorizeUrl(sandbox, { client_id: '<script>alert(1)</script>' }));
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('who may sign in where', () => {
  const cases: [string, string][] = [
    [ANNA, 'organizations'],
    [ANNA, CONTOSO],
    [ANNA, 'contoso.example'],
    ['sam.rivers@outlook.com', 'consumers'],
    ['sam.rivers@outlook.com', '9188040d-6c67-4c5b-b112-36a304b66dad'],
    ['sam.rivers@outlook.com', 'common'],
  ];
  test.each(cases)('%s at %s', async (address, tenant) => {
    expect(await codeFor(sandbox, address, {}, tenant)).not.toBe('');
  });
});

/** A fetch with a cookie jar of one cookie. */
function browser(): typeof fetch {
  let cookie = '';
  return async (input, init) => {
    const answer = await fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
}

const query = (redirect: string) => new URL(redirect).searchParams;

describe('a browser that was here before', () => {
  test('is signed in at once, silently too, until it signs out', async () => {
    const visit = browser();
    await signInAtSandbox(authorizeUrl(sandbox), { address: ANNA }, visit);
    const again = await visit(authorizeUrl(sandbox), { redirect: 'manual' });
    const silent = await visit(authorizeUrl(sandbox, { prompt: 'none' }), { redirect: 'manual' });
    const picker = await visit(authorizeUrl(sandbox, { prompt: 'select_account' }), { redirect: 'manual' });
    await visit(`${sandbox.url}/common/oauth2/v2.0/logout`, { redirect: 'manual' });
    const after = await visit(authorizeUrl(sandbox, { prompt: 'none' }), { redirect: 'manual' });
    expect([again.status, silent.status, picker.status]).toEqual([302, 302, 200]);
    expect(query(silent.headers.get('location') ?? '').get('code')).not.toBeNull();
    expect(query(after.headers.get('location') ?? '').get('error')).toBe('login_required');
  });

  test('is told apart by a hint when two people use it', async () => {
    const visit = browser();
    await signInAtSandbox(authorizeUrl(sandbox), { address: ANNA }, visit);
    await signInAtSandbox(authorizeUrl(sandbox, { prompt: 'select_account' }), { address: 'chloe@fabrikam.example' }, visit);
    const open = await visit(authorizeUrl(sandbox), { redirect: 'manual' });
    const hinted = await visit(authorizeUrl(sandbox, { login_hint: ANNA }), { redirect: 'manual' });
    expect([open.status, hinted.status]).toEqual([200, 302]);
  });

  test('hears that consent is missing when it may not be asked', async () => {
    const visit = browser();
    await signInAtSandbox(authorizeUrl(sandbox), { address: ANNA }, visit);
    const silent = await visit(authorizeUrl(sandbox, { prompt: 'none', scope: 'Mail.ReadWrite' }), { redirect: 'manual' });
    expect(query(silent.headers.get('location') ?? '').get('error')).toBe('interaction_required');
  });
});

const interactionOf = (text: string) => /name="interaction" value="([^"]+)"/.exec(text)?.[1] ?? '';

test('the way back to the picker stays open, a decision is final', async () => {
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await fetch(`${sandbox.url}/common/${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    return { status: answer.status, interaction: interactionOf(await answer.text()) };
  };
  const picker = interactionOf(await (await fetch(authorizeUrl(sandbox, { prompt: 'consent' }))).text());
  await post('pick', { interaction: picker, person: 'chloe@fabrikam.example' });
  const { status, interaction } = await post('pick', { interaction: picker, person: ANNA });
  const decide = async () => (await post('consent', { interaction, decision: 'accept' })).status;
  expect([status, await decide(), await decide()]).toEqual([200, 302, 400]);
});

test('an administrator can approve the application for the tenant, and then its people get through', async () => {
  const own = await startSandbox({ port: 0 });
  try {
    const ask = new URLSearchParams({
      client_id: own.app.clientId,
      scope: 'Mail.Send User.Read',
      redirect_uri: 'http://localhost:4999/approved',
      state: 'adm',
    });
    const { redirect } = await signInAtSandbox(`${own.url}/northwind.example/v2.0/adminconsent?${ask.toString()}`, {
      address: 'nobody',
    });
    expect(Object.fromEntries(new URL(redirect).searchParams)).toMatchObject({
      admin_consent: 'True',
      state: 'adm',
      scope: 'Mail.Send User.Read',
    });
    expect(await codeFor(own, 'nora@northwind.example')).not.toBe('');
  } finally {
    await own.close();
  }
});

const policy = (answer: Response) => answer.headers.get('cross-origin-opener-policy');

test('the pages can cut the opener off, as Entra will', async () => {
  const before = await fetch(authorizeUrl(sandbox));
  sandbox.settings.openerPolicy = true;
  const after = await fetch(authorizeUrl(sandbox));
  sandbox.settings.openerPolicy = false;
  expect([policy(before), policy(after)]).toEqual([null, 'same-origin']);
});
