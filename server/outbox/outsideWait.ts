/** Until when an organisation's number of outside recipients keeps a campaign waiting, for progress and finish times. */
import type { MailboxLimits } from '../accounts/accountUse.ts';
import type { Queries } from '../storage/database.ts';
import { departedOutside, outsideSince } from './departed.store.ts';
import { isOutside } from './outsiders.ts';
import { DAY_MS } from './pacing.ts';
import { waitingOf } from './waitingRows.ts';

export interface OutsideAsk {
  campaignId: string;
  tenant: MailboxLimits['tenant'];
  /** The mailbox's own address. */
  sender: string;
  /** Milliseconds since 1970. */
  now: number;
}

/** When the next waiting mail of a campaign may leave, where it goes outside and the day's number is used up; else null. */
export async function outsideWait(db: Queries, { campaignId, tenant, sender, now }: OutsideAsk): Promise<number | null> {
  if (tenant === null || tenant.perDay === null) return null;
  const tooMany = (await outsideSince(db, tenant.tid, now - DAY_MS)) + 1 - tenant.perDay;
  if (tooMany <= 0) return null;
  const next = await nextAddress(db, campaignId);
  if (next === null || !isOutside(next, tenant.domains === null ? null : new Set(tenant.domains), sender)) return null;
  const left = await departedOutside(db, tenant.tid, now - DAY_MS);
  let gone = 0;
  for (const { at, weight } of left.toSorted((one, other) => one.at - other.at)) {
    gone += weight;
    if (gone >= tooMany) return Math.min(at, now) + DAY_MS;
  }
  return null;
}

async function nextAddress(db: Queries, campaignId: string): Promise<string | null> {
  const row = await waitingOf(db, campaignId)
    .select('to_address')
    .orderBy('not_before')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.to_address ?? null;
}
