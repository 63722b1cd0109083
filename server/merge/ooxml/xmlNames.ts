/**
 * Prefixes while a tree is written. Elements of the file keep theirs; elements of our own making take the one that the file
 * has for the namespace. A prefix whose declaration stood on an element that is no longer there is declared again.
 */
import { isElement, isStrictNamespace, namespaceOf, type Xml } from './parseXml.ts';
import { escapeXmlAttribute } from './escapeXml.ts';

export type XmlNames = {
  /** Prefix ('' = none) → namespace, as declared on the elements around. */
  bound: ReadonlyMap<string, string>;
  /** What the file declares anywhere. */
  declared: ReadonlyMap<string, string>;
  strict: boolean;
};

/** `name`, and `attributes` with a leading blank each, as they are written; `inside`: for the children. */
export type WrittenTag = { name: string; attributes: string; inside: XmlNames };

/** `read`: the part as it was read, in which there may be declarations on elements that `root` has no more. */
export function xmlNames(root: Xml, read: Xml = root): XmlNames {
  const declared = new Map<string, string>();
  gather(root, declared);
  if (read !== root) gather(read, declared);
  return { bound: new Map(), declared, strict: [...declared.values()].some(isStrictNamespace) };
}

function gather(element: Xml, declared: Map<string, string>): void {
  for (const [name, value] of Object.entries(element.written ?? {})) {
    const prefix = declaredPrefix(name);
    if (prefix !== null && !declared.has(prefix)) declared.set(prefix, value);
  }
  for (const child of element.children) if (isElement(child)) gather(child, declared);
}

function declaredPrefix(attribute: string): string | null {
  return attribute === 'xmlns' ? '' : attribute.startsWith('xmlns:') ? attribute.slice(6) : null;
}

/** `change`: the value an attribute is written with, null: it is left out. Names are the file's. */
export function writtenTag(element: Xml, names: XmlNames, change?: (name: string, value: string) => string | null): WrittenTag {
  return element.tag === undefined ? ownTag(element, names) : fileTag(element, element.tag, names, change);
}

function fileTag(
  element: Xml,
  tag: string,
  names: XmlNames,
  change?: (name: string, value: string) => string | null,
): WrittenTag {
  const entries = Object.entries(element.written ?? {});
  const missing = new Map<string, string>();
  const inside = withDeclarations(entries, names);
  let attributes = '';
  for (const [name, value] of entries) {
    const changed = change === undefined ? value : change(name, value);
    if (changed === null) continue;
    if (declaredPrefix(name) === null) noteMissing(name, false, inside, missing);
    attributes += attribute(name, changed);
  }
  noteMissing(tag, true, inside, missing);
  return { name: tag, attributes: attributes + declarations(missing), inside: bindAll(missing, inside) };
}

function withDeclarations(entries: readonly [string, string][], names: XmlNames): XmlNames {
  const found = entries.flatMap(([name, value]): [string, string][] => {
    const prefix = declaredPrefix(name);
    return prefix === null ? [] : [[prefix, value]];
  });
  return bindAll(new Map(found), names);
}

function bindAll(more: ReadonlyMap<string, string>, names: XmlNames): XmlNames {
  return more.size === 0 ? names : { ...names, bound: new Map([...names.bound, ...more]) };
}

/** An attribute without prefix is in no namespace; an element without one is in the default namespace, if there is any. */
function noteMissing(name: string, isTag: boolean, names: XmlNames, missing: Map<string, string>): void {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(0, colon));
  if ((colon < 0 && !isTag) || prefix === 'xml' || names.bound.has(prefix)) return;
  const namespace = names.declared.get(prefix);
  if (namespace !== undefined) missing.set(prefix, namespace);
}

function ownTag(element: Xml, names: XmlNames): WrittenTag {
  const missing = new Map<string, string>();
  const name = ownName(element.name, true, names, missing);
  let attributes = '';
  for (const [key, value] of Object.entries(element.attributes)) {
    attributes += attribute(ownName(key, false, bindAll(missing, names), missing), value);
  }
  return { name, attributes: attributes + declarations(missing), inside: bindAll(missing, names) };
}

/** A well-known name with the file's prefix for its namespace. */
function ownName(name: string, isTag: boolean, names: XmlNames, missing: Map<string, string>): string {
  const [prefix = '', local] = name.split(':');
  const namespace = local === undefined || prefix === 'xml' ? undefined : namespaceOf(prefix, names.strict);
  if (namespace === undefined || local === undefined) return name;
  if (names.bound.get(prefix) === namespace) return name;
  for (const [bound, uri] of names.bound) {
    if (uri === namespace && (bound !== '' || isTag)) return bound === '' ? local : `${bound}:${local}`;
  }
  const free = names.bound.has(prefix) ? `${prefix}0` : prefix;
  missing.set(free, namespace);
  return `${free}:${local}`;
}

function declarations(missing: ReadonlyMap<string, string>): string {
  return [...missing].map(([prefix, uri]) => attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri)).join('');
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeXmlAttribute(value)}"`;
}
