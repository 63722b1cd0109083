/**
 * Tracked changes as if all were accepted (ISO/IEC 29500-1 17.13.5): what was deleted or moved away is gone, what was inserted is
 * ordinary text, earlier formats are forgotten. A deleted paragraph mark joins its paragraph to the next one, whose mark is
 * the one that stays.
 */
import { childOf, elementsOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { paragraphLike, withChildren } from './newMarkup.ts';

const GONE = new Set([
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:delInstrText',
  'w:cellIns',
  'w:cellDel',
  'w:cellMerge',
  'w:numberingChange',
]);
/** Where moved or inserted ranges begin and end, and the earlier properties of runs, paragraphs, sections, tables, rows and cells. */
const NOISE =
  /^w:(?:(?:customXml)?(?:[mM]ove(?:From|To)|Ins|Del)Range(?:Start|End)|(?:r|p|sect|tbl|tr|tc|tblPrEx|tblGrid)(?:Pr)?Change)$/;
const UNWRAPPED = new Set(['w:ins', 'w:moveTo']);
/** In properties these say that a paragraph mark, a row or a numbering was inserted or deleted. */
const MARKS = new Set(['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo']);
const PROPERTIES = new Set(['w:rPr', 'w:trPr', 'w:numPr']);

/** `open`: accepted paragraphs whose mark was deleted. */
type Found = { revisions: boolean; open: WeakSet<Xml> };

export function acceptRevisions(root: Xml): { root: Xml; revisions: boolean } {
  const found: Found = { revisions: false, open: new WeakSet() };
  return { root: accept(root, found), revisions: found.revisions };
}

/** An element in which nothing was changed stays the same object. */
function accept(element: Xml, found: Found): Xml {
  const children: XmlChild[] = [];
  let changed = false;
  let joins = false;
  for (const child of element.children) {
    const kept = isElement(child) ? acceptChild(child, element, found) : child;
    changed ||= kept !== child;
    if (Array.isArray(kept)) for (const one of kept) children.push(one);
    else children.push(kept);
    joins ||= isElement(child) && child.name === 'w:p' && hasDeletedMark(child);
  }
  if (!changed) return element;
  return withChildren(element, joins ? joinParagraphs(children, found.open) : children);
}

function acceptChild(child: Xml, parent: Xml, found: Found): Xml | XmlChild[] {
  if (isGone(child, parent)) {
    found.revisions = true;
    return [];
  }
  if (UNWRAPPED.has(child.name)) {
    found.revisions = true;
    return accept(child, found).children;
  }
  const kept = accept(child, found);
  if (child.name === 'w:p' && hasDeletedMark(child)) found.open.add(kept);
  return kept !== child && isHollow(kept) ? [] : kept;
}

function isGone(child: Xml, parent: Xml): boolean {
  if (GONE.has(child.name) || NOISE.test(child.name)) return true;
  if (MARKS.has(child.name)) return PROPERTIES.has(parent.name);
  if (child.name === 'w:tr') return childOf(childOf(child, 'w:trPr'), 'w:del') !== undefined;
  return child.name === 'w:tc' && childOf(childOf(child, 'w:tcPr'), 'w:cellDel') !== undefined;
}

/** A table that lost all its rows, a row that lost all its cells. */
function isHollow(element: Xml): boolean {
  if (element.name === 'w:tbl') return elementsOf(element).every((child) => /^w:tbl(?:Pr|Grid)$/.test(child.name));
  return element.name === 'w:tr' && elementsOf(element).every((child) => /^w:(?:trPr|tblPrEx)$/.test(child.name));
}

function hasDeletedMark(p: Xml): boolean {
  const mark = childOf(childOf(p, 'w:pPr'), 'w:rPr');
  return childOf(mark, 'w:del') !== undefined || childOf(mark, 'w:moveFrom') !== undefined;
}

function joinParagraphs(children: readonly XmlChild[], open: WeakSet<Xml>): XmlChild[] {
  const out: XmlChild[] = [];
  let waiting: XmlChild[] = [];
  for (const [index, child] of children.entries()) {
    if (!isElement(child) || child.name !== 'w:p') {
      out.push(child);
      continue;
    }
    const content = child.children.filter((one) => !isElement(one) || one.name !== 'w:pPr');
    const next = open.has(child) ? nextElement(children, index) : undefined;
    if (next?.name === 'w:p') {
      for (const one of content) waiting.push(one);
    } else if (waiting.length > 0) {
      out.push(paragraphLike(child, [...waiting, ...content]));
      waiting = [];
    } else if (next === undefined || next.name === 'w:sectPr' || content.length > 0) out.push(child);
  }
  return out;
}

function nextElement(children: readonly XmlChild[], from: number): Xml | undefined {
  for (let index = from + 1; index < children.length; index += 1) {
    const child = children[index];
    if (child !== undefined && isElement(child)) return child;
  }
  return undefined;
}
