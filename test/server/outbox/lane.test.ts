import { describe, expect, test } from '@jest/globals';
import { breaker } from '../../../server/outbox/breaker.ts';
import { type Lane, openLane } from '../../../server/outbox/lane.ts';
import { letterTrouble } from '../../../server/outbox/letterTrouble.ts';
import { mailboxPace } from '../../../server/outbox/mailboxPace.ts';
import { putBack } from '../../../server/outbox/messageWrites.ts';
import { insertRows } from '../../../server/outbox/outbox.store.ts';
import type { Statement } from '../../../server/storage/groupCommit.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const MAILBOX = 'microsoft:contoso:anna';
const KEY = { seq: 1, kind: 'campaign', campaign_id: 'c' } as const;

/** A row on its way under the lane's lease. `busy`: how often the store says no to an end. */
async function aScene(busy: number): Promise<{ house: MergeHouse; lane: Lane; fence: number }> {
  const house = await aMergeHouse();
  let left = busy;
  const run = (statements: readonly Statement[]) => {
    if (!statements.some(({ sql }) => sql.includes('attempt')) || left === 0) return house.outboxDeps.group.run(statements);
    left -= 1;
    return Promise.reject(new Error('database is locked'));
  };
  const deps = { ...house.outboxDeps, group: { run } };
  const pace = mailboxPace({ db: house.db, now: house.clock.now, limitsOf: (mailbox) => house.accounts.limitsOf(mailbox) });
  const nothing = () => undefined;
  const life = { stopping: false };
  const memory = { pace, breaker: breaker(10), trouble: letterTrouble(), life, doubtful: nothing, leftDraft: nothing };
  const lane = openLane({ ...deps, ...memory }, MAILBOX);
  const lease = await lane.hold();
  const fence = typeof lease === 'number' ? 0 : lease.fence;
  const common = { user_id: 'anna', account_id: 'account-anna', mailbox: MAILBOX, kind: 'campaign' as const, created_at: 1 };
  await insertRows(house.db, [{ ...common, id: 'row', status: 'submitting', fence, submitting_at: 1, campaign_id: 'c' }]);
  return { house, lane, fence };
}

const statusOf = async ({ db }: MergeHouse): Promise<string | undefined> =>
  (await db.selectFrom('outbox').select('status').executeTakeFirst())?.status;

describe('an end that the store does not take yet', () => {
  test('is waited for before what is left is put right: what certainly was not sent is no doubt', async () => {
    const { house, lane, fence } = await aScene(3);
    lane.record([putBack(KEY, fence, { attempt: 1, code: 'HTTP_429', reason: 'Slow down.' })], 'long', 'row');
    await house.clock.flush();
    lane.upset();
    const held = lane.hold();
    await house.clock.advance(60_000);
    await held;
    expect(await statusOf(house)).toBe('queued');
  });

  test('and given up in the end: the row is in doubt, and the lane goes on', async () => {
    const { house, lane, fence } = await aScene(Infinity);
    lane.record([putBack(KEY, fence, { attempt: 1, code: 'HTTP_429', reason: 'Slow down.' })], 'brief', 'row');
    await house.clock.flush();
    lane.upset();
    const held = lane.hold();
    await house.clock.advance(60_000);
    expect(await held).toMatchObject({ fence: fence + 1 });
    expect(await statusOf(house)).toBe('unknown');
  });
});
