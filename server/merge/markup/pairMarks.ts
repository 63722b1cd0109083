/**
 * Which begin, separator and end mark belong together: by depth, never by searching text, because code and result may be
 * torn over runs and paragraphs and hold other fields (ISO/IEC 29500-1 17.16.18). A field cannot leave the table cell it
 * begins in. Marks without a partner are told and then ignored, so that a broken field swallows nothing.
 */
import { elementsOf, type Xml } from '../ooxml/parseXml.ts';

export type FieldSpan = { separate: Xml | null; end: Xml };
/** `torn`: elements inside of which a field begins or ends, but not both. */
export type PairedMarks = { spans: ReadonlyMap<Xml, FieldSpan>; torn: ReadonlySet<Xml>; broken: number };

type Pending = { begin: Xml; separate: Xml | null };
type Walk = {
  spans: Map<Xml, FieldSpan>;
  torn: Set<Xml>;
  open: Pending[];
  floor: number;
  /** The fewest fields that were open since the element around was entered. */
  low: number;
  broken: number;
  /** Open fields deeper than anybody nests them; they are told as broken. */
  beyond: number;
};

/** Fields are a handful deep at most. */
const DEPTH_MAX = 50;
/** What may be kept whole around fields, or has to be opened. */
const WRAPPERS = new Set(['w:sdt', 'w:customXml', 'w:smartTag', 'w:fldSimple', 'mc:AlternateContent']);

/** `story`: the body, a header, a note, or the content of one text box; text boxes inside are stories of their own. */
export function pairMarks(story: Xml): PairedMarks {
  const walk: Walk = { spans: new Map(), torn: new Set(), open: [], floor: 0, low: 0, broken: 0, beyond: 0 };
  visit(story, walk);
  return { spans: walk.spans, torn: walk.torn, broken: walk.broken + walk.open.length };
}

function visit(element: Xml, walk: Walk): void {
  for (const child of elementsOf(element)) {
    if (child.name === 'w:fldChar') mark(child, walk);
    else if (child.name === 'w:tc') visitCell(child, walk);
    else if (WRAPPERS.has(child.name)) visitWrapper(child, walk);
    else if (child.name !== 'w:txbxContent' && child.name !== 'w:rPr') visit(child, walk);
  }
}

function visitCell(cell: Xml, walk: Walk): void {
  const { floor, low } = walk;
  walk.floor = walk.open.length;
  visit(cell, walk);
  walk.broken += walk.open.length - walk.floor;
  walk.beyond = 0;
  walk.open.length = walk.floor;
  walk.floor = floor;
  walk.low = low;
}

function visitWrapper(wrapper: Xml, walk: Walk): void {
  const { low } = walk;
  const before = walk.open.length;
  walk.low = before;
  visit(wrapper, walk);
  if (walk.low < before || walk.open.length !== before) walk.torn.add(wrapper);
  walk.low = Math.min(low, walk.low);
}

function mark(fldChar: Xml, walk: Walk): void {
  const type = fldChar.attributes['w:fldCharType'];
  if (type === 'begin' && walk.open.length >= DEPTH_MAX) {
    walk.beyond += 1;
    walk.broken += 1;
  } else if (walk.beyond > 0) {
    if (type === 'end') walk.beyond -= 1;
  } else if (type === 'begin') walk.open.push({ begin: fldChar, separate: null });
  else closeMark(fldChar, type, walk);
}

function closeMark(fldChar: Xml, type: string | undefined, walk: Walk): void {
  const pending = walk.open.length > walk.floor ? walk.open.at(-1) : undefined;
  if (pending === undefined) {
    walk.broken += 1;
    return;
  }
  walk.low = Math.min(walk.low, walk.open.length - 1);
  if (type === 'separate') pending.separate ??= fldChar;
  else if (type === 'end') {
    walk.open.pop();
    walk.spans.set(pending.begin, { separate: pending.separate, end: fldChar });
  }
}
