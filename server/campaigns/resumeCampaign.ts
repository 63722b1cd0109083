/** Goes on where it stopped. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import { afterMove } from './afterMove.ts';
import { approvedOf } from './campaignFacts.ts';
import { readySender } from './campaignSender.ts';
import { forgetPassedTimes } from '../outbox/lateRows.ts';
import { finishCampaign } from './finishCampaign.ts';
import { moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { ownedCard } from './ownedCampaign.ts';
import { readyAccount } from './readyAccount.ts';
import { refuseErased } from './sendAgain.ts';
import { wrongState } from './wrongState.ts';

export async function resumeCampaign(deps: CampaignsDeps, userId: string, id: string): Promise<Campaign> {
  const card = await ownedCard(deps.db, userId, id);
  refuseErased(card);
  if (!mayMove('resume', card.status)) throw wrongState(card.status, 'resume');
  const account = await readyAccount(deps, card);
  readySender(account, approvedOf(card)?.sendAs ?? null);
  const now = deps.now();
  // One that asked before it started late starts now.
  const moved = await moveCampaign(deps.db, { id }, 'resume', { pause_reason: null, started_at: card.started_at ?? now });
  // Whoever resumes was asked about rows whose own time is over; nobody is asked twice.
  if (moved && approvedOf(card)?.sending?.timeColumn) await forgetPassedTimes(deps.db, id, now);
  // Its last message may have ended while it was paused.
  if (moved) await finishCampaign(deps, id);
  return afterMove(deps, userId, id, 'resume', moved);
}
