/** The end of one attempt, made durable: the table of outcomes. Nothing that is not listed as "later" is ever tried again. */
import type { SendOutcome } from '../mail/sendOutcome.ts';
import { endRest, restMailbox } from './mailboxes.store.ts';
import { messageIdOf } from './messageId.ts';
import { type OutboxRow, recordEnd, requeue, type RowEnd } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import { askedWait, ATTEMPTS_MAX, STOP_REST_MS, waitAfterAttempt } from './retryWait.ts';
import { isSenderRefused } from './senderFor.ts';
import type { Submitted } from './submit.ts';

type Of<K extends Submitted['kind']> = Extract<Submitted, { kind: K }>;

/** Rows of campaigns wait and are tried again; a `send` or `test` has somebody waiting for the answer and ends here. */
export async function settle(deps: OutboxDeps, row: OutboxRow, outcome: Submitted): Promise<void> {
  switch (outcome.kind) {
    case 'accepted':
      return accept(deps, row, outcome);
    case 'later':
      return outcome.waitMs === undefined ? tryAgain(deps, row, outcome) : rest(deps, row, outcome, askedWait(outcome.waitMs));
    case 'reconnect':
    case 'noAccess':
      return accountStops(deps, row, outcome);
    case 'stopMailbox':
      return mailboxStops(deps, row, outcome);
    case 'rejected':
      if (row.kind === 'campaign' && isSenderRefused(outcome.code)) return senderStops(deps, row, outcome);
      return end(deps, row, { status: 'rejected', ...facts(outcome) });
    case 'unknown':
      return end(deps, row, { status: 'unknown', ...facts(outcome) });
    case 'withdrawn':
      return;
  }
}

async function accept(deps: OutboxDeps, row: OutboxRow, outcome: Of<'accepted'>): Promise<void> {
  const { messageId, messageIdKind } = messageIdOf(outcome);
  await end(deps, row, {
    status: 'accepted',
    providerMessageId: messageId,
    providerMessageIdKind: messageIdKind,
    requestId: outcome.requestId,
    reason: outcome.remark,
  });
  try {
    await afterAccepted(deps, row, outcome.slowDownMs);
  } catch (error) {
    // The mail is gone and recorded; what comes after must not make its sender believe otherwise.
    deps.log.error({ err: error, outboxId: row.id }, 'a mail was sent, but its mailbox could not be updated');
  }
}

async function afterAccepted(deps: OutboxDeps, row: OutboxRow, slowDownMs: number | undefined): Promise<void> {
  if (slowDownMs !== undefined) {
    const until = deps.now() + askedWait(slowDownMs);
    await restMailbox(deps.db, row.mailbox, { until, reason: 'Its mail server asked for a slower pace.' });
  } else if (await endRest(deps.db, row.mailbox, deps.now())) {
    await deps.accounts.changeState(row.account_id, 'connected', null);
  }
  await deps.accounts.used(row.account_id);
}

/** A wait that was asked for costs no attempt; it rests the mailbox first, so that a crash in between does not skip it. */
async function rest(deps: OutboxDeps, row: OutboxRow, outcome: Of<'later'>, waitMs: number): Promise<void> {
  await restMailbox(deps.db, row.mailbox, { until: deps.now() + waitMs, reason: 'Its mail server asked for a pause.' });
  await backOrEnd(deps, row, row.attempt, outcome);
}

/** No wait was named: the mailbox rests a little longer each time, and after the last attempt the message is given up. */
async function tryAgain(deps: OutboxDeps, row: OutboxRow, outcome: Of<'later'>): Promise<void> {
  const attempt = row.attempt + 1;
  if (row.kind === 'campaign') {
    const until = deps.now() + waitAfterAttempt(attempt);
    await restMailbox(deps.db, row.mailbox, { until, reason: 'Its mail server did not take the last mail; it is tried again.' });
  }
  if (attempt < ATTEMPTS_MAX) return backOrEnd(deps, row, attempt, outcome);
  await end(deps, row, {
    status: 'rejected',
    ...facts(outcome),
    reason: `Not sent: its mail server could not be reached, or did not take this mail, ${attempt} times in a row.`,
  });
}

async function accountStops(deps: OutboxDeps, row: OutboxRow, outcome: Of<'reconnect' | 'noAccess'>): Promise<void> {
  await backOrEnd(deps, row, row.attempt, outcome);
  if (outcome.kind === 'reconnect')
    await deps.accounts.changeState(
      row.account_id,
      outcome.state ?? 'needs-reconnect',
      outcome.reason,
      row.claimed_at ?? deps.now(),
      outcome.next,
    );
  await deps.campaigns.pause({ accountId: row.account_id }, `${outcome.reason} ${resumeWhen(outcome)}`);
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

async function mailboxStops(deps: OutboxDeps, row: OutboxRow, outcome: Of<'stopMailbox'>): Promise<void> {
  await restMailbox(deps.db, row.mailbox, { until: deps.now() + STOP_REST_MS, reason: outcome.reason });
  await backOrEnd(deps, row, row.attempt, outcome);
  await deps.accounts.changeState(row.account_id, 'throttled', outcome.reason);
  await deps.campaigns.pause(
    { mailbox: row.mailbox },
    `${outcome.reason} The mailbox rests for ${STOP_REST_MS / 3_600_000} hours; resume here after that.`,
  );
}

/** The right to the sender is missing for every row alike, and somebody can give it: nobody is given up for it. */
async function senderStops(deps: OutboxDeps, row: OutboxRow, outcome: Of<'rejected'>): Promise<void> {
  await backOrEnd(deps, row, row.attempt, outcome);
  await deps.campaigns.pause(
    { campaignId: row.campaign_id ?? '' },
    `${outcome.reason} Resume here when the right is given; to leave the sender out, cancel this and start anew.`,
  );
}

async function backOrEnd(
  deps: OutboxDeps,
  row: OutboxRow,
  attempt: number,
  outcome: Of<'later' | 'reconnect' | 'noAccess' | 'stopMailbox' | 'rejected'>,
): Promise<void> {
  if (row.kind !== 'campaign') {
    const reason =
      outcome.kind === 'later' ? 'Not sent: the mail server asked for a pause, or could not be reached.' : outcome.reason;
    return end(deps, row, { status: 'rejected', ...facts(outcome), reason });
  }
  await insistently(deps, () => requeue(deps.db, row.id, attempt, { code: outcome.code, reason: outcome.reason }));
}

function facts(
  outcome: Exclude<SendOutcome, { kind: 'accepted' }> | Of<'noAccess'>,
): Pick<RowEnd, 'code' | 'reason' | 'requestId'> {
  return {
    code: outcome.code,
    reason: outcome.reason,
    ...('requestId' in outcome && { requestId: outcome.requestId }),
  };
}

async function end(deps: OutboxDeps, row: OutboxRow, how: RowEnd): Promise<void> {
  await insistently(deps, async () => {
    if (await recordEnd(deps.db, row.id, how, deps.now())) return;
    // Somebody else decided about this row meanwhile, which only another process on the same store can do.
    deps.log.warn({ outboxId: row.id, status: how.status }, 'the end of a message found its row in another state');
  });
}

const RECORD_TRIES = 6;

/** What happened is known; a database that is busy for a moment must not turn it into a doubt. Gives up after about 6 s. */
async function insistently(deps: OutboxDeps, write: () => Promise<unknown>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (tried >= RECORD_TRIES) throw error;
      deps.log.warn({ err: error, tried }, 'the end of a message could not be recorded yet');
      await deps.sleep(100 * 2 ** tried);
    }
  }
}
