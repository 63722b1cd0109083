/**
 * Zip files of which most entries never change: these are laid out once, with the bytes they had in the file they come from;
 * only what is new is packed each time. No clock: the same content makes the same bytes. Layout: PKWARE APPNOTE 4.3.
 */
import { crc32, deflateRawSync } from 'node:zlib';
import type { PackedEntry } from './openZip.ts';

export type ZipEntry = { name: string; entry: PackedEntry };

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50];
/** 1980-01-01, the first day a zip can name, in the format of APPNOTE 4.4.6. */
const FIRST_DAY = 0x21;
/** "The name is UTF-8" (4.4.4); older readers know nothing of it, so it is said only where it matters. */
const UTF8 = 0x800;

/** `level`: of DEFLATE, 0 to 9. */
export function packEntry(content: Uint8Array, level: number): PackedEntry {
  return { method: 8, crc: crc32(content), packed: deflateRawSync(content, { level }), bytes: content.length };
}

/** `fixed` entries come first and in this order. */
export function zipPacker(fixed: readonly ZipEntry[]): (more: readonly ZipEntry[]) => Uint8Array {
  const start = laidOut(fixed, 0);
  const [body, directory] = [Buffer.concat(start.body), Buffer.concat(start.directory)];
  return (more) => {
    const rest = laidOut(more, body.length);
    const listed = [directory, ...rest.directory];
    const end = endRecord(fixed.length + more.length, sizeOf(listed), body.length + sizeOf(rest.body));
    return Buffer.concat([body, ...rest.body, ...listed, end]);
  };
}

type Layout = { body: Uint8Array[]; directory: Uint8Array[] };

function laidOut(entries: readonly ZipEntry[], from: number): Layout {
  const layout: Layout = { body: [], directory: [] };
  let at = from;
  for (const { name, entry } of entries) {
    const nameBytes = Buffer.from(name);
    const local = localHeader(entry, nameBytes);
    layout.body.push(local, nameBytes, entry.packed);
    layout.directory.push(centralHeader(entry, nameBytes, at), nameBytes);
    at += local.length + nameBytes.length + entry.packed.length;
  }
  return layout;
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

function localHeader(entry: PackedEntry, name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL, 0);
  writeFacts(header, 4, entry, name);
  return header;
}

function centralHeader(entry: PackedEntry, name: Buffer, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL, 0);
  header.writeUInt16LE(20, 4);
  writeFacts(header, 6, entry, name);
  header.writeUInt32LE(offset, 42);
  return header;
}

/** What both headers say in the same order: version 2.0, flags, method, time, checksum, sizes, length of the name. */
function writeFacts(header: Buffer, at: number, entry: PackedEntry, name: Buffer): void {
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(name.some((byte) => byte > 0x7f) ? UTF8 : 0, at + 2);
  header.writeUInt16LE(entry.method, at + 4);
  header.writeUInt16LE(FIRST_DAY, at + 8);
  header.writeUInt32LE(entry.crc, at + 10);
  header.writeUInt32LE(entry.packed.length, at + 14);
  header.writeUInt32LE(entry.bytes, at + 18);
  header.writeUInt16LE(name.length, at + 22);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
