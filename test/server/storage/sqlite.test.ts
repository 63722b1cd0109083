import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { lockDatabase } from '../../../server/storage/databaseLock.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'mergepost-sqlite-'));
mkdirSync(join(folder, 'folder'));
writeFileSync(join(folder, 'letter.txt'), 'Dear Ada, this is a letter and no database.');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['folder', /folder cannot be used: it is a folder\. Set DATABASE_URL to another file\.$/],
  ['letter.txt', /letter\.txt cannot be used: file is not a database\. Set DATABASE_URL/],
  ['letter.txt/mails.db', /mails\.db cannot be used: a part of that path is a file and no folder\. Set/],
])('%s: what is wrong, and what to set', (name, sentence) => {
  expect(() => openSqlite(join(folder, name))).toThrow(sentence);
});

test('folders on the way are made', async () => {
  await openSqlite(join(folder, 'a', 'b', 'mails.db')).destroy();
});

// Node's own recursive mkdir never comes back from there.
test.each(['/proc/mails.db', '/proc/mergepost/mails.db', '/proc/mergepost/deeper/mails.db'])('%s takes no folders', (path) => {
  if (!existsSync('/proc/self')) return;
  expect(() => openSqlite(path)).toThrow(/^\/proc\/.* cannot be used: no folder or file can be made there\. Set DATABASE_URL/);
});

test('a lock that cannot be taken, because a folder lies in its place, is told by name', () => {
  mkdirSync(join(folder, 'mails.db.lock'));
  expect(() => lockDatabase(join(folder, 'mails.db'))).toThrow(
    /mails\.db\.lock cannot be used: .+\. Set DATABASE_URL to another/,
  );
});
