/**
 * Large XML parts read from start to end without building a tree: a sheet of 100,000 rows is some ten million elements. Names come without the
 * prefix of the root element, whatever its namespace, which also makes strict and transitional workbooks alike. No document type is accepted, so there are no entities to expand.
 */
import { nameTable } from '../../nameTable.ts';
export type XmlEvents = {
  /** `tag`: name and attributes as written; `empty`: `<x/>`, for which no `close` follows. */
  open: (name: string, tag: string, empty: boolean) => void;
  /** Character data with references resolved; may come in several pieces. */
  text: (text: string) => void;
  close: (name: string) => void;
  /** Asked between pieces of the file: true ends the reading, without a finding. */
  enough?: () => boolean;
};

export type XmlProblem = 'doctype' | 'damaged';

const PIECE_BYTES = 1 << 20;
/** No tag, text or comment of a workbook is as long as this (a cell holds 32,767 characters). */
const PENDING_MAX = 8 << 20;

export function scanXml(bytes: Uint8Array, events: XmlEvents): XmlProblem | null {
  const decoder = new TextDecoder(encodingOf(bytes));
  const reader = { rest: '', depth: 0, seen: false, prefix: '' };
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const last = at + PIECE_BYTES >= bytes.length;
    const text = reader.rest + decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: !last });
    const problem = readPiece(text, reader, events);
    if (problem !== null) return problem;
    if (reader.rest.length > PENDING_MAX) return 'damaged';
    if (events.enough?.() === true) return null;
  }
  return reader.depth === 0 && reader.seen && reader.rest.trim() === '' ? null : 'damaged';
}

function encodingOf([a, b]: Uint8Array): string {
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  return a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
}

type Reader = { rest: string; depth: number; seen: boolean; prefix: string };

/** Everything up to the last markup that is whole; what follows it is kept for the next piece. */
function readPiece(text: string, reader: Reader, events: XmlEvents): XmlProblem | null {
  let at = 0;
  for (;;) {
    const start = text.indexOf('<', at);
    if (start < 0) break;
    const end = endOfMarkup(text, start);
    if (end < 0) break;
    if (start > at && reader.depth > 0) events.text(resolved(text.slice(at, start)));
    const next = text.charCodeAt(start + 1);
    if (next === 33) {
      if (/^<!doctype/i.test(text.slice(start, start + 9))) return 'doctype';
      if (text.startsWith('<![CDATA[', start) && reader.depth > 0) events.text(text.slice(start + 9, end - 3));
    } else if (next === 47) {
      reader.depth -= 1;
      if (reader.depth < 0) return 'damaged';
      events.close(nameAt(text, start + 2, end - 1, reader.prefix));
    } else if (next !== 63) readOpening(text, start, end, reader, events);
    at = end;
  }
  reader.rest = text.slice(at);
  return null;
}

function readOpening(text: string, start: number, end: number, reader: Reader, events: XmlEvents): void {
  const empty = text.charCodeAt(end - 2) === 47;
  const last = empty ? end - 2 : end - 1;
  if (!reader.seen) reader.prefix = /^[^:]*:/.exec(nameAt(text, start + 1, last, ''))?.[0] ?? '';
  reader.seen = true;
  if (!empty) reader.depth += 1;
  events.open(nameAt(text, start + 1, last, reader.prefix), text.slice(start, end), empty);
}

/** Index behind the markup that starts at `start`; -1 where it is not whole yet. */
function endOfMarkup(text: string, start: number): number {
  if (text.charCodeAt(start + 1) !== 33) return endOfTag(text, start);
  if (text.length - start < 9) return -1;
  const mark = text.startsWith('<!--', start) ? '-->' : text.startsWith('<![CDATA[', start) ? ']]>' : '>';
  const end = text.indexOf(mark, start + 4);
  return end < 0 ? -1 : end + mark.length;
}

/** A `>` may stand inside the value of an attribute (`formatCode="[>100]0"`): the real one follows a quote, or there are no attributes. */
function endOfTag(text: string, start: number): number {
  let end = text.indexOf('>', start + 1);
  if (end < 0 || isEnd(text, end) || !hasAttributes(text, start, end)) return end + 1 || -1;
  do end = text.indexOf('>', end + 1);
  while (end >= 0 && !isEnd(text, end));
  return end + 1 || -1;
}

function hasAttributes(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start + 1) === 63) return false;
  // Not by `indexOf`: the next `=` may be a million characters away.
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) === 61) return true;
  return false;
}

function isEnd(text: string, end: number): boolean {
  let at = end - 1;
  while (at > 0 && (text.charCodeAt(at) === 47 || text.charCodeAt(at) <= 32)) at -= 1;
  const code = text.charCodeAt(at);
  return code === 34 || code === 39;
}

/** The name that starts at `from`: without the prefix of the root element; names with another prefix keep it and so mean nothing. */
function nameAt(text: string, from: number, end: number, prefix: string): string {
  let at = from;
  for (; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code <= 32 || code === 47) break;
  }
  if (prefix === '') return text.slice(from, at);
  return text.startsWith(prefix, from) ? text.slice(from + prefix.length, at) : `:${text.slice(from, at)}`;
}

/** The value of an attribute without prefix, as written between its quotes, references resolved; undefined: there is none. */
export function attributeOf(tag: string, name: string): string | undefined {
  for (let at = tag.indexOf(`${name}=`); at >= 0; at = tag.indexOf(`${name}=`, at + 1)) {
    const before = tag.charCodeAt(at - 1);
    const quote = tag[at + name.length + 1];
    if (before > 32 || (quote !== '"' && quote !== "'")) continue;
    const from = at + name.length + 2;
    const end = tag.indexOf(quote, from);
    return end < 0 ? undefined : resolved(tag.slice(from, end));
  }
  return undefined;
}

/** The same with any prefix or none (`r:id`, or whatever else the file calls the namespace). */
export function prefixedAttributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s[\\w.-]+:${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found === null ? undefined : resolved(found[1] ?? found[2] ?? '');
}

/** `xsd:boolean` */
export function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

const NAMED = nameTable<string>({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" });

function resolved(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{1,5}));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}
