/** Over HTTP from the test mail to the start, and the moves that need the mailbox. */
import { describe, expect, test } from '@jest/globals';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { aDraft, aStartedCampaign, somePeople } from '../../support/aCampaign.ts';
import { appsClosedAfterEach, type CampaignFailure } from '../../support/aCampaignsApp.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';
import { storedCounts } from '../../support/storedCounts.ts';

const anApp = appsClosedAfterEach();

describe('test mail', () => {
  test("one row's mail goes to the sending mailbox itself and is no result of the campaign", async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    const { status, body } = await call<{ to: string }>('POST', `/${id}/test`, { row: 2 });
    expect([status, body.to]).toEqual([200, 'anna@contoso.com']);
    expect(house.wire.attempts[0]?.message).toMatchObject({ to: ['anna@contoso.com'], subject: 'Hello Person 2' });
    expect((await call<Campaign>('GET', `/${id}`)).body.progress.total).toBe(0);
    const [row] = await house.db.selectFrom('outbox').selectAll().execute();
    expect(row).toMatchObject({ kind: 'test', campaign_id: id, row_number: null, status: 'accepted', message: null });
  });

  test('several are allowed, and a start afterwards sends to everybody', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    await call('POST', `/${id}/test`, {});
    await call('POST', `/${id}/test`);
    const { body } = await call<Campaign>('POST', `/${id}/start`, {});
    expect(body.progress).toMatchObject({ total: 3, queued: 3 });
  });

  test.each([
    ['row', { row: 9 }, 404, 'ROW_NOT_FOUND'],
    ['letter', {}, 409, 'CAMPAIGN_NOT_READY'],
  ])('without such a %s it is refused', async (what, body, status, code) => {
    const { house, call } = await anApp();
    const id = what === 'row' ? (await aDraft(house)).id : (await call<Campaign>('POST', '', {})).body.id;
    const answer = await call<CampaignFailure>('POST', `/${id}/test`, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('a mailbox that is not connected sends none', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    await house.accounts.changeState('account-anna', 'needs-reconnect', 'Connect it again.');
    const answer = await call<CampaignFailure>('POST', `/${id}/test`, {});
    expect([answer.status, answer.body.code]).toEqual([401, 'ACCOUNT_NOT_CONNECTED']);
  });
});

describe('start', () => {
  test('puts every row into the outbox, in order, those without an address as skipped', async () => {
    const { house, call } = await anApp();
    const people = [...somePeople(2), { Email: '', Name: 'Nobody' }, { Email: 'x@', Name: 'Bad' }];
    const { id } = await aDraft(house, { list: { rows: people } });
    const { status, body } = await call<Campaign>('POST', `/${id}/start`, { recipients: 2 });
    expect([status, body.status, body.progress.queued, body.progress.skipped]).toEqual([200, 'running', 2, 2]);
    const rows = await house.db.selectFrom('outbox').selectAll().orderBy('seq').execute();
    expect(rows.map((r) => [r.row_number, r.status, r.to_address, r.code])).toEqual([
      [1, 'queued', 'p1@example.com', null],
      [2, 'queued', 'p2@example.com', null],
      [3, 'skipped', null, 'ADDRESS_EMPTY'],
      [4, 'skipped', null, 'ADDRESS_INVALID'],
    ]);
    expect(rows.every((r) => r.message === null)).toBe(true);
  });

  test('the estimate of a draft counts what else its mailbox is sending', async () => {
    const { house, call } = await anApp();
    const alone = (await call<Campaign>('GET', `/${(await aDraft(house)).id}`)).body.check.seconds ?? 0;
    const other = await aDraft(house);
    await call('POST', `/${other.id}/start`);
    const beside = (await call<Campaign>('GET', `/${(await aDraft(house)).id}`)).body.check.seconds ?? 0;
    expect(beside).toBeGreaterThan(alone);
  });

  test('another number than the one that was shown starts nothing', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    const { status, body } = await call<CampaignFailure>('POST', `/${id}/start`, { recipients: 4 });
    expect([status, body.code, body.details]).toEqual([409, 'COUNT_CHANGED', { recipients: 3, expected: 4 }]);
    expect(await storedCounts(house)).toMatchObject({ outbox: 0 });
  });

  test('a draft that was changed after it was looked at starts nothing, though the number is the same', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    const { version } = (await call<Campaign>('GET', `/${id}`)).body;
    await call('PATCH', `/${id}`, { subject: 'Changed in another window' });
    const { status, body } = await call<CampaignFailure>('POST', `/${id}/start`, { recipients: 3, version });
    expect([status, body.code]).toEqual([409, 'CAMPAIGN_CHANGED']);
    expect(await storedCounts(house)).toMatchObject({ outbox: 0 });
    expect((await call('POST', `/${id}/start`, { recipients: 3, version: version + 1 })).status).toBe(200);
  });

  test('with blockers it says which', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house, { subject: '' });
    const { status, body } = await call<CampaignFailure>('POST', `/${id}/start`, {});
    expect([status, body.code]).toEqual([409, 'CAMPAIGN_NOT_READY']);
    expect(body.details).toMatchObject({ blockers: [{ code: 'SUBJECT_MISSING' }] });
  });

  test('freezes what was approved', async () => {
    const { house } = await anApp();
    const { id } = await aStartedCampaign(house);
    const { approved } = await house.db.selectFrom('campaigns').select('approved').where('id', '=', id).executeTakeFirstOrThrow();
    expect(JSON.parse(approved ?? '')).toMatchObject({
      from: 'anna@contoso.com',
      subject: 'Hello {{Name}}',
      letter: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      list: { hash: expect.stringMatching(/^[0-9a-f]{64}$/), rows: 3 },
      recipients: 3,
      skipped: 0,
    });
  });

  test('a long list does not keep everybody else waiting while it is put into the outbox', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house, {}, 10_000);
    let turns = 0;
    const count = () => {
      turns += 1;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const { body } = await call<Campaign>('POST', `/${id}/start`, {});
    clearImmediate(next);
    expect(body.progress.queued).toBe(10_000);
    expect(turns).toBeGreaterThanOrEqual(5);
  });

  test('twice at once starts it once', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    const both = await Promise.all([call('POST', `/${id}/start`, {}), call('POST', `/${id}/start`, {})]);
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await storedCounts(house)).toMatchObject({ outbox: 3 });
  });

  test('a change that comes between check and start wins, and the start is refused', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    const accounts = { ...house.accounts };
    let changed = false;
    house.accounts.find = async (userId, accountId) => {
      if (!changed) await house.db.updateTable('campaigns').set({ version: 9 }).execute();
      changed = true;
      return accounts.find(userId, accountId);
    };
    expect((await call<CampaignFailure>('POST', `/${id}/start`, {})).body.code).toBe('CAMPAIGN_WRONG_STATE');
    expect(await storedCounts(house)).toMatchObject({ outbox: 0 });
  });
});

describe('moves', () => {
  test('resume needs a mailbox that can send', async () => {
    const { house, call } = await anApp();
    const { id } = await aStartedCampaign(house);
    await call('POST', `/${id}/pause`);
    await house.accounts.changeState('account-anna', 'needs-reconnect', 'Connect it again.');
    expect((await call<CampaignFailure>('POST', `/${id}/resume`)).body.code).toBe('ACCOUNT_NOT_CONNECTED');
  });

  test.each(['operator-fault', 'needs-admin', 'throttled'] as const)('a mailbox that is %s may be tried again', async (state) => {
    const { house, call } = await anApp();
    const { id } = await aStartedCampaign(house);
    await call('POST', `/${id}/pause`);
    await house.accounts.changeState('account-anna', state, 'Later.');
    expect((await call('POST', `/${id}/resume`)).status).toBe(200);
  });

  test('a paused campaign says who paused it; a running one says nothing', async () => {
    const { house, call } = await anApp();
    const { id } = await aStartedCampaign(house);
    expect((await call<Campaign>('POST', `/${id}/pause`)).body).toMatchObject({ status: 'paused', pauseReason: null });
    expect((await call<Campaign>('POST', `/${id}/resume`)).body.pauseReason).toBeNull();
  });

  test('deleting does not make the mailbox forget its pace', async () => {
    const { house, call } = await anApp(await aMergeHouse({ messagesPerMinute: 2 }));
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 2);
    await house.clock.advanceUntil(async () => (await call<Campaign>('GET', `/${id}`)).body.status === 'finished');
    expect((await call('DELETE', `/${id}`)).status).toBe(200);
    const left = await house.db.selectFrom('outbox').selectAll().execute();
    expect(left.map((row) => [row.campaign_id, row.to_address, row.reason, row.provider_message_id])).toEqual([
      [null, null, null, null],
      [null, null, null, null],
    ]);
    const draft = await aDraft(house);
    expect((await call<CampaignFailure>('POST', `/${draft.id}/test`, {})).body.code).toBe('THROTTLED');
  });
});
