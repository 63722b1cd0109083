import { describe, expect, test } from '@jest/globals';
import type { SendHooks } from '../../../server/mail/mailTransport.ts';
import { aStartedCampaign, somePeople, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { ACCEPTED, heldAnswer } from '../../support/fakeTransport.ts';

const MAILBOX = 'microsoft:contoso:anna';
/** Request time-out of the house, and the leases that follow from it. */
const TIMEOUT_MS = 60_000;
const LEASE_MS = 150_000;

const finished = async (house: MergeHouse, id: string): Promise<boolean> => (await statusOf(house, id)).status === 'finished';

async function leaseIn({ db }: MergeHouse) {
  return db.selectFrom('mailboxes').select(['lease_owner', 'lease_until', 'fence']).executeTakeFirst();
}

/** Somebody else has the mailbox from now on. */
async function steal({ db, clock }: MergeHouse): Promise<void> {
  await db
    .updateTable('mailboxes')
    .set((e) => ({ lease_owner: 'thief', lease_until: clock.now() + LEASE_MS, fence: e('fence', '+', 1) }))
    .execute();
}

/** What happens between asking for the mark and the first byte. */
function duringSend(house: MergeHouse, before: () => Promise<void>, after: () => void): void {
  const send = house.wire.send.bind(house.wire);
  house.wire.send = (message, as, hooks: SendHooks = {}) =>
    send(message, as, {
      ...hooks,
      beforeBytes: async (noted) => {
        await before();
        await hooks.beforeBytes?.(noted);
        after();
      },
    });
}

const nothing = (): Promise<void> => Promise.resolve();

describe('two processes on one database', () => {
  test('only the one that has the mailbox sends, and the other goes on when it is given back', async () => {
    const first = await aMergeHouse({ alone: false });
    await first.outbox.start();
    const { id } = await aStartedCampaign(first, 60);
    await first.clock.advanceUntil(() => first.wire.attempts.length === 5);
    const second = first.beside();
    await second.outbox.start();
    await first.clock.advanceUntil(() => first.wire.attempts.length === 20);
    expect(second.wire.attempts).toEqual([]);
    await first.outbox.stop();
    await first.clock.advanceUntil(() => finished(second, id));
    expect([...first.wire.sentTo(), ...second.wire.sentTo()]).toEqual(somePeople(60).map((p) => p['Email']));
    expect(second.wire.attempts).toHaveLength(40);
  });

  test('one that died keeps its mailbox until its lease is over; its last message is in doubt, and nobody decides before it may', async () => {
    const dead = await aMergeHouse({ alone: false });
    dead.wire.answerNext(ACCEPTED, heldAnswer().answer);
    await dead.outbox.start();
    const { id } = await aStartedCampaign(dead, 4);
    await dead.clock.advanceUntil(() => dead.wire.attempts.length === 2);
    dead.outboxDeps.queue.stop();
    const until = (await leaseIn(dead))?.lease_until ?? 0;
    const house = dead.beside();
    await house.outbox.start();
    await house.clock.advanceUntil(() => finished(house, id));
    expect(await statusesOf(house, id)).toEqual(['accepted', 'unknown', 'accepted', 'accepted']);
    expect(house.wire.attempts[0]?.at).toBeGreaterThanOrEqual(until);
    const doubt = await house.db.selectFrom('outbox').select('decide_after').where('status', '=', 'unknown').executeTakeFirst();
    expect(doubt?.decide_after).toBe(until + TIMEOUT_MS);
  });

  test('a single message is told to come back later', async () => {
    const first = await aMergeHouse({ alone: false });
    await first.outbox.start();
    await aStartedCampaign(first, 3);
    await first.clock.advanceUntil(() => first.wire.attempts.length === 1);
    const second = first.beside();
    const message = { to: ['bo@example.com'], cc: [], bcc: [], replyTo: [], subject: 's', html: 'h', attachments: [] };
    const [account] = second.accounts.all;
    if (!account) throw new Error('no account');
    const sending = second.outbox.sendOne(account, 'send', { ...message, importance: 'normal' });
    await expect(sending).rejects.toMatchObject({ code: 'THROTTLED' });
    expect(second.wire.attempts).toEqual([]);
  });
});

describe('a lease that is lost', () => {
  test('before the mark: nothing leaves, and the row waits for whoever has the mailbox', async () => {
    const house = await aMergeHouse();
    let left = 1;
    duringSend(
      house,
      async () => {
        left -= 1;
        if (left === 0) await steal(house);
      },
      () => undefined,
    );
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2);
    const began = house.clock.now();
    await house.clock.advance(0);
    expect(await statusesOf(house, id)).toEqual(['queued', 'queued']);
    expect(house.wire.attempts).toEqual([]);
    // The thief does nothing with it: when its lease is over, this process takes the mailbox again.
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.attempts[0]?.at).toBeGreaterThanOrEqual(began + LEASE_MS);
    expect(house.wire.sentTo()).toHaveLength(2);
  });

  test('between the mark and the first byte, because that took too long: nothing leaves, and it is sent under a new one', async () => {
    const house = await aMergeHouse();
    let left = 1;
    duringSend(house, nothing, () => {
      left -= 1;
      if (left === 0) house.clock.step(LEASE_MS + 1);
    });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(await statusesOf(house, id)).toEqual(['accepted', 'accepted']);
    expect(house.wire.sentTo()).toEqual(['p1@example.com', 'p2@example.com']);
  });

  test('between the mark and the first byte, to another process: nothing leaves', async () => {
    const house = await aMergeHouse();
    let left = 1;
    const stolen: Promise<void>[] = [];
    duringSend(house, nothing, () => {
      left -= 1;
      if (left !== 0) return;
      house.clock.step(LEASE_MS + 1);
      stolen.push(steal(house));
    });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    await house.clock.advance(0);
    await Promise.all(stolen);
    expect(house.wire.attempts).toEqual([]);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.sentTo()).toHaveLength(1);
  });
});

describe('a lease', () => {
  test('is renewed with the marks, and outlives the longest request', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 200);
    const fences = new Set<number | undefined>();
    const left: number[] = [];
    for (let n = 1; n <= 200; n += 1) {
      await house.clock.advanceUntil(() => house.wire.attempts.length === n);
      const lease = await leaseIn(house);
      fences.add(lease?.fence);
      left.push((lease?.lease_until ?? 0) - house.clock.now());
    }
    expect(fences.size).toBe(1);
    expect(Math.min(...left)).toBeGreaterThan(TIMEOUT_MS);
    await house.clock.advanceUntil(() => finished(house, id));
  });

  test('is given back at the stop', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    expect((await leaseIn(house))?.lease_owner).toBe(house.outboxDeps.owner);
    await house.outbox.stop();
    expect((await leaseIn(house))?.lease_owner).toBeNull();
  });

  test('of a dead process is taken over at once by one that is alone: the next mail leaves at its slot', async () => {
    const dead = await aMergeHouse();
    await dead.outbox.start();
    await aStartedCampaign(dead, 3);
    await dead.clock.advanceUntil(() => dead.wire.attempts.length === 1);
    const killed = dead.clock.now();
    const house = dead.crash();
    await house.outbox.start();
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    expect((house.wire.attempts[0]?.at ?? 0) - killed).toBeLessThanOrEqual(5_000);
    const mailbox = await house.db.selectFrom('mailboxes').select('mailbox').executeTakeFirst();
    expect(mailbox?.mailbox).toBe(MAILBOX);
  });
});
