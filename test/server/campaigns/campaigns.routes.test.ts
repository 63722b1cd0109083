/** What can be read of campaigns over HTTP: previews, lists, results, the report; and that others see none of it. */
import { describe, expect, test } from '@jest/globals';
import type { Campaign, CampaignSummary } from '../../../shared/api/campaigns.ts';
import type { Preview } from '../../../shared/api/campaignPreview.ts';
import { aDraft, aStartedCampaign, somePeople } from '../../support/aCampaign.ts';
import { appsClosedAfterEach, type CampaignFailure } from '../../support/aCampaignsApp.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';

const anApp = appsClosedAfterEach();
const AS_BEN = { 'x-user': 'ben' };
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('preview', () => {
  test('a row as its receiver sees it', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house, { attachment: { name: 'a.txt', contentBytes: base64('abc'), contentType: 'text/plain' } });
    const { body } = await call<Preview>('GET', `/${id}/preview/2`);
    expect(body).toMatchObject({
      row: 2,
      from: 'anna@contoso.com',
      to: 'p2@example.com',
      subject: 'Hello Person 2',
      text: 'Dear Person 2',
      attachments: [{ name: 'a.txt', bytes: 3, contentType: 'text/plain' }],
      remarks: [],
    });
    expect(body.html).toContain('<p>Dear Person 2</p>');
  });

  test('remarks name the row of the list', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house, { list: { rows: [...somePeople(1), { Email: 'none', Name: '' }] } });
    const { body } = await call<Preview>('GET', `/${id}/preview/2`);
    expect(body.to).toBeNull();
    expect(body.remarks.map((r) => [r.code, r.row, r.text.slice(0, 5)])).toEqual([
      ['ADDRESS_INVALID', 2, 'Row 2'],
      ['VALUE_EMPTY', 2, 'Row 2'],
    ]);
  });

  test('pictures are shown, not referred to', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house, { letter: { html: '<p>{{Name}}</p><img src="data:image/png;base64,iVBORw0KGgoAAAAN">' } });
    const { body } = await call<Preview>('GET', `/${id}/preview/1`);
    expect(body.html).toContain('src="data:image/png;base64,');
    expect(body.html).not.toContain('cid:');
  });

  test.each([
    ['/preview/4', 404, 'ROW_NOT_FOUND'],
    ['/preview/0', 400, 'INVALID_REQUEST'],
    ['/preview/x', 400, 'INVALID_REQUEST'],
  ])('%s: %d %s', async (path, status, code) => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    const answer = await call<CampaignFailure>('GET', `/${id}${path}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test.each([
    ['letter', { list: { rows: somePeople(1) } }],
    ['list', { letter: { html: 'Hi' } }],
  ])('without a %s there is nothing to look at', async (_what, input) => {
    const { call } = await anApp();
    const { id } = (await call<Campaign>('POST', '', input)).body;
    expect((await call<CampaignFailure>('GET', `/${id}/preview/1`)).body.code).toBe('CAMPAIGN_NOT_READY');
  });
});

describe('lists of campaigns', () => {
  test('newest first, each with its progress', async () => {
    const { house, call } = await anApp();
    await aStartedCampaign(house, 2, { name: 'First' });
    await house.clock.advance(1_000);
    await aDraft(house, { name: 'Second' });
    const { body } = await call<{ campaigns: CampaignSummary[]; count: number }>('GET', '');
    expect(body.count).toBe(2);
    expect(body.campaigns.map((c) => [c.name, c.status, c.progress.total])).toEqual([
      ['Second', 'draft', 0],
      ['First', 'running', 2],
    ]);
  });

  test('the finish time is the one the pace allows, and campaigns of one mailbox know of each other', async () => {
    const { house, call } = await anApp(await aMergeHouse({ messagesPerMinute: 60 }));
    const now = house.clock.now();
    expect((await aDraft(house, {}, 10)).check.seconds).toBe(9);
    const a = await aStartedCampaign(house, 10);
    expect(Date.parse(a.progress.finishesAt ?? '') - now).toBe(9_000);
    const b = await aStartedCampaign(house, 5);
    expect(Date.parse(b.progress.finishesAt ?? '') - now).toBe(9_000);
    expect(Date.parse((await call<Campaign>('GET', `/${a.id}`)).body.progress.finishesAt ?? '') - now).toBe(14_000);
  });

  test('while the mailbox rests, everybody sees until when', async () => {
    const { house, call } = await anApp();
    house.wire.answerNext({ kind: 'later', code: 'HTTP_429', reason: 'Slow down.', waitMs: 90_000 });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 1);
    await house.clock.advance(0);
    const { progress } = (await call<Campaign>('GET', `/${id}`)).body;
    const until = new Date(house.clock.now() + 90_000).toISOString();
    expect([progress.restingUntil, progress.finishesAt]).toEqual([until, until]);
  });
});

const DECIDED = { decideAfter: null, decidedBy: null };

describe('results and report', () => {
  async function finishedCampaign() {
    const made = await anApp();
    const { house } = made;
    const people = [
      { Email: 'ada@example.com', Name: '=HYPERLINK("http://evil")' },
      { Email: 'bo_b@example.com', Name: 'Bo, "the" B' },
      { Email: '', Name: 'Nobody' },
    ];
    house.wire.answerNext({ kind: 'rejected', code: 'X', reason: '-refused' });
    await house.outbox.start();
    const { id } = await aStartedCampaign(house, 0, { list: { rows: people }, name: 'Jubiläum / 2026' });
    await house.clock.advanceUntil(async () => (await made.call<Campaign>('GET', `/${id}`)).body.status === 'finished');
    return { ...made, id };
  }

  test('every row has a result, in the order of the list', async () => {
    const { call, id } = await finishedCampaign();
    const { body } = await call<{ results: unknown[]; count: number }>('GET', `/${id}/results`);
    expect(body).toEqual({
      count: 3,
      results: [
        {
          row: 1,
          to: 'ada@example.com',
          status: 'rejected',
          reason: '-refused',
          at: expect.any(String),
          messageId: null,
          ...DECIDED,
        },
        {
          row: 2,
          to: 'bo_b@example.com',
          status: 'accepted',
          reason: null,
          at: expect.any(String),
          messageId: 'request-1',
          ...DECIDED,
        },
        {
          row: 3,
          to: null,
          status: 'skipped',
          reason: 'Row 3 has no address. It is skipped.',
          at: expect.any(String),
          messageId: null,
          ...DECIDED,
        },
      ],
    });
  });

  test.each([
    ['?status=accepted', [2], 1],
    ['?search=ADA', [1], 1],
    ['?search=o_b', [2], 1],
    ['?search=%25', [], 0],
    ['?offset=1&limit=1', [2], 3],
  ])('%s finds rows %j of %d', async (query, rows, count) => {
    const { call, id } = await finishedCampaign();
    const { body } = await call<{ results: { row: number }[]; count: number }>('GET', `/${id}/results${query}`);
    expect([body.results.map((r) => r.row), body.count]).toEqual([rows, count]);
  });

  test('the report opens in Excel, holds every column, and no cell of it calculates', async () => {
    const { call, id } = await finishedCampaign();
    const { body, headers } = await call<string>('GET', `/${id}/report.csv`);
    const time = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;
    expect(body.replaceAll(time, 'TIME')).toBe(
      '\ufeffRow,Address,Status,Reason,Time,Message id,Decided by,Email,Name\r\n' +
        `1,ada@example.com,rejected,'-refused,TIME,,,ada@example.com,"'=HYPERLINK(""http://evil"")"\r\n` +
        '2,bo_b@example.com,accepted,,TIME,request-1,,bo_b@example.com,"Bo, ""the"" B"\r\n' +
        '3,,skipped,Row 3 has no address. It is skipped.,TIME,,,,Nobody\r\n',
    );
    expect(headers['content-disposition']).toBe(
      `attachment; filename="Jubil_um   2026.csv"; filename*=UTF-8''Jubil%C3%A4um%20%20%202026.csv`,
    );
  });
});

describe("somebody else's campaign", () => {
  const ASKS: ['GET' | 'POST' | 'PATCH' | 'DELETE', string][] = [
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['GET', '/preview/1'],
    ['POST', '/test'],
    ['POST', '/start'],
    ['POST', '/pause'],
    ['POST', '/resume'],
    ['POST', '/cancel'],
    ['GET', '/events'],
    ['GET', '/results'],
    ['GET', '/report.csv'],
  ];

  test.each(ASKS)('%s %s: does not exist', async (method, path) => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    const answer = await call<CampaignFailure>(
      method,
      `/${id}${path}`,
      method === 'PATCH' ? { name: 'Mine' } : undefined,
      AS_BEN,
    );
    expect([answer.status, answer.body.code]).toEqual([404, 'CAMPAIGN_NOT_FOUND']);
  });

  test('is not in the list', async () => {
    const { house, call } = await anApp();
    await aDraft(house);
    expect((await call<{ count: number }>('GET', '', undefined, AS_BEN)).body.count).toBe(0);
  });
});
