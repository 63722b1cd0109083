/** The fingerprint of a list as it is stored, row by row: what was approved is what is sent, or nothing is. */
import { createHash } from 'node:crypto';
import type { StoredRow } from './lists.store.ts';

export interface ListHash {
  /** The next rows, in order. */
  feed(rows: readonly StoredRow[]): void;
  /** SHA-256, hex. */
  digest(): string;
}

export function listHash(): ListHash {
  const hash = createHash('sha256');
  return {
    feed(rows) {
      // Neither JSON text holds a line feed, so no two lists read the same.
      const lines = rows.map((row) => `${row.row_number}\n${row.cells}\n${row.exact ?? ''}\n`);
      hash.update(lines.join(''));
    },
    digest: () => hash.digest('hex'),
  };
}
