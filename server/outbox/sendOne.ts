/** One message now, with somebody waiting for the answer: `/send` and test mails. The same row, claim, pace and table of outcomes as a campaign's. */
import type { MessageIdKind } from '../../shared/api/send.ts';
import type { SendingAccount } from '../accounts/accountUse.ts';
import { AppError } from '../http/appError.ts';
import { type MailMessage, recipientsOf } from '../mail/message.ts';
import { restOf } from './mailboxes.store.ts';
import type { MailboxPace } from './mailboxPace.ts';
import type { MailboxTurn } from './mailboxTurn.ts';
import { messageIdOf } from './messageId.ts';
import { insertRows, type OutboxRow, rowById } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import { sendFailure } from './sendFailure.ts';
import { carryOut } from './sendNext.ts';
import type { Submitted } from './submit.ts';

export interface SendOneDeps extends OutboxDeps {
  pace: MailboxPace;
  turn: MailboxTurn;
}

export interface SentOne {
  outboxId: string;
  messageId: string;
  messageIdKind: MessageIdKind;
  sentAt: Date;
}

/**
 * Sends `message` through the account's mailbox, or throws an AppError that says what happened: THROTTLED (nothing was
 * tried), MESSAGE_REJECTED and its kin (certainly not sent), SEND_OUTCOME_UNKNOWN (may have been sent; details.outboxId).
 * Nothing is left waiting: after this the row has an end. `campaignId`: the campaign a test mail belongs to.
 */
export function sendOne(
  deps: SendOneDeps,
  account: SendingAccount,
  kind: 'send' | 'test',
  message: Omit<MailMessage, 'markerId'>,
  campaignId?: string,
): Promise<SentOne> {
  return deps.turn(account.mailbox, async () => {
    await takeSlot(deps, account.mailbox);
    const row = await insertClaimed(deps, account, kind, message, campaignId);
    const outcome = await carryOutOrDoubt(deps, row);
    if (outcome.kind !== 'accepted') throw sendFailure(outcome, row.id);
    return { outboxId: row.id, ...messageIdOf(outcome), sentAt: new Date(deps.now()) };
  });
}

async function takeSlot(deps: SendOneDeps, mailbox: string): Promise<void> {
  const now = deps.now();
  const rest = await restOf(deps.db, mailbox, now);
  if (rest) throw throttled(rest.until - now, `This mailbox has to rest. ${rest.reason}`);
  const slot = await deps.pace.freeSlot(mailbox);
  if (slot > now) {
    throw throttled(slot - now, `This mailbox has sent its ${deps.messagesPerMinute} mails for this minute.`);
  }
}

function throttled(waitMs: number, why: string): AppError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  const when = seconds === 1 ? 'in a second' : `in ${seconds} seconds`;
  return new AppError('THROTTLED', `${why} Nothing was sent; try again ${when}.`, { retryAfterSeconds: seconds });
}

/** Born claimed: a row that only waits would be sent by nobody, or twice by a caller who tries again. */
async function insertClaimed(
  deps: SendOneDeps,
  account: SendingAccount,
  kind: 'send' | 'test',
  message: Omit<MailMessage, 'markerId'>,
  campaignId: string | undefined,
): Promise<OutboxRow> {
  const id = deps.newId();
  const now = deps.now();
  await insertRows(deps.db, [
    {
      id,
      user_id: account.userId,
      account_id: account.id,
      mailbox: account.mailbox,
      kind,
      campaign_id: campaignId ?? null,
      status: 'claimed',
      claimed_at: now,
      created_at: now,
      to_address: message.to[0] ?? null,
      recipients: recipientsOf(message),
      message: JSON.stringify({ ...message, markerId: id } satisfies MailMessage),
      tracking_id: message.trackingId ?? null,
    },
  ]);
  const row = await rowById(deps.db, id);
  if (!row) throw new Error(`Outbox row ${id} is gone right after it was written.`);
  return row;
}

const UNRECORDED =
  'What became of this mail could not be recorded. It may have been sent: look into Sent Items before you send it again.';

/** Where not even the end could be written, the message may have gone: the caller must not take it for a plain failure. */
async function carryOutOrDoubt(deps: SendOneDeps, row: OutboxRow): Promise<Submitted> {
  try {
    return await carryOut(deps, row);
  } catch (error) {
    deps.log.error({ err: error, outboxId: row.id }, 'the end of a message could not be recorded');
    return { kind: 'unknown', code: 'INTERNAL', reason: UNRECORDED };
  }
}
