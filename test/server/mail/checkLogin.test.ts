import { afterEach, describe, expect, test } from '@jest/globals';
import { checkLogin } from '../../../server/mail/checkLogin.ts';
import type { MailWire } from '../../../server/mail/mailWire.ts';
import { anImapServer, type ImapSetup } from '../../support/anImapServer.ts';
import { anSmtpServer, type SmtpSetup, type TestSmtpServer } from '../../support/anSmtpServer.ts';

const AS = { address: 'me@example.com', accessToken: 'token-1' };
const running: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

async function smtpServer(setup: SmtpSetup = {}): Promise<TestSmtpServer> {
  const server = await anSmtpServer(setup);
  running.push(server);
  return server;
}

async function imapServer(setup: ImapSetup = {}) {
  const server = await anImapServer(setup);
  running.push(server);
  return server;
}

type SmtpWire = Extract<MailWire, { kind: 'smtp' }>;
const wireOf = (smtp: SmtpWire['smtp'], imap: SmtpWire['imap'] = null): SmtpWire => ({ kind: 'smtp', smtp, imap });
const check = (ca: string | null, wire: SmtpWire, as = AS) =>
  checkLogin({ ca, connectTimeoutMs: 3000, replyTimeoutMs: 3000 })(wire, as);

describe('SMTP', () => {
  test('a login that works sends nothing and says goodbye', async () => {
    const smtp = await smtpServer();
    const closed = new Promise<void>((resolve) => {
      smtp.onClosed(resolve);
    });
    expect(await check(smtp.ca, wireOf(smtp.server))).toEqual({ ok: true });
    await closed;
    expect([smtp.logins, smtp.received, smtp.open()]).toEqual([[{ username: 'me@example.com', accessToken: 'token-1' }], [], 0]);
  });

  test('another mailbox than the access is for', async () => {
    const smtp = await smtpServer();
    expect(await check(smtp.ca, wireOf(smtp.server), { ...AS, address: 'boss@example.com' })).toEqual({
      ok: false,
      mender: 'user',
      code: '535',
      reason: 'The mail server no longer accepts the sign-in of this mailbox.',
      next: 'Connect it again.',
    });
  });

  test('switched off for the mailbox: the administrator', async () => {
    const smtp = await smtpServer();
    smtp.answers.auth = {
      code: 535,
      text: '5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.',
    };
    expect(await check(smtp.ca, wireOf(smtp.server))).toMatchObject({
      ok: false,
      mender: 'admin',
      code: '535 5.7.139',
      next: expect.stringMatching(/^Ask your administrator/),
    });
  });

  test('a certificate nobody vouches for: the operator', async () => {
    const smtp = await smtpServer();
    expect(await check(null, wireOf(smtp.server))).toMatchObject({ ok: false, mender: 'operator', code: 'TLS_NOT_TRUSTED' });
    expect(smtp.logins).toEqual([]);
  });

  test('busy, or not there: later', async () => {
    const smtp = await smtpServer();
    smtp.answers.auth = { code: 454, text: '4.7.0 Temporary authentication failure' };
    expect(await check(smtp.ca, wireOf(smtp.server))).toMatchObject({
      ok: false,
      mender: 'later',
      next: 'Try again in a few minutes.',
    });
    await smtp.close();
    expect(await check(smtp.ca, wireOf(smtp.server))).toMatchObject({ ok: false, mender: 'later', code: 'ECONNREFUSED' });
  });
});

describe('IMAP besides', () => {
  test.each(['tls', 'starttls'] as const)('a login that works, over %s', async (security) => {
    const [smtp, imap] = [await smtpServer(), await imapServer({ security })];
    expect(await check(`${smtp.ca}\n${imap.ca}`, wireOf(smtp.server, imap.server))).toEqual({ ok: true });
    expect(imap.connections()).toBe(1);
  });

  test('is not asked where SMTP says no', async () => {
    const [smtp, imap] = [await smtpServer({ tokens: {} }), await imapServer()];
    expect(await check(`${smtp.ca}\n${imap.ca}`, wireOf(smtp.server, imap.server))).toMatchObject({ ok: false, mender: 'user' });
    expect(imap.connections()).toBe(0);
  });

  test.each<[string, ImapSetup, object]>([
    ['a refused login', { tokens: { other: 'me@example.com' } }, { mender: 'user' }],
    ['nobody there by that name', { tokens: {} }, { mender: 'user' }],
    [
      'switched off for the mailbox',
      { switchedOff: true },
      { mender: 'admin', code: 'IMAP_DISABLED', next: expect.stringMatching(/^Ask your administrator/) },
    ],
  ])('%s', async (_what, setup, end) => {
    const [smtp, imap] = [await smtpServer(), await imapServer(setup)];
    expect(await check(`${smtp.ca}\n${imap.ca}`, wireOf(smtp.server, imap.server))).toMatchObject({ ok: false, ...end });
  });

  test('a certificate nobody vouches for', async () => {
    const [smtp, imap] = [await smtpServer(), await imapServer()];
    expect(await check(smtp.ca, wireOf(smtp.server, imap.server))).toMatchObject({
      ok: false,
      mender: 'operator',
      code: 'TLS_NOT_TRUSTED',
    });
  });

  test('a server without STARTTLS gets no access token', async () => {
    const [smtp, imap] = [await smtpServer(), await imapServer({ security: 'none' })];
    const wire = wireOf(smtp.server, { ...imap.server, security: 'starttls' });
    expect(await check(`${smtp.ca}\n${imap.ca}`, wire)).toMatchObject({
      ok: false,
      mender: 'operator',
      code: 'STARTTLS_MISSING',
    });
  });

  test('not there: later', async () => {
    const [smtp, imap] = [await smtpServer(), await imapServer()];
    await imap.close();
    expect(await check(`${smtp.ca}\n${imap.ca}`, wireOf(smtp.server, imap.server))).toMatchObject({
      ok: false,
      mender: 'later',
      code: 'ECONNREFUSED',
    });
  });
});
