/** Connected mailboxes: the fixed table under /api/email/auth. */
import { type Static, Type } from 'typebox';
import { ApiFailure } from './errors.ts';
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

export const EmailAccount = Type.Object({
  id: Type.String(),
  provider: Type.String(),
  emailAddress: Type.String(),
  displayName: Type.Union([Type.String(), Type.Null()]),
  /** True while mail can be sent: connected or throttled. */
  isActive: Type.Boolean(),
  state: Type.Enum(ACCOUNT_STATES),
  /** Why it is in that state and what to do, for a person. */
  stateReason: Type.Union([Type.String(), Type.Null()]),
  stateSince: Time,
  tokenExpiresAt: Type.Union([Time, Type.Null()]),
  scopes: Type.Array(Type.String()),
  connectedAt: Time,
  lastUsedAt: Type.Union([Time, Type.Null()]),
});
export type EmailAccount = Static<typeof EmailAccount>;

export const PROMPTS = ['login', 'consent', 'select_account'] as const;
export const FEATURES = ['sharedMailbox', 'largeAttachments', 'exactlyOnce', 'followUp'] as const;
export type Feature = (typeof FEATURES)[number];

export const connectMicrosoft = defineRoute({
  method: 'GET',
  path: `${base}/microsoft/connect`,
  summary: 'Start connecting a Microsoft mailbox',
  tag: 'Email accounts',
  query: Type.Object({
    prompt: Type.Optional(Type.Enum(PROMPTS)),
    loginHint: Type.Optional(Type.String({ minLength: 1, maxLength: 320 })),
    /** Extra permissions by capability, comma-separated: sharedMailbox, largeAttachments, exactlyOnce, followUp. */
    features: Type.Optional(Type.String({ maxLength: 200 })),
    /** The id of a mailbox that is to be connected again; another mailbox is then refused by name. */
    reconnect: Type.Optional(Type.String({ maxLength: 100 })),
  }),
  ok: Type.Object({ authUrl: Type.String(), connectId: Type.String(), startUrl: Type.String(), expiresAt: Time }),
  errors: ['ACCOUNT_NOT_FOUND'],
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

/** Where Microsoft sends the browser back to. HTML for a browser, JSON when asked for JSON. */
export const microsoftCallback = defineRoute({
  method: 'GET',
  path: `${base}/microsoft/callback`,
  summary: 'Where Microsoft sends the browser back to; called by Microsoft, not by you',
  tag: 'Email accounts',
  access: 'public',
  raw: true,
  ok: Type.Object({
    success: Type.Boolean(),
    status: Type.String(),
    provider: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
  }),
  errors: [
    'CONNECT_EXPIRED',
    'CONNECT_DECLINED',
    'CONNECT_NEEDS_ADMIN',
    'CONNECT_WRONG_MAILBOX',
    'CONNECT_FAILED',
    'TENANT_NOT_ALLOWED',
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
