import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { idempotentRun, KEPT_MS } from '../../../server/idempotency/idempotentRun.ts';
import type { Database } from '../../../server/storage/database.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import { keyInUse, sealedTexts } from '../../../server/storage/sealedColumns.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import { sealAnew } from '../../../server/vault/sealAnew.ts';
import { createVault, type Vault } from '../../../server/vault/vault.ts';

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

describe('sealed anew after the key was changed', () => {
  const newKey = createVault([Buffer.alloc(32, 8), Buffer.alloc(32, 7)]);
  const rest = (): Promise<void> => sealAnew(newKey, sealedTexts(db));

  async function secretSealedBy(sealer: Vault): Promise<void> {
    const value = await sealer.seal('what sessions are signed with', 'server_secrets/session_key/value');
    await db.insertInto('server_secrets').values({ name: 'session_key', value }).execute();
  }
  const stored = () => db.selectFrom('server_secrets').select('value').executeTakeFirstOrThrow();

  test('what the former key sealed is under the new one, says the same, and the former key is not needed any more', async () => {
    await secretSealedBy(vault);
    await rest();
    expect(await keyInUse(db, vault.keyId, NOW)).toBe(false);
    const { value } = await stored();
    expect(await createVault([Buffer.alloc(32, 8)]).open(value, 'server_secrets/session_key/value')).toBe(
      'what sessions are signed with',
    );
  });

  test('what the new key sealed stays as it is', async () => {
    await secretSealedBy(newKey);
    const before = await stored();
    await rest();
    expect(await stored()).toEqual(before);
  });

  test('what was damaged stays as it is and keeps nothing else from being sealed anew', async () => {
    await db
      .insertInto('server_secrets')
      .values({ name: 'a', value: `v1.${vault.keyId}.AAAA.AAAA.AAAA` })
      .execute();
    await secretSealedBy(vault);
    await rest();
    const rows = await db.selectFrom('server_secrets').select(['name', 'value']).orderBy('name').execute();
    expect(rows.map(({ name, value }) => [name, value.split('.')[1]])).toEqual([
      ['a', vault.keyId],
      ['session_key', newKey.keyId],
    ]);
  });

  test('what somebody writes meanwhile is not overwritten', async () => {
    await secretSealedBy(vault);
    const texts = sealedTexts(db);
    const [text] = await texts.all();
    if (!text) throw new Error('nothing is sealed');
    await db.updateTable('server_secrets').set({ value: 'written meanwhile' }).execute();
    await texts.replace(text, 'sealed anew');
    expect(await stored()).toEqual({ value: 'written meanwhile' });
  });
});
