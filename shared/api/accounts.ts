/** Connected mailboxes: the fixed table under /api/email/auth. */
import { type Static, Type } from 'typebox';
import { ApiFailure } from './errors.ts';
import { Pace, PaceView, RetryPolicy } from './pace.ts';
import { defineRoute } from './route.ts';

const base = '/api/email/auth';
const Time = Type.String({ format: 'date-time' });

export const ACCOUNT_STATES = [
  'connected',
  'throttled',
  'needs-reconnect',
  'needs-admin',
  'operator-fault',
  'disconnected',
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export const WIRES = ['graph', 'gmail', 'smtp'] as const;
export type WireKind = (typeof WIRES)[number];

const AccountWarning = Type.Object({ code: Type.String(), text: Type.String(), at: Type.Union([Time, Type.Null()]) });

export const EmailAccount = Type.Object({
  id: Type.String(),
  /** `microsoft`, `google`, or the key of a generic app. */
  provider: Type.String(),
  emailAddress: Type.String(),
  displayName: Type.Union([Type.String(), Type.Null()]),
  /** True while mail can be sent: connected or throttled. */
  isActive: Type.Boolean(),
  state: Type.Enum(ACCOUNT_STATES),
  /** Why it is in that state, for a person. */
  stateReason: Type.Union([Type.String(), Type.Null()]),
  /** The one next step and who takes it; null where there is nothing to do. */
  stateNext: Type.Union([Type.String(), Type.Null()]),
  /** Language of `stateReason` where it is not English: the one that was asked for by Accept-Language. */
  stateLanguage: Type.Optional(Type.String()),
  /** True where an administrator has to allow the application, and not to mend the mailbox itself. */
  wantsConsent: Type.Optional(Type.Literal(true)),
  stateSince: Time,
  /** What will need a hand soon: a mailbox that was not used for long. */
  warnings: Type.Array(AccountWarning),
  /** Key of the OAuth application it is connected through. */
  app: Type.String(),
  /** Id of its organisation at Microsoft, whose administrator may have to allow the app; null: personal, or another provider. */
  tenant: Type.Union([Type.String(), Type.Null()]),
  /** What its mail goes out through. */
  wire: Type.Enum(WIRES),
  /** Name that receivers see beside the address; null: the mailbox's own. */
  fromName: Type.Union([Type.String(), Type.Null()]),
  /** Whether mail may go out under another sender (a shared mailbox), as far as the permissions say. */
  maySendAs: Type.Boolean(),
  /** Refreshed by itself every 30 days, so that it does not die of 90 days without use. */
  keepAlive: Type.Boolean(),
  /** False where it was brought by import through an app of its own: it is imported again in place of being reconnected. */
  mayReconnect: Type.Boolean(),
  tokenExpiresAt: Type.Union([Time, Type.Null()]),
  scopes: Type.Array(Type.String()),
  connectedAt: Time,
  lastUsedAt: Type.Union([Time, Type.Null()]),
  pace: PaceView,
  /** What was chosen for it; null: what the server does for all. */
  retry: Type.Union([RetryPolicy, Type.Null()]),
});
export type EmailAccount = Static<typeof EmailAccount>;

export const PROMPTS = ['login', 'consent', 'select_account'] as const;
export const FEATURES = ['sharedMailbox', 'largeAttachments', 'exactlyOnce', 'followUp'] as const;
export type Feature = (typeof FEATURES)[number];

const ProviderKey = Type.Object({ providerKey: Type.String({ maxLength: 40 }) });

export const connectMailbox = defineRoute({
  method: 'GET',
  path: `${base}/:providerKey/connect`,
  summary: 'Start connecting a mailbox: providerKey is `microsoft`, `google` or the key of another app',
  tag: 'Email accounts',
  params: ProviderKey,
  query: Type.Object({
    prompt: Type.Optional(Type.Enum(PROMPTS)),
    /** The address to sign in with. Needed for a provider that does not say whose mailbox it is; the login then proves it. */
    loginHint: Type.Optional(Type.String({ minLength: 1, maxLength: 320 })),
    /** Extra permissions by capability, comma-separated: sharedMailbox, largeAttachments, exactlyOnce, followUp. */
    features: Type.Optional(Type.String({ maxLength: 200 })),
    /** The id of a mailbox that is to be connected again; another mailbox is then refused by name. */
    reconnect: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  ok: Type.Object({ authUrl: Type.String(), connectId: Type.String(), startUrl: Type.String(), expiresAt: Time }),
  errors: ['ACCOUNT_NOT_FOUND', 'ADDRESS_NEEDED', 'APP_NOT_FOUND', 'OPERATOR_FAULT', 'PROVIDER_UNAVAILABLE'],
});

export const CONNECT_STATUSES = ['pending', 'confirm', 'connected', 'failed', 'expired'] as const;

export const connectionStatus = defineRoute({
  method: 'GET',
  path: `${base}/connections/:connectId`,
  summary: 'How far a connection got: the channel that does not depend on messages between windows',
  tag: 'Email accounts',
  params: Type.Object({ connectId: Type.String() }),
  ok: Type.Object({
    status: Type.Enum(CONNECT_STATUSES),
    provider: Type.Optional(EmailAccount),
    error: Type.Optional(ApiFailure),
  }),
  errors: ['CONNECTION_NOT_FOUND'],
});

/** Where the provider sends the browser back to. HTML for a browser, JSON when asked for JSON. */
export const mailboxCallback = defineRoute({
  method: 'GET',
  path: `${base}/:providerKey/callback`,
  summary: 'Where the provider sends the browser back to; called by Microsoft or Google, not by you',
  tag: 'Email accounts',
  access: 'public',
  raw: true,
  params: ProviderKey,
  ok: Type.Object({
    success: Type.Boolean(),
    status: Type.String(),
    provider: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
    /** Connected, but no mail can go out yet. */
    trouble: Type.Optional(Type.Object({ reason: Type.String(), next: Type.Union([Type.String(), Type.Null()]) })),
    /** For an administrator who comes back from allowing the app: `status` is `granted` or `declined`. */
    message: Type.Optional(Type.String()),
  }),
  errors: [
    'CONNECT_EXPIRED',
    'CONNECT_DECLINED',
    'CONNECT_NEEDS_ADMIN',
    'CONNECT_WRONG_MAILBOX',
    'CONNECT_FAILED',
    'ADDRESS_NEEDED',
    'MAILBOX_PERMISSION_MISSING',
    'OPERATOR_FAULT',
    'PROVIDER_UNAVAILABLE',
    'TENANT_NOT_ALLOWED',
    'LINK_OVER',
    'APP_NOT_FOUND',
  ],
});

export const listAccounts = defineRoute({
  method: 'GET',
  path: `${base}/providers`,
  summary: 'The connected mailboxes of the caller',
  tag: 'Email accounts',
  ok: Type.Object({ success: Type.Literal(true), providers: Type.Array(EmailAccount), count: Type.Integer() }),
});

export const disconnectAccount = defineRoute({
  method: 'DELETE',
  path: `${base}/providers/:providerId`,
  summary: 'Forget a mailbox: its tokens are deleted, running merges of it stop',
  tag: 'Email accounts',
  params: Type.Object({ providerId: Type.String() }),
  ok: Type.Object({ success: Type.Literal(true), message: Type.String() }),
  errors: ['ACCOUNT_NOT_FOUND'],
});

const ProviderId = Type.Object({ providerId: Type.String() });

export const changeAccount = defineRoute({
  method: 'PATCH',
  path: `${base}/providers/:providerId`,
  summary: 'Change how a mailbox is used',
  tag: 'Email accounts',
  params: ProviderId,
  body: Type.Object(
    {
      fromName: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()])),
      keepAlive: Type.Optional(Type.Boolean()),
      /** null: as the server has it. */
      pace: Type.Optional(Type.Union([Pace, Type.Null()])),
      retry: Type.Optional(Type.Union([RetryPolicy, Type.Null()])),
    },
    { additionalProperties: false },
  ),
  ok: EmailAccount,
  errors: ['ACCOUNT_NOT_FOUND'],
});

/** The steps of a test mail, in their order. */
export const TEST_STEPS = ['token', 'connect', 'tls', 'auth', 'accepted'] as const;
export const TestStep = Type.Object({
  name: Type.Enum(TEST_STEPS),
  status: Type.Enum(['ok', 'failed', 'skipped']),
  milliseconds: Type.Union([Type.Number(), Type.Null()]),
  /** What was found, for a person; with the next step where it failed. */
  detail: Type.String(),
});
export type TestStep = Static<typeof TestStep>;

export const TestReport = Type.Object({
  /** Whether a test mail is on its way. */
  success: Type.Boolean(),
  to: Type.String(),
  steps: Type.Array(TestStep),
  messageId: Type.Optional(Type.String()),
  sentAt: Type.Optional(Time),
  /** What to do where a step failed. */
  next: Type.Union([Type.String(), Type.Null()]),
  /** The mailbox afterwards: a test that works also mends its state. */
  provider: EmailAccount,
});
export type TestReport = Static<typeof TestReport>;

export const testAccount = defineRoute({
  method: 'POST',
  path: `${base}/providers/:providerId/test`,
  summary: 'Send one test message to the mailbox itself and time each step',
  tag: 'Email accounts',
  idempotent: true,
  params: ProviderId,
  ok: TestReport,
  errors: ['ACCOUNT_NOT_FOUND', 'THROTTLED', 'SHUTTING_DOWN'],
});
