/** The table of ends: what one attempt means for its row, its mailbox, its account and its campaigns. Pure. */
import type { AccountState } from '../../shared/api/accounts.ts';
import { type RetryPolicy, STANDARD_RETRY } from '../../shared/api/pace.ts';
import type { SendOutcome } from '../mail/sendOutcome.ts';
import type { Rest } from './mailboxes.store.ts';
import { messageIdOf } from './messageId.ts';
import type { RowEnd } from './messageWrites.ts';
import { askedWait, retryDecision, stopRest } from './retryWait.ts';
import { isSenderRefused } from './senderFor.ts';

export type Submitted =
  | SendOutcome
  /** Certainly not sent: no access could be had. The account's state says so already. */
  | { kind: 'noAccess'; mendedBy: 'person' | 'admin' | 'operator'; code: string; reason: string }
  /** Cancelled, paused, or taken over by another process before the first byte; nothing left, and nothing is to be written. */
  | { kind: 'withdrawn' }
  /** Nothing left: what the mailbox or its organisation may send was used up since it was looked at. */
  | { kind: 'early'; until: number };

/** What is known of an attempt besides its outcome. */
export interface AttemptFacts {
  kind: 'campaign' | 'send' | 'test';
  /** Attempts that ended before this one. */
  attempt: number;
  /** When the message was taken up. */
  since: number;
  now: number;
  /** For what could not be handed over and was not told how long to wait. */
  policy: RetryPolicy;
  /** When nothing of it can be on its way any more. */
  decideAfter: number;
  /** Whether the mailbox itself can be asked what became of it. */
  canLookUp: boolean;
}

/** Certainly not sent, waits again. */
export interface Waiting {
  status: 'waiting';
  attempt: number;
  code: string;
  reason: string;
}

export interface Decision {
  /** Undefined: the row belongs to somebody else now. */
  row: RowEnd | Waiting | undefined;
  /** The mailbox waits; a longer wait that is set already stays. */
  rest?: Rest;
  /** The mailbox took a mail: a rest that is over may be forgotten. */
  works?: true;
  account?: { state: AccountState; reason: string; asOf?: number; next?: string | undefined };
  /** Running campaigns pause and say why. */
  pause?: { which: 'campaign' | 'account' | 'mailbox'; reason: string };
}

type Of<K extends Submitted['kind']> = Extract<Submitted, { kind: K }>;
type NotSent = Of<'later' | 'reconnect' | 'noAccess' | 'stopMailbox' | 'rejected'>;

/** Rows of campaigns wait and are tried again; a `send` or `test` has somebody waiting for the answer and ends here. */
export function decide(outcome: Submitted, facts: AttemptFacts): Decision {
  switch (outcome.kind) {
    case 'accepted':
      return accepted(outcome, facts);
    case 'later':
      return later(outcome, facts);
    case 'reconnect':
    case 'noAccess':
      return accountStops(outcome, facts);
    case 'stopMailbox':
      return mailboxStops(outcome, facts);
    case 'rejected':
      if (facts.kind === 'campaign' && isSenderRefused(outcome.code)) return senderStops(outcome, facts);
      return { row: { status: 'rejected', ...said(outcome) } };
    case 'unknown':
      return {
        row: { status: 'unknown', ...said(outcome), ...(facts.canLookUp && { nextLookUp: facts.decideAfter }) },
        ...pausing(outcome, facts),
      };
    case 'withdrawn':
      return { row: undefined };
    case 'early':
      return facts.kind === 'campaign'
        ? { row: undefined }
        : { row: { status: 'rejected', code: 'THROTTLED', reason: TOO_EARLY } };
  }
}

const TOO_EARLY = 'Not sent: what may be sent was used up just before.';

function accepted(outcome: Of<'accepted'>, { now }: AttemptFacts): Decision {
  const { messageId, messageIdKind } = messageIdOf(outcome);
  const row: RowEnd = {
    status: 'accepted',
    reason: outcome.remark,
    providerMessageId: messageId,
    providerMessageIdKind: messageIdKind,
    requestId: outcome.requestId,
  };
  if (outcome.slowDownMs === undefined) return { row, works: true };
  return { row, rest: { until: now + askedWait(outcome.slowDownMs), reason: 'Its mail server asked for a slower pace.' } };
}

/** A wait that was asked for costs no attempt; without one the mailbox rests a little longer each time, until the message is given up. */
function later(outcome: Of<'later'>, facts: AttemptFacts): Decision {
  // Our own turn was over before the first byte: no matter of the mail server, and the next turn may begin at once.
  if (outcome.code === 'LEASE_OVER') return { row: waitsOrEnds(outcome, facts, facts.attempt) };
  if (outcome.waitMs !== undefined)
    return { row: waitsOrEnds(outcome, facts, facts.attempt), ...pausing({ slowDownMs: outcome.waitMs }, facts) };
  if (facts.kind !== 'campaign') return { row: waitsOrEnds(outcome, facts, facts.attempt + 1), ...pausing(outcome, facts) };
  // A fault on our side is no matter of the account's policy: nobody is given up at the first one.
  const policy = outcome.code === 'INTERNAL' ? STANDARD_RETRY : facts.policy;
  const verdict = retryDecision(policy, facts.attempt + 1, outcome.status ?? null);
  const asked = pausing(outcome, facts);
  if (!verdict.again)
    return { row: { status: 'rejected', ...said(outcome), reason: `${outcome.reason} ${verdict.reason}` }, ...asked };
  const rest = {
    until: facts.now + verdict.waitMs,
    reason: 'Its mail server did not take the last mail; it is tried again.',
  };
  return {
    row: waitsOrEnds(outcome, facts, facts.attempt + 1),
    rest: asked.rest && asked.rest.until > rest.until ? asked.rest : rest,
  };
}

/** What was asked for holds for all that the mailbox sends, whatever became of this message. */
function pausing({ slowDownMs }: { slowDownMs?: number }, { now }: AttemptFacts): Pick<Decision, 'rest'> {
  if (slowDownMs === undefined) return {};
  return { rest: { until: now + askedWait(slowDownMs), reason: 'Its mail server asked for a pause.' } };
}

function accountStops(outcome: Of<'reconnect' | 'noAccess'>, facts: AttemptFacts): Decision {
  const decision: Decision = {
    row: waitsOrEnds(outcome, facts, facts.attempt),
    pause: { which: 'account', reason: `${outcome.reason} ${resumeWhen(outcome)}` },
  };
  if (outcome.kind === 'noAccess') return decision;
  const { state = 'needs-reconnect', reason, next } = outcome;
  return { ...decision, account: { state, reason, asOf: facts.since, next } };
}

function resumeWhen(outcome: Of<'reconnect' | 'noAccess'>): string {
  if (outcome.kind === 'reconnect' && outcome.next !== undefined) return `${outcome.next} When that is done, resume here.`;
  return RESUME[outcome.kind === 'noAccess' ? outcome.mendedBy : 'person'];
}

const RESUME = {
  person: 'When the mailbox is connected again, resume here.',
  admin: 'When the administrator of your organisation has mended it, resume here.',
  operator: 'When the person who runs this Mergepost server has mended it, resume here.',
};

function mailboxStops(outcome: Of<'stopMailbox'>, facts: AttemptFacts): Decision {
  const restMs = stopRest(outcome);
  return {
    row: waitsOrEnds(outcome, facts, facts.attempt),
    rest: { until: facts.now + restMs, reason: outcome.reason },
    account: { state: 'throttled', reason: outcome.reason },
    pause: {
      which: 'mailbox',
      reason: `The mailbox rests for ${Math.ceil(restMs / 3_600_000)} hours, and this merge until it is resumed here after that. ${outcome.reason}`,
    },
  };
}

/** The right to the sender is missing for every row alike, and somebody can give it: nobody is given up for it. */
function senderStops(outcome: Of<'rejected'>, facts: AttemptFacts): Decision {
  return {
    row: waitsOrEnds(outcome, facts, facts.attempt),
    pause: {
      which: 'campaign',
      reason: `${outcome.reason} Resume here when the right is given; to leave the sender out, cancel this and start anew.`,
    },
  };
}

function waitsOrEnds(outcome: NotSent, facts: AttemptFacts, attempt: number): RowEnd | Waiting {
  if (facts.kind === 'campaign') return { status: 'waiting', attempt, code: outcome.code, reason: outcome.reason };
  return { status: 'rejected', ...said(outcome), reason: endedBy(outcome) };
}

/** Nobody tries it again by itself, whatever the outcome says for a row that waits. */
function endedBy(outcome: NotSent): string {
  if (outcome.kind !== 'later') return outcome.reason;
  if (outcome.code === 'LEASE_OVER' || outcome.code === 'INTERNAL') return 'Not sent: something on our side kept it back.';
  return 'Not sent: the mail server asked for a pause, or could not be reached.';
}

function said(
  outcome: Exclude<Submitted, { kind: 'accepted' | 'withdrawn' | 'early' }>,
): Pick<RowEnd, 'code' | 'reason' | 'requestId'> {
  return {
    code: outcome.code,
    reason: outcome.reason,
    ...('requestId' in outcome && { requestId: outcome.requestId }),
  };
}
