/**
 * XML part → plain element tree with well-known prefixes, whatever prefixes the file uses. No document type is accepted, so
 * there are no entities to expand; depth and number of elements are counted before anything recursive looks at the text.
 */
import { parseXml as parse, XmlCdata, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import type { MergePlace } from '../markup/mergePlace.ts';

export type Xml = {
  /** With a well-known prefix: `w:p`. */
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: XmlChild[];
  /** Name and attributes as the file writes them, namespace declarations included; missing on elements of our own making. */
  tag?: string;
  written?: Readonly<Record<string, string>>;
  /** What the merge does here (merge:* elements, and lines that may be left out). */
  place?: MergePlace;
};
export type XmlChild = Xml | string;

const DEPTH_MAX = 400;
/** Elements of one part and of all parts together: a thousand pages; more would hold up everybody else while it is read. */
const ELEMENTS_MAX = 300_000;
const PACKAGE_ELEMENTS_MAX = 500_000;
/** An attribute takes about this share of the room of an element, and no element has more than a few dozen. */
const ATTRIBUTE_SHARE = 0.2;
const ATTRIBUTES_MAX = 1000;
/** Word declares about thirty prefixes at once. */
const PREFIXES_MAX = 500;
const SCHEMAS = 'http://schemas.openxmlformats.org';
const STRICT = 'http://purl.oclc.org/ooxml';

/** Transitional and strict namespaces get the same prefix (ISO/IEC 29500-1 annex A and 29500-4). */
const PREFIXES = new Map<string, string>([
  [`${SCHEMAS}/wordprocessingml/2006/main`, 'w'],
  [`${STRICT}/wordprocessingml/main`, 'w'],
  [`${SCHEMAS}/officeDocument/2006/relationships`, 'r'],
  [`${STRICT}/officeDocument/relationships`, 'r'],
  [`${SCHEMAS}/officeDocument/2006/math`, 'm'],
  [`${STRICT}/officeDocument/math`, 'm'],
  [`${SCHEMAS}/drawingml/2006/main`, 'a'],
  [`${STRICT}/drawingml/main`, 'a'],
  [`${SCHEMAS}/drawingml/2006/picture`, 'pic'],
  [`${STRICT}/drawingml/picture`, 'pic'],
  [`${SCHEMAS}/drawingml/2006/wordprocessingDrawing`, 'wp'],
  [`${STRICT}/drawingml/wordprocessingDrawing`, 'wp'],
  [`${SCHEMAS}/drawingml/2006/chart`, 'c'],
  [`${STRICT}/drawingml/chart`, 'c'],
  [`${SCHEMAS}/drawingml/2006/diagram`, 'dgm'],
  [`${STRICT}/drawingml/diagram`, 'dgm'],
  [`${SCHEMAS}/package/2006/relationships`, 'rel'],
  [`${SCHEMAS}/package/2006/content-types`, 'ct'],
  [`${SCHEMAS}/markup-compatibility/2006`, 'mc'],
  ['http://schemas.microsoft.com/office/2006/xmlPackage', 'pkg'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape', 'wps'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingGroup', 'wpg'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas', 'wpc'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['urn:schemas-microsoft-com:office:office', 'o'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
]);

/** Namespace of a well-known prefix, in the form of the format that the file has; undefined: none of ours. */
export function namespaceOf(prefix: string, strict: boolean): string | undefined {
  const all = [...PREFIXES].filter(([, known]) => known === prefix).map(([namespace]) => namespace);
  return all.find((namespace) => namespace.startsWith(STRICT) === strict) ?? all[0];
}

export function isStrictNamespace(namespace: string): boolean {
  return namespace.startsWith(STRICT);
}

export type XmlProblem = 'doctype' | 'too-deep' | 'too-many' | 'damaged';
export type ParsedXml = { ok: true; root: Xml } | { ok: false; problem: XmlProblem };

/** What the parts of one package may still hold together, in elements. */
export type XmlBudget = { left: number };

export function newXmlBudget(): XmlBudget {
  return { left: PACKAGE_ELEMENTS_MAX };
}

/** `budget`: shared by all parts of a package, and used up by this one. */
export function parseXml(bytes: Uint8Array, budget: XmlBudget = newXmlBudget()): ParsedXml {
  const text = decodeXml(bytes);
  const measured = measure(text, Math.min(ELEMENTS_MAX, budget.left));
  if (typeof measured === 'string') return { ok: false, problem: measured };
  budget.left -= measured;
  try {
    const root = parse(text).root;
    return root === null ? { ok: false, problem: 'damaged' } : { ok: true, root: plain(root, new Map([['xml', 'xml']])) };
  } catch (error) {
    if (error instanceof XmlError) return { ok: false, problem: 'damaged' };
    throw error;
  }
}

function decodeXml(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** One pass over the tags. A `<` can stand only at the start of markup, a `>` also inside attribute values. The size in elements. */
function measure(text: string, most: number): number | Exclude<XmlProblem, 'damaged'> {
  let depth = 0;
  let elements = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const next = text[at + 1];
    if (next === '!' || next === '?') {
      if (/^<!doctype/i.test(text.slice(at, at + 9))) return 'doctype';
      elements += ATTRIBUTE_SHARE;
      at = skip(text, at);
    } else if (next === '/') depth -= 1;
    else {
      const tag = endOfTag(text, at);
      at = tag.at;
      elements += 1 + tag.attributes * ATTRIBUTE_SHARE;
      if (text[at - 1] !== '/') depth += 1;
      if (depth > DEPTH_MAX) return 'too-deep';
      if (tag.attributes > ATTRIBUTES_MAX) return 'too-many';
    }
    if (elements > most) return 'too-many';
  }
  return elements;
}

/** Past a comment, an instruction or a CDATA section, in which a `<` means nothing. */
function skip(text: string, at: number): number {
  const instruction = text[at + 1] === '?';
  const mark = instruction ? '?>' : text.startsWith('<!--', at) ? '-->' : text.startsWith('<![CDATA[', at) ? ']]>' : '>';
  const end = text.indexOf(mark, at + 2);
  return end < 0 ? text.length : end;
}

function endOfTag(text: string, from: number): { at: number; attributes: number } {
  let quote = '';
  let attributes = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text[at];
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '"' || char === "'") {
      quote = char;
      attributes += 1;
    } else if (char === '>') return { at, attributes };
  }
  return { at: text.length, attributes };
}

function plain(element: XmlElement, outer: ReadonlyMap<string, string>): Xml {
  const prefixes = scopeOf(element, outer);
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(element.attributes)) {
    if (name.includes(':')) attributes[known(name, prefixes)] = value;
    else attributes[name] = value;
  }
  const children: XmlChild[] = [];
  for (const child of element.children) {
    if (child instanceof XmlElement) children.push(plain(child, prefixes));
    else if (child instanceof XmlText || child instanceof XmlCdata) children.push(child.text);
  }
  return { name: known(element.name, prefixes), attributes, children, tag: element.name, written: element.attributes };
}

/** Prefix in the file → our prefix, as declared on this element and around it. Of absurdly many the last ones mean nothing. */
function scopeOf(element: XmlElement, outer: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let scope: Map<string, string> | null = null;
  for (const [name, value] of Object.entries(element.attributes)) {
    if ((name !== 'xmlns' && !name.startsWith('xmlns:')) || (scope ?? outer).size > PREFIXES_MAX) continue;
    scope ??= new Map(outer);
    scope.set(name === 'xmlns' ? '' : name.slice(6), PREFIXES.get(value) ?? '');
  }
  return scope ?? outer;
}

function known(name: string, prefixes: ReadonlyMap<string, string>): string {
  const colon = name.indexOf(':');
  const prefix = prefixes.get(colon < 0 ? '' : name.slice(0, colon)) ?? '';
  const local = name.slice(colon + 1);
  return prefix === '' ? `?:${local}` : `${prefix}:${local}`;
}

export function isElement(child: XmlChild): child is Xml {
  return typeof child !== 'string';
}

export function elementsOf(element: Xml | undefined): Xml[] {
  return element === undefined ? [] : element.children.filter(isElement);
}

export function childOf(element: Xml | undefined, name: string): Xml | undefined {
  return element?.children.find((child): child is Xml => isElement(child) && child.name === name);
}

export function childrenOf(element: Xml | undefined, name: string): Xml[] {
  return elementsOf(element).filter((child) => child.name === name);
}

/** `w:val` of a child: how most properties of WordprocessingML are written. */
export function valueOf(element: Xml | undefined, name: string): string | undefined {
  return childOf(element, name)?.attributes['w:val'];
}

export function textOf(element: Xml): string {
  return element.children.map((child) => (isElement(child) ? textOf(child) : child)).join('');
}

/** The first descendant of that name, in document order. */
export function findDeep(element: Xml | undefined, name: string): Xml | undefined {
  for (const child of elementsOf(element)) {
    if (child.name === name) return child;
    const found = findDeep(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
