/** Sending begins: a draft is approved and runs, a scheduled campaign does not wait for its time. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { afterMove } from './afterMove.ts';
import { approveCampaign } from './approveCampaign.ts';
import { approvedOf } from './campaignFacts.ts';
import { readySender } from './campaignSender.ts';
import { type CampaignRow, moveCampaign } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { readyAccount } from './readyAccount.ts';
import { type LookedAt, refuseChanged, refuseOtherCount } from './refuseStart.ts';

export async function startCampaign(deps: CampaignsDeps, userId: string, id: string, seen: LookedAt = {}): Promise<Campaign> {
  const row = await ownedCampaign(deps.db, userId, id);
  if (row.status === 'scheduled') return afterMove(deps, userId, id, 'begin', await beginNow(deps, row, seen));
  await approveCampaign(deps, userId, id, seen, { move: 'start' });
  return afterMove(deps, userId, id, 'start', true);
}

async function beginNow(deps: CampaignsDeps, row: CampaignRow, seen: LookedAt): Promise<boolean> {
  refuseChanged(seen, row.version);
  const approved = approvedOf(row);
  refuseOtherCount(seen, approved?.recipients ?? 0);
  const account = await readyAccount(deps, row);
  readySender(account, approved?.sendAs ?? null);
  return moveCampaign(deps.db, { id: row.id }, 'begin', { started_at: deps.now() });
}
