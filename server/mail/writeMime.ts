/**
 * The tree that nodemailer's MailComposer made, as bytes. Its structure and every header are the composer's; the bodies are
 * encoded here, in one piece and without streams, which is several times as fast, and a file that goes to many is encoded once.
 * After MimeNode.stream in nodemailer 10.6.0, mime-node/index.js.
 */
import type MimeNode from 'nodemailer/lib/mime-node';
import type { MailAttachment } from './message.ts';
import { quotedPrintable } from './quotedPrintable.ts';

/** What stands for a file while the tree is made: its bytes are not needed for that. */
export type Placeholders = ReadonlyMap<unknown, MailAttachment>;

export function writeMime(root: MimeNode, files: Placeholders): Buffer<ArrayBuffer> {
  const pieces: Buffer[] = [];
  write(root, files, pieces);
  const ended = pieces.findLast((piece) => piece.length > 0)?.at(-1) === LF;
  return Buffer.concat(ended ? pieces : [...pieces, LINE_END]);
}

const LF = 0x0a;
const LINE_END = Buffer.from('\r\n');

function write(node: MimeNode, files: Placeholders, pieces: Buffer[]): void {
  // Says the boundary too, and which encoding was chosen.
  const headers = node.buildHeaders();
  pieces.push(Buffer.from(`${headers}\r\n\r\n`));
  pieces.push(contentOf(node, files));
  if (typeof node.boundary !== 'string') return;
  for (const [index, child] of node.childNodes.entries()) {
    pieces.push(Buffer.from(`${index === 0 ? '' : '\r\n'}--${node.boundary}\r\n`));
    write(child, files, pieces);
  }
  pieces.push(Buffer.from(`\r\n--${node.boundary}--\r\n`));
}

function contentOf(node: MimeNode, files: Placeholders): Buffer {
  const { content = '' } = node;
  const file = files.get(content);
  if (file) return base64Lines(file);
  if (typeof content !== 'string') throw new TypeError('A part of the mail is neither text nor one of its files.');
  switch (node.getTransferEncoding()) {
    case 'quoted-printable':
      return quotedPrintable(content);
    case 'base64':
      return inLines(Buffer.from(content, 'utf8').toString('base64'));
    default:
      return Buffer.from(content.replaceAll('\n', '\r\n'), 'utf8');
  }
}

/** A file never changes, so what became of it holds as long as it is there. */
const encoded = new WeakMap<MailAttachment, Buffer>();

function base64Lines(file: MailAttachment): Buffer {
  const known = encoded.get(file);
  if (known) return known;
  // Decoded first: whatever else stands in it must not get between the lines of the mail.
  const lines = inLines(Buffer.from(file.contentBytes, 'base64').toString('base64'));
  encoded.set(file, lines);
  return lines;
}

/** RFC 2045 section 6.8. */
const LINE = 76;

function inLines(base64: string): Buffer {
  const from = Buffer.from(base64, 'latin1');
  const breaks = Math.max(0, Math.ceil(from.length / LINE) - 1);
  const out = Buffer.allocUnsafe(from.length + breaks * 2);
  for (let at = 0, to = 0; at < from.length; at += LINE) {
    to += from.copy(out, to, at, at + LINE);
    if (at + LINE < from.length) to += LINE_END.copy(out, to);
  }
  return out;
}
