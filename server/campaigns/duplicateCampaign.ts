/** A new draft with the same letter, list and choices; what it is sent from and when is looked at again before it starts. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { listFactsOf } from './campaignFacts.ts';
import { type CampaignRow, insertCampaign, updateDraft } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { blankDraft } from './createCampaign.ts';
import { copyList } from './lists.store.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { refuseErased } from './sendAgain.ts';

export async function duplicateCampaign(deps: CampaignsDeps, userId: string, id: string): Promise<Campaign> {
  const source = await ownedCampaign(deps.db, userId, id);
  refuseErased(source);
  const copy = copyOf(source, blankDraft(deps.newId(), userId, deps.now()));
  const { list_name, list_kind, list_facts } = copy;
  // It has a list from the moment on when all its rows are there; the content itself it holds from the beginning.
  await insertCampaign(deps.db, { ...copy, list_name: null, list_kind: null, list_facts: null });
  await copyList(deps.db, id, copy.id, listFactsOf(source)?.rows ?? 0);
  await updateDraft(deps.db, copy, { list_name, list_kind, list_facts });
  return campaignView(deps, await ownedCampaign(deps.db, userId, copy.id));
}

const NAME_MAX = 200;

function copyOf(source: CampaignRow, blank: CampaignRow): CampaignRow {
  const { id, user_id, status, approved, mailbox, version, created_at, started_at, finished_at, start_at, erased_at } = blank;
  return {
    ...source,
    id,
    user_id,
    status,
    approved,
    mailbox,
    version,
    created_at,
    started_at,
    finished_at,
    start_at,
    erased_at,
    pause_reason: null,
    name: source.name.endsWith('(copy)') ? source.name : `${source.name.slice(0, NAME_MAX - 7)} (copy)`,
  };
}
