/** What people decide about doubts must not let a mailbox send more than it may: a doubt may have left, and leaves once more. */
import { describe, expect, test } from '@jest/globals';
import { resolveDoubts } from '../../../server/campaigns/resolveDoubts.ts';
import { recipientsSince } from '../../../server/outbox/departed.store.ts';
import { DAY_MS } from '../../../server/outbox/pacing.ts';
import { aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { ACCEPTED } from '../../support/fakeTransport.ts';

const IN_DOUBT = { kind: 'unknown', code: 'HTTP_504', reason: 'Microsoft answered 504.' } as const;

/** The first of two mails is in doubt, and its request can no longer be on its way. */
async function inDoubt(house: MergeHouse): Promise<string> {
  house.wire.answerNext(IN_DOUBT, ACCEPTED);
  await house.outbox.start();
  const { id } = await aStartedCampaign(house, 2);
  await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
  await house.clock.advance(10 * 60_000);
  return id;
}

const counted = async (house: MergeHouse): Promise<number> => {
  const { mailbox } = await house.db.selectFrom('outbox').select('mailbox').executeTakeFirstOrThrow();
  return recipientsSince(house.db, mailbox, house.clock.now() - DAY_MS);
};

describe('a mail in doubt that is sent again', () => {
  test('counts twice against the day, read from the rows', async () => {
    const house = await aMergeHouse();
    const id = await inDoubt(house);
    expect(await counted(house)).toBe(2);
    await resolveDoubts(house.campaigns, 'anna', id, { decision: 'again' });
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(await statusesOf(house, id)).toEqual(['accepted', 'accepted']);
    expect(await counted(house)).toBe(3);
  });

  test('finds the day used up after a restart, too', async () => {
    const house = await aMergeHouse();
    house.accounts.limits.perDay = 3;
    const id = await inDoubt(house);
    await resolveDoubts(house.campaigns, 'anna', id, { decision: 'again' });
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    const next = await house.restart();
    await next.outbox.start();
    const { id: other } = await aStartedCampaign(next, 1);
    await next.clock.advance(60 * 60_000);
    expect(await statusesOf(next, other)).toEqual(['queued']);
  });

  test('leaves a bare time behind, without a person in it', async () => {
    const house = await aMergeHouse();
    const id = await inDoubt(house);
    await resolveDoubts(house.campaigns, 'anna', id, { decision: 'again' });
    const left = await house.db.selectFrom('outbox').selectAll().where('campaign_id', 'is', null).execute();
    expect(left).toMatchObject([
      { to_address: null, message: null, reason: null, draft_id: null, status: 'skipped', recipients: 1 },
    ]);
  });

  test('marked as sent it counts once', async () => {
    const house = await aMergeHouse();
    const id = await inDoubt(house);
    await resolveDoubts(house.campaigns, 'anna', id, { decision: 'sent' });
    expect(await counted(house)).toBe(2);
  });
});
