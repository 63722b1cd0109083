/** The files that go along with every mail: new ones from a request, and those of the draft that it names again. */
import type { CampaignInput } from '../../shared/api/campaigns.ts';
import { type Attachment, ATTACHMENT_BYTES_MAX } from '../../shared/api/send.ts';
import { AppError } from '../http/appError.ts';
import { quoted } from '../merge/readResult.ts';
import { type Blob, blobOf } from './blobs.store.ts';
import type { CampaignFile } from './campaignFacts.ts';
import { decoded } from './takeFiles.ts';

export interface TakenAttachments {
  kept: CampaignFile[];
  /** Content that came with the request. */
  blobs: Blob[];
}

/** Undefined where the request says nothing about files. */
export function takeAttachments(input: CampaignInput, present: readonly CampaignFile[]): TakenAttachments | undefined {
  const wanted = input.attachments ?? (input.attachment === null ? [] : input.attachment && [input.attachment]);
  if (wanted === undefined) return undefined;
  const taken: TakenAttachments = { kept: [], blobs: [] };
  const left = [...present];
  for (const file of wanted) {
    if ('id' in file) taken.kept.push(again(file.id, left));
    else {
      const { blob, ...facts } = newFile(file);
      taken.kept.push({ hash: blob.hash, ...facts, bytes: blob.bytes.length });
      taken.blobs.push(blob);
    }
  }
  return taken;
}

/** Two files may have the same content: each is taken once. */
function again(id: string, left: CampaignFile[]): CampaignFile {
  const at = left.findIndex(({ hash }) => hash === id);
  const [file] = at < 0 ? [] : left.splice(at, 1);
  if (file) return file;
  throw new AppError(
    'ATTACHMENT_INVALID',
    'An attachment that should stay is not there any more. Look at the merge again, then add the file.',
  );
}

function newFile(input: Attachment): { blob: Blob; name: string; contentType: string } {
  const bytes = decoded(input.contentBytes, input.name, ATTACHMENT_BYTES_MAX, 'TOO_LARGE', 'ATTACHMENT_INVALID');
  if (bytes.length === 0)
    throw new AppError('ATTACHMENT_INVALID', `The file ${quoted(input.name)} is empty. Choose another one.`);
  // RFC 2045 section 5.1; what is no media type is sent as plain bytes rather than refused.
  const contentType = /^[\w.+-]+\/[\w.+-]+(?:\s*;.*)?$/.test(input.contentType) ? input.contentType : 'application/octet-stream';
  return { blob: blobOf(bytes), name: input.name, contentType };
}
