/**
 * Sealing secrets. A sealed string names its key and is bound to its place, so it cannot be moved to another row and
 * keys can rotate: `v1.<keyId>.<iv>.<tag>.<body>`, AES-256-GCM (NIST SP 800-38D), additional data = `keyId|place`,
 * place = `table/<id>/column`, keyId = the first 8 hex digits of SHA-256(key). The vault knows no table.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

export interface Vault {
  /** Id of the key that seals. */
  readonly keyId: string;
  /** Seals `secret` for `place`. Asynchronous so that a key service can take this seat. */
  seal(secret: string, place: string): Promise<string>;
  /** @throws VaultError where the key is unknown, the text was changed, or it was sealed for another place. */
  open(sealed: string, place: string): Promise<string>;
  /** True where an older key sealed it: worth sealing again. */
  isStale(sealed: string): boolean;
}

export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly reason: 'unknown-key' | 'damaged' | 'malformed';

  constructor(reason: VaultError['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** @param keys 32 bytes each; the first seals, all open. */
export function createVault(keys: readonly [Buffer, ...Buffer[]]): Vault {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const [sealing] = keys;
  const keyId = keyIdOf(sealing);
  return {
    keyId,
    seal: async (secret, place) => sealWith(sealing, keyId, secret, place),
    open: async (sealed, place) => openWith(byId, sealed, place),
    isStale: (sealed) => sealed.split('.')[1] !== keyId,
  };
}

/** The first 8 hex digits of SHA-256(key): names a key without telling anything about it. */
export function keyIdOf(key: Buffer): string {
  if (key.length !== 32) throw new RangeError('A vault key has 32 bytes.');
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

function sealWith(key: Buffer, keyId: string, secret: string, place: string): string {
  // 96 random bits: safe for 2^32 seals under one key (SP 800-38D section 8.3), far above what a server seals.
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${keyId}|${place}`));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return ['v1', keyId, ...[iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'))].join('.');
}

function openWith(keys: ReadonlyMap<string, Buffer>, sealed: string, place: string): string {
  const [version, keyId, iv, tag, body, ...rest] = sealed.split('.');
  if (version !== 'v1' || !keyId || !iv || !tag || body === undefined || rest.length > 0) {
    throw new VaultError('malformed', `What is stored at ${place} is not a sealed text.`);
  }
  const key = keys.get(keyId);
  if (!key) {
    throw new VaultError(
      'unknown-key',
      `${place} was sealed with key ${keyId}, which is not among ENCRYPTION_KEY and ENCRYPTION_KEYS_OLD.`,
    );
  }
  try {
    // A shorter tag would be accepted by default and is easier to forge.
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 })
      .setAAD(Buffer.from(`${keyId}|${place}`))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
  } catch {
    throw new VaultError('damaged', `What is stored at ${place} was changed, or was sealed for another place.`);
  }
}
