import { describe, expect, test } from '@jest/globals';
import { pauseCampaign } from '../../../server/campaigns/pauseCampaign.ts';
import { resumeCampaign } from '../../../server/campaigns/resumeCampaign.ts';
import { aStartedCampaign, statusOf } from '../../support/aCampaign.ts';
import { ACCEPTED, heldAnswer } from '../../support/fakeTransport.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

/** Nothing ever has to wait for its slot. */
const AT_ONCE = { messagesPerMinute: 1_000_000_000 };

/** Notes whom a mail was prepared for, and how many had been handed to the wire by then. */
function watched(house: MergeHouse): { to: string | undefined; attempts: number }[] {
  const prepared: ReturnType<typeof watched> = [];
  house.wire.prepare = ({ to }) => void prepared.push({ to: to[0], attempts: house.wire.attempts.length });
  return prepared;
}

const finished = async (house: MergeHouse, id: string): Promise<boolean> => (await statusOf(house, id)).status === 'finished';

describe('the next mail', () => {
  test('is made while the one before is being marked, and leaves once', async () => {
    const house = await aMergeHouse(AT_ONCE);
    const prepared = watched(house);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(prepared).toEqual([
      { to: 'p2@example.com', attempts: 0 },
      { to: 'p3@example.com', attempts: 1 },
    ]);
    expect(house.wire.sentTo()).toEqual(['p1@example.com', 'p2@example.com', 'p3@example.com']);
  });

  test('is not made where it has to wait for its slot', async () => {
    const house = await aMergeHouse();
    const prepared = watched(house);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(prepared).toEqual([]);
  });

  test('that was made does not leave after a pause, and is the next one after it', async () => {
    const house = await aMergeHouse(AT_ONCE);
    const prepared = watched(house);
    const held = heldAnswer();
    house.wire.answerNext(ACCEPTED, held.answer);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 4);
    await house.clock.advanceUntil(() => Promise.resolve(house.wire.attempts.length === 2));
    expect(prepared.at(-1)?.to).toBe('p3@example.com');
    await pauseCampaign(house.campaigns, 'anna', id);
    held.give(ACCEPTED);
    await house.clock.advance(60_000);
    expect(house.wire.sentTo()).toEqual(['p1@example.com', 'p2@example.com']);
    await resumeCampaign(house.campaigns, 'anna', id);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.sentTo()).toEqual(['p1@example.com', 'p2@example.com', 'p3@example.com', 'p4@example.com']);
  });

  test('has no plain text where its wire has no room for one', async () => {
    const texts = async (htmlAlone: boolean) => {
      const house = await aMergeHouse(AT_ONCE);
      if (htmlAlone) Object.assign(house.wire, { htmlAlone });
      await house.outbox.start();
      const { id } = await aStartedCampaign(house, 3);
      await house.clock.advanceUntil(() => finished(house, id));
      expect(house.wire.attempts.every(({ message }) => message.html !== '')).toBe(true);
      return house.wire.attempts.map(({ message }) => message.text !== '');
    };
    expect(await texts(false)).toEqual([true, true, true]);
    // Before the first nobody has asked for access yet, so nobody knows the wire.
    expect(await texts(true)).toEqual([true, false, false]);
  });

  test('is made anew with its plain text where the mailbox got another wire meanwhile', async () => {
    const house = await aMergeHouse(AT_ONCE);
    const held = heldAnswer();
    Object.assign(house.wire, { htmlAlone: true });
    house.wire.answerNext(ACCEPTED, held.answer);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    await house.clock.advanceUntil(() => Promise.resolve(house.wire.attempts.length === 2));
    Object.assign(house.wire, { htmlAlone: undefined });
    held.give(ACCEPTED);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.attempts.map(({ message }) => message.text !== '')).toEqual([true, false, true]);
  });
});
