/** Everything the campaigns feature is made of; passed in by the composition root. */
import type { AccountUse } from '../accounts/accountUse.ts';
import type { RetractAnswers } from '../http/mount.ts';
import type { Outbox } from '../outbox/createOutbox.ts';
import type { Database, Queries } from '../storage/database.ts';
import type { Approvals } from './approvals.ts';
import type { CampaignSchedule } from './campaignSchedule.ts';
import type { CampaignWatch } from './campaignWatch.ts';
import type { Letters } from './letters.ts';

export interface CampaignsDeps {
  db: Database;
  /** Milliseconds since 1970. */
  now: () => number;
  newId: () => string;
  accounts: AccountUse;
  outbox: Pick<Outbox, 'sendOne' | 'changed' | 'lookUpDoubts' | 'discardDrafts'>;
  letters: Letters;
  watch: CampaignWatch;
  approvals: Approvals;
  schedule: Pick<CampaignSchedule, 'look'>;
  /** Of what is erased or deleted no answer is repeated. */
  retractAnswers: RetractAnswers<Queries>;
  /** Messages a minute one mailbox may send. */
  messagesPerMinute: number;
}
