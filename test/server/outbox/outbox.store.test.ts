import { describe, expect, test } from '@jest/globals';
import type { MessageStatus } from '../../../shared/merge/campaignMoves.ts';
import { MESSAGE_STATUSES } from '../../../shared/merge/campaignMoves.ts';
import {
  cancelUnsent,
  claimNext,
  insertRows,
  markSubmitting,
  type OutboxRow,
  recordEnd,
  requeue,
} from '../../../server/outbox/outbox.store.ts';
import type { Database } from '../../../server/storage/database.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';

async function rowsIn(db: Database, ...statuses: MessageStatus[]): Promise<void> {
  await insertRows(
    db,
    statuses.map((status, i) => ({
      id: `r${i + 1}`,
      user_id: 'anna',
      account_id: 'a',
      mailbox: 'm',
      kind: 'campaign' as const,
      campaign_id: 'c',
      row_number: i + 1,
      status,
      created_at: 1,
    })),
  );
}

async function statuses(db: Database): Promise<MessageStatus[]> {
  return (await db.selectFrom('outbox').select('status').orderBy('seq').execute()).map((row) => row.status);
}

describe('claiming', () => {
  test('of many who ask at the same time each gets another row, and nobody gets one twice', async () => {
    const { db } = await aMergeHouse();
    await rowsIn(db, ...Array.from({ length: 5 }, () => 'queued' as const));
    const claimed = await Promise.all(Array.from({ length: 8 }, () => claimNext(db, 'c', 1)));
    const ids = claimed.map((row) => row?.id).filter((id) => id !== undefined);
    expect(ids.toSorted()).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
  });

  test('is in row order, leaves out what is not waiting and what is not due', async () => {
    const { db } = await aMergeHouse();
    await rowsIn(db, 'skipped', 'accepted', 'queued', 'queued');
    await db.updateTable('outbox').set({ not_before: 50 }).where('id', '=', 'r3').execute();
    expect((await claimNext(db, 'c', 10))?.id).toBe('r4');
    expect(await claimNext(db, 'c', 10)).toBeUndefined();
    expect((await claimNext(db, 'c', 50))?.id).toBe('r3');
  });

  test('another campaign is not touched', async () => {
    const { db } = await aMergeHouse();
    await rowsIn(db, 'queued');
    expect(await claimNext(db, 'other', 1)).toBeUndefined();
  });
});

/** Every step from every state: what it makes of the row. A state that is not named stays what it is. */
const STEPS: { name: string; step: (db: Database) => Promise<unknown>; moves: Partial<Record<MessageStatus, MessageStatus>> }[] =
  [
    { name: 'submitting', step: (db) => markSubmitting(db, 'r1', 9), moves: { claimed: 'submitting' } },
    { name: 'back', step: (db) => requeue(db, 'r1', 0, {}), moves: { claimed: 'queued', submitting: 'queued' } },
    {
      name: 'accepted',
      step: (db) => recordEnd(db, 'r1', { status: 'accepted' }, 9),
      moves: { claimed: 'accepted', submitting: 'accepted' },
    },
    {
      name: 'unknown',
      step: (db) => recordEnd(db, 'r1', { status: 'unknown' }, 9),
      moves: { claimed: 'unknown', submitting: 'unknown' },
    },
    {
      name: 'cancel',
      step: (db) => cancelUnsent(db, { campaignId: 'c' }, 'why', 9),
      moves: { queued: 'cancelled', claimed: 'cancelled' },
    },
  ];
const FROM_EVERY_STATE = STEPS.flatMap(({ name, step, moves }) =>
  MESSAGE_STATUSES.map((from) => ({ name, step, from, to: moves[from] ?? from })),
);

describe('every step from every state', () => {
  test.each(FROM_EVERY_STATE)('$name from $from: $to', async ({ step, from, to }) => {
    const { db } = await aMergeHouse();
    await rowsIn(db, from);
    await step(db);
    expect(await statuses(db)).toEqual([to]);
  });
});

describe('ends', () => {
  test('wipe the message', async () => {
    const { db } = await aMergeHouse();
    await rowsIn(db, 'submitting');
    await db.updateTable('outbox').set({ message: '{"subject":"private"}' }).execute();
    await recordEnd(db, 'r1', { status: 'rejected', code: 'X', reason: 'No.' }, 9);
    const row: OutboxRow = await db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'rejected', message: null, code: 'X', reason: 'No.', finished_at: 9 });
  });
});
