/** What a sentence of the server is called in the built table of ours: as short as can be, for the whole of it would be sent to nobody's use. */

/** FNV-1a of 32 bits (RFC 9923) over the code units, to the base of 36. */
export function sentenceKey(sentence: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < sentence.length; at += 1) hash = Math.imul(hash ^ sentence.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
