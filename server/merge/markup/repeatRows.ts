/** NEXT in a table row → that row repeats for the rows of the message. Anywhere else a mail has no next row. */
import type { MergeNotes } from '../mergeScope.ts';
import { isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { withChildren } from './newMarkup.ts';
import { repeatOf } from './tagGroups.ts';

export function repeatRows(container: Xml, notes: MergeNotes): Xml {
  const children = container.children.map((child) => (isElement(child) ? repeatRows(child, notes) : child));
  const same = children.every((child, at) => child === container.children[at]);
  if (container.name !== 'w:tbl') return same ? container : withChildren(container, children);
  const rows = repeating(children, notes);
  return rows === children && same ? container : withChildren(container, rows);
}

function repeating(rows: XmlChild[], notes: MergeNotes): XmlChild[] {
  const first = rows.findIndex(holdsNext);
  if (first < 0) return rows;
  return rows.flatMap((row, at) => (at === first && isElement(row) ? [repeatOf([row], notes)] : [row]));
}

function holdsNext(node: XmlChild): boolean {
  return isElement(node) && (node.place?.kind === 'next' || node.children.some(holdsNext));
}
