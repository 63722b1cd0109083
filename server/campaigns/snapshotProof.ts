/**
 * Is what would be sent still what was approved? Looked at once before a campaign sends, and once after every restart: letter,
 * file and list by their hashes, the number of messages by counting.
 */
import { countCampaignRows } from '../outbox/campaignRows.ts';
import type { Database } from '../storage/database.ts';
import { blobOf, findBlob } from './blobs.store.ts';
import { type Approved, approvedFiles, approvedOf } from './campaignFacts.ts';
import { cardById } from './campaigns.store.ts';
import { eachPiece } from './lists.store.ts';
import { listHash } from './listHash.ts';

export interface SnapshotProof {
  /** Null where everything is as it was approved; else the reason to pause, for a person. */
  trouble(campaignId: string): Promise<string | null>;
  /** It sends no more. */
  forget(campaignId: string): void;
}

export function snapshotProof(db: Database): SnapshotProof {
  const proved = new Set<string>();
  return {
    async trouble(campaignId) {
      if (proved.has(campaignId)) return null;
      const card = await cardById(db, campaignId);
      const approved = card && approvedOf(card);
      const changed = approved ? await changedPart(db, campaignId, approved) : null;
      if (changed !== null) return notTheSame(changed);
      proved.add(campaignId);
      return null;
    },
    forget: (campaignId) => void proved.delete(campaignId),
  };
}

async function changedPart(db: Database, campaignId: string, approved: Approved): Promise<string | null> {
  if (!(await sameBlob(db, approved.letter.hash))) return 'letter';
  for (const file of approvedFiles(approved)) if (!(await sameBlob(db, file.hash))) return 'attachment';
  if (approved.list.stored !== undefined && approved.list.stored !== (await storedHash(db, campaignId))) return 'list';
  if (approved.queued === undefined || approved.queued === (await countCampaignRows(db, campaignId))) return null;
  return 'number of mails';
}

async function sameBlob(db: Database, hash: string): Promise<boolean> {
  const bytes = await findBlob(db, hash);
  return bytes !== undefined && blobOf(bytes).hash === hash;
}

async function storedHash(db: Database, campaignId: string): Promise<string> {
  const hash = listHash();
  await eachPiece(db, campaignId, (rows) => hash.feed(rows));
  return hash.digest();
}

function notTheSame(part: string): string {
  return (
    `The ${part} of this merge is not what was approved: somebody changed it in the database. Nothing more was sent. ` +
    'Cancel this merge, then make a copy of it and look at the mails again.'
  );
}
