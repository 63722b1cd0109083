/** What is kept in memory of a mailbox that sends: its lease, its rest, what is next, access, and the end that is being recorded. */
import type { Breaker } from './breaker.ts';
import { insist, BRIEFLY, LONG } from './insist.ts';
import { keptAccess, type KeptAccess } from './keptAccess.ts';
import type { LeftDrafts } from './leftDrafts.ts';
import type { LetterTrouble } from './letterTrouble.ts';
import { lookAhead, type LookAhead } from './lookAhead.ts';
import type { Ready } from './makeReady.ts';
import type { Rest } from './mailboxes.store.ts';
import type { MailboxPace } from './mailboxPace.ts';
import { takeLease } from './mailboxLease.ts';
import { type Lease, markOfCampaign } from './messageWrites.ts';
import type { OutboxDeps } from './outboxDeps.ts';
import type { Statement } from '../storage/groupCommit.ts';

export interface LaneDeps extends OutboxDeps {
  pace: MailboxPace;
  breaker: Breaker;
  trouble: LetterTrouble;
  life: { stopping: boolean };
  /** A mail is in doubt, and its mailbox can be asked from then on (milliseconds since 1970). */
  doubtful: (at: number) => void;
  /** A draft that perhaps nobody will send (see leftDrafts.ts). */
  leftDraft: LeftDrafts['discard'];
}

export interface Lane {
  readonly mailbox: string;
  readonly ahead: LookAhead;
  readonly access: KeptAccess;
  /** The statement that marks a campaign's message. */
  readonly markOfCampaign: string;
  /** Undefined: none is held, or rows may be left in a state that nobody works on. */
  lease: Lease | undefined;
  rest: Rest | undefined;
  /** The end of the message before is not in the store yet. */
  unrecorded: boolean;
  /** The next mail, made while the one before was on its way. */
  ready: Ready | undefined;
  /** When each account was last said to be used. */
  usedAt: Map<string, number>;
  /** Takes the lease where it is needed. A number: another process holds it until then. */
  hold(): Promise<Lease | number>;
  /** Writes an end, without waiting: what is written next shares its commit. The last statement is the row's. */
  record(statements: readonly Statement[], patience: 'brief' | 'long', outboxId: string): void;
  /** Waits until the last end is in the store; throws where it cannot be brought there. */
  settled(): Promise<void>;
  /** After a surprise: nothing that is in memory counts any more, and what is left in the rows is put right with the next lease. */
  upset(): void;
}

export function openLane(deps: LaneDeps, mailbox: string): Lane {
  let ending: Promise<void> | undefined;
  const times = (patience: 'brief' | 'long') => () => (patience === 'brief' || deps.life.stopping ? BRIEFLY : LONG);

  async function write(statements: readonly Statement[], outboxId: string, again: boolean): Promise<void> {
    const done = await deps.group.run(statements);
    lane.unrecorded = false;
    // After a commit that seemed to fail it may have been there already.
    if (again || done.at(-1)?.changes === 1) return;
    deps.log.warn({ outboxId }, 'the end of a message found its row in another state');
  }

  const lane: Lane = {
    mailbox,
    ahead: lookAhead({ ...deps, settled: () => lane.settled() }, mailbox),
    access: keptAccess(deps),
    markOfCampaign: markOfCampaign(deps.campaigns.runs),
    lease: undefined,
    rest: undefined,
    unrecorded: false,
    ready: undefined,
    usedAt: new Map(),
    async hold() {
      // One that is over is made longer with the next mark, unless somebody else has taken it.
      if (lane.lease) return lane.lease;
      // Also one from before a surprise: what is put right with the lease must not be what it would still say.
      await ending;
      const taken = await takeLease(deps, mailbox);
      if (!taken.ok) return taken.until;
      lane.rest = taken.rest;
      // Whoever had it meanwhile may have sent.
      deps.pace.forget(mailbox);
      for (const campaignId of taken.concerned) await deps.campaigns.moved(campaignId);
      lane.lease = taken.lease;
      return taken.lease;
    },
    record(statements, patience, outboxId) {
      lane.unrecorded = true;
      ending = insist(deps, times(patience), (again) => write(statements, outboxId, again));
      // Whoever waits for it gets its failure.
      ending.catch(() => undefined);
    },
    async settled() {
      if (lane.unrecorded) await ending;
    },
    upset() {
      lane.lease = undefined;
      lane.unrecorded = false;
      lane.ready = undefined;
      ending = ending?.catch(() => undefined);
      lane.ahead.drop();
      lane.access.forget();
    },
  };
  return lane;
}
