/** Sending by way of a draft: each of its steps failing, and a draft of an earlier attempt. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { SendHooks } from '../../../server/mail/mailTransport.ts';
import type { MailMessage } from '../../../server/mail/message.ts';
import { type Transports, transports } from '../../../server/mail/transports.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { type Reply, says, type WireServer, wireServer } from '../../support/wireServer.ts';

const AS = { address: 'me@example.com', accessToken: 'secret-token-1', fromName: null };
const DRAFT = 'AAkALg/with+odd=signs';
const CREATE = 'POST /v1.0/me/messages';
const SEND = `POST /v1.0/me/messages/${encodeURIComponent(DRAFT)}/send`;
const LOOK = `GET /v1.0/me/messages/${encodeURIComponent(DRAFT)}?$select=isDraft,parentFolderId`;
const OUTBOX = 'GET /v1.0/me/mailFolders/outbox?$select=id';
const DELETE = `DELETE /v1.0/me/messages/${encodeURIComponent(DRAFT)}`;

let graph: WireServer;
let room: Transports;
let answers: Record<string, Reply>;
let marks: unknown[];

const refuses = (status: number, code: string) => says(status, { error: { code, message: 'No.' } });
const cuts: Reply = (_response, socket) => socket.destroy();

beforeEach(async () => {
  graph = await wireServer();
  openRoom();
  marks = [];
  answers = {
    [CREATE]: says(201, { id: DRAFT, body: { content: 'x'.repeat(100_000) } }),
    [SEND]: says(202, undefined, { 'request-id': 'r-2' }),
    [LOOK]: says(200, { isDraft: true, parentFolderId: 'drafts-1' }),
    [OUTBOX]: says(200, { id: 'outbox-1' }),
    [DELETE]: says(204),
  };
  graph.answer((response, socket) => (answers[steps().at(-1) ?? ''] ?? says(404))(response, socket));
});
afterEach(async () => {
  await room.close();
  await graph.close();
});

function openRoom(requestTimeoutMs = 5000): void {
  room = transports({ fetch, clock: () => 0, requestTimeoutMs, newId: () => 'guid', ca: null });
}

const steps = () => graph.heard.map(({ method, path }) => `${method} ${path}`);

const send = (hooks: SendHooks = {}, message: Partial<MailMessage> = {}, proof: 'draft' | 'search' | 'none' = 'draft') =>
  room.of({ kind: 'graph', graphUrl: graph.url, proof }).send(aMailMessage(message), AS, {
    beforeBytes: (noted) => Promise.resolve(void marks.push({ ...noted, after: steps().length })),
    ...hooks,
  });

test('a draft is made, noted and sent, and its id stays the mail’s', async () => {
  expect(await send()).toEqual({ kind: 'accepted', providerId: DRAFT, idKind: 'immutable', requestId: 'r-2' });
  expect(steps()).toEqual([CREATE, SEND]);
  expect(marks).toEqual([{ draftId: DRAFT, after: 1 }]);
  expect(graph.heard.map(({ headers }) => headers['prefer'])).toEqual(['IdType="ImmutableId"', 'IdType="ImmutableId"']);
  expect(JSON.parse(graph.heard[0]?.body ?? '')).toMatchObject({
    subject: 'Your invitation',
    internetMessageHeaders: [{ name: 'x-mergepost-id', value: 'outbox-1' }],
    singleValueExtendedProperties: [{ value: 'outbox-1' }],
  });
  expect([graph.heard[1]?.body, graph.heard[1]?.headers['content-length']]).toEqual(['', '0']);
});

describe('making the draft: nothing can have been sent', () => {
  test.each<[string, Reply, object]>([
    ['cut', cuts, { kind: 'later' }],
    ['500', says(500), { kind: 'later', code: 'HTTP_500' }],
    ['504', refuses(504, 'GatewayTimeout'), { kind: 'later', code: 'GatewayTimeout' }],
    ['500 with a plea: an attempt all the same', says(500, {}, { 'retry-after': '7' }), { kind: 'later', slowDownMs: 7000 }],
    ['503 without a time', says(503), { kind: 'later', status: 503 }],
    ['503 with one', says(503, {}, { 'retry-after': '7' }), { kind: 'later', waitMs: 7000, status: 503 }],
    ['429', says(429, {}, { 'retry-after': '9' }), { kind: 'later', waitMs: 9000, status: 429 }],
    ['408', says(408), { kind: 'later', status: 408 }],
    ['302', says(302), { kind: 'later' }],
    ['307', says(307), { kind: 'rejected', code: 'HTTP_307' }],
    ['201 without an id', says(201, {}), { kind: 'later', code: 'DRAFT_WITHOUT_ID' }],
    [
      '201 cut off',
      (response, socket) => {
        response.writeHead(201, { 'content-length': '500' });
        response.write('{"id":"x', () => socket.destroy());
      },
      { kind: 'later', code: 'DRAFT_WITHOUT_ID' },
    ],
    ['401', refuses(401, 'InvalidAuthenticationToken'), { kind: 'reconnect' }],
    ['403', refuses(403, 'ErrorAccessDenied'), { kind: 'reconnect' }],
    ['a bad address', refuses(400, 'ErrorInvalidRecipients'), { kind: 'rejected', code: 'ErrorInvalidRecipients' }],
    ['a full mailbox', refuses(400, 'ErrorQuotaExceeded'), { kind: 'stopMailbox' }],
    ['413', says(413), { kind: 'rejected', code: 'MESSAGE_TOO_LARGE' }],
  ])('%s', async (_what, reply, end) => {
    answers[CREATE] = reply;
    expect(await send()).toMatchObject(end);
    expect([steps(), marks]).toEqual([[CREATE], []]);
  });

  test('no answer in time', async () => {
    openRoom(1000);
    answers[CREATE] = () => undefined;
    expect(await send()).toMatchObject({ kind: 'later', code: 'TIMEOUT' });
    expect(marks).toEqual([]);
  });

  test('too large: not even tried', async () => {
    expect(await send({}, { html: 'x'.repeat(5_000_000) })).toMatchObject({ kind: 'rejected', code: 'MESSAGE_TOO_LARGE' });
    expect(steps()).toEqual([]);
  });
});

describe('noting the draft', () => {
  test('that fails: it is taken back, and the failure comes out', async () => {
    const failure = new Error('disk full');
    await expect(send({ beforeBytes: () => Promise.reject(failure) })).rejects.toBe(failure);
    expect(steps()).toEqual([CREATE, DELETE]);
  });

  test('that fails while Graph does too: the failure comes out all the same', async () => {
    answers[DELETE] = cuts;
    await expect(send({ beforeBytes: () => Promise.reject(new Error('disk full')) })).rejects.toThrow('disk full');
  });

  test('a turn that is over after it: the draft stays for the next attempt', async () => {
    const asked: number[] = [];
    const mayWrite = () => asked.push(marks.length) === 0;
    expect(await send({ mayWrite })).toMatchObject({ kind: 'later', code: 'LEASE_OVER' });
    expect([steps(), marks]).toEqual([[CREATE], [{ draftId: DRAFT, after: 1 }]]);
    // Not before the mark: whoever answers counts from it.
    expect(asked).toEqual([1]);
  });
});

describe('sending the draft: as every other message', () => {
  test.each<[string, Reply, object]>([
    ['cut', cuts, { kind: 'unknown' }],
    ['500', says(500), { kind: 'unknown' }],
    ['504', says(504), { kind: 'unknown' }],
    ['429', says(429, {}, { 'retry-after': '9' }), { kind: 'later', waitMs: 9000 }],
    ['503 with a time', says(503, {}, { 'retry-after': '9' }), { kind: 'later', waitMs: 9000 }],
    ['503 without', says(503), { kind: 'unknown' }],
    ['401', says(401), { kind: 'reconnect' }],
    ['gone, though it was just made', refuses(404, 'ErrorItemNotFound'), { kind: 'rejected', code: 'ErrorItemNotFound' }],
    ['the quota', refuses(403, 'ErrorSubmissionQuotaExceeded'), { kind: 'stopMailbox' }],
    ['202 with a plea', says(202, undefined, { 'retry-after': '3' }), { kind: 'accepted', slowDownMs: 3000, providerId: DRAFT }],
    ['200', says(200), { kind: 'accepted', providerId: DRAFT }],
  ])('%s', async (_what, reply, end) => {
    answers[SEND] = reply;
    expect(await send()).toMatchObject(end);
    expect([steps(), marks]).toEqual([[CREATE, SEND], [{ draftId: DRAFT, after: 1 }]]);
  });
});

describe('a draft of an earlier attempt', () => {
  const again = (proof?: 'draft' | 'search' | 'none') => send({ draftId: DRAFT }, {}, proof);

  test('is looked at and sent; no new one is made', async () => {
    expect(await again()).toMatchObject({ kind: 'accepted', providerId: DRAFT, idKind: 'immutable' });
    expect(steps()).toEqual([LOOK, OUTBOX, SEND]);
    expect(marks).toEqual([{ draftId: DRAFT, after: 0 }]);
  });

  test('that was sent after all is not sent once more', async () => {
    answers[LOOK] = says(200, { isDraft: false, parentFolderId: 'sent-1' });
    expect(await again()).toEqual({ kind: 'accepted', providerId: DRAFT, idKind: 'immutable' });
    expect(steps()).toEqual([LOOK]);
  });

  test('that waits in the Outbox neither', async () => {
    answers[OUTBOX] = says(200, { id: 'drafts-1' });
    expect(await again()).toMatchObject({ kind: 'unknown', code: 'IN_OUTBOX' });
    expect(steps()).toEqual([LOOK, OUTBOX]);
  });

  test('in a mailbox without an Outbox', async () => {
    answers[OUTBOX] = refuses(404, 'ErrorItemNotFound');
    expect(await again()).toMatchObject({ kind: 'accepted' });
  });

  test.each<[string, string, Reply]>([
    ['when it is looked at', LOOK, refuses(404, 'ErrorItemNotFound')],
    ['when it is sent', SEND, refuses(404, 'ErrorItemNotFound')],
  ])('that is gone %s may have left', async (_what, step, reply) => {
    answers[step] = reply;
    expect(await again()).toMatchObject({ kind: 'unknown', code: 'DRAFT_GONE' });
    expect(steps()).not.toContain(CREATE);
  });

  test.each<[string, Reply, object]>([
    ['cut', cuts, { kind: 'later' }],
    ['500', says(500), { kind: 'later' }],
    ['429', says(429, {}, { 'retry-after': '9' }), { kind: 'later', waitMs: 9000 }],
    ['401', says(401), { kind: 'reconnect' }],
    ['200 with something else', says(200, { value: [] }), { kind: 'later' }],
  ])('that cannot be looked at now (%s) is not sent', async (_what, reply, end) => {
    answers[LOOK] = reply;
    expect(await again()).toMatchObject(end);
    expect(steps()).toEqual([LOOK]);
  });

  test('without the right to look is sent by its id all the same', async () => {
    expect(await again('none')).toMatchObject({ kind: 'accepted', providerId: DRAFT });
    expect(steps()).toEqual([SEND]);
  });

  test('is used with the right to read alone too', async () => {
    expect(await again('search')).toMatchObject({ kind: 'accepted', providerId: DRAFT });
    expect(steps()).toEqual([LOOK, OUTBOX, SEND]);
  });
});

test('with the other grants there is no draft', async () => {
  answers['POST /v1.0/me/sendMail'] = says(202);
  expect(await send({}, {}, 'search')).toEqual({ kind: 'accepted' });
  expect(await send({}, {}, 'none')).toEqual({ kind: 'accepted' });
  expect(steps()).toEqual(['POST /v1.0/me/sendMail', 'POST /v1.0/me/sendMail']);
});

test('every reason is a sentence', async () => {
  const reasons: string[] = [];
  for (const [step, reply] of [
    [CREATE, cuts],
    [CREATE, says(500)],
    [LOOK, cuts],
    [LOOK, says(404)],
  ] as const) {
    const kept = answers[step];
    answers[step] = reply;
    const end = await send(step === LOOK ? { draftId: DRAFT } : {});
    if ('reason' in end) reasons.push(end.reason);
    if (kept) answers[step] = kept;
  }
  expect(reasons).toHaveLength(4);
  for (const reason of reasons) expect(reason).toMatch(/^[A-Z].*\.$/);
});
