/** One message now. */
import { type Static, Type } from 'typebox';
import { MESSAGE_STATUSES } from '../merge/campaignMoves.ts';
import { defineRoute } from './route.ts';

/** Graph takes about 4 MB of JSON, which is 3 MB of files before base64. Source: Graph "Attach large files to messages". */
export const ATTACHMENT_BYTES_MAX = 3 * 1024 * 1024;
/** Files and text of a message over SMTP or the Gmail API, before base64; what Gmail and Outlook.com take. Servers may allow less. */
export const MIME_BYTES_MAX = 25 * 1024 * 1024;

export const Attachment = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 255 }),
    /** Base64 (RFC 4648 section 4). */
    contentBytes: Type.String(),
    contentType: Type.String({ maxLength: 255 }),
  },
  { additionalProperties: false },
);
export type Attachment = Static<typeof Attachment>;

const Address = Type.String({ maxLength: 320 });
const Addresses = Type.Array(Address, { maxItems: 500 });

export const sendMessage = defineRoute({
  method: 'POST',
  path: '/api/email/auth/send',
  summary: 'Send one message from a connected mailbox',
  tag: 'Email accounts',
  // MIME_BYTES_MAX in base64, and some room.
  bodyLimit: 36 * 1024 * 1024,
  idempotent: true,
  bodyRequired: ['providerId', 'to', 'subject', 'bodyHtml'],
  // to, subject and bodyHtml are required, but named all at once by the handler ("Missing required fields: …").
  body: Type.Object(
    {
      providerId: Type.Optional(Type.String({ maxLength: 100 })),
      to: Type.Optional(Addresses),
      cc: Type.Optional(Addresses),
      bcc: Type.Optional(Addresses),
      replyTo: Type.Optional(Addresses),
      from: Type.Optional(Address),
      subject: Type.Optional(Type.String({ maxLength: 255 })),
      bodyHtml: Type.Optional(Type.String()),
      bodyText: Type.Optional(Type.String()),
      attachments: Type.Optional(Type.Array(Attachment, { maxItems: 250 })),
      importance: Type.Optional(Type.Enum(['low', 'normal', 'high'])),
      trackingId: Type.Optional(
        Type.String({ minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]+$', examples: ['order-4711'] }),
      ),
    },
    { additionalProperties: false },
  ),
  ok: Type.Object({
    success: Type.Literal(true),
    /** Never invented: what it is says `messageIdKind`. */
    messageId: Type.String(),
    /** `request`: Graph's request-id, because sendMail returns no message id. */
    messageIdKind: Type.Enum(['immutable', 'gmail', 'internet', 'request']),
    sentAt: Type.String({ format: 'date-time' }),
    trackingId: Type.Optional(Type.String()),
  }),
  errors: [
    'MISSING_FIELDS',
    'INVALID_ADDRESS',
    'ATTACHMENT_INVALID',
    'ACCOUNT_NOT_CONNECTED',
    'MAILBOX_PERMISSION_MISSING',
    'SEND_AS_DENIED',
    'ACCOUNT_NOT_FOUND',
    'MESSAGE_TOO_LARGE',
    'MESSAGE_REJECTED',
    'THROTTLED',
    'OPERATOR_FAULT',
    'SEND_OUTCOME_UNKNOWN',
    'PROVIDER_UNAVAILABLE',
    'SHUTTING_DOWN',
  ],
});

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const Time = Type.String({ format: 'date-time' });

export const sentMessage = defineRoute({
  method: 'GET',
  path: '/api/email/auth/send/:outboxId',
  summary: 'What became of one message, by the `outboxId` in the details of an answer that could not say (SEND_OUTCOME_UNKNOWN)',
  tag: 'Email accounts',
  params: Type.Object({ outboxId: Type.String({ maxLength: 100 }) }),
  ok: Type.Object({
    success: Type.Literal(true),
    outboxId: Type.String(),
    providerId: Type.String(),
    /** `unknown`: still in doubt. A mailbox that may be read is asked by itself, some times over. */
    status: Type.Enum(MESSAGE_STATUSES),
    reason: Nullable(Type.String()),
    messageId: Nullable(Type.String()),
    messageIdKind: Nullable(Type.Enum(['immutable', 'gmail', 'internet', 'request'])),
    /** When its end was known; of one in doubt, since when it is. */
    at: Nullable(Time),
    /** In doubt, and its request may still be on its way until then: a look into Sent Items proves nothing before. */
    decideAfter: Nullable(Time),
    /** The doubt was ended by a look into the mailbox. */
    lookedUp: Type.Boolean(),
    trackingId: Type.Optional(Type.String()),
  }),
  errors: ['ROW_NOT_FOUND'],
});
export type MessageIdKind = 'immutable' | 'gmail' | 'internet' | 'request';
