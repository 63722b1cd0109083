/** What the outbox asks of campaigns: which may send, one row's mail from the approved snapshot, pause, and "a row moved on". */
import { cancelCampaignRows } from '../outbox/campaignRows.ts';
import type { CampaignSide } from '../outbox/campaignSide.ts';
import type { Database } from '../storage/database.ts';
import { CANCELLED } from './cancelCampaign.ts';
import type { CampaignSchedule } from './campaignSchedule.ts';
import type { CampaignWatch } from './campaignWatch.ts';
import { cardById, mailboxesRunning, pauseRunning, runningIn, STILL_RUNS } from './campaigns.store.ts';
import { finishCampaign } from './finishCampaign.ts';
import { goOn } from './goOn.ts';
import type { Letters } from './letters.ts';
import { snapshotProof } from './snapshotProof.ts';
import { snapshotsOf } from './snapshots.ts';

export interface CampaignSideDeps {
  db: Database;
  now: () => number;
  letters: Letters;
  watch: CampaignWatch;
  schedule: Pick<CampaignSchedule, 'caughtUp'>;
}

export function campaignSideOf(deps: CampaignSideDeps): CampaignSide {
  const snapshots = snapshotsOf(deps);
  const proof = snapshotProof(deps.db);

  /** Only those that are as they were approved; the others pause. */
  async function unchanged(campaignIds: readonly string[]): Promise<string[]> {
    const fit: string[] = [];
    for (const campaignId of campaignIds) {
      const trouble = await proof.trouble(campaignId);
      if (trouble === null) fit.push(campaignId);
      else await pause({ campaignId }, trouble);
    }
    return fit;
  }

  const pause: CampaignSide['pause'] = async (which, reason) => {
    for (const campaignId of await pauseRunning(deps.db, which, reason)) deps.watch.changed(campaignId);
  };

  return {
    runs: STILL_RUNS,
    async running(mailbox) {
      await deps.schedule.caughtUp();
      return unchanged(await runningIn(deps.db, mailbox));
    },
    mailboxes: () => mailboxesRunning(deps.db),
    async render(campaignId, which, markerId) {
      const mail = await snapshots.prepare(campaignId, [which]);
      return mail(0, markerId);
    },
    windowOf: (campaignId) => snapshots.windowOf(campaignId),
    prepare: (campaignId, messages) => snapshots.prepare(campaignId, messages),
    again: (campaignId, requeue) => goOn(deps, campaignId, requeue),
    changed: (campaignId) => deps.watch.changed(campaignId),
    pause,
    async moved(campaignId) {
      const card = await cardById(deps.db, campaignId);
      // A message that was on its way when its campaign was cancelled, and came back unsent, is cancelled too.
      if (card?.status === 'cancelled') await cancelCampaignRows(deps.db, campaignId, CANCELLED, deps.now());
      else if (await finishCampaign(deps, campaignId)) proof.forget(campaignId);
      deps.watch.changed(campaignId);
    },
  };
}
