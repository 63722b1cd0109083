/** Zip files that may lie: about sizes, places, counts, methods. Layout: PKWARE APPNOTE 4.3. */
import { crc32, deflateRawSync } from 'node:zlib';

export type RawEntry = {
  name: string;
  bytes: Uint8Array;
  /** Instead of what `bytes` would be deflated to. */
  packed?: Uint8Array;
  /** Inflated size as it is said. */
  said?: number;
  method?: number;
  flags?: number;
  /** Place of the entry as it is said. */
  offset?: number;
};

export type Lies = { count?: number; directoryAt?: number; directory64At?: bigint; overlapping?: boolean };

export function rawZip(entries: readonly RawEntry[], lies: Lies = {}): Uint8Array {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const laid = new Map<number, number>();
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const known = lies.overlapping === true ? laid.get(entry.bytes.length) : undefined;
    const packed = entry.packed ?? deflateRawSync(entry.bytes, { level: 1 });
    directory.push(header(entry, packed.length, name, entry.offset ?? known ?? at), name);
    if (known !== undefined) continue;
    laid.set(entry.bytes.length, at);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    facts(local, 4, entry, packed.length, name);
    pieces.push(local, name, packed);
    at += 30 + name.length + packed.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  return Buffer.concat([...pieces, ...directory, ...endOf(entries.length, size, at, lies)]);
}

function header(entry: RawEntry, packed: number, name: Buffer, offset: number): Buffer {
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  facts(central, 6, entry, packed, name);
  central.writeUInt32LE(offset, 42);
  return central;
}

function facts(to: Buffer, at: number, entry: RawEntry, packed: number, name: Buffer): void {
  to.writeUInt16LE(entry.flags ?? 0, at + 2);
  to.writeUInt16LE(entry.method ?? 8, at + 4);
  to.writeUInt32LE(crc32(entry.bytes), at + 10);
  to.writeUInt32LE(packed, at + 14);
  to.writeUInt32LE(entry.said ?? entry.bytes.length, at + 18);
  to.writeUInt16LE(name.length, at + 22);
}

function endOf(entries: number, size: number, at: number, lies: Lies): Buffer[] {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(0xffff, lies.count ?? entries), 8);
  end.writeUInt16LE(Math.min(0xffff, lies.count ?? entries), 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(lies.directoryAt ?? at, 16);
  if (lies.directory64At === undefined) return [end];
  end.writeUInt16LE(0xffff, 10);
  end.writeUInt32LE(0xffffffff, 16);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(lies.directory64At, 8);
  return [locator, end];
}
