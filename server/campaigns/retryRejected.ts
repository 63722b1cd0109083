/** Rejected mails wait once more: all of them, or those of some rows. What is in doubt is not touched. */
import type { Static } from 'typebox';
import type { RetryDone } from '../../shared/api/campaignPlan.ts';
import { mayMove } from '../../shared/merge/campaignMoves.ts';
import { endedRows, requeueRejected } from '../outbox/campaignDecisions.ts';
import { afterMove } from './afterMove.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { firstRows, goAgain, readyToSendAgain } from './sendAgain.ts';
import { wrongState } from './wrongState.ts';

export async function retryRejected(
  deps: CampaignsDeps,
  userId: string,
  id: string,
  rows?: readonly number[],
): Promise<Static<typeof RetryDone>> {
  const row = await ownedCampaign(deps.db, userId, id);
  await readyToSendAgain(deps, row);
  const named = await firstRows(deps, row, rows);
  const rejected = await endedRows(deps.db, id, 'rejected', named);
  const notRejected = named === undefined ? 0 : named.length - rejected.length;
  if (rejected.length === 0) {
    if (!mayMove('again', row.status)) throw wrongState(row.status, 'again');
    return { queued: 0, notRejected, campaign: await campaignView(deps, row) };
  }
  const queued = await goAgain(deps, row, rejected, requeueRejected);
  return { queued, notRejected, campaign: await afterMove(deps, userId, id, 'again', queued > 0) };
}
