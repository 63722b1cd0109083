/**
 * Drafts of messages that certainly were not sent, and that no attempt will send any more: taken out of Drafts, so that nobody sends
 * them by hand later. Only tidying up: it is tried a few times beside everything else, in memory alone, and a failure is noted in
 * the log and told to nobody.
 */
import type { Discarded } from '../mail/mailTransport.ts';
import type { Queries } from '../storage/database.ts';
import type { Refusal } from './keptAccess.ts';
import type { OutboxRow } from './outbox.store.ts';
import type { OutboxDeps } from './outboxDeps.ts';

/** The row of a message; one that made no draft has none to lose. */
export type LeftDraft = Pick<OutboxRow, 'id' | 'account_id' | 'draft_id'>;

export interface LeftDrafts {
  /** Not before `at` (milliseconds since 1970): its mailbox may have been told to wait. Ended rows only; others keep theirs. */
  discard: (left: LeftDraft, at: number) => void;
  /** Finishes the one under way; what is left stays in Drafts. */
  stop: () => Promise<void>;
}

/** After a try that did not work for now. */
const AGAIN_MS: readonly number[] = [60_000, 10 * 60_000];

type Deps = Pick<OutboxDeps, 'db' | 'now' | 'after' | 'accounts' | 'transportOf' | 'log'>;

interface Task extends LeftDraft {
  draft_id: string;
  tried: number;
  /** Its row does not know it any more, so nobody can send it. */
  isOurs: boolean;
}

export function leftDrafts(deps: Deps): LeftDrafts {
  let stopped = false;
  const waiting = new Set<() => void>();
  /** One at a time: a mailbox takes only so many requests side by side, and mails come first. */
  let turn: Promise<void> = Promise.resolve();

  function takeUp(task: Task, ms: number): void {
    const takeBack = deps.after(ms, () => {
      waiting.delete(takeBack);
      turn = turn.then(() => work(task));
    });
    waiting.add(takeBack);
  }

  /** Never rejects. */
  async function work(task: Task): Promise<void> {
    if (stopped) return;
    const { id: outboxId } = task;
    const end = await discarded(deps, task).catch((err: unknown) => {
      deps.log.error({ err, outboxId }, 'surprise while the draft of a mail that was not sent was taken out of Drafts');
      return null;
    });
    if (end === null || end.kind === 'discarded') return;
    const wait = end.kind === 'open' ? AGAIN_MS[task.tried] : undefined;
    if (end.kind === 'open' && wait !== undefined && !stopped)
      return takeUp({ ...task, tried: task.tried + 1 }, Math.max(wait, end.waitMs ?? 0));
    deps.log.warn({ outboxId, reason: end.reason }, 'the draft of a mail that was not sent stays in Drafts');
  }

  return {
    discard({ id, account_id, draft_id }, at) {
      if (stopped || draft_id === null) return;
      takeUp({ id, account_id, draft_id, tried: 0, isOurs: false }, Math.max(0, at - deps.now()));
    },
    async stop() {
      stopped = true;
      for (const takeBack of waiting) takeBack();
      waiting.clear();
      await turn;
    },
  };
}

/** There is nothing to do, or nothing any more. */
const DISCARDED: Discarded = { kind: 'discarded' };

/** Nothing is done where its row waits again, has a doubt, or knows another draft. */
async function discarded(deps: Deps, task: Task): Promise<Discarded> {
  if (!task.isOurs && !(await isLeft(deps.db, task))) return DISCARDED;
  const access = await deps.accounts.freshToken(task.account_id);
  if (!access.ok) return withoutAccess(access);
  const wire = deps.transportOf(access.wire);
  if (!wire.discard) return { kind: 'kept', reason: 'Its mailbox no longer lets Mergepost change drafts.' };
  const { address, fromName, accessToken } = access;
  let isWanted = false;
  const end = await wire.discard(task.draft_id, { address, fromName, accessToken }, async () => {
    task.isOurs ||= await claim(deps.db, task);
    isWanted = !task.isOurs;
    return task.isOurs;
  });
  return isWanted ? DISCARDED : end;
}

function withoutAccess(refusal: Refusal): Discarded {
  const { reason } = refusal;
  if (refusal.kind !== 'later') return { kind: 'kept', reason };
  return { kind: 'open', reason, ...(refusal.waitMs !== undefined && { waitMs: refusal.waitMs }) };
}

/** Nothing of these is on its way, and nothing ever sends their draft again, once their row does not know it any more. */
const ENDED_UNSENT = ['rejected', 'cancelled'] as const;

async function isLeft(db: Queries, { id, draft_id: draftId }: Task): Promise<boolean> {
  const row = await db
    .selectFrom('outbox')
    .select('seq')
    .where('id', '=', id)
    .where('draft_id', '=', draftId)
    .where('status', 'in', ENDED_UNSENT)
    .executeTakeFirst();
  return row !== undefined;
}

/** Before it is deleted: a person who has the message sent again meanwhile gets a new draft. */
async function claim(db: Queries, { id, draft_id: draftId }: Task): Promise<boolean> {
  const done = await db
    .updateTable('outbox')
    .set({ draft_id: null })
    .where('id', '=', id)
    .where('draft_id', '=', draftId)
    .where('status', 'in', ENDED_UNSENT)
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
