import { describe, expect, test } from '@jest/globals';
import { MESSAGE_STATUSES, type MessageStatus } from '../../../shared/merge/campaignMoves.ts';
import type { MarkFacts } from '../../../server/outbox/attempt.ts';
import {
  endMessage,
  type Lease,
  markOfCampaign,
  markSubmitting,
  putBack,
  type RowEnd,
  takeMarkBack,
} from '../../../server/outbox/messageWrites.ts';
import { cancelCampaignRows } from '../../../server/outbox/campaignRows.ts';
import { cancelUnsent, insertRows } from '../../../server/outbox/outbox.store.ts';
import type { Statement } from '../../../server/storage/groupCommit.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const LEASE: Lease = { mailbox: 'm', owner: 'me', fence: 7, until: 1_000_000, steadyUntil: 1_000_000 };
const MARK: MarkFacts = { at: 50, fence: 7, decideAfter: 900 };
const ROW = { seq: 1, campaign_id: 'c' };
const RUNS = '? IS NOT NULL';

/** One row in this state, marked under our lease where it is on its way or in doubt. */
async function aRow(status: MessageStatus, kind: 'campaign' | 'send', change: Record<string, unknown> = {}): Promise<MergeHouse> {
  const house = await aMergeHouse();
  await house.db.insertInto('mailboxes').values({ mailbox: 'm', lease_owner: 'me', lease_until: 1_000_000, fence: 7 }).execute();
  const marked = ['submitting', 'unknown', 'accepted'].includes(status) ? { fence: 7, submitting_at: 50 } : {};
  const known = { id: 'r1', user_id: 'anna', account_id: 'a', mailbox: 'm', campaign_id: 'c', row_number: 1, created_at: 1 };
  await insertRows(house.db, [{ ...known, kind, status, message: '{"subject":"private"}', ...marked, ...change }]);
  return house;
}

async function statusAfter(house: MergeHouse, statement: Statement): Promise<[MessageStatus, number]> {
  const [done] = await house.outboxDeps.group.run([statement]);
  const row = await house.db.selectFrom('outbox').select('status').executeTakeFirstOrThrow();
  return [row.status, done?.changes ?? -1];
}

const key = (kind: 'campaign' | 'send') => ({ ...ROW, kind });
const weight = { draftId: null, recipients: 1, external: 0 };
const ends = (end: RowEnd, mark?: MarkFacts) => (kind: 'campaign' | 'send') => endMessage(key(kind), mark, 7, end, 9);

interface StepOf {
  name: string;
  step: (kind: 'campaign' | 'send') => Statement;
  /** What it makes of a row of a campaign and of one that somebody waits for. A state that is not named stays what it is. */
  campaign: Partial<Record<MessageStatus, MessageStatus>>;
  send: Partial<Record<MessageStatus, MessageStatus>>;
}

const STEPS: StepOf[] = [
  {
    name: 'the mark',
    step: (kind) => markSubmitting(key(kind), LEASE, { ...MARK, ...weight }, markOfCampaign(RUNS)),
    campaign: { queued: 'submitting' },
    send: { claimed: 'submitting' },
  },
  {
    name: 'taking the mark back',
    step: (kind) => takeMarkBack(key(kind), 7),
    campaign: { submitting: 'queued' },
    send: { submitting: 'claimed' },
  },
  {
    name: 'waiting again',
    step: (kind) => putBack(key(kind), 7, { attempt: 1, code: null, reason: null }),
    campaign: { queued: 'queued', submitting: 'queued' },
    send: { claimed: 'claimed', submitting: 'claimed' },
  },
  {
    name: 'accepted',
    step: ends({ status: 'accepted' }, MARK),
    // A clear answer that came late ends the doubt that a new holder of the lease had to note.
    campaign: { submitting: 'accepted', unknown: 'accepted' },
    send: { submitting: 'accepted', unknown: 'accepted' },
  },
  {
    name: 'in doubt',
    step: ends({ status: 'unknown' }, MARK),
    campaign: { submitting: 'unknown' },
    send: { submitting: 'unknown' },
  },
  {
    name: 'rejected before it was near the wire',
    step: ends({ status: 'rejected' }),
    campaign: { queued: 'rejected', submitting: 'rejected' },
    send: { claimed: 'rejected', submitting: 'rejected' },
  },
];

const CASES = STEPS.flatMap(({ name, step, campaign, send }) =>
  MESSAGE_STATUSES.flatMap((from) => [
    { name, step, kind: 'campaign' as const, from, to: campaign[from] ?? from },
    { name, step, kind: 'send' as const, from, to: send[from] ?? from },
  ]),
);

describe('every step from every state', () => {
  test.each(CASES)('$name of a $kind that is $from: $to', async ({ step, kind, from, to }) => {
    const house = await aRow(from, kind);
    expect((await statusAfter(house, step(kind)))[0]).toBe(to);
  });

  test.each(MESSAGE_STATUSES)('cancelling a message of a mailbox that is %s', async (from) => {
    const house = await aRow(from, 'send');
    await cancelUnsent(house.db, 'a', 'why', 9);
    const [row] = await house.db.selectFrom('outbox').select('status').execute();
    expect(row?.status).toBe(from === 'claimed' ? 'cancelled' : from);
  });

  test.each(MESSAGE_STATUSES)('cancelling a message of a campaign that is %s', async (from) => {
    const house = await aRow(from, 'campaign');
    await cancelCampaignRows(house.db, 'c', 'why', 9);
    const [row] = await house.db.selectFrom('outbox').select('status').execute();
    expect(row?.status).toBe(from === 'queued' ? 'cancelled' : from);
  });
});

describe('the mark', () => {
  const mark = (lease: Lease, runs = RUNS) =>
    markSubmitting(key('campaign'), lease, { ...MARK, ...weight }, markOfCampaign(runs));

  test.each([
    ['under an older fence', mark({ ...LEASE, fence: 6 })],
    ['by another owner', mark({ ...LEASE, owner: 'somebody' })],
    ['of a campaign that may not send any more', mark(LEASE, '? IS NULL')],
  ])('changes nothing %s', async (_name, statement) => {
    expect(await statusAfter(await aRow('queued', 'campaign'), statement)).toEqual(['queued', 0]);
  });

  test('says when, under which lease, and from when on somebody may decide about it', async () => {
    const house = await aRow('queued', 'campaign');
    const noted = { ...MARK, draftId: 'draft', recipients: 3, external: 2 };
    await house.outboxDeps.group.run([markSubmitting(key('campaign'), LEASE, noted, markOfCampaign(RUNS))]);
    const row = await house.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ submitting_at: 50, fence: 7, decide_after: 900, draft_id: 'draft', recipients: 3, external: 2 });
  });
});

describe('ends', () => {
  test('wipe the message', async () => {
    const house = await aRow('submitting', 'send');
    await house.outboxDeps.group.run([endMessage(key('send'), MARK, 7, { status: 'rejected', code: 'X', reason: 'No.' }, 9)]);
    const row = await house.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'rejected', message: null, code: 'X', reason: 'No.', finished_at: 9 });
  });

  test.each([
    ['marked under another lease', { fence: 8 }],
    ['marked again since', { submitting_at: 51 }],
  ])('change nothing of a row that was %s', async (_name, change) => {
    const house = await aRow('submitting', 'campaign', change);
    const statement = endMessage(key('campaign'), MARK, 7, { status: 'accepted' }, 9);
    expect(await statusAfter(house, statement)).toEqual(['submitting', 0]);
  });

  test('change nothing of a doubt that somebody decided about', async () => {
    const house = await aRow('unknown', 'campaign', { decided_by: 'anna' });
    const statement = endMessage(key('campaign'), MARK, 7, { status: 'accepted' }, 9);
    expect(await statusAfter(house, statement)).toEqual(['unknown', 0]);
  });
});
