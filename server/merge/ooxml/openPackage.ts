/**
 * Word file → its parts and their relationships. docx, docm, dotx, dotm (zip, ISO/IEC 29500-2), and the same package as
 * one XML document ("flat OPC"), which is what Word's own add-in interface hands out.
 */
import { LETTER_ZIP_LIMITS, openZip, type PackedEntry, type ZipProblem } from './openZip.ts';
import {
  childOf,
  childrenOf,
  elementsOf,
  isElement,
  newXmlBudget,
  parseXml,
  textOf,
  type Xml,
  type XmlProblem,
} from './parseXml.ts';
import { type Read, readable, type ReadFailure, unreadable } from '../readResult.ts';

/** `target`: name of the part, or for `external` the address as written. */
export type Relationship = { id: string; type: string; target: string; external: boolean };

export type WordPackage = {
  /** Name of the main document part, usually `word/document.xml`. */
  main: string;
  /** Parsed on first use. Undefined: there is no such part, or it is no well-formed XML. */
  xml: (name: string) => Xml | undefined;
  bytes: (name: string) => Uint8Array | undefined;
  relationships: (part: string) => Map<string, Relationship>;
  has: (pattern: RegExp) => boolean;
  /** Every part as the file spells its name, in the file's order; relationships and [Content_Types].xml are among them. */
  names: readonly string[];
  /** The part as it lies in the zip; undefined in a package that is one XML document. */
  packed: (name: string) => PackedEntry | undefined;
  /** What a package that is one XML document says of a part; a zip says it in [Content_Types].xml. */
  contentType: (name: string) => string | undefined;
  /** Why the parts that were asked for until now are too much for a letter, each or all together; null: they are not. */
  excess: () => ReadFailure | null;
};

const SAVE_AGAIN = 'Open it in Word, save it again as .docx and choose the new file.';
const PROBLEMS: Record<ZipProblem | 'doctype' | 'too-deep' | 'too-many' | 'not-word', string> = {
  'not-a-zip': `This file is not a Word document (.docx). ${SAVE_AGAIN}`,
  'old-office-file':
    'This letter is password-protected, or in the old .doc format. Save it without a password as .docx and choose it again.',
  encrypted: 'This letter is password-protected. Save it without a password and choose it again.',
  damaged: `This Word document is damaged and cannot be opened. ${SAVE_AGAIN}`,
  'too-large-inside': `This file is far larger inside than a letter can be, so it was not opened. ${SAVE_AGAIN}`,
  doctype: `This file carries a document type declaration, which Word never writes, so it was not opened. ${SAVE_AGAIN}`,
  'too-deep': `This file is nested deeper than a letter can be, so it was not opened. ${SAVE_AGAIN}`,
  'too-many': `This letter has too many pieces to be merged as an e-mail. Shorten it and choose it again.`,
  'not-word': `This file is not a Word document: it has no main text (word/document.xml). ${SAVE_AGAIN}`,
};

function refused(problem: keyof typeof PROBLEMS): ReadFailure {
  return unreadable('LETTER_UNREADABLE', PROBLEMS[problem]);
}

export function openPackage(bytes: Uint8Array): Read<WordPackage> {
  if (isXml(bytes)) return openFlat(bytes);
  const zip = openZip(bytes, LETTER_ZIP_LIMITS);
  if (!zip.ok) return refused(zip.problem);
  const names = new Map([...zip.entries.keys()].map((name) => [name.toLowerCase(), name]));
  const content = (name: string) => zip.entries.get(names.get(name.toLowerCase()) ?? '');
  const { xml, excess } = partReader(content);
  const packed = (name: string) => zip.packed.get(names.get(name.toLowerCase()) ?? '');
  const sources = { xml, bytes: content, packed, contentType: () => undefined, excess };
  // What leads from part to part is read now, so that nothing of it can be too much later.
  for (const name of zip.entries.keys()) if (/\.rels$/i.test(name)) xml(name);
  return excess() ?? checked(packageOf(sources, [...zip.entries.keys()]), content);
}

/** Parts are many and small files may hold a lot, so their sizes are counted together. A part counts once, however its name is spelled. */
function partReader(content: (name: string) => Uint8Array | undefined): Pick<WordPackage, 'xml' | 'excess'> {
  const parsed = new Map<string, Xml | undefined>();
  const budget = newXmlBudget();
  let problem: XmlProblem | null = null;
  const read = (name: string): Xml | undefined => {
    const part = content(name);
    const found = part === undefined ? null : parseXml(part, budget);
    if (found?.ok === false && found.problem !== 'damaged') problem ??= found.problem;
    return found?.ok === true ? found.root : undefined;
  };
  return {
    xml(name) {
      const key = name.toLowerCase();
      if (!parsed.has(key)) parsed.set(key, read(name));
      return parsed.get(key);
    },
    excess: () => (problem === null ? null : refused(problem)),
  };
}

/** The main part must be there and sound; why it is not is worth a sentence of its own. */
function checked(opened: WordPackage, content: (name: string) => Uint8Array | undefined): Read<WordPackage> {
  const part = content(opened.main);
  if (part === undefined) return refused('not-word');
  if (opened.xml(opened.main) !== undefined) return isDocument(opened) ? readable(opened) : refused('not-word');
  const again = parseXml(part);
  return refused(again.ok ? 'damaged' : again.problem);
}

function isDocument(opened: WordPackage): boolean {
  const root = opened.xml(opened.main);
  return root?.name === 'w:document' && childOf(root, 'w:body') !== undefined;
}

function isXml(bytes: Uint8Array): boolean {
  const head = new TextDecoder()
    .decode(bytes.subarray(0, 200))
    .replace(/^\ufeff/, '')
    .trimStart();
  return head.startsWith('<?xml') || head.startsWith('<pkg:');
}

function openFlat(bytes: Uint8Array): Read<WordPackage> {
  const read = parseXml(bytes);
  if (!read.ok) return refused(read.problem);
  const parts = new Map<string, Xml>();
  const names: string[] = [];
  for (const part of childrenOf(read.root, 'pkg:part')) {
    const name = (part.attributes['pkg:name'] ?? '').replace(/^\//, '');
    if (!parts.has(name.toLowerCase())) names.push(name);
    parts.set(name.toLowerCase(), part);
  }
  if (read.root.name !== 'pkg:package') return refused('not-a-zip');
  const roots = new Map([...parts].map(([name, part]) => [name, rootIn(part, read.root)]));
  const xml = (name: string) => roots.get(name.toLowerCase());
  const content = (name: string) => {
    const data = childOf(parts.get(name.toLowerCase()), 'pkg:binaryData');
    return data === undefined ? undefined : Buffer.from(textOf(data), 'base64');
  };
  const contentType = (name: string) => parts.get(name.toLowerCase())?.attributes['pkg:contentType'];
  const sources = { xml, bytes: content, packed: () => undefined, contentType, excess: () => null };
  const opened = packageOf(sources, names);
  return isDocument(opened) ? readable(opened) : refused('not-word');
}

/** The root of a part, with the namespaces that the elements around it declare. */
function rootIn(part: Xml, all: Xml): Xml | undefined {
  const data = childOf(part, 'pkg:xmlData');
  const root = elementsOf(data)[0];
  if (root === undefined) return undefined;
  const around = [all, part, data].flatMap((element) => Object.entries(element?.written ?? {}));
  const declared = around.filter(([name, value]) => /^xmlns(?::|$)/.test(name) && !value.endsWith('/xmlPackage'));
  return declared.length === 0 ? root : { ...root, written: { ...Object.fromEntries(declared), ...root.written } };
}

type Sources = Pick<WordPackage, 'xml' | 'bytes' | 'packed' | 'contentType' | 'excess'>;

function packageOf(sources: Sources, names: readonly string[]): WordPackage {
  const relationships = (part: string) => readRelationships(sources.xml(relationshipsPart(part)), part);
  const document = [...relationships('').values()].find((rel) => !rel.external && rel.type.endsWith('/officeDocument'));
  return {
    main: document?.target ?? 'word/document.xml',
    ...sources,
    relationships,
    has: (pattern) => names.some((name) => pattern.test(name)),
    names,
  };
}

/** `word/document.xml` → `word/_rels/document.xml.rels` (29500-2 9.3.3). */
export function relationshipsPart(part: string): string {
  const slash = part.lastIndexOf('/');
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

function readRelationships(root: Xml | undefined, part: string): Map<string, Relationship> {
  const found = new Map<string, Relationship>();
  for (const element of root?.children.filter(isElement) ?? []) {
    const { Id: id, Type: type = '', Target: target = '', TargetMode: mode } = element.attributes;
    if (id === undefined) continue;
    const external = mode === 'External';
    const inside = external ? target : insidePackage(part, target);
    if (inside !== null) found.set(id, { id, type, target: inside, external });
  }
  return found;
}

/** Relative to the part; a target that climbs out of the package is nobody's (null). */
function insidePackage(part: string, target: string): string | null {
  const base = target.startsWith('/') ? [] : part.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') base.push(step);
    else if (base.pop() === undefined) return null;
  }
  return base.join('/');
}
