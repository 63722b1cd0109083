/**
 * Sends what waits: one lane per mailbox, many mailboxes side by side. A lane looks at the rows, sends what may leave
 * now, and asks to be woken when the next one may. Campaigns of one mailbox take turns, one message each.
 */
import type { Breaker } from './breaker.ts';
import { restOf } from './mailboxes.store.ts';
import type { MailboxPace } from './mailboxPace.ts';
import type { MailboxTurn } from './mailboxTurn.ts';
import { earliestWaiting } from './outbox.store.ts';
import { WINDOW_MS } from './pacing.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import { recover } from './recover.ts';
import { sendNext } from './sendNext.ts';

export interface SenderDeps extends OutboxDeps {
  pace: MailboxPace;
  turn: MailboxTurn;
  breaker: Breaker;
}

export interface Sender {
  /** Puts right what a crash left, then sends. */
  start(): Promise<void>;
  /** Finishes the messages on their way and takes no new ones. */
  stop(): Promise<void>;
}

type Step = { kind: 'sent' } | { kind: 'wait'; until: number } | { kind: 'idle' };

interface Lane {
  /** The campaign that was served last: the next one's turn comes first. */
  served: string | undefined;
  /** Set when a wake came while the lane was working. */
  again: boolean;
  working: Promise<void> | undefined;
  /** Surprises in a row. */
  failures: number;
  /** After a surprise: rows may be left in a state that nobody works on. */
  leftovers: boolean;
}

const LONGEST_PAUSE_AFTER_FAILURE_MS = 60_000;

export function createSender(deps: SenderDeps): Sender {
  const lanes = new Map<string, Lane>();
  const life = { stopping: false };

  function wake(mailbox: string): void {
    const lane = laneOf(mailbox);
    if (lane.working) lane.again = true;
    else if (!life.stopping) lane.working = work(mailbox, lane);
  }

  function laneOf(mailbox: string): Lane {
    const known = lanes.get(mailbox);
    if (known) return known;
    const lane: Lane = { served: undefined, again: false, working: undefined, failures: 0, leftovers: false };
    lanes.set(mailbox, lane);
    return lane;
  }

  /** Never rejects. */
  async function work(mailbox: string, lane: Lane): Promise<void> {
    try {
      await sendWhilePossible(mailbox, lane);
      lane.failures = 0;
    } catch (error) {
      lane.failures += 1;
      lane.leftovers = true;
      const pause = Math.min(1000 * 2 ** (lane.failures - 1), LONGEST_PAUSE_AFTER_FAILURE_MS);
      deps.log.error({ err: error, mailbox, pause }, 'sending of a mailbox was interrupted');
      deps.queue.wake(mailbox, deps.now() + pause);
    } finally {
      lane.working = undefined;
      if (lane.again) wake(mailbox);
    }
  }

  async function sendWhilePossible(mailbox: string, lane: Lane): Promise<void> {
    while (!life.stopping) {
      lane.again = false;
      const step = await deps.turn(mailbox, () => oneStep(mailbox, lane));
      // Looks again at least once a window: a clock set back meanwhile would turn a wait of seconds into one of hours.
      if (step.kind === 'wait') deps.queue.wake(mailbox, Math.min(step.until, deps.now() + WINDOW_MS));
      if (step.kind !== 'sent' && !lane.again) return;
    }
  }

  async function oneStep(mailbox: string, lane: Lane): Promise<Step> {
    if (lane.leftovers) await heal(mailbox);
    lane.leftovers = false;
    const now = deps.now();
    const rest = await restOf(deps.db, mailbox, now);
    if (rest) return { kind: 'wait', until: rest.until };
    const campaigns = turnsAfter(lane.served, await deps.campaigns.running(mailbox));
    if (campaigns.length === 0) return { kind: 'idle' };
    const slot = await deps.pace.campaignSlot(mailbox);
    if (slot > now) return { kind: 'wait', until: slot };
    if (life.stopping) return { kind: 'idle' };
    return serve(lane, campaigns);
  }

  async function serve(lane: Lane, campaigns: readonly string[]): Promise<Step> {
    const carried = await sendNext(deps, campaigns);
    if (!carried) return nothingReady(campaigns);
    const campaignId = carried.row.campaign_id ?? '';
    lane.served = campaignId;
    const reason = deps.breaker.note(campaignId, carried.outcome);
    if (reason !== undefined) await deps.campaigns.pause({ campaignId }, reason);
    return { kind: 'sent' };
  }

  async function nothingReady(campaigns: readonly string[]): Promise<Step> {
    // A campaign without anything left ends here where a crash came between its last message and its end.
    for (const campaignId of campaigns) await deps.campaigns.moved(campaignId);
    const until = await earliestWaiting(deps.db, campaigns);
    return until === undefined ? { kind: 'idle' } : { kind: 'wait', until };
  }

  /** After a surprise: it is this mailbox's turn, so nothing of it is on its way, and open rows are leftovers. */
  async function heal(mailbox: string): Promise<void> {
    for (const campaignId of await recover(deps.db, deps.now(), mailbox)) await deps.campaigns.moved(campaignId);
  }

  return {
    async start() {
      for (const campaignId of await recover(deps.db, deps.now())) await deps.campaigns.moved(campaignId);
      for (const mailbox of await deps.campaigns.mailboxes()) deps.queue.wake(mailbox);
      deps.queue.listen(wake);
    },
    async stop() {
      life.stopping = true;
      deps.queue.stop();
      await Promise.all([...lanes.values()].flatMap((lane) => lane.working ?? []));
    },
  };
}

/** Round robin: the campaigns after the one served last, then the others. */
export function turnsAfter(served: string | undefined, campaigns: readonly string[]): string[] {
  const at = served === undefined ? -1 : campaigns.indexOf(served);
  return [...campaigns.slice(at + 1), ...campaigns.slice(0, at + 1)];
}
