/**
 * Tells a wrong ENCRYPTION_KEY at the start instead of at the first refresh, hours later. A known text is kept sealed
 * under every key that was ever the sealing one; the present keys must open all of them.
 */
import type { Vault } from './vault.ts';
import { VaultError } from './vault.ts';

const KNOWN = 'mergepost vault check';
const placeOf = (keyId: string): string => `vault_checks/${keyId}/value`;

/** Where the check values are kept; the vault itself knows no table. */
export interface VaultCheckStore {
  all(): Promise<{ keyId: string; value: string }[]>;
  add(keyId: string, value: string): Promise<void>;
  /** Counts sealed texts under that key, so that a key nothing uses any more may be dropped. */
  inUse(keyId: string): Promise<boolean>;
}

/** @throws Error with a sentence for the operator where a key is missing. */
export async function proveKey(vault: Vault, store: VaultCheckStore): Promise<void> {
  const checks = await store.all();
  for (const { keyId, value } of checks) {
    if (!(await opens(vault, keyId, value)) && (await store.inUse(keyId))) throw new Error(wrongKey(keyId, vault.keyId));
  }
  if (!checks.some((check) => check.keyId === vault.keyId)) {
    await store.add(vault.keyId, await vault.seal(KNOWN, placeOf(vault.keyId)));
  }
}

async function opens(vault: Vault, keyId: string, value: string): Promise<boolean> {
  try {
    return (await vault.open(value, placeOf(keyId))) === KNOWN;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}

function wrongKey(stored: string, given: string): string {
  return (
    `The database holds secrets sealed with key ${stored}, but ENCRYPTION_KEY is key ${given}. ` +
    `Set ENCRYPTION_KEY back, or add the old key to ENCRYPTION_KEYS_OLD (comma-separated), or use another DATABASE_URL.`
  );
}
