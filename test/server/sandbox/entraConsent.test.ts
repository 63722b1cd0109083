import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';
import { askToken, authorizeUrl, codeFor, REDIRECT_URI, tokensFor } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const NORA = 'nora@northwind.example';
const NORTHWIND = 'c5a7e1d8-6b24-4d93-b0f1-7e3a9c8d5b42';
let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterEach(() => sandbox.close());

/** A fetch with a cookie jar of one cookie, and the steps of the pages it met. */
function browser() {
  let cookie = '';
  const steps: string[] = [];
  const visit: typeof fetch = async (input, init) => {
    const answer = await fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), cookie } });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    const step = / data-step="([^"]+)"/.exec(await answer.clone().text())?.[1];
    if (step !== undefined) steps.push(step);
    return answer;
  };
  return { visit, steps };
}

describe('prompt, for a browser with one session', () => {
  const cases: [string, string[]][] = [
    ['', []],
    ['select_account', ['pick']],
    ['login', ['pick']],
    ['consent', ['consent']],
  ];
  test.each(cases)('"%s" shows %j', async (prompt, shown) => {
    const { visit, steps } = browser();
    await signInAtSandbox(authorizeUrl(sandbox), { address: ANNA }, visit);
    steps.length = 0;
    await signInAtSandbox(authorizeUrl(sandbox, { prompt }), { address: ANNA }, visit);
    expect(steps).toEqual(shown);
  });
});

/** The administrator's page, answered. */
async function adminConsent(tenant: string, extra: Record<string, string> = {}, decision: 'accept' | 'cancel' = 'accept') {
  const ask = {
    client_id: sandbox.app.clientId,
    scope: 'Mail.Send User.Read',
    redirect_uri: REDIRECT_URI,
    state: 'adm',
    ...extra,
  };
  const given = Object.entries(ask).filter(([, value]) => value !== '');
  const url = `${sandbox.url}/${tenant}/v2.0/adminconsent?${new URLSearchParams(given).toString()}`;
  const { redirect } = await signInAtSandbox(url, { address: 'an administrator', decision });
  return Object.fromEntries(new URL(redirect).searchParams);
}

describe('an administrator', () => {
  test.each(['organizations', NORTHWIND, 'northwind.example'])('says yes at %s', async (tenant) => {
    const answer = await adminConsent(tenant);
    const token = await tokensFor(sandbox, NORA);
    expect(answer).toEqual({ admin_consent: 'True', tenant: NORTHWIND, scope: 'Mail.Send User.Read', state: 'adm' });
    expect(token.scope).toBe('Mail.Send User.Read profile openid email');
  });

  test('says no', async () => {
    const answer = await adminConsent(NORTHWIND, {}, 'cancel');
    expect(answer).toMatchObject({
      error: 'access_denied',
      error_subcode: 'cancel',
      error_description: expect.stringContaining('AADSTS65004'),
      state: 'adm',
    });
    await expect(codeFor(sandbox, NORA)).rejects.toThrow('No code');
  });

  test('may be asked for both services at once', async () => {
    const smtp = 'https://outlook.office.com/SMTP.Send';
    await adminConsent(NORTHWIND, { scope: `${smtp} User.Read` });
    expect((await tokensFor(sandbox, NORA, `openid ${smtp}`)).scope).toBe(smtp);
  });

  const back: [string, Record<string, string>, number][] = [
    ['no scope', { scope: '' }, 900144],
    ['an unknown scope', { scope: 'Mail.Sned' }, 650053],
  ];
  test.each(back)('with %s: the failure comes back', async (_name, extra, aadsts) => {
    const answer = await adminConsent(NORTHWIND, extra);
    expect(answer).toMatchObject({ state: 'adm', error_description: expect.stringContaining(`AADSTS${aadsts}:`) });
  });

  const kept: [string, string, Record<string, string>, number][] = [
    ['common', 'common', {}, 90130],
    ['consumers', 'consumers', {}, 90130],
    ['an unknown tenant', 'nowhere.example', {}, 90002],
    ['an unknown app', NORTHWIND, { client_id: 'x' }, 700016],
    ['another address', NORTHWIND, { redirect_uri: 'https://evil.example/' }, 50011],
    ['no address', NORTHWIND, { redirect_uri: '' }, 900144],
  ];
  test.each(kept)('with %s: the failure stays on the page', async (_name, tenant, extra, aadsts) => {
    await expect(adminConsent(tenant, extra)).rejects.toThrow(`AADSTS${aadsts}:`);
  });

  test('has allowed these permissions and this app, nothing else', async () => {
    await adminConsent(NORTHWIND);
    await expect(codeFor(sandbox, NORA, { scope: 'Mail.Read' })).rejects.toThrow('No code');
    const other = { client_id: sandbox.publicApp.clientId, redirect_uri: 'http://localhost:1' };
    await expect(codeFor(sandbox, NORA, other)).rejects.toThrow('No code');
    const { refresh_token } = await tokensFor(sandbox, NORA, 'Mail.Send offline_access');
    const refreshed = await askToken(sandbox, { grant_type: 'refresh_token', refresh_token, scope: 'User.Read' });
    expect(refreshed.status).toBe(200);
  });

  test('has said yes, and prompt=consent locks people out all the same', async () => {
    await adminConsent(NORTHWIND);
    const { redirect } = await signInAtSandbox(authorizeUrl(sandbox, { prompt: 'consent' }), { address: NORA });
    expect(new URL(redirect).searchParams.get('error_description')).toContain('AADSTS90094');
  });

  test('can say yes on the page that stopped somebody', async () => {
    const picker = await (await fetch(authorizeUrl(sandbox))).text();
    const interaction = (page: string) => /name="interaction" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const post = (path: string, fields: Record<string, string>) =>
      fetch(`${sandbox.url}/common/${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    const stopped = await (await post('pick', { interaction: interaction(picker), person: NORA })).text();
    const approved = await post('approve', { interaction: interaction(stopped) });
    expect([stopped.includes('Need admin approval'), await approved.text()]).toEqual([true, expect.stringContaining('Approved')]);
    expect(await codeFor(sandbox, NORA)).not.toBe('');
    expect((await post('approve', { interaction: 'x' })).status).toBe(400);
  });
});
