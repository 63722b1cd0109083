/** One message now. */
import { type Static, Type } from 'typebox';
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
export type MessageIdKind = 'immutable' | 'gmail' | 'internet' | 'request';
