/** Everything the sending engine is made of; passed in by the composition root. */
import type { AccountUse } from '../accounts/accountUse.ts';
import type { MailTransport } from '../mail/mailTransport.ts';
import type { MailWire } from '../mail/mailWire.ts';
import type { Timers } from '../queue/timerQueue.ts';
import type { WakeQueue } from '../queue/wakeQueue.ts';
import type { Database } from '../storage/database.ts';
import type { GroupCommit } from '../storage/groupCommit.ts';
import type { CampaignSide } from './campaignSide.ts';

/** The part of a pino logger the engine uses. Never given a body, an address or a secret. */
export interface OutboxLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

export interface OutboxDeps {
  db: Database;
  /** Every step of a message is written through this: lanes that write at the same moment share a commit. */
  group: GroupCommit;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds that no change of the clock touches, such as `performance.now`: by them pace holds while the clock is set. */
  monotonic?: () => number;
  /** Waits `ms` milliseconds; used only between attempts to record an outcome. */
  sleep: (ms: number) => Promise<void>;
  /** Runs its argument after what is ready now had its turn; `setImmediate` in earnest. */
  soon: (run: () => void) => void;
  /** Runs `run` once after `ms` milliseconds; the answer takes it back. */
  after: Timers['after'];
  newId: () => string;
  /** Names this process in the leases of mailboxes; new at every start. */
  owner: string;
  /** Whether this process certainly is the only one that uses the database: leases that are held were left by a dead one. */
  alone: boolean;
  /** The longest a request that sends a message may take, from the first byte to the last of the answer. */
  requestTimeoutMs: number;
  /** So many alike failures in a row pause a campaign. */
  pauseAfterFailures: number;
  accounts: AccountUse;
  campaigns: CampaignSide;
  /** What carries mail over that wire. */
  transportOf: (wire: MailWire) => MailTransport;
  queue: WakeQueue;
  log: OutboxLog;
}
