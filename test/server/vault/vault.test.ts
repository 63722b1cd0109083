import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { proveKey, type VaultCheckStore } from '../../../server/vault/proveKey.ts';
import { createVault, keyIdOf } from '../../../server/vault/vault.ts';

const [oldKey, newKey, otherKey] = [randomBytes(32), randomBytes(32), randomBytes(32)] as const;
const PLACE = 'email_providers/42/refresh_token';

describe('a sealed secret', () => {
  test('comes back as it was, and names its key', async () => {
    const vault = createVault([newKey]);
    const sealed = await vault.seal('geheim ✓', PLACE);
    expect(sealed).toMatch(new RegExp(`^v1\\.${keyIdOf(newKey)}\\.`));
    expect(sealed).not.toContain('geheim');
    expect(await vault.open(sealed, PLACE)).toBe('geheim ✓');
  });

  test('is never the same twice', async () => {
    const vault = createVault([newKey]);
    expect(await vault.seal('x', PLACE)).not.toBe(await vault.seal('x', PLACE));
  });

  test('of an older key still opens, and is stale', async () => {
    const sealed = await createVault([oldKey]).seal('x', PLACE);
    const vault = createVault([newKey, oldKey]);
    expect(await vault.open(sealed, PLACE)).toBe('x');
    expect(vault.isStale(sealed)).toBe(true);
    expect(vault.isStale(await vault.seal('x', PLACE))).toBe(false);
  });

  test.each([
    ['in another row', (s: string) => s, 'email_providers/43/refresh_token', 'damaged'],
    ['in another column', (s: string) => s, 'email_providers/42/access_token', 'damaged'],
    ['with a flipped bit in the body', (s: string) => flip(s, 4), PLACE, 'damaged'],
    ['with a flipped bit in the tag', (s: string) => flip(s, 3), PLACE, 'damaged'],
    ['with another iv', (s: string) => flip(s, 2), PLACE, 'damaged'],
    ['with a shortened tag', (s: string) => shorten(s), PLACE, 'damaged'],
    ['of another version', (s: string) => s.replace('v1', 'v2'), PLACE, 'malformed'],
    ['of nothing', () => '', PLACE, 'malformed'],
    ['of an unknown key', (s: string) => s.replace(keyIdOf(newKey), '00000000'), PLACE, 'unknown-key'],
  ])('%s does not open', async (_name, change, place, reason) => {
    const vault = createVault([newKey]);
    await expect(vault.open(change(await vault.seal('secret', PLACE)), place)).rejects.toMatchObject({
      name: 'VaultError',
      reason,
    });
  });
});

describe('the key at the start', () => {
  function store(used: boolean): VaultCheckStore & { rows: { keyId: string; value: string }[] } {
    const rows: { keyId: string; value: string }[] = [];
    return {
      rows,
      all: async () => rows,
      add: async (keyId, value) => void rows.push({ keyId, value }),
      inUse: async () => used,
    };
  }

  test('is remembered at the first start and accepted at the second', async () => {
    const checks = store(true);
    await proveKey(createVault([oldKey]), checks);
    await proveKey(createVault([oldKey]), checks);
    expect(checks.rows).toHaveLength(1);
  });

  test('that is wrong is told with both key ids and the way back', async () => {
    const checks = store(true);
    await proveKey(createVault([oldKey]), checks);
    await expect(proveKey(createVault([otherKey]), checks)).rejects.toThrow(
      new RegExp(`sealed with key ${keyIdOf(oldKey)}, but ENCRYPTION_KEY is key ${keyIdOf(otherKey)}.*ENCRYPTION_KEYS_OLD`),
    );
  });

  test('may be new while the old one still opens', async () => {
    const checks = store(true);
    await proveKey(createVault([oldKey]), checks);
    await proveKey(createVault([newKey, oldKey]), checks);
    expect(checks.rows.map((row) => row.keyId)).toEqual([keyIdOf(oldKey), keyIdOf(newKey)]);
  });

  test('may forget a key that seals nothing any more', async () => {
    const checks = store(false);
    await proveKey(createVault([oldKey]), checks);
    await expect(proveKey(createVault([newKey]), checks)).resolves.toBeUndefined();
  });
});

function flip(sealed: string, part: number): string {
  const parts = sealed.split('.');
  const bytes = Buffer.from(parts[part] ?? '', 'base64url');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  parts[part] = bytes.toString('base64url');
  return parts.join('.');
}

function shorten(sealed: string): string {
  const parts = sealed.split('.');
  parts[3] = Buffer.from(parts[3] ?? '', 'base64url')
    .subarray(0, 4)
    .toString('base64url');
  return parts.join('.');
}
