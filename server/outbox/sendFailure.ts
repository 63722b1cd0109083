/** What a caller who waits for the answer is told when a message did not go well. Pure. */
import { ERRORS, type ErrorCode } from '../../shared/api/errors.ts';
import { AppError } from '../http/appError.ts';
import { inWords } from './inWords.ts';
import { askedWait, stopRest } from './retryWait.ts';
import type { Submitted } from './decide.ts';

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

/** The sign-in is good, but behind it is no mailbox: the word "not connected" would lead to a sign-in that changes nothing. */
const NO_MAILBOX: ReadonlySet<string> = new Set(['MailboxNotEnabledForRESTAPI', 'failedPrecondition', 'FAILED_PRECONDITION']);

/** Somebody else was faster, of the organisation or another process; when there is room again a new look tells. */
const EARLY_SECONDS = 60;

export function sendFailure(outcome: Failed, outboxId: string): AppError {
  switch (outcome.kind) {
    case 'later':
      return later(outcome, outboxId);
    case 'reconnect':
      if (outcome.state === 'operator-fault') return told('OPERATOR_FAULT', outcome, outboxId, withNext(outcome));
      if (NO_MAILBOX.has(outcome.code)) return told('MESSAGE_REJECTED', outcome, outboxId, withNext(outcome));
      if (isForbidden(outcome.code)) return told('MAILBOX_PERMISSION_MISSING', outcome, outboxId);
      return notConnected(outcome, outboxId);
    case 'noAccess':
      if (outcome.mendedBy !== 'operator') return notConnected(outcome, outboxId);
      return told('OPERATOR_FAULT', outcome, outboxId, `${outcome.reason} Tell the person who runs this Mergepost server.`);
    case 'rejected':
      return told(refusalCode(outcome.code), outcome, outboxId);
    case 'stopMailbox':
      return told('THROTTLED', outcome, outboxId, `${outcome.reason} Nothing was sent.`, Math.ceil(stopRest(outcome) / 1000));
    case 'unknown':
      return told('SEND_OUTCOME_UNKNOWN', outcome, outboxId);
    case 'early': {
      const sentence = 'What this mailbox may send was used up just before. Nothing was sent; try again in a minute.';
      return new AppError('THROTTLED', sentence, { details: { outboxId }, retryAfterSeconds: EARLY_SECONDS });
    }
    case 'withdrawn':
      return new AppError('MESSAGE_REJECTED', 'The mailbox was disconnected before this mail left. It was not sent.', {
        details: { outboxId },
      });
  }
}

interface Told {
  code: string;
  reason: string;
  requestId?: string;
  /** The step that mends it, where `reason` does not end with it. */
  next?: string;
}

function withNext({ reason, next }: Told): string {
  return next === undefined ? reason : `${reason} ${next}`;
}

/** In our words, with the provider's own marks for support beside them. */
function told(code: ErrorCode, outcome: Told, outboxId: string, sentence = outcome.reason, retryAfterSeconds?: number): AppError {
  const correlation = outcome.requestId === undefined ? {} : { correlationId: outcome.requestId };
  return new AppError(code, sentence, {
    details: { outboxId },
    provider: { error: outcome.code, code: outcome.code, help: withNext(outcome), ...correlation },
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  });
}

/** The mailbox is connected, but not for sending: connecting it again does not help without the permission. */
function isForbidden(code: string): boolean {
  return (
    code === 'ErrorAccessDenied' || code === 'HTTP_403' || /^(?:accessdenied|forbidden|authorization_requestdenied)$/i.test(code)
  );
}

/** The sentence is part of the API; what to do and why stand beside it. */
function notConnected(outcome: Told, outboxId: string): AppError {
  return told('ACCOUNT_NOT_CONNECTED', outcome, outboxId, 'Email account not connected or token expired');
}

function later(outcome: Extract<Failed, { kind: 'later' }>, outboxId: string): AppError {
  // The mailbox rests for it either way.
  const asked = outcome.waitMs ?? outcome.slowDownMs;
  if (asked !== undefined) {
    const seconds = Math.ceil(askedWait(asked) / 1000);
    const sentence = `The mail server asked for a pause. Nothing was sent; try again ${inWords(seconds)}.`;
    return told('THROTTLED', outcome, outboxId, sentence, seconds);
  }
  if (outcome.code === 'INTERNAL') {
    return new AppError('INTERNAL', `${outcome.reason} Nothing was sent; try again in a minute.`, { details: { outboxId } });
  }
  if (outcome.code === 'LEASE_OVER') {
    const sentence = 'This mailbox is being used by another process of Mergepost. Nothing was sent; try again in a minute.';
    return new AppError('THROTTLED', sentence, { details: { outboxId }, retryAfterSeconds: EARLY_SECONDS });
  }
  const sentence = 'The mail server could not be reached, or did not take this mail. Nothing was sent; try again in a minute.';
  return told('PROVIDER_UNAVAILABLE', outcome, outboxId, sentence);
}

function refusalCode(code: string): ErrorCode {
  if (OWN_REFUSALS.has(code) && code in ERRORS) return code as ErrorCode;
  return KNOWN_REFUSALS[code] ?? 'MESSAGE_REJECTED';
}
