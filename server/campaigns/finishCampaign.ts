/** A campaign is finished when nothing of it is waiting or on its way. */
import { campaignIsOpen } from '../outbox/campaignRows.ts';
import { moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';

/** True where this ended it. One transaction: what waits again in between would be left behind in a finished campaign. */
export async function finishCampaign(deps: Pick<CampaignsDeps, 'db' | 'now'>, id: string): Promise<boolean> {
  return deps.db.transaction().execute(async (db) => {
    if (await campaignIsOpen(db, id)) return false;
    return moveCampaign(db, { id }, 'finish', { finished_at: deps.now(), pause_reason: null });
  });
}
