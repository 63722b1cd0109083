import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../server/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { askToken, mailTo, postMail, tokensFor } from '../../support/tokensFromSandbox.ts';

const SEND = 'POST /v1.0/me/sendMail';
const TOKEN = 'POST /{tenant}/oauth2/v2.0/token';
let sandbox: Sandbox;
let token: string;
let refreshToken: string | undefined;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  const tokens = await tokensFor(sandbox, 'anna@contoso.example');
  token = tokens.access_token;
  refreshToken = tokens.refresh_token;
});
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.mailbox.clear();
  sandbox.faults.clear();
});

/** What a sender sees: the status, or that the connection broke. */
async function send(): Promise<number | 'cut'> {
  try {
    const answer = await postMail(sandbox, token, mailTo('a@receivers.example'));
    await answer.text();
    return answer.status;
  } catch (error) {
    // fetch speaks of every broken connection as a TypeError (of Node's own realm, so not an instance of this one).
    if ((error as Error).name === 'TypeError') return 'cut';
    throw error;
  }
}

describe('the next answer of sendMail', () => {
  const cases: [string, Fault, number | 'cut', number][] = [
    ['429', { status: 429, headers: { 'retry-after': '7' } }, 429, 0],
    ['503', { status: 503 }, 503, 0],
    ['504 though the mail was taken', { status: 504, taken: true }, 504, 1],
    ['a cut before the mail was taken', { cut: 'before' }, 'cut', 0],
    ['a cut after the mail was taken', { cut: 'after' }, 'cut', 1],
    ['a cut after, late', { cut: 'after', delayMs: 20 }, 'cut', 1],
    ['202, a little late', { delayMs: 20 }, 202, 1],
    ['200, as large MIME mails get', { status: 200, taken: true }, 200, 1],
    ['202 with Retry-After', { status: 202, taken: true, headers: { 'retry-after': '3' } }, 202, 1],
  ];
  test.each(cases)('%s', async (_name, fault, seen, mails) => {
    sandbox.faults.next(SEND, fault);
    expect([await send(), sandbox.mailbox.all().length]).toEqual([seen, mails]);
    expect([await send(), sandbox.mailbox.all().length]).toEqual([202, mails + 1]);
  });

  test('has headers and a body in Graph’s shape, or the ones given', async () => {
    sandbox.faults.next(SEND, { status: 429, headers: { 'retry-after': '7' } });
    sandbox.faults.next(SEND, { status: 502, body: '<html>Bad gateway</html>', headers: { 'content-type': 'text/html' } });
    const own = await postMail(sandbox, token, mailTo('a@b.example'));
    const given = await postMail(sandbox, token, mailTo('a@b.example'));
    expect([own.headers.get('retry-after'), await own.json()]).toMatchObject([
      '7',
      { error: { code: 'ApplicationThrottled', innerError: { 'request-id': own.headers.get('request-id') } } },
    ]);
    expect([given.status, given.headers.get('content-type'), await given.text()]).toEqual([
      502,
      'text/html',
      '<html>Bad gateway</html>',
    ]);
  });

  test('a delay takes the mail at once, so that a sender who gives up has sent it', async () => {
    sandbox.faults.next(SEND, { delayMs: 60_000 });
    const impatient = new AbortController();
    const asked = fetch(`${sandbox.url}/v1.0/me/sendMail`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(mailTo('a@receivers.example')),
      signal: impatient.signal,
    });
    const mails = await sandbox.mailbox.arrived(1);
    impatient.abort();
    await expect(asked).rejects.toThrow('aborted');
    expect(mails).toHaveLength(1);
  });

  test('a refused mail stays refused behind a fault', async () => {
    sandbox.faults.next(SEND, { status: 504, taken: true });
    expect((await postMail(sandbox, token, { message: {} })).status).toBe(400);
  });
});

test('faults are used up in their order, so many times each, and can be cleared', async () => {
  sandbox.faults.next(SEND, { status: 503 }, 2);
  sandbox.faults.next(SEND, { status: 429 });
  const seen = [await send(), await send(), await send(), await send()];
  sandbox.faults.next(SEND, { status: 503 }, 5);
  sandbox.faults.clear();
  seen.push(await send());
  expect([seen, sandbox.faults.pending()]).toEqual([[503, 503, 429, 202, 202], []]);
});

const refresh = (tenant = 'common') =>
  askToken(sandbox, { grant_type: 'refresh_token', refresh_token: refreshToken }, { tenant });

describe('Entra fails on request too', () => {
  test('in its own shape', async () => {
    sandbox.faults.next(TOKEN, { status: 503 });
    expect(await refresh()).toMatchObject({
      status: 503,
      body: { error: 'temporarily_unavailable', error_description: expect.stringContaining('AADSTS90033') },
    });
  });

  test('for one tenant only', async () => {
    sandbox.faults.next('POST /organizations/oauth2/v2.0/token', { status: 500 });
    expect([(await refresh()).status, (await refresh('organizations')).status]).toEqual([200, 500]);
  });

  test('after the refresh token was rotated', async () => {
    sandbox.requests.clear();
    sandbox.faults.next(TOKEN, { cut: 'after' });
    await expect(refresh()).rejects.toThrow('fetch failed');
    expect([(await refresh()).status, sandbox.requests.count(`${TOKEN} grant_type=refresh_token`)]).toEqual([200, 2]);
  });
});

test('a route that does not exist is a slip of the pen, told at once', () => {
  expect(() => sandbox.faults.next('POST /v1.0/me/sendmails', { status: 500 })).toThrow(
    'The sandbox has no route "POST /v1.0/me/sendmails"',
  );
  expect(() => sandbox.faults.next(SEND, { status: 500 }, 0)).toThrow('whole number');
});

test('requests are counted, faults included', async () => {
  sandbox.requests.clear();
  sandbox.faults.next(SEND, { status: 503 });
  sandbox.faults.next(SEND, { cut: 'before' });
  await send();
  await send();
  await send();
  expect([sandbox.requests.count(SEND), sandbox.requests.all()]).toEqual([3, { [SEND]: 3 }]);
});

test('a sandbox that closes lets go of answers it holds back', async () => {
  const own = await startSandbox({ port: 0 });
  const { access_token } = await tokensFor(own, 'anna@contoso.example');
  own.faults.next(SEND, { delayMs: 3_600_000 });
  const asked = postMail(own, access_token, mailTo('a@b.example')).then(
    () => 'answered',
    () => 'cut',
  );
  await own.mailbox.arrived(1);
  await own.close();
  expect(['answered', 'cut']).toContain(await asked);
});
