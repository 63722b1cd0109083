/** Erases letter, list, addresses and reasons of an ended campaign; the numbers stay, and how fast its mailbox sent. */
import type { Campaign } from '../../shared/api/campaigns.ts';
import { AppError } from '../http/appError.ts';
import { campaignIsOpen } from '../outbox/campaignRows.ts';
import { eraseCampaignRows, eraseSingleRows } from '../outbox/eraseCampaignRows.ts';
import type { Database } from '../storage/database.ts';
import { afterChange } from './afterMove.ts';
import { dropUnused } from './blobs.store.ts';
import { contentOf } from './campaignFacts.ts';
import { type CampaignRow, campaignById, endedBefore, halfErased, markErased, noteErased } from './campaigns.store.ts';
import type { CampaignsDeps } from './campaignsDeps.ts';
import { removeList } from './lists.store.ts';
import { ownedCampaign } from './ownedCampaign.ts';
import { retractionOf, retractLate } from './retractCampaign.ts';
import { erasedAlready } from './sendAgain.ts';
import { wrongState } from './wrongState.ts';

type EraseDeps = Pick<CampaignsDeps, 'db' | 'now' | 'watch' | 'retractAnswers'>;

export async function eraseCampaign(deps: CampaignsDeps, userId: string, id: string): Promise<Campaign> {
  const row = await ownedCampaign(deps.db, userId, id);
  if (row.erased_at === null) {
    if (await campaignIsOpen(deps.db, id)) refuseOpen(row);
    if (!(await erase(deps, row))) throw wrongState(row.status, 'erase');
  }
  await retractLate(deps, row, erasedAlready());
  return afterChange(deps, userId, id);
}

/** A cancelled campaign may have one message on its way, whose end needs its row. */
function refuseOpen({ status }: CampaignRow): void {
  if (status !== 'finished' && status !== 'cancelled') throw wrongState(status, 'erase');
  throw new AppError('CAMPAIGN_WRONG_STATE', 'One mail of this campaign is still on its way. Try again in a minute.');
}

/** The guarded mark comes first, with everything a campaign could be sent from: from then on nothing can be made of it. */
async function erase(deps: EraseDeps, row: CampaignRow): Promise<boolean> {
  const retract = await retractionOf(deps, row, erasedAlready());
  const marked = await deps.db.transaction().execute(async (db) => {
    if (!(await markErased(db, row.id, deps.now()))) return false;
    await dropUnused(db, contentOf(row));
    await retract(db);
    return true;
  });
  if (marked) await eraseRest(deps.db, row.id);
  deps.watch.changed(row.id);
  return marked;
}

/** Piece by piece: a list may be long. May be repeated. */
async function eraseRest(db: Database, id: string): Promise<void> {
  await removeList(db, id);
  await eraseCampaignRows(db, id);
  await noteErased(db, id);
}

/** The process may have ended in the middle of a long list. */
export async function finishErasing({ db }: Pick<EraseDeps, 'db'>): Promise<void> {
  for (const id of await halfErased(db)) await eraseRest(db, id);
}

const DAY_MS = 24 * 60 * 60_000;

/** Campaigns, and single mails, that ended `days` ago or earlier. Answers how many campaigns were erased. */
export async function sweepErased(deps: EraseDeps, days: number): Promise<number> {
  const before = deps.now() - days * DAY_MS;
  await eraseSingleRows(deps.db, before);
  let erased = 0;
  for (const id of await endedBefore(deps.db, before)) {
    const row = await campaignById(deps.db, id);
    if (!row || (await campaignIsOpen(deps.db, id)) || !(await erase(deps, row))) continue;
    await retractLate(deps, row, erasedAlready());
    erased += 1;
  }
  return erased;
}
