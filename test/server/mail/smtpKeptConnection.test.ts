import { afterEach, describe, expect, test } from '@jest/globals';
import type { MailMessage } from '../../../server/mail/message.ts';
import { type ClosableTransport, type SmtpDeps, smtpTransport } from '../../../server/mail/smtpTransport.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { anSmtpServer, type SmtpSetup, type TestSmtpServer } from '../../support/anSmtpServer.ts';

const AS = { address: 'me@example.com', accessToken: 'token-1', fromName: 'Mia Example' };

let server: TestSmtpServer;
let transport: ClosableTransport;

async function start(setup: SmtpSetup = {}, change: Partial<SmtpDeps> = {}): Promise<void> {
  server = await anSmtpServer(setup);
  const waits = { connectTimeoutMs: 5000, replyTimeoutMs: 5000, idleMs: 5000, messageTimeoutMs: 5000 };
  transport = smtpTransport({ server: server.server, ca: server.ca, clock: () => 0, ...waits, ...change });
}

afterEach(async () => {
  await transport.close();
  await server.close();
});

const send = (message: Partial<MailMessage> = {}, as: Partial<typeof AS> = {}, beforeBytes?: () => Promise<void>) =>
  transport.send(aMailMessage(message), { ...AS, ...as }, { beforeBytes });

describe('the kept connection', () => {
  test('takes the next mail of the mailbox without a new login', async () => {
    await start();
    for (const markerId of ['a', 'b', 'c']) await send({ markerId });
    expect([server.received.length, server.connections(), server.logins.length]).toEqual([3, 1, 1]);
  });

  test('is not used with another token', async () => {
    await start({ tokens: { 'token-1': 'me@example.com', 'token-2': 'me@example.com' } });
    await send();
    await send({}, { accessToken: 'token-2' });
    expect(server.logins.map((l) => l.accessToken)).toEqual(['token-1', 'token-2']);
    expect((await send({}, { accessToken: 'stolen' })).kind).toBe('reconnect');
  });

  test('is not used for another mailbox', async () => {
    await start({ tokens: { 'token-1': 'me@example.com', 'token-2': 'eva@example.com' } });
    await send();
    await send({}, { address: 'eva@example.com', accessToken: 'token-2' });
    expect(server.received.map((r) => r.user)).toEqual(['me@example.com', 'eva@example.com']);
  });

  test('that the server has closed is replaced unseen', async () => {
    await start();
    await send();
    server.cutAll();
    expect((await send()).kind).toBe('accepted');
    expect(server.received).toHaveLength(2);
  });

  test('that the server has had enough of is replaced unseen, and the mark is made once', async () => {
    await start();
    await send();
    const answers = [{ code: 421, text: '4.7.0 Too many messages in this connection' }];
    server.answers = {
      get mail() {
        return answers.shift();
      },
    };
    let marks = 0;
    expect((await send({}, {}, () => Promise.resolve(void (marks += 1)))).kind).toBe('accepted');
    expect([server.received.length, server.connections(), marks]).toEqual([2, 2, 1]);
  });

  test.each([
    ['421 again on a new connection', { mail: { code: 421, text: '4.3.2 busy' } }, 2],
    ['another reply than 421', { mail: { code: 451, text: '4.7.500 Server busy' } }, 1],
    ['cut after the final dot', { dot: 'cut' }, 1],
  ] as const)('%s: the message is not tried once more', async (_what, answers, connections) => {
    await start();
    await send();
    server.answers = answers;
    expect((await send()).kind).not.toBe('accepted');
    expect([server.received.length, server.connections()]).toEqual([1, connections]);
  });

  test('goes on after a mail that was refused', async () => {
    await start();
    server.answers.rcpt = (to) => (to.startsWith('ana') ? { code: 550, text: '5.1.1 no such user' } : undefined);
    expect((await send()).kind).toBe('rejected');
    expect((await send({ to: ['ben@example.com'] })).kind).toBe('accepted');
    expect([server.received.length, server.connections()]).toEqual([1, 1]);
  });

  test('is closed when it was idle', async () => {
    await start({}, { idleMs: 1 });
    const closed = new Promise<void>((resolve) => {
      server.onClosed(resolve);
    });
    await send();
    await closed;
    expect(server.open()).toBe(0);
  });

  test('is closed at the end', async () => {
    await start();
    const closed = new Promise<void>((resolve) => {
      server.onClosed(resolve);
    });
    await send();
    await transport.close();
    await closed;
    expect(server.open()).toBe(0);
  });
});
