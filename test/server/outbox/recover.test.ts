import { describe, expect, test } from '@jest/globals';
import { insertRows } from '../../../server/outbox/outbox.store.ts';
import { recoverStatements } from '../../../server/outbox/recover.ts';
import type { MessageStatus } from '../../../shared/merge/campaignMoves.ts';
import { aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

type Kind = 'campaign' | 'send' | 'test';

const TABLE: [MessageStatus, Kind, MessageStatus][] = [
  ['queued', 'campaign', 'queued'],
  ['claimed', 'campaign', 'queued'],
  ['submitting', 'campaign', 'unknown'],
  ['accepted', 'campaign', 'accepted'],
  ['rejected', 'campaign', 'rejected'],
  ['unknown', 'campaign', 'unknown'],
  ['skipped', 'campaign', 'skipped'],
  ['cancelled', 'campaign', 'cancelled'],
  // Their caller lost the connection and will ask again: sending them too would be the second mail.
  ['claimed', 'send', 'cancelled'],
  ['claimed', 'test', 'cancelled'],
  ['submitting', 'send', 'unknown'],
  ['submitting', 'test', 'unknown'],
  ['accepted', 'send', 'accepted'],
];

const DECIDE_AFTER = 7_000_000;

function recover(house: MergeHouse, only?: { mailbox: string; owner: string }) {
  return house.outboxDeps.group.run(recoverStatements(house.clock.now(), DECIDE_AFTER, only));
}

describe('after a crash', () => {
  test.each(TABLE)('%s (%s) becomes %s', async (status, kind, becomes) => {
    const house = await aMergeHouse();
    const { db, clock } = house;
    await insertRows(db, [
      {
        id: 'row',
        user_id: 'anna',
        account_id: 'account-anna',
        mailbox: 'm',
        kind,
        status,
        campaign_id: kind === 'campaign' ? 'c' : null,
        message: kind === 'campaign' ? null : '{"subject":"private"}',
        created_at: 1,
      },
    ]);
    await recover(house);
    const row = await db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row.status).toBe(becomes);
    const ended = status !== becomes && becomes !== 'queued';
    expect(row.finished_at).toBe(ended ? clock.now() : null);
    if (ended) expect(row.message).toBeNull();
    if (ended) expect(row.reason).toMatch(/^The server stopped/);
  });

  test('only the mailbox in question, where one is named, and only where its lease is held', async () => {
    const house = await aMergeHouse();
    const row = { user_id: 'anna', account_id: 'a', kind: 'campaign' as const, campaign_id: 'c', status: 'claimed' as const };
    await insertRows(house.db, [
      { ...row, id: '1', mailbox: 'mine', created_at: 1 },
      { ...row, id: '2', mailbox: 'other', created_at: 1 },
    ]);
    const statuses = async () =>
      (await house.db.selectFrom('outbox').select('status').orderBy('seq').execute()).map((r) => r.status);
    await recover(house, { mailbox: 'mine', owner: 'me' });
    expect(await statuses()).toEqual(['claimed', 'claimed']);
    await house.db.insertInto('mailboxes').values({ mailbox: 'mine', lease_owner: 'me' }).execute();
    await recover(house, { mailbox: 'mine', owner: 'me' });
    expect(await statuses()).toEqual(['queued', 'claimed']);
  });

  test.each([
    ['keeps the moment from which on somebody may decide', 5_000_000, 5_000_000],
    ['gets one where its mark names none', null, DECIDE_AFTER],
  ])('what was on its way %s, and is looked up then', async (_name, marked, kept) => {
    const house = await aMergeHouse();
    const row = { id: '1', user_id: 'anna', account_id: 'a', mailbox: 'm', kind: 'campaign' as const, created_at: 1 };
    await insertRows(house.db, [{ ...row, campaign_id: 'c', status: 'submitting', decide_after: marked }]);
    await recover(house);
    const found = await house.db.selectFrom('outbox').select(['decide_after', 'next_look_up']).executeTakeFirst();
    expect(found).toEqual({ decide_after: kept, next_look_up: kept });
  });

  test('a campaign whose last message was on its way is finished at the start, with one doubtful', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 1);
    await house.db.updateTable('outbox').set({ status: 'submitting', submitting_at: house.clock.now() }).execute();
    await house.outbox.start();
    expect(await statusesOf(house, id)).toEqual(['unknown']);
    expect((await statusOf(house, id)).status).toBe('finished');
  });

  test('a campaign whose end was not recorded any more is finished at the start', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 2);
    await house.db.updateTable('outbox').set({ status: 'accepted' }).execute();
    await house.outbox.start();
    await house.clock.advance(0);
    expect((await statusOf(house, id)).status).toBe('finished');
  });
});
