/** Pause, resume and cancel: one guarded move each, then the campaign as it is now. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import type { CampaignMove } from '../../shared/merge/campaignMoves.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { wrongState } from './wrongState.ts';

/** After a move: tells the watchers, wakes the sender, answers the campaign; a move that was not allowed becomes its error. */
export async function afterMove(
  deps: CampaignsDeps,
  userId: string,
  id: string,
  move: CampaignMove,
  moved: boolean,
): Promise<Campaign> {
  const row = await ownedCampaign(deps.db, userId, id);
  if (!moved) throw wrongState(row.status, move);
  deps.watch.changed(id);
  if (row.status === 'running' && row.mailbox !== null) deps.outbox.wake(row.mailbox);
  return campaignView(deps, row);
}
