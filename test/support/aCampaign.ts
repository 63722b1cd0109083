/** Campaign inputs and started campaigns; tests change what they are about. */
import { createCampaign } from '../../server/campaigns/createCampaign.ts';
import { scheduleCampaign } from '../../server/campaigns/scheduleCampaign.ts';
import { startCampaign } from '../../server/campaigns/startCampaign.ts';
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';
import type { MergeHouse } from './aMergeHouse.ts';

export function somePeople(count: number, domain = 'example.com'): Record<string, string>[] {
  return Array.from({ length: count }, (_, i) => ({ Email: `p${i + 1}@${domain}`, Name: `Person ${i + 1}` }));
}

/** Ready to start: an HTML letter with one field, and `people` rows. */
export function aCampaignInput(change: CampaignInput = {}, people = 3): CampaignInput {
  return {
    name: 'Invitation',
    providerId: 'account-anna',
    subject: 'Hello {{Name}}',
    letter: { html: '<p>Dear {{Name}}</p>' },
    list: { rows: somePeople(people) },
    ...change,
  };
}

export async function aDraft(house: MergeHouse, change: CampaignInput = {}, people = 3): Promise<Campaign> {
  return createCampaign(house.campaigns, 'anna', aCampaignInput(change, people));
}

export async function aStartedCampaign(house: MergeHouse, people = 3, change: CampaignInput = {}): Promise<Campaign> {
  const { id } = await aDraft(house, change, people);
  return startCampaign(house.campaigns, 'anna', id);
}

/** Statuses of a campaign's rows, in the order of the list. */
export async function statusesOf(house: MergeHouse, campaignId: string): Promise<string[]> {
  const rows = await house.db
    .selectFrom('outbox')
    .select('status')
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', 'campaign')
    .orderBy('row_number')
    .execute();
  return rows.map((row) => row.status);
}

export async function statusOf(house: MergeHouse, campaignId: string): Promise<{ status: string; pause_reason: string | null }> {
  return house.db
    .selectFrom('campaigns')
    .select(['status', 'pause_reason'])
    .where('id', '=', campaignId)
    .executeTakeFirstOrThrow();
}

/** In an hour, if nothing else is said. */
export async function aScheduledCampaign(
  house: MergeHouse,
  people = 3,
  change: CampaignInput = {},
  inMs = 3_600_000,
): Promise<Campaign> {
  const { id } = await aDraft(house, change, people);
  return scheduleCampaign(house.campaigns, 'anna', id, { at: new Date(house.clock.now() + inMs).toISOString() });
}

/** Sets a campaign's state as if it had come there by itself. */
export async function putInto(house: MergeHouse, id: string, status: Campaign['status']): Promise<void> {
  await house.db.updateTable('campaigns').set({ status }).where('id', '=', id).execute();
}
