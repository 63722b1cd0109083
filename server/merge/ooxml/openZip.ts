/**
 * Opens a zip without believing anything it says about itself: sizes are counted while inflating (a zip bomb declares
 * small ones), names may occur once, checksums must fit. Layout: PKWARE APPNOTE 4.3 (end record, central directory).
 */
import { crc32, inflateRawSync } from 'node:zlib';

export type ZipLimits = {
  entries: number;
  /** Bytes of one entry after inflating. */
  entryBytes: number;
  /** Bytes of all entries after inflating. */
  totalBytes: number;
  /** Inflated : packed, looked at once an entry is larger than `ratioFrom` bytes. */
  ratio: number;
  ratioFrom: number;
};

export type ZipProblem = 'not-a-zip' | 'old-office-file' | 'encrypted' | 'damaged' | 'too-large-inside';
/** An entry as it lies in the file; `method`: 0 stored, 8 deflated. The checksum has been found right. */
export type PackedEntry = { method: number; crc: number; packed: Uint8Array; bytes: number };
export type OpenedZip =
  | { ok: true; entries: Map<string, Uint8Array>; packed: Map<string, PackedEntry> }
  | { ok: false; problem: ZipProblem };

const MB = 1024 * 1024;
export const LETTER_ZIP_LIMITS: ZipLimits = {
  entries: 4096,
  entryBytes: 48 * MB,
  totalBytes: 200 * MB,
  ratio: 400,
  ratioFrom: 8 * MB,
};
/** A sheet of 100,000 rows and 20 columns is about 70 MB of XML, and repeats itself a lot. */
export const LIST_ZIP_LIMITS: ZipLimits = {
  entries: 4096,
  entryBytes: 160 * MB,
  totalBytes: 200 * MB,
  ratio: 1000,
  ratioFrom: 64 * MB,
};

type Listed = { name: string; method: number; encrypted: boolean; crc: number; packedBytes: number; offset: number };

export function openZip(bytes: Uint8Array, limits: ZipLimits): OpenedZip {
  if (isOldOfficeFile(bytes)) return { ok: false, problem: 'old-office-file' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0, true) !== 0x4b50) return { ok: false, problem: 'not-a-zip' };
  try {
    const listed = readDirectory(view, bytes, limits);
    if (listed === 'damaged' || listed === 'too-large-inside') return { ok: false, problem: listed };
    return inflateAll(listed, view, bytes, limits);
  } catch (error) {
    // RangeError: an offset outside the file; ERR_*, Z_*: the inflater's own words for damaged data.
    if (error instanceof RangeError || isInflateError(error)) return { ok: false, problem: problemOf(error) };
    throw error;
  }
}

/** Old binary Office files and password-protected new ones share this container ([MS-CFB] 2.2). */
export function isOldOfficeFile(bytes: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((byte, index) => bytes[index] === byte);
}

/** By its shape: an error of Node's own code is not an `Error` of every JavaScript realm. */
function isInflateError(error: unknown): error is { code: string } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^(ERR_|Z_)/.test(error.code)
  );
}

function problemOf(error: unknown): ZipProblem {
  return isInflateError(error) && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large-inside' : 'damaged';
}

/** The end record stands in the last 22 + 65,535 bytes; a comment may follow it. */
function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return -1;
}

function readDirectory(view: DataView, bytes: Uint8Array, limits: ZipLimits): Listed[] | 'damaged' | 'too-large-inside' {
  const end = findEnd(view);
  if (end < 0) return 'damaged';
  let { count, at } = { count: view.getUint16(end + 10, true), at: view.getUint32(end + 16, true) };
  if ((count === 0xffff || at === 0xffffffff) && end >= 20 && view.getUint32(end - 20, true) === 0x07064b50) {
    const end64 = Number(view.getBigUint64(end - 12, true));
    [count, at] = [Number(view.getBigUint64(end64 + 32, true)), Number(view.getBigUint64(end64 + 48, true))];
  }
  if (count > limits.entries) return 'too-large-inside';
  const listed: Listed[] = [];
  const names = new Set<string>();
  for (let index = 0; index < count; index += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) return 'damaged';
    const entry = readEntry(view, bytes, at);
    if (names.has(entry.name)) return 'damaged';
    names.add(entry.name);
    listed.push(entry);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return listed;
}

function readEntry(view: DataView, bytes: Uint8Array, at: number): Listed {
  const nameBytes = view.getUint16(at + 28, true);
  const entry: Listed = {
    name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameBytes)).replaceAll('\\', '/'),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    packedBytes: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  };
  const large = [view.getUint32(at + 24, true), entry.packedBytes, entry.offset].map((value) => value === 0xffffffff);
  if (large.includes(true)) readLargeSizes(view, at + 46 + nameBytes, view.getUint16(at + 30, true), large, entry);
  return entry;
}

/** Zip64 extra field (APPNOTE 4.5.3): 8 bytes for each of size, packed size, offset that is all ones in the record. */
function readLargeSizes(view: DataView, start: number, length: number, large: boolean[], entry: Listed): void {
  for (let at = start; at + 4 <= start + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let value = at + 4;
    if (large[0]) value += 8;
    if (large[1]) {
      entry.packedBytes = Number(view.getBigUint64(value, true));
      value += 8;
    }
    if (large[2]) entry.offset = Number(view.getBigUint64(value, true));
    return;
  }
}

function inflateAll(listed: Listed[], view: DataView, bytes: Uint8Array, limits: ZipLimits): OpenedZip {
  const entries = new Map<string, Uint8Array>();
  const lying = new Map<string, PackedEntry>();
  let left = limits.totalBytes;
  for (const entry of listed) {
    if (entry.name.endsWith('/')) continue;
    if (entry.encrypted) return { ok: false, problem: 'encrypted' };
    const packed = packedBytes(entry, view, bytes);
    if (packed === null || (entry.method !== 0 && entry.method !== 8)) return { ok: false, problem: 'damaged' };
    const room = Math.min(limits.entryBytes, left, Math.max(limits.ratioFrom, packed.length * limits.ratio));
    const content = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, room) });
    if (content.length > room) return { ok: false, problem: 'too-large-inside' };
    if (crc32(content) !== entry.crc) return { ok: false, problem: 'damaged' };
    left -= content.length;
    entries.set(entry.name, content);
    lying.set(entry.name, { method: entry.method, crc: entry.crc, packed, bytes: content.length });
  }
  return { ok: true, entries, packed: lying };
}

/** The packed bytes behind the local header, whose own name and extra lengths count (they may differ from the directory's). */
function packedBytes(entry: Listed, view: DataView, bytes: Uint8Array): Uint8Array | null {
  const at = entry.offset;
  if (view.getUint32(at, true) !== 0x04034b50) return null;
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  return start + entry.packedBytes <= bytes.length ? bytes.subarray(start, start + entry.packedBytes) : null;
}
