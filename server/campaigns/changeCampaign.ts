/** Changes a draft; only what is given changes, and with anything that cannot be used nothing does. */
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import { dropUnused, keepBlobs } from './blobs.store.ts';
import { replaceListRows, updateDraft } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { planDraft } from './draftPlan.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { changedMeanwhile, wrongState } from './wrongState.ts';

export async function changeCampaign(deps: CampaignsDeps, userId: string, id: string, input: CampaignInput): Promise<Campaign> {
  const current = await ownedCampaign(deps.db, userId, id);
  if (current.status !== 'draft') throw wrongState(current.status, 'change');
  const plan = await planDraft(deps, current, input);
  await deps.db.transaction().execute(async (db) => {
    await keepBlobs(db, plan.blobs, deps.now());
    if (!(await updateDraft(db, current, plan.change))) throw changedMeanwhile();
    if (plan.list) await replaceListRows(db, id, plan.list);
    await dropUnused(db, [current.letter_blob, current.list_blob, current.attachment_blob]);
  });
  deps.watch.changed(id);
  return campaignView(deps, await ownedCampaign(deps.db, userId, id));
}
