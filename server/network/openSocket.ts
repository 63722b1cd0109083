/** A connection, step by step, each with a time limit. Errors are Node's own, for networkFault. */
import net from 'node:net';
import tls from 'node:tls';
import type { TlsTrust } from './tlsTrust.ts';

export interface SocketAsk {
  host: string;
  port: number;
  timeoutMs: number;
}

/** TCP to the first address of the name that answers (RFC 8305, Node's autoSelectFamily). The caller ends the socket. */
export function connectTcp({ host, port, timeoutMs }: SocketAsk): Promise<net.Socket> {
  const socket = net.connect({ host, port });
  return opened(socket, 'connect', timeoutMs);
}

/** TLS on top of it. `verify: false` only to look at a certificate, never to say anything over the connection. */
export function startTls(
  socket: net.Socket,
  { host, timeoutMs, trust, verify }: { host: string; timeoutMs: number; trust: TlsTrust; verify: boolean },
): Promise<tls.TLSSocket> {
  // Server Name Indication knows no addresses (RFC 6066 section 3).
  const servername = net.isIP(host) === 0 ? { servername: host } : {};
  return opened(tls.connect({ socket, host, ...servername, ...trust, rejectUnauthorized: verify }), 'secureConnect', timeoutMs);
}

/** What a failed connection rejects with after its time; its code is what Node gives a connection that timed out. */
export function timedOut(): Error {
  return Object.assign(new Error('The connection was not made in time.'), { code: 'ETIMEDOUT', syscall: 'connect' });
}

function opened<S extends net.Socket>(socket: S, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<S> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => socket.destroy(timedOut()), timeoutMs);
    const done = (): void => {
      clearTimeout(timer);
      socket.off('error', failed).off('close', closed).off(event, ready);
    };
    const failed = (error: Error): void => {
      done();
      // A second error may follow while it is torn down.
      socket.on('error', () => undefined).destroy();
      reject(error);
    };
    const closed = (): void =>
      failed(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET', syscall: 'connect' }));
    const ready = (): void => {
      done();
      // One that breaks while nobody listens must not end the process; whoever uses it learns it all the same.
      socket.on('error', () => undefined);
      resolve(socket);
    };
    socket.once('error', failed).once('close', closed).once(event, ready);
  });
}
