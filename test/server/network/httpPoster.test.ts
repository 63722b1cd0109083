import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { httpPoster, type Post, type PostOnce } from '../../../server/network/httpPoster.ts';
import { keptConnections } from '../../../server/network/keptConnections.ts';
import { type RawServer, rawServer } from '../../support/rawServer.ts';
import { type Reply, type WireServer, wireServer } from '../../support/wireServer.ts';

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

function posterTo(origin: string, timeoutMs = 5000): PostOnce {
  const dispatcher = keptConnections({ origin, connectTimeoutMs: 5000, viaProxies: false });
  closers.push(() => dispatcher.destroy());
  return httpPoster({ dispatcher, origin, timeoutMs });
}

async function anHttpServer(reply?: Reply): Promise<WireServer> {
  const server = await wireServer();
  closers.push(server.close);
  if (reply) server.answer(reply);
  return server;
}

async function aRawServer(talk: (socket: Socket, connection: number) => void): Promise<RawServer> {
  const server = await rawServer(talk);
  closers.push(server.close);
  return server;
}

const aPost = (change: Partial<Post> = {}): Post => ({
  path: '/post',
  headers: ['x-mark', 'one'],
  body: [Buffer.from('{"a":1}')],
  answerMax: 1000,
  ...change,
});

/** Until what the kernel already knows has reached everybody in this process. */
const turn = () => new Promise((resolve) => setImmediate(resolve));
const OK = 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n';
const LOST = (code: string | RegExp) => ({
  kind: 'failed',
  fault: { code: expect.stringMatching(code), unwritten: false },
});

describe('an answer', () => {
  test('comes with status, headers and body, and the request is what was asked', async () => {
    const server = await anHttpServer((response) => response.writeHead(201, { 'Request-Id': 'r-1' }).end('{"id":"7"}'));
    const end = await posterTo(server.url)(aPost());
    expect(end).toMatchObject({ kind: 'answer', status: 201, body: Buffer.from('{"id":"7"}') });
    expect(end.kind === 'answer' && [end.headers.get('request-id'), end.headers.get('retry-after')]).toEqual(['r-1', null]);
    expect(server.heard).toMatchObject([
      { method: 'POST', path: '/post', body: '{"a":1}', headers: { 'x-mark': 'one', 'content-length': '7' } },
    ]);
  });

  test('to a request of no bytes, which says so', async () => {
    const server = await anHttpServer();
    expect(await posterTo(server.url)(aPost({ body: [] }))).toMatchObject({ kind: 'answer', status: 202 });
    expect(server.heard[0]?.headers['content-length']).toBe('0');
  });

  test('to a request in pieces, as if it were whole', async () => {
    const server = await anHttpServer();
    const body = [
      Buffer.from('head '),
      Buffer.alloc(3_000_000, 'x'),
      Buffer.from(' middle '),
      Buffer.alloc(1_000_000, 'y'),
      Buffer.from('.'),
    ];
    const post = posterTo(server.url);
    expect(await Promise.all([1, 2, 3].map(() => post(aPost({ body }))))).toMatchObject([
      { status: 202 },
      { status: 202 },
      { status: 202 },
    ]);
    for (const { headers, body: text } of server.heard) {
      expect(headers['content-length']).toBe('4000014');
      expect(text === Buffer.concat(body).toString()).toBe(true);
    }
  });

  test('that is announced by another one', async () => {
    const server = await anHttpServer((response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' });
      response.writeHead(202).end();
    });
    expect(await posterTo(server.url)(aPost())).toMatchObject({ kind: 'answer', status: 202 });
  });

  test('that points elsewhere is not followed', async () => {
    const elsewhere = await anHttpServer();
    const server = await anHttpServer((response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect(await posterTo(server.url)(aPost())).toMatchObject({ kind: 'answer', status: 307 });
    expect(elsewhere.connections()).toBe(0);
  });

  test('longer than it may be counts by its status, and the next one is whole again', async () => {
    const server = await anHttpServer((response) => response.writeHead(400).end('x'.repeat(5000)));
    const post = posterTo(server.url);
    expect(await post(aPost())).toMatchObject({ kind: 'answer', status: 400, body: undefined });
    expect(await post(aPost({ answerMax: 5000 }))).toMatchObject({ status: 400, body: expect.anything() });
  });

  test.each([
    ['is cut', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 500\r\n\r\n{"error"')],
    [
      'is reset',
      (socket: Socket) =>
        socket.write('HTTP/1.1 400 Bad Request\r\ncontent-length: 500\r\n\r\n{', () => socket.resetAndDestroy()),
    ],
  ])('whose body %s counts by its status', async (_what, answer) => {
    const server = await aRawServer((socket) => socket.once('data', () => answer(socket)));
    expect(await posterTo(server.url)(aPost())).toMatchObject({ kind: 'answer', status: 400, body: undefined });
  });

  test('to each of many requests at once is its own', async () => {
    const server = await anHttpServer((response) => response.end(server.heard.at(-1)?.body));
    const post = posterTo(server.url);
    const texts = Array.from({ length: 50 }, (_, i) => `body ${i}`);
    const ends = await Promise.all(texts.map((text) => post(aPost({ body: [Buffer.from(text)] }))));
    expect(ends.map((end) => end.kind === 'answer' && String(end.body))).toEqual(texts);
  });
});

describe('nothing was written', () => {
  test.each([
    ['nobody listens', 'http://127.0.0.1:1', 'ECONNREFUSED'],
    ['no such name', 'http://no-such-host.invalid', /^E/],
  ])('%s', async (_what, origin, code) => {
    expect(await posterTo(origin)(aPost())).toMatchObject({
      kind: 'failed',
      fault: { unwritten: true, code: expect.stringMatching(code) },
    });
  });

  test('no TLS there', async () => {
    const server = await anHttpServer();
    const end = await posterTo(server.url.replace('http:', 'https:'))(aPost());
    expect(end).toMatchObject({ kind: 'failed', fault: { unwritten: true } });
    expect(server.heard).toEqual([]);
  });

  test('hung up during the TLS handshake', async () => {
    const server = await aRawServer((socket) => socket.once('data', () => socket.destroy()));
    const end = await posterTo(server.url.replace('http:', 'https:'))(aPost());
    expect(end).toMatchObject({ kind: 'failed', fault: { unwritten: true } });
  });

  test('the turn was over: the connection stays for the next one', async () => {
    const server = await anHttpServer();
    const post = posterTo(server.url);
    await post(aPost());
    await turn();
    expect(await post(aPost({ mayWrite: () => false }))).toEqual({ kind: 'held' });
    await turn();
    expect(await post(aPost())).toMatchObject({ status: 202 });
    expect([server.heard.length, server.connections()]).toEqual([2, 1]);
  });

  test('the turn was over before there was a connection', async () => {
    const server = await anHttpServer();
    expect(await posterTo(server.url)(aPost({ mayWrite: () => false }))).toEqual({ kind: 'held' });
    expect(server.heard).toEqual([]);
  });

  test('whether it may be written is asked after the connection was made, right before', async () => {
    const server = await anHttpServer();
    const seen: number[] = [];
    const mayWrite = () => seen.push(server.connections()) > 0;
    await posterTo(server.url)(aPost({ mayWrite }));
    expect([seen, server.heard.length]).toEqual([[1], 1]);
  });

  test('closed for good', async () => {
    const dispatcher = keptConnections({ origin: 'http://127.0.0.1:1', connectTimeoutMs: 100, viaProxies: false });
    await dispatcher.close();
    const post = httpPoster({ dispatcher, origin: 'http://127.0.0.1:1', timeoutMs: 1000 });
    expect(await post(aPost())).toMatchObject({ kind: 'failed', fault: { unwritten: true } });
  });
});

describe('through a proxy of the environment', () => {
  const before = process.env['http_proxy'];
  afterEach(() => {
    if (before === undefined) delete process.env['http_proxy'];
    else process.env['http_proxy'] = before;
  });

  test('the proxy is asked for a way, and a refusal of it left nothing behind', async () => {
    const proxy = await aRawServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')));
    process.env['http_proxy'] = proxy.url;
    const origin = 'http://graph.example';
    const dispatcher = keptConnections({ origin, connectTimeoutMs: 5000, viaProxies: true });
    closers.push(() => dispatcher.destroy());
    const end = await httpPoster({ dispatcher, origin, timeoutMs: 5000 })(aPost());
    expect(proxy.heard()[0]).toMatch(/^CONNECT graph\.example:80 /);
    expect(end).toMatchObject({ kind: 'failed', fault: { unwritten: true } });
  });
});

describe('a kept connection that the server closed meanwhile', () => {
  const closings: [string, (socket: Socket) => void][] = [
    ['ended', (socket) => socket.end()],
    ['destroyed', (socket) => socket.destroy()],
    ['reset', (socket) => socket.resetAndDestroy()],
  ];

  test.each(closings)('%s: a new one is made, and the request arrives once, a hundred times over', async (_what, close) => {
    const closed: Promise<void>[] = [];
    const server = await anHttpServer((response, socket) => {
      closed.push(new Promise((resolve) => socket.once('close', () => resolve())));
      response.writeHead(202).end(() => setImmediate(() => close(socket)));
    });
    const post = posterTo(server.url);
    for (let i = 1; i <= 100; i++) {
      expect(await post(aPost())).toMatchObject({ kind: 'answer', status: 202 });
      expect(server.heard).toHaveLength(i);
      await closed.at(-1);
      // Sometimes in the same turn, sometimes later.
      if (i % 2 === 0) await turn();
    }
  });

  test('in any turn: what is told as not written never arrived, and nothing arrives twice', async () => {
    const server = await anHttpServer((response, socket) => {
      response.writeHead(202).end(() => (server.heard.length % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()));
    });
    const post = posterTo(server.url);
    for (let i = 0; i < 200; i++) {
      const mark = `mark-${i}`;
      const end = await post(aPost({ headers: ['x-mark', mark] }));
      const arrived = server.heard.filter(({ headers }) => headers['x-mark'] === mark).length;
      expect(arrived).toBeLessThanOrEqual(1);
      if (end.kind === 'answer') expect(arrived).toBe(1);
      if (end.kind === 'failed' && end.fault.unwritten) expect(arrived).toBe(0);
      if (i % 3 === 0) await turn();
    }
  });
});

describe('it was written, and no answer came', () => {
  test.each([
    ['cut after the request was read', (socket: Socket) => socket.end(), 'UND_ERR_SOCKET'],
    ['reset after the request was read', (socket: Socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['cut within the status line', (socket: Socket) => socket.end('HTTP/1.1 20'), /./],
    ['cut within the headers', (socket: Socket) => socket.end('HTTP/1.1 202 Accepted\r\nrequest-id: 1\r\n'), /./],
    ['no HTTP', (socket: Socket) => socket.end('220 mail.example ESMTP\r\n'), 'NETWORK'],
    [
      'headers without end',
      (socket: Socket) => socket.write(`HTTP/1.1 202 Accepted\r\nx: ${'y'.repeat(100_000)}`),
      /HEADERS_OVERFLOW/,
    ],
  ])('%s', async (_what, answer, code) => {
    const server = await aRawServer((socket) => socket.once('data', () => answer(socket)));
    expect(await posterTo(server.url)(aPost())).toMatchObject(LOST(code));
    expect(server.heard()).toHaveLength(1);
  });

  test.each([
    ['cut', (socket: Socket) => socket.destroy()],
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ])('%s on a reused connection: not sent again', async (_what, close) => {
    const server = await aRawServer((socket) => {
      let requests = 0;
      socket.on('data', () => {
        requests += 1;
        if (requests === 1) socket.write(OK);
        else close(socket);
      });
    });
    const post = posterTo(server.url);
    expect(await post(aPost())).toMatchObject({ status: 202 });
    await turn();
    expect(await post(aPost({ headers: ['x-mark', 'two'] }))).toMatchObject(LOST(/./));
    expect(
      server
        .heard()
        .join('')
        .match(/x-mark: two/g),
    ).toHaveLength(1);
    expect(await post(aPost())).toMatchObject({ status: 202 });
  });

  test.each([
    ['in one piece', [Buffer.alloc(4_000_000, 'x')]],
    ['in many', Array.from({ length: 40 }, () => Buffer.alloc(100_000, 'x'))],
  ])('cut while a large request goes out %s', async (_what, body) => {
    const server = await aRawServer((socket) => socket.once('data', () => socket.destroy()));
    const post = posterTo(server.url);
    expect(await post(aPost({ body }))).toMatchObject(LOST(/./));
    expect(server.heard()).toHaveLength(1);
  });

  test('refused before it was whole: what was answered counts, and nothing of it is on the next connection', async () => {
    const server = await aRawServer((socket, connection) => {
      if (connection > 0) socket.on('data', () => socket.write(OK));
      else socket.once('data', () => socket.pause().write('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n'));
    });
    const post = posterTo(server.url);
    expect(await post(aPost({ body: Array.from({ length: 400 }, () => Buffer.alloc(100_000, 'x')) }))).toMatchObject({
      status: 413,
    });
    expect(await post(aPost())).toMatchObject({ status: 202 });
    expect(server.heard()[1]).toMatch(/^POST [^]*\{"a":1\}$/);
  });

  test('no answer in time: the connection is given up', async () => {
    let gone: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (gone = resolve));
    const server = await aRawServer((socket) => socket.on('close', () => gone()));
    expect(await posterTo(server.url, 1000)(aPost())).toMatchObject(LOST('TIMEOUT'));
    await closed;
  });

  test('an answer that trickles: the time counts from the first byte to the last', async () => {
    const server = await aRawServer((socket) => {
      const letters = `HTTP/1.1 202 Accepted\r\nx: ${'y'.repeat(5000)}`.split('');
      const drip = setInterval(() => socket.write(letters.shift() ?? ''), 10);
      socket.on('close', () => clearInterval(drip));
    });
    const begun = Date.now();
    expect(await posterTo(server.url, 1000)(aPost())).toMatchObject(LOST('TIMEOUT'));
    expect(Date.now() - begun).toBeLessThan(20_000);
  });

  test('a body that trickles: the status counts when the time is over', async () => {
    const server = await aRawServer((socket) => {
      socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 5000\r\n\r\n');
      const drip = setInterval(() => socket.write('y'), 10);
      socket.on('close', () => clearInterval(drip));
    });
    expect(await posterTo(server.url, 1000)(aPost())).toMatchObject({ kind: 'answer', status: 202, body: undefined });
  });

  test('each of many has the whole time', async () => {
    const server = await anHttpServer((response) => void setTimeout(() => response.writeHead(202).end(), 400));
    const post = posterTo(server.url, 1500);
    // Together they take longer than one may.
    for (let i = 0; i < 4; i++) expect(await post(aPost())).toMatchObject({ kind: 'answer', status: 202 });
  });
});
