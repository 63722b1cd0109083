/** People decide about mails in doubt, and have rejected ones sent again. */
import { describe, expect, test } from '@jest/globals';
import { pauseCampaign } from '../../../server/campaigns/pauseCampaign.ts';
import { resolveDoubts } from '../../../server/campaigns/resolveDoubts.ts';
import { retryRejected } from '../../../server/campaigns/retryRejected.ts';
import { MARKED_AS_SENT } from '../../../server/outbox/campaignDecisions.ts';
import type { MessageStatus } from '../../../shared/merge/campaignMoves.ts';
import { aStartedCampaign, putInto, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aCampaignsApp } from '../../support/aCampaignsApp.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const MINUTE = 60_000;

/** A finished campaign whose rows ended like this; doubts may be decided about a minute from now. */
async function ended(house: MergeHouse, ...ends: MessageStatus[]): Promise<string> {
  const { id } = await aStartedCampaign(house, ends.length);
  for (const [index, status] of ends.entries()) {
    await house.db
      .updateTable('outbox')
      .set({ status, finished_at: 1, code: 'X', reason: 'Why.', attempt: 3 })
      .set(status === 'unknown' ? { decide_after: house.clock.now() + MINUTE, draft_id: `draft-${index + 1}` } : {})
      .where('row_number', '=', index + 1)
      .execute();
  }
  await putInto(house, id, 'finished');
  return id;
}

const rowOf = (house: MergeHouse, row: number) =>
  house.db.selectFrom('outbox').selectAll().where('row_number', '=', row).executeTakeFirstOrThrow();

describe('mails in doubt', () => {
  test('cannot be decided about while their request may be on its way', async () => {
    const house = await aMergeHouse();
    const id = await ended(house, 'unknown', 'accepted');
    for (const decision of ['sent', 'again'] as const) {
      await expect(resolveDoubts(house.campaigns, 'anna', id, { decision })).rejects.toMatchObject({
        code: 'TOO_EARLY',
        message:
          '1 mail in doubt cannot be decided about yet, because the request may still be on its way. Try again in 60 seconds.',
        extras: { retryAfterSeconds: 60 },
      });
    }
    expect(await statusesOf(house, id)).toEqual(['unknown', 'accepted']);
  });

  test('the others are decided about, and it is told when the rest may be', async () => {
    const house = await aMergeHouse();
    const id = await ended(house, 'unknown', 'unknown');
    await house.db.updateTable('outbox').set({ decide_after: null }).where('row_number', '=', 1).execute();
    const done = await resolveDoubts(house.campaigns, 'anna', id, { decision: 'sent' });
    const decideAfter = new Date(house.clock.now() + MINUTE).toISOString();
    expect(done).toMatchObject({ decided: 1, tooEarly: 1, decideAfter, campaign: { progress: { accepted: 1, unknown: 1 } } });
  });

  test('marked as sent: accepted, and who said so is kept', async () => {
    const { house, app, call } = await aCampaignsApp();
    const id = await ended(house, 'unknown');
    await house.clock.advance(MINUTE);
    await resolveDoubts(house.campaigns, 'anna', id, { decision: 'sent' });
    expect(await rowOf(house, 1)).toMatchObject({
      status: 'accepted',
      decided_by: 'anna',
      decided_at: house.clock.now(),
      code: null,
      reason: MARKED_AS_SENT,
      next_look_up: null,
    });
    const { body } = await call<{ results: unknown[] }>('GET', `/${id}/results`);
    expect(body.results).toMatchObject([{ decidedBy: 'person', decideAfter: null }]);
    expect((await statusOf(house, id)).status).toBe('finished');
    await app.close();
  });

  test.each([
    ['none is in doubt', [2, 3], { decided: 0, notInDoubt: 2, tooEarly: 0 }],
    ['some are', [1, 2, 2, 99], { decided: 1, notInDoubt: 2, tooEarly: 0 }],
    ['all are', [1], { decided: 1, notInDoubt: 0, tooEarly: 0 }],
  ])('of rows of which %s: it is told how many are not', async (_what, rows, told) => {
    const house = await aMergeHouse();
    const id = await ended(house, 'unknown', 'accepted', 'rejected');
    await house.clock.advance(MINUTE);
    expect(await resolveDoubts(house.campaigns, 'anna', id, { decision: 'sent', rows })).toMatchObject(told);
  });

  test('sent again: the same draft, the campaign runs, and who said so is kept', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const id = await ended(house, 'unknown', 'unknown', 'accepted');
    await house.clock.advance(MINUTE);
    const { decided } = await resolveDoubts(house.campaigns, 'anna', id, { decision: 'again', rows: [2, 3, 99] });
    expect([decided, await rowOf(house, 2)]).toMatchObject([1, { decided_by: 'anna', draft_id: 'draft-2', attempt: 0 }]);
    await house.clock.advance(MINUTE);
    expect([house.wire.sentTo(), (await statusOf(house, id)).status]).toEqual([['p2@example.com'], 'finished']);
    expect(await statusesOf(house, id)).toEqual(['unknown', 'accepted', 'accepted']);
  });

  test('a draft that is gone cannot be sent again: whoever was told so and decides all the same gets a new one', async () => {
    const house = await aMergeHouse();
    const id = await ended(house, 'unknown', 'unknown');
    await house.db.updateTable('outbox').set({ code: 'DRAFT_GONE' }).where('row_number', '=', 2).execute();
    await house.clock.advance(MINUTE);
    await resolveDoubts(house.campaigns, 'anna', id, { decision: 'again' });
    expect([(await rowOf(house, 1)).draft_id, (await rowOf(house, 2)).draft_id]).toEqual(['draft-1', null]);
  });

  test('until when nobody may decide is told with the results', async () => {
    const { house, app, call } = await aCampaignsApp();
    const id = await ended(house, 'unknown', 'accepted');
    const decideAfter = new Date(house.clock.now() + MINUTE).toISOString();
    const results = async () => (await call<{ results: { decideAfter: string | null }[] }>('GET', `/${id}/results`)).body.results;
    expect((await results()).map((row) => row.decideAfter)).toEqual([decideAfter, null]);
    await house.clock.advance(MINUTE);
    expect((await results()).map((row) => row.decideAfter)).toEqual([null, null]);
    await app.close();
  });

  test('twice at once: each mail waits once', async () => {
    const house = await aMergeHouse();
    const id = await ended(house, 'unknown', 'unknown');
    await house.clock.advance(MINUTE);
    const again = () => resolveDoubts(house.campaigns, 'anna', id, { decision: 'again' });
    const both = await Promise.all([again(), again()]);
    expect(both.reduce((sum, { decided }) => sum + decided, 0)).toBe(2);
  });

  test('a look into the mailbox where it may not be read says so', async () => {
    const { house, app, call } = await aCampaignsApp();
    const id = await ended(house, 'unknown');
    expect((await call('POST', `/${id}/look-up`)).body).toMatchObject({ mayRead: false, campaign: { id } });
    await app.close();
  });
});

describe('rejected mails', () => {
  test('are sent again, all of them; nothing else is', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const id = await ended(house, 'rejected', 'accepted', 'rejected', 'unknown', 'skipped');
    const { queued, campaign } = await retryRejected(house.campaigns, 'anna', id);
    expect([queued, campaign.status, campaign.finishedAt]).toEqual([2, 'running', null]);
    await house.clock.advance(MINUTE);
    expect(house.wire.sentTo()).toEqual(['p1@example.com', 'p3@example.com']);
    expect(await statusesOf(house, id)).toEqual(['accepted', 'accepted', 'accepted', 'unknown', 'skipped']);
  });

  test('of some rows only', async () => {
    const house = await aMergeHouse();
    const id = await ended(house, 'rejected', 'rejected', 'accepted');
    const { queued, notRejected } = await retryRejected(house.campaigns, 'anna', id, [2, 3, 9]);
    expect([queued, notRejected, await statusesOf(house, id)]).toEqual([1, 2, ['rejected', 'queued', 'accepted']]);
  });

  test('of a row that stands behind another in its message', async () => {
    const house = await aMergeHouse();
    const rows = ['a', 'b', 'a'].map((name) => ({ Email: `${name}@example.com`, Name: name }));
    const { id } = await aStartedCampaign(house, 0, { list: { rows }, merge: { groupBy: 'Email' } });
    await house.db.updateTable('outbox').set({ status: 'rejected' }).execute();
    expect((await retryRejected(house.campaigns, 'anna', id, [3])).queued).toBe(1);
  });

  test('where there are none nothing begins again', async () => {
    const house = await aMergeHouse();
    const id = await ended(house, 'accepted', 'unknown');
    expect(await retryRejected(house.campaigns, 'anna', id)).toMatchObject({
      queued: 0,
      notRejected: 0,
      campaign: { status: 'finished' },
    });
  });

  test('need a mailbox that can send', async () => {
    const house = await aMergeHouse();
    const id = await ended(house, 'rejected');
    await house.accounts.changeState('account-anna', 'needs-reconnect', 'Connect it again.');
    await expect(retryRejected(house.campaigns, 'anna', id)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_CONNECTED' });
    expect(await statusesOf(house, id)).toEqual(['rejected']);
  });

  test('of a long list: whoever pauses it meanwhile wins', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 2_500);
    await house.db.updateTable('outbox').set({ status: 'rejected' }).execute();
    await putInto(house, id, 'finished');
    const retrying = retryRejected(house.campaigns, 'anna', id);
    while ((await statusOf(house, id)).status !== 'running') await new Promise((resolve) => setImmediate(resolve));
    await pauseCampaign(house.campaigns, 'anna', id);
    expect([(await retrying).queued, (await statusOf(house, id)).status]).toEqual([2_500, 'paused']);
  });
});
