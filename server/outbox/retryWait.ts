/** Waits between attempts where the other side named none. Pure. */

/** Attempts a message gets, the first one included, before it counts as not sendable. A wait that was asked for costs none. */
export const ATTEMPTS_MAX = 5;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** No mailbox server may put us off for longer than this without our asking again. */
const LONGEST_REST_MS = 24 * 60 * 60_000;
/** A mailbox whose sending quota is used up, or that was blocked, is left alone this long. */
export const STOP_REST_MS = 4 * 60 * 60_000;

/** 5 s, 10 s, 20 s … at most 5 minutes. `attempt` counts from 1. */
export function waitAfterAttempt(attempt: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
}

/** A `Retry-After` as it will be obeyed: at least a second, at most a day. */
export function askedWait(waitMs: number): number {
  return Math.min(Math.max(waitMs, 1_000), LONGEST_REST_MS);
}
