import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { idempotentRun, KEPT_MS } from '../../../server/idempotency/idempotentRun.ts';
import type { Database } from '../../../server/storage/database.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { keyInUse } from '../../../server/storage/sealedColumns.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import { createVault } from '../../../server/vault/vault.ts';

const NOW = Date.UTC(2026, 10, 20);
const vault = createVault([Buffer.alloc(32, 7)]);
let db: Database;

beforeEach(async () => {
  db = openSqlite(':memory:');
  await migrate(db);
});
afterEach(() => db.destroy());

/** A request whose answer is shown once and never again. */
const answered = () =>
  idempotentRun({ db, vault, now: () => NOW })({ userId: 'u', route: 'POST /links', key: 'k', body: {} }, () =>
    Promise.resolve({ url: 'https://merge.example/link/1?t=secret' }),
  );

test('a key that nothing was sealed with is not in use', async () => {
  expect(await keyInUse(db, vault.keyId, NOW)).toBe(false);
});

test('a key that sealed an answer is in use as long as that answer may be asked for again, and no longer', async () => {
  await answered();
  expect(await keyInUse(db, vault.keyId, NOW + KEPT_MS - 1)).toBe(true);
  expect(await keyInUse(db, vault.keyId, NOW + KEPT_MS)).toBe(false);
  expect(await keyInUse(db, 'another', NOW)).toBe(false);
});
