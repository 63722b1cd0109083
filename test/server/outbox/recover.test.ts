import { describe, expect, test } from '@jest/globals';
import { insertRows } from '../../../server/outbox/outbox.store.ts';
import { recover } from '../../../server/outbox/recover.ts';
import type { MessageStatus } from '../../../shared/merge/campaignMoves.ts';
import { aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';

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
  ['queued', 'send', 'cancelled'],
  ['claimed', 'send', 'cancelled'],
  ['claimed', 'test', 'cancelled'],
  ['submitting', 'send', 'unknown'],
  ['submitting', 'test', 'unknown'],
  ['accepted', 'send', 'accepted'],
];

describe('after a crash', () => {
  test.each(TABLE)('%s (%s) becomes %s', async (status, kind, becomes) => {
    const { db, clock } = await aMergeHouse();
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
    await recover(db, clock.now());
    const row = await db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row.status).toBe(becomes);
    const ended = status !== becomes && becomes !== 'queued';
    expect(row.finished_at).toBe(ended ? clock.now() : null);
    if (ended) expect(row.message).toBeNull();
    if (ended) expect(row.reason).toMatch(/^The server stopped/);
  });

  test('only the mailbox in question, where one is named', async () => {
    const { db, clock } = await aMergeHouse();
    const row = { user_id: 'anna', account_id: 'a', kind: 'campaign' as const, campaign_id: 'c', status: 'claimed' as const };
    await insertRows(db, [
      { ...row, id: '1', mailbox: 'mine', created_at: 1 },
      { ...row, id: '2', mailbox: 'other', created_at: 1 },
    ]);
    expect(await recover(db, clock.now(), 'mine')).toEqual(['c']);
    expect((await db.selectFrom('outbox').select('status').orderBy('seq').execute()).map((r) => r.status)).toEqual([
      'queued',
      'claimed',
    ]);
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
