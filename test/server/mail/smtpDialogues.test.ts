/** Dialogues that no mail server library holds, word by word over TLS: what each end means, and what left. */
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { MailMessage } from '../../../server/mail/message.ts';
import type { ClosableTransport } from '../../../server/mail/smtpTransport.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { anSmtpTransport } from '../../support/anSmtpTransport.ts';
import { aTestCertificate, type TestCertificate } from '../../support/aTestCertificate.ts';

const AS = { address: 'me@example.com', accessToken: 'token-1', fromName: null };

/** What is said to each command; `cut`: the connection ends in place of it. Bodies end with `dot`. */
interface Script {
  greeting?: string;
  EHLO?: string;
  AUTH?: string;
  /** To the empty line after a 334. */
  ''?: string;
  MAIL?: string;
  RCPT?: (address: string) => string;
  DATA?: string;
  dot?: string;
}

const POLITE: Required<Script> = {
  greeting: '220 mail.example ESMTP',
  EHLO: '250-mail.example\n250-AUTH XOAUTH2\n250 SIZE 10000000',
  AUTH: '235 2.7.0 OK',
  '': '535 5.7.3 Authentication unsuccessful',
  MAIL: '250 OK',
  RCPT: () => '250 OK',
  DATA: '354 go on',
  dot: '250 2.0.0 OK queued',
};

let pem: TestCertificate;
let server: Server;
let transport: ClosableTransport;
/** Everything that clients said, commands one by one, a message in one piece with its dots as they came. */
let heard: string[] = [];
let sockets = new Set<Socket>();

beforeAll(async () => {
  pem = await aTestCertificate();
});

afterEach(async () => {
  await transport.close();
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function start(script: Script, replyTimeoutMs = 5000): Promise<void> {
  const said = { ...POLITE, ...script };
  heard = [];
  sockets = new Set();
  server = createServer({ key: pem.key, cert: pem.cert }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    converse(socket, said);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  transport = anSmtpTransport(
    { server: { host: 'localhost', port, security: 'tls', auth: 'xoauth2' }, ca: pem.ca },
    { replyTimeoutMs, messageTimeoutMs: 8000 },
  );
}

function converse(socket: Socket, said: Required<Script>): void {
  let rest = '';
  let inMessage = false;
  const answer = (reply: string): void => {
    if (reply === 'cut') socket.destroy();
    else if (reply !== 'silence') socket.write(`${reply.replaceAll('\n', '\r\n')}\r\n`);
  };
  const next = (): boolean => {
    const end = inMessage ? '\r\n.\r\n' : '\r\n';
    const at = rest.indexOf(end);
    if (at < 0) return false;
    const line = rest.slice(0, at);
    rest = rest.slice(at + end.length);
    heard.push(line);
    if (inMessage) {
      inMessage = false;
      answer(said.dot);
      return true;
    }
    const verb = line.split(/[ :]/, 1)[0] ?? '';
    if (verb === 'RCPT') answer(said.RCPT(/<(.*)>/.exec(line)?.[1] ?? ''));
    else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else answer(verb in said ? said[verb as Exclude<keyof Script, 'RCPT'>] : '250 OK');
    inMessage = verb === 'DATA' && /^[23]/.test(said.DATA);
    return true;
  };
  socket.on('data', (bytes: Buffer) => {
    rest += bytes.toString('latin1');
    while (next());
  });
  answer(said.greeting);
}

const send = (message: Partial<MailMessage> = {}) => transport.send(aMailMessage(message), AS);
const DOUBT = { kind: 'unknown' };
const TAKEN = { kind: 'accepted' };
const LATER = { kind: 'later' };
const OPERATOR = { kind: 'reconnect', state: 'operator-fault' };

describe('what a dialogue means', () => {
  test.each<[string, Script, object]>([
    ['all as it should be', {}, TAKEN],
    ['a greeting of many lines', { greeting: '220-mail.example\n220-be nice\n220 ESMTP' }, TAKEN],
    ['a greeting that puts off', { greeting: '450 4.3.2 later' }, { ...LATER, status: 450 }],
    ['a greeting that refuses', { greeting: '554-5.7.1 blocked\n554 5.7.1 see https://example' }, OPERATOR],
    ['a greeting that is none', { greeting: 'HTTP/1.1 400 Bad Request' }, LATER],
    ['EHLO refused, and HELO taken: no way to sign in', { EHLO: '502 5.5.1 what', AUTH: '503 5.5.1 AUTH not offered' }, OPERATOR],
    ['EHLO put off', { EHLO: '421 4.3.2 later' }, { ...LATER, code: '421 4.3.2' }],
    ['cut at EHLO', { EHLO: 'cut' }, LATER],
    [
      'the sign-in refused in two steps',
      { AUTH: '334 eyJzdGF0dXMiOiI0MDEifQ==' },
      { kind: 'reconnect', state: 'needs-reconnect' },
    ],
    ['the sign-in refused, and cut', { AUTH: '334 eyJzdGF0dXMiOiI0MDEifQ==', '': 'cut' }, LATER],
    ['the sign-in refused in many steps', { AUTH: '334 eyJ9', '': '334 eyJ9' }, LATER],
    ['the sign-in put off in two steps', { AUTH: '334 eyJ9', '': '454 4.7.0 later' }, { ...LATER, status: 454 }],
    [
      'SMTP AUTH switched off',
      { AUTH: '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.' },
      { kind: 'reconnect', state: 'needs-admin' },
    ],
    ['MAIL refused', { MAIL: '501 5.1.7 Bad sender' }, { kind: 'rejected', code: '501 5.1.7' }],
    ['MAIL put off, the connection ended with it', { MAIL: '421 4.3.2 later' }, { ...LATER, code: '421 4.3.2' }],
    ['RCPT in many lines', { RCPT: () => '250-well\n250 OK' }, TAKEN],
    ['RCPT refused in many lines', { RCPT: () => '550-5.1.1 nobody\n550 5.1.1 here' }, { kind: 'rejected', code: '550 5.1.1' }],
    ['cut at RCPT', { RCPT: () => 'cut' }, LATER],
    ['DATA refused', { DATA: '554 5.5.1 no valid recipients' }, { kind: 'rejected' }],
    ['DATA put off', { DATA: '451 4.3.0 later' }, { ...LATER, status: 451 }],
    ['cut at DATA', { DATA: 'cut' }, LATER],
    ['DATA answered by 250, as some do', { DATA: '250 go on' }, TAKEN],
    ['taken in many lines', { dot: '250-2.0.0 queued\n250 2.0.0 OK' }, TAKEN],
    ['taken by another 2yz', { dot: '252 2.0.0 maybe' }, TAKEN],
    ['put off after the dot', { dot: '451 4.3.0 later' }, { ...LATER, status: 451 }],
    ['put off after the dot, the connection ended with it', { dot: '421 4.3.0 later' }, { ...LATER, status: 421 }],
    ['refused after the dot', { dot: '554-5.7.1 spam\n554 5.7.1 go away' }, { kind: 'rejected', code: '554 5.7.1' }],
    ['cut after the dot', { dot: 'cut' }, DOUBT],
    ['half an answer after the dot', { dot: '250-2.0.0 queu' }, DOUBT],
    ['354 after the dot', { dot: '354 go on' }, DOUBT],
    ['no reply code after the dot', { dot: 'OK' }, DOUBT],
    ['a reply of two digits after the dot', { dot: '25 OK' }, DOUBT],
    ['two answers after the dot', { dot: '250 2.0.0 OK\n554 5.7.1 no' }, TAKEN],
    ['a refusal and an acceptance after the dot', { dot: '554 5.7.1 no\n250 2.0.0 OK' }, { kind: 'rejected' }],
  ])('%s', async (_what, script, end) => {
    await start(script, JSON.stringify(script).includes('334 eyJ9') || script.dot?.endsWith('queu') === true ? 700 : 5000);
    expect(await send()).toMatchObject(end);
    const messages = heard.filter((line) => /^X-Mergepost-ID: /im.test(line));
    expect(messages.length).toBeLessThanOrEqual(1);
  });
});

describe('receivers', () => {
  const some = { to: ['ana@example.com'], cc: ['ben@example.com'], bcc: ['eva@example.com'] };

  test('some refused, some put off, one taken: sent to that one, and told', async () => {
    await start({
      RCPT: (to) => (to.startsWith('ana') ? '250 OK' : to.startsWith('ben') ? '550 5.1.1 nobody' : '450 4.2.1 later'),
    });
    expect(await send(some)).toMatchObject({
      kind: 'accepted',
      remark: expect.stringMatching(/ben@example\.com \(“550 5\.1\.1 nobody”\), eva@example\.com \(“450 4\.2\.1 later”\)/),
    });
  });

  test.each([
    ['550 5.1.1 nobody', 'Correct these addresses and send it to them alone.'],
    ['450 4.2.1 later', 'Wait an hour, then send it to them alone.'],
  ])('refused with %s, beside others that are taken: %s', async (reply, step) => {
    await start({ RCPT: (to) => (to.startsWith('ana') ? '250 OK' : reply) });
    expect(await send(some)).toMatchObject({ kind: 'accepted', remark: expect.stringContaining(step) });
  });

  test('all refused, one of them only for now: the whole mail waits', async () => {
    await start({ RCPT: (to) => (to.startsWith('ana') ? '450 4.2.1 later' : '550 5.1.1 nobody') });
    expect(await send(some)).toMatchObject({ kind: 'later', status: 450 });
    expect(heard.some((line) => line.includes('X-Mergepost'))).toBe(false);
  });
});

describe('dots', () => {
  const text = ['.', '..', '.hidden', 'end.', '', '.'].join('\n');

  test('at the beginning of lines are doubled on the way, wherever the pieces begin', async () => {
    await start({});
    // The pieces are 16 KB: every offset of a dot to their ends comes up.
    for (let shift = 0; shift < 6; shift += 1) {
      const html = `<pre>${'x'.repeat(60)}\n${'.\n'.repeat(9000)}${'y'.repeat(shift)}</pre>`;
      expect(await send({ html, text })).toMatchObject(TAKEN);
    }
    const messages = heard.filter((line) => line.includes('X-Mergepost-ID'));
    expect(messages).toHaveLength(6);
    for (const message of messages) {
      const lines = message.split('\r\n');
      expect(lines.filter((line) => line.startsWith('.') && !line.startsWith('..'))).toEqual([]);
      expect(lines.filter((line) => line === '..').length).toBeGreaterThanOrEqual(9000);
      expect(message).not.toMatch(/[^\r]\n|\r[^\n]/);
    }
  });
});
