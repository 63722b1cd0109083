/**
 * Sends what waits: one lane per mailbox, many mailboxes side by side. A lane sends what may leave now, one message after the
 * other, and asks to be woken when the next one may. Campaigns of one mailbox take turns, one message each.
 */
import { BRIEFLY, insist } from './insist.ts';
import { type Lane, type LaneDeps, openLane } from './lane.ts';
import { giveLeasesBack, leaseLength, TAKE_OVER } from './mailboxLease.ts';
import type { MailboxTurns } from './mailboxTurn.ts';
import { WINDOW_MS } from './pacing.ts';
import { recoverStatements } from './recover.ts';
import { sendNext, type Step } from './sendNext.ts';

export interface SenderDeps extends LaneDeps {
  turns: MailboxTurns;
}

export interface Sender {
  /** Puts right what a crash left, then sends. */
  start(): Promise<void>;
  /** Finishes the messages on their way and takes no new ones. */
  stop(): Promise<void>;
  laneOf(mailbox: string): Lane;
  /** What is in memory of this mailbox, or of all, is read anew. */
  changed(mailbox?: string): void;
}

interface Work {
  lane: Lane;
  /** Set when a wake came while the lane was working. */
  again: boolean;
  working: Promise<void> | undefined;
  /** Surprises in a row. */
  failures: number;
}

const LONGEST_PAUSE_AFTER_FAILURE_MS = 60_000;

export function createSender(deps: SenderDeps): Sender {
  const all = new Map<string, Work>();

  function workOf(mailbox: string): Work {
    const known = all.get(mailbox);
    if (known) return known;
    const work: Work = { lane: openLane(deps, mailbox), again: false, working: undefined, failures: 0 };
    all.set(mailbox, work);
    return work;
  }

  function wake(mailbox: string): void {
    const work = workOf(mailbox);
    work.lane.ahead.lookAgain();
    if (work.working) work.again = true;
    else if (!deps.life.stopping) work.working = run(work);
  }

  /** Never rejects. */
  async function run(work: Work): Promise<void> {
    const { lane } = work;
    try {
      await sendWhilePossible(work);
      work.failures = 0;
    } catch (error) {
      work.failures += 1;
      const pause = Math.min(1000 * 2 ** (work.failures - 1), LONGEST_PAUSE_AFTER_FAILURE_MS);
      deps.log.error({ err: error, mailbox: lane.mailbox, pause }, 'sending of a mailbox was interrupted');
      deps.queue.wake(lane.mailbox, deps.now() + pause);
    } finally {
      work.working = undefined;
      if (work.again) wake(lane.mailbox);
    }
  }

  async function sendWhilePossible(work: Work): Promise<void> {
    const { mailbox } = work.lane;
    while (!deps.life.stopping) {
      work.again = false;
      const step = await deps.turns.take(mailbox, () => sendInTurn(work));
      // Looks again at least once a window: a clock set back meanwhile would turn a wait of seconds into one of hours.
      if (step.kind === 'wait') deps.queue.wake(mailbox, Math.min(step.until, deps.now() + WINDOW_MS));
      if (step.kind !== 'again' && !work.again) return;
    }
  }

  /** Until somebody else wants the turn, or nothing may leave now; then every end is in the store. */
  async function sendInTurn({ lane }: Work): Promise<Step> {
    try {
      let step: Step;
      do step = await oneStep(lane);
      while (step.kind === 'again' && !deps.life.stopping && !deps.turns.isWanted(lane.mailbox));
      await lane.settled();
      return step;
    } catch (error) {
      // Before the turn is over: whoever waits for it must find nothing of this.
      lane.upset();
      throw error;
    }
  }

  async function oneStep(lane: Lane): Promise<Step> {
    const lease = lane.lease ?? (await lane.hold());
    if (typeof lease === 'number') return { kind: 'wait', until: lease };
    const { rest } = lane;
    if (rest && rest.until > deps.now()) return { kind: 'wait', until: rest.until };
    return deps.life.stopping ? { kind: 'idle' } : sendNext(deps, lane);
  }

  async function recover(): Promise<void> {
    const now = deps.now();
    const decideAfter = now + leaseLength(deps.requestTimeoutMs) + deps.requestTimeoutMs;
    const done = await insist(
      deps,
      () => BRIEFLY,
      () => deps.group.run([TAKE_OVER, ...recoverStatements(now, decideAfter)]),
    );
    const concerned = done.flatMap(({ rows }) => rows.flatMap((row) => (row['campaign_id'] as string | null) ?? []));
    for (const campaignId of new Set(concerned)) await deps.campaigns.moved(campaignId);
  }

  return {
    async start() {
      if (deps.alone) await recover();
      for (const mailbox of await deps.campaigns.mailboxes()) deps.queue.wake(mailbox);
      deps.queue.listen(wake);
    },
    async stop() {
      deps.life.stopping = true;
      deps.queue.stop();
      await Promise.all([...all.values()].flatMap(({ working }) => working ?? []));
    },
    laneOf: (mailbox) => workOf(mailbox).lane,
    changed(mailbox) {
      for (const work of mailbox === undefined ? all.values() : [all.get(mailbox)]) {
        work?.lane.ahead.drop();
        work?.lane.access.forget();
      }
    },
  };
}

/** When nothing is on its way any more: another process need not wait until the leases are over. */
export async function giveBack(deps: Pick<LaneDeps, 'group' | 'owner' | 'log'>): Promise<void> {
  try {
    await deps.group.run([giveLeasesBack(deps.owner)]);
  } catch (error) {
    deps.log.warn({ err: error }, 'the leases of mailboxes could not be given back; they end by themselves');
  }
}
