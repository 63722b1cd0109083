import { describe, expect, test } from '@jest/globals';
import { cancelCampaign } from '../../../server/campaigns/cancelCampaign.ts';
import { pauseCampaign } from '../../../server/campaigns/pauseCampaign.ts';
import { turnsAfter } from '../../../server/outbox/lookAhead.ts';
import { aStartedCampaign, somePeople, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const finished = async (house: MergeHouse, id: string): Promise<boolean> => (await statusOf(house, id)).status === 'finished';

/** Right before the mark of the n-th attempt. */
function beforeMark(house: MergeHouse, n: number, happens: () => Promise<unknown>): void {
  const send = house.wire.send.bind(house.wire);
  let left = n;
  house.wire.send = async (message, as, hooks) => {
    left -= 1;
    if (left === 0) await happens();
    return send(message, as, hooks);
  };
}

describe('what was read ahead', () => {
  test('does not leave after a pause, though it was made and on its way to the wire', async () => {
    const house = await aMergeHouse();
    beforeMark(house, 3, () => pauseCampaign(house.campaigns, 'anna', id));
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 5);
    await house.clock.advance(600_000);
    expect(house.wire.attempts).toHaveLength(2);
    expect(await statusesOf(house, id)).toEqual(['accepted', 'accepted', 'queued', 'queued', 'queued']);
  });

  test('does not leave after a pause that nobody told the sender of', async () => {
    const house = await aMergeHouse();
    beforeMark(house, 3, () => house.db.updateTable('campaigns').set({ status: 'paused' }).execute());
    await house.outbox.start();
    await aStartedCampaign(house, 5);
    await house.clock.advance(600_000);
    expect(house.wire.attempts).toHaveLength(2);
  });

  test('does not leave after a cancel', async () => {
    const house = await aMergeHouse();
    beforeMark(house, 3, () => cancelCampaign(house.campaigns, 'anna', id));
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 4);
    await house.clock.advance(600_000);
    expect(house.wire.attempts).toHaveLength(2);
    expect(await statusesOf(house, id)).toEqual(['accepted', 'accepted', 'cancelled', 'cancelled']);
  });

  test('leaves out a row that is withdrawn by itself, and goes on with the next', async () => {
    const house = await aMergeHouse();
    beforeMark(house, 2, () => house.db.updateTable('outbox').set({ status: 'cancelled' }).where('row_number', '=', 2).execute());
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.sentTo()).toEqual(['p1@example.com', 'p3@example.com']);
  });

  test('is read piece by piece, and nobody is left out between them', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 200);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.sentTo()).toEqual(somePeople(200).map((p) => p['Email']));
  });
});

describe('several campaigns of a mailbox', () => {
  test('share its pace message by message, however long each is', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    for (const [people, domain] of [
      [150, 'a.example.com'],
      [20, 'b.example.com'],
      [20, 'c.example.com'],
    ] as const)
      await aStartedCampaign(house, people, { list: { rows: somePeople(people, domain) } });
    await house.clock.advanceUntil(() => house.wire.attempts.length === 61);
    const counts = Map.groupBy(house.wire.sentTo(), (to) => to.split('@')[1]);
    expect(new Set([...counts.values()].map((sent) => sent.length))).toEqual(new Set([20, 21]));
    expect(counts.size).toBe(3);
  });

  test('a single message has to wait for one of theirs at most', async () => {
    const house = await aMergeHouse({ messagesPerMinute: 60_000 });
    await house.outbox.start();
    await aStartedCampaign(house, 100);
    await house.clock.advanceUntil(() => house.wire.attempts.length >= 10);
    const before = house.wire.attempts.length;
    const { markerId: _, ...message } = aMailMessage({ to: ['now@example.com'] });
    const [account] = house.accounts.all;
    if (!account) throw new Error('no account');
    await house.outbox.sendOne(account, 'send', message);
    expect(house.wire.attempts.findIndex((a) => a.message.to[0] === 'now@example.com')).toBeLessThanOrEqual(before + 1);
  });

  test('one whose mails cannot be made does not hold up the others', async () => {
    const house = await aMergeHouse();
    const side = { ...house.parts.side };
    let bad = '';
    house.parts.side.prepare = (campaignId, messages) =>
      campaignId === bad ? Promise.reject(new Error('broken letter')) : side.prepare(campaignId, messages);
    await house.outbox.start();
    ({ id: bad } = await aStartedCampaign(house, 3, { list: { rows: somePeople(3, 'bad.example.com') } }));
    const good = await aStartedCampaign(house, 10);
    await house.clock.advanceUntil(() => finished(house, good.id));
    expect(house.wire.sentTo()).toEqual(somePeople(10).map((p) => p['Email']));
  });

  test.each([
    [undefined, ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['a', ['a', 'b', 'c'], ['b', 'c', 'a']],
    ['c', ['a', 'b', 'c'], ['a', 'b', 'c']],
    ['gone', ['a', 'b'], ['a', 'b']],
  ])('after %s the turns of %j are %j', (served, campaigns, turns) => {
    expect(turnsAfter(served, campaigns)).toEqual(turns);
  });
});

describe('mails that cannot be made', () => {
  test.each([
    ['a letter that is refused', 'prepare'],
    ['every mail of it', 'render'],
  ] as const)(
    '%s: the campaign pauses with the reason, nobody is given up, and it is not tried for ever',
    async (_name, where) => {
      const house = await aMergeHouse();
      let tried = 0;
      const fail = (): never => {
        tried += 1;
        throw new Error('The letter is larger than the limits allow.');
      };
      house.parts.side.prepare = async () => (where === 'prepare' ? fail() : fail);
      await house.outbox.start();
      const { id } = await aStartedCampaign(house, 3);
      await house.clock.advance(24 * 60 * 60_000);
      const { status, pause_reason: reason } = await statusOf(house, id);
      expect(status).toBe('paused');
      expect(reason).toContain('The letter is larger than the limits allow.');
      expect(await statusesOf(house, id)).toEqual(['queued', 'queued', 'queued']);
      expect(tried).toBeLessThan(10);
      expect(house.wire.attempts).toEqual([]);
    },
  );

  test('a single one is given up with a reason, and the others go on', async () => {
    const house = await aMergeHouse();
    const side = { ...house.parts.side };
    house.parts.side.prepare = async (campaignId, messages) => {
      const render = await side.prepare(campaignId, messages);
      return (index, markerId) => {
        if (messages[index]?.rows[0] === 2) throw new Error('a bug');
        return render(index, markerId);
      };
    };
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 4);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(await statusesOf(house, id)).toEqual(['accepted', 'rejected', 'accepted', 'accepted']);
  });

  test('a bad moment of the store passes', async () => {
    const house = await aMergeHouse();
    const side = { ...house.parts.side };
    let left = 3;
    house.parts.side.prepare = (campaignId, messages) => {
      left -= 1;
      return left >= 0 ? Promise.reject(new Error('database is locked')) : side.prepare(campaignId, messages);
    };
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(await statusesOf(house, id)).toEqual(['accepted', 'accepted']);
  });
});

describe('rows with a time of their own', () => {
  test('leave when it comes, before those that only wait for their turn, and the others meanwhile', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 60);
    const at = house.clock.now() + 30_000;
    await house.db.updateTable('outbox').set({ not_before: at }).where('row_number', 'in', [1, 2]).execute();
    await house.outbox.start();
    await house.clock.advanceUntil(() => finished(house, id));
    const order = house.wire.sentTo();
    expect(order[0]).toBe('p3@example.com');
    for (const person of ['p1@example.com', 'p2@example.com']) {
      const left = house.wire.attempts[order.indexOf(person)]?.at ?? 0;
      expect(left - at).toBeGreaterThanOrEqual(0);
      expect(left - at).toBeLessThan(2 * 2_143);
    }
    expect(new Set(order).size).toBe(60);
  });
});
