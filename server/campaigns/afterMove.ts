/** After something was done to a campaign: watchers and senders are told, and the campaign as it is now is the answer. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import type { CampaignMove } from '../../shared/merge/campaignMoves.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { wrongState } from './wrongState.ts';

/** A move that was not allowed becomes its error. */
export async function afterMove(
  deps: CampaignsDeps,
  userId: string,
  id: string,
  move: CampaignMove,
  moved: boolean,
): Promise<Campaign> {
  if (!moved) throw wrongState((await ownedCampaign(deps.db, userId, id)).status, move);
  return afterChange(deps, userId, id);
}

/** What the sender read ahead no longer holds, whichever way the campaign moved. */
export async function afterChange(deps: CampaignsDeps, userId: string, id: string): Promise<Campaign> {
  const row = await ownedCampaign(deps.db, userId, id);
  deps.watch.changed(id);
  if (row.mailbox !== null) deps.outbox.changed(row.mailbox);
  return campaignView(deps, row);
}
