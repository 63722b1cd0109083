/** Answers that no well-behaved server gives, over real sockets: what they mean, and that a message leaves once, whatever is said. */
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import { transports, type Transports } from '../../../server/mail/transports.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { aTestCertificate } from '../../support/aTestCertificate.ts';
import { type RawServer, rawServer } from '../../support/rawServer.ts';

const AS = { address: 'me@example.com', accessToken: 'secret-token-1', fromName: null };
const NOW = Date.parse('2026-11-20T18:00:00Z');
const DAY_MS = 24 * 3_600_000;

let server: RawServer | undefined;
let room: Transports | undefined;

afterEach(async () => {
  await room?.close();
  await server?.close();
});

/** `say` is called once for each request that arrived whole; the request is known by its marker. */
async function aWire(kind: 'graph' | 'gmail', say: (socket: Socket, request: number) => void, requestTimeoutMs = 5000) {
  let requests = 0;
  server = await rawServer((socket) => {
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1');
      const [head = '', body = ''] = heard.split('\r\n\r\n', 2);
      const length = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? Number.POSITIVE_INFINITY);
      if (heard.length < head.length + 4 + length || body === '') return;
      heard = '';
      requests += 1;
      say(socket, requests);
    });
  });
  let ids = 0;
  room = transports({ fetch, clock: () => NOW, requestTimeoutMs, newId: () => `guid-${++ids}`, ca: null });
  const { url } = server;
  const transport = room.of(kind === 'graph' ? { kind, graphUrl: url } : { kind, gmailUrl: url });
  return {
    send: (markerId = 'outbox-1') => transport.send(aMailMessage({ markerId }), AS),
    requests: () => requests,
  };
}

const line = (...parts: string[]): string => parts.join('\r\n');
const answer = (status: string, headers: string[] = [], body = ''): string =>
  line(`HTTP/1.1 ${status}`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', body);
const HTML = '<html><body>Something is wrong here.</body></html>';
const HUGE = 'x'.repeat(2 * 1024 * 1024);
const TAKEN = { kind: 'accepted' };
const DOUBT = { kind: 'unknown' };

const CASES: [string, string, object][] = [
  ['200', answer('200 OK'), TAKEN],
  ['200 that is a page', answer('200 OK', ['content-type: text/html'], HTML), TAKEN],
  ['207', answer('207 Multi-Status'), TAKEN],
  ['204 that says it has a body', line('HTTP/1.1 204 No Content', 'content-length: 5', '', ''), TAKEN],
  ['202 without a length, over HTTP/1.0', line('HTTP/1.0 202 Accepted', '', ''), TAKEN],
  ['202 in broken pieces', line('HTTP/1.1 202 Accepted', 'transfer-encoding: chunked', '', 'zz', 'no'), TAKEN],
  ['202 shorter than it says', line('HTTP/1.1 202 Accepted', 'content-length: 99', '', 'x'), TAKEN],
  ['202 with a huge body', answer('202 Accepted', [], HUGE), TAKEN],
  ['202 without words', answer('202 '), TAKEN],
  ['202 that says it is packed and is not', answer('202 Accepted', ['content-encoding: gzip'], HTML), TAKEN],
  ['103 and 202', `${line('HTTP/1.1 103 Early Hints', 'link: </x>', '', '')}${answer('202 Accepted')}`, TAKEN],
  ['102 twice and 202', `${'HTTP/1.1 102 Processing\r\n\r\n'.repeat(2)}${answer('202 Accepted')}`, TAKEN],
  ['102 and nothing more', 'HTTP/1.1 102 Processing\r\n\r\n', DOUBT],
  // Nobody asked for it: undici takes the answer for a broken one, and a doubt is the safe side of that.
  ['100 and 202', `HTTP/1.1 100 Continue\r\n\r\n${answer('202 Accepted')}`, DOUBT],
  ['101', line('HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: upgrade', '', ''), DOUBT],
  ['a page without any status', HTML, DOUBT],
  ['nothing but line ends', '\r\n\r\n\r\n', DOUBT],
  ['half a status', 'HTTP/1.1 20', DOUBT],
  ['headers without end', line('HTTP/1.1 202 Accepted', 'x-more: '), DOUBT],
  ['headers larger than anybody reads', line('HTTP/1.1 202 Accepted', `x-more: ${'x'.repeat(200_000)}`, '', ''), DOUBT],
  [
    '500 in JSON',
    answer('500 Oops', ['content-type: application/json'], '{"error":{"code":"X","errors":[{"reason":"X"}]}}'),
    { ...DOUBT, code: 'X' },
  ],
  ['500 that is a page', answer('500 Oops', ['content-type: text/html'], HTML), { ...DOUBT, code: 'HTTP_500' }],
  ['500 with a huge body', answer('500 Oops', [], HUGE), { ...DOUBT, code: 'HTTP_500' }],
  ['500 without a body', answer('500 Oops'), { ...DOUBT, code: 'HTTP_500' }],
  ['502 with Retry-After', answer('502 Bad Gateway', ['retry-after: 30']), { ...DOUBT, slowDownMs: 30_000 }],
  ['504', answer('504 Gateway Timeout'), { ...DOUBT, code: 'HTTP_504' }],
  ['503', answer('503 Busy', [], HTML), { ...DOUBT, code: 'HTTP_503' }],
  ['503 with Retry-After', answer('503 Busy', ['retry-after: 30']), { kind: 'later', waitMs: 30_000 }],
  ['503 with a wait below nothing', answer('503 Busy', ['retry-after: -30']), DOUBT],
  ['503 with two waits', answer('503 Busy', ['retry-after: 3', 'retry-after: 5']), DOUBT],
  ['429 that is a page', answer('429 Slow', ['content-type: text/html'], HTML), { kind: 'later', code: 'HTTP_429' }],
  ['429 with a date', answer('429 Slow', ['retry-after: Fri, 20 Nov 2026 18:02:00 GMT']), { kind: 'later', waitMs: 120_000 }],
  [
    '429 with a date of the past',
    answer('429 Slow', ['retry-after: Fri, 20 Nov 2020 18:02:00 GMT']),
    { kind: 'later', waitMs: 0 },
  ],
  ['400 that is a page', answer('400 Bad Request', ['content-type: text/html'], HTML), { kind: 'rejected', code: 'HTTP_400' }],
  ['400 cut off', line('HTTP/1.1 400 Bad Request', 'content-length: 500', '', '{"err'), { kind: 'rejected', code: 'HTTP_400' }],
];

describe.each(['graph', 'gmail'] as const)('%s', (kind) => {
  test.each(CASES)('%s', async (_what, said, end) => {
    const { send, requests } = await aWire(kind, (socket) => socket.end(said));
    expect(await send()).toMatchObject(end);
    expect(requests()).toBe(1);
  });

  test('a wait longer than anybody lives is a number all the same', async () => {
    const { send } = await aWire(kind, (socket) => socket.end(answer('429 Slow', [`retry-after: ${'9'.repeat(400)}`])));
    const end = await send();
    expect(end.kind === 'later' && (end.waitMs ?? 0) > DAY_MS).toBe(true);
  });

  test('what is said after the answer is not taken for the answer to the next message', async () => {
    const { send, requests } = await aWire(kind, (socket, request) =>
      socket.write(request === 1 ? answer('202 Accepted') + answer('500 Oops') : answer('429 Slow')),
    );
    expect(await send('one')).toMatchObject(TAKEN);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await send('two')).toMatchObject({ kind: 'later', code: 'HTTP_429' });
    expect(requests()).toBe(2);
  });

  test('a server that says nothing at all: a doubt when the time is over', async () => {
    const { send, requests } = await aWire(kind, () => undefined, 700);
    expect(await send()).toMatchObject({ ...DOUBT, code: 'TIMEOUT' });
    expect(requests()).toBe(1);
  });

  test.each([
    ['cut', (socket: Socket) => socket.destroy()],
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ])('100 Continue that nobody asked for, then %s: a doubt', async (_what, cut) => {
    const { send, requests } = await aWire(kind, (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n', () => cut(socket)));
    expect(await send()).toMatchObject(DOUBT);
    expect(requests()).toBe(1);
  });
});

describe('TLS that does not come about: nothing was sent', () => {
  test.each([
    ['an authority that nobody named', {}],
    ['a certificate of another name', { names: ['mail.example.org'] }],
    ['a certificate that has expired', { days: -1 }],
  ])('%s', async (_what, certificate) => {
    const { key, cert } = await aTestCertificate(certificate);
    let said = '';
    const closed = createServer({ key, cert }, (socket) => socket.on('data', (bytes) => (said += bytes.toString())));
    closed.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const graphUrl = `https://localhost:${(closed.address() as AddressInfo).port}`;
    room = transports({ fetch, clock: () => NOW, requestTimeoutMs: 5000, newId: () => 'guid', ca: null });
    expect(await room.of({ kind: 'graph', graphUrl }).send(aMailMessage(), AS)).toMatchObject({ kind: 'later' });
    expect(said).toBe('');
    await new Promise((resolve) => closed.close(resolve));
  });
});
