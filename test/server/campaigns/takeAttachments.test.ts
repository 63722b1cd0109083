/** Several files for everybody: new ones, those that stay, and what the mails of a campaign carry. */
import { describe, expect, test } from '@jest/globals';
import type { Campaign } from '../../../shared/api/campaigns.ts';
import { FILE_BYTES_MAX } from '../../../shared/api/draftLimits.ts';
import { aCampaignInput, aStartedCampaign } from '../../support/aCampaign.ts';
import { appsClosedAfterEach, type CampaignFailure } from '../../support/aCampaignsApp.ts';
import { aMergeHouse } from '../../support/aMergeHouse.ts';
import { storedCounts } from '../../support/storedCounts.ts';

const anApp = appsClosedAfterEach();
const file = (name: string, text = name) => ({
  name,
  contentBytes: Buffer.from(text).toString('base64'),
  contentType: 'text/plain',
});
const names = ({ attachments }: Campaign) => attachments.map(({ name }) => name);

async function aDraftWith(...files: ReturnType<typeof file>[]) {
  const { house, call } = await anApp();
  const { body } = await call<Campaign>('POST', '', aCampaignInput({ attachments: files }));
  const change = (attachments: object[] | undefined, more: object = {}) =>
    call<Campaign>('PATCH', `/${body.id}`, { ...(attachments && { attachments }), ...more });
  return { house, call, change, draft: body };
}

describe('a draft', () => {
  test('lists its files in their order; the first one is also the only one that callers of before know', async () => {
    const { draft } = await aDraftWith(file('terms.pdf', '%PDF'), file('map.txt'));
    expect(names(draft)).toEqual(['terms.pdf', 'map.txt']);
    expect(draft.attachments[0]).toMatchObject({ bytes: 4, contentType: 'text/plain' });
    expect(draft.attachment).toEqual({ name: 'terms.pdf', bytes: 4, contentType: 'text/plain' });
  });

  test('keeps the files that are named again, takes new ones, and forgets the content of the others', async () => {
    const { house, change, draft } = await aDraftWith(file('a.txt'), file('b.txt'));
    const before = (await storedCounts(house)).blobs;
    const { body } = await change([{ id: draft.attachments[1]?.id }, file('c.txt')]);
    expect(names(body)).toEqual(['b.txt', 'c.txt']);
    expect((await storedCounts(house)).blobs).toBe(before);
    expect(names((await change([])).body)).toEqual([]);
    expect((await storedCounts(house)).blobs).toBe(before - 2);
  });

  test('holds the same content twice under two names, and lets one of them go', async () => {
    const { change, draft } = await aDraftWith(file('a.txt', 'same'), file('b.txt', 'same'));
    const [id] = draft.attachments.map((each) => each.id);
    expect(names((await change([{ id }, { id }])).body)).toEqual(['a.txt', 'b.txt']);
    expect(names((await change([{ id }])).body)).toEqual(['a.txt']);
  });

  test('a file that is not there (any more) cannot stay, and nothing changes', async () => {
    const { call, change, draft } = await aDraftWith(file('a.txt'));
    const { status, body } = await change([{ id: 'f'.repeat(64) }]);
    expect([status, (body as unknown as CampaignFailure).code]).toEqual([400, 'ATTACHMENT_INVALID']);
    expect(names((await call<Campaign>('GET', `/${draft.id}`)).body)).toEqual(['a.txt']);
  });

  test('one file in the way of before takes the place of all, and null takes all away', async () => {
    const { change } = await aDraftWith(file('a.txt'), file('b.txt'));
    expect(names((await change(undefined, { attachment: file('c.txt') })).body)).toEqual(['c.txt']);
    expect(names((await change(undefined, { attachment: null })).body)).toEqual([]);
  });

  test('all files together must fit into one mail', async () => {
    const half = 'x'.repeat(1.6 * 1024 * 1024);
    const { draft } = await aDraftWith(file('a.txt', half), file('b.txt', half));
    expect(draft.check.blockers.map(({ code }) => code)).toEqual(['MESSAGE_TOO_LARGE']);
  });

  test('how much room is left is said, to the byte', async () => {
    const { change, draft } = await aDraftWith();
    const room = draft.check.roomForFiles;
    expect(room).toBeGreaterThan(FILE_BYTES_MAX - 4096);
    expect(room).toBeLessThan(FILE_BYTES_MAX);
    const withFile = async (bytes: number) => {
      const { check } = (await change([file('a.bin', 'x'.repeat(bytes))])).body;
      return [check.roomForFiles, check.blockers.map(({ code }) => code)];
    };
    expect(await withFile(1000)).toEqual([room - 1000, []]);
    expect(await withFile(room)).toEqual([0, []]);
    expect(await withFile(room + 1)).toEqual([0, ['MESSAGE_TOO_LARGE']]);
  });

  test('what did not come along is kept with the letter, through a change and a copy, until another letter comes', async () => {
    const { call, change, draft } = await aDraftWith();
    const letter = { name: 'Mail.html', contentBytes: Buffer.from('<p>{{Name}}</p>').toString('base64') };
    const left = ['“Film.mp4” stays behind.'];
    expect((await change(undefined, { letter: { ...letter, left } })).body.letter?.left).toEqual(left);
    expect((await change(undefined, { merge: { letterhead: true } })).body.letter?.left).toEqual(left);
    const copy = await call<Campaign>('POST', `/${draft.id}/duplicate`);
    expect(copy.body.letter?.left).toEqual(left);
    expect((await change(undefined, { letter })).body.letter?.left).toEqual([]);
  });

  test('more than twenty are refused', async () => {
    const { change } = await aDraftWith();
    expect((await change(Array.from({ length: 21 }, (_, i) => file(`${i}.txt`)))).status).toBe(400);
  });

  test('its preview and its copy have them too, and deleting one of the two leaves the other its content', async () => {
    const { call, draft } = await aDraftWith(file('a.txt'), file('b.txt'));
    const shown = await call<{ attachments: { name: string }[] }>('GET', `/${draft.id}/preview/1`);
    expect(shown.body.attachments.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    const copy = await call<Campaign>('POST', `/${draft.id}/duplicate`);
    expect(names(copy.body)).toEqual(['a.txt', 'b.txt']);
    await call('DELETE', `/${draft.id}`);
    expect((await call<Campaign>('POST', `/${copy.body.id}/test`, {})).status).toBe(200);
  });
});

test('every mail of a campaign carries all of them', async () => {
  const house = await aMergeHouse();
  const { id } = await aStartedCampaign(house, 2, { attachments: [file('a.txt'), file('b.txt')] });
  const prepared = await house.parts.side.prepare(
    id,
    [1, 2].map((row) => ({ rows: [row], sequence: row })),
  );
  for (const index of [0, 1]) {
    const built = prepared(index, 'marker');
    if (!built.ok) throw new Error(built.reason);
    expect(
      built.message.attachments.map(({ name, contentBytes }) => [name, Buffer.from(contentBytes, 'base64').toString()]),
    ).toEqual([
      ['a.txt', 'a.txt'],
      ['b.txt', 'b.txt'],
    ]);
  }
});
