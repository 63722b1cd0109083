import { describe, expect, test } from '@jest/globals';
import { aStartedCampaign, somePeople, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { anAccount } from '../../support/anAccount.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const PEOPLE = 5;
const { markerId: _, ...message } = aMailMessage({ to: ['bo@example.com'] });

/** The process dies at its `write`-th write to the outbox, before it is done or when it is done and nobody was told. */
function diesAt(house: MergeHouse, write: number, when: 'before' | 'after'): () => boolean {
  const { group, queue } = house.outboxDeps;
  const run = group.run.bind(group);
  let seen = 0;
  let dead = false;
  const forEver = new Promise<never>(() => undefined);
  group.run = async (statements) => {
    seen += 1;
    if (dead) return forEver;
    if (seen < write) return run(statements);
    dead = true;
    queue.stop();
    if (when === 'after') await run(statements);
    return forEver;
  };
  return () => dead;
}

/** A write that fails, once: it happened all the same, or it did not. */
function failsAt(house: MergeHouse, write: number, when: 'before' | 'after'): void {
  const { group } = house.outboxDeps;
  const run = group.run.bind(group);
  let seen = 0;
  group.run = async (statements) => {
    seen += 1;
    if (seen !== write) return run(statements);
    if (when === 'after') await run(statements);
    throw new Error('disk I/O error');
  };
}

const finished = async (house: MergeHouse, id: string): Promise<boolean> => (await statusOf(house, id)).status === 'finished';

const POINTS = Array.from({ length: 14 }, (_, i) => i + 1).flatMap((write) => [
  { write, when: 'before' as const },
  { write, when: 'after' as const },
]);

describe('a process that dies', () => {
  test.each(POINTS)('at its write $write, $when it: nobody is mailed twice, nobody is left out', async ({ write, when }) => {
    const first = await aMergeHouse();
    const isDead = diesAt(first, write, when);
    // Also at the start of the outbox: that one never ends.
    void first.outbox.start();
    await first.clock.flush();
    const { id } = await aStartedCampaign(first, PEOPLE);
    await first.clock.advanceUntil(async () => isDead() || (await finished(first, id)));
    const onWire = first.wire.attempts.length;
    const taken = [...first.wire.sentTo()];
    const house = first.crash();
    await house.outbox.start();
    await house.clock.advanceUntil(() => finished(house, id));
    const statuses = await statusesOf(house, id);
    const everybody = somePeople(PEOPLE).map((p) => p['Email'] ?? '');
    const all = [...taken, ...house.wire.sentTo()];
    expect(new Set(all).size).toBe(all.length);
    // Each has a clear end, but for the one that was marked when the process died.
    const doubtful = everybody.filter((_, i) => statuses[i] === 'unknown');
    expect(doubtful.length).toBeLessThanOrEqual(1);
    for (const [i, person] of everybody.entries()) expect(all.includes(person) || statuses[i] === 'unknown').toBe(true);
    expect(statuses.filter((status) => status !== 'accepted' && status !== 'unknown')).toEqual([]);
    // The one whose end was not recorded, or the one that was marked and had not left.
    for (const person of doubtful) expect([onWire - 1, onWire]).toContain(everybody.indexOf(person));
  });
});

describe('a store that fails once', () => {
  test.each(POINTS)(
    'at write $write, $when it: everybody gets their mail once, and nothing is in doubt',
    async ({ write, when }) => {
      const house = await aMergeHouse();
      failsAt(house, write, when);
      const starting = house.outbox.start();
      await house.clock.advance(1_000);
      await starting;
      const { id } = await aStartedCampaign(house, PEOPLE);
      await house.clock.advanceUntil(() => finished(house, id));
      expect(house.wire.sentTo()).toEqual(somePeople(PEOPLE).map((p) => p['Email']));
      expect(await statusesOf(house, id)).toEqual(Array.from({ length: PEOPLE }, () => 'accepted'));
    },
  );
});

describe('a single mail that waits while the mark of a merge’s mail fails', () => {
  test('is sent in its turn, and nothing of it stays open', async () => {
    const house = await aMergeHouse();
    const { group } = house.outboxDeps;
    const run = group.run.bind(group);
    let single: Promise<unknown> | undefined;
    group.run = (statements) => {
      const marks = statements.some(({ sql }) => sql.includes(`SET status = 'submitting'`));
      if (!marks || single) return run(statements);
      single = house.outbox.sendOne(anAccount(), 'send', message).catch((error: unknown) => error);
      return Promise.reject(new Error('disk I/O error'));
    };
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(await single).toMatchObject({ messageId: 'request-1' });
    const rows = await house.db.selectFrom('outbox').select('status').where('kind', '=', 'send').execute();
    expect(rows).toEqual([{ status: 'accepted' }]);
    expect(house.wire.sentTo()).toEqual(['bo@example.com', 'p1@example.com', 'p2@example.com']);
  });
});

describe('an end that cannot be recorded for a while', () => {
  test('holds up the next message, is insisted on, and is told as it was', async () => {
    const house = await aMergeHouse();
    const { group } = house.outboxDeps;
    const run = group.run.bind(group);
    let full = false;
    group.run = (statements) => (full ? Promise.reject(new Error('disk full')) : run(statements));
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    full = true;
    await house.clock.advance(20_000);
    const during = house.wire.attempts.length;
    full = false;
    await house.clock.advanceUntil(() => finished(house, id));
    expect(during).toBeLessThanOrEqual(2);
    expect(await statusesOf(house, id)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(house.wire.sentTo()).toHaveLength(3);
  });

  test('and never can: it is in doubt after the next start, and nothing is sent again', async () => {
    const house = await aMergeHouse();
    const { group, queue } = house.outboxDeps;
    const run = group.run.bind(group);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    group.run = (statements) => (house.wire.attempts.length > 0 ? Promise.reject(new Error('disk full')) : run(statements));
    await house.clock.advance(600_000);
    queue.stop();
    const next = house.crash();
    await next.outbox.start();
    expect(await statusesOf(next, id)).toEqual(['unknown']);
    expect([...house.wire.sentTo(), ...next.wire.sentTo()]).toEqual(['p1@example.com']);
  });
});
