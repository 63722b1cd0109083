import { expect, test } from '@jest/globals';
import { aStartedCampaign, statusesOf } from '../../support/aCampaign.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';

test('a campaign that runs, and whose mailbox nobody woke, is seen within a minute', async () => {
  const house = await aMergeHouse();
  const { id } = await aStartedCampaign(house, 1);
  await house.db.updateTable('campaigns').set({ status: 'paused' }).execute();
  await house.outbox.start();
  // As after a move that was committed while its answer got lost.
  await house.db.updateTable('campaigns').set({ status: 'running' }).execute();
  await house.clock.advance(60_000);
  expect(await statusesOf(house, id)).toEqual(['accepted']);
});

test('a store that fails at that moment is asked again, and after the end nobody is', async () => {
  const house = await aMergeHouse();
  const { campaigns } = house.outboxDeps;
  const asIs = campaigns.mailboxes.bind(campaigns);
  let asked = 0;
  await house.outbox.start();
  campaigns.mailboxes = () => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error('busy')) : asIs();
  };
  await house.clock.advance(120_000);
  expect(asked).toBe(2);
  await house.outbox.stop();
  await house.clock.advance(120_000);
  expect(asked).toBe(2);
});
