/** Deletes a campaign that does not run, with its list, results and whatever content nobody else uses. */
import { AppError } from '../http/appError.ts';
import { campaignIsOpen, removeCampaignRows, sweepPaceMarks } from '../outbox/campaignRows.ts';
import { dropUnused } from './blobs.store.ts';
import { contentOf } from './campaignFacts.ts';
import { removeCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignMissing, ownedCampaign } from './ownedCampaign.ts';
import { retractionOf, retractLate } from './retractCampaign.ts';
import { beingStarted, wrongState } from './wrongState.ts';

export async function deleteCampaign(deps: CampaignsDeps, userId: string, id: string): Promise<void> {
  const row = await ownedCampaign(deps.db, userId, id);
  if (deps.approvals.isUnderWay(id)) throw beingStarted();
  const now = deps.now();
  const retract = await retractionOf(deps, row, campaignMissing());
  await deps.db.transaction().execute(async (db) => {
    if (!(await removeCampaign(db, id))) throw wrongState(row.status, 'delete');
    // A cancelled campaign may have one message on its way; its outcome needs its row.
    if (await campaignIsOpen(db, id)) {
      throw new AppError('CAMPAIGN_WRONG_STATE', 'One mail of this campaign is still on its way. Try again in a minute.');
    }
    await removeCampaignRows(db, id, now);
    if (row.mailbox !== null) await sweepPaceMarks(db, row.mailbox, now);
    await dropUnused(db, contentOf(row));
    await retract(db);
  });
  deps.watch.gone(id);
  await retractLate(deps, row, campaignMissing());
}
