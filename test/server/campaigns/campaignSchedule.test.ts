import { describe, expect, test } from '@jest/globals';
import { LATE_MS } from '../../../server/campaigns/campaignSchedule.ts';
import { resumeCampaign } from '../../../server/campaigns/resumeCampaign.ts';
import { scheduleCampaign } from '../../../server/campaigns/scheduleCampaign.ts';
import { aDraft, aScheduledCampaign, aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMailMessage } from '../../support/aMailMessage.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount } from '../../support/anAccount.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

async function open(house: MergeHouse): Promise<MergeHouse> {
  await house.parts.schedule.start((mailbox) => house.outbox.changed(mailbox));
  await house.outbox.start();
  return house;
}

describe('a scheduled campaign', () => {
  test('has everything approved and queued, and sends nothing before its time', async () => {
    const house = await open(await aMergeHouse());
    const { id, status, startsAt, startedAt } = await aScheduledCampaign(house);
    expect([status, startsAt, startedAt]).toEqual(['scheduled', new Date(house.clock.now() + HOUR).toISOString(), null]);
    await house.clock.advance(HOUR - 1);
    expect([house.wire.attempts.length, await statusesOf(house, id)]).toEqual([0, ['queued', 'queued', 'queued']]);
  });

  test('begins at its time', async () => {
    const house = await open(await aMergeHouse());
    const { id } = await aScheduledCampaign(house);
    await house.clock.advance(HOUR);
    expect([(await statusOf(house, id)).status, house.wire.attempts.length]).toEqual(['running', 1]);
    await house.clock.advance(MINUTE);
    expect((await statusOf(house, id)).status).toBe('finished');
  });

  test('begins after a restart too', async () => {
    const before = await open(await aMergeHouse());
    const { id } = await aScheduledCampaign(before);
    const house = await open(before.crash());
    await house.clock.advance(HOUR);
    expect((await statusOf(house, id)).status).toBe('running');
  });

  test.each([
    ['a little late', LATE_MS, 'running', null],
    [
      'much too late',
      LATE_MS + 1,
      'paused',
      'It was to start at 1 June 2026, 10:00 (UTC); the server was not running then. Resume to start now.',
    ],
  ])('the server comes back %s', async (_name, late, status, reason) => {
    const before = await open(await aMergeHouse());
    const { id } = await aScheduledCampaign(before);
    const off = before.crash();
    off.clock.step(HOUR + late);
    const house = await open(off);
    expect(await statusOf(house, id)).toEqual({ status, pause_reason: reason });
  });

  test('that asked starts when somebody says so, and says when it started', async () => {
    const off = (await aMergeHouse()).crash();
    const { id } = await aScheduledCampaign(off);
    off.clock.step(2 * HOUR);
    const house = await open(off);
    const { startedAt } = await resumeCampaign(house.campaigns, 'anna', id);
    expect(startedAt).toBe(new Date(house.clock.now()).toISOString());
    await house.clock.advance(MINUTE);
    expect(house.wire.attempts).toHaveLength(3);
  });

  test('is not begun by a clock that was set forward past it, once the computer had slept', async () => {
    const house = await open(await aMergeHouse());
    const { id } = await aScheduledCampaign(house);
    house.clock.step(HOUR + LATE_MS + MINUTE);
    await house.clock.advance(MINUTE);
    expect((await statusOf(house, id)).status).toBe('paused');
  });

  test.each(['2026-06-01T09:00:00.000Z', '2020-01-01T00:00:00.000Z'])('%s is over: TIME_PASSED', async (at) => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    await expect(scheduleCampaign(house.campaigns, 'anna', id, { at })).rejects.toMatchObject({ code: 'TIME_PASSED' });
    expect((await statusOf(house, id)).status).toBe('draft');
  });

  test('cannot start at a leap second, which no clock here shows', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    const work = scheduleCampaign(house.campaigns, 'anna', id, { at: '2030-06-30T23:59:60Z' });
    await expect(work).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });

  test('has no time left to take that its progress does not tell', async () => {
    const house = await aMergeHouse();
    const { check, progress } = await aStartedCampaign(house);
    expect([check.seconds, progress.finishesAt]).toEqual([null, expect.any(String)]);
  });

  test('shows the date of its start in fields', async () => {
    const house = await open(await aMergeHouse());
    await aScheduledCampaign(house, 1, { letter: { html: '<p>{{Name}}</p>' } }, 48 * HOUR);
    const { approved } = await house.db.selectFrom('campaigns').select('approved').executeTakeFirstOrThrow();
    expect(JSON.parse(approved ?? '')).toMatchObject({ time: house.clock.now() + 48 * HOUR });
  });
});

/** Person 1 at once, person 2 in an hour, person 3 in two hours. */
const TIMED = {
  list: {
    rows: [
      { Email: 'p1@example.com', Name: 'A', When: '' },
      { Email: 'p2@example.com', Name: 'B', When: '2026-06-01 10:00' },
      { Email: 'p3@example.com', Name: 'C', When: '2026-06-01 11:00' },
    ],
  },
  sending: { timeColumn: 'When' },
};

describe('rows with send times of their own', () => {
  test('the last of them is known before the start, when it is scheduled, and while it is sent', async () => {
    const house = await aMergeHouse();
    const last = '2026-06-01T11:00:00.000Z';
    const draft = await aDraft(house, TIMED, 0);
    expect(draft.check.seconds).toBe((Date.parse(last) - house.clock.now()) / 1000);
    const scheduled = await scheduleCampaign(house.campaigns, 'anna', draft.id, { at: '2026-06-01T09:30:00Z' });
    expect(scheduled.progress.finishesAt).toBe(last);
    expect((await aStartedCampaign(house, 0, TIMED)).progress.finishesAt).toBe(last);
  });

  test('leave then', async () => {
    const house = await open(await aMergeHouse());
    await aStartedCampaign(house, 0, TIMED);
    await house.clock.advance(2 * HOUR + MINUTE);
    const start = house.wire.attempts[0]?.at ?? 0;
    expect(house.wire.attempts.map(({ message, at }) => [message.to[0], at - start])).toEqual([
      ['p1@example.com', 0],
      ['p2@example.com', HOUR],
      ['p3@example.com', 2 * HOUR],
    ]);
  });

  test('whose time passed while the server was off are asked about once', async () => {
    const before = await open(await aMergeHouse());
    const { id } = await aStartedCampaign(before, 0, TIMED);
    await before.clock.advance(MINUTE);
    const off = before.crash();
    off.clock.step(90 * MINUTE);
    const house = await open(off);
    await house.clock.advance(MINUTE);
    expect([house.wire.attempts.length, (await statusOf(house, id)).pause_reason]).toEqual([
      0,
      'Some of its mails were to leave at a time of their own that passed while the server was not running. Resume to send them now.',
    ]);
    await resumeCampaign(house.campaigns, 'anna', id);
    const again = await open(house.crash());
    await again.clock.advance(MINUTE);
    expect([again.wire.sentTo(), (await statusOf(again, id)).status]).toEqual([['p2@example.com'], 'running']);
  });

  const asleep = async (): Promise<{ house: MergeHouse; id: string }> => {
    const house = await open(await aMergeHouse());
    const { id } = await aStartedCampaign(house, 0, TIMED);
    await house.clock.advance(MINUTE);
    house.clock.step(90 * MINUTE);
    return { house, id };
  };
  const LATE = {
    status: 'paused',
    pause_reason:
      'Some of its mails were to leave at a time of their own that passed while the server was not running. Resume to send them now.',
  };

  test('whose time passed while the computer slept are asked about before anything of this mailbox goes on', async () => {
    const { house, id } = await asleep();
    await aStartedCampaign(house, 1);
    await house.clock.advance(10_000);
    expect([house.wire.sentTo(), await statusOf(house, id)]).toEqual([['p1@example.com', 'p1@example.com'], LATE]);
  });

  test('whose time passed while the computer slept are asked about though a single mail went first', async () => {
    const { house, id } = await asleep();
    await house.outbox.sendOne(anAccount(), 'send', aMailMessage({ to: ['reader@example.com'] }));
    await house.clock.advance(MINUTE);
    expect([house.wire.sentTo(), await statusOf(house, id)]).toEqual([['p1@example.com', 'reader@example.com'], LATE]);
  });

  test('that waited for their turn before the computer slept are not asked about', async () => {
    const house = await open(await aMergeHouse());
    const { id } = await aStartedCampaign(house, 0, TIMED);
    await house.clock.advance(MINUTE);
    await house.db
      .updateTable('outbox')
      .set({ not_before: house.clock.now() - 1 })
      .where('row_number', '=', 2)
      .execute();
    house.clock.step(30 * MINUTE);
    await house.clock.advance(MINUTE);
    expect((await statusOf(house, id)).status).toBe('running');
  });

  test('that only wait for their turn are not asked about', async () => {
    const before = await open(await aMergeHouse());
    const { id } = await aStartedCampaign(before, 0, TIMED);
    await before.clock.advance(HOUR + MINUTE);
    const off = before.crash();
    off.clock.step(5 * MINUTE);
    const house = await open(off);
    expect((await statusOf(house, id)).status).toBe('running');
  });
});
