/** Text as quoted-printable (RFC 2045 section 6.7), in one pass: this is most of the work of making a mail. Pure. */

/** Of 76 characters a line may have, the last one is the `=` of a soft line break. */
const LINE = 75;
const [TAB, LF, CR, SPACE, EQUALS, TILDE] = [0x09, 0x0a, 0x0d, 0x20, 0x3d, 0x7e];
const HEX = Buffer.from('0123456789ABCDEF', 'latin1');

/** @param text line ends as LF; they become CRLF, as text on a wire has them. */
export function quotedPrintable(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  // Three for each byte, and a soft break of three after 64 characters at the earliest: the longest character takes 12 of them.
  const out = Buffer.allocUnsafe(bytes.length * 3 + Math.ceil((bytes.length * 3) / (LINE - 11)) * 3 + 3);
  let to = 0;
  let column = 0;
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte === LF) {
      to = lineEnd(out, to);
      column = 0;
      at += 1;
      continue;
    }
    const size = sizeOf(byte);
    const plain = isPlain(byte, bytes[at + 1]);
    const width = plain ? 1 : size * 3;
    if (column + width > LINE) {
      out[to] = EQUALS;
      to = lineEnd(out, to + 1);
      column = 0;
    }
    if (plain) {
      out[to] = byte;
      to += 1;
    } else {
      to = escaped(out, to, bytes, at, size);
    }
    column += width;
    at += size;
  }
  return out.subarray(0, to);
}

function lineEnd(out: Buffer, to: number): number {
  out[to] = CR;
  out[to + 1] = LF;
  return to + 2;
}

/** How many bytes the character has that begins with this one: none is broken in two, for readers that decode line by line. */
function sizeOf(byte: number): number {
  if (byte < 0xc0) return 1;
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

/** Blanks at the end of a line would be lost on the way. */
function isPlain(byte: number, next: number | undefined): boolean {
  if (byte === SPACE || byte === TAB) return next !== undefined && next !== LF;
  return byte > SPACE && byte <= TILDE && byte !== EQUALS;
}

function escaped(out: Buffer, to: number, bytes: Buffer, from: number, size: number): number {
  let end = to;
  for (let at = from; at < Math.min(from + size, bytes.length); at += 1) {
    const byte = bytes[at] ?? 0;
    out[end] = EQUALS;
    out[end + 1] = HEX[byte >> 4] ?? 0;
    out[end + 2] = HEX[byte & 15] ?? 0;
    end += 3;
  }
  return end;
}
