/** What a look into the mailbox means for a message in doubt. Pure: the table of verdicts, and when to look again. */
import type { RetryPolicy } from '../../shared/api/pace.ts';
import type { LookUp } from '../mail/mailTransport.ts';
import type { OutboxRow } from './outbox.store.ts';

const MINUTE_MS = 60_000;

/** After the first look, which is made as soon as anybody may decide. What was not found by then is left to people. */
const WAITS_MS: readonly number[] = [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 120 * MINUTE_MS];

/** A mail server that asks for a longer pause than this is asked again all the same. */
const LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS;

/**
 * Milliseconds until the next look; null: no more. `looked`: looks so far, this one included. `askedMs`: the pause the mail
 * server named; it lengthens a wait, and never adds a look.
 */
export function nextLookAfter(looked: number, askedMs = 0): number | null {
  const wait = WAITS_MS[looked - 1];
  return wait === undefined ? null : Math.min(Math.max(wait, askedMs), LONGEST_WAIT_MS);
}

export type Verdict =
  | { kind: 'accepted'; reason: string; providerId: string | null; idKind: 'immutable' | 'gmail' | 'internet' | null }
  /** Sent again, as the same draft, where its campaign may still send. */
  | { kind: 'again'; attempt: number }
  | { kind: 'rejected'; reason: string }
  /** Nobody knows yet. `afterMs` null: nobody will look again. `reason`: what people are told from now on. */
  | { kind: 'doubt'; afterMs: number | null; reason: string | null; code?: string };

export const FOUND = 'Found in Sent Items.';
const NOT_SENT = 'It was not sent.';
export const STILL_DRAFT = 'It was not sent; its draft is still in Drafts.';
const NOT_TAKEN =
  'It was not sent, however often it was tried; its draft is still in Drafts. Look at the draft, then send it again.';

export type Doubtful = Pick<OutboxRow, 'kind' | 'attempt' | 'look_ups' | 'reason'>;

/** `policy`: of the account. A message that was certainly not sent costs an attempt, so that it cannot go round for ever. */
export function verdictOf(row: Doubtful, look: LookUp, policy: RetryPolicy): Verdict {
  switch (look.kind) {
    case 'sent':
      return { kind: 'accepted', reason: FOUND, providerId: look.providerId ?? null, idKind: look.idKind ?? null };
    case 'notSent':
      return notSent(row, policy);
    case 'open':
      return { kind: 'doubt', afterMs: nextLookAfter(row.look_ups + 1, look.waitMs), reason: row.reason };
    case 'unclear':
      return {
        kind: 'doubt',
        afterMs: null,
        reason: joined(row.reason, look.reason),
        ...(look.code !== undefined && { code: look.code }),
      };
  }
}

/** Somebody waited for the answer of a `send` or `test` and was told of the doubt; it is theirs to send again, as a new one. */
function notSent(row: Doubtful, policy: RetryPolicy): Verdict {
  if (row.kind !== 'campaign') return { kind: 'rejected', reason: NOT_SENT };
  if (policy.mode === 'none') return { kind: 'rejected', reason: STILL_DRAFT };
  if (row.attempt >= policy.countMax) return { kind: 'rejected', reason: NOT_TAKEN };
  return { kind: 'again', attempt: row.attempt + 1 };
}

/** What was said at first, and what the mailbox says; not twice where a person has it looked up again. */
function joined(first: string | null, more: string): string | null {
  if (more === '') return first;
  if (first === null || first === '') return more;
  return first.includes(more) ? first : `${first} ${more}`;
}
