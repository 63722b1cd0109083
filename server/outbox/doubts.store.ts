/**
 * Messages in doubt, as the look-up reads and ends them. Every end is guarded by what was seen: a person may have decided, or the
 * message may have been sent again and be in doubt anew, while the mailbox was asked about the attempt before.
 */
import { type ExpressionBuilder, sql } from 'kysely';
import type { Queries, Tables } from '../storage/database.ts';
import { type OutboxRow, WAITS_OR_ENDED } from './outbox.store.ts';
import type { Verdict } from './lookUpVerdict.ts';

/** Word for word the condition of the index `outbox_doubts`. */
const TO_LOOK_UP = sql<boolean>`status = 'unknown' AND next_look_up IS NOT NULL`;
/** So many are read at once; the others have their turn when these have an end. */
const DOUBTS_AT_ONCE = 100;

/** Whose look-up is due, oldest first. Never one that nobody may decide about yet. */
export async function dueDoubts(db: Queries, now: number): Promise<OutboxRow[]> {
  return db
    .selectFrom('outbox')
    .selectAll()
    .where(TO_LOOK_UP)
    .where('next_look_up', '<=', now)
    .where((e) => e.or([e('decide_after', 'is', null), e('decide_after', '<=', now)]))
    .orderBy('next_look_up')
    .orderBy('seq')
    .limit(DOUBTS_AT_ONCE)
    .execute();
}

/** When the next look-up is due; undefined: none will be. */
export async function nextDoubt(db: Queries): Promise<number | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select((e) => e.fn.min(sql<number>`max(next_look_up, coalesce(decide_after, 0))`).as('at'))
    .where(TO_LOOK_UP)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** Nothing of this mailbox is looked up before `until`; it costs no look. */
export async function putOffLooks(db: Queries, mailbox: string, until: number): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ next_look_up: until })
    .where(TO_LOOK_UP)
    .where('mailbox', '=', mailbox)
    .where('next_look_up', '<', until)
    .execute();
}

/** An end, or the next look. False: somebody was there first. */
export async function recordVerdict(
  db: Queries,
  seen: OutboxRow,
  verdict: Exclude<Verdict, { kind: 'again' }>,
  now: number,
): Promise<boolean> {
  const change = verdict.kind === 'doubt' ? stillDoubtful(seen, verdict, now) : ended(verdict, now);
  const done = await db
    .updateTable('outbox')
    .set(change)
    .where((e) => asSeen(e, seen, now))
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

function stillDoubtful(seen: OutboxRow, verdict: Extract<Verdict, { kind: 'doubt' }>, now: number) {
  return {
    look_ups: seen.look_ups + 1,
    next_look_up: verdict.afterMs === null ? null : now + verdict.afterMs,
    reason: verdict.reason,
    ...(verdict.code !== undefined && { code: verdict.code }),
  };
}

function ended(verdict: Extract<Verdict, { kind: 'accepted' | 'rejected' }>, now: number) {
  const decided = { finished_at: now, decided_by: 'look-up', decided_at: now, next_look_up: null, reason: verdict.reason };
  if (verdict.kind === 'rejected') return { ...decided, status: 'rejected' as const, code: 'NOT_SENT' };
  const id = { provider_message_id: verdict.providerId, provider_message_id_kind: verdict.idKind };
  return { ...decided, status: 'accepted' as const, code: null, ...(verdict.providerId !== null && id) };
}

/** Back in its place; its draft stays its own, so that it cannot arrive twice. */
export async function queueAgain(db: Queries, seen: OutboxRow, attempt: number, now: number): Promise<boolean> {
  const done = await db
    .updateTable('outbox')
    .set({ status: 'queued', attempt, claimed_at: null, finished_at: null, decide_after: null, next_look_up: null })
    .set({ look_ups: 0, code: null, reason: null, decided_by: 'look-up', decided_at: now })
    .where((e) => asSeen(e, seen, now))
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** Its campaign was cancelled meanwhile. */
export async function cancelDoubt(db: Queries, seen: OutboxRow, reason: string, now: number): Promise<boolean> {
  const done = await db
    .updateTable('outbox')
    .set({ status: 'cancelled', finished_at: now, decided_by: 'look-up', decided_at: now, next_look_up: null })
    .set({ code: null, reason })
    .where((e) => asSeen(e, seen, now))
    .executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

/** The same attempt, still in doubt, not erased meanwhile, and no earlier than it may be decided about. */
function asSeen(e: ExpressionBuilder<Tables, 'outbox'>, seen: OutboxRow, now: number) {
  return e.and([
    e('id', '=', seen.id),
    e('status', '=', 'unknown'),
    e('submitting_at', 'is', seen.submitting_at),
    e('next_look_up', 'is not', null),
    e.or([e('decide_after', 'is', null), e('decide_after', '<=', now)]),
  ]);
}

/** Has the doubtful mails of a campaign looked up as soon as anybody may decide about them; answers how many. */
export async function askForLookUps(db: Queries, campaignId: string, now: number): Promise<number> {
  const done = await db
    .updateTable('outbox')
    .set({ look_ups: 0, next_look_up: sql<number>`max(coalesce(decide_after, 0), ${now})` })
    .where('campaign_id', '=', campaignId)
    .where(WAITS_OR_ENDED)
    .where('status', '=', 'unknown')
    .executeTakeFirst();
  return Number(done.numUpdatedRows);
}

/** Through which account a campaign's doubtful mails went, the last of them; undefined: none is in doubt. */
export async function accountInDoubt(db: Queries, campaignId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('account_id')
    .where('campaign_id', '=', campaignId)
    .where(WAITS_OR_ENDED)
    .where('status', '=', 'unknown')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.account_id;
}
