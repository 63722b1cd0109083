import { describe, expect, test } from '@jest/globals';
import { aStartedCampaign } from '../../support/aCampaign.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount } from '../../support/anAccount.ts';

describe('what became of a single message', () => {
  test('is told to whoever sent it, and to nobody else', async () => {
    const house = await aMergeHouse();
    const { outboxId, messageId } = await house.outbox.sendOne(anAccount(), 'send', aMailMessage({ trackingId: 'order-7' }));
    expect(await house.outbox.single('anna', outboxId)).toMatchObject({
      id: outboxId,
      status: 'accepted',
      provider_message_id: messageId,
      tracking_id: 'order-7',
    });
    expect(await house.outbox.single('ben', outboxId)).toBeUndefined();
    expect(await house.outbox.single('anna', 'nope')).toBeUndefined();
  });

  test('of a campaign is not told here', async () => {
    const house = await aMergeHouse();
    await aStartedCampaign(house, 1);
    const row = await house.db.selectFrom('outbox').select('id').executeTakeFirstOrThrow();
    expect(await house.outbox.single('anna', row.id)).toBeUndefined();
  });
});
