/**
 * What a mail needs of the markup: of alternatives the one that its readers understand, without wrappers and range marks that
 * mean nothing there. What comes after sees only content. (ISO/IEC 29500-3, alternate content.)
 */
import { elementsOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';

const DROPPED = new Set([
  'w:proofErr',
  'w:bookmarkStart',
  'w:bookmarkEnd',
  'w:permStart',
  'w:permEnd',
  'w:commentRangeStart',
  'w:commentRangeEnd',
  'w:commentReference',
  'w:annotationRef',
  'w:lastRenderedPageBreak',
]);
const UNWRAPPED = new Set(['w:smartTag', 'w:customXml', 'w:dir', 'w:bdo']);
/** Namespaces of `Requires` that the readers after this pass understand. */
const UNDERSTOOD = new Set(['wps', 'wpg', 'wpc', 'w14', 'w15', 'w16', 'wp14', 'a14', 'wp', 'w', 'pic', 'a']);

export function tidyMarkup(element: Xml): Xml {
  return { ...element, children: tidyChildren(element) };
}

function tidyChildren(element: Xml): XmlChild[] {
  const children: XmlChild[] = [];
  for (const child of element.children) {
    if (!isElement(child)) children.push(child);
    else for (const kept of tidyChild(child)) children.push(kept);
  }
  return children;
}

function tidyChild(child: Xml): XmlChild[] {
  if (DROPPED.has(child.name)) return [];
  if (UNWRAPPED.has(child.name)) return tidyChildren(child);
  if (child.name === 'mc:AlternateContent') return chosen(child).flatMap(tidyChildren);
  return [tidyMarkup(child)];
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
