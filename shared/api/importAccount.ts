/** Bringing tokens that already exist: an own OAuth application per mailbox, or one of this server's. */
import { type Static, Type } from 'typebox';
import { EmailAccount } from './accounts.ts';
import { AppUrls, BASE_SCOPES, CLOUDS, MailServer } from './apps.ts';
import { defineRoute } from './route.ts';

const Token = Type.String({ minLength: 1, maxLength: 20_000 });

export const ImportBody = Type.Object(
  {
    /** `microsoft` (default), `google`, `generic`, or the key of one of this server's apps. */
    provider: Type.Optional(Type.String({ maxLength: 40 })),
    /** Of the app the tokens were made with. Not needed with the key of one of this server's apps. */
    clientId: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    /** Absent for a public client (loopback or device sign-in). */
    clientSecret: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
    /** Microsoft: tenant id, domain, `common`, `organizations` or `consumers`. */
    tenant: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.-]*$', maxLength: 253, examples: ['contoso.com'] })),
    cloud: Type.Optional(Type.Enum(CLOUDS)),
    /** Needed, and named with the other missing ones. */
    refreshToken: Type.Optional(Token),
    /** Taken for what it is worth: a fresh one is asked for before anything is stored. */
    accessToken: Type.Optional(Token),
    /** The mailbox's address, where the provider does not say whose it is. */
    emailAddress: Type.Optional(Type.String({ maxLength: 320 })),
    fromName: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    baseScope: Type.Optional(Type.Enum(BASE_SCOPES)),
    scopes: Type.Optional(
      Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$', examples: ['Mail.Send'] }), { maxItems: 50 }),
    ),
    /** Own addresses and mail servers: for administrators only, because the server will call them. */
    urls: Type.Optional(AppUrls),
    smtp: Type.Optional(MailServer),
    imap: Type.Optional(MailServer),
    keepAlive: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type ImportBody = Static<typeof ImportBody>;

export const importAccount = defineRoute({
  method: 'POST',
  path: '/api/email/auth/providers/import',
  summary: 'Connect a mailbox with tokens that already exist; they are tried once before they are stored, and never given back',
  tag: 'Email accounts',
  idempotent: true,
  bodyRequired: ['refreshToken'],
  body: ImportBody,
  ok: EmailAccount,
  okStatus: 201,
  errors: ['MISSING_FIELDS', 'APP_NOT_FOUND', 'ADMIN_ONLY', 'IMPORT_REFUSED', 'OPERATOR_FAULT', 'PROVIDER_UNAVAILABLE'],
});
