import { describe, expect, test } from '@jest/globals';
import type { AccountState } from '../../../shared/api/accounts.ts';
import type { SendOutcome } from '../../../server/mail/sendOutcome.ts';
import { aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { ACCEPTED } from '../../support/fakeTransport.ts';

const later = (waitMs?: number): SendOutcome => ({
  kind: 'later',
  code: 'HTTP_429',
  reason: 'Slow down.',
  ...(waitMs !== undefined && { waitMs }),
});

/** A campaign of two whose first mail gets `outcome`; the clock stands still right after that. */
async function firstMailGets(outcome: SendOutcome): Promise<{ house: MergeHouse; id: string }> {
  const house = await aMergeHouse();
  house.wire.answerNext(outcome);
  await house.outbox.start();
  const { id } = await aStartedCampaign(house, 2);
  await house.clock.advanceUntil(() => house.wire.attempts.length >= 1);
  await house.clock.advance(0);
  return { house, id };
}

async function firstRow(house: MergeHouse, campaignId: string) {
  return house.db
    .selectFrom('outbox')
    .selectAll()
    .where('campaign_id', '=', campaignId)
    .where('row_number', '=', 1)
    .executeTakeFirstOrThrow();
}

interface Case {
  name: string;
  outcome: SendOutcome;
  row: string;
  attempt: number;
  campaign: string;
  account: AccountState;
  /** Milliseconds the mailbox rests. */
  rests: number | null;
}

const CASES: Case[] = [
  { name: 'accepted', outcome: ACCEPTED, row: 'accepted', attempt: 0, campaign: 'running', account: 'connected', rests: null },
  {
    name: 'accepted, but slow down: the mail is sent and the mailbox rests',
    outcome: { kind: 'accepted', requestId: 'r', slowDownMs: 20_000 },
    row: 'accepted',
    attempt: 0,
    campaign: 'running',
    account: 'connected',
    rests: 20_000,
  },
  {
    name: 'later with a wait costs no attempt and rests the mailbox, not the message',
    outcome: later(90_000),
    row: 'queued',
    attempt: 0,
    campaign: 'running',
    account: 'connected',
    rests: 90_000,
  },
  {
    name: 'later without a wait costs an attempt',
    outcome: later(),
    row: 'queued',
    attempt: 1,
    campaign: 'running',
    account: 'connected',
    rests: 5_000,
  },
  {
    name: 'rejected',
    outcome: { kind: 'rejected', code: 'ErrorInvalidRecipients', reason: 'No such address.' },
    row: 'rejected',
    attempt: 0,
    campaign: 'running',
    account: 'connected',
    rests: null,
  },
  {
    name: 'quota used up: the row waits, the mailbox rests for hours, the campaign pauses',
    outcome: { kind: 'stopMailbox', code: 'ErrorSubmissionQuotaExceeded', reason: 'Quota used up.' },
    row: 'queued',
    attempt: 0,
    campaign: 'paused',
    account: 'throttled',
    rests: 4 * 60 * 60_000,
  },
  {
    name: 'unknown',
    outcome: { kind: 'unknown', code: 'HTTP_504', reason: 'No clear answer.' },
    row: 'unknown',
    attempt: 0,
    campaign: 'running',
    account: 'connected',
    rests: null,
  },
];

describe('the table of outcomes', () => {
  test.each(CASES)('$name', async ({ outcome, row, attempt, campaign, account, rests }) => {
    const { house, id } = await firstMailGets(outcome);
    const first = await firstRow(house, id);
    expect({ status: first.status, attempt: first.attempt }).toEqual({ status: row, attempt });
    expect((await statusOf(house, id)).status).toBe(campaign);
    expect(house.accounts.all[0]?.state).toBe(account);
    const mailbox = await house.db.selectFrom('mailboxes').selectAll().executeTakeFirst();
    expect(mailbox?.resting_until ?? null).toBe(rests === null ? null : house.clock.now() + rests);
  });

  test('what was accepted knows when, and by which request', async () => {
    const { house, id } = await firstMailGets({ kind: 'accepted', requestId: 'graph-request-7' });
    expect(await firstRow(house, id)).toMatchObject({
      finished_at: house.clock.now(),
      provider_message_id: 'graph-request-7',
      provider_message_id_kind: 'request',
      request_id: 'graph-request-7',
    });
    expect(house.accounts.usedIds).toEqual(['account-anna']);
  });

  test.each([
    ['rejected', { kind: 'rejected', code: 'ErrorInvalidRecipients', reason: 'No such address.' }],
    ['unknown', { kind: 'unknown', code: 'HTTP_504', reason: 'No clear answer.' }],
  ] as const)('a row that ends %s keeps code and reason, and is never sent again', async (_name, outcome) => {
    const { house, id } = await firstMailGets(outcome);
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(await firstRow(house, id)).toMatchObject({ code: outcome.code, reason: outcome.reason });
    expect(house.wire.attempts.map((a) => a.message.to[0])).toEqual(['p1@example.com', 'p2@example.com']);
  });

  test('a message is given up after six attempts, each waited for longer', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext(...Array.from({ length: 6 }, () => later()));
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(await statusesOf(house, id)).toEqual(['rejected', 'accepted']);
    const times = house.wire.attempts.map((a) => a.at);
    // The next message does not wait for the one that was given up.
    expect(times.slice(1).map((t, i) => t - (times[i] ?? 0))).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 2_143]);
    expect((await firstRow(house, id)).reason).toMatch(/^Slow down\. .*6/);
  });

  test('asked to wait again and again, a message loses no attempt and is sent in the end', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext(...Array.from({ length: 30 }, () => later(60_000)));
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(await statusesOf(house, id)).toEqual(['accepted']);
    expect(house.wire.attempts).toHaveLength(31);
  });
});

describe('a sign-in that is no longer accepted', () => {
  const refused: SendOutcome = { kind: 'reconnect', code: 'InvalidAuthenticationToken', reason: 'Sign-in not accepted.' };

  test('is renewed once, and the mail is sent with the new access', async () => {
    const { house, id } = await firstMailGets(refused);
    expect(await statusesOf(house, id)).toEqual(['accepted', 'queued']);
    expect(house.accounts.refused).toEqual(['token-0']);
    expect(house.wire.attempts.map((a) => a.as.accessToken)).toEqual(['token-0', 'token-1']);
  });

  test('twice: the row waits, the mailbox asks to be connected, the campaign says so', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext(refused, refused);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2);
    await house.clock.advance(0);
    expect(house.wire.attempts).toHaveLength(2);
    expect(await statusesOf(house, id)).toEqual(['queued', 'queued']);
    expect(house.accounts.all[0]?.state).toBe('needs-reconnect');
    expect(await statusOf(house, id)).toEqual({
      status: 'paused',
      pause_reason: 'Sign-in not accepted. When the mailbox is connected again, resume here.',
    });
  });

  test.each([
    ['reconnect', 'When the mailbox is connected again, resume here.'],
    ['admin', 'When the administrator of your organisation has mended it, resume here.'],
    ['operator', 'When the person who runs this Mergepost server has mended it, resume here.'],
  ] as const)('no access at all (%s): nothing leaves, the campaign pauses', async (kind, next) => {
    const house = await aMergeHouse();
    house.accounts.tokenNext({ ok: false, kind, code: 'X', reason: 'No access.' });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    await house.clock.advance(0);
    expect(house.wire.attempts).toHaveLength(0);
    expect(await statusOf(house, id)).toEqual({ status: 'paused', pause_reason: `No access. ${next}` });
    // Its own feature found that out and wrote it down; saying it again could overwrite "disconnected".
    expect(house.accounts.all[0]?.state).toBe('connected');
  });

  test('access that cannot be had for the moment is waited for', async () => {
    const house = await aMergeHouse();
    house.accounts.tokenNext({ ok: false, kind: 'later', code: 'X', reason: 'Busy.', waitMs: 30_000 });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    const began = house.clock.now();
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(house.wire.attempts.map((a) => a.at - began)).toEqual([30_000]);
  });

  test('while access is renewed the row does not claim to be on its way', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext(refused);
    let during: string[] = [];
    const accounts = { ...house.accounts };
    house.accounts.freshToken = async (id, wasRefused) => {
      if (wasRefused !== undefined)
        during = (await house.db.selectFrom('outbox').select('status').execute()).map((r) => r.status);
      return accounts.freshToken(id, wasRefused);
    };
    await house.outbox.start();
    await aStartedCampaign(house, 1);
    await house.clock.advance(0);
    expect(during).toEqual(['queued']);
  });
});

describe('surprises', () => {
  test('after the first byte the outcome is unknown', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext('throw-after');
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    await house.clock.advance(0);
    expect(await statusesOf(house, id)).toEqual(['unknown']);
  });

  test('before the first byte the message is tried again', async () => {
    const house = await aMergeHouse();
    house.wire.answerNext('throw-before');
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    await house.clock.advanceUntil(async () => (await statusOf(house, id)).status === 'finished');
    expect(await statusesOf(house, id)).toEqual(['accepted']);
  });

  test('`submitting` is committed before the bytes leave', async () => {
    const house = await aMergeHouse();
    let seen: (string | number | null)[] = [];
    house.wire.answerNext(async () => {
      const row = await house.db.selectFrom('outbox').select(['status', 'submitting_at']).executeTakeFirstOrThrow();
      seen = [row.status, row.submitting_at];
      return ACCEPTED;
    });
    await house.outbox.start();
    await aStartedCampaign(house, 1);
    await house.clock.advance(0);
    expect(seen).toEqual(['submitting', house.clock.now()]);
  });
});
