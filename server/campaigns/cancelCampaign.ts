/** Withdraws what has not left. What is on its way gets its outcome; what was sent was sent. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { cancelCampaignRows } from '../outbox/campaignRows.ts';
import { afterMove } from './afterMove.ts';
import { moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { ownedCard } from './ownedCampaign.ts';

export const CANCELLED = 'The campaign was cancelled before this mail left.';

export async function cancelCampaign(deps: CampaignsDeps, userId: string, id: string): Promise<Campaign> {
  await ownedCard(deps.db, userId, id);
  const now = deps.now();
  const moved = await deps.db.transaction().execute(async (db) => {
    const allowed = await moveCampaign(db, { id }, 'cancel', { finished_at: now, pause_reason: null });
    if (allowed) await cancelCampaignRows(db, id, CANCELLED, now);
    return allowed;
  });
  return afterMove(deps, userId, id, 'cancel', moved);
}
