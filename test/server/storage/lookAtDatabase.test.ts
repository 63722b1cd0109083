import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { lockDatabase } from '../../../server/storage/databaseLock.ts';
import { isServed, lookAtDatabase } from '../../../server/storage/lookAtDatabase.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mergepost-look-'));
  path = join(folder, 'm.db');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

async function made(): Promise<void> {
  const db = openSqlite(path);
  await migrate(db);
  await db.destroy();
}

function sql(text: string): void {
  const file = new Sqlite(path);
  file.exec(text);
  file.close();
}

describe('a look at the database', () => {
  test('that is not there makes nothing', () => {
    const deep = join(folder, 'a/b/m.db');
    expect(lookAtDatabase(deep)).toEqual({ kind: 'missing', path: deep, folderWritable: true });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('that is in order', async () => {
    await made();
    expect(lookAtDatabase(path)).toEqual({
      kind: 'open',
      path,
      readOnly: null,
      version: 'current',
      freeBytes: expect.any(Number),
    });
  });

  test('while a server writes: it is told at once that it can be written', async () => {
    await made();
    const writer = new Sqlite(path);
    writer.exec('BEGIN IMMEDIATE');
    expect(lookAtDatabase(path)).toMatchObject({ kind: 'open', readOnly: null });
    writer.close();
  });

  test.each([
    ['older', `DELETE FROM kysely_migration WHERE name LIKE '0002%'`],
    ['older', 'DROP TABLE kysely_migration'],
    ['newer', `INSERT INTO kysely_migration (name, timestamp) VALUES ('9999_later', '')`],
  ])('that is %s', async (version, change) => {
    await made();
    sql(change);
    expect(lookAtDatabase(path)).toMatchObject({ kind: 'open', version });
  });

  test('that is no database', () => {
    writeFileSync(path, 'letters '.repeat(1000));
    expect(lookAtDatabase(path)).toEqual({ kind: 'unusable', path, why: 'file is not a database' });
  });

  test('that cannot be opened', () => {
    expect(lookAtDatabase(folder)).toEqual({ kind: 'unusable', path: folder, why: expect.stringMatching(/unable to open/) });
  });
});

describe('whether a server uses it', () => {
  test('is seen at its lock, and nothing is made to see it', async () => {
    await made();
    expect([isServed(path), existsSync(`${path}.lock`)]).toEqual([false, false]);
    const unlock = lockDatabase(path);
    expect(isServed(path)).toBe(true);
    unlock();
    expect(isServed(path)).toBe(false);
  });
});
