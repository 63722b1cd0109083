/** Pictures that travel inside the mail (`cid:`, RFC 2392). Mail programs show PNG, JPEG and GIF everywhere. */
import { createHash } from 'node:crypto';
import type { LetterImage } from '../compiledLetter.ts';

/** By the first bytes, whatever the file says it is. */
export function pictureType(bytes: Uint8Array): { contentType: string; extension: string } | null {
  const starts = (...head: number[]) => head.every((byte, index) => bytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47)) return { contentType: 'image/png', extension: 'png' };
  if (starts(0xff, 0xd8, 0xff)) return { contentType: 'image/jpeg', extension: 'jpg' };
  if (starts(0x47, 0x49, 0x46, 0x38)) return { contentType: 'image/gif', extension: 'gif' };
  return null;
}

/** Named by its content, so that the same letter always makes the same mail. Null where mail programs could not show it. */
export function letterImage(bytes: Uint8Array, number: number): LetterImage | null {
  const type = pictureType(bytes);
  if (type === null) return null;
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return {
    contentId: `image${number}.${hash}@letter`,
    contentType: type.contentType,
    name: `image${number}.${type.extension}`,
    bytes,
  };
}

/** `data:image/png;base64,…` → picture; several mail programs do not show data addresses. */
export function embeddedPicture(url: string, number: number): LetterImage | null {
  const found = /^\s*data:image\/[a-z.+-]+;base64,([A-Za-z0-9+/=\s%]+)$/i.exec(url);
  if (found === null) return null;
  return letterImage(
    Buffer.from((found[1] ?? '').replaceAll('%2B', '+').replaceAll('%2F', '/').replaceAll('%3D', '='), 'base64'),
    number,
  );
}
