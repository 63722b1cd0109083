/**
 * What an answer of `POST /me/sendMail` means for the message. Nothing that is not listed here is ever `later`: a send that
 * is repeated on a guess is a mail sent twice (Graph has no idempotency key, and 500 and 504 have been answered to mails
 * that arrived). Every reason is whole: what happened, why, and the one next step; whoever shows it adds nothing to it. The
 * words of Graph's codes are in shared/help/graphCodes.ts.
 * Sources: Graph "Error responses", "Throttling guidance"; RFC 9110 section 15.
 */
import { BUSY, GRAPH_CODES, PERMISSION, SIGN_IN, SIGN_IN_WANTED, SLOWER, TOO_LARGE } from '../../shared/help/graphCodes.ts';
import { type GraphAnswer, type GraphError, claimsOf, graphErrorOf, requestIdOf } from './readGraphError.ts';
import { retryAfterMs } from '../network/retryAfter.ts';
import type { SendOutcome } from './sendOutcome.ts';

type RefusalKind = 'reconnect' | 'rejected' | 'stopMailbox';
type Refusal = { kind: RefusalKind; reason: string } | { kind: 'reconnect'; state: 'needs-admin'; reason: string; next: string };

/** Graph's codes that mean the same whatever 4xx status they come with (the statuses of the last ones are known to vary). */
const REFUSALS: ReadonlyMap<string, RefusalKind> = new Map([
  ['InvalidAuthenticationToken', 'reconnect'],
  ['ErrorAccessDenied', 'reconnect'],
  ['ErrorSendAsDenied', 'rejected'],
  ['MailboxNotEnabledForRESTAPI', 'reconnect'],
  ['ErrorItemNotFound', 'rejected'],
  ['ErrorInvalidRecipients', 'rejected'],
  ['ErrorMimeContentInvalidBase64String', 'rejected'],
  ['InvalidInternetMessageHeader', 'rejected'],
  ['InvalidInternetMessageHeaderCollection', 'rejected'],
  ['ErrorMessageSizeExceeded', 'rejected'],
  ['ErrorQuotaExceeded', 'stopMailbox'],
  ['ErrorSubmissionQuotaExceeded', 'stopMailbox'],
  ['ErrorExceededMessageLimit', 'stopMailbox'],
  ['ErrorExceededHourlyMessageLimit', 'stopMailbox'],
  ['ErrorExceededMaxRecipientLimit', 'stopMailbox'],
  ['ErrorExceededMaxRecipientLimitBlock', 'stopMailbox'],
  ['ErrorMessageSubmissionBlocked', 'stopMailbox'],
  ['ErrorAccountSuspend', 'stopMailbox'],
]);

/** No rest mends it, and connecting it again neither. */
const FOR_ADMIN = new Set(['MailboxNotEnabledForRESTAPI']);

/** Codes of a plain "forbidden", where the whole mailbox and not this message is meant. */
const FORBIDDEN = new Set(['accessdenied', 'forbidden', 'authorization_requestdenied']);

/** `now` in milliseconds since 1970, for a Retry-After that is a date. */
export function graphOutcome(answer: GraphAnswer, now: number): SendOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return accepted(answer, now);
  const error = graphErrorOf(answer);
  const known = knownRefusal(error.code);
  if (known?.kind === 'stopMailbox' && isRefusal(status)) return { ...known, ...waiting(answer, now), ...marks(error, status) };
  if (status === 429) return { kind: 'later', reason: SLOWER, ...waiting(answer, now), status, ...marks(error, status) };
  if (status === 503) return busy(answer, error, now);
  if (isRefusal(status)) return refused(answer, error, known);
  if (status === 301 || status === 307 || status === 308) return movedAway(error, status);
  return inDoubt(answer, error, now);
}

/** A Retry-After beside a doubt is meant for the mails that come next: this one is not sent again. */
function inDoubt(answer: GraphAnswer, error: GraphError, now: number): SendOutcome {
  const { status } = answer;
  const { waitMs } = waiting(answer, now);
  const reason = `Microsoft answered ${status} and did not say whether the mail went out. Look into Sent Items before you send it again.`;
  return { kind: 'unknown', reason, status, ...(waitMs !== undefined && { slowDownMs: waitMs }), ...marks(error, status) };
}

/** 200 has been seen instead of 202 for large messages: any 2xx is an acceptance. A 202 may ask to slow down. */
function accepted(answer: GraphAnswer, now: number): SendOutcome {
  const requestId = requestIdOf(answer);
  const slowDownMs = retryAfterMs(answer.headers.get('retry-after'), now);
  return {
    kind: 'accepted',
    ...(requestId !== undefined && { requestId }),
    ...(slowDownMs !== undefined && { slowDownMs }),
  };
}

/** Only with Retry-After is a 503 a clear "not taken"; a bare one may come from a gateway behind which the mail went on. */
function busy(answer: GraphAnswer, error: GraphError, now: number): SendOutcome {
  const wait = waiting(answer, now);
  if (wait.waitMs === undefined) return inDoubt(answer, error, now);
  return { kind: 'later', reason: BUSY, ...wait, status: 503, ...marks(error, 503) };
}

/** 4xx: not sent. 408 and 499 come from gateways that gave up waiting, so they say nothing about the mail. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 499;
}

function refused(answer: GraphAnswer, error: GraphError, known: Refusal | undefined): SendOutcome {
  const { status } = answer;
  const claims = claimsOf(answer);
  if (claims !== undefined && (status === 401 || status === 403)) {
    return { kind: 'reconnect', reason: SIGN_IN_WANTED, claims, ...marks(error, status) };
  }
  // Graph's code here is often a bare BadRequest; ours says what it is.
  if (status === 413 && known === undefined) {
    return { kind: 'rejected', reason: TOO_LARGE, ...marks(error, status), code: 'MESSAGE_TOO_LARGE' };
  }
  return { ...(known ?? refusalByStatus(status, error)), ...marks(error, status) };
}

function refusalByStatus(status: number, error: GraphError): Refusal {
  if (status === 401) {
    return { kind: 'reconnect', reason: SIGN_IN };
  }
  if (status === 403 && (error.code === undefined || FORBIDDEN.has(error.code.toLowerCase()))) {
    return { kind: 'reconnect', reason: PERMISSION };
  }
  const said = error.message === undefined ? `with status ${status}` : `and says: “${error.message}”`;
  return { kind: 'rejected', reason: `Microsoft refused the message ${said}. It was not sent.` };
}

/**
 * Graph does not redirect sendMail; something between does. Never followed: the access token would go along. 301, 307 and
 * 308 say that the request was not carried out (RFC 9110 section 15.4); 302 and 303 may follow a request that was.
 */
function movedAway(error: GraphError, status: number): SendOutcome {
  const reason =
    `Something between this server and Microsoft answered ${status} and pointed elsewhere. The message was not sent. ` +
    'Tell whoever runs this server to look at its network and at MICROSOFT_GRAPH_URL.';
  return { kind: 'rejected', reason, ...marks(error, status) };
}

function knownRefusal(code: string | undefined): Refusal | undefined {
  const kind = REFUSALS.get(code ?? '');
  const reason = GRAPH_CODES.get(code ?? '')?.text;
  if (!kind || reason === undefined) return undefined;
  return FOR_ADMIN.has(code ?? '') ? forAdmin(reason) : { kind, reason };
}

/** The last sentence of the help is the step. */
function forAdmin(text: string): Refusal {
  const at = text.indexOf('. ') + 1;
  return { kind: 'reconnect', state: 'needs-admin', reason: text.slice(0, at), next: text.slice(at + 1) };
}

function waiting(answer: GraphAnswer, now: number): { waitMs?: number } {
  const waitMs = retryAfterMs(answer.headers.get('retry-after'), now);
  return waitMs === undefined ? {} : { waitMs };
}

/** Graph's own code, or the status where it gave none; and the id that Microsoft's support asks for. */
function marks(error: GraphError, status: number): { code: string; requestId?: string } {
  return {
    code: error.code ?? `HTTP_${status}`,
    ...(error.requestId !== undefined && { requestId: error.requestId }),
  };
}
