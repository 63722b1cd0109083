/**
 * What an answer of the Gmail API means for the message. Nothing that is not listed here is ever `later`: Gmail has no
 * idempotency key. Every reason is whole: what happened, why, and the one next step, which stands apart where it has a
 * place of its own (`next`).
 * Sources: Gmail API "Resolve errors", "Usage limits"; google.rpc.ErrorInfo; RFC 9110 section 15.
 */
import { GMAIL_REASONS } from '../../shared/help/googleCodes.ts';
import { retryAfterMs } from '../network/retryAfter.ts';
import { foldLine } from './foldLine.ts';
import type { GmailAnswer } from './gmailExchange.ts';
import type { SendOutcome } from './sendOutcome.ts';

interface GmailError {
  /** The most exact word: `details[].reason`, `errors[].reason`, `status`. */
  code: string;
  /** All of these words. */
  words: string[];
  message: string;
}

const SAID_MAX = 300;
const PACE = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED']);
/** Of the whole mailbox or app, for the rest of the day. */
const QUOTA = new Set(['dailyLimitExceeded', 'quotaExceeded']);
const SCOPE = new Set(['insufficientPermissions', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT']);
const SWITCHED_OFF = new Set(['accessNotConfigured', 'SERVICE_DISABLED']);

/** `now` in milliseconds since 1970. `messageId`: the message's own, in case Google's answer was cut off. */
export function gmailOutcome(answer: GmailAnswer, messageId: string, now: number): SendOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return accepted(answer.body, messageId);
  const error = gmailError(answer);
  if (status === 429) return throttled(answer, error, now);
  if (status >= 400 && status < 500 && status !== 408 && status !== 499) return refused(answer, error, now);
  const waitMs = retryAfterMs(answer.headers.get('retry-after'), now);
  if (status === 503 && waitMs !== undefined)
    return { kind: 'later', waitMs, code: error.code, status, reason: 'Google is busy at the moment. Wait a moment.' };
  if (status === 301 || status === 307 || status === 308) return movedAway(status);
  const reason = `Google answered ${status} and did not say whether the mail went out. Look into Sent before you send it again.`;
  // A Retry-After beside a doubt is meant for the mails that come next.
  return { kind: 'unknown', code: error.code, status, reason, ...(waitMs !== undefined && { slowDownMs: waitMs }) };
}

function accepted(body: unknown, messageId: string): SendOutcome {
  const id = inside(body, 'id');
  return typeof id === 'string' && id !== ''
    ? { kind: 'accepted', providerId: id, idKind: 'gmail' }
    : { kind: 'accepted', providerId: messageId, idKind: 'internet' };
}

/**
 * 429, and 403 with a word of pace, is the pace of requests, or the number of mails: only its text tells ("Mail sending"). A pause of that kind that is
 * soon over is a matter of pace too; the daily limit has the whole mailbox stop.
 */
function throttled(answer: GmailAnswer, error: GmailError, now: number): SendOutcome {
  const slow = slower(answer, error, now);
  const counted = /mail sending/i.test(error.message) || error.words.some((word) => QUOTA.has(word));
  if (!counted || (slow.waitMs !== undefined && slow.waitMs <= SOON_MS)) return slow;
  const { waitMs } = slow;
  return { kind: 'stopMailbox', code: error.code, reason: SENDING_LIMIT, ...(waitMs !== undefined && { waitMs }) };
}

const SOON_MS = 60 * 60_000;
const SENDING_LIMIT = 'The mailbox has used up what Google lets it send in a day. Wait until tomorrow, then go on.';

function slower(answer: GmailAnswer, error: GmailError, now: number): Extract<SendOutcome, { kind: 'later' }> {
  const waitMs = retryAfterMs(answer.headers.get('retry-after'), now) ?? namedWait(error.message, now);
  const reason = 'Google asks this mailbox to send more slowly. Wait a moment.';
  return { kind: 'later', code: error.code, status: answer.status, reason, ...(waitMs !== undefined && { waitMs }) };
}

/** `User-rate limit exceeded.  Retry after 2026-11-20T18:00:00.000Z`: Gmail writes the time into the text, not a header. */
function namedWait(message: string, now: number): number | undefined {
  const at = Date.parse(/Retry after (\d{4}-\d\d-\d\dT[\d:.]+Z)/i.exec(message)?.[1] ?? '');
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function refused(answer: GmailAnswer, error: GmailError, now: number): SendOutcome {
  const { status } = answer;
  const { code, words, message } = error;
  const has = (list: ReadonlySet<string>): boolean => words.some((word) => list.has(word));
  if (status === 401) return { kind: 'reconnect', code, reason: helpFor('authError', SIGN_IN) };
  if (status === 413 || words.includes('uploadTooLarge'))
    return { kind: 'rejected', code: 'MESSAGE_TOO_LARGE', reason: helpFor('uploadTooLarge', said(error, status)) };
  if (status === 403 && has(PACE)) return throttled(answer, error, now);
  if (status === 403 && has(QUOTA)) {
    const { waitMs } = slower(answer, error, now);
    return { kind: 'stopMailbox', code, reason: helpFor(code, SENDING_LIMIT), ...(waitMs !== undefined && { waitMs }) };
  }
  if (status === 403 && has(SCOPE)) return { kind: 'reconnect', code, reason: helpFor('insufficientPermissions', SIGN_IN) };
  if (status === 403 && words.includes('domainPolicy')) return asking('needs-admin', code, 'domainPolicy');
  if (status === 403 && has(SWITCHED_OFF)) return asking('operator-fault', code, 'accessNotConfigured');
  if (/mail service not enabled/i.test(message)) return asking('needs-admin', code, 'failedPrecondition');
  if (/^(?:invalid (?:to|cc|bcc|from|reply-to) header|recipient address required)/i.test(message)) {
    const reason = 'Google refused an address of this message as malformed. Correct the address and send it again.';
    return { kind: 'rejected', code: 'INVALID_ADDRESS', reason };
  }
  return { kind: 'rejected', code, reason: said(error, status) };
}

const SIGN_IN = 'Google no longer accepts the sign-in of this mailbox. Connect it again.';

/** The whole mailbox waits for somebody else; the last sentence of a help text is that step. */
function asking(state: 'needs-admin' | 'operator-fault', code: string, word: string): SendOutcome {
  const text = helpFor(word, 'Google does not let this app send. Tell whoever runs this Mergepost server.');
  const at = text.indexOf('. ') + 1;
  return { kind: 'reconnect', state, code, reason: text.slice(0, at), next: text.slice(at + 1) };
}

function helpFor(word: string, otherwise: string): string {
  return GMAIL_REASONS.get(word)?.text ?? otherwise;
}

function said({ message }: GmailError, status: number): string {
  const how = message === '' ? `with status ${status}` : `and says: “${message}”`;
  return `Google refused the message ${how}. It was not sent.`;
}

/** The Gmail API does not redirect; something between does. Never followed: the access token would go along. */
function movedAway(status: number): SendOutcome {
  const reason =
    `Something between this server and Google answered ${status} and pointed elsewhere. The message was not sent. ` +
    'Tell whoever runs this server to look at its network.';
  return { kind: 'rejected', code: `HTTP_${status}`, reason };
}

/** `{error:{code,message,status,errors:[{reason}],details:[{reason}]}}`. */
function gmailError({ status, body }: GmailAnswer): GmailError {
  const error = inside(body, 'error');
  const reasons = (list: unknown): unknown[] => (Array.isArray(list) ? list.map((one: unknown) => inside(one, 'reason')) : []);
  const words = [...reasons(inside(error, 'details')), ...reasons(inside(error, 'errors')), inside(error, 'status')].filter(
    (word): word is string => typeof word === 'string' && word !== '',
  );
  const message = inside(error, 'message');
  return {
    code: foldLine(words[0] ?? `HTTP_${status}`).slice(0, SAID_MAX),
    words,
    message: typeof message === 'string' ? foldLine(message).slice(0, SAID_MAX) : '',
  };
}

function inside(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
