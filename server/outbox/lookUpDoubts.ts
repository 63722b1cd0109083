/**
 * Asks the mailbox itself about messages in doubt: never before anybody may decide, one at a time per mailbox.
 * What was found is accepted; a draft that still lies there was not sent, and waits once more where its campaign may send;
 * everything else stays in doubt and is left to people after a few looks.
 */
import type { Timers } from '../queue/timerQueue.ts';
import {
  accountInDoubt,
  askForLookUps,
  cancelDoubt,
  dueDoubts,
  nextDoubt,
  putOffLooks,
  queueAgain,
  recordVerdict,
} from './doubts.store.ts';
import type { LeftDrafts } from './leftDrafts.ts';
import { askedWait } from './retryWait.ts';
import { nextLookAfter, STILL_DRAFT, type Verdict, verdictOf } from './lookUpVerdict.ts';
import type { OutboxRow } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import type { LookUp, MailTransport } from '../mail/mailTransport.ts';

export interface LookUpDeps extends Pick<OutboxDeps, 'db' | 'now' | 'accounts' | 'campaigns' | 'transportOf' | 'log'> {
  after: Timers['after'];
  /** Rows of this mailbox wait again. */
  waiting: (mailbox: string) => void;
  /** A draft that nobody will send (see leftDrafts.ts). */
  leftDraft: LeftDrafts['discard'];
}

export interface AskedFor {
  /** Mails in doubt that will be looked up, some perhaps not before their time. */
  lookingFor: number;
  /** Whether the mailbox may be read at all; where not, nothing is looked up. */
  mayRead: boolean;
}

export interface Doubts {
  start(): void;
  /** Finishes the looks under way; none is begun after this. */
  stop(): Promise<void>;
  /** A mail came into doubt that may be looked up from then on (milliseconds since 1970). */
  expect(at: number): void;
  /** A person wants to know now: due at once, yet not before anybody may decide. */
  ask(campaignId: string): Promise<AskedFor>;
}

/** Rows are looked at this often even where nobody said anything: a clock that was set back must not put a look off for hours. */
const LOOK_AT_ROWS_MS = 60_000;
/** While something else is under way the rows are not asked in a loop. */
const SHORTEST_PAUSE_MS = 1_000;

export function doubtsOf(deps: LookUpDeps): Doubts {
  let stopped = true;
  let working: Promise<void> | undefined;
  let again = false;
  let takeBack = (): void => undefined;
  /** When the rows are looked at next. */
  let nextLook = Number.POSITIVE_INFINITY;
  /** The first of the doubts that came since the rows were looked at. */
  let expected = Number.POSITIVE_INFINITY;

  function lookAfter(ms: number): void {
    takeBack();
    nextLook = deps.now() + ms;
    takeBack = deps.after(ms, look);
  }

  function look(): void {
    takeBack();
    if (stopped) return;
    again = working !== undefined;
    working ??= work();
  }

  /** Never rejects. */
  async function work(): Promise<void> {
    let pause = LOOK_AT_ROWS_MS;
    expected = Number.POSITIVE_INFINITY;
    try {
      await lookAll(deps, () => stopped);
      pause = await untilNext(deps);
    } catch (error) {
      deps.log.error({ err: error }, 'mails in doubt could not be looked up; they are tried again in a minute');
    }
    working = undefined;
    if (stopped) return;
    lookAfter(again ? 0 : Math.min(pause, Math.max(expected - deps.now(), SHORTEST_PAUSE_MS)));
  }

  return {
    start() {
      stopped = false;
      look();
    },
    expect(at) {
      expected = Math.min(expected, at);
      if (stopped || working !== undefined || at >= nextLook) return;
      lookAfter(Math.max(at - deps.now(), SHORTEST_PAUSE_MS));
    },
    async stop() {
      stopped = true;
      takeBack();
      await working;
    },
    async ask(campaignId) {
      const asked = await ask(deps, campaignId);
      if (asked.lookingFor > 0) look();
      return asked;
    },
  };
}

async function untilNext(deps: LookUpDeps): Promise<number> {
  const at = await nextDoubt(deps.db);
  if (at === undefined) return LOOK_AT_ROWS_MS;
  return Math.min(Math.max(at - deps.now(), SHORTEST_PAUSE_MS), LOOK_AT_ROWS_MS);
}

async function ask(deps: LookUpDeps, campaignId: string): Promise<AskedFor> {
  const accountId = await accountInDoubt(deps.db, campaignId);
  if (accountId === undefined) return { lookingFor: 0, mayRead: true };
  const access = await deps.accounts.freshToken(accountId);
  if (!access.ok || deps.transportOf(access.wire).lookUp === undefined) return { lookingFor: 0, mayRead: false };
  return { lookingFor: await askForLookUps(deps.db, campaignId, deps.now()), mayRead: true };
}

/** Mailboxes side by side, each one's doubts one after the other. */
async function lookAll(deps: LookUpDeps, isStopped: () => boolean): Promise<void> {
  const byMailbox = Map.groupBy(await dueDoubts(deps.db, deps.now()), (row) => row.mailbox);
  await Promise.all(
    [...byMailbox.values()].map(async (rows) => {
      for (const row of rows) {
        if (isStopped()) return;
        const waitMs = await lookFor(deps, row);
        if (waitMs !== undefined) return putOffLooks(deps.db, row.mailbox, deps.now() + askedWait(waitMs));
      }
    }),
  );
}

/**
 * One that cannot be looked for, for a surprise on our side, must not keep the others waiting: as if nobody had answered.
 * @returns the pause that was asked for, in milliseconds: it is the mailbox's, not this message's.
 */
async function lookFor(deps: LookUpDeps, row: OutboxRow): Promise<number | undefined> {
  try {
    const look = await askMailbox(deps, row);
    await follow(deps, row, verdictOf(row, look, await deps.accounts.retryOf(row.account_id)));
    return look.kind === 'open' ? look.waitMs : undefined;
  } catch (error) {
    deps.log.error({ err: error, outboxId: row.id }, 'a mail in doubt could not be looked up; it is tried again');
    const later = { kind: 'doubt', afterMs: nextLookAfter(row.look_ups + 1), reason: row.reason } as const;
    await recordVerdict(deps.db, row, later, deps.now());
    return undefined;
  }
}

/** Once more with a newer access where the mailbox lets this one in no longer. @param refused the token it refused. */
async function askMailbox(deps: LookUpDeps, row: OutboxRow, refused?: string): Promise<LookUp> {
  const access = await deps.accounts.freshToken(row.account_id, refused);
  if (!access.ok) {
    const { reason } = access;
    return { kind: 'open', reason, ...('waitMs' in access && access.waitMs !== undefined && { waitMs: access.waitMs }) };
  }
  const wire: MailTransport = deps.transportOf(access.wire);
  // The wire, or its grant, has no way to look: what people were told at first stays true.
  if (!wire.lookUp) return { kind: 'unclear', reason: '' };
  const { address, fromName, accessToken } = access;
  const doubt = { markerId: row.id, draftId: row.draft_id, submittedAt: row.submitting_at ?? row.created_at };
  const look = await wire.lookUp(doubt, { address, fromName, accessToken });
  const again = look.kind === 'open' && look.accessRefused === true && refused === undefined;
  return again ? askMailbox(deps, row, accessToken) : look;
}

async function follow(deps: LookUpDeps, row: OutboxRow, verdict: Verdict): Promise<void> {
  if (verdict.kind === 'again') await sendAgain(deps, row, verdict.attempt);
  else await recordVerdict(deps.db, row, verdict, deps.now());
  // A message of a campaign keeps its draft: sent again it is the same one.
  if (verdict.kind === 'rejected' && row.kind !== 'campaign') deps.leftDraft(row, deps.now());
  if (row.campaign_id !== null) deps.campaigns.changed(row.campaign_id);
}

async function sendAgain(deps: LookUpDeps, row: OutboxRow, attempt: number): Promise<void> {
  const campaignId = row.campaign_id ?? '';
  try {
    const went = await deps.campaigns.again(campaignId, (db) => queueAgain(db, row, attempt, deps.now()));
    if (went === 'cancelled') {
      await cancelDoubt(deps.db, row, CANCELLED_UNSENT, deps.now());
      deps.leftDraft(row, deps.now());
    }
    if (went === 'over') await recordVerdict(deps.db, row, { kind: 'rejected', reason: STILL_DRAFT }, deps.now());
  } finally {
    // Also where the answer of the store got lost: it may have happened.
    deps.waiting(row.mailbox);
  }
}

const CANCELLED_UNSENT = 'It was not sent, and its campaign was cancelled meanwhile.';
