/**
 * Which parts of the letter's package go into a merged document, and what the package says about them. Macros, the data source
 * of Word's own mail merge, the attached template, the preview picture and add-ins of the sender stay behind: they would
 * not work at the receiver, or tell paths of the sender's computer.
 */
import { NOWHERE } from './rowLinks.ts';
import { isFetched } from '../ooxml/outsideAddresses.ts';
import { newElement } from '../markup/newMarkup.ts';
import { relationshipsPart, type WordPackage } from '../ooxml/openPackage.ts';
import { isElement, type Xml } from '../ooxml/parseXml.ts';

/** Last step of a relationship's type. A digital signature fits no document but the one it was made for. */
const LEFT =
  /\/(?:vbaProject|wordVbaData|vbaProjectSignature\w*|keyMapCustomizations|attachedToolbars|extensibility|webextensiontaskpanes|mailMergeSource|mailMergeHeaderSource|mailMergeRecipientData|recipientData|attachedTemplate|thumbnail)$|\/digital-signature\//i;
/** Macros nobody leads to are not run, but some guard of the receiver would find them. */
const LEFT_NAMES = /(?:^|\/)(?:vbaProject(?:Signature\w*)?\.bin|vbaData\.xml)$/i;
/** Names that no part may have (ISO/IEC 29500-2 6.2.2); unpacked by a careless program they would be files somewhere else. */
const NO_NAMES = /(?:^|\/)\.{1,2}(?:\/|$)|[\p{Cc}:\\]|^\s*(?:\/|$)|\/\//u;
const MACRO_CONTENT = /vbaProject|vbaData/i;
const DOCUMENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const RELATIONSHIPS = 'application/vnd.openxmlformats-package.relationships+xml';
export const CONTENT_TYPES = '[Content_Types].xml';

/** More of either is no letter, and would not go into the fields of a zip. */
const [NAME_MAX, PARTS_MAX] = [1000, 8192];

export type OutgoingParts = {
  /** In the order of the package, without [Content_Types].xml. */
  names: string[];
  /** Parts that are written anew. */
  changed: Map<string, Xml>;
};

export function outgoingParts(opened: WordPackage): OutgoingParts {
  const left = leftNames(opened);
  const settings = reached(opened, true, '/settings');
  const fits = (name: string) =>
    name.length <= NAME_MAX && !left.has(name.toLowerCase()) && !LEFT_NAMES.test(name) && !NO_NAMES.test(name);
  const names = opened.names.filter((name) => name !== CONTENT_TYPES && fits(name)).slice(0, PARTS_MAX);
  const changed = new Map<string, Xml>();
  for (const name of names) {
    const lower = name.toLowerCase();
    const root = lower.endsWith('.rels') || settings.has(lower) ? opened.xml(name) : undefined;
    const kept = root === undefined ? undefined : withoutLeft(root);
    if (kept !== undefined) changed.set(name, kept);
  }
  changed.set(CONTENT_TYPES, contentTypes(opened, names));
  if (!names.some((name) => name.toLowerCase() === '_rels/.rels')) {
    names.push('_rels/.rels');
    changed.set('_rels/.rels', rootRelationships(opened.main));
  }
  return { names, changed };
}

/** Parts that only lead from what stays behind, with their relationships; in lower case. */
function leftNames(opened: WordPackage): Set<string> {
  const going = reached(opened, true);
  const left = [...reached(opened, false)].filter((name) => !going.has(name));
  return new Set([...left, ...left.map(relationshipsPart)]);
}

/** Names in lower case of the parts that relationships lead to, with or without what stays behind; `only`: of that type. */
function reached(opened: WordPackage, going: boolean, only = ''): Set<string> {
  const seen = new Set<string>(['', opened.main.toLowerCase()]);
  const found = new Set<string>(only === '' ? seen : []);
  const waiting = ['', opened.main];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    for (const { type, target, external } of opened.relationships(part).values()) {
      const name = target.toLowerCase();
      if (external || (going && LEFT.test(type))) continue;
      if (type.endsWith(only)) found.add(name);
      if (!seen.has(name)) waiting.push(target);
      seen.add(name);
    }
  }
  return found;
}

/** Undefined: nothing has to be taken away. */
function withoutLeft(root: Xml): Xml | undefined {
  const kept = root.children.filter((child) => !isElement(child) || !isLeftChild(child));
  const children = kept.map((child) => (isElement(child) ? withoutOutside(child) : child));
  const same = children.length === root.children.length && children.every((child, at) => child === root.children[at]);
  return same ? undefined : { ...root, children };
}

/**
 * Word fetches what a document shows of other places as soon as it is opened: pictures, texts, objects of the sender's computer or of the
 * network. The relationship stays, because something names it, and leads nowhere. Links are followed by people only.
 */
function withoutOutside(child: Xml): Xml {
  if (!leadsOutside(child)) return child;
  const nowhere = (attributes: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, name === 'Target' ? NOWHERE : value]));
  const { attributes, written } = child;
  return { ...child, attributes: nowhere(attributes), ...(written === undefined ? {} : { written: nowhere(written) }) };
}

function leadsOutside({ name, attributes }: Xml): boolean {
  return name === 'rel:Relationship' && attributes['TargetMode'] === 'External' && isFetched(attributes['Type'] ?? '');
}

function isLeftChild(child: Xml): boolean {
  if (child.name === 'rel:Relationship') return LEFT.test(child.attributes['Type'] ?? '');
  return child.name === 'w:mailMerge' || child.name === 'w:attachedTemplate';
}

/** A template or a document with macros becomes a plain document (ISO/IEC 29500-1 11.3.10). */
function contentTypes(opened: WordPackage, names: readonly string[]): Xml {
  const read = opened.xml(CONTENT_TYPES) ?? typesOf(opened);
  const going = new Set(names.map((name) => `/${name.toLowerCase()}`));
  const main = `/${opened.main.toLowerCase()}`;
  const kept = read.children.filter((child) => isElement(child) && isKept(child, going, main));
  const extensions = new Set(kept.map((child) => (isElement(child) ? child.attributes['Extension']?.toLowerCase() : undefined)));
  const missing = extensions.has('rels') ? [] : [typeElement('Default', 'Extension', 'rels', RELATIONSHIPS)];
  return { ...read, children: [...missing, ...kept, typeElement('Override', 'PartName', `/${opened.main}`, DOCUMENT)] };
}

function isKept(child: Xml, going: ReadonlySet<string>, main: string): boolean {
  const part = child.attributes['PartName']?.toLowerCase();
  if (part === undefined) return !MACRO_CONTENT.test(child.attributes['ContentType'] ?? '');
  return part !== main && going.has(part);
}

/** For a package that says the types with its parts. */
function typesOf(opened: WordPackage): Xml {
  const parts = opened.names.flatMap((name) => {
    const type = opened.contentType(name);
    return type === undefined || type === RELATIONSHIPS ? [] : [typeElement('Override', 'PartName', `/${name}`, type)];
  });
  const xml = typeElement('Default', 'Extension', 'xml', 'application/xml');
  return rootElement('ct', 'Types', 'content-types', [xml, ...parts]);
}

function typeElement(name: 'Default' | 'Override', key: string, what: string, type: string): Xml {
  return newElement(`ct:${name}`, [], { [key]: what, ContentType: type });
}

function rootRelationships(main: string): Xml {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const relationship = newElement('rel:Relationship', [], { Id: 'rId1', Type: type, Target: main });
  return rootElement('rel', 'Relationships', 'relationships', [relationship]);
}

/** With the namespace as the default one, as everybody writes it. */
function rootElement(prefix: string, tag: string, namespace: string, children: Xml[]): Xml {
  const xmlns = `http://schemas.openxmlformats.org/package/2006/${namespace}`;
  return { ...newElement(`${prefix}:${tag}`, children), tag, written: { xmlns } };
}
