/** What a caller who waits for the answer is told when a message did not go well. Pure. */
import { ERRORS, type ErrorCode } from '../../shared/api/errors.ts';
import { AppError } from '../http/appError.ts';
import { askedWait, STOP_REST_MS } from './retryWait.ts';
import type { Submitted } from './submit.ts';

type Failed = Exclude<Submitted, { kind: 'accepted' }>;

/** Graph's words for what has a code of its own here (Graph, "Microsoft Graph error responses"; Exchange ResponseCodeType). */
const KNOWN_REFUSALS: Readonly<Record<string, ErrorCode>> = {
  ErrorSendAsDenied: 'SEND_AS_DENIED',
  ErrorAccessDenied: 'MAILBOX_PERMISSION_MISSING',
  ErrorMessageSizeExceeded: 'MESSAGE_TOO_LARGE',
  HTTP_413: 'MESSAGE_TOO_LARGE',
};

/** Codes a refused message may be answered with as they are, where the wire already speaks our codes. */
const OWN_REFUSALS: ReadonlySet<string> = new Set<ErrorCode>([
  'SEND_AS_DENIED',
  'MAILBOX_PERMISSION_MISSING',
  'MESSAGE_TOO_LARGE',
  'MESSAGE_REJECTED',
  'INVALID_ADDRESS',
  'ATTACHMENT_INVALID',
  'OPERATOR_FAULT',
]);

export function sendFailure(outcome: Failed, outboxId: string): AppError {
  switch (outcome.kind) {
    case 'later':
      return later(outcome, outboxId);
    case 'reconnect':
      return isForbidden(outcome.code)
        ? new AppError('MAILBOX_PERMISSION_MISSING', outcome.reason, { details: { outboxId, code: outcome.code } })
        : notConnected(outcome.reason, outboxId);
    case 'noAccess':
      if (outcome.mendedBy === 'person') return notConnected(outcome.reason, outboxId);
      return new AppError('OPERATOR_FAULT', `${outcome.reason} Tell the person who runs this Mergepost server.`, {
        details: { outboxId },
      });
    case 'rejected':
      return new AppError(refusalCode(outcome.code), outcome.reason, {
        details: { outboxId, code: outcome.code, ...(outcome.requestId !== undefined && { requestId: outcome.requestId }) },
      });
    case 'stopMailbox':
      return new AppError('THROTTLED', `${outcome.reason} Nothing was sent; look into the mailbox for a notice.`, {
        details: { outboxId, code: outcome.code },
        retryAfterSeconds: STOP_REST_MS / 1000,
      });
    case 'unknown':
      return new AppError('SEND_OUTCOME_UNKNOWN', outcome.reason, {
        details: { outboxId, code: outcome.code, ...(outcome.requestId !== undefined && { requestId: outcome.requestId }) },
      });
    case 'withdrawn':
      return new AppError('MESSAGE_REJECTED', 'The mailbox was disconnected before this mail left. It was not sent.', {
        details: { outboxId },
      });
  }
}

/** The mailbox is connected, but not for sending: connecting it again does not help without the permission. */
function isForbidden(code: string): boolean {
  return (
    code === 'ErrorAccessDenied' || code === 'HTTP_403' || /^(?:accessdenied|forbidden|authorization_requestdenied)$/i.test(code)
  );
}

function notConnected(reason: string, outboxId: string): AppError {
  return new AppError('ACCOUNT_NOT_CONNECTED', 'Email account not connected or token expired', {
    details: { outboxId, reason, next: 'Reconnect the mailbox, then send again.' },
  });
}

function later(outcome: Extract<Failed, { kind: 'later' }>, outboxId: string): AppError {
  if (outcome.waitMs === undefined) {
    const code = outcome.code === 'INTERNAL' ? 'INTERNAL' : 'PROVIDER_UNAVAILABLE';
    const what = code === 'INTERNAL' ? outcome.reason : 'The mail server could not be reached, or did not take this mail.';
    return new AppError(code, `${what} Nothing was sent; try again in a minute.`, { details: { outboxId, code: outcome.code } });
  }
  const seconds = Math.ceil(askedWait(outcome.waitMs) / 1000);
  return new AppError('THROTTLED', `The mail server asked for a pause. Nothing was sent; try again in ${seconds} s.`, {
    details: { outboxId, code: outcome.code },
    retryAfterSeconds: seconds,
  });
}

function refusalCode(code: string): ErrorCode {
  if (OWN_REFUSALS.has(code) && code in ERRORS) return code as ErrorCode;
  return KNOWN_REFUSALS[code] ?? 'MESSAGE_REJECTED';
}
