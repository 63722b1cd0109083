/**
 * A server that stops waits for its connections. Node closes those that are idle at that moment, and lets all others take minutes or
 * for ever: one that has said nothing yet (a browser opens such beforehand, and so does a probe), one whose request never comes to
 * its end, and one that becomes idle only afterwards, when its answer is given. Whoever has asked for something gets its answer.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** So long a request that has begun may go on coming. */
const GRACE_MS = 1_000;

export function letGo(app: FastifyInstance): void {
  /** By the address of the client: under TLS a request knows another socket than the one that was opened. */
  const open = new Map<string, { socket: Socket; response?: ServerResponse }>();
  const nameOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

  app.server.on('connection', (socket: Socket) => {
    const name = nameOf(socket);
    open.set(name, { socket });
    socket.once('close', () => open.delete(name));
  });
  app.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = open.get(nameOf(request.socket));
    if (connection) connection.response = response;
  });
  app.addHook('preClose', (done) => {
    for (const { socket, response } of open.values()) {
      if (socket.bytesRead === 0) socket.destroy();
      else response?.once('finish', () => response.req.socket.destroySoon());
    }
    const late = setTimeout(() => {
      for (const { socket, response } of open.values()) if (!isOwed(response)) socket.destroy();
    }, GRACE_MS);
    app.server.once('close', () => clearTimeout(late));
    done();
  });
}

/** An answer to a request that came in whole. */
function isOwed(response: ServerResponse | undefined): boolean {
  return response?.req.complete === true && !response.writableFinished;
}
