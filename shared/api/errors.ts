/**
 * The one table of error codes: what can go wrong, and the HTTP status it goes out with. A code is part of the API and
 * never changes its meaning; the sentence beside it may. The add-in's texts are a Record over these codes, so a new one
 * does not compile until somebody has written the user a sentence.
 */
import { type Static, Type } from 'typebox';

export const ERRORS = {
  INVALID_REQUEST: 400,
  MISSING_FIELDS: 400,
  INVALID_ADDRESS: 400,
  ADDRESS_NEEDED: 400,
  ATTACHMENT_INVALID: 400,
  UNAUTHENTICATED: 401,
  ACCOUNT_NOT_CONNECTED: 401,
  SIGN_IN_CODE_WRONG: 401,
  ADMIN_ONLY: 403,
  MAILBOX_PERMISSION_MISSING: 403,
  SEND_AS_DENIED: 403,
  SIGN_IN_OFF: 403,
  TENANT_NOT_ALLOWED: 403,
  NOT_FOUND: 404,
  ACCOUNT_NOT_FOUND: 404,
  CONNECTION_NOT_FOUND: 404,
  CAMPAIGN_NOT_FOUND: 404,
  APP_NOT_FOUND: 404,
  LINK_NOT_FOUND: 404,
  ROW_NOT_FOUND: 404,
  TENANT_NOT_FOUND: 404,
  CAMPAIGN_WRONG_STATE: 409,
  CAMPAIGN_NOT_READY: 409,
  COUNT_CHANGED: 409,
  CAMPAIGN_CHANGED: 409,
  CAMPAIGN_ERASED: 409,
  TOO_EARLY: 409,
  TIME_PASSED: 400,
  APP_KEY_TAKEN: 409,
  APP_IN_USE: 409,
  APP_READ_ONLY: 409,
  IDEMPOTENCY_MISMATCH: 409,
  IDEMPOTENCY_RUNNING: 409,
  TOO_LARGE: 413,
  MESSAGE_TOO_LARGE: 413,
  LETTER_UNREADABLE: 422,
  LIST_UNREADABLE: 422,
  LIST_EMPTY: 422,
  LIST_TOO_LONG: 422,
  COLUMN_MISSING: 422,
  MESSAGE_REJECTED: 422,
  IMPORT_REFUSED: 422,
  THROTTLED: 429,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
  OPERATOR_FAULT: 500,
  SEND_OUTCOME_UNKNOWN: 502,
  PROVIDER_UNAVAILABLE: 503,
  SHUTTING_DOWN: 503,
  // Ends of a connection attempt; they reach the pane in the status of the attempt, not as an HTTP answer of their own.
  CONNECT_EXPIRED: 400,
  CONNECT_DECLINED: 400,
  CONNECT_NEEDS_ADMIN: 403,
  CONNECT_WRONG_MAILBOX: 409,
  LINK_OVER: 410,
  CONNECT_FAILED: 502,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof ERRORS;

/** What Microsoft (or another provider) said itself, and the one thing to do next. */
export const ProviderFailure = Type.Object({
  /** OAuth `error` or Graph `error.code`. */
  error: Type.String(),
  /** AADSTS number as text ("AADSTS65001") or the Graph code. */
  code: Type.Optional(Type.String()),
  correlationId: Type.Optional(Type.String()),
  help: Type.String(),
  /** Language of `help` where it is not English: the one that was asked for by Accept-Language. */
  language: Type.Optional(Type.String()),
});
export type ProviderFailure = Static<typeof ProviderFailure>;

/** The body of every failed answer. */
export const ApiFailure = Type.Object({
  success: Type.Literal(false),
  /** A sentence for a person, with the next step. */
  error: Type.String(),
  code: Type.String(),
  requestId: Type.String(),
  details: Type.Optional(Type.Unknown()),
  provider: Type.Optional(ProviderFailure),
});
export type ApiFailure = Static<typeof ApiFailure>;
