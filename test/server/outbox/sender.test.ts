import { describe, expect, test } from '@jest/globals';
import { cancelCampaign } from '../../../server/campaigns/cancelCampaign.ts';
import { pauseCampaign } from '../../../server/campaigns/pauseCampaign.ts';
import { resumeCampaign } from '../../../server/campaigns/resumeCampaign.ts';
import type { SendOutcome } from '../../../server/mail/sendOutcome.ts';
import { aStartedCampaign, somePeople, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount, fakeAccounts } from '../../support/anAccount.ts';
import { ACCEPTED, heldAnswer } from '../../support/fakeTransport.ts';

async function finished(house: MergeHouse, id: string): Promise<boolean> {
  return (await statusOf(house, id)).status === 'finished';
}

function busiestMinute(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((t) => t >= from && t < from + 60_000).length));
}

describe('a campaign', () => {
  test('goes to everybody once, in the order of the list, evenly spaced, and finishes', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 60);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.sentTo()).toEqual(somePeople(60).map((p) => p['Email']));
    const times = house.wire.attempts.map((a) => a.at);
    expect(new Set(times.slice(1).map((t, i) => t - (times[i] ?? 0)))).toEqual(new Set([2143]));
    expect(house.complaints).toEqual([]);
  });

  test('each mail carries the mark of its row', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 2);
    const ids = (await house.db.selectFrom('outbox').select('id').orderBy('seq').execute()).map((r) => r.id);
    expect(house.wire.attempts.map((a) => a.message.markerId)).toEqual(ids);
  });

  test('pause takes effect after the message on its way, resume goes on with the next', async () => {
    const house = await aMergeHouse();
    const first = heldAnswer();
    house.wire.answerNext(first.answer);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    await pauseCampaign(house.campaigns, 'anna', id);
    first.give(ACCEPTED);
    await house.clock.advance(600_000);
    expect(await statusesOf(house, id)).toEqual(['accepted', 'queued', 'queued']);
    await resumeCampaign(house.campaigns, 'anna', id);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.sentTo()).toEqual(['p1@example.com', 'p2@example.com', 'p3@example.com']);
  });

  test('cancel withdraws even a message that was claimed but has not left', async () => {
    const house = await aMergeHouse();
    const accounts = { ...house.accounts };
    house.accounts.freshToken = async (accountId, refused) => {
      await cancelCampaign(house.campaigns, 'anna', id);
      return accounts.freshToken(accountId, refused);
    };
    const { id } = await aStartedCampaign(house, 2);
    await house.outbox.start();
    await house.clock.advance(600_000);
    expect(house.wire.attempts).toEqual([]);
    expect(await statusesOf(house, id)).toEqual(['cancelled', 'cancelled']);
  });

  test('a message that comes back unsent into a cancelled campaign is cancelled too', async () => {
    const house = await aMergeHouse();
    const first = heldAnswer();
    house.wire.answerNext(first.answer);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    await cancelCampaign(house.campaigns, 'anna', id);
    expect(await statusesOf(house, id)).toEqual(['submitting', 'cancelled']);
    first.give({ kind: 'later', code: 'HTTP_429', reason: 'Slow down.', waitMs: 1_000 });
    await house.clock.advance(60_000);
    expect(await statusesOf(house, id)).toEqual(['cancelled', 'cancelled']);
    expect(house.wire.attempts).toHaveLength(1);
  });

  test('pauses itself after ten alike failures and says why', async () => {
    const house = await aMergeHouse();
    house.wire.answerAlways({ kind: 'rejected', code: 'ErrorX', reason: 'Refused.' });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 30);
    await house.clock.advance(30 * 60_000);
    expect(house.wire.attempts).toHaveLength(10);
    const { status, pause_reason: reason } = await statusOf(house, id);
    expect(status).toBe('paused');
    expect(reason).toBe(
      'Paused after 10 mails in a row that did not go well, all for the same reason: Refused. When that is mended, resume here.',
    );
  });

  test.each([
    [1, 'Paused after a mail that did not go well: Refused. When that is mended, resume here.'],
    [
      3,
      'Paused after 3 mails in a row that did not go well, all for the same reason: Refused. When that is mended, resume here.',
    ],
  ])('pauses itself after %d where the server says so', async (pauseAfterFailures, said) => {
    const house = await aMergeHouse({ pauseAfterFailures });
    house.wire.answerAlways({ kind: 'rejected', code: 'ErrorX', reason: 'Refused.' });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 30);
    await house.clock.advance(30 * 60_000);
    expect(house.wire.attempts).toHaveLength(pauseAfterFailures);
    expect((await statusOf(house, id)).pause_reason).toBe(said);
  });

  test('a success in between starts the counting anew', async () => {
    const house = await aMergeHouse();
    const refused: SendOutcome = { kind: 'rejected', code: 'ErrorX', reason: 'Refused.' };
    for (let i = 0; i < 3; i += 1) house.wire.answerNext(...Array.from({ length: 9 }, () => refused), ACCEPTED);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 30);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.attempts).toHaveLength(30);
  });

  test('with nobody reachable it pauses before more than two rows are given up', async () => {
    const house = await aMergeHouse();
    house.wire.answerAlways({ kind: 'later', code: 'ECONNREFUSED', reason: 'Not reachable.' });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 30);
    await house.clock.advance(24 * 60 * 60_000);
    expect((await statusOf(house, id)).status).toBe('paused');
    expect((await statusesOf(house, id)).filter((s) => s === 'rejected').length).toBeLessThanOrEqual(2);
  });
});

describe('several at once', () => {
  test('campaigns of one mailbox take turns and keep its pace together', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const a = await aStartedCampaign(house, 20, { list: { rows: somePeople(20, 'a.example.com') } });
    const b = await aStartedCampaign(house, 20, { list: { rows: somePeople(20, 'b.example.com') } });
    await house.clock.advanceUntil(async () => (await finished(house, a.id)) && (await finished(house, b.id)));
    const domains = house.wire.sentTo().map((to) => to.split('@')[1]);
    const first = domains.slice(1, 39).map((d, i) => d !== domains[i]);
    expect(new Set(first)).toEqual(new Set([true]));
    expect(busiestMinute(house.wire.attempts.map((x) => x.at))).toBe(28);
  });

  test('mailboxes run side by side: a slow one holds up nobody else', async () => {
    const house = await aMergeHouse({
      accounts: fakeAccounts(
        anAccount(),
        anAccount({ id: 'account-2', address: 'info@contoso.com', mailbox: 'microsoft:contoso:info' }),
      ),
    });
    const slow = heldAnswer();
    house.wire.answerNext(slow.answer);
    await house.outbox.start();
    await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    const other = await aStartedCampaign(house, 5, { providerId: 'account-2' });
    await house.clock.advanceUntil(() => finished(house, other.id));
    expect(house.wire.sentTo()).toHaveLength(5);
    slow.give(ACCEPTED);
  });
});

describe('over restarts', () => {
  test('the number a minute holds, nobody is left out and nobody is mailed twice', async () => {
    let house = await aMergeHouse();
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 100);
    const sent: string[] = [];
    const times: number[] = [];
    for (const stopAfter of [13, 1, 40, 0, 7]) {
      const before = house;
      await house.clock.advanceUntil(() => before.wire.attempts.length >= stopAfter);
      sent.push(...house.wire.sentTo());
      times.push(...house.wire.attempts.map((a) => a.at));
      house = await house.restart();
      await house.outbox.start();
    }
    await house.clock.advanceUntil(() => finished(house, id));
    sent.push(...house.wire.sentTo());
    times.push(...house.wire.attempts.map((a) => a.at));
    expect(sent).toEqual(somePeople(100).map((p) => p['Email']));
    expect(busiestMinute(times)).toBe(28);
  });

  test('the next mail leaves at its slot after the start, without anybody asking', async () => {
    const before = await aMergeHouse();
    await before.outbox.start();
    await aStartedCampaign(before, 5);
    await before.clock.advanceUntil(() => before.wire.attempts.length === 1);
    const left = before.clock.now();
    const house = await before.restart();
    await house.outbox.start();
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    expect(house.clock.now() - left).toBe(2143);
  });

  test('killed while a message is on its way: that one is doubtful and never repeated, the others go on', async () => {
    const dead = await aMergeHouse();
    dead.wire.answerNext(ACCEPTED, heldAnswer().answer);
    await dead.outbox.start();
    const { id } = await aStartedCampaign(dead, 4);
    await dead.clock.advanceUntil(() => dead.wire.attempts.length === 2);
    const killed = dead.clock.now();
    const house = dead.crash();
    await house.outbox.start();
    await house.clock.advanceUntil(() => finished(house, id));
    expect(await statusesOf(house, id)).toEqual(['accepted', 'unknown', 'accepted', 'accepted']);
    expect(house.wire.sentTo()).toEqual(['p3@example.com', 'p4@example.com']);
    expect((house.wire.attempts[0]?.at ?? 0) - killed).toBe(2143);
  });

  test('killed before the bytes left: nothing is doubtful, nobody is left out', async () => {
    const dead = await aMergeHouse();
    dead.accounts.freshToken = () => new Promise(() => undefined);
    await dead.outbox.start();
    const { id } = await aStartedCampaign(dead, 2);
    await dead.clock.advance(0);
    expect(await statusesOf(dead, id)).toEqual(['queued', 'queued']);
    const house = dead.crash();
    const alive = fakeAccounts(anAccount());
    house.accounts.freshToken = (accountId) => alive.freshToken(accountId);
    await house.outbox.start();
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.sentTo()).toEqual(['p1@example.com', 'p2@example.com']);
  });

  test('stopping waits for the message on its way and takes no new one', async () => {
    const house = await aMergeHouse();
    const first = heldAnswer();
    house.wire.answerNext(first.answer);
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    let stopped = false;
    const stopping = house.outbox.stop().then(() => (stopped = true));
    await house.clock.flush();
    expect(stopped).toBe(false);
    first.give(ACCEPTED);
    await stopping;
    await house.clock.advance(600_000);
    expect(await statusesOf(house, id)).toEqual(['accepted', 'queued', 'queued']);
  });

  test('a clock that is set back: never more than the number, and no idle window', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 40);
    await house.clock.advanceUntil(() => house.wire.attempts.length === 20);
    house.clock.step(-60 * 60_000);
    const stepped = house.clock.now();
    await house.clock.advanceUntil(() => house.wire.attempts.length === 21);
    expect(house.clock.now() - stepped).toBeGreaterThanOrEqual(2_143);
    expect(house.clock.now() - stepped).toBeLessThan(63_000);
    await house.clock.advanceUntil(() => finished(house, id));
  });
});

describe('a store that fails', () => {
  test('between claim and bytes: nothing is lost, and the sending goes on', async () => {
    const house = await aMergeHouse();
    const side = { ...house.parts.side };
    let failures = 3;
    house.parts.side.running = (mailbox) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error('database is locked')) : side.running(mailbox);
    };
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 3);
    await house.clock.advanceUntil(() => finished(house, id));
    expect(house.wire.sentTo()).toHaveLength(3);
    expect(house.complaints).toHaveLength(3);
  });
});
