import addressparser from 'nodemailer/lib/addressparser/index.js';
import type { SandboxAddress } from './mailbox.ts';

export interface MimePart {
  /** Unfolded, otherwise raw. */
  headers: { name: string; value: string }[];
  /** Lower case, `text/plain` where none is given (RFC 2045 section 5.2). */
  type: string;
  disposition: string | undefined;
  fileName: string | undefined;
  /** Without angle brackets. */
  contentId: string | undefined;
  /** Empty for a leaf. */
  parts: MimePart[];
  bytes(): Buffer;
  text(): string;
}

/** Reads a MIME message (RFC 2045, 2046) given as latin1 text, one character per byte. */
export function readMime(source: string): MimePart {
  const gap = /\r?\n\r?\n|^\r?\n/.exec(source);
  const head = gap === null ? source : source.slice(0, gap.index);
  const body = gap === null ? '' : source.slice(gap.index + gap[0].length);
  const headers = readHeaders(head);
  const header = (name: string) => headers.find((each) => each.name.toLowerCase() === name)?.value;
  const type = readParameters(header('content-type') ?? 'text/plain');
  const disposition = header('content-disposition');
  const where = disposition === undefined ? undefined : readParameters(disposition);
  const encoding = header('content-transfer-encoding')?.trim().toLowerCase();
  const fileName = where?.parameters.filename ?? type.parameters.name;
  const bytes = () => decodeBody(body, encoding);
  return {
    headers,
    type: type.value,
    disposition: where?.value,
    fileName: fileName === undefined ? undefined : decodeWords(fileName),
    contentId: header('content-id')?.trim().replace(/^<|>$/g, ''),
    parts: type.value.startsWith('multipart/') ? splitParts(body, type.parameters.boundary ?? '').map(readMime) : [],
    bytes,
    text: () => decodeText(bytes(), type.parameters.charset ?? 'utf-8'),
  };
}

function readHeaders(head: string): { name: string; value: string }[] {
  return head
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map((line) => /^([!-9;-~]+):[ \t]*(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', value = '']) => ({ name, value: utf8(value) }));
}

/** Headers may hold raw UTF-8 (RFC 6532); the source was taken apart byte by byte. */
const utf8 = (latin1: string) => (/[\u0080-\u00ff]/.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1);

/** `text/html; charset="utf-8"`, with RFC 2231 continuations and charsets. */
function readParameters(text: string): { value: string; parameters: Record<string, string> } {
  const [value = '', ...rest] = text.match(/(?:"(?:[^"\\]|\\.)*"|[^;"])+/g) ?? [];
  const found = new Map<string, string>();
  for (const each of rest) {
    const [, key = '', raw = ''] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(each) ?? [];
    const plain = raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(.)/g, '$1') : raw;
    const [, base = '', star] = /^([^*]+)(\*.*)?$/.exec(key.toLowerCase()) ?? [];
    found.set(base, (found.get(base) ?? '') + (star?.endsWith('*') ? decode2231(plain) : plain));
  }
  return { value: value.trim().toLowerCase(), parameters: Object.fromEntries(found) };
}

function decode2231(text: string): string {
  const quoted = text
    .replace(/^[^']*'[^']*'/, '')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(quoted, 'latin1').toString('utf8');
}

function splitParts(body: string, boundary: string): string[] {
  const escaped = boundary.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const [, ...parts] = `\n${body}`.split(new RegExp(`\\r?\\n--${escaped}(?:--)?[ \\t]*(?=\\r?\\n|$)`));
  // What follows the closing delimiter is an epilogue; the lines before the first one were dropped above.
  return parts.slice(0, -1).map((part) => part.replace(/^\r?\n/, ''));
}

function decodeBody(body: string, encoding: string | undefined): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding === 'quoted-printable')
    return Buffer.from(decodeQuoted(body.replace(/[ \t]+(?=\r?\n)/g, '').replace(/=\r?\n/g, '')), 'latin1');
  return Buffer.from(body, 'latin1');
}

const decodeQuoted = (text: string) =>
  text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function decodeText(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch (error) {
    // An unknown charset label: show the bytes rather than nothing.
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_NOT_SUPPORTED') return bytes.toString('latin1');
    throw error;
  }
}

/** RFC 2047 encoded words; blanks between two of them vanish. */
export function decodeWords(text: string): string {
  return text
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?[^?]+\?[bq]\?)/gi, '$1')
    .replace(/=\?([^?*]+)(?:\*[^?]*)?\?([bq])\?([^?]*)\?=/gi, (_, charset: string, kind: string, word: string) =>
      decodeText(
        kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64') : Buffer.from(decodeQuoted(word.replace(/_/g, ' ')), 'latin1'),
        charset,
      ),
    );
}

/** The addresses of a header; groups (`Team: a@b.example;`) are flattened. */
export function readAddresses(text: string): SandboxAddress[] {
  return addressparser(text, { flatten: true }).map((each) => ({ address: each.address, name: decodeWords(each.name) }));
}
