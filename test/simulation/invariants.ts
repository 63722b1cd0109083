/** What must hold in every world, however rough: asked after every commit, at every mail that is taken, and at the end. */
import type { MessageStatus } from '../../shared/merge/campaignMoves.ts';
import type { Attempt, Attempts } from './attempts.ts';
import type { Change } from './rowJournal.ts';
import type { SimulatedProvider, Taken } from './simulatedProvider.ts';

/** From → to. Whatever is not here never happens. */
const ALLOWED: Record<MessageStatus | 'new', readonly MessageStatus[]> = {
  new: ['queued', 'claimed', 'skipped'],
  queued: ['claimed', 'submitting', 'rejected', 'cancelled'],
  claimed: ['queued', 'submitting', 'rejected', 'cancelled', 'unknown'],
  submitting: ['queued', 'claimed', 'accepted', 'rejected', 'unknown', 'cancelled'],
  unknown: ['queued', 'accepted', 'rejected', 'cancelled'],
  rejected: ['queued'],
  accepted: [],
  skipped: [],
  cancelled: [],
};

export interface Decisions {
  /** Rows that a person had sent again while they were in doubt. */
  again: Set<string>;
  /** Those for which the person did not look, or could not know: the clock had been set forward meanwhile. */
  mayBeTwice: Set<string>;
}

export interface Invariants {
  changed(change: Change): void;
  taken(mail: Taken): void;
  leaves(attempt: Attempt): void;
  violations: string[];
}

export interface InvariantDeps {
  attempts: Attempts;
  provider: () => SimulatedProvider;
  decisions: Decisions;
  /** What the server's clock shows; the most it has shown since then, in true time; and the time that really passes. */
  wall: () => number;
  mostShown: (since: number) => number;
  real: () => number;
  requestTimeoutMs: number;
  /** Whether the clock was set forward since then, in true time. */
  wasSetForward: (since: number) => boolean;
  /** Who holds the lease of the only mailbox, and until when its clock shows. */
  lease: () => { owner: string | null; until: number | null } | undefined;
}

export function invariants(deps: InvariantDeps): Invariants {
  const violations: string[] = [];
  const say = (sentence: string): void => void violations.push(sentence);
  const takenOf = (id: string): number => deps.provider().takenOf(id).length;
  const wasInWindow = (id: string): boolean => deps.attempts.of(id).some(({ window }) => window);

  function doubtful({ id }: Change): void {
    const last = deps.attempts.of(id).findLast((attempt) => attempt.granted || isSilent(attempt));
    if (!last) return say(`${id} is in doubt, and was never on its way`);
    if (!mayHaveLeft(last)) say(`${id} is in doubt, though its process knows that no byte of it left`);
  }

  function decided(change: Change): void {
    const { id, after, decide_after: from, decided_by: by } = change;
    // A process that was slow still knows how its own attempt ended: that is no decision.
    if (by === null) return;
    if (deps.attempts.of(id).some(mayBeOnItsWay)) say(`${id} was decided about while its request could still be on its way`);
    const early = (from ?? 0) - deps.mostShown(deps.attempts.of(id).at(-1)?.marked ?? 0);
    if (early > 0) say(`${id} was decided about ${early} ms too early`);
    const looked = by === 'look-up' && after !== 'accepted';
    if (looked && takenOf(id) > 0 && !excused(id)) say(`${id} was looked up as not sent, and was taken`);
  }

  const mayBeOnItsWay = ({ left, window }: Attempt): boolean =>
    left !== null && !window && deps.real() < left + deps.requestTimeoutMs && !deps.wasSetForward(left);

  function ended({ id, before, after, decided_by: by }: Change): void {
    const said = before === 'unknown' && by !== 'look-up';
    if (after === 'accepted' && takenOf(id) === 0 && !said) say(`${id} is accepted, and was never taken`);
    if ((after === 'rejected' || after === 'cancelled') && takenOf(id) > 0 && !excused(id))
      say(`${id} is ${after}, and was taken`);
  }

  const excused = (id: string): boolean => deps.decisions.again.has(id) || wasInWindow(id);

  return {
    violations,
    changed(change) {
      const { id, before, after } = change;
      if (!ALLOWED[before ?? 'new'].includes(after)) say(`${id} went from ${before ?? 'nothing'} to ${after}`);
      if (after === 'submitting' && change.fence !== null && change.newest !== null && change.fence < change.newest)
        say(`${id} was marked under the fence ${change.fence}, and the newest is ${change.newest}`);
      if (after === 'unknown') doubtful(change);
      if (before === 'unknown') decided(change);
      ended(change);
    },
    leaves({ marker, life, window, draftId }) {
      // What a frozen process writes too late finds no draft then: it is not sent.
      if (!window && draftId !== null && deps.provider().draft(draftId)?.state === 'discarded')
        say(`${marker} is sent by a draft that was taken out as left over`);
      const held = deps.lease();
      if (window || (held?.owner === life.name && (held.until ?? 0) > deps.wall())) return;
      say(`${marker} left ${life.name}, and the turn of the mailbox was ${held?.owner ?? 'nobody'}'s`);
    },
    taken({ marker, to }) {
      const times = takenOf(marker);
      if (times > 1 && !deps.decisions.mayBeTwice.has(marker) && !wasInWindow(marker))
        say(`${to} got ${times} mails (${marker})`);
      const status = deps.attempts.of(marker).at(-1);
      if (status && status.to !== to) say(`${marker} went to ${to} instead of ${status.to}`);
    },
  };
}

/** A process that is gone, or was frozen, cannot say that nothing left. */
function mayHaveLeft({ left, life }: Attempt): boolean {
  return left !== null || isSilent({ life });
}

const isSilent = ({ life }: Pick<Attempt, 'life'>): boolean => life.state === 'dead' || life.wasFrozen;
