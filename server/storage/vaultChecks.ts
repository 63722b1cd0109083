/** Where the vault's check values are kept. */
import type { Database } from './database.ts';
import { keyInUse } from './sealedColumns.ts';

export interface VaultChecks {
  all(): Promise<{ keyId: string; value: string }[]>;
  add(keyId: string, value: string): Promise<void>;
  /** True where any stored secret was sealed with that key. */
  inUse(keyId: string): Promise<boolean>;
}

/** @param clock milliseconds since 1970. */
export function vaultChecks(db: Database, clock: () => number): VaultChecks {
  return {
    all: async () =>
      (await db.selectFrom('vault_checks').selectAll().execute()).map((row) => ({ keyId: row.key_id, value: row.value })),
    add: async (keyId, value) => {
      await db
        .insertInto('vault_checks')
        .values({ key_id: keyId, value })
        .onConflict((c) => c.column('key_id').doNothing())
        .execute();
    },
    inUse: (keyId) => keyInUse(db, keyId, clock()),
  };
}
