import { describe, expect, test } from '@jest/globals';
import { deviceCode, type DeviceStarted } from '../../../server/oauth/deviceCode.ts';
import { endpointsOf } from '../../../server/oauth/endpointsOf.ts';
import { explainEntra } from '../../../server/oauth/entraHelp.ts';
import { explainOAuth } from '../../../server/oauth/oauthHelp.ts';
import { startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { signInForDevice } from '../../support/signInAtSandbox.ts';

const START = {
  device_code: 'dc',
  user_code: 'AB-CD',
  verification_uri: 'https://post.example/device',
  expires_in: 900,
  interval: 5,
};

type Answer = [status: number, body: unknown] | Error;

/** A provider that says these in turn, and a clock that only sleeping moves. */
function device(answers: Answer[]) {
  const asked: { url: string; form: Record<string, string> }[] = [];
  const slept: number[] = [];
  let now = 0;
  const fetchOne = async (url: string, init: { body: URLSearchParams }): Promise<Response> => {
    asked.push({ url, form: Object.fromEntries(init.body) });
    const answer = answers.shift();
    if (answer === undefined) throw new Error('asked once too often');
    if (answer instanceof Error) throw answer;
    return new Response(JSON.stringify(answer[1]), { status: answer[0] });
  };
  const flow = deviceCode({
    app: { clientId: 'client', credential: { kind: 'none' }, rotation: 'keeps' },
    name: 'Post',
    tokenUrl: 'https://post.example/token',
    deviceUrl: 'https://post.example/devicecode',
    explain: explainOAuth('Post'),
    fetch: fetchOne as unknown as typeof fetch,
    clock: () => now,
    newId: () => 'id',
    timeoutMs: 1000,
    sleep: (ms) => {
      slept.push(ms);
      now += ms;
      return Promise.resolve();
    },
  });
  return { flow, asked, slept };
}

const started: DeviceStarted = {
  deviceCode: 'dc',
  userCode: 'AB-CD',
  verificationUri: 'https://post.example/device',
  verificationUriComplete: null,
  expiresAt: 900_000,
  intervalMs: 5000,
  scopes: ['mail'],
};
const pending: Answer = [400, { error: 'authorization_pending' }];
const slower: Answer = [400, { error: 'slow_down' }];
const good: Answer = [200, { access_token: 'at', refresh_token: 'rt' }];

describe('starting', () => {
  test('asks as a public client and tells what the person types where', async () => {
    const { flow, asked } = device([[200, START]]);
    expect(await flow.start(['mail'])).toEqual({ ok: true, started });
    expect(asked).toEqual([{ url: 'https://post.example/devicecode', form: { client_id: 'client', scope: 'mail' } }]);
  });

  test('knows Google’s name for the address, and does without pace and lifetime', async () => {
    const { flow } = device([[200, { device_code: 'dc', user_code: 'X', verification_url: 'https://g.example/device' }]]);
    expect(await flow.start([])).toMatchObject({
      ok: true,
      started: { verificationUri: 'https://g.example/device', intervalMs: 5000, expiresAt: 600_000 },
    });
  });

  test('an answer without a code, or a refusal, is told', async () => {
    expect(await device([[200, { user_code: 'X' }]]).flow.start([])).toMatchObject({ ok: false, mender: 'later' });
    expect(await device([[400, { error: 'unauthorized_client' }]]).flow.start([])).toMatchObject({
      ok: false,
      mender: 'operator',
    });
  });
});

describe('waiting', () => {
  test('asks at the pace that was named until the person has decided', async () => {
    const { flow, asked, slept } = device([pending, pending, good]);
    expect(await flow.wait(started)).toMatchObject({ ok: true, accessToken: 'at', refreshToken: 'rt', scopes: ['mail'] });
    expect(slept).toEqual([5000, 5000, 5000]);
    expect(asked[0]).toEqual({
      url: 'https://post.example/token',
      form: { client_id: 'client', grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: 'dc' },
    });
  });

  test('slows down by five seconds each time it is told to, for good', async () => {
    const { flow, slept } = device([slower, pending, slower, good]);
    await flow.wait(started);
    expect(slept).toEqual([5000, 10_000, 10_000, 15_000]);
  });

  test('asks ever more seldom where there is no answer', async () => {
    const { flow, slept } = device([new TypeError('fetch failed'), [503, {}], good]);
    expect(await flow.wait(started)).toMatchObject({ ok: true });
    expect(slept).toEqual([5000, 10_000, 20_000]);
  });

  test.each([
    ['access_denied', 'declined'],
    ['authorization_declined', 'declined'],
    ['expired_token', 'user'],
    ['bad_verification_code', 'user'],
    ['invalid_client', 'operator'],
  ])('%s ends it', async (error, mender) => {
    const { flow, asked } = device([[400, { error }]]);
    expect(await flow.wait(started)).toMatchObject({ ok: false, mender, failure: { error } });
    expect(asked).toHaveLength(1);
  });

  test('ends by itself when the code has expired', async () => {
    const { flow, asked } = device([pending, pending]);
    expect(await flow.wait({ ...started, expiresAt: 12_000 })).toMatchObject({ ok: false, failure: { error: 'expired_token' } });
    expect(asked).toHaveLength(2);
  });
});

describe('at Microsoft', () => {
  test.each([
    ['accept', { ok: true, refreshToken: expect.any(String), scopes: expect.arrayContaining(['Mail.Send']) }],
    ['cancel', { ok: false, mender: 'declined' }],
  ] as const)('a public client waits until the person has decided: %s', async (decision, end) => {
    let now = Date.now();
    const sandbox = await startSandbox({ port: 0, clock: () => now });
    const places = {
      accountTypes: 'common',
      cloud: 'global',
      urls: {},
      authorityUrl: sandbox.url,
      smtp: null,
      imap: null,
    } as const;
    const { tokenUrl, deviceUrl } = endpointsOf(places);
    let rounds = 0;
    const flow = deviceCode({
      app: { ...sandbox.publicApp, credential: { kind: 'none' }, rotation: 'keeps' },
      name: 'Microsoft',
      tokenUrl,
      deviceUrl,
      explain: explainEntra,
      fetch,
      clock: () => now,
      newId: () => 'id',
      timeoutMs: 10_000,
      sleep: async (ms) => {
        now += ms;
        rounds += 1;
        if (rounds === 3) await signInForDevice(shown, { address: 'anna@contoso.example', decision });
      },
    });
    const answer = await flow.start(['Mail.Send', 'User.Read', 'offline_access', 'openid', 'profile']);
    if (!answer.ok) throw new Error(answer.failure.help);
    const { started: begun } = answer;
    const shown = { verification_uri: begun.verificationUri, user_code: begun.userCode };
    expect(await flow.wait(begun)).toMatchObject(end);
    expect(rounds).toBe(3);
    await sandbox.close();
  });
});
