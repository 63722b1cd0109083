/** The durable mark right before the bytes, and taking it back. */
import type { Done } from '../storage/groupCommit.ts';
import type { MarkFacts, Outgoing, OutgoingRow } from './attempt.ts';
import { BRIEFLY, insist, LONG } from './insist.ts';
import type { Lane, LaneDeps } from './lane.ts';
import { isLongEnough, leaseLength, renewLease, steadyNow } from './mailboxLease.ts';
import { type Lease, markSubmitting, takeMarkBack, whyNotMarked } from './messageWrites.ts';

export type Marked =
  | { kind: 'no' }
  | { kind: 'yes'; lease: Lease; mark: MarkFacts }
  /** Cancelled, paused, or another process has the mailbox. */
  | { kind: 'withdrawn' }
  /** What may be sent was used up since it was looked at, by another mailbox of the organisation or by the clock. */
  | { kind: 'early'; until: number }
  /** The store did not take it; what is there of it was taken back. */
  | { kind: 'failed'; error: unknown };

/** Makes the row `submitting`, together with the end of the message before and, where it is about to be over, a longer lease. */
export async function markNow(deps: LaneDeps, lane: Lane, out: Outgoing, draftId: string | null): Promise<Marked> {
  const { lease } = lane;
  if (!lease) return { kind: 'withdrawn' };
  const at = deps.now();
  // In the same turn in which it is taken: between looking and marking lie a draft, a token, another mailbox's mail.
  const until = out.isRepeated
    ? 0
    : deps.pace.slot(lane.mailbox, out.row.kind === 'campaign' ? 'campaign' : 'now', out.weight).at;
  if (until > at) return { kind: 'early', until };
  deps.pace.took(lane.mailbox, at, out.weight);
  const length = leaseLength(deps.requestTimeoutMs);
  const longer = isLongEnough(lease, deps, deps.requestTimeoutMs) ? undefined : at + length;
  const steadyUntil = steadyNow(deps) + length;
  const mark = { at, fence: lease.fence, decideAfter: (longer ?? lease.until) + deps.requestTimeoutMs };
  const marking = markSubmitting(out.row, lease, { ...mark, draftId, ...out.weight }, lane.markOfCampaign);
  try {
    const done = await deps.group.run(longer === undefined ? [marking] : [renewLease(lease, longer), marking]);
    if (longer !== undefined && done[0]?.changes === 1) Object.assign(lease, { until: longer, steadyUntil });
    if (done.at(-1)?.changes !== 1 && !(await isMarked(deps, lane, lease, out.row, mark))) {
      deps.pace.forget(lane.mailbox);
      return { kind: 'withdrawn' };
    }
    // Two messages of a mailbox on their way at once would be one too many, and two in doubt.
    if (lane.unrecorded) throw new Error('The end of the message before could not be recorded yet.');
    return { kind: 'yes', lease, mark };
  } catch (error) {
    // Whether it is there or not: nothing left.
    deps.pace.forget(lane.mailbox);
    return { kind: 'failed', error: await unmarkAfter(deps, out.row, mark, error) };
  }
}

/** A commit that seemed to fail may have happened: then the mark is there already. Otherwise somebody else was there first. */
async function isMarked(deps: LaneDeps, lane: Lane, lease: Lease, row: OutgoingRow, mark: MarkFacts): Promise<boolean> {
  const [said] = await deps.group.run([whyNotMarked(row, lease)]);
  const now = factsOf(said);
  if (now?.lease_owner !== deps.owner || now.newest !== mark.fence) lane.lease = undefined;
  return lane.lease !== undefined && now?.status === 'submitting' && now.fence === mark.fence && now.submitting_at === mark.at;
}

interface WhyNotMarked {
  status: string | null;
  fence: number | null;
  submitting_at: number | null;
  lease_owner: string | null;
  newest: number;
}

function factsOf(done: Done | undefined): WhyNotMarked | undefined {
  return done?.rows[0] as WhyNotMarked | undefined;
}

/** @returns what went wrong first. */
async function unmarkAfter(deps: LaneDeps, row: OutgoingRow, mark: MarkFacts, error: unknown): Promise<unknown> {
  try {
    await unmark(deps, row, mark);
  } catch (second) {
    deps.log.error({ err: second, outboxId: row.id }, 'the mark of a message that did not leave could not be taken back');
  }
  return error;
}

/** Nothing of the message is on its way any more. */
export async function unmark(deps: LaneDeps, row: OutgoingRow, mark: MarkFacts | undefined): Promise<void> {
  if (!mark) return;
  const times = () => (row.kind !== 'campaign' || deps.life.stopping ? BRIEFLY : LONG);
  await insist(deps, times, () => deps.group.run([takeMarkBack(row, mark.fence)]));
}
