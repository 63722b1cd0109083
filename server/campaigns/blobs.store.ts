/** Letters, lists and attachments by their content: each once, however many campaigns use it. */
import { createHash } from 'node:crypto';
import type { Queries } from '../storage/database.ts';

export interface Blob {
  /** SHA-256, hex. */
  hash: string;
  bytes: Buffer;
}

export function blobOf(bytes: Buffer): Blob {
  return { hash: createHash('sha256').update(bytes).digest('hex'), bytes };
}

export async function keepBlobs(db: Queries, blobs: readonly Blob[], now: number): Promise<void> {
  for (const blob of blobs) {
    await db
      .insertInto('blobs')
      .values({ ...blob, created_at: now })
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute();
  }
}

export async function findBlob(db: Queries, hash: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('blobs').select('bytes').where('hash', '=', hash).executeTakeFirst();
  return row && Buffer.from(row.bytes);
}

/** Throws where it is missing: a campaign that names a blob holds it. */
export async function readBlob(db: Queries, hash: string): Promise<Buffer> {
  const bytes = await findBlob(db, hash);
  if (bytes === undefined) throw new Error(`The content ${hash} is missing.`);
  return bytes;
}

/** Drops those of these blobs that no campaign names any more. */
export async function dropUnused(db: Queries, hashes: readonly (string | null)[]): Promise<void> {
  for (const hash of new Set(hashes)) {
    if (hash === null) continue;
    const user = await db
      .selectFrom('campaigns')
      .select('id')
      .where((e) => e.or([e('letter_blob', '=', hash), e('list_blob', '=', hash), e('files', 'like', `%"${hash}"%`)]))
      .limit(1)
      .executeTakeFirst();
    if (!user) await db.deleteFrom('blobs').where('hash', '=', hash).execute();
  }
}
