/** Looking at one message of a campaign before it goes out, and sending it to oneself. */
import { type Static, Type } from 'typebox';
import { Remark } from './campaigns.ts';
import { defineRoute } from './route.ts';

const base = '/api/campaigns';
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const Preview = Type.Object({
  row: Type.Integer(),
  /** The rows of the list that make this message; several where rows are grouped. */
  rows: Type.Array(Type.Integer()),
  from: Nullable(Type.String()),
  /** Null where the row has no usable address; such a row is skipped. */
  to: Nullable(Type.String()),
  subject: Type.String(),
  html: Type.String(),
  text: Type.String(),
  attachments: Type.Array(Type.Object({ name: Type.String(), bytes: Type.Integer(), contentType: Type.String() })),
  remarks: Type.Array(Remark),
});
export type Preview = Static<typeof Preview>;

export const previewRow = defineRoute({
  method: 'GET',
  path: `${base}/:id/preview/:row`,
  summary: 'The mail of one row as its receiver would see it; pictures are embedded as data URIs',
  tag: 'Campaigns',
  params: Type.Object({ id: Type.String(), row: Type.Integer({ minimum: 1 }) }),
  ok: Preview,
  errors: ['CAMPAIGN_NOT_FOUND', 'ROW_NOT_FOUND', 'CAMPAIGN_NOT_READY', 'CAMPAIGN_ERASED'],
});

export const sendTest = defineRoute({
  method: 'POST',
  path: `${base}/:id/test`,
  summary: "Send one row's mail to the sending mailbox itself",
  tag: 'Campaigns',
  idempotent: true,
  params: Type.Object({ id: Type.String() }),
  body: Type.Object({ row: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
  ok: Type.Object({ success: Type.Literal(true), to: Type.String(), sentAt: Type.String({ format: 'date-time' }) }),
  errors: [
    'CAMPAIGN_NOT_FOUND',
    'ROW_NOT_FOUND',
    'CAMPAIGN_NOT_READY',
    'CAMPAIGN_ERASED',
    'ACCOUNT_NOT_CONNECTED',
    'MAILBOX_PERMISSION_MISSING',
    'SEND_AS_DENIED',
    'MESSAGE_REJECTED',
    'MESSAGE_TOO_LARGE',
    'THROTTLED',
    'OPERATOR_FAULT',
    'SEND_OUTCOME_UNKNOWN',
    'PROVIDER_UNAVAILABLE',
    'SHUTTING_DOWN',
  ],
});
