/** Hosted links: somebody else connects their mailbox to the caller's account. */
import { type Static, Type } from 'typebox';
import { FEATURES } from './accounts.ts';
import { defineRoute } from './route.ts';

const base = '/api/email/auth/links';
const Time = Type.String({ format: 'date-time' });
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

export const LINK_STATUSES = ['open', 'used', 'expired', 'revoked'] as const;

export const ConnectLink = Type.Object({
  id: Type.String(),
  status: Type.Enum(LINK_STATUSES),
  /** Key of the only app it offers; null: all of this server. */
  providerKey: Nullable(Type.String()),
  note: Nullable(Type.String()),
  createdAt: Time,
  expiresAt: Time,
  usedAt: Nullable(Time),
  /** The mailbox that was connected with it. */
  emailAddress: Nullable(Type.String()),
});
export type ConnectLink = Static<typeof ConnectLink>;

export const createLink = defineRoute({
  method: 'POST',
  path: base,
  summary: "A link with which somebody else connects their mailbox to the caller's account; good once",
  tag: 'Email accounts',
  idempotent: true,
  body: Type.Object(
    {
      providerKey: Type.Optional(Type.String({ maxLength: 40 })),
      /** Shown to the other person: what the mailbox is wanted for. */
      note: Type.Optional(Type.String({ maxLength: 300 })),
      expiresInHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 336 })),
      features: Type.Optional(Type.Array(Type.Enum(FEATURES), { maxItems: 10 })),
    },
    { additionalProperties: false },
  ),
  /** `url` is shown here and never again. */
  ok: Type.Object({ link: ConnectLink, url: Type.String() }),
  okStatus: 201,
  errors: ['APP_NOT_FOUND'],
});

export const listLinks = defineRoute({
  method: 'GET',
  path: base,
  summary: 'The links of the caller, newest first, without their addresses',
  tag: 'Email accounts',
  ok: Type.Object({ success: Type.Literal(true), links: Type.Array(ConnectLink), count: Type.Integer() }),
});

export const revokeLink = defineRoute({
  method: 'DELETE',
  path: `${base}/:linkId`,
  summary: 'Make a link useless; a mailbox that was already connected with it stays',
  tag: 'Email accounts',
  params: Type.Object({ linkId: Type.String() }),
  ok: Type.Object({ success: Type.Literal(true) }),
  errors: ['LINK_NOT_FOUND'],
});
