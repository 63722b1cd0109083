import { expect, test } from '@jest/globals';
import { aStartedCampaign, statusesOf } from '../../support/aCampaign.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';

test('rows that a cancelling left behind, because the store failed in the middle of it, are withdrawn within a minute', async () => {
  const house = await aMergeHouse();
  const { id } = await aStartedCampaign(house, 2);
  await house.parts.schedule.start(() => undefined);
  await house.db.updateTable('campaigns').set({ status: 'cancelled' }).where('id', '=', id).execute();
  await house.clock.advance(60_000);
  expect(await statusesOf(house, id)).toEqual(['cancelled', 'cancelled']);
});
