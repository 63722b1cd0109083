/** How rows become messages, from the draft to the wire and the report. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { CampaignInput } from '../../../shared/api/campaigns.ts';
import type { MergeSettings } from '../../../shared/api/mergeSettings.ts';
import { changeCampaign } from '../../../server/campaigns/changeCampaign.ts';
import { previewCampaignRow } from '../../../server/campaigns/previewRow.ts';
import { resultsReport } from '../../../server/campaigns/resultsReport.ts';
import { campaignById } from '../../../server/campaigns/campaigns.store.ts';
import { startCampaign } from '../../../server/campaigns/startCampaign.ts';
import { compileLetter } from '../../../server/merge/renderMessage.ts';
import { scopeOf } from '../../../server/merge/mergeScope.ts';
import { aDraft, aStartedCampaign } from '../../support/aCampaign.ts';
import { docxOf } from '../../support/docxOf.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const ORDERS = [
  { Email: 'ann@example.com', Name: 'Ann', Item: 'Chair', City: 'Berlin' },
  { Email: 'bob@example.com', Name: 'Bob', Item: 'Desk', City: 'Wien' },
  { Email: 'Ann@example.com', Name: 'Ann', Item: 'Lamp', City: 'Bern' },
  { Email: '', Name: 'Cleo', Item: 'Sofa', City: 'Berlin' },
];
const LETTER = readFileSync(join(import.meta.dirname, '../../../samples/letter.docx')).toString('base64');

function orders(merge: Partial<MergeSettings>, html = '<p>Dear {{Name}}: {{#each}}{{Item}};{{/each}}</p>'): CampaignInput {
  return { letter: { html }, subject: 'Hello {{Name}}', list: { rows: ORDERS }, merge };
}

/** What left, in the order in which it left. */
async function sent(merge: Partial<MergeSettings>, change: CampaignInput = orders(merge)): Promise<[string, string][]> {
  const house = await aMergeHouse();
  await house.outbox.start();
  const { id, progress } = await aStartedCampaign(house, 0, change);
  await house.clock.advanceUntil(() => house.wire.attempts.length >= progress.queued);
  expect((await campaignById(house.db, id))?.status).toBeDefined();
  return house.wire.attempts.map(({ message }) => [message.to[0] ?? '', (message.text ?? '').trim()]);
}

async function reportOf(house: MergeHouse, id: string): Promise<string> {
  const row = await campaignById(house.db, id);
  if (!row) throw new Error('gone');
  let text = '';
  for await (const piece of resultsReport(house.db, row)) text += piece;
  return text;
}

describe('rows become messages as it was chosen', () => {
  test.each<[string, Partial<MergeSettings>, [string, string][]]>([
    [
      'one each',
      {},
      [
        ['ann@example.com', 'Dear Ann: Chair;'],
        ['bob@example.com', 'Dear Bob: Desk;'],
        ['Ann@example.com', 'Dear Ann: Lamp;'],
      ],
    ],
    [
      'grouped by address',
      { groupBy: 'Email' },
      [
        ['ann@example.com', 'Dear Ann: Chair;Lamp;'],
        ['bob@example.com', 'Dear Bob: Desk;'],
      ],
    ],
    ['filtered', { filters: [{ column: 'City', test: 'is', value: 'berlin' }] }, [['ann@example.com', 'Dear Ann: Chair;']]],
    [
      'in another order',
      { order: { column: 'Item', descending: true } },
      [
        ['Ann@example.com', 'Dear Ann: Lamp;'],
        ['bob@example.com', 'Dear Bob: Desk;'],
        ['ann@example.com', 'Dear Ann: Chair;'],
      ],
    ],
    [
      'the first of an address only',
      { duplicates: 'first' },
      [
        ['ann@example.com', 'Dear Ann: Chair;'],
        ['bob@example.com', 'Dear Bob: Desk;'],
      ],
    ],
  ])('%s', async (_, merge, wanted) => {
    expect(await sent(merge)).toEqual(wanted);
  });

  test('the draft counts what is left out and names columns without use', async () => {
    const house = await aMergeHouse();
    const merge: Partial<MergeSettings> = { duplicates: 'first', filters: [{ column: 'Item', test: 'is-not', value: 'Desk' }] };
    const draft = await aDraft(house, orders(merge, '<p>{{Name}}</p>'));
    expect(draft.check).toMatchObject({
      recipients: 1,
      skipped: 1,
      left: { filtered: 1, duplicates: 1, skipIf: 0 },
      unusedColumns: ['City'],
    });
    expect(draft.merge).toMatchObject({ ...merge, groupBy: null, letterhead: false });
  });

  test('a setting that is changed leaves the others', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house, orders({ groupBy: 'Email' }));
    const next = await changeCampaign(house.campaigns, 'anna', id, { merge: { duplicates: 'first' } });
    expect(next.merge).toMatchObject({ groupBy: 'Email', duplicates: 'first' });
  });

  test('a column that the list does not have stops the start', async () => {
    const house = await aMergeHouse();
    const draft = await aDraft(house, orders({ groupBy: 'Customer' }));
    expect(draft.check.blockers.map(({ code }) => code)).toContain('COLUMN_MISSING');
    await expect(startCampaign(house.campaigns, 'anna', draft.id)).rejects.toThrow('Customer');
  });

  test('the preview of any row of a group is the message of the group', async () => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house, orders({ groupBy: 'Email' }));
    const preview = await previewCampaignRow(house.campaigns, 'anna', id, 3);
    expect(preview).toMatchObject({ rows: [1, 3], to: 'ann@example.com', subject: 'Hello Ann' });
    expect(preview.text.trim()).toBe('Dear Ann: Chair;Lamp;');
  });

  test('the report answers for every row that has no message of its own', async () => {
    const house = await aMergeHouse();
    const filters: MergeSettings['filters'] = [{ column: 'City', test: 'is-not', value: 'Wien' }];
    const { id, progress } = await aStartedCampaign(house, 0, orders({ filters, duplicates: 'first' }));
    expect(progress).toMatchObject({ queued: 1, skipped: 3 });
    const report = await reportOf(house, id);
    expect(report).toMatch(/^2,,skipped,Row 2 does not pass the filters/m);
    expect(report).toMatch(/^3,,skipped,"?Row 3 has the same address as row 1/m);
    expect(report).toMatch(/^4,,skipped,Row 4 has no address/m);
  });
});

test('the report has a line for every row of a group, with what became of their message', async () => {
  const house = await aMergeHouse();
  await house.outbox.start();
  const { id } = await aStartedCampaign(house, 0, orders({ groupBy: 'Email' }));
  await house.clock.advanceUntil(() => house.wire.attempts.length === 2);
  const lines = (await reportOf(house, id)).split('\r\n').slice(1, -1);
  expect(lines.map((line) => line.split(',').slice(0, 3))).toEqual([
    ['1', 'ann@example.com', 'accepted'],
    ['2', 'bob@example.com', 'accepted'],
    ['3', 'ann@example.com', 'accepted'],
    ['4', '', 'skipped'],
  ]);
  expect(lines[2]).toContain('Lamp');
});

test('one message may be made of a whole long list', async () => {
  const house = await aMergeHouse();
  await house.outbox.start();
  const rows = Array.from({ length: 33_000 }, () => ({ Email: 'ann@example.com', Name: 'Ann', Item: 'x' }));
  const { id } = await aDraft(house, { ...orders({ groupBy: 'Email' }), list: { rows } });
  const preview = await previewCampaignRow(house.campaigns, 'anna', id, 33_000);
  expect(preview.text.split(';')).toHaveLength(33_001);
  await startCampaign(house.campaigns, 'anna', id);
  await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
  expect(house.wire.attempts[0]?.message.text).toBe(preview.text);
  expect(house.complaints).toEqual([]);
});

describe('the preview', () => {
  test.each<[string, Partial<MergeSettings>, number, string]>([
    ['filters', { filters: [{ column: 'City', test: 'is', value: 'Bern' }] }, 1, 'Row 1 does not pass the filters.'],
    ['an earlier row', { duplicates: 'first' }, 3, 'Row 3 has the same address as row 1, and only the first gets a mail.'],
  ])('of a row that gets no mail says so: %s', async (_, merge, row, text) => {
    const house = await aMergeHouse();
    const { id } = await aDraft(house, orders(merge));
    const preview = await previewCampaignRow(house.campaigns, 'anna', id, row);
    expect(preview.remarks.map((remark) => remark.text)).toContain(text);
    expect((await previewCampaignRow(house.campaigns, 'anna', id, 3 - row + 1)).remarks).toEqual([]);
  });

  test('after the start it has the date of the mails', async () => {
    const house = await aMergeHouse();
    await house.outbox.start();
    const body =
      '<w:p><w:r><w:t xml:space="preserve">On </w:t></w:r><w:fldSimple w:instr=" DATE \\@ &quot;yyyy-MM-dd HH:mm:ss&quot; "/></w:p>';
    const letter = { name: 'letter.docx', contentBytes: Buffer.from(docxOf(body)).toString('base64') };
    const { id } = await aStartedCampaign(house, 1, { letter });
    await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
    house.clock.step(3 * 24 * 3_600_000);
    const preview = await previewCampaignRow(house.campaigns, 'anna', id, 1);
    expect(preview.text).toMatch(/On \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/);
    expect(preview.text).toBe(house.wire.attempts[0]?.message.text);
  });
});

test('the merged Word document goes along under its own name, with nothing in it that a file name may not have', async () => {
  const house = await aMergeHouse();
  await house.outbox.start();
  const rows = [{ Email: 'ann@example.com', Name: 'A/B: Ann' }];
  const fields = compileLetter({ kind: 'docx', bytes: Buffer.from(LETTER, 'base64'), name: 'letter.docx' });
  if (!fields.ok) throw new Error(fields.text);
  const filled = rows.map((row) => ({
    ...Object.fromEntries(fields.value.fields.map((name) => [name, `value of ${name}`])),
    ...row,
  }));
  const { id } = await aDraft(house, {
    letter: { name: 'letter.docx', contentBytes: LETTER },
    list: { rows: filled },
    merge: { document: { name: 'Offer for {{Name}}' }, policy: 'empty' },
  });
  const preview = await previewCampaignRow(house.campaigns, 'anna', id, 1);
  expect(preview.attachments).toMatchObject([{ name: 'Offer for A B Ann.docx' }]);
  await startCampaign(house.campaigns, 'anna', id);
  await house.clock.advanceUntil(() => house.wire.attempts.length === 1);
  const attached = house.wire.attempts[0]?.message.attachments.find(({ name }) => name.endsWith('.docx'));
  const again = compileLetter({ kind: 'docx', bytes: Buffer.from(attached?.contentBytes ?? '', 'base64'), name: 'again.docx' });
  expect(again).toMatchObject({ ok: true, value: { fields: [] } });
  expect(again.ok && again.value.render(scopeOf(() => '')).text).toContain(`value of ${fields.value.fields[0]}`);
});

describe('a list is read as it is wanted', () => {
  const csv = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding).toString('base64');

  test('headings in another line', async () => {
    const house = await aMergeHouse();
    const text = 'Members,2026\nWho,Where\nEmail,Name\nann@example.com,Ann\n';
    const { id } = await aDraft(house, { list: { name: 'people.csv', contentBytes: csv(text), headerRow: 3 } });
    const draft = await changeCampaign(house.campaigns, 'anna', id, { name: 'Other' });
    expect(draft.list).toMatchObject({ headers: ['Email', 'Name'], headerRow: 3, rows: 1 });
    const other = await changeCampaign(house.campaigns, 'anna', id, { reading: { headerRow: 2 } });
    expect(other.list).toMatchObject({ headers: ['Who', 'Where'], headerRow: 2, rows: 2 });
  });

  test('another encoding, kept while the rest changes', async () => {
    const house = await aMergeHouse();
    const bytes = csv('Email;Name\nann@example.com;J\u00f6rg\n', 'latin1');
    const { id, list } = await aDraft(house, { list: { name: 'people.csv', contentBytes: bytes } });
    expect(list?.encoding).toMatchObject({ guessed: true });
    const draft = await changeCampaign(house.campaigns, 'anna', id, { reading: { encoding: 'windows-1251' } });
    expect(draft.list?.encoding).toMatchObject({ guessed: false });
    expect(draft.list?.firstRows).toEqual([['ann@example.com', 'J\u0446rg']]);
  });
});
