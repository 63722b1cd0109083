/**
 * Resolved letter → merged Word documents. What no row changes is packed once, most of it with the very bytes it has in the
 * letter's file; a row packs only the parts that have places.
 */
import type { MergeScope } from '../mergeScope.ts';
import type { PackedEntry } from '../ooxml/openZip.ts';
import { relationshipsPart, type WordPackage } from '../ooxml/openPackage.ts';
import { CONTENT_TYPES, type OutgoingParts, outgoingParts } from './outgoingParts.ts';
import { packEntry, type ZipEntry, zipPacker } from '../ooxml/packZip.ts';
import { partTemplate } from './partTemplate.ts';
import { firstFreeId } from './repeatedIds.ts';
import type { ResolvedLetter } from '../resolveLetter.ts';
import { relationshipsTemplate, rowLinkOf, rowLinks } from './rowLinks.ts';
import type { WordTemplate } from './wordTemplate.ts';
import { writeXml } from '../ooxml/writeXml.ts';
import type { Xml } from '../ooxml/parseXml.ts';

/** DEFLATE level where nobody says another: what Word and every zip program use. */
const LEVEL = 6;

/** The work is done at the first document. `level`: of DEFLATE, 0 to 9. */
export function documentWriter(
  opened: WordPackage,
  resolved: Pick<ResolvedLetter, 'parts'>,
  level = LEVEL,
): (scope: MergeScope) => Uint8Array {
  let write: ((scope: MergeScope) => Uint8Array) | null = null;
  return (scope) => {
    write ??= prepared(opened, resolved.parts, level);
    return write(scope);
  };
}

type Merged = { name: string; template: WordTemplate };

function prepared(opened: WordPackage, parts: ReadonlyMap<string, Xml>, level: number): (scope: MergeScope) => Uint8Array {
  const outgoing = outgoingParts(opened);
  const templates = templatesOf(opened, parts, outgoing);
  const merged: Merged[] = [];
  const fixed: ZipEntry[] = [];
  for (const name of [CONTENT_TYPES, ...outgoing.names]) {
    const template = templates.get(name.toLowerCase());
    const text = template?.fixed() ?? null;
    if (template !== undefined && text === null) merged.push({ name, template });
    else addFixed(fixed, name, text === null ? unmerged(name, opened, outgoing, level) : packEntry(Buffer.from(text), level));
  }
  // What SET puts down in the text is known in the header, wherever the file keeps the two.
  const order = [...templates.keys()];
  merged.sort((a, b) => order.indexOf(a.name.toLowerCase()) - order.indexOf(b.name.toLowerCase()));
  const pack = zipPacker(fixed);
  const freshId = firstFreeId(parts.values());
  return (scope) => {
    const progress = { last: '' as const, rows: 0, empty: false, freshId };
    const text = ({ template }: Merged) => Buffer.from(template.render(scope, progress));
    return pack(merged.map((part) => ({ name: part.name, entry: packEntry(text(part), level) })));
  };
}

function addFixed(fixed: ZipEntry[], name: string, entry: PackedEntry | undefined): void {
  if (entry !== undefined) fixed.push({ name, entry });
}

/** Part name in lower case → its template; a part that nothing was changed in has none. */
function templatesOf(opened: WordPackage, parts: ReadonlyMap<string, Xml>, outgoing: OutgoingParts): Map<string, WordTemplate> {
  const templates = new Map<string, WordTemplate>();
  for (const [name, root] of parts) {
    const links = rowLinks(name, opened);
    const link = (hyperlink: Xml) => rowLinkOf(hyperlink, links);
    if (root !== opened.xml(name) || links.size > 0)
      templates.set(name.toLowerCase(), partTemplate(root, { link, read: opened.xml(name) ?? root }));
    const relationships = relationshipsPart(name);
    const file = outgoing.names.find((other) => other.toLowerCase() === relationships.toLowerCase()) ?? relationships;
    const read = outgoing.changed.get(file) ?? opened.xml(file);
    if (links.size > 0 && read !== undefined)
      templates.set(relationships.toLowerCase(), relationshipsTemplate(read, links, root));
  }
  return templates;
}

function unmerged(name: string, opened: WordPackage, outgoing: OutgoingParts, level: number): PackedEntry | undefined {
  const changed = outgoing.changed.get(name);
  const lying = changed === undefined ? opened.packed(name) : undefined;
  if (lying !== undefined) return lying;
  const root = changed ?? opened.xml(name);
  const bytes = root === undefined ? opened.bytes(name) : Buffer.from(writeXml(root));
  return bytes === undefined ? undefined : packEntry(bytes, level);
}
