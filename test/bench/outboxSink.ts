/**
 * The other end of the outbox bench, in a process of its own: takes every request, drains it and answers 202 with nothing, and
 * gives access tokens. It can tell when so many mails have come, hold its answers from some mail on, and keep bodies to be
 * posted again. Talks to its parent by messages (outboxPeers.ts).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `tell`: say so when that many mails have come since the last order. `hold`: from then on no answers, until the next order. */
export interface SinkOrder {
  tell?: number;
  hold?: number;
  /** Keep the bodies of so many mails. */
  keep?: number;
  /** Go on counting. */
  goOn?: boolean;
}

const TOKEN = JSON.stringify({
  access_token: 't'.repeat(1500),
  token_type: 'Bearer',
  expires_in: 86_400,
  refresh_token: 'r'.repeat(1200),
});

let order: SinkOrder = {};
let count = 0;
let held: ServerResponse[] = [];
let kept: Buffer[] = [];

function take(request: IncomingMessage, response: ServerResponse): void {
  const pieces: Buffer[] = [];
  const keeping = kept.length < (order.keep ?? 0);
  if (keeping) request.on('data', (piece: Buffer) => pieces.push(piece));
  else request.resume();
  request.on('end', () => {
    if (keeping) kept.push(Buffer.concat(pieces));
    count += 1;
    if (count === order.tell) process.send?.({ came: count });
    if (order.hold !== undefined && count >= order.hold) held.push(response);
    else answer(response);
  });
}

function answer(response: ServerResponse): void {
  response.writeHead(202, { 'content-length': 0 }).end();
}

function give(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const [type, body] = request.url === '/kept' ? ['application/octet-stream', framed(kept)] : ['application/json', TOKEN];
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

/** Each with its length before it. */
function framed(bodies: readonly Buffer[]): Buffer {
  return Buffer.concat(
    bodies.flatMap((body) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(body.length);
      return [length, body];
    }),
  );
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  if (request.url === '/v1.0/me/sendMail') take(request, response);
  else give(request, response);
});

process.on('message', (next: SinkOrder) => {
  if (next.goOn !== true) count = 0;
  if (next.keep !== undefined) kept = [];
  order = next;
  for (const response of held) answer(response);
  held = [];
  process.send?.({ ordered: true });
});
process.on('disconnect', () => process.exit(0));

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
