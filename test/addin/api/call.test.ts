import { describe, expect, test } from '@jest/globals';
import { createCall } from '../../../addin/api/call.ts';
import { fillPath } from '../../../addin/api/fillPath.ts';
import { listAccounts } from '../../../shared/api/accounts.ts';
import { createCampaign, startCampaign } from '../../../shared/api/campaigns.ts';
import { listResults } from '../../../shared/api/campaignResults.ts';
import { about } from '../../../shared/api/session.ts';
import { anna, emptyDraft } from '../../support/fakeData.ts';
import { fakeServer } from '../support/paneForTest.tsx';

const PAGE = { 'Content-Type': 'text/html; charset=utf-8' };
const LOUD_PAGE = { 'Content-Type': 'TEXT/HTML' };

function clientFor(token: string | null = 'secret') {
  const server = fakeServer();
  let refused = 0;
  const call = createCall({ fetch: server.fetch, token: () => token, language: 'de', onSessionRefused: () => (refused += 1) });
  return { server, call, refused: () => refused };
}

describe('calling a contract', () => {
  test('fills path and query, sends the session, the key and the language of the pane', async () => {
    const { server, call } = clientFor();
    server.on(startCampaign, { body: emptyDraft });
    await call(startCampaign, { params: { id: 'a/b' }, body: { recipients: 3 } }, { idempotencyKey: 'k1' });
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      url: '/api/campaigns/a%2Fb/start',
      body: { recipients: 3 },
      headers: { authorization: 'Bearer secret', 'idempotency-key': 'k1', 'accept-language': 'de' },
    });
  });

  test('a public route gets no session', async () => {
    const { server, call } = clientFor();
    server.on(about, { body: {} });
    await call(about);
    expect(server.requests[0]?.headers['authorization']).toBeUndefined();
  });

  test('a good answer is a value', async () => {
    const { server, call } = clientFor();
    server.on(listAccounts, { body: { success: true, providers: [anna], count: 1 } });
    const answer = await call(listAccounts);
    expect(answer.ok && answer.value.providers[0]?.emailAddress).toBe(anna.emailAddress);
  });

  test('a refusal carries code, sentence, request, Microsoft and the wait', async () => {
    const { server, call } = clientFor();
    const provider = { error: 'TooManyRequests', help: 'Wait a minute.' };
    const body = {
      success: false,
      error: 'Microsoft asks for a pause.',
      code: 'THROTTLED',
      requestId: 'r1',
      provider,
      details: { a: 1 },
    };
    server.on(createCampaign, { status: 429, body, headers: { 'Retry-After': '7' } });
    expect(await call(createCampaign, { body: {} })).toEqual({
      ok: false,
      failure: {
        code: 'THROTTLED',
        status: 429,
        sentence: body.error,
        requestId: 'r1',
        provider,
        details: { a: 1 },
        retryAfter: 7,
      },
    });
  });

  test.each([
    ['a server that is gone', undefined, 'NETWORK', 0],
    ['a page of a proxy', { status: 403, body: '<html>' }, 'ANSWER_UNREADABLE', 403],
    ['a proxy that lets no file of this size through', { status: 413, body: '<html>' }, 'TOO_LARGE', 413],
    ['a proxy that is asked too often', { status: 429, body: '<html>' }, 'TOO_MANY_REQUESTS', 429],
    ['a proxy that does not reach the server', { status: 502, body: '<html>' }, 'SERVER_AWAY', 502],
    ['a proxy that knows the server is away', { status: 503, body: '<html>' }, 'SERVER_AWAY', 503],
    ['a proxy that has waited long enough', { status: 504, body: '<html>' }, 'SERVER_AWAY', 504],
    ['a network that wants a sign-in', { status: 511, body: '<html>' }, 'ANSWERED_BY_ANOTHER', 511],
    ['its page in place of an answer', { body: '<html>', headers: PAGE }, 'ANSWERED_BY_ANOTHER', 200],
    ['its page in place of an answer, in capitals', { body: '', headers: LOUD_PAGE }, 'ANSWERED_BY_ANOTHER', 200],
    ['a code nobody knows', { status: 500, body: { error: 'x', code: 'NEW_CODE', requestId: 'r' } }, 'INTERNAL', 500],
  ])('%s', async (_, reply, code, status) => {
    const { server, call } = clientFor();
    if (reply) server.on(listAccounts, reply);
    expect(await call(listAccounts)).toMatchObject({ ok: false, failure: { code, status } });
  });

  test('an answer to a session that was replaced meanwhile does not end the new one', async () => {
    const server = fakeServer();
    let [token, refused] = ['old', 0];
    const call = createCall({ fetch: server.fetch, token: () => token, language: 'de', onSessionRefused: () => (refused += 1) });
    server.on(listAccounts, { status: 401, body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' } });
    const answer = call(listAccounts);
    token = 'new';
    expect([(await answer).ok, refused]).toEqual([false, 0]);
  });

  test('a refused session is told once, and only where there was one', async () => {
    const reply = { status: 401, body: { success: false, error: 'x', code: 'UNAUTHENTICATED', requestId: 'r' } };
    for (const [token, times] of [
      ['secret', 1],
      [null, 0],
    ] as const) {
      const { server, call, refused } = clientFor(token);
      server.on(listAccounts, reply);
      await call(listAccounts);
      expect(refused()).toBe(times);
    }
  });

  test('an expired mailbox is not an expired session', async () => {
    const { server, call, refused } = clientFor();
    server.on(listAccounts, { status: 401, body: { success: false, error: 'x', code: 'ACCOUNT_NOT_CONNECTED', requestId: 'r' } });
    await call(listAccounts);
    expect(refused()).toBe(0);
  });
});

describe('paths', () => {
  test('empty and missing query values are left out', () => {
    expect(fillPath(listResults.path, { id: 'c 1' }, { offset: 0, search: '', status: undefined })).toBe(
      '/api/campaigns/c%201/results?offset=0',
    );
  });
  test('a missing parameter is our mistake', () => {
    expect(() => fillPath('/a/:id')).toThrow('No value for :id');
  });
});
