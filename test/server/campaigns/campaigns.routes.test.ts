import { utils, write } from '@e965/xlsx';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { Campaign, CampaignInput, CampaignSummary } from '../../../shared/api/campaigns.ts';
import type { Preview } from '../../../shared/api/campaignPreview.ts';
import { aCampaignInput, aDraft, aStartedCampaign, somePeople } from '../../support/aCampaign.ts';
import { aMergeHouse, anAppOf, type MergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount, fakeAccounts } from '../../support/anAccount.ts';

interface Answer<T> {
  status: number;
  body: T;
  headers: Record<string, unknown>;
}

interface Failure {
  success: false;
  code: string;
  error: string;
  details?: Record<string, unknown>;
}

let opened: FastifyInstance | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

async function aHouseWithApp(house?: MergeHouse) {
  const made = house ?? (await aMergeHouse());
  const app = anAppOf(made);
  opened = app;
  const call = async <T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    user = 'anna',
  ): Promise<Answer<T>> => {
    const answer = await app.inject({
      method,
      url: `/api/campaigns${path}`,
      headers: { 'x-user': user },
      ...(body !== undefined && { payload: body as object }),
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return { status: answer.statusCode, body: (isJson ? answer.json() : answer.body) as T, headers: answer.headers };
  };
  return { house: made, call };
}

async function counts(house: MergeHouse) {
  const of = async (table: 'campaigns' | 'campaign_rows' | 'blobs' | 'outbox') =>
    (
      await house.db
        .selectFrom(table)
        .select((e) => e.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  return {
    campaigns: await of('campaigns'),
    rows: await of('campaign_rows'),
    blobs: await of('blobs'),
    outbox: await of('outbox'),
  };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('creating', () => {
  test('with everything at once: fields found, columns matched, the address column guessed, ready', async () => {
    const { call } = await aHouseWithApp();
    const { status, body } = await call<Campaign>('POST', '', aCampaignInput());
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Invitation',
      status: 'draft',
      from: 'anna@contoso.com',
      subject: 'Hello {{Name}}',
      letter: { kind: 'html', fields: ['Name'] },
      list: { kind: 'rows', headers: ['Email', 'Name'], rows: 3 },
      addressColumn: 'Email',
      columns: { Name: 'Name' },
      check: { recipients: 3, skipped: 0, blockers: [] },
    });
  });

  test('with nothing: a draft that says what is missing', async () => {
    const { call } = await aHouseWithApp();
    const { status, body } = await call<Campaign>('POST', '', {});
    expect(status).toBe(201);
    expect(body.check.blockers.map((b) => b.code)).toEqual([
      'MAILBOX_MISSING',
      'LETTER_MISSING',
      'LIST_MISSING',
      'SUBJECT_MISSING',
    ]);
    expect(body.name).toBe('New merge');
  });

  test('a csv list and an attachment; the same file twice is stored once', async () => {
    const { house, call } = await aHouseWithApp();
    const list = { name: 'people.csv', contentBytes: base64('E-Mail;Name\nada@example.com;Ada\nbad;Bo\n') };
    const attachment = { name: 'plan.pdf', contentBytes: base64('%PDF'), contentType: 'application/pdf' };
    const { body } = await call<Campaign>('POST', '', aCampaignInput({ list, attachment }));
    expect(body).toMatchObject({
      addressColumn: 'E-Mail',
      attachment: { name: 'plan.pdf', bytes: 4, contentType: 'application/pdf' },
      check: { recipients: 1, skipped: 1 },
    });
    expect(body.check.warnings.map((w) => [w.code, w.row])).toEqual([['ADDRESS_INVALID', 2]]);
    await call('POST', '', aCampaignInput({ list, attachment }));
    expect(await counts(house)).toMatchObject({ campaigns: 2, blobs: 3 });
  });

  const BAD: { name: string; change: CampaignInput; status: number; code: string }[] = [
    {
      name: 'a letter that is no Word document',
      change: { letter: { name: 'a.docx', contentBytes: base64('hello') } },
      status: 422,
      code: 'LETTER_UNREADABLE',
    },
    { name: 'an empty letter', change: { letter: { html: '  ' } }, status: 422, code: 'LETTER_UNREADABLE' },
    {
      name: 'a letter that is not base64',
      change: { letter: { name: 'a.docx', contentBytes: '&&&&' } },
      status: 422,
      code: 'LETTER_UNREADABLE',
    },
    {
      name: 'a letter of 30 MB',
      change: { letter: { name: 'a.docx', contentBytes: 'A'.repeat(40 * 1024 * 1024) } },
      status: 413,
      code: 'TOO_LARGE',
    },
    {
      name: 'a list without rows',
      change: { list: { name: 'a.csv', contentBytes: base64('Email,Name\n') } },
      status: 422,
      code: 'LIST_EMPTY',
    },
    { name: 'an empty list', change: { list: { rows: [] } }, status: 422, code: 'LIST_EMPTY' },
    {
      name: 'a workbook that is none',
      change: { list: { name: 'a.xlsx', contentBytes: base64('nope') } },
      status: 422,
      code: 'LIST_UNREADABLE',
    },
    {
      name: 'a list of 100,001 rows',
      change: { list: { name: 'a.csv', contentBytes: base64(`Email\n${'a@b.co\n'.repeat(100_001)}`) } },
      status: 422,
      code: 'LIST_TOO_LONG',
    },
    { name: 'an address column that is not there', change: { addressColumn: 'Nope' }, status: 422, code: 'COLUMN_MISSING' },
    {
      name: 'a column for a field that is not there',
      change: { columns: { Name: 'Nope' } },
      status: 422,
      code: 'COLUMN_MISSING',
    },
    { name: "somebody else's mailbox", change: { providerId: 'account-of-ben' }, status: 404, code: 'ACCOUNT_NOT_FOUND' },
    {
      name: 'an empty attachment',
      change: { attachment: { name: 'a.pdf', contentBytes: '', contentType: 'a/b' } },
      status: 400,
      code: 'ATTACHMENT_INVALID',
    },
    {
      name: 'an attachment that is not base64',
      change: { attachment: { name: 'a.pdf', contentBytes: 'x', contentType: 'a/b' } },
      status: 400,
      code: 'ATTACHMENT_INVALID',
    },
    {
      name: 'an attachment of 4 MB',
      change: { attachment: { name: 'a.pdf', contentBytes: 'A'.repeat((4 * 1024 * 1024 * 4) / 3), contentType: 'a/b' } },
      status: 413,
      code: 'TOO_LARGE',
    },
    { name: 'something unknown', change: { bcc: 'x' } as CampaignInput, status: 400, code: 'INVALID_REQUEST' },
  ];

  test.each(BAD)('$name: $code, and nothing is left behind', async ({ change, status, code }) => {
    const { house, call } = await aHouseWithApp(
      await aMergeHouse({ accounts: fakeAccounts(anAccount(), anAccount({ id: 'account-of-ben', userId: 'ben' })) }),
    );
    await aDraft(house);
    const before = await counts(house);
    const answer = await call<Failure>('POST', '', aCampaignInput(change));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.error).toMatch(/^[A-Z«].*[.!]$/);
    expect(await counts(house)).toEqual(before);
  });

  test.each(BAD.filter((bad) => bad.code !== 'INVALID_REQUEST'))(
    'changing a draft to $name changes nothing',
    async ({ change, status, code }) => {
      const { house, call } = await aHouseWithApp(
        await aMergeHouse({ accounts: fakeAccounts(anAccount(), anAccount({ id: 'account-of-ben', userId: 'ben' })) }),
      );
      const { id } = await aDraft(house);
      const before = [await counts(house), (await call('GET', `/${id}`)).body];
      const answer = await call<Failure>('PATCH', `/${id}`, { name: 'Other', ...change });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect([await counts(house), (await call('GET', `/${id}`)).body]).toEqual(before);
    },
  );
});

describe('changing a draft', () => {
  test('step by step until it is ready', async () => {
    const { call } = await aHouseWithApp();
    const { id } = (await call<Campaign>('POST', '', {})).body;
    const patch = async (change: CampaignInput) => (await call<Campaign>('PATCH', `/${id}`, change)).body;
    expect((await patch({ letter: { html: 'Dear {{First Name}}' } })).columns).toEqual({ 'First Name': null });
    const listed = await patch({ list: { rows: [{ first_name: 'Ada', Mail: 'ada@example.com' }] } });
    expect([listed.columns, listed.addressColumn]).toEqual([{ 'First Name': 'first_name' }, 'Mail']);
    await patch({ subject: 'Hi' });
    expect((await patch({ providerId: 'account-anna' })).check.blockers).toEqual([]);
  });

  test('columns: another one, none, and by another spelling', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house, { list: { rows: [{ Email: 'a@example.com', Name: 'Ada', Nick: 'Addie' }] } });
    expect((await call<Campaign>('PATCH', `/${id}`, { columns: { Name: 'nick' } })).body.columns).toEqual({ Name: 'Nick' });
    const none = (await call<Campaign>('PATCH', `/${id}`, { columns: { Name: '' } })).body;
    expect([none.columns, none.check.blockers.map((b) => b.code)]).toEqual([{ Name: null }, ['FIELD_UNMATCHED']]);
    expect((await call<Campaign>('PATCH', `/${id}`, { columns: {} })).body.columns).toEqual({ Name: 'Name' });
  });

  test('a row without a value blocks, until its field may be empty', async () => {
    const { house, call } = await aHouseWithApp();
    const { id, check } = await aDraft(house, { list: { rows: [{ Email: 'a@example.com', Name: '' }] } });
    expect(check.blockers.map((b) => [b.code, b.row])).toEqual([['VALUE_EMPTY', 1]]);
    expect((await call<Campaign>('PATCH', `/${id}`, { fieldPolicies: { Name: 'empty' } })).body.check.blockers).toEqual([]);
  });

  test('a replaced list and a removed attachment leave nothing behind', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house, { attachment: { name: 'a.txt', contentBytes: base64('abc'), contentType: 'text/plain' } });
    expect(await counts(house)).toMatchObject({ rows: 3, blobs: 3 });
    const { body } = await call<Campaign>('PATCH', `/${id}`, { list: { rows: somePeople(2) }, attachment: null });
    expect([body.attachment, body.check.recipients]).toEqual([null, 2]);
    expect(await counts(house)).toMatchObject({ rows: 2, blobs: 2 });
  });

  test('pictures and attachment together must fit into one mail', async () => {
    const { house } = await aHouseWithApp();
    const picture = `data:image/png;base64,${'iVBORw0KGgo'.padEnd(2 * 1024 * 1024, 'A')}`;
    const { check } = await aDraft(house, {
      letter: { html: `<p>{{Name}}</p><img src="${picture}">` },
      attachment: {
        name: 'a.bin',
        contentBytes: 'A'.repeat(2 * 1024 * 1024 + 4).slice(0, 2796204),
        contentType: 'application/octet-stream',
      },
    });
    expect(check.blockers.map((b) => b.code)).toEqual(['MESSAGE_TOO_LARGE']);
  });

  test.each([
    [3 * 1024 * 1024 - 16 * 1024, []],
    [3 * 1024 * 1024, ['MESSAGE_TOO_LARGE']],
  ])('an attachment of %d bytes: %j, because the letter needs room too', async (bytes, codes) => {
    const { house } = await aHouseWithApp();
    const contentBytes = Buffer.alloc(bytes, 1).toString('base64');
    const { check } = await aDraft(house, {
      attachment: { name: 'a.bin', contentBytes, contentType: 'application/octet-stream' },
    });
    expect(check.blockers.map((b) => b.code)).toEqual(codes);
  });

  test('a change made from an older sight than the stored one is refused', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    const accounts = { ...house.accounts };
    house.accounts.find = async (userId, accountId) => {
      await house.db.updateTable('campaigns').set({ version: 9, subject: 'Theirs' }).execute();
      return accounts.find(userId, accountId);
    };
    const { status, body } = await call<Failure>('PATCH', `/${id}`, { subject: 'Mine', providerId: 'account-anna' });
    expect([status, body.code]).toEqual([409, 'CAMPAIGN_WRONG_STATE']);
    expect((await call<Campaign>('GET', `/${id}`)).body.subject).toBe('Theirs');
  });

  test('another sheet of the list that is kept', async () => {
    const { house, call } = await aHouseWithApp();
    const book = utils.book_new();
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['Email', 'Name'],
        ['a@example.com', 'Ada'],
      ]),
      'Spring',
    );
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['Mail', 'Name'],
        ['b@example.com', 'Bo'],
        ['c@example.com', 'Cy'],
      ]),
      'Autumn',
    );
    const list = { name: 'people.xlsx', contentBytes: write(book, { type: 'base64', bookType: 'xlsx' }) as string };
    const { id, list: first } = await aDraft(house, { list });
    expect([first?.sheet, first?.sheets]).toEqual(['Spring', ['Spring', 'Autumn']]);
    const { body } = await call<Campaign>('PATCH', `/${id}`, { sheet: 'Autumn' });
    expect([body.list?.sheet, body.addressColumn, body.check.recipients]).toEqual(['Autumn', 'Mail', 2]);
    const missing = await call<Failure>('PATCH', `/${id}`, { sheet: 'Winter' });
    expect([missing.status, missing.body.code]).toEqual([422, 'LIST_UNREADABLE']);
    expect((await call<Campaign>('GET', `/${id}`)).body.list?.sheet).toBe('Autumn');
  });

  test('is over once it was started', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aStartedCampaign(house);
    const { status, body } = await call<Failure>('PATCH', `/${id}`, { subject: 'New' });
    expect([status, body.code, body.error]).toEqual([
      409,
      'CAMPAIGN_WRONG_STATE',
      'This campaign is being sent, so it cannot be changed. Change a copy of it.',
    ]);
  });
});

describe('preview', () => {
  test('a row as its receiver sees it', async () => {
    const { house, call } = await aHouseWithApp();
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
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house, { list: { rows: [...somePeople(1), { Email: 'none', Name: '' }] } });
    const { body } = await call<Preview>('GET', `/${id}/preview/2`);
    expect(body.to).toBeNull();
    expect(body.remarks.map((r) => [r.code, r.row, r.text.slice(0, 5)])).toEqual([
      ['ADDRESS_INVALID', 2, 'Row 2'],
      ['VALUE_EMPTY', 2, 'Row 2'],
    ]);
  });

  test('pictures are shown, not referred to', async () => {
    const { house, call } = await aHouseWithApp();
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
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    const answer = await call<Failure>('GET', `/${id}${path}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test.each([
    ['letter', { list: { rows: somePeople(1) } }],
    ['list', { letter: { html: 'Hi' } }],
  ])('without a %s there is nothing to look at', async (_what, input) => {
    const { call } = await aHouseWithApp();
    const { id } = (await call<Campaign>('POST', '', input)).body;
    expect((await call<Failure>('GET', `/${id}/preview/1`)).body.code).toBe('CAMPAIGN_NOT_READY');
  });
});

describe('test mail', () => {
  test("one row's mail goes to the sending mailbox itself and is no result of the campaign", async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    const { status, body } = await call<{ to: string }>('POST', `/${id}/test`, { row: 2 });
    expect([status, body.to]).toEqual([200, 'anna@contoso.com']);
    expect(house.wire.attempts[0]?.message).toMatchObject({ to: ['anna@contoso.com'], subject: 'Hello Person 2' });
    expect((await call<Campaign>('GET', `/${id}`)).body.progress.total).toBe(0);
    const [row] = await house.db.selectFrom('outbox').selectAll().execute();
    expect(row).toMatchObject({ kind: 'test', campaign_id: id, row_number: null, status: 'accepted', message: null });
  });

  test('several are allowed, and a start afterwards sends to everybody', async () => {
    const { house, call } = await aHouseWithApp();
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
    const { house, call } = await aHouseWithApp();
    const id = what === 'row' ? (await aDraft(house)).id : (await call<Campaign>('POST', '', {})).body.id;
    const answer = await call<Failure>('POST', `/${id}/test`, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('a mailbox that is not connected sends none', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    await house.accounts.changeState('account-anna', 'needs-reconnect', 'Connect it again.');
    const answer = await call<Failure>('POST', `/${id}/test`, {});
    expect([answer.status, answer.body.code]).toEqual([401, 'ACCOUNT_NOT_CONNECTED']);
  });
});

describe('start', () => {
  test('puts every row into the outbox, in order, those without an address as skipped', async () => {
    const { house, call } = await aHouseWithApp();
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
    const { house, call } = await aHouseWithApp();
    const alone = (await call<Campaign>('GET', `/${(await aDraft(house)).id}`)).body.check.seconds ?? 0;
    const other = await aDraft(house);
    await call('POST', `/${other.id}/start`);
    const beside = (await call<Campaign>('GET', `/${(await aDraft(house)).id}`)).body.check.seconds ?? 0;
    expect(beside).toBeGreaterThan(alone);
  });

  test('another number than the one that was shown starts nothing', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    const { status, body } = await call<Failure>('POST', `/${id}/start`, { recipients: 4 });
    expect([status, body.code, body.details]).toEqual([409, 'COUNT_CHANGED', { recipients: 3, expected: 4 }]);
    expect(await counts(house)).toMatchObject({ outbox: 0 });
  });

  test('a draft that was changed after it was looked at starts nothing, though the number is the same', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    const { version } = (await call<Campaign>('GET', `/${id}`)).body;
    await call('PATCH', `/${id}`, { subject: 'Changed in another window' });
    const { status, body } = await call<Failure>('POST', `/${id}/start`, { recipients: 3, version });
    expect([status, body.code]).toEqual([409, 'CAMPAIGN_CHANGED']);
    expect(await counts(house)).toMatchObject({ outbox: 0 });
    expect((await call('POST', `/${id}/start`, { recipients: 3, version: version + 1 })).status).toBe(200);
  });

  test('with blockers it says which', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house, { subject: '' });
    const { status, body } = await call<Failure>('POST', `/${id}/start`, {});
    expect([status, body.code]).toEqual([409, 'CAMPAIGN_NOT_READY']);
    expect(body.details).toMatchObject({ blockers: [{ code: 'SUBJECT_MISSING' }] });
  });

  test('freezes what was approved', async () => {
    const { house } = await aHouseWithApp();
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
    const { house, call } = await aHouseWithApp();
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
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    const both = await Promise.all([call('POST', `/${id}/start`, {}), call('POST', `/${id}/start`, {})]);
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await counts(house)).toMatchObject({ outbox: 3 });
  });

  test('a change that comes between check and start wins, and the start is refused', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    const accounts = { ...house.accounts };
    let changed = false;
    house.accounts.find = async (userId, accountId) => {
      if (!changed) await house.db.updateTable('campaigns').set({ version: 9 }).execute();
      changed = true;
      return accounts.find(userId, accountId);
    };
    expect((await call<Failure>('POST', `/${id}/start`, {})).body.code).toBe('CAMPAIGN_WRONG_STATE');
    expect(await counts(house)).toMatchObject({ outbox: 0 });
  });
});

describe('moves', () => {
  test('resume needs a mailbox that can send', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aStartedCampaign(house);
    await call('POST', `/${id}/pause`);
    await house.accounts.changeState('account-anna', 'needs-reconnect', 'Connect it again.');
    expect((await call<Failure>('POST', `/${id}/resume`)).body.code).toBe('ACCOUNT_NOT_CONNECTED');
  });

  test.each(['operator-fault', 'needs-admin', 'throttled'] as const)('a mailbox that is %s may be tried again', async (state) => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aStartedCampaign(house);
    await call('POST', `/${id}/pause`);
    await house.accounts.changeState('account-anna', state, 'Later.');
    expect((await call('POST', `/${id}/resume`)).status).toBe(200);
  });

  test('a paused campaign says who paused it; a running one says nothing', async () => {
    const { house, call } = await aHouseWithApp();
    const { id } = await aStartedCampaign(house);
    expect((await call<Campaign>('POST', `/${id}/pause`)).body).toMatchObject({ status: 'paused', pauseReason: null });
    expect((await call<Campaign>('POST', `/${id}/resume`)).body.pauseReason).toBeNull();
  });

  test('deleting does not make the mailbox forget its pace', async () => {
    const { house, call } = await aHouseWithApp(await aMergeHouse({ messagesPerMinute: 2 }));
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
    expect((await call<Failure>('POST', `/${draft.id}/test`, {})).body.code).toBe('THROTTLED');
  });
});

describe('lists of campaigns', () => {
  test('newest first, each with its progress', async () => {
    const { house, call } = await aHouseWithApp();
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
    const { house, call } = await aHouseWithApp(await aMergeHouse({ messagesPerMinute: 60 }));
    const now = house.clock.now();
    const a = await aStartedCampaign(house, 10);
    expect(a.check.seconds).toBe(9);
    expect(Date.parse(a.progress.finishesAt ?? '') - now).toBe(9_000);
    const b = await aStartedCampaign(house, 5);
    expect(Date.parse(b.progress.finishesAt ?? '') - now).toBe(9_000);
    expect(Date.parse((await call<Campaign>('GET', `/${a.id}`)).body.progress.finishesAt ?? '') - now).toBe(14_000);
  });

  test('while the mailbox rests, everybody sees until when', async () => {
    const { house, call } = await aHouseWithApp();
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
    const made = await aHouseWithApp();
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
    const { house, call } = await aHouseWithApp();
    const { id } = await aDraft(house);
    const answer = await call<Failure>(method, `/${id}${path}`, method === 'PATCH' ? { name: 'Mine' } : undefined, 'ben');
    expect([answer.status, answer.body.code]).toEqual([404, 'CAMPAIGN_NOT_FOUND']);
  });

  test('is not in the list', async () => {
    const { house, call } = await aHouseWithApp();
    await aDraft(house);
    expect((await call<{ count: number }>('GET', '', undefined, 'ben')).body.count).toBe(0);
  });
});
