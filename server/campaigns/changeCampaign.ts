/** Changes a draft; only what is given changes, and with anything that cannot be used nothing does. */
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import { dropUnused, keepBlobs } from './blobs.store.ts';
import { contentOf } from './campaignFacts.ts';
import { type CampaignRow, updateDraft } from './campaigns.store.ts';
import { replaceListRows } from './lists.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { planDraft } from './draftPlan.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { refuseErased } from './sendAgain.ts';
import { beingStarted, changedMeanwhile, wrongState } from './wrongState.ts';

export async function changeCampaign(deps: CampaignsDeps, userId: string, id: string, input: CampaignInput): Promise<Campaign> {
  const current = await ownedCampaign(deps.db, userId, id);
  refuseErased(current);
  if (current.status !== 'draft') throw wrongState(current.status, 'change');
  if (deps.approvals.isUnderWay(id)) throw beingStarted();
  const plan = await planDraft(deps, current, input);
  const stored = await deps.db.transaction().execute(async (db) => {
    await keepBlobs(db, plan.blobs, deps.now());
    if (!(await updateDraft(db, current, plan.change))) throw changedMeanwhile();
    const hash = plan.list ? await replaceListRows(db, id, plan.list) : null;
    await dropUnused(db, contentOf(current));
    return hash;
  });
  noteCheck(deps, current, plan.change.check_facts !== undefined, stored);
  deps.watch.changed(id);
  return campaignView(deps, await ownedCampaign(deps.db, userId, id));
}

/** A change that concerns neither letter nor list leaves what was known about them. */
function noteCheck({ approvals }: CampaignsDeps, { id, version }: CampaignRow, checked: boolean, stored: string | null): void {
  const before = approvals.checkOf(id, version);
  if (checked || before) approvals.noteCheck(id, version + 1, stored ?? before?.stored ?? null);
}
