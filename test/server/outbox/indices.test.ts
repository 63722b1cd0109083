import { describe, expect, test } from '@jest/globals';
import { type Compilable, sql } from 'kysely';
import { IN_HAND, WAITS_OR_ENDED } from '../../../server/outbox/outbox.store.ts';
import { recoverStatements } from '../../../server/outbox/recover.ts';
import type { Database } from '../../../server/storage/database.ts';
import { aMergeHouse, type MergeHouse } from '../../support/aMergeHouse.ts';

/** How SQLite would find the rows of a query, as it is prepared: before anything is bound. */
async function planOf({ outboxDeps: { group } }: MergeHouse, text: string): Promise<string> {
  const params = Array.from(text.matchAll(/\?/g), () => null);
  const [done] = await group.run([{ sql: `EXPLAIN QUERY PLAN ${text}`, params }]);
  return (done?.rows ?? []).map((row) => row['detail']).join('; ');
}

type Ask = [name: string, query: (db: Database) => Compilable, index: string];

const outbox = (db: Database) => db.selectFrom('outbox').select('seq');
const waiting = (db: Database) => outbox(db).where('campaign_id', '=', 'c').where(WAITS_OR_ENDED).where('status', '=', 'queued');

const ASKS: Ask[] = [
  ['the next rows of a campaign', (db) => waiting(db).where('not_before', '=', 0).orderBy('seq'), 'outbox_status'],
  ['rows whose own time has come', (db) => waiting(db).where('not_before', '>', 0).orderBy('not_before'), 'outbox_status'],
  [
    'rows in one state',
    (db) => outbox(db).where('campaign_id', '=', 'c').where(WAITS_OR_ENDED).where('status', '=', 'rejected'),
    'outbox_status',
  ],
  ['what is on its way', (db) => outbox(db).where(IN_HAND), 'outbox_open'],
  ['what left a mailbox', (db) => outbox(db).where('mailbox', '=', 'm').where('submitting_at', '>', 1), 'outbox_pace'],
  [
    'doubts to look up',
    (db) => outbox(db).where(sql<boolean>`status = 'unknown' AND next_look_up IS NOT NULL`).where('next_look_up', '<=', 1),
    'outbox_doubts',
  ],
  [
    'single mails of long ago',
    (db) => outbox(db).where(sql<boolean>`kind <> 'campaign' AND to_address IS NOT NULL`).where('finished_at', '<=', 1),
    'outbox_singles',
  ],
];

describe('the indices of the outbox', () => {
  test.each(ASKS)('serve: %s', async (_name, query, index) => {
    const house = await aMergeHouse();
    const plan = await planOf(house, query(house.db).compile().sql);
    expect(plan).toContain(index);
    expect(plan).not.toContain('TEMP B-TREE');
  });

  test.each(recoverStatements(1, 2, { mailbox: 'm', owner: 'me' }).map(({ sql: text }) => [text]))(
    'serve the recovery of a mailbox: %s',
    async (text) => {
      expect(await planOf(await aMergeHouse(), text)).toMatch(/outbox USING (?:COVERING )?INDEX outbox_open/);
    },
  );
});
