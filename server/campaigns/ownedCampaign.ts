/** The caller's own campaign; somebody else's does not exist. */
import { AppError } from '../http/appError.ts';
import { ownedBy, type Owned } from '../http/ownedBy.ts';
import type { Queries } from '../storage/database.ts';
import { campaignById, type CampaignCard, type CampaignRow, cardById } from './campaigns.store.ts';

const MISSING = 'There is no such campaign. It may have been deleted.';

export async function ownedCampaign(db: Queries, userId: string, id: string): Promise<Owned<CampaignRow>> {
  return ownedBy(userId, await campaignById(db, id), 'CAMPAIGN_NOT_FOUND', MISSING);
}

/** Without letter, list and findings. */
export async function ownedCard(db: Queries, userId: string, id: string): Promise<Owned<CampaignCard>> {
  return ownedBy(userId, await cardById(db, id), 'CAMPAIGN_NOT_FOUND', MISSING);
}

export function campaignMissing(): AppError {
  return new AppError('CAMPAIGN_NOT_FOUND', MISSING);
}
