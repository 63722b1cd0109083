/**
 * The mail server of the outbox bench, in a process of its own: npm `smtp-server` with TLS from the first byte on (the product
 * speaks nothing else), XOAUTH2 with any token. It drains every message. Talks to its parent by messages (outboxPeers.ts).
 */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { aTestCertificate } from '../support/aTestCertificate.ts';
import type { SinkOrder } from './outboxSink.ts';

let order: SinkOrder = {};
let count = 0;

const { key, cert, ca } = await aTestCertificate();
const server = new SMTPServer({
  key,
  cert,
  secure: true,
  authMethods: ['XOAUTH2'],
  disableReverseLookup: true,
  logger: false,
  onAuth: ({ username = '' }, _session, done) => done(null, { user: username }),
  onData: (stream, _session, done) => {
    stream.resume();
    stream.on('end', () => {
      count += 1;
      if (count === order.tell) process.send?.({ came: count });
      done();
    });
  },
});
// A client that goes away is not the server's trouble.
server.on('error', () => undefined);

process.on('message', (next: SinkOrder) => {
  count = 0;
  order = next;
  process.send?.({ ordered: true });
});
process.on('disconnect', () => process.exit(0));

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.server.address() as AddressInfo).port, ca }));
