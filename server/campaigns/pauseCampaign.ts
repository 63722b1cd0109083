/** Stops after the message that is on its way. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { afterMove } from './afterMove.ts';
import { moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { ownedCard } from './ownedCampaign.ts';

export async function pauseCampaign(deps: CampaignsDeps, userId: string, id: string): Promise<Campaign> {
  await ownedCard(deps.db, userId, id);
  const moved = await moveCampaign(deps.db, { id }, 'pause', { pause_reason: null });
  return afterMove(deps, userId, id, 'pause', moved);
}
