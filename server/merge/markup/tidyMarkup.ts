/**
 * First pass over the markup: tracked changes accepted, alternatives chosen, wrappers that mean nothing in a mail
 * taken away. What comes after sees only content. (ISO/IEC 29500-1 17.13.5 revisions, 29500-3 alternate content.)
 */
import { childOf, elementsOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';

const DROPPED = new Set([
  'w:del',
  'w:moveFrom',
  'w:proofErr',
  'w:bookmarkStart',
  'w:bookmarkEnd',
  'w:permStart',
  'w:permEnd',
  'w:commentRangeStart',
  'w:commentRangeEnd',
  'w:commentReference',
  'w:annotationRef',
  'w:moveFromRangeStart',
  'w:moveFromRangeEnd',
  'w:moveToRangeStart',
  'w:moveToRangeEnd',
  'w:lastRenderedPageBreak',
  'w:rPrChange',
  'w:pPrChange',
  'w:tblPrChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:sectPrChange',
  'w:tblGridChange',
  'w:tblPrExChange',
  'w:numberingChange',
]);
const UNWRAPPED = new Set(['w:ins', 'w:moveTo', 'w:smartTag', 'w:customXml', 'w:dir', 'w:bdo']);
/** Namespaces of `Requires` that the readers after this pass understand. */
const UNDERSTOOD = new Set(['wps', 'wpg', 'wpc', 'w14', 'w15', 'w16', 'wp14', 'a14', 'wp', 'w', 'pic', 'a']);

export type TidyNotes = { revisions: boolean };

export function tidyMarkup(element: Xml, notes: TidyNotes): Xml {
  return { ...element, children: tidyChildren(element, notes) };
}

function tidyChildren(element: Xml, notes: TidyNotes): XmlChild[] {
  const children: XmlChild[] = [];
  for (const child of element.children) {
    if (!isElement(child)) children.push(child);
    else for (const kept of tidyChild(child, element, notes)) children.push(kept);
  }
  return children;
}

function tidyChild(child: Xml, parent: Xml, notes: TidyNotes): XmlChild[] {
  // Inside run properties w:ins and w:del only say that the paragraph's mark was inserted or deleted.
  if (parent.name === 'w:rPr' || parent.name === 'w:trPr') return [child];
  if (child.name === 'w:del' || child.name === 'w:ins' || child.name === 'w:moveTo') notes.revisions = true;
  if (DROPPED.has(child.name)) return [];
  if (UNWRAPPED.has(child.name)) return tidyChildren(child, notes);
  if (child.name === 'mc:AlternateContent') return chosen(child).flatMap((branch) => tidyChildren(branch, notes));
  if (child.name === 'w:tr' && isDeletedRow(child)) return [];
  return [tidyMarkup(child, notes)];
}

function isDeletedRow(row: Xml): boolean {
  return childOf(childOf(row, 'w:trPr'), 'w:del') !== undefined;
}

function chosen(alternate: Xml): Xml[] {
  const branches = elementsOf(alternate);
  const choice = branches.find(
    (branch) => branch.name === 'mc:Choice' && requires(branch).every((prefix) => UNDERSTOOD.has(prefix)),
  );
  const branch = choice ?? branches.find((candidate) => candidate.name === 'mc:Fallback');
  return branch === undefined ? [] : [branch];
}

function requires(branch: Xml): string[] {
  return (branch.attributes['Requires'] ?? '').split(/\s+/).filter((prefix) => prefix !== '');
}
