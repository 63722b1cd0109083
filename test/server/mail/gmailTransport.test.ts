import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { GMAIL_MESSAGE_BYTES_MAX } from '../../../server/mail/gmailRequest.ts';
import type { SendHooks } from '../../../server/mail/mailTransport.ts';
import type { MailMessage } from '../../../server/mail/message.ts';
import { type Transports, transports } from '../../../server/mail/transports.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { type Reply, type WireServer, wireServer } from '../../support/wireServer.ts';

const AS = { address: 'me@example.com', accessToken: 'secret-token-1', fromName: 'Mia' };
const SEND = '/upload/gmail/v1/users/me/messages/send?uploadType=media';
const SENDERS = '/gmail/v1/users/me/settings/sendAs';
let gmail: WireServer;
let room: Transports;

beforeEach(async () => {
  gmail = await wireServer();
  gmail.answer(json(200, { id: '18f0', threadId: '18f0' }));
  openRoom();
});
afterEach(async () => {
  await room.close();
  await gmail.close();
});

function openRoom(requestTimeoutMs = 5000): void {
  room = transports({ fetch, clock: () => 0, requestTimeoutMs, newId: () => 'guid', ca: null });
}

function json(status: number, body: unknown): Reply {
  return (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const transport = (gmailUrl = gmail.url) => room.of({ kind: 'gmail', gmailUrl });
const send = (message: Partial<MailMessage> = {}, hooks: SendHooks = {}, gmailUrl?: string) =>
  transport(gmailUrl).send(aMailMessage(message), AS, hooks);

test('a message leaves as it is, Bcc included, and Gmail’s id comes back', async () => {
  expect(await send({ bcc: ['ben@example.com'] })).toEqual({ kind: 'accepted', providerId: '18f0', idKind: 'gmail' });
  expect(gmail.heard).toHaveLength(1);
  expect(gmail.heard[0]).toMatchObject({
    method: 'POST',
    path: SEND,
    headers: { authorization: 'Bearer secret-token-1', 'content-type': 'message/rfc822' },
  });
  const mail = await simpleParser(gmail.heard[0]?.body ?? '');
  expect([mail.from?.text, mail.subject, mail.html]).toEqual(['"Mia" <me@example.com>', 'Your invitation', '<p>Dear Ana</p>']);
  expect(gmail.heard[0]?.body).toMatch(/^Bcc: ben@example\.com\r$/m);
});

test('an address with a path before it', async () => {
  await send({}, {}, `${gmail.url}/gmail/`);
  expect(gmail.heard[0]?.path).toBe(`/gmail${SEND}`);
});

test('a connection is kept for the next message, and nothing is tried again', async () => {
  gmail.answer((response) => response.writeHead(500).end());
  const wire = transport();
  await wire.send(aMailMessage(), AS);
  // A connection is free in the turn after its answer.
  await new Promise((resolve) => setImmediate(resolve));
  await wire.send(aMailMessage(), AS);
  expect([gmail.connections(), gmail.heard.length]).toEqual([1, 2]);
});

test('a redirect is not followed: the access token stays here', async () => {
  const elsewhere = await wireServer();
  gmail.answer((response) => response.writeHead(307, { location: `${elsewhere.url}/` }).end());
  expect((await send()).kind).toBe('rejected');
  expect(elsewhere.connections()).toBe(0);
  await elsewhere.close();
});

test('cut after the request was read: it may have been sent', async () => {
  gmail.answer((_response, socket) => socket.destroy());
  expect(await send()).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('Google') });
});

test('no answer in time', async () => {
  gmail.answer(() => undefined);
  openRoom(1000);
  expect(await send()).toMatchObject({ kind: 'unknown', code: 'TIMEOUT' });
});

test('nobody there: later', async () => {
  await gmail.close();
  expect(await send()).toMatchObject({ kind: 'later', code: 'ECONNREFUSED' });
  gmail = await wireServer();
});

test('too large is said before anything is sent', async () => {
  const contentBytes = 'A'.repeat(Math.ceil(GMAIL_MESSAGE_BYTES_MAX / 4) * 4);
  const attachments = [{ name: 'a.bin', contentType: 'application/octet-stream', contentBytes }];
  expect(await send({ attachments })).toMatchObject({
    kind: 'rejected',
    code: 'MESSAGE_TOO_LARGE',
    reason: expect.stringContaining('25 MB'),
  });
  expect(gmail.heard).toEqual([]);
});

test('the mark is made before the first byte; where it fails nothing leaves', async () => {
  await expect(send({}, { beforeBytes: () => Promise.reject(new Error('disk full')) })).rejects.toThrow('disk full');
  expect(gmail.heard).toEqual([]);
});

describe('another sender', () => {
  const list = (answer: Reply): void =>
    gmail.answer((response, socket) => {
      const isList = gmail.heard.at(-1)?.path === SENDERS;
      (isList ? answer : json(200, { id: '18f0' }))(response, socket);
    });
  const sendAs = [
    { sendAsEmail: 'me@example.com', isPrimary: true },
    { sendAsEmail: 'Office@example.com', verificationStatus: 'accepted' },
    { sendAsEmail: 'new@example.com', verificationStatus: 'pending' },
  ];

  test('that is verified goes out', async () => {
    list(json(200, { sendAs }));
    expect((await send({ from: 'The Office <office@example.com>' })).kind).toBe('accepted');
    expect(gmail.heard.map((h) => h.path)).toEqual([SENDERS, SEND]);
    expect(gmail.heard[1]?.body).toMatch(/^From: The Office <office@example\.com>\r$/m);
  });

  test('is looked up once for many mails', async () => {
    list(json(200, { sendAs }));
    const wire = transport();
    for (const markerId of ['a', 'b', 'c']) await wire.send(aMailMessage({ markerId, from: 'office@example.com' }), AS);
    expect(gmail.heard.map((h) => h.path)).toEqual([SENDERS, SEND, SEND, SEND]);
  });

  test('the own address is no other sender', async () => {
    expect((await send({ from: 'Me <ME@example.com>' })).kind).toBe('accepted');
    expect(gmail.heard.map((h) => h.path)).toEqual([SEND]);
  });

  test.each<[string, string, Reply, object]>([
    [
      'that nobody set up',
      'boss@example.com',
      json(200, { sendAs }),
      { kind: 'rejected', code: 'SEND_AS_DENIED', reason: expect.stringContaining('Send mail as') },
    ],
    ['that is not verified', 'new@example.com', json(200, { sendAs }), { kind: 'rejected', code: 'SEND_AS_DENIED' }],
    [
      'without the permission to look',
      'office@example.com',
      json(403, { error: { errors: [{ reason: 'insufficientPermissions' }] } }),
      { kind: 'rejected', code: 'SEND_AS_DENIED', reason: expect.stringContaining('Connect it again') },
    ],
    ['with a sign-in that is over', 'office@example.com', json(401, {}), { kind: 'reconnect' }],
    ['while Google has a fault', 'office@example.com', json(500, {}), { kind: 'later' }],
    ['while the connection breaks', 'office@example.com', (_response, socket) => socket.destroy(), { kind: 'later' }],
    ['and a list that is none', 'office@example.com', json(200, { sendAs: 'x' }), { kind: 'rejected', code: 'SEND_AS_DENIED' }],
  ])('%s', async (_what, from, answer, end) => {
    list(answer);
    let marks = 0;
    expect(await send({ from }, { beforeBytes: () => Promise.resolve(void (marks += 1)) })).toMatchObject(end);
    expect([marks, gmail.heard.map((h) => h.path)]).toEqual([0, [SENDERS]]);
  });
});
