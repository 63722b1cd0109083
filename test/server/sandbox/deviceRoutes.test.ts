import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { signInForDevice } from '../../support/signInAtSandbox.ts';
import { ALL_SCOPES, asClient, askToken } from '../../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
let sandbox: Sandbox;
let now = Date.parse('2026-11-20T18:00:00Z');

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => now });
});
afterAll(() => sandbox.close());

interface Device {
  device_code: string;
  user_code: string;
  verification_uri: string;
  expires_in: number;
  interval: number;
  message: string;
}

async function begin(extra: Record<string, string> = {}, tenant = 'common') {
  const answer = await fetch(`${sandbox.url}/${tenant}/oauth2/v2.0/devicecode`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: sandbox.publicApp.clientId, scope: ALL_SCOPES, ...extra }),
  });
  return { status: answer.status, body: (await answer.json()) as Device & { error?: string; error_codes?: number[] } };
}

const GRANT = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' };
const ask = (device_code: string) => askToken(sandbox, { ...GRANT, ...asClient(sandbox.publicApp), device_code });

describe('a device', () => {
  test('is given a code to show', async () => {
    const { status, body } = await begin();
    expect([status, body]).toEqual([
      200,
      {
        device_code: expect.any(String),
        user_code: expect.stringMatching(/^[A-Z2-9]{9}$/),
        verification_uri: `${sandbox.url}/devicelogin`,
        expires_in: 900,
        interval: 5,
        message: `To sign in, use a web browser to open the page ${sandbox.url}/devicelogin and enter the code ${body.user_code} to authenticate.`,
      },
    ]);
  });

  test('waits, is let in, and gets its tokens once', async () => {
    const { body } = await begin();
    const before = await ask(body.device_code);
    const page = await signInForDevice({ ...body, user_code: ` ${body.user_code.toLowerCase()} ` }, { address: ANNA });
    const tokens = await ask(body.device_code);
    const again = await ask(body.device_code);
    expect(before).toMatchObject({ status: 400, body: { error: 'authorization_pending', error_codes: [70016] } });
    expect(page).toContain('You have signed in');
    expect([tokens.status, tokens.body.scope, tokens.body.refresh_token]).toEqual([
      200,
      'Mail.Send User.Read profile openid email',
      expect.any(String),
    ]);
    expect(again.body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
  });

  test('is never told to slow down, however often it asks', async () => {
    const { body } = await begin();
    const answers = [await ask(body.device_code), await ask(body.device_code), await ask(body.device_code)];
    expect(answers.map(({ body: answer }) => answer.error)).toEqual(Array(3).fill('authorization_pending'));
  });

  test('hears that the person said no', async () => {
    const { body } = await begin({ scope: 'Mail.Read' });
    await signInForDevice(body, { address: ANNA, decision: 'cancel' });
    expect((await ask(body.device_code)).body.error).toBe('authorization_declined');
  });

  test('hears that the person may not say yes', async () => {
    const { body } = await begin();
    const page = await signInForDevice(body, { address: 'nora@northwind.example' });
    expect([page, (await ask(body.device_code)).body.error]).toEqual([
      expect.stringContaining('was not signed in'),
      'authorization_declined',
    ]);
  });

  test('hears that its time is over, and nobody can use the code any more', async () => {
    const { body } = await begin();
    now += 900_000;
    expect((await ask(body.device_code)).body).toMatchObject({ error: 'expired_token', error_codes: [70020] });
    await expect(signInForDevice(body, { address: ANNA })).rejects.toThrow(`The code “${body.user_code}” didn’t work`);
  });

  test('stays with the app that asked', async () => {
    const { body } = await begin();
    const other = await askToken(sandbox, { ...GRANT, device_code: body.device_code });
    expect(other.body).toMatchObject({ error: 'invalid_grant', suberror: 'client_mismatch' });
  });

  test('of a web app gets a code, and then has to prove itself', async () => {
    const { body } = await begin({ client_id: sandbox.app.clientId });
    const answer = await askToken(sandbox, { ...GRANT, client_secret: undefined, device_code: body.device_code });
    expect(answer.body).toMatchObject({ error: 'invalid_client', error_codes: [7000218] });
  });
});

describe('no code for', () => {
  const cases: [string, Record<string, string>, string, number][] = [
    ['an unknown app', { client_id: 'x' }, 'common', 700016],
    ['no scope', { scope: '' }, 'common', 900144],
    ['an unknown scope', { scope: 'Mail.Sned' }, 'common', 650053],
    ['an unknown tenant', {}, 'nowhere.example', 90002],
  ];
  test.each(cases)('%s', async (_name, extra, tenant, aadsts) => {
    expect(await begin(extra, tenant)).toMatchObject({ status: 400, body: { error_codes: [aadsts] } });
  });
});

test('a code that never was, on either side', async () => {
  const verification_uri = `${sandbox.url}/devicelogin`;
  await expect(signInForDevice({ verification_uri, user_code: 'AAAAAAAAA' }, { address: ANNA })).rejects.toThrow('didn’t work');
  expect((await ask('nonsense')).body).toMatchObject({ error: 'bad_verification_code', error_codes: [70018] });
});

test('a person of another tenant is told so on the page, and the device goes on waiting', async () => {
  const { body } = await begin({}, 'contoso.example');
  await expect(signInForDevice(body, { address: 'chloe@fabrikam.example' })).rejects.toThrow('AADSTS50020');
  expect((await ask(body.device_code)).body.error).toBe('authorization_pending');
});
