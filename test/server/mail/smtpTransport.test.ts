import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { MailMessage } from '../../../server/mail/message.ts';
import type { ClosableTransport, SmtpDeps } from '../../../server/mail/smtpTransport.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { anSmtpTransport } from '../../support/anSmtpTransport.ts';
import { anSmtpServer, type SmtpAnswers, type SmtpSetup, type TestSmtpServer } from '../../support/anSmtpServer.ts';

const AS = { address: 'me@example.com', accessToken: 'token-1', fromName: 'Mia Example' };
const BIG = 'x'.repeat(5 * 1024 * 1024);

let server: TestSmtpServer;
let transport: ClosableTransport;

async function start(setup: SmtpSetup = {}, change: Partial<SmtpDeps> = {}): Promise<void> {
  server = await anSmtpServer(setup);
  transport = anSmtpTransport(server, change);
}

afterEach(async () => {
  await transport.close();
  await server.close();
});

const send = (message: Partial<MailMessage> = {}, as: Partial<typeof AS> = {}, beforeBytes?: () => Promise<void>) =>
  transport.send(aMailMessage(message), { ...AS, ...as }, { beforeBytes });

describe.each(['starttls', 'tls'] as const)('over %s', (security) => {
  test('a mail arrives whole, under the mailbox’s name, with an access token in place of a password', async () => {
    await start({ security });
    expect(await send({ bcc: ['Ben <ben@example.com>'], text: 'Dear Ana' })).toEqual({
      kind: 'accepted',
      providerId: '<outbox-1@example.com>',
      idKind: 'internet',
    });
    expect(server.logins).toEqual([{ username: 'me@example.com', accessToken: 'token-1' }]);
    const [received] = server.received;
    expect(received).toMatchObject({ from: 'me@example.com', to: ['ana@example.com', 'ben@example.com'] });
    expect(received?.mail.from?.text).toBe('"Mia Example" <me@example.com>');
    expect(received?.mail.text).toBe('Dear Ana');
    expect(received?.raw).not.toContain('ben@');
  });
});

describe('TLS', () => {
  test('a certificate of an authority that nobody named is refused, and said to be the operator’s matter', async () => {
    await start({}, { ca: null });
    expect(await send()).toMatchObject({
      kind: 'reconnect',
      state: 'operator-fault',
      code: 'TLS_NOT_TRUSTED',
      next: expect.stringContaining('MAIL_CA_FILE'),
    });
    expect(server.logins).toEqual([]);
  });

  test.each([
    ['for another name', { names: ['mail.example.org'] }],
    ['that has expired', { days: -1 }],
  ])('a certificate %s is refused', async (_what, certificate) => {
    await start({ certificate });
    expect(await send()).toMatchObject({ kind: 'reconnect', code: 'TLS_NOT_TRUSTED' });
  });

  test('a server without STARTTLS gets neither login nor mail', async () => {
    await start({ options: { disabledCommands: ['STARTTLS'], allowInsecureAuth: true } });
    expect(await send()).toMatchObject({ kind: 'reconnect', state: 'operator-fault', code: 'STARTTLS_MISSING' });
    expect(server.logins).toEqual([]);
  });

  test('a server that is not there: later', async () => {
    await start();
    const { port } = server.server;
    await server.close();
    expect(await send()).toMatchObject({ kind: 'later', code: 'ECONNREFUSED' });
    expect(port).toBeGreaterThan(0);
  });

  test('a name that does not exist: later', async () => {
    await start({}, { server: { host: 'no-such-host.invalid', port: 587, security: 'starttls', auth: 'xoauth2' } });
    expect((await send()).kind).toBe('later');
  });

  test('a server that never greets: later, when the time is over', async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as { port: number };
    await start({}, { server: { host: '127.0.0.1', port, security: 'starttls', auth: 'xoauth2' }, connectTimeoutMs: 50 });
    expect(await send()).toMatchObject({ kind: 'later', code: 'ETIMEDOUT' });
    mute.close();
  });
});

describe('the login', () => {
  test('a refused access token: connect again', async () => {
    await start();
    expect(await send({}, { accessToken: 'old' })).toMatchObject({
      kind: 'reconnect',
      state: 'needs-reconnect',
      code: '535',
    });
    expect(server.received).toEqual([]);
  });

  test('is never a password, whatever the server would take', async () => {
    const seen: string[] = [];
    await start({
      options: {
        authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
        onAuth: ({ method }, _session, done) => {
          seen.push(method);
          done(null, { user: 'me@example.com' });
        },
      },
    });
    expect((await send()).kind).toBe('accepted');
    expect(seen).toEqual(['XOAUTH2']);
  });

  test('OAUTHBEARER where the app says so, with addresses of every kind', async () => {
    const address = 'a=b@example.com';
    await start({ auth: 'oauthbearer', tokens: { 'token-1': address } });
    expect((await send({}, { address })).kind).toBe('accepted');
    expect(server.logins).toEqual([{ username: address, accessToken: 'token-1' }]);
    expect(await send({}, { address, accessToken: 'old' })).toMatchObject({ kind: 'reconnect', code: '535' });
  });

  test('SMTP switched off for the organisation: an administrator must allow it', async () => {
    await start();
    const text = '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.';
    server.answers.auth = { code: 535, text };
    expect(await send()).toMatchObject({
      kind: 'reconnect',
      state: 'needs-admin',
      code: '535 5.7.139',
      next: expect.stringContaining('Ask your administrator'),
    });
  });

  test('a server that does not know the mechanism: the operator', async () => {
    await start({ options: { authMethods: ['PLAIN'] } });
    expect(await send()).toMatchObject({ kind: 'reconnect', state: 'operator-fault' });
  });
});

describe('stages', () => {
  test.each<[string, SmtpAnswers, Partial<MailMessage>, object]>([
    ['a greeting that says busy', { connect: { code: 421, text: '4.3.2 busy' } }, {}, { kind: 'later', code: '421 4.3.2' }],
    [
      'a greeting that says no',
      { connect: { code: 554, text: '5.7.1 your network is blocked' } },
      {},
      { kind: 'reconnect', state: 'operator-fault' },
    ],
    ['cut before the greeting', { connect: 'cut' }, {}, { kind: 'later' }],
    ['cut before the login is answered', { auth: 'cut' }, {}, { kind: 'later' }],
    [
      'a login that cannot be checked now',
      { auth: { code: 454, text: '4.7.0 Temporary authentication failure' } },
      {},
      { kind: 'later', code: '454 4.7.0' },
    ],
    ['cut after MAIL', { mail: 'cut' }, {}, { kind: 'later' }],
    ['MAIL put off', { mail: { code: 451, text: '4.7.500 Server busy' } }, {}, { kind: 'later', code: '451 4.7.500' }],
    [
      'MAIL refused',
      { mail: { code: 550, text: '5.7.60 SMTP; Client does not have permissions to send as this sender' } },
      {},
      { kind: 'rejected', code: 'SEND_AS_DENIED' },
    ],
    [
      'the sender is blocked',
      { mail: { code: 550, text: '5.1.8 Access denied, bad outbound sender' } },
      {},
      { kind: 'stopMailbox', code: '550 5.1.8' },
    ],
    [
      'MAIL without a login any more',
      { mail: { code: 530, text: '5.7.57 Client not authenticated to send mail' } },
      {},
      { kind: 'reconnect', state: 'needs-admin' },
    ],
    [
      'all receivers put off',
      { rcpt: () => ({ code: 450, text: '4.2.1 too quickly' }) },
      {},
      { kind: 'later', code: '450 4.2.1' },
    ],
    [
      'all receivers refused',
      { rcpt: () => ({ code: 550, text: '5.1.1 no such user' }) },
      {},
      { kind: 'rejected', code: '550 5.1.1' },
    ],
    [
      'a full receiver stops nobody else',
      { rcpt: () => ({ code: 552, text: '5.2.2 mailbox full' }) },
      {},
      { kind: 'rejected', code: '552 5.2.2' },
    ],
    ['cut while the message goes out', { data: 'cut' }, { html: BIG }, { kind: 'later' }],
    ['cut after the final dot', { dot: 'cut' }, {}, { kind: 'unknown' }],
    [
      'put off after the final dot',
      { dot: { code: 452, text: '4.5.3 Too many recipients' } },
      {},
      { kind: 'later', code: '452 4.5.3' },
    ],
    [
      'refused after the final dot',
      { dot: { code: 554, text: '5.7.1 looks like spam' } },
      {},
      { kind: 'rejected', code: '554 5.7.1' },
    ],
    [
      'the quota after the final dot',
      { dot: { code: 550, text: '5.7.233 Your tenant has exceeded its limit' } },
      {},
      { kind: 'stopMailbox', code: '550 5.7.233' },
    ],
    [
      'Exchange’s SendAsDenied after the final dot',
      { dot: { code: 554, text: '5.2.252 SendAsDenied; me@example.com not allowed to send as boss@example.com' } },
      {},
      { kind: 'rejected', code: 'SEND_AS_DENIED' },
    ],
  ])('%s', async (_what, answers, message, end) => {
    await start();
    server.answers = answers;
    expect(await send(message)).toMatchObject(end);
    expect(server.received).toEqual([]);
    server.answers = {};
    expect((await send()).kind).toBe('accepted');
  });

  test('no answer after the final dot is a doubt', async () => {
    await start({}, { replyTimeoutMs: 1500 });
    server.answers.dot = 'silence';
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'ETIMEDOUT' });
  });

  test('no answer while the message goes out: it was not taken', async () => {
    await start({}, { replyTimeoutMs: 1500 });
    server.answers.data = 'silence';
    expect((await send({ html: BIG.repeat(4) })).kind).toBe('later');
  });

  test('one of two receivers refused: sent, and told', async () => {
    await start();
    server.answers.rcpt = (to) => (to.startsWith('ben') ? { code: 550, text: '5.1.1 no such user' } : undefined);
    expect(await send({ cc: ['ben@example.com'] })).toMatchObject({
      kind: 'accepted',
      remark: expect.stringMatching(/not for ben@example\.com \(“550 5\.1\.1 no such user”\)/),
    });
    expect(server.received[0]?.to).toEqual(['ana@example.com']);
  });

  test('larger than the server says it takes: not even tried', async () => {
    await start({ size: 10_000 });
    expect(await send({ html: 'x'.repeat(20_000) })).toMatchObject({ kind: 'rejected', code: 'MESSAGE_TOO_LARGE' });
    expect(server.received).toEqual([]);
  });

  test('larger than the server takes without saying so', async () => {
    await start({ size: 10_000, options: { hideSize: true } });
    expect(await send({ html: 'x'.repeat(20_000) })).toMatchObject({ kind: 'rejected', code: 'MESSAGE_TOO_LARGE' });
  });
});

describe('the mark before the first byte', () => {
  test('comes after the login and before the message', async () => {
    await start();
    const seen: number[] = [];
    await send({}, {}, () => {
      seen.push(server.logins.length, server.received.length);
      return Promise.resolve();
    });
    expect(seen).toEqual([1, 0]);
  });

  test('is not made where nobody can log in', async () => {
    await start();
    let marks = 0;
    await send({}, { accessToken: 'old' }, () => Promise.resolve(void (marks += 1)));
    expect(marks).toBe(0);
  });

  test('is made while the message is announced, and nothing of the message leaves before', async () => {
    await start();
    let made = (): void => undefined;
    const announced = new Promise<void>((resolve) => {
      server.answers = {
        rcpt: () => {
          resolve();
          return undefined;
        },
      };
    });
    const sending = send({}, {}, () => new Promise((resolve) => (made = resolve)));
    await announced;
    expect(server.received).toEqual([]);
    made();
    expect((await sending).kind).toBe('accepted');
    expect(server.received).toHaveLength(1);
  });

  test.each<[string, SmtpAnswers]>([
    ['where the server would take it', {}],
    ['where the server refuses its receiver', { rcpt: () => ({ code: 550, text: 'No such user' }) }],
    ['where the connection breaks meanwhile', { mail: 'cut' }],
  ])('that fails keeps the message here, %s', async (_where, answers) => {
    await start();
    server.answers = answers;
    await expect(send({}, {}, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
    expect(server.received).toEqual([]);
    server.answers = {};
    expect((await send()).kind).toBe('accepted');
    expect(server.received).toHaveLength(1);
  });
});
