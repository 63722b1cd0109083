/**
 * The writes of a message's life, as guarded statements: 0 changed rows means that somebody else was there first. Pure; carried
 * out by the group commit, which prepares each text once.
 * queued (campaigns) | claimed (`/send`, tests) → submitting → accepted | rejected | unknown, or back.
 */
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { Statement } from '../storage/groupCommit.ts';
import type { MarkFacts } from './attempt.ts';
import type { OutboxRow } from './outbox.store.ts';

/** The lease under which a mailbox sends. */
export interface Lease {
  mailbox: string;
  owner: string;
  fence: number;
  /** Until when it holds, milliseconds since 1970: what the store says to everybody. */
  until: number;
  /** The same moment on the clock that nobody can set (steadyNow): a process that was frozen meanwhile trusts no other. */
  steadyUntil: number;
}

/** What a row must be known by to be written. */
export type RowKey = Pick<OutboxRow, 'seq' | 'kind' | 'campaign_id'>;

/** Its state before the mark: rows of campaigns wait, one that somebody waits for is born claimed. */
function waits(row: RowKey): MessageStatus {
  return row.kind === 'campaign' ? 'queued' : 'claimed';
}

export interface Mark extends MarkFacts {
  draftId: string | null;
  recipients: number;
  external: number;
}

/** How a message ended, as it is recorded. */
export interface RowEnd {
  status: Extract<MessageStatus, 'accepted' | 'rejected' | 'unknown'>;
  code?: string | undefined;
  reason?: string | undefined;
  providerMessageId?: string | undefined;
  providerMessageIdKind?: string | undefined;
  requestId?: string | undefined;
  /** When the mailbox itself is first asked what became of it. */
  nextLookUp?: number | undefined;
}

const HOLDS = 'EXISTS (SELECT 1 FROM mailboxes WHERE mailbox = ? AND lease_owner = ? AND fence = ?)';
const MARK = `UPDATE outbox SET status = 'submitting', submitting_at = ?, fence = ?, decide_after = ?, draft_id = ?,
  recipients = ?, external = ? WHERE seq = ? AND ${HOLDS}`;
const MARK_CLAIMED = `${MARK} AND status = 'claimed'`;

/**
 * The mark of a campaign's message. `runs`: SQL that is true while the campaign (`?`) may send, so that nothing leaves after a
 * pause that is in the store already. Put together once: the store finds a statement by its text.
 */
export function markOfCampaign(runs: string): string {
  return `${MARK} AND status = 'queued' AND ${runs}`;
}

/** Right before the bytes leave. @param ofCampaign see markOfCampaign. */
export function markSubmitting(row: RowKey, lease: Lease, mark: Mark, ofCampaign: string): Statement {
  const values = [mark.at, mark.fence, mark.decideAfter, mark.draftId, mark.recipients, mark.external, row.seq];
  const params = [...values, lease.mailbox, lease.owner, lease.fence];
  if (row.kind !== 'campaign') return { sql: MARK_CLAIMED, params };
  params.push(row.campaign_id);
  return { sql: ofCampaign, params };
}

/** Ours: not marked yet, or marked under this lease. A mark whose commit seemed to fail may be there all the same. */
const OURS = `(status = ? OR (status = 'submitting' AND fence = ?))`;

const END = `UPDATE outbox SET status = ?, finished_at = ?, message = NULL, code = ?, reason = ?, provider_message_id = ?,
  provider_message_id_kind = ?, request_id = ?, next_look_up = ? WHERE seq = ?`;
const END_UNMARKED = `${END} AND ${OURS}`;
// A clear answer ends a doubt too: a new holder of the lease may have called it one while the answer was on its way.
const END_MARKED = `${END} AND fence = ? AND submitting_at = ?
  AND (status = 'submitting' OR (status = 'unknown' AND decided_by IS NULL))`;

/** The end of a message. The message itself is wiped: results are kept, bodies are not. `fence`: of the lease now. */
export function endMessage(row: RowKey, mark: MarkFacts | undefined, fence: number, end: RowEnd, now: number): Statement {
  const values = [
    end.status,
    now,
    end.code ?? null,
    end.reason ?? null,
    end.providerMessageId ?? null,
    end.providerMessageIdKind ?? null,
    end.requestId ?? null,
    end.nextLookUp ?? null,
    row.seq,
  ];
  if (!mark) return { sql: END_UNMARKED, params: [...values, waits(row), fence] };
  return { sql: END_MARKED, params: [...values, mark.fence, mark.at] };
}

/** Certainly not sent, to be tried again: back in its place. A row that was cancelled meanwhile stays cancelled. */
export function putBack(
  row: RowKey,
  fence: number,
  why: { attempt: number; code: string | null; reason: string | null },
): Statement {
  return {
    sql: `UPDATE outbox SET status = ?, attempt = ?, code = ?, reason = ? WHERE seq = ? AND ${OURS}`,
    params: [waits(row), why.attempt, why.code, why.reason, row.seq, waits(row), fence],
  };
}

/** Nothing of it is on its way any more, and the same attempt goes on: the row says so. */
export function takeMarkBack(row: RowKey, fence: number): Statement {
  return {
    sql: `UPDATE outbox SET status = ? WHERE seq = ? AND status = 'submitting' AND fence = ?`,
    params: [waits(row), row.seq, fence],
  };
}

/** What the store says about a row whose mark changed nothing: who holds the mailbox, and whether the row is marked as asked. */
export function whyNotMarked(row: RowKey, lease: Lease): Statement {
  return {
    sql: `SELECT status, outbox.fence AS fence, submitting_at, lease_owner, mailboxes.fence AS newest
      FROM mailboxes LEFT JOIN outbox ON seq = ? WHERE mailboxes.mailbox = ?`,
    params: [row.seq, lease.mailbox],
  };
}

export function restMailbox(mailbox: string, until: number, reason: string): Statement {
  return {
    sql: `INSERT INTO mailboxes (mailbox, resting_until, rest_reason) VALUES (?, ?, ?)
      ON CONFLICT (mailbox) DO UPDATE SET resting_until = excluded.resting_until, rest_reason = excluded.rest_reason
      WHERE mailboxes.resting_until IS NULL OR mailboxes.resting_until < excluded.resting_until`,
    params: [mailbox, until, reason],
  };
}

/** Forgets a rest that is over. */
export function forgetRest(mailbox: string, now: number): Statement {
  return {
    sql: 'UPDATE mailboxes SET resting_until = NULL, rest_reason = NULL WHERE mailbox = ? AND resting_until <= ?',
    params: [mailbox, now],
  };
}
