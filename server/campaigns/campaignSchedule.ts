/**
 * Begins campaigns at their time. What is due is read from the rows, so that it survives restarts. Nothing starts late without
 * asking: where nobody was there at its time, a campaign pauses and says so, and so does one whose rows have times of their own.
 */
import { clearUnapproved } from '../outbox/campaignRows.ts';
import { hasLateRows, lastAtWork } from '../outbox/lateRows.ts';
import type { Database } from '../storage/database.ts';
import { approvedOf } from './campaignFacts.ts';
import type { CampaignWatch } from './campaignWatch.ts';
import { type CampaignCard, draftsWithRows, dueCampaigns, moveCampaign, nextStart, timedRunning } from './campaigns.store.ts';
import { finishCancelling } from './cancelCampaign.ts';
import { finishErasing } from './eraseCampaign.ts';
import { zoneOf } from './sendTimes.ts';
import { shownTime } from './shownTime.ts';

export interface CampaignSchedule {
  /** Puts right what an end in the middle of something left, then begins what is due. Before the outbox starts. `changed`: there is something new to send for this mailbox. */
  start(changed: (mailbox: string) => void): Promise<void>;
  /** Another campaign was scheduled. */
  look(): void;
  /** Before anything leaves: what came due while the computer slept is asked about first. Throws where that cannot be done now. */
  caughtUp(): Promise<void>;
  /** Finishes what it is at; nothing is begun after this. */
  stop(): Promise<void>;
}

export interface ScheduleDeps {
  db: Database;
  now: () => number;
  /** Runs `run` once after `ms` milliseconds; the answer takes it back. */
  after: (ms: number, run: () => void) => () => void;
  watch: CampaignWatch;
  log: { error(facts: object, sentence: string): void };
}

/** More than this after its time nobody expects a campaign to start by itself. */
export const LATE_MS = 15 * 60_000;
/** Looked at this often at least: the clock may be set, and a computer may sleep. */
const LOOK_MS = 60_000;

export function campaignSchedule(deps: ScheduleDeps): CampaignSchedule {
  let changed: ((mailbox: string) => void) | undefined;
  let working: Promise<void> | undefined;
  let again = false;
  let takeBack = (): void => undefined;
  /** 0: not yet in this process. */
  let lastLook = 0;

  function look(): void {
    if (changed === undefined) return;
    takeBack();
    again = working !== undefined;
    working ??= work(changed);
  }

  /** Never rejects. */
  async function work(tell: (mailbox: string) => void): Promise<void> {
    let pause = LOOK_MS;
    try {
      await lookOnce(tell);
      const next = await nextStart(deps.db);
      if (next !== undefined) pause = Math.min(Math.max(next - deps.now(), 0), LOOK_MS);
    } catch (error) {
      deps.log.error({ err: error }, 'scheduled campaigns could not be looked at; they are in a minute');
    }
    working = undefined;
    if (changed === undefined) return;
    if (again) look();
    else takeBack = deps.after(pause, look);
  }

  const hasSlept = (): boolean => deps.now() - lastLook > LATE_MS;

  async function lookOnce(tell: (mailbox: string) => void): Promise<void> {
    const now = deps.now();
    // A computer that slept was as little there as one that was off.
    if (hasSlept()) await askAboutLateRows(deps, now, lastLook);
    lastLook = now;
    // A store that failed in the middle of a cancelling leaves rows that nobody sends and nobody ends.
    await finishCancelling(deps);
    for (const card of await dueCampaigns(deps.db, now)) {
      if (!(await beginOrAsk(deps, card, now))) continue;
      deps.watch.changed(card.id);
      if (card.mailbox !== null) tell(card.mailbox);
    }
  }

  return {
    async start(tell) {
      for (const id of await draftsWithRows(deps.db)) await clearUnapproved(deps.db, id);
      await finishErasing(deps);
      await lookOnce(tell);
      changed = tell;
      look();
    },
    look,
    async caughtUp() {
      if (changed === undefined || !hasSlept()) return;
      look();
      await working;
      if (hasSlept()) throw new Error('What came due meanwhile could not be looked at.');
    },
    async stop() {
      changed = undefined;
      takeBack();
      await working;
    },
  };
}

async function beginOrAsk({ db }: ScheduleDeps, card: CampaignCard, now: number): Promise<boolean> {
  const due = card.start_at ?? now;
  if (now - due <= LATE_MS) return moveCampaign(db, { id: card.id }, 'begin', { started_at: now });
  const time = shownTime(due, zoneOf(approvedOf(card)?.sending ?? { timeZone: null, window: null }));
  const reason = `It was to start at ${time}; the server was not running then. Resume to start now.`;
  return moveCampaign(db, { id: card.id }, 'ask', { pause_reason: reason });
}

const LATE_ROWS =
  'Some of its mails were to leave at a time of their own that passed while the server was not running. Resume to send them now.';

/** `awakeAt`: when this process was last known to be at work; 0: it was not. */
async function askAboutLateRows({ db, watch }: ScheduleDeps, now: number, awakeAt: number): Promise<void> {
  for (const card of await timedRunning(db)) {
    if ((approvedOf(card)?.sending?.timeColumn ?? null) === null || card.mailbox === null) continue;
    if (!(await hasLateRows(db, card.id, awakeAt || (await lastAtWork(db, card.mailbox)), now - LATE_MS))) continue;
    if (await moveCampaign(db, { id: card.id }, 'pause', { pause_reason: LATE_ROWS })) watch.changed(card.id);
  }
}
