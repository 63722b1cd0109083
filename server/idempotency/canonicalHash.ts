/** The same hash for the same JSON value, however its members were ordered. SHA-256, hex. Pure. */
import { createHash, type Hash } from 'node:crypto';

export function canonicalHash(value: unknown): string {
  const hash = createHash('sha256');
  feed(hash, value);
  return hash.digest('hex');
}

/** Fed piece by piece: a body may hold a letter and a list of 20 MB each, and no second copy of it is needed. */
function feed(hash: Hash, value: unknown): void {
  if (Array.isArray(value)) {
    hash.update('[');
    for (const item of value) {
      feed(hash, item);
      hash.update(',');
    }
    hash.update(']');
  } else if (typeof value === 'object' && value !== null) {
    hash.update('{');
    for (const key of Object.keys(value).toSorted()) {
      const member: unknown = (value as Record<string, unknown>)[key];
      if (member === undefined) continue;
      hash.update(`${JSON.stringify(key)}:`);
      feed(hash, member);
      hash.update(',');
    }
    hash.update('}');
  } else {
    hash.update(JSON.stringify(value) ?? 'null');
  }
}
