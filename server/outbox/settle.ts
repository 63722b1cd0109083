/** The end of one attempt: what was decided is put into the store, together with what is written next, and then carried out. */
import type { Statement } from '../storage/groupCommit.ts';
import type { Attempt, OutgoingRow } from './attempt.ts';
import { type AttemptFacts, decide, type Decision, type Submitted } from './decide.ts';
import { type RetryPolicy, STANDARD_RETRY } from '../../shared/api/pace.ts';
import type { Lane, LaneDeps } from './lane.ts';
import { endMessage, forgetRest, putBack, restMailbox } from './messageWrites.ts';

/** The end of a message is on its way into the store when this resolves; `lane.settled()` waits until it is there. */
export async function settle(deps: LaneDeps, lane: Lane, row: OutgoingRow, attempt: Attempt, since: number): Promise<void> {
  const policy = isRepeatable(row, attempt.outcome) ? await deps.accounts.retryOf(row.account_id) : STANDARD_RETRY;
  const decision = decide(attempt.outcome, factsOf(deps, row, attempt, since, policy));
  if (!decision.row) return lane.ahead.drop();
  // Only what was marked shares a commit with the mark of the next one; others are written one after the other.
  if (lane.unrecorded) await lane.settled();
  const forgotten = decision.works && lane.rest;
  lane.record(writesOf(deps, lane, row, attempt, decision), row.kind === 'campaign' ? 'long' : 'brief', row.id);
  if (decision.row.status === 'unknown' && decision.row.nextLookUp !== undefined) deps.doubtful(decision.row.nextLookUp);
  if (decision.rest && decision.rest.until > (lane.rest?.until ?? 0)) lane.rest = decision.rest;
  if (forgotten) lane.rest = undefined;
  await follow(deps, lane, row, attempt.outcome, decision, forgotten !== undefined);
  if (row.draft_id === null || !UNSENT.has(decision.row.status)) return;
  await lane.settled();
  deps.leftDraft(row, decision.rest?.until ?? deps.now());
}

/** Nobody sends its draft any more, unless its row still waits. */
const UNSENT: ReadonlySet<string> = new Set<NonNullable<Decision['row']>['status']>(['rejected', 'waiting']);

/** Only then the account's policy counts. */
function isRepeatable(row: OutgoingRow, outcome: Submitted): boolean {
  return outcome.kind === 'later' && outcome.waitMs === undefined && row.kind === 'campaign';
}

function factsOf(
  deps: LaneDeps,
  row: OutgoingRow,
  { mark, canLookUp }: Attempt,
  since: number,
  policy: RetryPolicy,
): AttemptFacts {
  const now = deps.now();
  return { kind: row.kind, attempt: row.attempt, since, now, policy, decideAfter: mark?.decideAfter ?? now, canLookUp };
}

/** The row's own end is the last one. */
function writesOf(deps: LaneDeps, lane: Lane, row: OutgoingRow, { mark }: Attempt, decision: Decision): Statement[] {
  const now = deps.now();
  const writes: Statement[] = [];
  const fence = lane.lease?.fence ?? mark?.fence ?? 0;
  // The rest first: it must not be missing where the row waits again.
  if (decision.rest) writes.push(restMailbox(lane.mailbox, decision.rest.until, decision.rest.reason));
  if (decision.works && lane.rest) writes.push(forgetRest(lane.mailbox, now));
  const end = decision.row;
  if (end?.status === 'waiting') writes.push(putBack(row, mark?.fence ?? fence, end));
  else if (end) writes.push(endMessage(row, mark, fence, end, now));
  return writes;
}

async function follow(
  deps: LaneDeps,
  lane: Lane,
  row: OutgoingRow,
  outcome: Submitted,
  decision: Decision,
  worksAgain: boolean,
): Promise<void> {
  if (outcome.kind === 'accepted' && isToBeSaid(deps, lane, row)) await used(deps, row);
  if (worksAgain) await stateOf(deps, row, { state: 'connected', reason: null });
  if (row.kind === 'campaign' && row.campaign_id !== null) await followCampaign(deps, lane, row.campaign_id, outcome, decision);
  const { account, pause } = decision;
  if (!account && !pause) return;
  await lane.settled();
  if (account) await deps.accounts.changeState(row.account_id, account.state, account.reason, account.asOf, account.next);
  if (pause) {
    await deps.campaigns.pause(pausedBy(lane, row, pause.which), pause.reason);
    lane.ahead.drop();
  }
}

async function followCampaign(
  deps: LaneDeps,
  lane: Lane,
  campaignId: string,
  outcome: Submitted,
  decision: Decision,
): Promise<void> {
  deps.campaigns.changed(campaignId);
  const reason = deps.breaker.note(campaignId, outcome);
  const waits = decision.row?.status === 'waiting';
  // A row that waits again is next; one that came back into a cancelled campaign is cancelled too.
  if (waits) lane.ahead.drop();
  if (reason !== undefined) await pauseForAlike(deps, lane, campaignId, reason);
  if (!waits && lane.ahead.isWatching(campaignId)) return;
  await lane.settled();
  await deps.campaigns.moved(campaignId);
}

async function pauseForAlike(deps: LaneDeps, lane: Lane, campaignId: string, reason: string): Promise<void> {
  await lane.settled();
  await deps.campaigns.pause({ campaignId }, reason);
  lane.ahead.drop();
}

function pausedBy({ mailbox }: Lane, row: OutgoingRow, which: NonNullable<Decision['pause']>['which']) {
  switch (which) {
    case 'campaign':
      return { campaignId: row.campaign_id ?? '' };
    case 'account':
      return { accountId: row.account_id };
    case 'mailbox':
      return { mailbox };
  }
}

const USED_EVERY_MS = 60_000;

/** At most once a minute: nobody needs it to the second. */
function isToBeSaid(deps: LaneDeps, lane: Lane, row: OutgoingRow): boolean {
  const now = deps.now();
  const last = lane.usedAt.get(row.account_id);
  if (last !== undefined && now >= last && now - last < USED_EVERY_MS) return false;
  lane.usedAt.set(row.account_id, now);
  return true;
}

async function used(deps: LaneDeps, row: OutgoingRow): Promise<void> {
  try {
    await deps.accounts.used(row.account_id);
  } catch (error) {
    // The mail is gone and recorded; what comes after must not make its sender believe otherwise.
    deps.log.error({ err: error, outboxId: row.id }, UPDATE_FAILED);
  }
}

const UPDATE_FAILED = 'a mail was sent, but its mailbox could not be updated';

async function stateOf(deps: LaneDeps, row: OutgoingRow, to: { state: 'connected'; reason: null }): Promise<void> {
  try {
    await deps.accounts.changeState(row.account_id, to.state, to.reason);
  } catch (error) {
    deps.log.error({ err: error, outboxId: row.id }, UPDATE_FAILED);
  }
}
