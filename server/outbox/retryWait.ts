/** Whether and when a message that was certainly not sent is tried again, where the other side named no time. Pure. */
import type { RetryPolicy } from '../../shared/api/pace.ts';

const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** No mailbox server may put us off for longer than this without our asking again. */
const LONGEST_REST_MS = 24 * 60 * 60_000;
/** A mailbox whose sending quota is used up, or that was blocked, is left alone this long. */
export const STOP_REST_MS = 4 * 60 * 60_000;

/** How long a stopped mailbox rests: never less than its mail server asked for. */
export function stopRest({ waitMs = 0 }: { waitMs?: number }): number {
  return Math.max(STOP_REST_MS, askedWait(waitMs));
}

export type RetryDecision = { again: true; waitMs: number } | { again: false; reason: string };

/**
 * `attempt`: how many there were, the one that just failed included. `status`: the HTTP or SMTP status that was answered;
 * null: nobody answered. `reason` is a sentence of its own, after what happened and perhaps "Wait a moment.": it says who does what then.
 */
export function retryDecision(policy: RetryPolicy, attempt: number, status: number | null): RetryDecision {
  if (policy.mode === 'none') return { again: false, reason: 'Repeating is turned off, so send it again yourself.' };
  if (policy.mode === 'status' && !(status !== null && policy.statusCodes.includes(status))) {
    const only = `It is tried again by itself after ${policy.statusCodes.join(', ') || 'no status'} only, and`;
    const answered = status === null ? 'nobody answered' : `the answer was ${status}`;
    return { again: false, reason: `${only} ${answered}, so send it again yourself.` };
  }
  if (attempt > policy.countMax) return { again: false, reason: triedEnough(attempt) };
  return { again: true, waitMs: waitAfter(attempt, policy.multiplyWait) };
}

function triedEnough(attempt: number): string {
  return `It was tried ${attempt === 1 ? 'once' : `${attempt} times`}, so send it again yourself.`;
}

/** 5 s each time; or 5 s, 10 s, 20 s … at most 5 minutes. */
function waitAfter(attempt: number, multiply: boolean): number {
  return multiply ? Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS) : FIRST_WAIT_MS;
}

/** A `Retry-After` as it will be obeyed: at least a second, at most a day. It costs no attempt. */
export function askedWait(waitMs: number): number {
  return Math.min(Math.max(waitMs, 1_000), LONGEST_REST_MS);
}
