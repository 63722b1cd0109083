/** A new draft, with as much as is given; with anything that cannot be used, none at all. */
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import { mergeName } from '../../shared/merge/mergeName.ts';
import { keepBlobs } from './blobs.store.ts';
import { campaignById, type CampaignRow, insertCampaign, NO_CONTENT } from './campaigns.store.ts';
import { replaceListRows } from './lists.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { campaignView } from './campaignView.ts';
import { planDraft } from './draftPlan.ts';
import { campaignMissing } from './ownedCampaign.ts';
import { HTML_NAME } from './takeFiles.ts';

export async function createCampaign(deps: CampaignsDeps, userId: string, input: CampaignInput): Promise<Campaign> {
  const blank = blankDraft(deps.newId(), userId, deps.now());
  const plan = await planDraft(deps, blank, input);
  const row = { ...blank, ...plan.change };
  const hash = await deps.db.transaction().execute(async (db) => {
    await keepBlobs(db, plan.blobs, deps.now());
    await insertCampaign(db, { ...row, name: input.name ?? nameFrom(row) });
    return plan.list ? replaceListRows(db, row.id, plan.list) : null;
  });
  deps.approvals.noteCheck(row.id, row.version, hash);
  const stored = await campaignById(deps.db, row.id);
  if (!stored) throw campaignMissing();
  return campaignView(deps, stored);
}

/** `Invitation.docx` makes "Invitation"; HTML that came without a name of its own makes none. */
function nameFrom(row: CampaignRow): string {
  const named = row.letter_name !== null && row.letter_name !== HTML_NAME;
  const file = named ? row.letter_name : row.list_name;
  const name = row.list_kind === 'rows' && !named ? '' : mergeName(file ?? '');
  return name === '' ? 'New merge' : name;
}

export function blankDraft(id: string, userId: string, now: number): CampaignRow {
  return {
    ...NO_CONTENT,
    id,
    user_id: userId,
    account_id: null,
    mailbox: null,
    name: '',
    status: 'draft',
    approved: null,
    version: 1,
    created_at: now,
    started_at: null,
    finished_at: null,
    start_at: null,
    erased_at: null,
  };
}
