/** What becomes of a request whose bytes left, by the fault that meets it. Pure tables. */
import type { SendOutcome } from '../../server/mail/sendOutcome.ts';
import type { Fault } from './faultPoints.ts';

export interface Fate {
  /** Whether the provider takes the mail; `late`: at the last moment at which the request can arrive. */
  taken: 'no' | 'yes' | 'late';
  /** What the process is told; null: nothing, until it gives up waiting. */
  answer: SendOutcome | null;
}

const doubt = (code: string): SendOutcome => ({ kind: 'unknown', code, reason: `It may have been sent (${code}).` });
const later = (code: string, status: number, waitMs?: number): SendOutcome => ({
  kind: 'later',
  code,
  status,
  reason: `It was not sent (${code}).`,
  ...(waitMs !== undefined && { waitMs }),
});

export const TIMED_OUT: SendOutcome = doubt('TIME_OUT');
export const ACCEPTED: SendOutcome = { kind: 'accepted', requestId: 'request' };
export const UNAUTHORIZED: SendOutcome = { kind: 'reconnect', code: 'HTTP_401', reason: 'The access token was refused.' };
export const DRAFT_GONE: SendOutcome = doubt('DRAFT_GONE');
export const NOT_CONNECTED: SendOutcome = { kind: 'later', code: 'ECONNREFUSED', reason: 'Nobody answered.' };
export const RESET_BEFORE: SendOutcome = {
  kind: 'later',
  code: 'ECONNRESET',
  reason: 'The connection broke before anything was sent.',
};
export const STORMY = (waitMs: number): SendOutcome => later('TooManyRequests', 429, waitMs);

/** In the order in which they are asked about. */
export function fates(waitMs: number): readonly (readonly [Fault, Fate])[] {
  return [
    ['reset after the bytes, not taken', { taken: 'no', answer: doubt('ECONNRESET') }],
    ['reset after the bytes, taken', { taken: 'yes', answer: doubt('ECONNRESET') }],
    ['time-out, never arrived', { taken: 'no', answer: null }],
    ['time-out, taken at once', { taken: 'yes', answer: null }],
    ['time-out, taken at the last moment', { taken: 'late', answer: null }],
    ['answer: 202 with Retry-After', { taken: 'yes', answer: { ...ACCEPTED, slowDownMs: waitMs } as SendOutcome }],
    ['answer: 400', { taken: 'no', answer: { kind: 'rejected', code: 'ErrorInvalidRecipients', reason: 'It was refused.' } }],
    ['answer: 401', { taken: 'no', answer: UNAUTHORIZED }],
    ['answer: 429 with Retry-After', { taken: 'no', answer: later('TooManyRequests', 429, waitMs) }],
    ['answer: 451 before the final dot', { taken: 'no', answer: later('SMTP_451', 451) }],
    ['answer: 500, not taken', { taken: 'no', answer: doubt('HTTP_500') }],
    ['answer: 500, taken', { taken: 'yes', answer: doubt('HTTP_500') }],
    ['answer: 502, not taken', { taken: 'no', answer: doubt('HTTP_502') }],
    ['answer: 503 with Retry-After', { taken: 'no', answer: later('HTTP_503', 503, waitMs) }],
    ['answer: 503, not taken', { taken: 'no', answer: doubt('HTTP_503') }],
    ['answer: 503, taken', { taken: 'yes', answer: doubt('HTTP_503') }],
    ['answer: 504, not taken', { taken: 'no', answer: doubt('HTTP_504') }],
    ['answer: 504, taken', { taken: 'yes', answer: doubt('HTTP_504') }],
    [
      'answer: quota used up',
      { taken: 'no', answer: { kind: 'stopMailbox', code: 'ErrorQuotaExceeded', reason: 'Its quota is used up.' } },
    ],
  ];
}
