/** The overall time of a message over SMTP, and the turn of the mailbox that may end before the message leaves. */
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { SendHooks } from '../../../server/mail/mailTransport.ts';
import type { MailMessage } from '../../../server/mail/message.ts';
import { type ClosableTransport, type SmtpDeps, smtpTransport } from '../../../server/mail/smtpTransport.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { anSmtpServer, type SmtpAnswers, type SmtpSetup, type TestSmtpServer } from '../../support/anSmtpServer.ts';

const AS = { address: 'me@example.com', accessToken: 'token-1', fromName: null };
let server: TestSmtpServer;
let transport: ClosableTransport;

async function start(change: Partial<SmtpDeps> = {}, setup: SmtpSetup = {}): Promise<void> {
  server = await anSmtpServer(setup);
  const waits = { connectTimeoutMs: 5000, replyTimeoutMs: 5000, idleMs: 5000, messageTimeoutMs: 5000 };
  transport = smtpTransport({ server: server.server, ca: server.ca, clock: () => 0, ...waits, ...change });
}

afterEach(async () => {
  await transport.close();
  await server.close();
});

const send = (hooks: SendHooks = {}, message: Partial<MailMessage> = {}) => transport.send(aMailMessage(message), AS, hooks);

describe('the overall time', () => {
  // Enough for the way to the dot on a busy computer.
  test('the server is silent after the final dot: a doubt', async () => {
    await start({ messageTimeoutMs: 2000 });
    server.answers = { dot: 'silence' };
    expect((await send()).kind).toBe('unknown');
    expect(server.received).toEqual([]);
  });

  test.each<[string, SmtpAnswers, Partial<MailMessage>]>([
    ['while the message goes out: not taken', { data: 'silence' }, { html: 'x'.repeat(20 * 1024 * 1024) }],
    ['after MAIL: nothing was sent', { mail: 'silence' }, {}],
    ['after the login: nothing was sent', { auth: 'silence' }, {}],
  ])('%s', async (_what, answers, message) => {
    await start({ messageTimeoutMs: 300 });
    server.answers = answers;
    expect((await send({}, message)).kind).toBe('later');
    expect(server.received).toEqual([]);
  });

  test('counts from the first step: a server that never greets', async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    await start({ messageTimeoutMs: 50, server: { host: '127.0.0.1', port, security: 'starttls', auth: 'xoauth2' } });
    expect((await send()).kind).toBe('later');
    mute.close();
  });

  test('ends with the message: a kept connection outlives it', async () => {
    const over = 1500;
    await start({ messageTimeoutMs: over });
    const begun = Date.now();
    let sent = 0;
    while (Date.now() - begun < over + 100) await send({}, { markerId: `outbox-${++sent}` });
    // A connection takes 1000 messages.
    expect([server.received.length, server.connections()]).toEqual([sent, Math.ceil(sent / 1000)]);
  });
});

describe('a turn that is over', () => {
  const OVER = { kind: 'later', code: 'LEASE_OVER' };

  test('when the server is ready for the first byte: it does not leave', async () => {
    await start();
    expect(await send({ mayWrite: () => false })).toMatchObject(OVER);
    expect(server.received).toEqual([]);
    expect((await send()).kind).toBe('accepted');
    expect([server.received.length, server.connections()]).toEqual([1, 2]);
  });

  test.each<[string, SendHooks]>([
    ['the turn is over', { mayWrite: () => false }],
    ['the mark is refused', { beforeBytes: () => Promise.reject(new Error('withdrawn')) }],
  ])('and the server waits for the message when %s: it is told nothing it could take for one', async (_when, hooks) => {
    const heard: string[] = [];
    // `smtp-server` hands on what it has read when a message begins; a goodbye would be the beginning of one.
    await start({}, { options: { onData: (stream) => void stream.on('data', (chunk: Buffer) => heard.push(chunk.toString())) } });
    const closed = new Promise<void>((resolve) => server.onClosed(resolve));
    await send(hooks).catch(() => undefined);
    await closed;
    expect(heard).toEqual([]);
  });

  test('is asked after the mark', async () => {
    await start();
    const seen: string[] = [];
    await send({
      beforeBytes: () => Promise.resolve(void seen.push('mark')),
      mayWrite: () => {
        seen.push(`may ${server.received.length}`);
        return true;
      },
    });
    expect(seen).toEqual(['mark', 'may 0']);
  });
});
