/** Has mails in doubt looked for in the mailbox itself, where it may be read. */
import type { Static } from 'typebox';
import type { lookUpDoubts as route } from '../../shared/api/campaignPlan.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { ownedCampaign } from './ownedCampaign.ts';

export async function askLookUps(deps: CampaignsDeps, userId: string, id: string): Promise<Static<typeof route.ok>> {
  const row = await ownedCampaign(deps.db, userId, id);
  // What was erased cannot be looked for: nothing tells any more which mail it was.
  const { lookingFor, mayRead } = row.erased_at === null ? await deps.outbox.lookUpDoubts(id) : { lookingFor: 0, mayRead: false };
  return { lookingFor, mayRead, campaign: await campaignView(deps, row) };
}
