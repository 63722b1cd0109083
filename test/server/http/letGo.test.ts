/** What a stopping server waits for, over real sockets: a test that fails here hangs. */
import { once } from 'node:events';
import { type AddressInfo, connect as connectNet, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { letGo } from '../../../server/http/letGo.ts';
import { aTestCertificate } from '../../support/aTestCertificate.ts';

const sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
});

interface Asked {
  app: FastifyInstance;
  port: number;
  /** The request has come in whole, and waits for its answer. */
  came: Promise<void>;
  answer: () => void;
}

async function listening(https?: { key: string; cert: string }): Promise<Asked> {
  const app = (https ? fastify({ https }) : fastify()) as unknown as FastifyInstance;
  letGo(app);
  const came = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  app.post('/', async () => {
    came.resolve();
    await answer.promise;
    return { done: true };
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, port: (app.server.address() as AddressInfo).port, came: came.promise, answer: answer.resolve };
}

async function opened(app: FastifyInstance, socket: Socket, event = 'connection'): Promise<Socket> {
  sockets.push(socket);
  socket.on('error', () => undefined);
  await once(app.server, event);
  return socket;
}

const HEAD = 'POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n';

describe('a server that stops', () => {
  test('waits for no connection that has said nothing', async () => {
    const { app, port } = await listening();
    await opened(app, connectNet(port, '127.0.0.1'));
    await app.close();
  });

  test.each([
    ['the end of its head', HEAD],
    ['the end of its body', `${HEAD}content-length: 100\r\n\r\n{"half":`],
  ])('does not wait for ever for a request that lacks %s', async (_what, bytes) => {
    const { app, port } = await listening();
    let served: Socket | undefined;
    app.server.once('connection', (socket) => (served = socket));
    const socket = await opened(app, connectNet(port, '127.0.0.1'));
    socket.write(bytes);
    while (served?.bytesRead !== bytes.length) await new Promise(setImmediate);
    await app.close();
  });

  test('waits for no TLS connection without a handshake, nor for one that has said nothing after it', async () => {
    const { key, cert } = await aTestCertificate();
    const { app, port } = await listening({ key, cert });
    await opened(app, connectNet(port, '127.0.0.1'));
    await opened(app, connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }), 'secureConnection');
    await app.close();
  });

  test.each([
    ['over TLS', true],
    ['without', false],
  ])('gives the answer that somebody waits for, %s', async (_how, tls) => {
    const { key, cert } = await aTestCertificate();
    const { app, port, came, answer } = await listening(tls ? { key, cert } : undefined);
    const socket = tls ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false }) : connectNet(port, '127.0.0.1');
    await opened(app, socket, tls ? 'secureConnection' : 'connection');
    let text = '';
    socket.on('data', (piece: Buffer) => (text += piece.toString()));
    socket.write(`${HEAD}content-length: 2\r\n\r\n{}`);
    await came;
    const closed = app.close();
    // Longer than what has only begun may take.
    await once(new AbortController().signal, 'abort', { signal: AbortSignal.timeout(1_500) }).catch(() => undefined);
    answer();
    await Promise.all([closed, once(socket, 'close')]);
    expect(text).toMatch(/^HTTP\/1\.1 200 [^]*\{"done":true\}$/);
  });
});
