/** Withdraws what has not left. What is on its way gets its outcome; what was sent was sent. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { cancelCampaignRows } from '../outbox/campaignRows.ts';
import { afterChange, afterMove } from './afterMove.ts';
import { cancelledWithRows, moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { ownedCard } from './ownedCampaign.ts';

export const CANCELLED = 'The campaign was cancelled before this mail left.';

/** The move comes first: from then on nothing of it is sent, however long the list. */
export async function cancelCampaign(deps: CampaignsDeps, userId: string, id: string): Promise<Campaign> {
  await ownedCard(deps.db, userId, id);
  const now = deps.now();
  const moved = await moveCampaign(deps.db, { id }, 'cancel', { finished_at: now, pause_reason: null });
  await afterMove(deps, userId, id, 'cancel', moved);
  deps.outbox.discardDrafts(await cancelCampaignRows(deps.db, id, CANCELLED, now));
  return afterChange(deps, userId, id);
}

/** The process may have ended in the middle of a long list. */
export async function finishCancelling(deps: Pick<CampaignsDeps, 'db' | 'now'>): Promise<void> {
  for (const id of await cancelledWithRows(deps.db)) await cancelCampaignRows(deps.db, id, CANCELLED, deps.now());
}
