import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { MailMessage } from '../../../server/mail/message.ts';
import {
  GRAPH_REQUEST_BYTES_MAX,
  graphBytes,
  graphDraft,
  graphOversize,
  graphRequest,
  MARKER_PROPERTY,
} from '../../../server/mail/graphRequest.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';

const PICTURE = { name: 'logo.png', contentType: 'image/png', contentBytes: 'aGVsbG8=', contentId: 'logo@mergepost' };
const FILE = { name: 'terms.pdf', contentType: 'application/pdf', contentBytes: 'aGVsbG8=' };

const FULL = aMailMessage({
  to: ['Ana Núñez <ana@example.com>', 'ben@example.com'],
  cc: ['cc@example.com'],
  bcc: ['bcc@example.com'],
  replyTo: ['office@example.com'],
  from: 'Office <office@example.com>',
  subject: 'Über uns\r\nBcc: eve@example.com',
  html: '<p>Dear Ana <img src="cid:logo@mergepost"></p>',
  attachments: [PICTURE, FILE],
  importance: 'high',
  trackingId: 'order-7',
});

test('a full message is exactly this request', () => {
  expect(graphRequest(FULL)).toEqual({
    path: '/me/sendMail',
    headers: { 'content-type': 'application/json' },
    body: {
      message: {
        subject: 'Über uns Bcc: eve@example.com',
        body: { contentType: 'html', content: '<p>Dear Ana <img src="cid:logo@mergepost"></p>' },
        toRecipients: [
          { emailAddress: { address: 'ana@example.com', name: 'Ana Núñez' } },
          { emailAddress: { address: 'ben@example.com' } },
        ],
        ccRecipients: [{ emailAddress: { address: 'cc@example.com' } }],
        bccRecipients: [{ emailAddress: { address: 'bcc@example.com' } }],
        replyTo: [{ emailAddress: { address: 'office@example.com' } }],
        from: { emailAddress: { address: 'office@example.com', name: 'Office' } },
        importance: 'high',
        internetMessageHeaders: [
          { name: 'x-mergepost-id', value: 'outbox-1' },
          { name: 'x-tracking-id', value: 'order-7' },
        ],
        singleValueExtendedProperties: [{ id: MARKER_PROPERTY, value: 'outbox-1' }],
        attachments: [
          { '@odata.type': '#microsoft.graph.fileAttachment', ...PICTURE, isInline: true },
          { '@odata.type': '#microsoft.graph.fileAttachment', ...FILE },
        ],
      },
      saveToSentItems: true,
    },
  });
});

test('a small message names nothing that it does not have', () => {
  expect(graphRequest(aMailMessage()).body.message).toEqual({
    subject: 'Your invitation',
    body: { contentType: 'html', content: '<p>Dear Ana</p>' },
    toRecipients: [{ emailAddress: { address: 'ana@example.com' } }],
    importance: 'normal',
    internetMessageHeaders: [{ name: 'x-mergepost-id', value: 'outbox-1' }],
    singleValueExtendedProperties: [{ id: MARKER_PROPERTY, value: 'outbox-1' }],
  });
});

test('the set of properties that our mark is in never changes: mails of earlier versions are found by it', () => {
  expect(MARKER_PROPERTY).toBe('String {ab1771bd-2040-4660-941b-ab6d235416cb} Name MergepostId');
});

test('without any mark there is no collection of headers, because Graph refuses an empty one', () => {
  const { message } = graphRequest(aMailMessage({ markerId: '' })).body;
  expect(message).not.toHaveProperty('internetMessageHeaders');
  expect(message).not.toHaveProperty('singleValueExtendedProperties');
});

test('a draft is the message alone', () => {
  expect(graphDraft(FULL)).toEqual(graphRequest(FULL).body.message);
});

test('line breaks in a file name or a mark cannot start another header', () => {
  const { message } = graphRequest(
    aMailMessage({ attachments: [{ ...FILE, name: 'a\r\nb.pdf' }], trackingId: 'x\r\nBcc: eve@example.com' }),
  ).body;
  expect(message.attachments?.[0]?.name).toBe('a b.pdf');
  expect(message.internetMessageHeaders?.[1]?.value).toBe('x Bcc: eve@example.com');
});

const sized = (letters: number): MailMessage => aMailMessage({ html: 'a'.repeat(letters) });

test('half a character, as a cell cut in the middle of one has it, is none that Graph would refuse the whole mail for', () => {
  const half = 'Hello 😀'.slice(0, -1);
  const message = aMailMessage({
    subject: half,
    html: `<p>${half}</p>`,
    to: [`${half} <ana@example.com>`],
    trackingId: half,
    attachments: [{ name: half, contentType: 'text/plain', contentBytes: 'aGk=' }],
  });
  expect(JSON.stringify(graphRequest(message).body)).not.toMatch(/\\ud83d/i);
});

describe('size of the request', () => {
  const empty = graphBytes(graphRequest(sized(0)));

  test.each([
    ['exactly 4 MB goes', GRAPH_REQUEST_BYTES_MAX - empty, true],
    ['a byte more does not', GRAPH_REQUEST_BYTES_MAX - empty + 1, false],
  ])('%s', (_what, letters, goes) => {
    expect(graphOversize(graphBytes(graphRequest(sized(letters)))) === undefined).toBe(goes);
  });

  test('it counts bytes, not letters', () => {
    expect(graphBytes(graphRequest(aMailMessage({ html: 'é' })))).toBe(empty + 2);
  });

  test('the sentence names the size and the limit', () => {
    expect(graphOversize(GRAPH_REQUEST_BYTES_MAX + 1)).toMatch(
      /^The message is 4\.1 MB on its way; Microsoft takes at most 4 MB/,
    );
  });
});

const schemaFile = join(process.env['CORPUS_DIR'] ?? '', 'graph', 'sendmail.schema.json');
const hasSchema = process.env['CORPUS_DIR'] !== undefined && existsSync(schemaFile);

(hasSchema ? describe : describe.skip)("Graph's own schema of sendMail (CORPUS_DIR)", () => {
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const validate = hasSchema ? ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8'))) : () => false;

  test.each([
    ['a full message', FULL],
    ['a small one', aMailMessage()],
    ['one without marks', aMailMessage({ markerId: '' })],
  ])('accepts %s', (_what, message) => {
    expect([validate(graphRequest(message).body), 'errors' in validate ? validate.errors : undefined]).toEqual([true, null]);
  });
});

describe('the name beside the own address', () => {
  const me = { address: 'me@example.com', fromName: null };
  test.each([
    [{}, me, undefined],
    [{}, { ...me, fromName: 'Mia "Mimi" Müller' }, { address: 'me@example.com', name: 'Mia "Mimi" Müller' }],
    [{ from: 'office@example.com' }, { ...me, fromName: 'Mia' }, { address: 'office@example.com' }],
    [{ from: 'me@example.com' }, { ...me, fromName: 'Mia' }, { address: 'me@example.com', name: 'Mia' }],
    [{ from: 'Office <office@example.com>' }, me, { address: 'office@example.com', name: 'Office' }],
  ])('%j as %j', (change, as, emailAddress) => {
    expect(graphRequest(aMailMessage(change), as).body.message.from).toEqual(emailAddress && { emailAddress });
  });
});
