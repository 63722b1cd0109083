/** A real HTTP server on a free port that notes what it was asked and answers what the test says. */
import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export type Reply = (response: ServerResponse, socket: Socket) => void;

export interface Heard {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface WireServer {
  url: string;
  heard: Heard[];
  connections: () => number;
  /** How the next requests are answered. */
  answer: (reply: Reply) => void;
  close: () => Promise<void>;
}

/** Answers in JSON; without a body the answer is empty. */
export const says =
  (status: number, body?: unknown, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(body === undefined ? '' : JSON.stringify(body));

const acceptIt: Reply = (response) => response.writeHead(202).end();

export async function wireServer(): Promise<WireServer> {
  const heard: Heard[] = [];
  let connections = 0;
  let reply = acceptIt;
  const server = createServer((request, response) => {
    const { method = '', url: path = '', headers } = request;
    void readBody(request).then((body) => {
      heard.push({ method, path, headers, body });
      return reply(response, request.socket);
    });
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    connections: () => connections,
    answer: (next) => {
      reply = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
  return body;
}
