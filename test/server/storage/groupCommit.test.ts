import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Database } from '../../../server/storage/database.ts';
import { type GroupCommit, groupCommit, type Statement } from '../../../server/storage/groupCommit.ts';
import { openSqlite, runTogether } from '../../../server/storage/sqlite.ts';

const put = (n: number): Statement => ({ sql: 'INSERT INTO things (n) VALUES (?)', params: [n] });
const BAD: Statement = { sql: 'INSERT INTO things (n) VALUES (?)', params: [null] };

interface Scene {
  db: Database;
  group: GroupCommit;
  /** Sizes of the transactions that were tried, in statements. */
  tried: number[];
  things: () => Promise<number[]>;
}

async function aScene(): Promise<Scene> {
  const db = openSqlite(':memory:');
  await sql.raw('CREATE TABLE things (n INTEGER NOT NULL UNIQUE)').execute(db);
  const tried: number[] = [];
  const group = groupCommit(
    db,
    (each, statements) => {
      tried.push(statements.length);
      return runTogether(each, statements);
    },
    setImmediate,
  );
  const things = async () =>
    (await sql.raw<{ n: number }>('SELECT n FROM things ORDER BY rowid').execute(db)).rows.map(({ n }) => n);
  return { db, group, tried, things };
}

const settled = async (asked: Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(asked)).map(({ status }) => status);

describe('writes that are asked for at the same moment', () => {
  test('share one transaction, in the order of asking', async () => {
    const { group, tried, things } = await aScene();
    await Promise.all([group.run([put(1)]), group.run([put(2), put(3)]), group.run([put(4)])]);
    expect(tried).toEqual([4]);
    expect(await things()).toEqual([1, 2, 3, 4]);
  });

  test('each get their own answers', async () => {
    const { group } = await aScene();
    const all = { sql: 'SELECT n FROM things ORDER BY n', params: [] };
    const [first, second] = await Promise.all([group.run([put(1), all]), group.run([put(2), all])]);
    expect(first).toEqual([
      { changes: 1, rows: [] },
      { changes: 1, rows: [{ n: 1 }] },
    ]);
    expect(second?.[1]?.rows).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('one that fails does not spoil the others, and nothing of it happens', async () => {
    const { group, things } = await aScene();
    const asked = [group.run([put(1)]), group.run([put(2), BAD, put(3)]), group.run([put(4)])];
    expect(await settled(asked)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await things()).toEqual([1, 4]);
  });

  test('the first of two that exclude each other wins', async () => {
    const { group, things } = await aScene();
    expect(await settled([group.run([put(1)]), group.run([put(1), put(2)])])).toEqual(['fulfilled', 'rejected']);
    expect(await things()).toEqual([1]);
  });

  test('are told in the order of asking, so that who asked first goes on first', async () => {
    const { group } = await aScene();
    const told: number[] = [];
    await Promise.all([1, 2, 3].map((n) => group.run([put(n)]).then(() => told.push(n))));
    expect(told).toEqual([1, 2, 3]);
  });

  test('what is asked for during a commit shares the next one', async () => {
    const { group, tried } = await aScene();
    await Promise.all([1, 2].map((n) => group.run([put(n)]).then(() => group.run([put(n + 10)]))));
    expect(tried).toEqual([2, 2]);
  });
});

describe('a store that fails', () => {
  test('as a whole: everybody is told, and the next writes go on', async () => {
    const { db } = await aScene();
    let left = 3;
    const failing = groupCommit(
      db,
      (each, statements) => {
        left -= 1;
        return left >= 0 ? Promise.reject(new Error('disk full')) : runTogether(each, statements);
      },
      setImmediate,
    );
    // Together, then each by itself.
    expect(await settled([failing.run([put(1)]), failing.run([put(2)])])).toEqual(['rejected', 'rejected']);
    expect(await failing.run([put(3)])).toEqual([{ changes: 1, rows: [] }]);
  });

  test('somebody else in a transaction is waited for, and is not part of it', async () => {
    const { db, group, things } = await aScene();
    const open = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const other = db.transaction().execute(async (their) => {
      await sql.raw('INSERT INTO things (n) VALUES (9)').execute(their);
      open.resolve();
      await end.promise;
      throw new Error('taken back');
    });
    await open.promise;
    const mine = group.run([put(1)]);
    await new Promise((resolve) => setImmediate(resolve));
    end.resolve();
    await mine;
    await expect(other).rejects.toThrow('taken back');
    expect(await things()).toEqual([1]);
  });
});
