import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { MailWire } from '../../../server/mail/mailWire.ts';
import { type ProbeDeps, probeWire } from '../../../server/mail/probeWire.ts';
import { anImapServer } from '../../support/anImapServer.ts';
import { anSmtpServer, type SmtpSetup, type TestSmtpServer } from '../../support/anSmtpServer.ts';
import { aTestCertificate } from '../../support/aTestCertificate.ts';
import { type Reply, wireServer } from '../../support/wireServer.ts';

const AS = { address: 'me@example.com', accessToken: 'token-1' };
const running: { close: () => unknown }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

function probe(wire: MailWire, change: Partial<ProbeDeps> = {}, as = AS) {
  let now = 0;
  const deps = { fetch, clock: () => (now += 5), newId: () => 'guid', ca: null, connectTimeoutMs: 3000, replyTimeoutMs: 3000 };
  return probeWire({ ...deps, ...change })(wire, as);
}

const short = ({ steps }: { steps: { name: string; status: string; milliseconds: number | null }[] }) =>
  steps.map((s) => `${s.name} ${s.status} ${s.milliseconds ?? '-'}`);

describe('SMTP', () => {
  async function smtpWire(setup: SmtpSetup = {}): Promise<TestSmtpServer & { wire: MailWire }> {
    const server = await anSmtpServer(setup);
    running.push(server);
    return Object.assign(server, { wire: { kind: 'smtp' as const, smtp: server.server, imap: null } });
  }

  test.each(['starttls', 'tls'] as const)('every step timed, over %s', async (security) => {
    const { wire, ca, logins } = await smtpWire({ security });
    const found = await probe(wire, { ca });
    expect(short(found)).toEqual(['connect ok 5', 'tls ok 5', 'auth ok 5']);
    expect([found.trouble, logins.length]).toEqual([null, 1]);
  });

  test('a certificate that is not trusted stops it', async () => {
    const found = await probe((await smtpWire()).wire);
    expect(short(found)).toEqual(['connect ok 5', 'tls failed 5', 'auth skipped -']);
    expect(found.trouble).toMatchObject({ mender: 'operator', code: 'TLS_NOT_TRUSTED' });
    expect(found.steps[1]?.detail).toBe(found.trouble?.reason);
  });

  test('a refused sign-in', async () => {
    const { wire, ca } = await smtpWire({ tokens: {} });
    const found = await probe(wire, { ca });
    expect(short(found)).toEqual(['connect ok 5', 'tls ok 5', 'auth failed 5']);
    expect(found.trouble).toMatchObject({ mender: 'user', next: 'Connect it again.' });
  });

  test.each([
    ['lets it in too', false, 'auth ok 5', null],
    ['is switched off for it', true, 'auth failed 5', 'admin'],
  ])('a mailbox that is checked on IMAP as well: IMAP %s', async (_what, switchedOff, step, mender) => {
    const { wire, ca } = await smtpWire();
    const imap = await anImapServer({ switchedOff });
    running.push(imap);
    const found = await probe({ ...wire, imap: imap.server } as MailWire, { ca: `${ca}\n${imap.ca}` });
    expect(short(found)[2]).toBe(step);
    expect(found.trouble?.mender ?? null).toBe(mender);
  });

  test('nobody there', async () => {
    const { wire, close } = await smtpWire();
    await close();
    const found = await probe(wire);
    expect(short(found)).toEqual(['connect failed 5', 'tls skipped -', 'auth skipped -']);
    expect(found.trouble).toMatchObject({ mender: 'later', code: 'ECONNREFUSED' });
  });
});

describe('Graph and Gmail', () => {
  async function api(reply: Reply): Promise<string> {
    const server = await wireServer();
    running.push(server);
    server.answer(reply);
    return server.url;
  }
  const status =
    (code: number): Reply =>
    (response) =>
      response.writeHead(code, { 'content-type': 'application/json' }).end('{}');

  test.each<[number, string, string | null]>([
    [200, 'auth ok 5', null],
    [401, 'auth failed 5', 'user'],
    [403, 'auth skipped -', null],
    [500, 'auth failed 5', 'later'],
    [429, 'auth failed 5', 'later'],
  ])('Graph answers %i', async (code, step, mender) => {
    const found = await probe({ kind: 'graph', graphUrl: await api(status(code)) });
    expect(short(found)).toEqual(['connect ok 5', 'tls skipped -', step]);
    expect(found.trouble?.mender ?? null).toBe(mender);
  });

  test('Graph breaks off', async () => {
    const found = await probe({ kind: 'graph', graphUrl: await api((_response, socket) => socket.destroy()) });
    expect(found.trouble).toMatchObject({ mender: 'later' });
  });

  test('Gmail is not asked: sending proves it', async () => {
    const found = await probe({ kind: 'gmail', gmailUrl: `${await api(status(500))}/gmail` });
    expect(short(found)).toEqual(['connect ok 5', 'tls skipped -', 'auth skipped -']);
    expect(found.trouble).toBeNull();
  });

  test('a certificate that is not trusted', async () => {
    const server = createServer(await aTestCertificate());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    running.push(server);
    const found = await probe({ kind: 'graph', graphUrl: `https://localhost:${(server.address() as AddressInfo).port}` });
    expect(short(found)).toEqual(['connect ok 5', 'tls failed 5', 'auth skipped -']);
    expect(found.trouble).toMatchObject({ mender: 'operator', code: 'TLS_NOT_TRUSTED' });
  });

  test('nobody there', async () => {
    const found = await probe({ kind: 'gmail', gmailUrl: 'http://127.0.0.1:1' });
    expect(short(found)).toEqual(['connect failed 5', 'tls skipped -', 'auth skipped -']);
    expect(found.trouble).toMatchObject({ mender: 'later', code: 'ECONNREFUSED' });
  });
});
