/** One message to the wire: the durable mark right before the bytes, and one second try after a 401 or an expired lease. */
import type { Submitted } from './decide.ts';
import type { Access, Refusal } from './keptAccess.ts';
import type { Lane, LaneDeps } from './lane.ts';
import { leftOf } from './mailboxLease.ts';
import { type Marked, markNow, unmark } from './markNow.ts';
import { makeReady } from './makeReady.ts';
import type { Attempt, Outgoing } from './attempt.ts';

/** Throws only for surprises before any byte left (the store, a bug): nothing was sent then, and the row says so. */
export async function submit(deps: LaneDeps, lane: Lane, out: Outgoing, access: Access): Promise<Attempt> {
  const first = await transmit(deps, lane, out, access);
  const { outcome } = first;
  if (outcome.kind === 'later' && outcome.code === 'LEASE_OVER') {
    await unmark(deps, out.row, first.mark);
    // Marking it again makes the lease longer, unless somebody else has it now.
    return transmit(deps, lane, { ...out, isRepeated: true }, access);
  }
  if (outcome.kind !== 'reconnect') return first;
  // Refused before it was taken. Nothing is on its way while we ask for a newer access: the row says so.
  await unmark(deps, out.row, first.mark);
  const newer = await lane.access.ask(out.row.account_id, access.as.accessToken);
  if (!newer.ok) return { ...first, mark: undefined, outcome: withoutAccess(newer.refusal) };
  if (newer.access.as.accessToken === access.as.accessToken) return { ...first, mark: undefined };
  return transmit(deps, lane, { ...out, isRepeated: true }, newer.access);
}

export function withoutAccess(refusal: Refusal): Submitted {
  const { code, reason } = refusal;
  switch (refusal.kind) {
    case 'reconnect':
      return { kind: 'noAccess', mendedBy: 'person', code, reason };
    case 'admin':
      return { kind: 'noAccess', mendedBy: 'admin', code, reason };
    case 'operator':
      return { kind: 'noAccess', mendedBy: 'operator', code, reason };
    case 'later':
      return {
        kind: 'later',
        code,
        reason,
        ...(refusal.waitMs !== undefined && { waitMs: refusal.waitMs }),
        ...(refusal.status !== undefined && { status: refusal.status }),
      };
  }
}

const WITHDRAWN: Submitted = { kind: 'withdrawn' };

async function transmit(deps: LaneDeps, lane: Lane, out: Outgoing, access: Access): Promise<Attempt> {
  let marked: Marked = { kind: 'no' };
  const hooks = {
    draftId: out.row.draft_id ?? undefined,
    async beforeBytes(noted: { draftId?: string }): Promise<void> {
      const marking = markNow(deps, lane, out, noted.draftId ?? out.row.draft_id);
      // While the mark is being committed.
      deps.soon(() => makeReady(deps, lane));
      marked = await marking;
      if (marked.kind !== 'yes') throw new Error('The message does not leave now.');
      // As the store says it now: a second try sends this draft, and leaves none behind.
      out.row.draft_id = noted.draftId ?? out.row.draft_id;
    },
    // Before the mark nothing that sends is written: a draft may be made, and the mark itself makes a lease longer.
    mayWrite: () =>
      marked.kind === 'no' || (marked.kind === 'yes' && lane.lease === marked.lease && leftOf(marked.lease, deps) > 0),
  };
  let outcome: Submitted;
  try {
    outcome = await access.transport.send(out.message, access.as, hooks);
  } catch (error) {
    outcome = afterSurprise(deps, out, marked, error);
  }
  return ended(marked, outcome, access);
}

/** What a transport makes of our own refusal does not count: no byte was written after it. */
function ended(marked: Marked, outcome: Submitted, { transport }: Access): Attempt {
  const canLookUp = transport.lookUp !== undefined;
  switch (marked.kind) {
    case 'yes':
      return { outcome, mark: marked.mark, canLookUp };
    case 'no':
      return { outcome, mark: undefined, canLookUp };
    case 'withdrawn':
      return { outcome: WITHDRAWN, mark: undefined, canLookUp };
    case 'early':
      return { outcome: marked, mark: undefined, canLookUp };
    case 'failed':
      throw marked.error;
  }
}

function afterSurprise(deps: LaneDeps, out: Outgoing, marked: Marked, error: unknown): Submitted {
  // `ended` says what it was.
  if (marked.kind === 'withdrawn' || marked.kind === 'failed' || marked.kind === 'early') return WITHDRAWN;
  if (marked.kind === 'no') {
    deps.log.error({ err: error, outboxId: out.row.id }, 'surprise before a message left');
    return { kind: 'later', code: 'INTERNAL', reason: 'Something went wrong on our side before this mail left.' };
  }
  deps.log.error({ err: error, outboxId: out.row.id }, 'surprise while a message was on its way');
  return { kind: 'unknown', code: 'INTERNAL', reason: DOUBT };
}

const DOUBT =
  'Something went wrong on our side while this mail was on its way. It may have been sent: look into Sent Items before you send it again.';
