/** The Graph wire against the sandbox, which is as strict as Graph: what it accepts here is a mail in a mailbox. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { graphMe } from '../../../server/mail/graphMe.ts';
import type { MailMessage } from '../../../server/mail/message.ts';
import { type Transports, transports } from '../../../server/mail/transports.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { tokensFor } from '../../support/tokensFromSandbox.ts';

const SEND = 'POST /v1.0/me/sendMail';
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
let sandbox: Sandbox;
let room: Transports;
let anna: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  anna = (await tokensFor(sandbox, 'anna@contoso.example', 'Mail.Send Mail.Send.Shared User.Read')).access_token;
});
afterAll(() => sandbox.close());
afterEach(() => room.close());
beforeEach(() => {
  sandbox.mailbox.clear();
  sandbox.faults.clear();
  openRoom(5000);
});

const deps = { fetch, clock: Date.now, newId: randomUUID };

function openRoom(requestTimeoutMs: number): void {
  room = transports({ ...deps, requestTimeoutMs, ca: null });
}

const send = (message: Partial<MailMessage> = {}, accessToken = anna) =>
  room
    .of({ kind: 'graph', graphUrl: sandbox.url })
    .send(aMailMessage(message), { address: 'anna@contoso.example', accessToken, fromName: null });

test('a full message arrives as it was meant', async () => {
  const end = await send({
    to: ["Seán O'Brien <sean@example.com>", 'ben@example.com'],
    cc: ['cc@example.com'],
    bcc: ['bcc@example.com'],
    replyTo: ['reply@example.com'],
    from: 'office@contoso.example',
    subject: 'Über\nuns',
    html: '<p>Grüße <img src="cid:logo@mergepost"></p>',
    attachments: [
      { name: 'logo.png', contentType: 'image/png', contentBytes: PNG, contentId: 'logo@mergepost' },
      { name: 'Angebot März.txt', contentType: 'text/plain', contentBytes: 'aGVsbG8=' },
    ],
    importance: 'high',
    trackingId: 'order-7',
  });
  const [mail] = sandbox.mailbox.all();
  expect(mail).toMatchObject({
    from: { address: 'office@contoso.example' },
    to: [{ address: 'sean@example.com', name: "Seán O'Brien" }, { address: 'ben@example.com' }],
    cc: [{ address: 'cc@example.com' }],
    bcc: [{ address: 'bcc@example.com' }],
    replyTo: [{ address: 'reply@example.com' }],
    subject: 'Über uns',
    html: '<p>Grüße <img src="cid:logo@mergepost"></p>',
    importance: 'high',
    headers: [
      { name: 'x-mergepost-id', value: 'outbox-1' },
      { name: 'x-tracking-id', value: 'order-7' },
    ],
    attachments: [
      { name: 'logo.png', isInline: true, contentId: 'logo@mergepost' },
      { name: 'Angebot März.txt', isInline: false, size: 5 },
    ],
    saveToSentItems: true,
  });
  expect(end).toEqual({ kind: 'accepted', requestId: mail?.requestId });
});

describe('refusals', () => {
  test.each<[string, Partial<MailMessage>, object]>([
    ['a sender that is not allowed', { from: 'boss@fabrikam.example' }, { kind: 'rejected', code: 'ErrorSendAsDenied' }],
    ['an address that is none', { to: ['nobody'] }, { kind: 'rejected', code: 'ErrorInvalidRecipients' }],
  ])('%s', async (_what, message, end) => {
    expect(await send(message)).toMatchObject(end);
    expect(sandbox.mailbox.all()).toHaveLength(0);
  });

  test('a token that is none', async () => {
    expect(await send({}, 'nonsense')).toMatchObject({ kind: 'reconnect', code: 'InvalidAuthenticationToken' });
  });

  test('no permission to send', async () => {
    const reader = (await tokensFor(sandbox, 'chloe@fabrikam.example', 'User.Read')).access_token;
    expect(await send({}, reader)).toMatchObject({ kind: 'reconnect', code: 'ErrorAccessDenied' });
  });

  test('an account without a mailbox', async () => {
    const leo = (await tokensFor(sandbox, 'leo@contoso.example', 'Mail.Send User.Read')).access_token;
    expect(await send({}, leo)).toMatchObject({ kind: 'reconnect', state: 'needs-admin', code: 'MailboxNotEnabledForRESTAPI' });
  });
});

describe('faults: what is said agrees with what is in the mailbox', () => {
  test.each([
    ['throttled', { status: 429, headers: { 'retry-after': '2' } }, { kind: 'later', waitMs: 2000 }, 0],
    ['busy', { status: 503, headers: { 'retry-after': '2' } }, { kind: 'later', waitMs: 2000 }, 0],
    ['504 although it was taken', { status: 504, taken: true }, { kind: 'unknown' }, 1],
    ['500 and not taken', { status: 500 }, { kind: 'unknown' }, 0],
    ['cut before it was taken', { cut: 'before' as const }, { kind: 'unknown' }, 0],
    ['cut after it was taken', { cut: 'after' as const }, { kind: 'unknown' }, 1],
    [
      'taken, with a plea to slow down',
      { status: 202, taken: true, headers: { 'retry-after': '3' } },
      { kind: 'accepted', slowDownMs: 3000 },
      1,
    ],
  ])('%s', async (_what, fault, end, mails) => {
    sandbox.faults.next(SEND, fault);
    expect(await send()).toMatchObject(end);
    expect(sandbox.mailbox.all()).toHaveLength(mails);
    expect(sandbox.faults.pending()).toEqual([]);
  });

  test('an answer that comes too late: the mail is there all the same', async () => {
    sandbox.faults.next(SEND, { delayMs: 60_000 });
    openRoom(1000);
    expect(await send()).toMatchObject({ kind: 'unknown', code: 'TIMEOUT' });
    expect(sandbox.mailbox.all()).toHaveLength(1);
  });
});

test('whose mailbox it is', async () => {
  expect(await graphMe({ ...deps, graphUrl: sandbox.url, requestTimeoutMs: 5000 })(anna)).toMatchObject({
    ok: true,
    address: 'anna@contoso.example',
    displayName: 'Anna Berger',
  });
});
