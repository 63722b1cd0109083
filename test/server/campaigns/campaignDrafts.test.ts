/** Drafts over HTTP: made with everything or nothing, changed step by step, and what cannot be used. */
import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from '@jest/globals';
import type { Campaign, CampaignInput } from '../../../shared/api/campaigns.ts';
import { aCampaignInput, aDraft, aStartedCampaign, somePeople } from '../../support/aCampaign.ts';
import { appsClosedAfterEach, type CampaignFailure } from '../../support/aCampaignsApp.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';
import { anAccount, fakeAccounts } from '../../support/anAccount.ts';
import { storedCounts } from '../../support/storedCounts.ts';

const anApp = appsClosedAfterEach();
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('creating', () => {
  test('with everything at once: fields found, columns matched, the address column guessed, ready', async () => {
    const { call } = await anApp();
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

  test('it tells the pace of its own mailbox; without one, what the server does for all', async () => {
    const accounts = fakeAccounts(anAccount());
    Object.assign(accounts.limits, { perMinute: 7, perDay: 300 });
    const { call } = await anApp(await aMergeHouse({ accounts }));
    expect((await call<Campaign>('POST', '', aCampaignInput())).body.progress).toMatchObject({ perMinute: 7, perDay: 300 });
    expect((await call<Campaign>('POST', '', {})).body.progress).toMatchObject({ perMinute: 28, perDay: null });
    const { body } = await call<{ campaigns: Campaign[] }>('GET', '');
    expect(new Set(body.campaigns.map(({ progress }) => progress.perMinute))).toEqual(new Set([28, 7]));
  });

  test('a name of blanks is none', async () => {
    const { call } = await anApp();
    const { status, body } = await call<CampaignFailure>('POST', '', { name: '   ' });
    expect([status, body.error]).toEqual([400, 'The request is not as expected: body.name must be written like Invitation.']);
  });

  test('with nothing: a draft that says what is missing', async () => {
    const { call } = await anApp();
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
    const { house, call } = await anApp();
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
    expect(await storedCounts(house)).toMatchObject({ campaigns: 2, blobs: 3 });
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
    const { house, call } = await anApp(
      await aMergeHouse({ accounts: fakeAccounts(anAccount(), anAccount({ id: 'account-of-ben', userId: 'ben' })) }),
    );
    await aDraft(house);
    const before = await storedCounts(house);
    const answer = await call<CampaignFailure>('POST', '', aCampaignInput(change));
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.error).toMatch(/^[A-Z«].*[.!]$/);
    expect(await storedCounts(house)).toEqual(before);
  });

  test.each(BAD.filter((bad) => bad.code !== 'INVALID_REQUEST'))(
    'changing a draft to $name changes nothing',
    async ({ change, status, code }) => {
      const { house, call } = await anApp(
        await aMergeHouse({ accounts: fakeAccounts(anAccount(), anAccount({ id: 'account-of-ben', userId: 'ben' })) }),
      );
      const { id } = await aDraft(house);
      const before = [await storedCounts(house), (await call('GET', `/${id}`)).body];
      const answer = await call<CampaignFailure>('PATCH', `/${id}`, { name: 'Other', ...change });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect([await storedCounts(house), (await call('GET', `/${id}`)).body]).toEqual(before);
    },
  );
});

describe('changing a draft', () => {
  test('step by step until it is ready', async () => {
    const { call } = await anApp();
    const { id } = (await call<Campaign>('POST', '', {})).body;
    const patch = async (change: CampaignInput) => (await call<Campaign>('PATCH', `/${id}`, change)).body;
    expect((await patch({ letter: { html: 'Dear {{First Name}}' } })).columns).toEqual({ 'First Name': null });
    const listed = await patch({ list: { rows: [{ first_name: 'Ada', Mail: 'ada@example.com' }] } });
    expect([listed.columns, listed.addressColumn]).toEqual([{ 'First Name': 'first_name' }, 'Mail']);
    await patch({ subject: 'Hi' });
    expect((await patch({ providerId: 'account-anna' })).check.blockers).toEqual([]);
  });

  test('columns: another one, none, and by another spelling', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house, { list: { rows: [{ Email: 'a@example.com', Name: 'Ada', Nick: 'Addie' }] } });
    expect((await call<Campaign>('PATCH', `/${id}`, { columns: { Name: 'nick' } })).body.columns).toEqual({ Name: 'Nick' });
    const none = (await call<Campaign>('PATCH', `/${id}`, { columns: { Name: '' } })).body;
    expect([none.columns, none.check.blockers.map((b) => b.code)]).toEqual([{ Name: null }, ['FIELD_UNMATCHED']]);
    expect((await call<Campaign>('PATCH', `/${id}`, { columns: {} })).body.columns).toEqual({ Name: 'Name' });
  });

  test.each([
    [2, 'The list has no column «Nope». Choose one of its columns: «Email», «C1».'],
    [12, /^The list has no column «Nope»\. Choose one of its columns, such as «Email», «C1», .*«C9»\.$/],
  ])('a column that a list of %d does not have is refused with some that it has', async (count, sentence) => {
    const { house, call } = await anApp();
    const more = Array.from({ length: count - 1 }, (_, i) => [`C${i + 1}`, 'x']);
    const { id } = await aDraft(house, { list: { rows: [{ Email: 'a@example.com', ...Object.fromEntries(more) }] } });
    const { body } = await call<CampaignFailure>('PATCH', `/${id}`, { addressColumn: 'Nope' });
    expect(body).toMatchObject({ code: 'COLUMN_MISSING', error: expect.stringMatching(sentence) });
  });

  test('a row without a value blocks, until its field may be empty', async () => {
    const { house, call } = await anApp();
    const { id, check } = await aDraft(house, { list: { rows: [{ Email: 'a@example.com', Name: '' }] } });
    expect(check.blockers.map((b) => [b.code, b.row])).toEqual([['VALUE_EMPTY', 1]]);
    expect((await call<Campaign>('PATCH', `/${id}`, { fieldPolicies: { Name: 'empty' } })).body.check.blockers).toEqual([]);
  });

  test('a replaced list and a removed attachment leave nothing behind', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house, { attachment: { name: 'a.txt', contentBytes: base64('abc'), contentType: 'text/plain' } });
    expect(await storedCounts(house)).toMatchObject({ rows: 3, blobs: 3 });
    const { body } = await call<Campaign>('PATCH', `/${id}`, { list: { rows: somePeople(2) }, attachment: null });
    expect([body.attachment, body.check.recipients]).toEqual([null, 2]);
    expect(await storedCounts(house)).toMatchObject({ rows: 2, blobs: 2 });
  });

  test('pictures and attachment together must fit into one mail', async () => {
    const { house } = await anApp();
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
    const { house } = await anApp();
    const contentBytes = Buffer.alloc(bytes, 1).toString('base64');
    const { check } = await aDraft(house, {
      attachment: { name: 'a.bin', contentBytes, contentType: 'application/octet-stream' },
    });
    expect(check.blockers.map((b) => b.code)).toEqual(codes);
  });

  test('a change made from an older sight than the stored one is refused', async () => {
    const { house, call } = await anApp();
    const { id } = await aDraft(house);
    const accounts = { ...house.accounts };
    house.accounts.find = async (userId, accountId) => {
      await house.db.updateTable('campaigns').set({ version: 9, subject: 'Theirs' }).execute();
      return accounts.find(userId, accountId);
    };
    const { status, body } = await call<CampaignFailure>('PATCH', `/${id}`, { subject: 'Mine', providerId: 'account-anna' });
    expect([status, body.code]).toEqual([409, 'CAMPAIGN_WRONG_STATE']);
    expect((await call<Campaign>('GET', `/${id}`)).body.subject).toBe('Theirs');
  });

  test('another sheet of the list that is kept', async () => {
    const { house, call } = await anApp();
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
    const missing = await call<CampaignFailure>('PATCH', `/${id}`, { sheet: 'Winter' });
    expect([missing.status, missing.body.code]).toEqual([422, 'LIST_UNREADABLE']);
    expect((await call<Campaign>('GET', `/${id}`)).body.list?.sheet).toBe('Autumn');
  });

  test('is over once it was started', async () => {
    const { house, call } = await anApp();
    const { id } = await aStartedCampaign(house);
    const { status, body } = await call<CampaignFailure>('PATCH', `/${id}`, { subject: 'New' });
    expect([status, body.code, body.error]).toEqual([
      409,
      'CAMPAIGN_WRONG_STATE',
      'This campaign is being sent, so it cannot be changed. Change a copy of it.',
    ]);
  });
});
