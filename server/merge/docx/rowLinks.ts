/** Addresses in a part's relationships that have `{{Field}}` in them, and therefore differ from row to row. */
import type { LinkSource } from './linkField.ts';
import { linkParts } from '../letter/linkParts.ts';
import { escapeXmlAttribute } from '../ooxml/escapeXml.ts';
import type { WordPackage } from '../ooxml/openPackage.ts';
import { elementsOf, isElement, type Xml } from '../ooxml/parseXml.ts';
import type { Slot } from '../mergeScope.ts';
import { urlFor } from '../mailHtml/safeUrl.ts';
import { type WordTemplate, wordTemplate } from './wordTemplate.ts';
import { XML_DECLARATION, xmlText } from '../ooxml/writeXml.ts';
import { writtenTag, xmlNames, type XmlNames } from '../ooxml/xmlNames.ts';

export type RowLinks = ReadonlyMap<string, (string | Slot)[]>;

/** Relationship id → address in pieces, of those that depend on the row. */
export function rowLinks(part: string, opened: WordPackage): RowLinks {
  const found = new Map<string, (string | Slot)[]>();
  for (const { id, target, external } of opened.relationships(part).values()) {
    const parts = external ? linkParts([target]) : [];
    if (parts.some((piece) => typeof piece !== 'string')) found.set(id, parts);
  }
  return found;
}

/** A w:hyperlink that needs another address in each row; it becomes a field, because a relationship would have one for all rows. */
export function rowLinkOf(hyperlink: Xml, links: RowLinks): LinkSource | null {
  const parts = links.get(hyperlink.attributes['r:id'] ?? '');
  if (parts === undefined) return null;
  const said = (name: string) => hyperlink.attributes[name] ?? null;
  return { parts, tip: said('w:tooltip'), anchor: said('w:anchor'), frame: said('w:tgtFrame') };
}

/** The relationships themselves: links that became fields go, those of pictures and shapes get the message's address. */
export function relationshipsTemplate(relationships: Xml, links: RowLinks, root: Xml): WordTemplate {
  const used = otherUses(root, new Set());
  const out = wordTemplate();
  const tag = writtenTag(relationships, xmlNames(relationships));
  out.add(`${XML_DECLARATION}<${tag.name}${tag.attributes}>`);
  for (const child of relationships.children) {
    const id = isElement(child) ? (child.attributes['Id'] ?? '') : '';
    const parts = links.get(id);
    if (!isElement(child) || parts === undefined) out.add(xmlText(child, tag.inside));
    else if (used.has(id)) addRelationship(child, parts, tag.inside, out);
  }
  out.add(`</${tag.name}>`);
  return out;
}

function addRelationship(relationship: Xml, parts: (string | Slot)[], names: XmlNames, out: WordTemplate): void {
  const tag = writtenTag(relationship, names, (name, value) => (name === 'Target' ? null : value));
  out.add(`<${tag.name}${tag.attributes} Target="`);
  out.add((scope) => escapeXmlAttribute(urlFor(parts, scope) || NOWHERE));
  out.add('"/>');
}

/** A relationship must have a target (ISO/IEC 29500-2 6.5.3.4); this one stays in the document. */
export const NOWHERE = '#';

/** Ids of relationships that something else than a w:hyperlink names. */
function otherUses(element: Xml, used: Set<string>): Set<string> {
  for (const child of elementsOf(element)) {
    for (const [name, value] of Object.entries(child.attributes)) {
      if (name.startsWith('r:') && child.name !== 'w:hyperlink') used.add(value);
    }
    otherUses(child, used);
  }
  return used;
}
