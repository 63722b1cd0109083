/** One message now, with somebody waiting for the answer: `/send` and test mails. The same row, lease, pace and table of ends as a campaign's. */
import type { MessageIdKind } from '../../shared/api/send.ts';
import type { SendingAccount } from '../accounts/accountUse.ts';
import { AppError } from '../http/appError.ts';
import type { MailMessage } from '../mail/message.ts';
import type { Attempt, OutgoingRow } from './attempt.ts';
import { claimRow } from './claimRow.ts';
import type { Submitted } from './decide.ts';
import type { Lane, LaneDeps } from './lane.ts';
import type { Slot, Weight } from './mailboxPace.ts';
import { inWords } from './inWords.ts';
import { messageIdOf } from './messageId.ts';
import { sendFailure } from './sendFailure.ts';
import { NEVER, weightOf } from './sendNext.ts';
import { settle } from './settle.ts';
import { submit, withoutAccess } from './submit.ts';

export interface SentOne {
  outboxId: string;
  messageId: string;
  messageIdKind: MessageIdKind;
  sentAt: Date;
}

export interface OneFacts {
  /** The campaign a test mail belongs to. */
  campaignId?: string | undefined;
  /** Of its row, where somebody noted it beforehand; never used before. */
  id?: string | undefined;
}

export interface OneMessage extends OneFacts {
  account: SendingAccount;
  kind: 'send' | 'test';
  message: Omit<MailMessage, 'markerId'>;
}

/**
 * Sends `message` through the account's mailbox, or throws an AppError that says what happened: THROTTLED (nothing was
 * tried), MESSAGE_REJECTED and its kin (certainly not sent), SEND_OUTCOME_UNKNOWN (may have been sent; details.outboxId).
 * Nothing is left waiting: after this the row has an end. It is the mailbox's turn.
 */
export async function sendOne(deps: LaneDeps, lane: Lane, one: OneMessage): Promise<SentOne> {
  const weight = await takeSlot(deps, lane, one);
  const row = await claim(deps, lane, one, weight);
  const outcome = await carryOutOrDoubt(deps, lane, one, row, weight);
  if (outcome.kind !== 'accepted') throw sendFailure(outcome, row.id);
  return { outboxId: row.id, ...messageIdOf(outcome), sentAt: new Date(deps.now()) };
}

/** Where the store did not say whether the row is there, it may be, and nobody would work on it. */
async function claim(deps: LaneDeps, lane: Lane, one: OneMessage, weight: Weight): Promise<OutgoingRow> {
  try {
    return await claimRow(deps, one, weight);
  } catch (error) {
    healSoon(deps, lane);
    throw error;
  }
}

/** What is left in the rows is put right as soon as the store works again. */
function healSoon(deps: LaneDeps, lane: Lane): void {
  lane.upset();
  deps.queue.wake(lane.mailbox, deps.now() + HEAL_AFTER_MS);
}

async function takeSlot(deps: LaneDeps, lane: Lane, { account, message }: OneMessage): Promise<Weight> {
  const lease = await lane.hold();
  const now = deps.now();
  if (typeof lease === 'number') throw throttled(lease - now, 'This mailbox is being used by another process of Mergepost.');
  if (lane.rest && lane.rest.until > now) {
    throw resting(lane.rest.until - now, lane.rest.reason);
  }
  await deps.pace.load(lane.mailbox);
  const weight = weightOf(deps, lane, message, account.address);
  const slot = deps.pace.slot(lane.mailbox, 'now', weight);
  if (slot.never === true) throw new AppError('MESSAGE_REJECTED', NEVER.reason);
  if (slot.at > now) throw throttled(slot.at - now, FULL[slot.why]);
  return weight;
}

const FULL: Record<Slot['why'], string> = {
  free: 'This mailbox cannot send right now.',
  pace: 'This mailbox has sent all the mails it may send in a minute.',
  day: 'This mailbox has reached the number of recipients it may mail in a day.',
  tenant: 'The organisation of this mailbox has reached the number of outside recipients it may mail in a day.',
  clock: "The server's clock was set back, so nobody can tell for a moment what this mailbox sent last.",
};

function throttled(waitMs: number, why: string): AppError {
  const seconds = secondsOf(waitMs);
  return new AppError('THROTTLED', `${why} Nothing was sent; try again ${inWords(seconds)}.`, { retryAfterSeconds: seconds });
}

/** The reason may end with a next step of its own, such as looking into the mailbox: beside it there is no second one. */
function resting(waitMs: number, reason: string): AppError {
  const seconds = secondsOf(waitMs);
  const until = `Nothing was sent: this mailbox has to rest and can send again ${inWords(seconds)}.`;
  return new AppError('THROTTLED', `${until} ${reason}`, { retryAfterSeconds: seconds });
}

function secondsOf(waitMs: number): number {
  return Math.max(1, Math.ceil(waitMs / 1000));
}

const UNRECORDED =
  'What became of this mail could not be recorded. It may have been sent: look into Sent Items before you send it again.';

/** Where not even the end could be written, the message may have gone: the caller must not take it for a plain failure. */
async function carryOutOrDoubt(
  deps: LaneDeps,
  lane: Lane,
  one: OneMessage,
  row: OutgoingRow,
  weight: Weight,
): Promise<Submitted> {
  const since = deps.now();
  const attempt = await attemptIt(deps, lane, one, row, weight);
  try {
    await settle(deps, lane, row, attempt, since);
    await lane.settled();
    return attempt.outcome;
  } catch (error) {
    deps.log.error({ err: error, outboxId: row.id }, 'the end of a message could not be recorded');
    healSoon(deps, lane);
    return { kind: 'unknown', code: 'INTERNAL', reason: UNRECORDED };
  }
}

const HEAL_AFTER_MS = 1_000;

async function attemptIt(deps: LaneDeps, lane: Lane, one: OneMessage, row: OutgoingRow, weight: Weight): Promise<Attempt> {
  try {
    // Asked anew: its owner may have connected it again, with other permissions, a moment ago.
    const asked = await lane.access.ask(row.account_id);
    if (!asked.ok) return { outcome: withoutAccess(asked.refusal), mark: undefined, canLookUp: false };
    return await submit(deps, lane, { row, message: { ...one.message, markerId: row.id }, weight }, asked.access);
  } catch (error) {
    // Nothing left: `submit` makes everything after the first byte a value.
    deps.log.error({ err: error, outboxId: row.id }, 'surprise before a message left');
    const reason = 'Something went wrong on our side before this mail left.';
    return { outcome: { kind: 'later', code: 'INTERNAL', reason }, mark: undefined, canLookUp: false };
  }
}
