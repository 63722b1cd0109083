/** OAuth applications: the registrations at Microsoft, Google or another provider through which mailboxes are connected. */
import { type Static, Type } from 'typebox';
import { FEATURES, PROMPTS } from './accounts.ts';
import { defineRoute } from './route.ts';

const base = '/api/email/apps';
const Time = Type.String({ format: 'date-time', examples: ['2027-01-31T09:00:00Z'] });
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);
const Url = Type.String({ maxLength: 500 });

export const APP_KINDS = ['microsoft', 'google', 'generic'] as const;
export type AppKind = (typeof APP_KINDS)[number];

/** Microsoft's national clouds: each has hosts of its own for sign-in, Graph and SMTP. */
export const CLOUDS = ['global', 'usgov', 'dod', 'china'] as const;
export type Cloud = (typeof CLOUDS)[number];

/**
 * What mail goes out through. microsoft: `graph` (default), `smtp`, `imap-smtp`. google: `gmail` (default), `smtp`,
 * `imap-smtp`. generic: `smtp` (default), `imap-smtp`. With `imap-smtp` the mailbox is checked by logging in to both.
 */
export const BASE_SCOPES = ['graph', 'gmail', 'smtp', 'imap-smtp'] as const;
export type BaseScope = (typeof BASE_SCOPES)[number];

/** First parts of addresses under /api/email/auth that are no providers. */
export const RESERVED_KEYS = [
  'providers',
  'links',
  'connections',
  'send',
  'apps',
  'confirm',
  'choices',
  'admin-consents',
] as const;
export const APP_KEY_PATTERN = '^[a-z][a-z0-9-]{1,39}$';

/** A mail server that takes access tokens. `starttls`: plain at first, TLS before the login; never without TLS. */
export const MailServer = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 253 }),
    port: Type.Integer({ minimum: 1, maximum: 65_535 }),
    security: Type.Enum(['starttls', 'tls']),
    /** SASL mechanism: XOAUTH2 (Google, Microsoft) or OAUTHBEARER (RFC 7628). */
    auth: Type.Enum(['xoauth2', 'oauthbearer']),
  },
  { additionalProperties: false },
);
export type MailServer = Static<typeof MailServer>;

/** Whatever is not given follows from kind, account types and cloud, or from the issuer's discovery document. */
export const AppUrls = Type.Object(
  {
    authorizeUrl: Type.Optional(Url),
    tokenUrl: Type.Optional(Url),
    /** Origin of Microsoft Graph. */
    graphUrl: Type.Optional(Url),
    /** Where the Gmail API is, before `/gmail/v1` and `/upload/gmail/v1`. */
    gmailUrl: Type.Optional(Url),
    /** RFC 7009. */
    revocationUrl: Type.Optional(Url),
    userinfoUrl: Type.Optional(Url),
    /** RFC 8628. */
    deviceUrl: Type.Optional(Url),
    /** OpenID Connect issuer: the rest is read from `<issuer>/.well-known/openid-configuration`, and id_tokens must come from it. */
    issuer: Type.Optional(Url),
  },
  { additionalProperties: false },
);
export type AppUrls = Static<typeof AppUrls>;

/** Something that will need a hand soon. `at`: when it bites. */
export const Warning = Type.Object({ code: Type.String(), text: Type.String(), at: Nullable(Time) });
export type Warning = Static<typeof Warning>;

export const OAuthAppView = Type.Object({
  id: Type.String(),
  /** Part of its addresses: /api/email/auth/<key>/connect and /callback. */
  key: Type.String(),
  name: Type.String(),
  kind: Type.Enum(APP_KINDS),
  /** `settings`: the EMAIL_* settings; it is changed there. `import`: somebody's own app, for that mailbox only. */
  source: Type.Enum(['settings', 'api', 'import']),
  clientId: Type.String(),
  hasSecret: Type.Boolean(),
  hasCertificate: Type.Boolean(),
  /** Microsoft: `common`, `organizations`, `consumers`, a tenant id or domain. */
  accountTypes: Type.String(),
  cloud: Type.Enum(CLOUDS),
  urls: AppUrls,
  baseScope: Type.Enum(BASE_SCOPES),
  /** In place of the scopes that follow from kind, base scope and features; null: those. */
  scopes: Nullable(Type.Array(Type.String())),
  /** Asked for at every connection through this app. */
  features: Type.Array(Type.Enum(FEATURES)),
  /** Sent as `prompt` where the caller names none; `none`: no `prompt` at all. */
  prompt: Type.Enum(['none', ...PROMPTS]),
  enabled: Type.Boolean(),
  secretExpiresAt: Nullable(Time),
  smtp: Nullable(MailServer),
  imap: Nullable(MailServer),
  /** `strict`: each refresh token is good once (generic providers by default); `keeps`: the old one stays good (Entra, Google). */
  rotation: Type.Enum(['keeps', 'strict']),
  /** To be registered at the provider, exactly so. */
  redirectUri: Type.String(),
  /** Mailboxes connected through it. */
  accounts: Type.Integer(),
  warnings: Type.Array(Warning),
  createdAt: Nullable(Time),
});
export type OAuthAppView = Static<typeof OAuthAppView>;

const Secret = Type.String({ minLength: 1, maxLength: 4000 });
/** PEM texts: an RSA private key (PKCS #8) and its X.509 certificate, for a client assertion in place of a secret. */
const Certificate = Type.Object(
  { privateKey: Type.String({ maxLength: 20_000 }), certificate: Type.String({ maxLength: 20_000 }) },
  { additionalProperties: false },
);

const changeable = {
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  clientId: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  /** Null takes it away; a new one takes a certificate away. Never given back. */
  clientSecret: Type.Optional(Nullable(Secret)),
  certificate: Type.Optional(Nullable(Certificate)),
  accountTypes: Type.Optional(Type.String({ maxLength: 253 })),
  cloud: Type.Optional(Type.Enum(CLOUDS)),
  /** All of them: what is not named falls back to what follows from kind, account types, cloud and issuer. */
  urls: Type.Optional(AppUrls),
  baseScope: Type.Optional(Type.Enum(BASE_SCOPES)),
  scopes: Type.Optional(
    Nullable(Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$', examples: ['Mail.Send'] }), { maxItems: 50 })),
  ),
  features: Type.Optional(Type.Array(Type.Enum(FEATURES), { maxItems: 10 })),
  prompt: Type.Optional(Type.Enum(['none', ...PROMPTS])),
  enabled: Type.Optional(Type.Boolean()),
  /** A certificate says it itself; with a new secret that brings no date it is not known. */
  secretExpiresAt: Type.Optional(Nullable(Time)),
  smtp: Type.Optional(Nullable(MailServer)),
  imap: Type.Optional(Nullable(MailServer)),
  rotation: Type.Optional(Type.Enum(['keeps', 'strict'])),
};

export const AppChange = Type.Object(changeable, { additionalProperties: false });
export type AppChange = Static<typeof AppChange>;
export const NewApp = Type.Object(
  {
    ...changeable,
    kind: Type.Enum(APP_KINDS),
    clientId: Type.String({ minLength: 1, maxLength: 500 }),
    /**
     * 2 to 40 small letters, digits and hyphens. Default: the kind (generic: the name), or that and a number. Cannot be
     * changed later: it is part of the redirect URI.
     */
    key: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type NewApp = Static<typeof NewApp>;

const Id = Type.Object({ id: Type.String() });

export const listApps = defineRoute({
  method: 'GET',
  path: base,
  summary: 'The OAuth applications of this server, with what will soon need a hand',
  tag: 'Applications',
  access: 'admin',
  ok: Type.Object({ success: Type.Literal(true), apps: Type.Array(OAuthAppView), count: Type.Integer() }),
});

export const createApp = defineRoute({
  method: 'POST',
  path: base,
  summary: 'Add an OAuth application; the answer names the redirect URI to register',
  tag: 'Applications',
  access: 'admin',
  idempotent: true,
  body: NewApp,
  ok: OAuthAppView,
  okStatus: 201,
  errors: ['ADMIN_ONLY', 'APP_KEY_TAKEN', 'PROVIDER_UNAVAILABLE'],
});

export const changeApp = defineRoute({
  method: 'PATCH',
  path: `${base}/:id`,
  summary: 'Change an OAuth application; a new secret mends the mailboxes that stopped because of the old one',
  tag: 'Applications',
  access: 'admin',
  params: Id,
  body: AppChange,
  ok: OAuthAppView,
  errors: ['ADMIN_ONLY', 'APP_NOT_FOUND', 'APP_READ_ONLY', 'APP_IN_USE', 'PROVIDER_UNAVAILABLE'],
});

export const deleteApp = defineRoute({
  method: 'DELETE',
  path: `${base}/:id`,
  summary: 'Remove an OAuth application that no mailbox is connected through',
  tag: 'Applications',
  access: 'admin',
  params: Id,
  ok: Type.Object({ success: Type.Literal(true) }),
  errors: ['ADMIN_ONLY', 'APP_NOT_FOUND', 'APP_READ_ONLY', 'APP_IN_USE'],
});

/** A mailbox can be connected through each of these. */
export const Choice = Type.Object({ key: Type.String(), name: Type.String(), kind: Type.Enum(APP_KINDS) });
export type Choice = Static<typeof Choice>;

export const listChoices = defineRoute({
  method: 'GET',
  path: '/api/email/auth/choices',
  summary: 'The kinds of mailbox that can be connected here',
  tag: 'Email accounts',
  ok: Type.Object({ success: Type.Literal(true), choices: Type.Array(Choice) }),
});

/** Tenant id or domain of an organisation. */
export const TenantName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.-]*$', maxLength: 253, examples: ['contoso.com'] });
export const AskedConsent = Type.Object({ id: Type.String(), url: Type.String(), note: Type.String(), expiresAt: Time });
export type AskedConsent = Static<typeof AskedConsent>;
export const ConsentState = Type.Object({ status: Type.Enum(['open', 'granted', 'declined', 'expired']) });
export type ConsentStatus = Static<typeof ConsentState>['status'];

export const askAdminConsent = defineRoute({
  method: 'POST',
  path: '/api/email/auth/:providerKey/admin-consent',
  summary: 'A link with which an administrator allows the app for the whole organisation, and a note to forward',
  tag: 'Email accounts',
  params: Type.Object({ providerKey: Type.String() }),
  body: Type.Object(
    {
      /**
       * Tenant id or domain of the mailbox's organisation. Default: that of the app, else `organizations`: that of whoever
       * opens the link as its administrator.
       */
      tenant: Type.Optional(TenantName),
      features: Type.Optional(Type.Array(Type.Enum(FEATURES), { maxItems: 10 })),
    },
    { additionalProperties: false },
  ),
  ok: AskedConsent,
  errors: ['APP_NOT_FOUND', 'INVALID_REQUEST'],
});

export const adminConsentStatus = defineRoute({
  method: 'GET',
  path: '/api/email/auth/admin-consents/:id',
  summary: 'Whether the administrator has answered; a hint for people, never a proof',
  tag: 'Email accounts',
  params: Id,
  ok: ConsentState,
  errors: ['CONNECTION_NOT_FOUND'],
});
