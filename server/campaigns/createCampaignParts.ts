/** The parts of campaigns that live as long as the server: what the outbox asks, what watchers are told, letters kept ready. */
import type { AccountUse } from '../accounts/accountUse.ts';
import type { RetractAnswers } from '../http/mount.ts';
import type { CampaignSide } from '../outbox/campaignSide.ts';
import type { Database, Queries } from '../storage/database.ts';
import { type Approvals, approvalsOf } from './approvals.ts';
import { type CampaignSchedule, campaignSchedule } from './campaignSchedule.ts';
import { campaignSideOf } from './campaignSideOf.ts';
import { campaignCards } from './campaignView.ts';
import { type CampaignWatch, campaignWatch } from './campaignWatch.ts';
import { cardById } from './campaigns.store.ts';
import { sweepErased } from './eraseCampaign.ts';
import { type Letters, lettersShelf } from './letters.ts';

export interface CampaignParts {
  /** For the outbox. */
  side: CampaignSide;
  letters: Letters;
  /** `close()` at shutdown, before the HTTP server closes: open event streams would keep it waiting. */
  watch: CampaignWatch;
  approvals: Approvals;
  /** `start()` before the outbox starts, `stop()` before it stops. */
  schedule: CampaignSchedule;
  /** Erases what ended so many days ago. */
  sweepErased(days: number): Promise<number>;
}

export function createCampaignParts(deps: {
  db: Database;
  now: () => number;
  after: (ms: number, run: () => void) => () => void;
  accounts: AccountUse;
  messagesPerMinute: number;
  retractAnswers: RetractAnswers<Queries>;
  log: { error(facts: object, sentence: string): void };
}): CampaignParts {
  const letters = lettersShelf();
  const watch = campaignWatch({
    now: deps.now,
    after: deps.after,
    onSurprise: (error) => deps.log.error({ err: error }, 'the progress of a campaign could not be read'),
    read: async (campaignId) => {
      const card = await cardById(deps.db, campaignId);
      return card && (await campaignCards(deps, [card]))[0];
    },
  });
  const schedule = campaignSchedule({ ...deps, watch });
  return {
    letters,
    watch,
    side: campaignSideOf({ ...deps, letters, watch, schedule }),
    approvals: approvalsOf(),
    schedule,
    sweepErased: (days) => sweepErased({ ...deps, watch }, days),
  };
}
