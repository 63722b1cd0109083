/**
 * What of a part may be missing from a message, so that the schema's demands have to be looked after: a cell must end with a
 * paragraph, a table needs a row (ISO/IEC 29500-1 17.4.65, 17.4.37).
 */
import { childOf, elementsOf, type Xml } from '../ooxml/parseXml.ts';

/** Elements that hold blocks, and need a paragraph as their last one. */
export const HOLDERS = new Set(['w:body', 'w:tc', 'w:txbxContent', 'w:hdr', 'w:ftr', 'w:footnote', 'w:endnote', 'w:comment']);
/** Elements around blocks or rows that are none themselves. */
const WRAPPERS = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag', 'w:hyperlink', 'w:dir', 'w:bdo']);

/** Something of the flow directly in this element may be missing. What is deeper (a cell's text, a paragraph's) is its own affair. */
export function looseness(): (element: Xml) => boolean {
  const known = new WeakMap<Xml, boolean>();
  const holdsLoose = (element: Xml): boolean => {
    const before = known.get(element);
    if (before !== undefined) return before;
    const loose = elementsOf(element).some(isLoose);
    known.set(element, loose);
    return loose;
  };
  const isLoose = (child: Xml): boolean => {
    if (child.name.startsWith('merge:') || child.place !== undefined) return true;
    return (child.name === 'w:tbl' || WRAPPERS.has(child.name)) && holdsLoose(child);
  };
  return holdsLoose;
}

/** A paragraph that never goes: it ends a section, or a field of Word begins in it and ends elsewhere. */
export function mustStay(paragraph: Xml): boolean {
  if (childOf(childOf(paragraph, 'w:pPr'), 'w:sectPr') !== undefined) return true;
  const marks = { open: 0, broken: false };
  countMarks(paragraph, marks);
  return marks.broken || marks.open !== 0;
}

function countMarks(element: Xml, marks: { open: number; broken: boolean }): void {
  for (const child of elementsOf(element)) {
    const type = child.name === 'w:fldChar' ? child.attributes['w:fldCharType'] : undefined;
    if (type === 'begin') marks.open += 1;
    if (type === 'end') marks.open -= 1;
    if (marks.open < 0) marks.broken = true;
    countMarks(child, marks);
  }
}

/** Looks of the filling paragraph: those of the last one that stood there, without what would show or end something. */
export function fillingProperties(holder: Xml): Xml | undefined {
  const pPr = childOf(lastParagraph(holder), 'w:pPr');
  if (pPr === undefined) return undefined;
  const kept = ['w:pStyle', 'w:spacing', 'w:ind', 'w:jc', 'w:rPr'];
  return { ...pPr, children: elementsOf(pPr).filter((child) => kept.includes(child.name)) };
}

function lastParagraph(element: Xml): Xml | undefined {
  for (const child of elementsOf(element).toReversed()) {
    if (child.name === 'w:p') return child;
    const inside = child.name.startsWith('merge:') || WRAPPERS.has(child.name) ? lastParagraph(child) : undefined;
    if (inside !== undefined) return inside;
  }
  return undefined;
}
