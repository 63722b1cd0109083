/** How many records a merge house holds, to see that nothing was left behind. */
import type { MergeHouse } from './aMergeHouse.ts';

export async function storedCounts(house: MergeHouse) {
  const of = async (table: 'campaigns' | 'campaign_rows' | 'blobs' | 'outbox') =>
    (
      await house.db
        .selectFrom(table)
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  return {
    campaigns: await of('campaigns'),
    rows: await of('campaign_rows'),
    blobs: await of('blobs'),
    outbox: await of('outbox'),
  };
}
