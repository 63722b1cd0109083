/**
 * What an answer of `POST /me/sendMail` means for the message. Nothing that is not listed here is ever `later`: a send that
 * is repeated on a guess is a mail sent twice (Graph has no idempotency key, and 500 and 504 have been answered to mails
 * that arrived). Every reason is whole: what happened, why, and the one next step; whoever shows it adds nothing to it.
 * Sources: Graph "Error responses", "Throttling guidance"; RFC 9110 section 15.
 */
import { type GraphAnswer, type GraphError, claimsOf, graphErrorOf, requestIdOf } from './readGraphError.ts';
import { retryAfterMs } from '../network/retryAfter.ts';
import type { SendOutcome } from './sendOutcome.ts';

type Refusal = { kind: 'reconnect' | 'rejected' | 'stopMailbox'; reason: string };

const QUOTA = 'The mailbox has used up what it may send for now. Microsoft lets it send again later, often the next day.';
const ABUSE =
  'Microsoft has paused sending for this mailbox until its owner confirms that it is theirs. ' +
  'Open the mailbox, follow the notice there, then go on.';
const SIGN_IN = 'Microsoft no longer accepts the sign-in of this mailbox. Connect it again.';
const PERMISSION =
  'Microsoft does not let Mergepost send from this mailbox: the permission to send mail is missing. Connect it again.';
const HEADER =
  'Microsoft refused the marks that Mergepost puts into the message. This is our mistake; tell whoever runs this server.';
const TOO_LARGE = 'The message is too large for this mailbox. Make the attachments smaller, or send a link to the file.';

/** Graph's codes that mean the same whatever 4xx status they come with (the statuses of the last ones are known to vary). */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  InvalidAuthenticationToken: { kind: 'reconnect', reason: SIGN_IN },
  ErrorAccessDenied: { kind: 'reconnect', reason: PERMISSION },
  ErrorSendAsDenied: {
    kind: 'rejected',
    reason: 'This mailbox may not send as the chosen sender. Ask your administrator for the right, or leave the sender out.',
  },
  MailboxNotEnabledForRESTAPI: {
    kind: 'stopMailbox',
    reason:
      'This account has no mailbox in Microsoft 365 (no licence, not active, or still on your own server). ' +
      'Ask your administrator, or connect another mailbox.',
  },
  ErrorItemNotFound: { kind: 'rejected', reason: 'Microsoft no longer finds the message. It was not sent; send it again.' },
  ErrorInvalidRecipients: {
    kind: 'rejected',
    reason: 'Microsoft refused an address of this message as malformed. Correct the address and send it again.',
  },
  ErrorMimeContentInvalidBase64String: { kind: 'rejected', reason: HEADER },
  InvalidInternetMessageHeader: { kind: 'rejected', reason: HEADER },
  InvalidInternetMessageHeaderCollection: { kind: 'rejected', reason: HEADER },
  ErrorMessageSizeExceeded: { kind: 'rejected', reason: TOO_LARGE },
  ErrorQuotaExceeded: {
    kind: 'stopMailbox',
    reason: 'The mailbox is full, so nothing can be sent from it. Delete something in it, then go on.',
  },
  ErrorSubmissionQuotaExceeded: { kind: 'stopMailbox', reason: QUOTA },
  ErrorExceededMessageLimit: { kind: 'stopMailbox', reason: QUOTA },
  ErrorExceededHourlyMessageLimit: { kind: 'stopMailbox', reason: QUOTA },
  ErrorExceededMaxRecipientLimit: { kind: 'stopMailbox', reason: QUOTA },
  ErrorExceededMaxRecipientLimitBlock: { kind: 'stopMailbox', reason: QUOTA },
  ErrorMessageSubmissionBlocked: { kind: 'stopMailbox', reason: ABUSE },
  ErrorAccountSuspend: { kind: 'stopMailbox', reason: ABUSE },
};

/** Codes of a plain "forbidden", where the whole mailbox and not this message is meant. */
const FORBIDDEN = new Set(['accessdenied', 'forbidden', 'authorization_requestdenied']);

/** `now` in milliseconds since 1970, for a Retry-After that is a date. */
export function graphOutcome(answer: GraphAnswer, now: number): SendOutcome {
  const { status } = answer;
  if (status >= 200 && status < 300) return accepted(answer, now);
  const error = graphErrorOf(answer);
  const known = knownRefusal(error.code);
  if (status === 429)
    return known?.kind === 'stopMailbox' ? { ...known, ...marks(error, status) } : throttled(answer, error, now);
  if (status === 503) return busy(answer, error, now);
  if (isRefusal(status)) return refused(answer, error, known);
  if (status === 301 || status === 307 || status === 308) return movedAway(error, status);
  return { kind: 'unknown', reason: doubtful(`Microsoft answered ${status}`), ...marks(error, status) };
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

function throttled(answer: GraphAnswer, error: GraphError, now: number): SendOutcome {
  const reason = 'Microsoft asks this mailbox to send more slowly. Wait a moment.';
  return { kind: 'later', reason, ...waiting(answer, now), ...marks(error, 429) };
}

/** Only with Retry-After is a 503 a clear "not taken"; a bare one may come from a gateway behind which the mail went on. */
function busy(answer: GraphAnswer, error: GraphError, now: number): SendOutcome {
  const wait = waiting(answer, now);
  if (wait.waitMs === undefined) return { kind: 'unknown', reason: doubtful('Microsoft answered 503'), ...marks(error, 503) };
  const reason = 'Microsoft is busy at the moment. Wait a moment.';
  return { kind: 'later', reason, ...wait, ...marks(error, 503) };
}

/** 4xx: not sent. 408 and 499 come from gateways that gave up waiting, so they say nothing about the mail. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 499;
}

function refused(answer: GraphAnswer, error: GraphError, known: Refusal | undefined): SendOutcome {
  const { status } = answer;
  const claims = claimsOf(answer);
  if (claims !== undefined && (status === 401 || status === 403)) {
    const reason = 'Your organisation wants you to sign in again before this mailbox may send. Connect it again.';
    return { kind: 'reconnect', reason, claims, ...marks(error, status) };
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

function doubtful(what: string): string {
  return `${what} and did not say whether the mail went out. Look into Sent Items before you send it again.`;
}

function knownRefusal(code: string | undefined): Refusal | undefined {
  return code !== undefined && Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
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
