/**
 * The ids by which Office knows the two add-ins. They follow from the server's address: the same address always gives the
 * same ids, so a new manifest replaces the old one, and a server for trying things out never replaces the real one in an
 * organisation that has both.
 */
import { createHash } from 'node:crypto';

export interface AddinIds {
  word: string;
  outlook: string;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Of the add-in that is sideloaded from https://localhost:3000; all names below are taken within it. */
const SIDELOADED = '6f1a0c2e-8d5b-4b57-9c0d-3a7e2f4b91d6';

/** @returns the id in a text as people copy it (with blanks, braces, or its `<Id>` around), or null. */
export function guidIn(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^<Id>(.*)<\/Id>$/i, '$1')
    .replace(/^\{(.*)\}$/, '$1')
    .trim();
  return GUID.test(bare) && /[1-9a-f]/i.test(bare) ? bare : null;
}

/** @param own id that the Word add-in has already, for instance under a former address of the server. */
export function addinIds(serverUrl: string, own?: string): AddinIds {
  const word = own?.toLowerCase() ?? (serverUrl === 'https://localhost:3000' ? SIDELOADED : idOf(SIDELOADED, serverUrl));
  return { word, outlook: idOf(word, 'outlook') };
}

/** A name-based id, version 5 (RFC 9562, section 5.5). */
function idOf(space: string, name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(space.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
