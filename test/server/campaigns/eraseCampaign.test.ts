import { describe, expect, test } from '@jest/globals';
import { duplicateCampaign } from '../../../server/campaigns/duplicateCampaign.ts';
import { eraseCampaign } from '../../../server/campaigns/eraseCampaign.ts';
import { previewCampaignRow } from '../../../server/campaigns/previewRow.ts';
import { retryRejected } from '../../../server/campaigns/retryRejected.ts';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { aDraft, aStartedCampaign, putInto } from '../../support/aCampaign.ts';
import { aCampaignsApp } from '../../support/aCampaignsApp.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount } from '../../support/anAccount.ts';

const DAY = 24 * 60 * 60_000;
/** Words that stand for persons; none of them may be left anywhere. */
const SECRETS = ['Quetzal', 'quetzal@example.com', 'Termination', 'Zanzibar'];

async function aFinishedOne(house: MergeHouse): Promise<string> {
  const { id } = await aStartedCampaign(house, 0, {
    name: 'Termination of Quetzal',
    subject: 'Termination {{Name}}',
    letter: { html: '<p>Dear {{Name}}, Zanzibar</p>' },
    list: {
      rows: [
        { Email: 'quetzal@example.com', Name: 'Quetzal' },
        { Email: 'Quetzal', Name: 'Bad' },
      ],
    },
    attachment: { name: 'Quetzal.txt', contentBytes: Buffer.from('Zanzibar').toString('base64'), contentType: 'text/plain' },
    fieldPolicies: { Name: { default: 'Quetzal' } },
  });
  await house.clock.advanceUntil(
    async () =>
      (await house.db.selectFrom('campaigns').select('status').where('id', '=', id).executeTakeFirst())?.status === 'finished',
  );
  return id;
}

async function everything(house: MergeHouse): Promise<string> {
  const tables = await Promise.all(
    (['campaigns', 'campaign_rows', 'blobs', 'outbox'] as const).map((table) => house.db.selectFrom(table).selectAll().execute()),
  );
  return JSON.stringify(tables, (_key, value: unknown) => (isBuffer(value) ? Buffer.from(value.data).toString('utf8') : value));
}

function isBuffer(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer';
}

describe('erasing', () => {
  test('leaves the numbers and nobody', async () => {
    const { house, app, call } = await aCampaignsApp();
    await house.outbox.start();
    const id = await aFinishedOne(house);
    for (const secret of SECRETS) expect(await everything(house)).toContain(secret);
    const { status, body } = await call<Campaign>('POST', `/${id}/erase`);
    expect([status, body]).toMatchObject([
      200,
      {
        status: 'finished',
        name: 'Erased merge',
        erasedAt: new Date(house.clock.now()).toISOString(),
        letter: null,
        list: null,
        attachment: null,
        progress: { total: 2, accepted: 1, skipped: 1 },
      },
    ]);
    const left = await everything(house);
    for (const secret of SECRETS) expect(left).not.toContain(secret);
    await app.close();
  });

  test.each([
    ['GET', 'preview/1'],
    ['POST', 'test'],
    ['POST', 'start'],
    ['POST', 'schedule', { at: '2030-01-01T09:00:00Z' }],
    ['POST', 'resume'],
    ['POST', 'retry'],
    ['POST', 'duplicate'],
    ['PATCH', '', { name: 'Once more' }],
  ] as const)('%s %s says that there is nothing to look at any more', async (method, what, body: object = {}) => {
    const { house, app, call } = await aCampaignsApp();
    await house.outbox.start();
    const id = await aFinishedOne(house);
    await call('POST', `/${id}/erase`);
    const answer = await call<{ code: string; error: string }>(
      method,
      `/${id}${what && `/${what}`}`,
      ...(method === 'GET' ? [] : [body]),
    );
    expect([answer.status, answer.body.code]).toEqual([409, 'CAMPAIGN_ERASED']);
    expect(answer.body.error).toMatch(/were erased.*Start anew with the letter\.$/);
    await app.close();
  });

  test('the report says so', async () => {
    const { house, app, call } = await aCampaignsApp();
    await house.outbox.start();
    const id = await aFinishedOne(house);
    await eraseCampaign(house.campaigns, 'anna', id);
    const { body } = await call<string>('GET', `/${id}/report.csv`);
    const lines = body.split('\r\n').map((line) => line.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'));
    expect(lines.slice(1)).toEqual(['1,,accepted,Erased on TIME.,TIME,,', '2,,skipped,Erased on TIME.,TIME,,', '']);
    await app.close();
  });

  test('what another campaign uses stays', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const id = await aFinishedOne(house);
    const copy = await duplicateCampaign(house.campaigns, 'anna', id);
    await eraseCampaign(house.campaigns, 'anna', id);
    expect(await house.db.selectFrom('blobs').select('hash').execute()).toHaveLength(3);
    expect((await house.campaigns.letters.encoded(house.db, await attachmentOf(house, copy.id))).length).toBeGreaterThan(0);
  });

  test('nothing can be made of it any more', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const id = await aFinishedOne(house);
    await eraseCampaign(house.campaigns, 'anna', id);
    for (const again of [duplicateCampaign, retryRejected]) {
      await expect(again(house.campaigns, 'anna', id)).rejects.toMatchObject({ code: 'CAMPAIGN_ERASED' });
    }
    await expect(previewCampaignRow(house.campaigns, 'anna', id, 1)).rejects.toMatchObject({ code: 'CAMPAIGN_ERASED' });
    await eraseCampaign(house.campaigns, 'anna', id);
  });

  test('waits for the mail that is on its way', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house);
    await house.db.updateTable('outbox').set({ status: 'submitting' }).where('row_number', '=', 1).execute();
    await putInto(house, id, 'cancelled');
    await expect(eraseCampaign(house.campaigns, 'anna', id)).rejects.toThrow('One mail of this campaign is still on its way.');
  });

  test('goes on after a restart where it was cut off', async () => {
    const before = await aMergeHouse();
    await before.outbox.start();
    const id = await aFinishedOne(before);
    // As far as the first step goes: the mark, and what the campaign itself held.
    const rows = {
      campaign_rows: await before.db.selectFrom('campaign_rows').selectAll().execute(),
      outbox: await before.db.selectFrom('outbox').selectAll().execute(),
    };
    await eraseCampaign(before.campaigns, 'anna', id);
    await before.db.updateTable('campaigns').set({ approved: '{}' }).execute();
    await before.db.insertInto('campaign_rows').values(rows.campaign_rows).execute();
    await before.db.deleteFrom('outbox').execute();
    await before.db.insertInto('outbox').values(rows.outbox).execute();
    const house = before.crash();
    await house.parts.schedule.start(() => undefined);
    const left = await everything(house);
    for (const secret of SECRETS) expect(left).not.toContain(secret);
    expect(await house.db.selectFrom('campaigns').select('approved').executeTakeFirst()).toEqual({ approved: null });
  });
});

test('single mails that ended long ago leave nobody behind; their numbers stay', async () => {
  const house = await aMergeHouse();
  await house.outbox.start();
  const message = { to: ['ada@example.com'], cc: [], bcc: [], replyTo: [], subject: 'S', html: 'H', attachments: [] };
  await house.outbox.sendOne(house.accounts.all[0] ?? anAccount(), 'send', { ...message, importance: 'normal', trackingId: 't' });
  const rowNow = () => house.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
  // A step: in a month of clock the engine would look around every few seconds, which takes ten real ones.
  house.clock.step(29 * DAY);
  await house.parts.sweepErased(30);
  expect(await rowNow()).toMatchObject({ to_address: 'ada@example.com', tracking_id: 't' });
  house.clock.step(2 * DAY);
  await house.parts.sweepErased(30);
  expect(await rowNow()).toMatchObject({
    to_address: null,
    tracking_id: null,
    request_id: null,
    status: 'accepted',
    recipients: 1,
  });
});

async function attachmentOf(house: MergeHouse, id: string): Promise<string> {
  const row = await house.db.selectFrom('campaigns').select('files').where('id', '=', id).executeTakeFirstOrThrow();
  return (JSON.parse(row.files) as { hash: string }[])[0]?.hash ?? '';
}

describe('by itself', () => {
  test.each([
    ['a day too early', 29 * DAY, false],
    ['in time', 30 * DAY, true],
  ])('%s', async (_name, after, erased) => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const id = await aFinishedOne(house);
    const draft = await aDraft(house);
    house.clock.step(after);
    expect(await house.parts.sweepErased(30)).toBe(erased ? 1 : 0);
    const rows = await house.db.selectFrom('campaigns').select(['id', 'erased_at']).execute();
    expect(new Map(rows.map((row) => [row.id, row.erased_at !== null]))).toEqual(
      new Map([
        [id, erased],
        [draft.id, false],
      ]),
    );
  });
});
