/** Bytes of a text file → text. Byte order marks decide; then UTF-8 if it is valid; else a guess, which is said. */
import { guessEncoding } from './guessEncoding.ts';

/** `encoding`: its label in the WHATWG Encoding Standard. `lost`: letters that could not be read in it. */
export type DecodedText = { text: string; encoding: string; guessed: boolean; lost: number };

/** `wanted`: the encoding a person has chosen. Null: there is none of that name. */
export function decodeText(bytes: Uint8Array, wanted?: string): DecodedText | null {
  if (wanted !== undefined && wanted !== '') return chosen(bytes, wanted);
  const [a, b, c] = bytes;
  if (a === 0xff && b === 0xfe) return decoded('utf-16le', bytes, false);
  if (a === 0xfe && b === 0xff) return decoded('utf-16be', bytes, false);
  if (a === 0xef && b === 0xbb && c === 0xbf) return decoded('utf-8', bytes, false);
  const wide = wideWithoutMark(bytes);
  if (wide !== null) return decoded(wide, bytes, true);
  const text = asUtf8(bytes);
  if (text !== null) return { text, encoding: 'utf-8', guessed: false, lost: 0 };
  return decoded(guessEncoding(bytes), bytes, true);
}

function chosen(bytes: Uint8Array, wanted: string): DecodedText | null {
  try {
    return decoded(new TextDecoder(wanted.trim()).encoding, bytes, false);
  } catch (error) {
    if (isUnknownLabel(error)) return null;
    throw error;
  }
}

/** By its name: an error of Node's own code is not an `Error` of every JavaScript realm. */
function isUnknownLabel(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'RangeError';
}

function decoded(encoding: string, bytes: Uint8Array, guessed: boolean): DecodedText {
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, guessed, lost: text.includes('\ufffd') ? (text.match(/\ufffd/g) ?? []).length : 0 };
}

/** Null: it is not UTF-8. */
function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null; // the decoder's only way to say "not UTF-8"
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
