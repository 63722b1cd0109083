/** Bytes of a text file → text. Byte order marks decide; then UTF-8 if it is valid; else Windows-1252, said as a guess. */
export type DecodedText = { text: string; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'; guessed: boolean };

export function decodeText(bytes: Uint8Array): DecodedText {
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return { text: decode('utf-16le', bytes.subarray(2)), encoding: 'utf-16le', guessed: false };
  if (a === 0xfe && b === 0xff) return { text: decode('utf-16be', bytes.subarray(2)), encoding: 'utf-16be', guessed: false };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { text: decode('utf-8', bytes), encoding: 'utf-8', guessed: false };
  const wide = wideWithoutMark(bytes);
  if (wide !== null) return { text: decode(wide, bytes), encoding: wide, guessed: true };
  if (isUtf8(bytes)) return { text: decode('utf-8', bytes), encoding: 'utf-8', guessed: false };
  return { text: decode('windows-1252', bytes), encoding: 'windows-1252', guessed: true };
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // the decoder's only way to say "not UTF-8"
  }
}

/** UTF-16 without a mark: every second byte of the beginning is nearly always 0 in lists with Latin headings. */
function wideWithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 512) & ~1;
  if (length < 4) return null;
  const zeros = [0, 0];
  for (let index = 0; index < length; index += 1) if (bytes[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros.map((count) => count / (length / 2));
  if (odd > 0.7 && even < 0.1) return 'utf-16le';
  return even > 0.7 && odd < 0.1 ? 'utf-16be' : null;
}
