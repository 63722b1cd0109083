/** A campaign is finished when nothing of it is waiting or on its way. */
import { campaignIsOpen } from '../outbox/campaignRows.ts';
import { moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';

/** True where this ended it. */
export async function finishCampaign(deps: Pick<CampaignsDeps, 'db' | 'now'>, id: string): Promise<boolean> {
  if (await campaignIsOpen(deps.db, id)) return false;
  return moveCampaign(deps.db, { id }, 'finish', { finished_at: deps.now(), pause_reason: null });
}
