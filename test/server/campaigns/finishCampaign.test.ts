import { expect, test } from '@jest/globals';
import { finishCampaign } from '../../../server/campaigns/finishCampaign.ts';
import { goAgain } from '../../../server/campaigns/sendAgain.ts';
import { requeueRejected } from '../../../server/outbox/campaignDecisions.ts';
import { aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';

test('a mail that waits again just while its campaign ends is not left behind in a finished one', async () => {
  const house = await aMergeHouse();
  const { id } = await aStartedCampaign(house, 1);
  const [row] = await house.db
    .updateTable('outbox')
    .set({ status: 'rejected' })
    .where('campaign_id', '=', id)
    .returning(['seq', 'decide_after'])
    .execute();
  // The first question of the end is asked before the mail waits again, the move comes after it.
  const ending = finishCampaign(house.campaigns, id);
  const again = goAgain(house.campaigns, { id }, row ? [row] : [], requeueRejected);
  await Promise.all([ending, again]);
  expect(await statusesOf(house, id)).toEqual(['queued']);
  expect(await statusOf(house, id)).toMatchObject({ status: 'running' });
});
