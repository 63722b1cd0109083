/** A mail that was in doubt, and certainly was not sent, waits once more: its campaign goes on for it. */
import type { GoesOn } from '../outbox/campaignSide.ts';
import type { Database, Queries } from '../storage/database.ts';
import { type CampaignCard, cardById, moveCampaign } from './campaigns.store.ts';

/** A merge that ended longer ago than this does not send by itself any more: nobody expects a mail of it. */
const LATE_MS = 24 * 60 * 60_000;

export async function goOn(
  deps: { db: Database; now: () => number },
  campaignId: string,
  requeue: (db: Queries) => Promise<boolean>,
): Promise<GoesOn> {
  return deps.db.transaction().execute(async (db) => {
    const card = await cardById(db, campaignId);
    const may = mayGoOn(card, deps.now());
    if (may !== 'goes-on' || !(await requeue(db))) return may;
    // Only a finished one: whoever paused it wants it paused.
    if (card?.status === 'finished') await moveCampaign(db, { id: campaignId }, 'again', { finished_at: null });
    return may;
  });
}

function mayGoOn(card: Pick<CampaignCard, 'status' | 'finished_at' | 'erased_at'> | undefined, now: number): GoesOn {
  if (card?.status === 'cancelled') return 'cancelled';
  if (card?.status === 'running' || card?.status === 'paused') return card.erased_at === null ? 'goes-on' : 'over';
  if (card?.status !== 'finished' || card.erased_at !== null) return 'over';
  return (card.finished_at ?? 0) > now - LATE_MS ? 'goes-on' : 'over';
}
