/** What is sent is what was approved: made ready once for all mails, and compared before anything leaves. */
import { describe, expect, test } from '@jest/globals';
import type { RenderPrepared } from '../../../server/outbox/campaignSide.ts';
import type { MailMessage } from '../../../server/mail/message.ts';
import type { CampaignInput } from '../../../shared/api/campaigns.ts';
import { aStartedCampaign, statusesOf, statusOf } from '../../support/aCampaign.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

const MINUTE = 60_000;
const MAILBOX = 'microsoft:contoso:anna';
const one = (row: number) => ({ rows: [row], sequence: row });

async function built(mail: RenderPrepared, index: number): Promise<MailMessage> {
  const made = mail(index, `marker-${index}`);
  if (!made.ok) throw new Error(made.reason);
  return made.message;
}

/** Counts what is asked of the database from now on. */
function countQueries(house: MergeHouse): () => number {
  const { db } = house;
  let asked = 0;
  const before = db.selectFrom.bind(db);
  db.selectFrom = ((...table: Parameters<typeof before>) => {
    asked += 1;
    return before(...table);
  }) as typeof db.selectFrom;
  return () => asked;
}

const WITH_FILE: CampaignInput = {
  letter: { html: '<p>Dear {{Name}}</p><img src="data:image/png;base64,iVBORw0KGgoAAAAN">' },
  attachment: { name: 'plan.txt', contentBytes: Buffer.from('plan').toString('base64'), contentType: 'text/plain' },
};

describe('the next messages', () => {
  test('are read with one query, and built without any', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 64);
    await house.parts.side.prepare(id, [one(1)]);
    const asked = countQueries(house);
    const mail = await house.parts.side.prepare(
      id,
      Array.from({ length: 64 }, (_, i) => one(i + 1)),
    );
    const mails = await Promise.all(Array.from({ length: 64 }, (_, index) => built(mail, index)));
    expect(asked()).toBe(1);
    expect(mails.map(({ to, markerId }) => [to[0], markerId]).at(-1)).toEqual(['p64@example.com', 'marker-63']);
  });

  test('carry the very same files, so that they are encoded once', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 3, WITH_FILE);
    const first = await house.parts.side.prepare(id, [one(1), one(2)]);
    const second = await house.parts.side.prepare(id, [one(3)]);
    const mails = [await built(first, 0), await built(first, 1), await built(second, 0)];
    expect(mails[0]?.attachments.map(({ contentType }) => contentType)).toEqual(['image/png', 'text/plain']);
    for (const { attachments } of mails) {
      for (const [place, file] of attachments.entries()) expect(file).toBe(mails[0]?.attachments[place]);
    }
  });

  test('may be built in any order, and beside those of another reading', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 4);
    const [first, second] = [
      await house.parts.side.prepare(id, [one(1), one(2)]),
      await house.parts.side.prepare(id, [one(4), one(3)]),
    ];
    const subjects = [await built(second, 1), await built(first, 1), await built(second, 0), await built(first, 0)].map(
      (m) => m.subject,
    );
    expect(subjects).toEqual(['Hello Person 3', 'Hello Person 2', 'Hello Person 4', 'Hello Person 1']);
  });

  test('of several rows hold their own rows', async () => {
    const house = await aMergeHouse();
    const rows = ['a', 'b', 'a'].map((name, i) => ({ Email: `${name}@example.com`, Name: `${name}${i}` }));
    const letter = { html: '{{#rows}}<p>{{Name}}</p>{{/rows}}' };
    const { id } = await aStartedCampaign(house, 0, { list: { rows }, letter, subject: 'Hi', merge: { groupBy: 'Email' } });
    const mail = await house.parts.side.prepare(id, [
      { rows: [1, 3], sequence: 1 },
      { rows: [2], sequence: 2 },
    ]);
    const texts = [await built(mail, 0), await built(mail, 1)].map((m) => m.text?.replaceAll(/\s+/g, ' ').trim());
    expect(texts).toEqual(['a0 a2', 'b1']);
  });

  test('one whose row is missing spoils no other', async () => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house, 3);
    const mail = await house.parts.side.prepare(id, [one(1), one(9), one(3)]);
    expect([mail(0, 'a').ok, mail(1, 'b').ok, mail(2, 'c').ok, mail(3, 'd').ok]).toEqual([true, false, true, false]);
  });

  test('the hours of sending are the approved ones', async () => {
    const house = await aMergeHouse();
    const window = { days: [1, 2], from: '09:00', to: '17:00', timeZone: 'Europe/Berlin' };
    const plain = await aStartedCampaign(house);
    const { id } = await aStartedCampaign(house, 3, { sending: { window } });
    await house.db.updateTable('campaigns').set({ sending: '{}' }).execute();
    expect([await house.parts.side.windowOf(plain.id), await house.parts.side.windowOf(id)]).toEqual([null, window]);
  });
});

/** What somebody does to the database behind the back of a campaign that was approved. */
const CHANGES: { name: string; part: string; change: (house: MergeHouse) => Promise<unknown> }[] = [
  {
    name: 'a cell of the list',
    part: 'list',
    change: ({ db }) =>
      db.updateTable('campaign_rows').set({ cells: '["p2@evil.example","Person 2"]' }).where('row_number', '=', 2).execute(),
  },
  { name: 'a row less', part: 'list', change: ({ db }) => db.deleteFrom('campaign_rows').where('row_number', '=', 3).execute() },
  {
    name: 'another letter',
    part: 'letter',
    change: async ({ db }) => {
      const { letter_blob: hash } = await db.selectFrom('campaigns').select('letter_blob').executeTakeFirstOrThrow();
      await db
        .updateTable('blobs')
        .set({ bytes: Buffer.from('<p>Dear {{Name}}, pay now</p>') })
        .where('hash', '=', hash ?? '')
        .execute();
    },
  },
  { name: 'no letter', part: 'letter', change: ({ db }) => db.deleteFrom('blobs').execute() },
  {
    name: 'a mail less',
    part: 'number of mails',
    change: ({ db }) => db.deleteFrom('outbox').where('row_number', '=', 3).execute(),
  },
];

describe('what was changed behind its back', () => {
  test.each(CHANGES)('$name: nothing is sent, and the campaign says so', async ({ part, change }) => {
    const house = await aMergeHouse();
    const { id } = await aStartedCampaign(house);
    await change(house);
    await house.outbox.start();
    await house.clock.advance(MINUTE);
    expect([house.wire.attempts.length, await statusOf(house, id)]).toEqual([
      0,
      {
        status: 'paused',
        pause_reason:
          `The ${part} of this merge is not what was approved: somebody changed it in the database. Nothing more was sent. ` +
          'Cancel this merge, then make a copy of it and look at the mails again.',
      },
    ]);
    expect(new Set(await statusesOf(house, id))).toEqual(new Set(['queued']));
  });

  test.each(CHANGES.slice(0, 2))('$name, after a restart: what was not sent stays', async ({ change }) => {
    const before = await aMergeHouse({ messagesPerMinute: 1 });
    await before.outbox.start();
    const { id } = await aStartedCampaign(before);
    await before.clock.advance(1_000);
    await change(before);
    const house = before.crash();
    await house.outbox.start();
    await house.clock.advance(5 * MINUTE);
    expect([house.wire.attempts.length, (await statusOf(house, id)).status]).toEqual([0, 'paused']);
  });

  test('other campaigns of the mailbox go on', async () => {
    const house = await aMergeHouse();
    const bad = await aStartedCampaign(house);
    const good = await aStartedCampaign(house);
    await house.db.deleteFrom('campaign_rows').where('campaign_id', '=', bad.id).execute();
    expect(await house.parts.side.running(MAILBOX)).toEqual([good.id]);
  });
});
