/**
 * Who may send through a mailbox. A lease is taken with a guarded write and counts the mailbox's fence on; every row is marked
 * under the newest fence only. Whoever takes it anew finds what its predecessor left, in the same transaction.
 */
import type { Statement } from '../storage/groupCommit.ts';
import type { Rest } from './mailboxes.store.ts';
import type { Lease } from './messageWrites.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import { recoverStatements } from './recover.ts';

export type Taken =
  | {
      ok: true;
      lease: Lease;
      /** What the mailbox was told to wait for; may be over. */
      rest: Rest | undefined;
      /** Campaigns of which something was put right. */
      concerned: string[];
    }
  /** Another process holds it until then. */
  | { ok: false; until: number };

/** The longest request must fit in it, and what comes before its first byte too. */
export function leaseLength(requestTimeoutMs: number): number {
  return Math.ceil(2.5 * requestTimeoutMs);
}

/** Between the mark and the first byte something may take its time: a commit, a pause of the process. */
const MARGIN_MS = 5_000;

export interface Clocks {
  now: () => number;
  monotonic?: () => number;
}

/** Milliseconds from an arbitrary zero, which go on whatever the clock is set to; the clock's own where there is nothing better. */
export function steadyNow({ monotonic, now }: Clocks): number {
  return (monotonic ?? now)();
}

/** Milliseconds that are left of it: the clock may have been set back since, and then says too much. */
export function leftOf(lease: Lease, clocks: Clocks): number {
  return Math.min(lease.until - clocks.now(), lease.steadyUntil - steadyNow(clocks));
}

/** True while another message may begin under it without its being renewed. */
export function isLongEnough(lease: Lease, clocks: Clocks, requestTimeoutMs: number): boolean {
  return leftOf(lease, clocks) >= requestTimeoutMs + MARGIN_MS;
}

const TAKE = `INSERT INTO mailboxes (mailbox, lease_owner, lease_until, fence) VALUES (?, ?, ?, 1)
  ON CONFLICT (mailbox) DO UPDATE
  SET lease_owner = excluded.lease_owner, lease_until = excluded.lease_until, fence = mailboxes.fence + 1
  WHERE mailboxes.lease_owner IS NULL OR mailboxes.lease_owner = excluded.lease_owner OR mailboxes.lease_until <= ?
  RETURNING fence, resting_until, rest_reason`;

/** Takes the lease where it is free, over or ours already. Nothing of the mailbox may be on its way here. */
export async function takeLease(
  deps: Pick<OutboxDeps, 'group' | 'now' | 'monotonic' | 'owner' | 'requestTimeoutMs'>,
  mailbox: string,
): Promise<Taken> {
  const now = deps.now();
  const length = leaseLength(deps.requestTimeoutMs);
  const [until, steadyUntil] = [now + length, steadyNow(deps) + length];
  const decideAfter = until + deps.requestTimeoutMs;
  const [taken, held, ...recovered] = await deps.group.run([
    { sql: TAKE, params: [mailbox, deps.owner, until, now] },
    { sql: 'SELECT lease_until FROM mailboxes WHERE mailbox = ?', params: [mailbox] },
    ...recoverStatements(now, decideAfter, { mailbox, owner: deps.owner }),
  ]);
  const row = taken?.rows[0] as { fence: number; resting_until: number | null; rest_reason: string | null } | undefined;
  if (!row) return { ok: false, until: Number(held?.rows[0]?.['lease_until'] ?? now) };
  const rest = row.resting_until === null ? undefined : { until: row.resting_until, reason: row.rest_reason ?? '' };
  const concerned = recovered.flatMap((done) => done.rows.map((each) => each['campaign_id'] as string | null));
  return {
    ok: true,
    lease: { mailbox, owner: deps.owner, fence: row.fence, until, steadyUntil },
    rest,
    concerned: [...new Set(concerned.filter((id) => id !== null))],
  };
}

/** Part of the writes of a message, so that it costs no transaction of its own. */
export function renewLease(lease: Lease, until: number): Statement {
  return {
    sql: 'UPDATE mailboxes SET lease_until = ? WHERE mailbox = ? AND lease_owner = ? AND fence = ?',
    params: [until, lease.mailbox, lease.owner, lease.fence],
  };
}

/** At the end of the process: the next one need not wait. */
export function giveLeasesBack(owner: string): Statement {
  return { sql: 'UPDATE mailboxes SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = ?', params: [owner] };
}

/** For a process that certainly is the only one: whoever held a lease is gone. Their marks are worth nothing from now on. */
export const TAKE_OVER: Statement = {
  sql: 'UPDATE mailboxes SET lease_owner = NULL, lease_until = NULL, fence = fence + 1 WHERE lease_owner IS NOT NULL',
  params: [],
};
