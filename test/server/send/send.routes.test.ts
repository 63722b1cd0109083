import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import type { SendingAccount } from '../../../server/accounts/accountUse.ts';
import { AppError } from '../../../server/http/appError.ts';
import type { Caller } from '../../../server/http/caller.ts';
import { errorReply } from '../../../server/http/errorReply.ts';
import { mounter } from '../../../server/http/mount.ts';
import type { MailMessage } from '../../../server/mail/message.ts';
import { mountSend } from '../../../server/send/send.routes.ts';
import { ATTACHMENT_BYTES_MAX, MIME_BYTES_MAX } from '../../../shared/api/send.ts';

const ACCOUNT: SendingAccount = {
  id: 'acc-1',
  userId: 'user-1',
  provider: 'microsoft',
  address: 'me@example.com',
  mailbox: 'microsoft:t:o',
  state: 'connected',
  stateReason: null,
  wire: 'graph',
  maySendAs: true,
};
const CALLER: Caller = { userId: 'user-1', role: 'user', sessionId: null, vouchedEmail: null, entra: null };
const LETTER = {
  providerId: 'acc-1',
  to: ['ana@example.com'],
  subject: 'Your invitation',
  bodyHtml: '<p onclick="x()">Dear Ana</p>',
};
const PDF = { name: 'terms.pdf', contentType: 'application/pdf', contentBytes: 'aGVsbG8=' };

let accounts: SendingAccount[];
let sent: { account: SendingAccount; kind: string; message: Omit<MailMessage, 'markerId'>; id: string | undefined }[];
let refuse: AppError | undefined;
const app = await appWithSend();

beforeEach(() => {
  accounts = [ACCOUNT, { ...ACCOUNT, id: 'acc-2', userId: 'user-2' }];
  sent = [];
  refuse = undefined;
});
afterAll(() => app.close());

async function appWithSend(): Promise<FastifyInstance> {
  const made: FastifyInstance = fastify({ ajv: { customOptions: { coerceTypes: false, removeAdditional: false } } });
  made.setErrorHandler(errorReply);
  const mount = mounter({ app: made, callerOf: async () => CALLER, idempotent: (_ask, work) => work('row-of-key') });
  mountSend(mount, {
    accounts: { find: async (userId, id) => accounts.find((a) => a.userId === userId && a.id === id) },
    now: () => Date.UTC(2026, 10, 20, 18),
    outbox: {
      single: async () => undefined,
      sendOne: async (account, kind, message, facts) => {
        if (refuse) throw refuse;
        sent.push({ account, kind, message, id: facts?.id });
        return { outboxId: 'row-1', messageId: 'request-1', messageIdKind: 'request', sentAt: new Date('2026-11-20T18:00:00Z') };
      },
    },
  });
  await made.ready();
  return made;
}

async function post(body: object): Promise<{ status: number; body: Record<string, unknown>; retryAfter: unknown }> {
  const answer = await app.inject({ method: 'POST', url: '/api/email/auth/send', payload: body });
  return { status: answer.statusCode, body: answer.json(), retryAfter: answer.headers['retry-after'] };
}

describe('a message that is sent', () => {
  test('goes to the outbox as it was given, and the answer is the contract’s', async () => {
    const full = {
      ...LETTER,
      to: [' Ana Núñez <ana@example.com> '],
      cc: ['cc@example.com'],
      bcc: ['bcc@example.com'],
      replyTo: ['office@example.com'],
      from: 'shared@example.com',
      bodyText: 'Dear Ana',
      attachments: [PDF],
      importance: 'high',
      trackingId: 'order-7',
    };
    expect(await post(full)).toMatchObject({
      status: 200,
      body: {
        success: true,
        messageId: 'request-1',
        messageIdKind: 'request',
        sentAt: '2026-11-20T18:00:00.000Z',
        trackingId: 'order-7',
      },
    });
    expect(sent).toEqual([
      {
        account: ACCOUNT,
        kind: 'send',
        message: {
          to: ['Ana Núñez <ana@example.com>'],
          cc: ['cc@example.com'],
          bcc: ['bcc@example.com'],
          replyTo: ['office@example.com'],
          from: 'shared@example.com',
          subject: 'Your invitation',
          html: '<p onclick="x()">Dear Ana</p>',
          text: 'Dear Ana',
          attachments: [PDF],
          importance: 'high',
          trackingId: 'order-7',
        },
      },
    ]);
  });

  test('needs no more than to, subject, bodyHtml and the mailbox', async () => {
    expect((await post(LETTER)).body).not.toHaveProperty('trackingId');
    expect(sent[0]?.message).toEqual({
      to: ['ana@example.com'],
      cc: [],
      bcc: [],
      replyTo: [],
      subject: 'Your invitation',
      html: '<p onclick="x()">Dear Ana</p>',
      attachments: [],
      importance: 'normal',
    });
  });

  test('with an Idempotency-Key its row has the id that was noted with the key', async () => {
    await app.inject({ method: 'POST', url: '/api/email/auth/send', payload: LETTER, headers: { 'idempotency-key': 'k' } });
    expect(sent.map(({ id }) => id)).toEqual(['row-of-key']);
  });

  test.each(['connected', 'throttled', 'operator-fault', 'needs-admin'] as const)(
    'an account that is %s is tried: the outbox asks for fresh access',
    async (state) => {
      accounts = [{ ...ACCOUNT, state }];
      expect((await post(LETTER)).status).toBe(200);
    },
  );
});

describe('a message that is refused before anything is stored', () => {
  const without = (...fields: (keyof typeof LETTER)[]) =>
    Object.fromEntries(Object.entries(LETTER).filter(([field]) => !fields.includes(field as keyof typeof LETTER)));

  test.each<[string, object, number, string, RegExp]>([
    ['nothing at all', {}, 400, 'MISSING_FIELDS', /^Missing required fields: to, subject, bodyHtml, providerId$/],
    ['only the mailbox', { providerId: 'acc-1' }, 400, 'MISSING_FIELDS', /^Missing required fields: to, subject, bodyHtml$/],
    ['no recipient', without('to'), 400, 'MISSING_FIELDS', /^Missing required fields: to$/],
    ['an empty list', { ...LETTER, to: [] }, 400, 'MISSING_FIELDS', /^Missing required fields: to$/],
    ['a blank subject', { ...LETTER, subject: '  ' }, 400, 'MISSING_FIELDS', /^Missing required fields: subject$/],
    ['no body', without('bodyHtml', 'providerId'), 400, 'MISSING_FIELDS', /: bodyHtml, providerId$/],
    ['missing before wrong', { ...without('subject'), to: ['x'] }, 400, 'MISSING_FIELDS', /: subject$/],
    ['a wrong address', { ...LETTER, to: ['ana@'] }, 400, 'INVALID_ADDRESS', /^This is no email address: “ana@” \(to\)\. /],
    [
      'several wrong addresses',
      { ...LETTER, cc: ['ok@example.com', 'x'], bcc: ['y z'], replyTo: [''], from: 'me' },
      400,
      'INVALID_ADDRESS',
      /^These are no email addresses: “x” \(cc\), “y z” \(bcc\), “” \(replyTo\), “me” \(from\)\. /,
    ],
    ['more than can be named', { ...LETTER, to: Array(8).fill('x') }, 400, 'INVALID_ADDRESS', / and 3 more\. /],
    [
      'another header in an address',
      { ...LETTER, to: ['ana@example.com\r\nBcc: eve@example.com'] },
      400,
      'INVALID_ADDRESS',
      /“ana@example\.com Bcc: eve@example\.com” \(to\)/,
    ],
    ['a list that is text', { ...LETTER, to: 'ana@example.com' }, 400, 'INVALID_REQUEST', /to must be array/],
    ['an unknown field', { ...LETTER, html: 'x' }, 400, 'INVALID_REQUEST', /does not know “html”/],
    ['a subject of 256 letters', { ...LETTER, subject: 'a'.repeat(256) }, 400, 'INVALID_REQUEST', /subject/],
    ['a tracking id with a line break', { ...LETTER, trackingId: 'a\nb' }, 400, 'INVALID_REQUEST', /trackingId/],
    ["somebody else's mailbox", { ...LETTER, providerId: 'acc-2' }, 404, 'ACCOUNT_NOT_FOUND', /no such mailbox/],
    [
      'a wrong sender before a missing mailbox',
      { ...LETTER, from: 'x', providerId: 'nope' },
      400,
      'INVALID_ADDRESS',
      /“x” \(from\)/,
    ],
    ['a mailbox that never was', { ...LETTER, providerId: 'nope' }, 404, 'ACCOUNT_NOT_FOUND', /no such mailbox/],
  ])('%s', async (_what, body, status, code, sentence) => {
    expect(await post(body)).toMatchObject({ status, body: { success: false, code, error: expect.stringMatching(sentence) } });
    expect(sent).toEqual([]);
  });

  test('the places of wrong addresses are told to programs too', async () => {
    const { body } = await post({ ...LETTER, cc: ['ok@example.com', 'x'], from: 'me' });
    expect(body['details']).toEqual([
      { field: 'cc', index: 1, value: 'x' },
      { field: 'from', value: 'me' },
    ]);
  });

  test.each(['needs-reconnect', 'disconnected'] as const)('a mailbox that is %s', async (state) => {
    accounts = [{ ...ACCOUNT, state, stateReason: 'The permission was withdrawn.' }];
    expect(await post(LETTER)).toMatchObject({
      status: 401,
      body: {
        error: 'Email account not connected or token expired',
        code: 'ACCOUNT_NOT_CONNECTED',
        details: { reason: 'The permission was withdrawn.' },
      },
    });
    expect(sent).toEqual([]);
  });
});

describe('attachments', () => {
  test.each<[string, Partial<typeof PDF>]>([
    ['with parameters in its type', { contentType: 'text/plain; charset="utf-8"' }],
    ['of a vendor type', { contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' }],
    ['with two padding signs', { contentBytes: 'aA==' }],
    ['without padding, where none is due', { contentBytes: 'aGVs' }],
  ])('%s goes', async (_what, change) => {
    expect((await post({ ...LETTER, attachments: [{ ...PDF, ...change }] })).status).toBe(200);
  });

  test.each<[string, Partial<typeof PDF>, RegExp]>([
    ['no base64', { contentBytes: '%PDF-1.7' }, /“terms\.pdf” is not valid base64/],
    ['base64 without padding', { contentBytes: 'aGVsbG8' }, /not valid base64/],
    ['base64 with line breaks', { contentBytes: 'aGVs\r\nbG8=' }, /not valid base64/],
    ['base64 of the web kind', { contentBytes: 'a-_v' }, /not valid base64/],
    ['left-over bits', { contentBytes: 'aGVsbG9=' }, /not valid base64/],
    ['padding in the middle', { contentBytes: 'aA==aGVs' }, /not valid base64/],
    ['a data address', { contentBytes: 'data:application/pdf;base64,aGVsbG8=' }, /only the base64 after the comma/],
    ['nothing in it', { contentBytes: '' }, /“terms\.pdf” is empty/],
    ['no type', { contentType: '' }, /no content type/],
    ['half a type', { contentType: 'pdf' }, /no content type such as application\/pdf \(“pdf”\)/],
    ['a header in the type', { contentType: 'text/plain\r\nX-Evil: 1' }, /no content type/],
    ['a line break in the name', { name: 'a\r\nb.pdf' }, /“a b\.pdf” has a file name/],
  ])('%s does not', async (_what, change, sentence) => {
    expect(await post({ ...LETTER, attachments: [PDF, { ...PDF, ...change }] })).toMatchObject({
      status: 400,
      body: { code: 'ATTACHMENT_INVALID', error: expect.stringMatching(sentence), details: [{ index: 1 }] },
    });
  });

  test('more than 3 MB together: limit and size are said', async () => {
    const half = Buffer.alloc(ATTACHMENT_BYTES_MAX / 2 + 1000).toString('base64');
    const attachments = [
      { ...PDF, contentBytes: half },
      { ...PDF, contentBytes: half },
    ];
    expect(await post({ ...LETTER, attachments })).toMatchObject({
      status: 413,
      body: {
        code: 'MESSAGE_TOO_LARGE',
        error: expect.stringMatching(/^The attachments are 3\.1 MB together; one message takes at most 3 MB\./),
        details: { bytes: ATTACHMENT_BYTES_MAX + 2000, limitBytes: ATTACHMENT_BYTES_MAX },
      },
    });
  });

  test('a small attachment under a huge text is too large as well', async () => {
    expect(await post({ ...LETTER, bodyHtml: 'é'.repeat(2.2 * 1024 * 1024), attachments: [PDF] })).toMatchObject({
      status: 413,
      body: { code: 'MESSAGE_TOO_LARGE', error: expect.stringMatching(/^The message is 4\.5 MB on its way/) },
    });
    expect(sent).toEqual([]);
  });
});

describe('another sender', () => {
  const as = (change: Partial<SendingAccount>) => (accounts = [{ ...ACCOUNT, ...change }]);

  test('goes along where the mailbox was connected with the permission', async () => {
    expect((await post({ ...LETTER, from: ' Office <shared@example.com> ' })).status).toBe(200);
    expect(sent[0]?.message.from).toBe('Office <shared@example.com>');
  });

  test('is refused before anything is tried where it was not, and the next step is said', async () => {
    as({ maySendAs: false });
    expect(await post({ ...LETTER, from: 'Office <shared@example.com>' })).toMatchObject({
      status: 403,
      body: {
        code: 'MAILBOX_PERMISSION_MISSING',
        error:
          'shared@example.com is another sender than the mailbox me@example.com, which was connected without the permission to ' +
          'send for other mailboxes. Connect it again with the permission for shared mailboxes, or leave the sender out. Nothing was sent.',
        details: { feature: 'sharedMailbox' },
      },
    });
    expect(sent).toEqual([]);
  });

  test.each([['me@example.com'], ['ME@Example.com'], ['Me Myself <me@example.com>']])(
    '%s is the mailbox itself, and needs no permission',
    async (from) => {
      as({ maySendAs: false });
      expect((await post({ ...LETTER, from })).status).toBe(200);
      expect(sent[0]?.message).not.toHaveProperty('from');
    },
  );

  test.each(['gmail', 'smtp'] as const)('over %s the mail server decides', async (wire) => {
    as({ wire, maySendAs: false });
    expect((await post({ ...LETTER, from: 'shared@example.com' })).status).toBe(200);
    expect(sent[0]?.message.from).toBe('shared@example.com');
  });
});

describe('how large a message may be depends on its wire', () => {
  const fileOf = (bytes: number) => ({ ...PDF, contentBytes: Buffer.alloc(bytes).toString('base64') });

  test.each(['gmail', 'smtp'] as const)('%s takes what Graph does not', async (wire) => {
    accounts = [{ ...ACCOUNT, wire }];
    expect((await post({ ...LETTER, attachments: [fileOf(5 * 1024 * 1024)] })).status).toBe(200);
  });

  test('more than 25 MB is too much for every wire', async () => {
    accounts = [{ ...ACCOUNT, wire: 'smtp' }];
    expect(await post({ ...LETTER, attachments: [fileOf(MIME_BYTES_MAX)] })).toMatchObject({
      status: 413,
      body: {
        code: 'MESSAGE_TOO_LARGE',
        error: expect.stringMatching(/^The message is 25\.1 MB with its attachments; one message takes at most 25 MB\./),
        details: { limitBytes: MIME_BYTES_MAX },
      },
    });
    expect(sent).toEqual([]);
  });

  test('a message that is too large from a mailbox that is not there: the mailbox is told first', async () => {
    const large = { ...LETTER, providerId: 'nope', attachments: [fileOf(5 * 1024 * 1024)] };
    expect(await post(large)).toMatchObject({ status: 404, body: { code: 'ACCOUNT_NOT_FOUND' } });
  });
});

test('what the outbox says comes through as it is', async () => {
  refuse = new AppError('THROTTLED', 'This mailbox has to rest.', { retryAfterSeconds: 30 });
  expect(await post(LETTER)).toMatchObject({ status: 429, body: { code: 'THROTTLED' }, retryAfter: '30' });
  refuse = new AppError('SEND_OUTCOME_UNKNOWN', 'It may have been sent.', { details: { outboxId: 'row-1' } });
  expect(await post(LETTER)).toMatchObject({ status: 502, body: { details: { outboxId: 'row-1' } } });
});
