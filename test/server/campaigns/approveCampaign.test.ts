/** Approval of long lists: in pieces, with nobody stopped, and nothing left where it was cut off. */
import { describe, expect, test } from '@jest/globals';
import { deleteCampaign } from '../../../server/campaigns/deleteCampaign.ts';
import { changeCampaign } from '../../../server/campaigns/changeCampaign.ts';
import { startCampaign } from '../../../server/campaigns/startCampaign.ts';
import { duplicateCampaign } from '../../../server/campaigns/duplicateCampaign.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { aDraft, aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aCampaignsApp } from '../../support/aCampaignsApp.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

async function queuedOf(house: MergeHouse, id: string): Promise<number> {
  return (await statusesOf(house, id)).length;
}

/** A start of 3,000 rows that has put some of them into the outbox already. */
async function aHalfStarted() {
  const house = await aMergeHouse();
  const { id } = await aDraft(house, {}, 3_000);
  const starting = startCampaign(house.campaigns, 'anna', id);
  while ((await queuedOf(house, id)) === 0) await turn();
  return { house, id, starting };
}

describe('while a long list goes into the outbox', () => {
  test('nothing of it is sent, and nothing of it counts', async () => {
    const { house, id, starting } = await aHalfStarted();
    expect([await queuedOf(house, id), (await statusOf(house, id)).status]).toEqual([500, 'draft']);
    const { app, call } = await aCampaignsApp(house);
    expect((await call<Campaign>('GET', `/${id}`)).body.progress.total).toBe(0);
    expect((await starting).progress).toMatchObject({ total: 3_000, queued: 3_000 });
    await app.close();
  });

  test.each<[string, (house: MergeHouse, id: string) => Promise<unknown>]>([
    ['another start', (house, id) => startCampaign(house.campaigns, 'anna', id)],
    ['a change', (house, id) => changeCampaign(house.campaigns, 'anna', id, { name: 'New' })],
    ['a deletion', (house, id) => deleteCampaign(house.campaigns, 'anna', id)],
  ])('%s is refused', async (_name, ask) => {
    const { house, id, starting } = await aHalfStarted();
    await expect(ask(house, id)).rejects.toThrow(
      'This campaign is being started at this moment. Look at it again in a few seconds.',
    );
    await starting;
    expect([await queuedOf(house, id), (await statusOf(house, id)).status]).toEqual([3_000, 'running']);
  });

  test('a draft changed from elsewhere is not started, and leaves no rows', async () => {
    const { house, id, starting } = await aHalfStarted();
    await house.db.updateTable('campaigns').set({ version: 9 }).execute();
    await expect(starting).rejects.toMatchObject({ code: 'CAMPAIGN_WRONG_STATE' });
    expect([await queuedOf(house, id), (await statusOf(house, id)).status]).toEqual([0, 'draft']);
  });

  test('a process that dies leaves a draft, and the next one starts it with all its mails', async () => {
    const { house: dead, id, starting } = await aHalfStarted();
    // What a dead process would still do does not count: its last move is lost.
    await dead.db.updateTable('campaigns').set({ version: 9 }).execute();
    await starting.catch(() => undefined);
    await dead.db.updateTable('campaigns').set({ version: 1, status: 'running' }).execute();
    await startedRows(dead, id, 1_000);
    await dead.db.updateTable('campaigns').set({ status: 'draft' }).execute();
    const house = dead.crash();
    await house.parts.schedule.start(() => undefined);
    expect(await queuedOf(house, id)).toBe(0);
    expect((await startCampaign(house.campaigns, 'anna', id)).progress.queued).toBe(3_000);
  });

  test('rows of campaigns that run are never taken for leftovers', async () => {
    const before = await aMergeHouse();
    const { id } = await aStartedCampaign(before);
    const house = before.crash();
    await house.parts.schedule.start(() => undefined);
    expect(await queuedOf(house, id)).toBe(3);
  });
});

/** Rows as an interrupted start leaves them. */
async function startedRows(house: MergeHouse, id: string, count: number): Promise<void> {
  const common = { user_id: 'anna', account_id: 'account-anna', mailbox: 'm', kind: 'campaign' as const, campaign_id: id };
  const rows = Array.from({ length: count }, (_, i) => ({
    ...common,
    id: `left-${i}`,
    row_number: i + 1,
    status: 'queued' as const,
    recipients: 1,
    attempt: 0,
    not_before: 0,
    created_at: 0,
  }));
  await house.db.insertInto('outbox').values(rows).execute();
}

describe('a list that was checked already', () => {
  test('is checked again where its rows are others than those that were looked at', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    await house.db.updateTable('campaign_rows').set({ cells: '["p1@example.com",""]' }).where('row_number', '=', 1).execute();
    await expect(startCampaign(house.campaigns, 'anna', id)).rejects.toMatchObject({ code: 'CAMPAIGN_NOT_READY' });
  });

  test('is checked again by another process', async () => {
    const before = await aMergeHouse();
    const { id } = await aDraft(before, { subject: '' });
    await before.db.updateTable('campaigns').set({ check_facts: '{}' }).execute();
    const house = before.crash();
    await expect(startCampaign(house.campaigns, 'anna', id)).rejects.toMatchObject({ code: 'CAMPAIGN_NOT_READY' });
  });
});

describe('a copy', () => {
  test('is a draft with the same letter, list and choices', async () => {
    const house = await aMergeHouse();
    const window = { days: [1], from: '09:00', to: '17:00', timeZone: 'UTC' };
    const first = await aStartedCampaign(house, 5, { sending: { window }, columns: { Name: 'Email' } });
    const copy = await duplicateCampaign(house.campaigns, 'anna', first.id);
    const { letter, list, subject, columns, sending, providerId, addressColumn } = first;
    expect(copy).toMatchObject({ letter, list, subject, columns, sending, providerId, addressColumn });
    expect([copy.name, copy.status, copy.version, copy.startedAt, copy.progress.total]).toEqual([
      'Invitation (copy)',
      'draft',
      2,
      null,
      0,
    ]);
    expect((await startCampaign(house.campaigns, 'anna', copy.id)).progress.queued).toBe(5);
  });

  test('lives on when the first one is deleted', async () => {
    const house = await aMergeHouse();
    const first = await aDraft(house);
    const copy = await duplicateCampaign(house.campaigns, 'anna', first.id);
    await deleteCampaign(house.campaigns, 'anna', first.id);
    const { app, call } = await aCampaignsApp(house);
    expect((await call<{ subject: string }>('GET', `/${copy.id}/preview/1`)).body.subject).toBe('Hello Person 1');
    await app.close();
  });
});

describe('when a draft sends', () => {
  const WINDOW = { days: [1], from: '09:00', to: '17:00', timeZone: 'UTC' };

  test('only what is given changes', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house, { sending: { window: WINDOW } });
    const changed = await changeCampaign(house.campaigns, 'anna', id, { sending: { timeZone: 'Asia/Tokyo' } });
    expect(changed.sending).toEqual({ window: WINDOW, timeColumn: null, timeZone: 'Asia/Tokyo' });
    const without = await changeCampaign(house.campaigns, 'anna', id, { sending: { window: null } });
    expect(without.sending.window).toBeNull();
  });

  test.each([
    ['an unknown time zone of the hours', { window: { ...WINDOW, timeZone: 'Mars/Olympus' } }, 'INVALID_REQUEST'],
    ['an unknown time zone of the column', { timeZone: 'Mars/Olympus' }, 'INVALID_REQUEST'],
    ['a day named twice', { window: { ...WINDOW, days: [1, 1] } }, 'INVALID_REQUEST'],
    ['hours that never open', { window: { ...WINDOW, to: '09:00' } }, 'INVALID_REQUEST'],
    ['a column that is not there', { timeColumn: 'Nope' }, 'COLUMN_MISSING'],
  ])('%s is refused and changes nothing', async (_name, sending, code) => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    await expect(changeCampaign(house.campaigns, 'anna', id, { sending })).rejects.toMatchObject({ code });
    expect(await house.db.selectFrom('campaigns').select('sending').executeTakeFirst()).toEqual({ sending: '{}' });
  });

  test('an unknown time zone is told in the same words, wherever it stands', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house);
    for (const sending of [{ window: { ...WINDOW, timeZone: 'Mars/Olympus' } }, { timeZone: 'Mars/Olympus' }]) {
      await expect(changeCampaign(house.campaigns, 'anna', id, { sending })).rejects.toMatchObject({
        message: '“Mars/Olympus” is not a time zone. Give its name, such as Europe/Berlin or UTC.',
      });
    }
  });

  test('the column by another spelling, which then is used; rows without a readable time stop the start', async () => {
    const house = await aMergeHouse();
    const rows = [{ Email: 'p1@example.com', Name: 'A', 'Send at': 'soon' }];
    const { id } = await aDraft(house, { list: { rows } });
    const { sending, check } = await changeCampaign(house.campaigns, 'anna', id, { sending: { timeColumn: 'send_at' } });
    expect([sending.timeColumn, check.unusedColumns, check.blockers.map((b) => [b.code, b.row])]).toEqual([
      'Send at',
      [],
      [['SEND_TIME_UNREADABLE', 1]],
    ]);
  });
});
