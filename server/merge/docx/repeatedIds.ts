/**
 * Ids that may stand in a document once only. What repeats loses them: bookmarks, anchors of comments, ids of paragraphs and
 * content controls (all of which may be missing), and gets new ones for drawings (ISO/IEC 29500-1 17.13.6, 20.4.2.5; [MS-DOCX] 2.6.2).
 */
import { elementsOf, type Xml, type XmlChild, isElement } from '../ooxml/parseXml.ts';

const MARKS = new Map([
  ['w:bookmarkStart', 'bookmark'],
  ['w:bookmarkEnd', 'bookmark'],
  ['w:commentRangeStart', 'comment'],
  ['w:commentRangeEnd', 'comment'],
  ['w:commentReference', 'comment'],
  ['w:permStart', 'permission'],
  ['w:permEnd', 'permission'],
]);

/** A mark that goes because it, or its other half, stands in something that repeats. */
export function repeatedMarks(root: Xml): (mark: Xml) => boolean {
  const dropped = new Set<string>();
  gather(root, false, dropped);
  return (mark) => dropped.size > 0 && dropped.has(keyOf(mark) ?? '');
}

function gather(element: Xml, repeated: boolean, dropped: Set<string>): void {
  for (const child of elementsOf(element)) {
    const key = repeated ? keyOf(child) : null;
    if (key !== null) dropped.add(key);
    gather(child, repeated || child.place?.kind === 'repeat', dropped);
  }
}

function keyOf(mark: Xml): string | null {
  const kind = MARKS.get(mark.name);
  return kind === undefined ? null : `${kind} ${mark.attributes['w:id'] ?? ''}`;
}

/**
 * Attributes of an element, without those that name it where it repeats, or where its name has been given before (a paragraph that
 * was cut in two). `seen`: names that have been given in this part.
 */
export function namedOnce(element: Xml, repeated: boolean, seen: Set<string>): (name: string, value: string) => string | null {
  const isDrawing = repeated && element.name === 'wp:docPr';
  return (name, value) => {
    if (isDrawing && name === 'id') return null;
    if (!/:(?:paraId|textId)$/.test(name)) return value;
    if (repeated || seen.has(value)) return null;
    if (name.endsWith(':paraId')) seen.add(value);
    return value;
  };
}

export function withoutControlId(element: Xml): XmlChild[] {
  if (element.name !== 'w:sdtPr') return element.children;
  return element.children.filter((child) => !isElement(child) || child.name !== 'w:id');
}

/** The first id that no drawing of these parts has. */
export function firstFreeId(roots: Iterable<Xml>): number {
  let highest = 0;
  const visit = (element: Xml): void => {
    const id = element.name === 'wp:docPr' ? Number(element.attributes['id']) : 0;
    if (Number.isSafeInteger(id) && id > highest && id < ID_MAX) highest = id;
    for (const child of elementsOf(element)) visit(child);
  };
  for (const root of roots) visit(root);
  return highest + 1;
}

/** Word counts these ids in 31 bits; room is left for those to come. */
const ID_MAX = 2 ** 30;
