/** The Gmail wire against the sandbox, which is as strict as Gmail: what it accepts here is a mail in a mailbox. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { MailMessage } from '../../../server/mail/message.ts';
import { type Transports, transports } from '../../../server/mail/transports.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { GMAIL_SEND, GMAIL_SETTINGS, googleTokensFor } from '../../support/googleTokens.ts';

const OMAR = 'omar@tailspin.example';
const NOW = Date.parse('2026-11-20T18:00:00Z');
let sandbox: Sandbox;
let room: Transports;
let plain: string;
let withSettings: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clock: () => NOW });
  room = transports({ fetch, clock: () => NOW, requestTimeoutMs: 5000, newId: () => 'guid', ca: null });
  plain = (await googleTokensFor(sandbox, OMAR)).access_token;
  withSettings = (await googleTokensFor(sandbox, OMAR, { scope: `openid ${GMAIL_SEND} ${GMAIL_SETTINGS}` })).access_token;
});
afterAll(async () => {
  await room.close();
  await sandbox.close();
});
afterEach(() => {
  sandbox.mailbox.clear();
  sandbox.faults.clear();
  sandbox.settings.messagesPerMinute = undefined;
});

const send = (message: Partial<MailMessage> = {}, accessToken = plain) =>
  room
    .of({ kind: 'gmail', gmailUrl: sandbox.google.gmailUrl })
    .send(aMailMessage(message), { address: OMAR, accessToken, fromName: 'Omar H.' });

test('a full message arrives as it was meant, Bcc seen by nobody', async () => {
  const end = await send({
    to: ['Núñez <ana@example.com>'],
    cc: ['cc@example.com'],
    bcc: ['bcc@example.com'],
    subject: 'Über uns',
    html: '<p>Grüße</p>',
    text: 'Grüße',
    attachments: [{ name: 'Angebot März.txt', contentType: 'text/plain', contentBytes: 'aGVsbG8=' }],
    trackingId: 'order-7',
  });
  const [mail] = sandbox.mailbox.all();
  expect(end).toEqual({ kind: 'accepted', providerId: mail?.id, idKind: 'gmail' });
  expect(mail).toMatchObject({
    from: { address: OMAR, name: 'Omar H.' },
    to: [{ address: 'ana@example.com', name: 'Núñez' }],
    cc: [{ address: 'cc@example.com' }],
    bcc: [{ address: 'bcc@example.com' }],
    subject: 'Über uns',
  });
  expect(mail?.source).not.toMatch(/^bcc:/im);
});

test('an alias goes out where it may be looked up, another address never', async () => {
  const alias = 'sales@tailspin.example';
  expect((await send({ from: alias }, withSettings)).kind).toBe('accepted');
  expect(sandbox.mailbox.all()[0]?.from.address).toBe(alias);
  sandbox.mailbox.clear();
  expect(await send({ from: 'boss@contoso.example' }, withSettings)).toMatchObject({ kind: 'rejected', code: 'SEND_AS_DENIED' });
  expect(await send({ from: alias }, plain)).toMatchObject({ kind: 'rejected', code: 'SEND_AS_DENIED' });
  expect(sandbox.mailbox.all()).toEqual([]);
});

test('too fast: later, at the time that Google names', async () => {
  sandbox.settings.messagesPerMinute = 1;
  await send();
  expect(await send()).toMatchObject({ kind: 'later', code: 'rateLimitExceeded', waitMs: expect.any(Number) });
});

test('a sign-in that is over, and an address that is none', async () => {
  expect(await send({}, 'gone')).toMatchObject({ kind: 'reconnect', code: 'authError' });
  expect(await send({ to: ['nobody'] })).toMatchObject({ kind: 'rejected', code: 'INVALID_ADDRESS' });
});
