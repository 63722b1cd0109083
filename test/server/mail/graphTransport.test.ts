import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GRAPH_REQUEST_BYTES_MAX, MARKER_PROPERTY } from '../../../server/mail/graphRequest.ts';
import { type Transports, transports } from '../../../server/mail/transports.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { type WireServer, wireServer } from '../../support/wireServer.ts';

const AS = { address: 'me@example.com', accessToken: 'secret-token-1', fromName: null };
const JSON_TYPE = { 'content-type': 'application/json' };
let graph: WireServer;
let room: Transports;

beforeEach(async () => {
  graph = await wireServer();
  openRoom();
});
afterEach(async () => {
  await room.close();
  await graph.close();
});

function openRoom(requestTimeoutMs = 5000): void {
  let ids = 0;
  const clock = () => Date.parse('2026-11-20T18:00:00Z');
  room = transports({ fetch, clock, requestTimeoutMs, newId: () => `guid-${++ids}`, ca: null });
}

const wire = (graphUrl = graph.url) => room.of({ kind: 'graph', graphUrl });
const send = (graphUrl?: string, beforeBytes?: () => Promise<void>) => wire(graphUrl).send(aMailMessage(), AS, { beforeBytes });

test('a message leaves as one POST with the access token, on http too, and the request id comes back', async () => {
  graph.answer((response) => response.writeHead(202, { 'request-id': 'r-1', 'retry-after': '3' }).end());
  expect(await send()).toEqual({ kind: 'accepted', requestId: 'r-1', slowDownMs: 3000 });
  expect(graph.heard).toHaveLength(1);
  expect(graph.heard[0]).toMatchObject({
    method: 'POST',
    path: '/v1.0/me/sendMail',
    headers: { ...JSON_TYPE, authorization: 'Bearer secret-token-1', 'client-request-id': 'guid-1' },
  });
  expect(JSON.parse(graph.heard[0]?.body ?? '')).toMatchObject({
    message: {
      subject: 'Your invitation',
      internetMessageHeaders: [{ name: 'x-mergepost-id', value: 'outbox-1' }],
      singleValueExtendedProperties: [{ id: MARKER_PROPERTY, value: 'outbox-1' }],
    },
    saveToSentItems: true,
  });
});

test('every attempt has its own id, and a connection is kept for the next', async () => {
  await send();
  // A connection is free in the turn after its answer.
  await new Promise((resolve) => setImmediate(resolve));
  await send();
  expect(graph.heard.map((h) => h.headers['client-request-id'])).toEqual(['guid-1', 'guid-2']);
  expect(graph.connections()).toBe(1);
});

test('messages sent at the same time do not mix', async () => {
  const people = ['ana', 'ben', 'eva', 'ian'];
  await Promise.all(
    people.map((name) => wire().send(aMailMessage({ to: [`${name}@example.com`], html: name }), { ...AS, accessToken: name })),
  );
  const seen = graph.heard.map((h) => [
    h.headers.authorization,
    /"content":"(\w+)"/.exec(h.body)?.[1],
    /(\w+)@/.exec(h.body)?.[1],
  ]);
  expect(new Set(seen.map(String))).toEqual(new Set(people.map((name) => `Bearer ${name},${name},${name}`)));
});

describe('answers', () => {
  test.each([
    ['an empty 202 that says it is JSON', 202, JSON_TYPE, '', { kind: 'accepted' }],
    ['a 200 instead of 202', 200, {}, '', { kind: 'accepted' }],
    ['429 is not tried again behind our back', 429, { 'retry-after': '1' }, '', { kind: 'later', waitMs: 1000 }],
    ['503 with Retry-After', 503, { 'retry-after': '1' }, '', { kind: 'later', waitMs: 1000 }],
    ['503 without', 503, {}, '', { kind: 'unknown', code: 'HTTP_503' }],
    ['504 is not tried again either', 504, { 'retry-after': '1' }, '', { kind: 'unknown', code: 'HTTP_504' }],
    ["a proxy's page", 502, { 'content-type': 'text/html' }, '<html>', { kind: 'unknown', code: 'HTTP_502' }],
    [
      "Graph's refusal",
      400,
      { ...JSON_TYPE, 'request-id': 'r-2' },
      '{"error":{"code":"ErrorInvalidRecipients","message":"x"}}',
      { kind: 'rejected', code: 'ErrorInvalidRecipients', requestId: 'r-2' },
    ],
    ['401', 401, JSON_TYPE, '{"error":{"code":"InvalidAuthenticationToken"}}', { kind: 'reconnect' }],
  ])('%s', async (_what, status, headers, body, end) => {
    graph.answer((response) => response.writeHead(status, headers as Record<string, string>).end(body));
    expect(await send()).toMatchObject(end);
    expect(graph.heard).toHaveLength(1);
  });

  test.each([[301], [302], [303], [307], [308]])('%i is not followed: the access token stays here', async (status) => {
    const elsewhere = await wireServer();
    graph.answer((response) => response.writeHead(status, { location: `${elsewhere.url}/v1.0/me/sendMail` }).end());
    expect((await send()).kind).toBe(status === 302 || status === 303 ? 'unknown' : 'rejected');
    expect(elsewhere.connections()).toBe(0);
    await elsewhere.close();
  });

  test('a 400 whose explanation is cut off is still a refusal', async () => {
    graph.answer((response, socket) => {
      response.writeHead(400, { ...JSON_TYPE, 'content-length': '500' });
      response.write('{"error":', () => socket.destroy());
    });
    expect(await send()).toMatchObject({ kind: 'rejected', code: 'HTTP_400' });
  });
});

describe('no answer', () => {
  test('cut after the request was read: it may have been sent', async () => {
    graph.answer((_response, socket) => socket.destroy());
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'UND_ERR_SOCKET' });
    expect(graph.heard).toHaveLength(1);
  });

  test('reset after the request was read', async () => {
    graph.answer((_response, socket) => socket.resetAndDestroy());
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'ECONNRESET' });
  });

  test('an answer that does not come in time', async () => {
    graph.answer(() => undefined);
    openRoom(1000);
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'TIMEOUT' });
  });

  test('an answer of which only the status came in time: the status counts', async () => {
    graph.answer((response) => response.writeHead(202, { 'content-length': '9' }).flushHeaders());
    openRoom(1000);
    expect(await send()).toMatchObject({ kind: 'accepted' });
  });

  test('nobody listens: nothing was sent', async () => {
    await graph.close();
    expect(await send()).toMatchObject({ kind: 'later', code: 'ECONNREFUSED' });
  });

  test('no such name', async () => {
    expect(await send('https://graph.invalid')).toMatchObject({ kind: 'later' });
  });

  test('no TLS at that port', async () => {
    expect(await send(graph.url.replace('http:', 'https:'))).toMatchObject({ kind: 'later' });
    expect(graph.heard).toHaveLength(0);
  });

  test('hung up during the TLS handshake', async () => {
    const silent = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const graphUrl = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    expect(await send(graphUrl)).toMatchObject({ kind: 'later', code: 'ECONNRESET' });
    silent.close();
  });
});

describe('the mark before the first byte', () => {
  test('is finished before anything leaves', async () => {
    let heardBefore = -1;
    await send(graph.url, async () => {
      await new Promise((resolve) => setImmediate(resolve));
      heardBefore = graph.connections();
    });
    expect(heardBefore).toBe(0);
    expect(graph.heard).toHaveLength(1);
  });

  test('if it fails nothing leaves, and its own error comes out', async () => {
    const failure = new Error('disk full');
    await expect(send(graph.url, () => Promise.reject(failure))).rejects.toBe(failure);
    expect(graph.connections()).toBe(0);
  });

  test('is not set for a message that is too large to leave', async () => {
    let marked = false;
    const large = aMailMessage({ html: 'a'.repeat(GRAPH_REQUEST_BYTES_MAX) });
    const end = await wire().send(large, AS, {
      beforeBytes: async () => {
        marked = true;
      },
    });
    expect(end).toMatchObject({ kind: 'rejected', code: 'MESSAGE_TOO_LARGE' });
    expect([marked, graph.connections()]).toEqual([false, 0]);
  });
});

test('no outcome holds the access token or the text of the mail', async () => {
  const body = JSON.stringify({ error: { code: 'RequestBodyRead', message: 'Property x is unknown.' } });
  const ends = [];
  for (const status of [202, 400, 401, 403, 429, 500]) {
    graph.answer((response) => response.writeHead(status, JSON_TYPE).end(body));
    ends.push(await send());
  }
  expect(JSON.stringify(ends)).not.toMatch(/secret-token-1|Dear Ana/);
});
