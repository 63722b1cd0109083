import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type CommitThread, commitThread } from '../../../server/storage/commitThread.ts';
import type { Database } from '../../../server/storage/database.ts';
import type { Statement } from '../../../server/storage/groupCommit.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';

let folder: string;
let db: Database;
let thread: CommitThread;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mergepost-'));
  const path = join(folder, 'test.db');
  db = openSqlite(path);
  await migrate(db);
  thread = commitThread(path);
});

afterEach(async () => {
  await thread.close();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const put = (mailbox: string, until: number): Statement => ({
  sql: 'INSERT INTO mailboxes (mailbox, resting_until) VALUES (?, ?)',
  params: [mailbox, until],
});
const rested = async () =>
  (await db.selectFrom('mailboxes').select('mailbox').orderBy('mailbox').execute()).map((m) => m.mailbox);

describe('commits in a thread', () => {
  test('are there for everybody once they are answered', async () => {
    const done = await thread.together(db, [put('a', 1), put('b', 2)]);
    expect(done).toEqual([
      { changes: 1, rows: [] },
      { changes: 1, rows: [] },
    ]);
    expect(await rested()).toEqual(['a', 'b']);
  });

  test('answer how many rows were changed, and what a statement asks for', async () => {
    await thread.together(db, [put('a', 1), put('b', 2)]);
    const done = await thread.together(db, [
      { sql: 'UPDATE mailboxes SET resting_until = ? WHERE resting_until > ?', params: [null, 1] },
      { sql: 'UPDATE mailboxes SET fence = fence + 1 WHERE mailbox = ? RETURNING mailbox, fence', params: ['a'] },
      { sql: 'SELECT mailbox FROM mailboxes WHERE mailbox = ?', params: ['nobody'] },
    ]);
    expect(done).toEqual([
      { changes: 1, rows: [] },
      { changes: 1, rows: [{ mailbox: 'a', fence: 1 }] },
      { changes: 0, rows: [] },
    ]);
  });

  test('happen whole or not at all, and the next one goes on', async () => {
    await thread.together(db, [put('a', 1)]);
    const twice = thread.together(db, [put('b', 2), put('a', 1)]);
    await expect(twice).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT_PRIMARYKEY',
      message: expect.stringContaining('UNIQUE'),
    });
    expect(await rested()).toEqual(['a']);
    await thread.together(db, [put('c', 3)]);
    expect(await rested()).toEqual(['a', 'c']);
  });

  test('wait for a transaction that is open, and never meet its lock', async () => {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const order: string[] = [];
    const transaction = db.transaction().execute(async (tx) => {
      await tx.insertInto('mailboxes').values({ mailbox: 'a', resting_until: 1 }).execute();
      await held;
      order.push('transaction');
    });
    const commit = thread.together(db, [put('b', 2)]).then(() => order.push('commit'));
    goOn();
    await Promise.all([transaction, commit]);
    expect([order, await rested()]).toEqual([
      ['transaction', 'commit'],
      ['a', 'b'],
    ]);
  });

  test('are durable: the thread has the same promises as every connection', async () => {
    const [said] = await thread.together(db, [{ sql: 'SELECT synchronous FROM pragma_synchronous', params: [] }]);
    expect(said?.rows).toEqual([{ synchronous: 2 }]);
  });

  test('say so where there is no database, and are tried anew the next time', async () => {
    const nowhere = commitThread(join(folder, 'no', 'such.db'));
    await expect(nowhere.together(db, [put('a', 1)])).rejects.toThrow();
    await expect(nowhere.together(db, [put('a', 1)])).rejects.toThrow();
    await nowhere.close();
  });
});
