import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type HostAsk, probeHost, type ProbeHostDeps } from '../../../server/network/probeHost.ts';
import { anImapServer } from '../../support/anImapServer.ts';
import { anSmtpServer } from '../../support/anSmtpServer.ts';
import { aTestCertificate } from '../../support/aTestCertificate.ts';
import { wireServer } from '../../support/wireServer.ts';

const NOW = Date.parse('2026-11-20T18:00:00Z');
const running: { close: () => unknown }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const probe = (ask: HostAsk, change: Partial<ProbeHostDeps> = {}) =>
  probeHost({ clock: () => NOW, timeoutMs: 3000, ca: null, ...change })(ask);

async function portOf(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(server);
  return (server.address() as AddressInfo).port;
}

describe('https', () => {
  async function https(date: string | undefined, certificate = {}) {
    const pem = await aTestCertificate(certificate);
    const server = createHttps(pem, (_request, response) => {
      response.sendDate = false;
      response.writeHead(404, date === undefined ? {} : { date }).end();
    });
    return { ca: pem.ca, ask: { host: 'localhost', port: await portOf(server), speaks: 'https' as const } };
  }

  test('name, connection, certificate and clock', async () => {
    const { ca, ask } = await https('Fri, 20 Nov 2026 18:05:00 GMT', { days: 45 });
    const now = Date.now();
    const found = await probe(ask, { ca, clock: () => now });
    expect(found).toMatchObject({
      dns: { status: 'ok', addresses: expect.arrayContaining(['127.0.0.1']) },
      tcp: { status: 'ok', address: expect.stringContaining('127.0.0.1') },
      greeting: { status: 'skipped' },
      tls: { status: 'ok', trusted: true, why: null, daysLeft: 44, protocol: 'TLSv1.3' },
      clock: { status: 'ok' },
    });
  });

  test.each([
    ['Fri, 20 Nov 2026 18:05:00 GMT', 300_500],
    ['Fri, 20 Nov 2026 17:59:59 GMT', -500],
    ['yesterday', null],
    [undefined, null],
  ])('a host whose clock says %s', async (date, skewMs) => {
    const { ask } = await https(date);
    expect((await probe(ask)).clock).toEqual({ status: 'ok', milliseconds: 0, skewMs });
  });

  test('a certificate that nobody vouches for is looked at all the same', async () => {
    const { ask } = await https('Fri, 20 Nov 2026 18:00:00 GMT');
    const found = await probe(ask);
    expect(found.tls).toMatchObject({ status: 'ok', trusted: false, why: expect.stringMatching(/./) });
    expect(found.clock.status).toBe('ok');
  });

  test('a certificate that has ended', async () => {
    const { ca, ask } = await https(undefined, { days: -2 });
    const now = Date.now();
    expect((await probe(ask, { ca, clock: () => now })).tls).toMatchObject({
      trusted: false,
      why: 'CERT_HAS_EXPIRED',
      daysLeft: -3,
    });
  });
});

test('plain http on this computer: the clock alone', async () => {
  const server = await wireServer();
  running.push(server);
  server.answer((response) => response.writeHead(200, { date: 'Fri, 20 Nov 2026 18:01:00 GMT' }).end());
  const found = await probe({ host: '127.0.0.1', port: Number(new URL(server.url).port), speaks: 'http' });
  expect(found).toMatchObject({ tls: { status: 'skipped' }, clock: { status: 'ok', skewMs: 60_500 } });
});

describe('a mail server', () => {
  test('greets, offers STARTTLS and proves itself', async () => {
    const smtp = await anSmtpServer();
    running.push(smtp);
    const found = await probe({ host: 'localhost', port: smtp.server.port, speaks: 'smtp' }, { ca: smtp.ca });
    expect(found).toMatchObject({
      greeting: { status: 'ok', banner: expect.stringMatching(/^220 /), starttls: true },
      tls: { status: 'ok', trusted: true },
      clock: { status: 'skipped' },
    });
    expect(smtp.logins).toEqual([]);
  });

  test('that turns us away: its words are kept', async () => {
    const smtp = await anSmtpServer();
    smtp.answers = { connect: { code: 554, text: 'no service for you' } };
    running.push(smtp);
    expect(await probe({ host: 'localhost', port: smtp.server.port, speaks: 'smtp' })).toMatchObject({
      greeting: { status: 'ok', banner: expect.stringMatching(/^554 .*no service for you/), starttls: false },
      tls: { status: 'skipped' },
    });
  });

  test('without STARTTLS', async () => {
    const smtp = await anSmtpServer({ options: { disabledCommands: ['STARTTLS'] } });
    running.push(smtp);
    expect(await probe({ host: 'localhost', port: smtp.server.port, speaks: 'smtp' })).toMatchObject({
      greeting: { status: 'ok', starttls: false },
      tls: { status: 'skipped' },
    });
  });

  test('for reading (IMAP): the same, and who vouches for it', async () => {
    const imap = await anImapServer({ security: 'starttls' });
    running.push(imap);
    const found = await probe({ host: 'localhost', port: imap.server.port, speaks: 'imap' }, { ca: imap.ca });
    expect(found).toMatchObject({
      greeting: { status: 'ok', banner: expect.stringMatching(/^\* OK/), starttls: true },
      tls: { status: 'ok', trusted: true, issuer: expect.stringMatching(/^Test authority/) },
    });
  });

  test.each([
    ['* OK ready\r\n', '* CAPABILITY IMAP4rev1\r\na OK done\r\n', { status: 'ok', starttls: false }],
    ['* BYE not you\r\n', 'a BAD no\r\n', { status: 'ok', banner: '* BYE not you', starttls: false }],
  ])('IMAP that begins with %j and answers %j', async (banner, answer, greeting) => {
    const port = await portOf(
      createServer((socket) => {
        socket.on('error', () => undefined).on('data', () => socket.write(answer));
        socket.write(banner);
      }),
    );
    expect(await probe({ host: '127.0.0.1', port, speaks: 'imap' })).toMatchObject({ greeting, tls: { status: 'skipped' } });
  });

  test('with TLS from the start', async () => {
    const smtp = await anSmtpServer({ security: 'tls' });
    running.push(smtp);
    const found = await probe({ host: 'localhost', port: smtp.server.port, speaks: 'tls' }, { ca: smtp.ca });
    expect(found).toMatchObject({ greeting: { status: 'skipped' }, tls: { status: 'ok', trusted: true } });
  });
});

describe('what does not answer', () => {
  test('a name that does not exist', async () => {
    expect(await probe({ host: 'no-such-host.invalid', port: 587, speaks: 'smtp' })).toMatchObject({
      dns: { status: 'failed', reason: 'The name no-such-host.invalid is not known.' },
      tcp: { status: 'skipped' },
    });
  });

  test('a closed port', async () => {
    expect(await probe({ host: '127.0.0.1', port: 1, speaks: 'smtp' })).toMatchObject({
      tcp: { status: 'failed', code: 'ECONNREFUSED' },
      greeting: { status: 'skipped' },
    });
  });

  test.each<[HostAsk['speaks'], string]>([
    ['smtp', 'greeting'],
    ['https', 'tls'],
    ['http', 'clock'],
  ])('a server that says nothing, asked for %s', async (speaks, step) => {
    const sockets: { destroy: () => void }[] = [];
    const port = await portOf(createServer((socket) => void sockets.push(socket)));
    const found = await probe({ host: '127.0.0.1', port, speaks }, { timeoutMs: 1000 });
    expect(found[step as 'tls']).toMatchObject({ status: 'failed', code: 'ETIMEDOUT' });
    for (const socket of sockets) socket.destroy();
  });

  test.each<[HostAsk['speaks'], string]>([
    ['smtp', 'greeting'],
    ['https', 'tls'],
    ['http', 'clock'],
  ])('a server that hangs up, asked for %s', async (speaks, step) => {
    const port = await portOf(createServer((socket) => socket.destroy()));
    const found = await probe({ host: '127.0.0.1', port, speaks });
    expect(found[step as 'tls'].status).toBe('failed');
  });

  test('a server that speaks without end is cut off', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      const pour = (): unknown => !socket.destroyed && socket.write('250-more\r\n'.repeat(1000), pour);
      pour();
    });
    const found = await probe({ host: '127.0.0.1', port: await portOf(server), speaks: 'smtp' });
    expect(found.greeting).toMatchObject({ status: 'failed', code: 'EPROTOCOL' });
  });
});
