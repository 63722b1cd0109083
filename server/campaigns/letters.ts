/** Compiled letters, kept while they are used: a letter is read once, not once per mail. */
import type { MailAttachment } from '../mail/message.ts';
import type { CompiledLetter } from '../merge/compiledLetter.ts';
import { compileLetter } from '../merge/renderMessage.ts';
import type { Read } from '../merge/readResult.ts';
import type { Queries } from '../storage/database.ts';
import { type Blob, readBlob } from './blobs.store.ts';
import { type BoundedCache, boundedCache } from './boundedCache.ts';

export interface Letter {
  compiled: CompiledLetter;
  /** The letter's pictures as they go along with every mail. */
  pictures: MailAttachment[];
  /** Bytes of the pictures together, before base64. */
  pictureBytes: number;
}

export interface LetterName {
  hash: string;
  kind: 'docx' | 'html';
  name: string;
  /** Header and footer of the first page are part of the mail. */
  letterhead: boolean;
}

export interface Letters {
  /** A letter that just came in: compiled, and kept where it can be read. */
  take(blob: Blob, letter: Omit<LetterName, 'hash'>): Promise<Read<Letter>>;
  /** A letter that was taken before. */
  of(db: Queries, letter: LetterName): Promise<Letter>;
  /** A file for everybody as base64: encoded once, not once per mail. */
  encoded(db: Queries, hash: string): Promise<string>;
}

/** About this many bytes of letters, and as many of attachments, stay in memory. */
const KEPT_BYTES = 64 * 1024 * 1024;

export function lettersShelf(keptBytes = KEPT_BYTES): Letters {
  const letters: BoundedCache<Letter> = boundedCache(keptBytes);
  const files: BoundedCache<string> = boundedCache(keptBytes);
  return {
    async take(blob, letter) {
      const read = compiled(blob.bytes, letter);
      if (!read.ok) return read;
      const value = await letters.get(key({ ...letter, hash: blob.hash }), () =>
        Promise.resolve({ value: read.value, weight: blob.bytes.length }),
      );
      return { ...read, value };
    },
    of: (db, letter) =>
      letters.get(key(letter), async () => {
        const bytes = await readBlob(db, letter.hash);
        const read = compiled(bytes, letter);
        if (!read.ok) throw new Error(`The letter ${letter.hash} was readable when it came in and no longer is: ${read.text}`);
        return { value: read.value, weight: bytes.length };
      }),
    encoded: (db, hash) =>
      files.get(hash, async () => {
        const value = (await readBlob(db, hash)).toString('base64');
        return { value, weight: value.length };
      }),
  };
}

function key({ hash, kind, letterhead }: Omit<LetterName, 'name'>): string {
  return `${kind}:${hash}:${letterhead}`;
}

function compiled(bytes: Buffer, { kind, name, letterhead }: Omit<LetterName, 'hash'>): Read<Letter> {
  const source = kind === 'docx' ? { kind, bytes, name } : { kind, html: bytes.toString('utf8') };
  const read = compileLetter(source, { letterhead });
  if (!read.ok) return read;
  const pictures = read.value.images.map((image) => ({
    name: image.name,
    contentType: image.contentType,
    contentId: image.contentId,
    contentBytes: Buffer.from(image.bytes).toString('base64'),
  }));
  const pictureBytes = read.value.images.reduce((sum, image) => sum + image.bytes.length, 0);
  return { ...read, value: { compiled: read.value, pictures, pictureBytes } };
}
