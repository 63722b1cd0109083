import { describe, expect, test } from '@jest/globals';
import { aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount, fakeAccounts } from '../../support/anAccount.ts';

describe('a mailbox that is disconnected', () => {
  test("pauses its campaigns with the reason, leaves their rows, and nobody else's", async () => {
    const accounts = fakeAccounts(anAccount(), anAccount({ id: 'account-2', mailbox: 'microsoft:contoso:info' }));
    const house = await aMergeHouse({ accounts });
    const mine = await aStartedCampaign(house, 2);
    const other = await aStartedCampaign(house, 2, { providerId: 'account-2' });
    await house.outbox.stopMailboxWork('account-anna', 'anna@contoso.com was disconnected. Connect it again, then resume.');
    expect(await statusOf(house, mine.id)).toEqual({
      status: 'paused',
      pause_reason: 'anna@contoso.com was disconnected. Connect it again, then resume.',
    });
    expect(await statusesOf(house, mine.id)).toEqual(['queued', 'queued']);
    expect((await statusOf(house, other.id)).status).toBe('running');
  });
});
