/** Everything the sending engine is made of; passed in by the composition root. */
import type { AccountUse } from '../accounts/accountUse.ts';
import type { MailTransport } from '../mail/mailTransport.ts';
import type { MailWire } from '../mail/mailWire.ts';
import type { WakeQueue } from '../queue/wakeQueue.ts';
import type { Database } from '../storage/database.ts';
import type { CampaignSide } from './campaignSide.ts';

/** The part of a pino logger the engine uses. Never given a body, an address or a secret. */
export interface OutboxLog {
  info(facts: object, sentence: string): void;
  warn(facts: object, sentence: string): void;
  error(facts: object, sentence: string): void;
}

export interface OutboxDeps {
  db: Database;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Waits `ms` milliseconds; used only between attempts to record an outcome. */
  sleep: (ms: number) => Promise<void>;
  newId: () => string;
  accounts: AccountUse;
  campaigns: CampaignSide;
  /** What carries mail over that wire. */
  transportOf: (wire: MailWire) => MailTransport;
  queue: WakeQueue;
  /** Messages a minute one mailbox may send; 28 keeps clear of Exchange Online's 30. */
  messagesPerMinute: number;
  log: OutboxLog;
}
