/**
 * The way back of a sign-in on this computer: a listener for one answer (RFC 8252 section 7.3). It listens on both
 * loopback addresses under one port, because a browser may take `localhost` for either.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackAnswer {
  code?: string;
  error?: string;
  error_description?: string;
}

export interface Loopback {
  port: number;
  /** The first answer that carries this state; whatever else asks is turned away and waited past. */
  answer(state: string, timeoutMs: number): Promise<LoopbackAnswer | 'timeout'>;
  close(): Promise<void>;
}

const PORT_TRIES = 10;

/** @param port 0 takes any free one. Rejects with the system's error where it cannot be had. */
export async function listenOnLoopback(port = 0): Promise<Loopback> {
  for (let tried = 1; ; tried += 1) {
    const seen = answers();
    const first = await listening(port, '127.0.0.1', seen.take);
    const taken = (first.address() as AddressInfo).port;
    try {
      const second = await listening(taken, '::1', seen.take).catch(unlessMissing);
      return loopback(taken, [first, ...(second ? [second] : [])], seen);
    } catch (error) {
      await closed(first);
      // The other address has this port taken by somebody else: another free one will do, a wished one will not.
      if (port !== 0 || tried >= PORT_TRIES) throw error;
    }
  }
}

function loopback(port: number, servers: readonly Server[], seen: Answers): Loopback {
  return {
    port,
    answer: (state, timeoutMs) => seen.wait(state, timeoutMs),
    close: async () => void (await Promise.all(servers.map(closed))),
  };
}

/** A computer without IPv6 has no ::1; then nobody can be sent there either. */
function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') return undefined;
  throw error;
}

interface Answers {
  wait(state: string, timeoutMs: number): Promise<LoopbackAnswer | 'timeout'>;
  take: (request: IncomingMessage, response: ServerResponse) => void;
}

function answers(): Answers {
  let waiting: { state: string; settle: (answer: LoopbackAnswer) => void } | undefined;
  return {
    wait: (state, timeoutMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => resolve('timeout'), timeoutMs);
        const settle = (answer: LoopbackAnswer): void => {
          clearTimeout(timer);
          waiting = undefined;
          resolve(answer);
        };
        waiting = { state, settle };
      }),
    take(request, response) {
      // Taken apart by hand: URL throws on what any page can make a browser ask for (“//”), and would end the command.
      const [, path, query] = /^([^?]*)\??(.*)$/s.exec(request.url ?? '') ?? [];
      const { state, ...given } = Object.fromEntries(new URLSearchParams(query)) as Partial<Record<string, string>>;
      if (request.method !== 'GET' || path !== '/') return page(response, 404, 'There is nothing here.');
      // Somebody else's page could send the browser here: only the answer to our own question counts.
      if (waiting === undefined || state !== waiting.state) return page(response, 400, NOT_OURS);
      if (given['code'] === undefined && given['error'] === undefined)
        return page(response, 400, 'The answer is not complete. Start again in the command line.');
      const words = given['code'] === undefined ? 'Nothing was connected.' : 'Signed in.';
      page(response, 200, `${words} You may close this window and go back to the command line.`);
      waiting.settle(known(given));
    },
  };
}

const NOT_OURS = 'This is not the sign-in that Mergepost is waiting for. Look at the command line again.';

function known(given: Partial<Record<string, string>>): LoopbackAnswer {
  const names = ['code', 'error', 'error_description'] as const;
  return Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))) as LoopbackAnswer;
}

function page(response: ServerResponse, status: number, sentence: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      connection: 'close',
    })
    .end(`<!doctype html><html lang="en"><title>Mergepost</title><h1>Mergepost</h1><p>${sentence}</p></html>`);
}

function listening(
  port: number,
  host: string,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(handle);
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === '::1' }, () => resolve(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
