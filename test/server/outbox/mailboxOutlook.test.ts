import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MailboxLimits } from '../../../server/accounts/accountUse.ts';
import { mailboxOutlook } from '../../../server/outbox/mailboxOutlook.ts';
import type { Database } from '../../../server/storage/database.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';

const NOW = Date.UTC(2026, 5, 1, 9);
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const ANNA = 'microsoft:contoso:anna';
let db: Database;
let rows = 0;

beforeAll(async () => {
  db = openSqlite(':memory:');
  await migrate(db);
});
afterAll(() => db.destroy());
beforeEach(async () => {
  await db.deleteFrom('outbox').execute();
  await db.deleteFrom('mailboxes').execute();
});

async function left(ago: number, recipients = 1, mailbox = ANNA): Promise<void> {
  rows += 1;
  const row = { id: `row-${rows}`, user_id: 'u', account_id: 'a', mailbox, kind: 'send', status: 'accepted' } as const;
  await db
    .insertInto('outbox')
    .values({ ...row, recipients, attempt: 0, not_before: 0, created_at: 0, submitting_at: NOW - ago })
    .execute();
}

const outlook = (limits: Partial<MailboxLimits> = {}) =>
  mailboxOutlook(
    { db, now: () => NOW, limitsOf: () => Promise.resolve({ perMinute: 2, perDay: null, tenant: null, ...limits }) },
    ANNA,
  );

describe('the outlook of a mailbox', () => {
  test('that sent nothing is free', async () => {
    await left(10, 1, 'microsoft:contoso:ben');
    const free = await outlook();
    const limits = { perMinute: 2, perDay: null, tenant: null };
    expect(free).toMatchObject({ limits, restingUntil: null, nextSlot: 0, usedToday: 0, dayFullUntil: null });
    expect([0, 1, 3].map((messages) => free.finishOf(messages, null))).toEqual([null, NOW, NOW + 60_000]);
  });

  test('goes by the last message, by a full minute, and by a rest', async () => {
    await left(10_000);
    expect((await outlook()).nextSlot).toBe(NOW + 20_000);
    await left(2_000);
    await left(1_000);
    expect((await outlook()).nextSlot).toBe(NOW + 58_000);
    const rest = { mailbox: ANNA, resting_until: NOW + HOUR, rest_reason: 'Slow down.' };
    await db.insertInto('mailboxes').values(rest).execute();
    expect(await outlook()).toMatchObject({ nextSlot: NOW + HOUR, restingUntil: NOW + HOUR });
  });

  test('takes what lies ahead of the clock for now', async () => {
    await left(-30 * DAY);
    expect((await outlook()).nextSlot).toBe(NOW + 30_000);
    expect((await outlook({ perDay: 1 })).dayFullUntil).toBe(NOW + DAY);
  });

  test('knows how much of the day is used up, and when there is room again', async () => {
    await left(DAY, 50);
    await left(23 * HOUR, 3);
    await left(2 * HOUR, 7);
    expect(await outlook({ perDay: 11 })).toMatchObject({ usedToday: 10, dayFullUntil: null });
    expect(await outlook({ perDay: 10 })).toMatchObject({ usedToday: 10, dayFullUntil: NOW + HOUR });
    expect(await outlook({ perDay: 7 })).toMatchObject({ dayFullUntil: NOW + 22 * HOUR });
    const grows = [30, 90].map((minutes) => ({ at: NOW + minutes * 60_000, perDay: minutes }));
    expect(await outlook({ perDay: 10, grows })).toMatchObject({ dayFullUntil: NOW + HOUR / 2 });
    expect((await outlook({ perDay: 11 })).finishOf(2, null)).toBe(NOW + HOUR);
    expect((await outlook({ perDay: 11 })).finishOf(1, null, 2)).toBe(NOW + HOUR);
  });

  test('knows the hours of sending', async () => {
    const window = { days: [1], from: '10:00', to: '11:00', timeZone: 'UTC' };
    expect((await outlook()).finishOf(1, window)).toBe(NOW + HOUR);
  });
});
