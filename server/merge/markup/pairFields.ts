/**
 * Which begin, separator and end mark belong together: by depth, never by searching text, because code and result may be
 * torn over runs and paragraphs and hold other fields (ISO/IEC 29500-1 17.16.18). A field cannot leave the table cell it
 * begins in. Marks without a partner are told and then ignored, so that a broken field swallows nothing.
 */
import { elementsOf, textOf, type Xml } from '../ooxml/parseXml.ts';

export type FieldSpan = {
  separate: Xml | null;
  end: Xml /** Text of the last result, at most 500 characters. */;
  result: string;
};
export type PairedFields = { spans: ReadonlyMap<Xml, FieldSpan>; broken: number };

type Pending = { begin: Xml; separate: Xml | null; code: string; result: string };
type Walk = {
  spans: Map<Xml, FieldSpan>;
  open: Pending[];
  floor: number;
  broken: number /** Open fields deeper than anybody nests them; they are told as broken. */;
  beyond: number;
};

const RESULT_MAX = 500;
/** Fields are a handful deep at most; the marks of each are looked at once for every level around them. */
const DEPTH_MAX = 50;

/** `story`: the body, or the content of one text box; text boxes inside are stories of their own. */
export function pairFields(story: Xml): PairedFields {
  const walk: Walk = { spans: new Map(), open: [], floor: 0, broken: 0, beyond: 0 };
  visit(story, walk);
  return { spans: walk.spans, broken: walk.broken + walk.open.length };
}

function visit(element: Xml, walk: Walk): void {
  for (const child of elementsOf(element)) {
    if (child.name === 'w:fldChar') mark(child, walk);
    else if (child.name === 'w:t') collect(textOf(child), walk.open);
    else if (child.name === 'w:instrText') addCode(textOf(child), walk.open.at(-1));
    else if (child.name === 'w:tc') visitCell(child, walk);
    else if (!isSkipped(child)) visit(child, walk);
  }
}

function visitCell(cell: Xml, walk: Walk): void {
  const floor = walk.floor;
  walk.floor = walk.open.length;
  visit(cell, walk);
  walk.broken += walk.open.length - walk.floor;
  walk.beyond = 0;
  walk.open.length = walk.floor;
  walk.floor = floor;
}

function mark(fldChar: Xml, walk: Walk): void {
  const type = fldChar.attributes['w:fldCharType'];
  if (type === 'begin' && walk.open.length >= DEPTH_MAX) {
    walk.beyond += 1;
    walk.broken += 1;
    return;
  }
  if (walk.beyond > 0) {
    if (type === 'end') walk.beyond -= 1;
    return;
  }
  if (type === 'begin') {
    walk.open.push({ begin: fldChar, separate: null, code: '', result: '' });
    return;
  }
  const pending = walk.open.length > walk.floor ? walk.open.at(-1) : undefined;
  if (pending === undefined) {
    walk.broken += 1;
  } else if (type === 'separate') {
    pending.separate ??= fldChar;
  } else if (type === 'end') {
    walk.open.pop();
    walk.spans.set(pending.begin, { separate: pending.separate, end: fldChar, result: pending.result });
  }
}

function isSkipped(element: Xml): boolean {
  return (
    element.name === 'w:txbxContent' ||
    element.name === 'w:rPr' ||
    (element.name === 'w:fldSimple' && isMergeField(element.attributes['w:instr'] ?? ''))
  );
}

function isMergeField(code: string): boolean {
  return /^\s*MERGEFIELD\b/i.test(code);
}

function addCode(text: string, pending: Pending | undefined): void {
  if (pending?.separate === null && pending.code.length < RESULT_MAX) pending.code += text;
}

/** Results inside results count for both, except those that a merge replaces. */
function collect(text: string, open: readonly Pending[]): void {
  for (const pending of open.toReversed()) {
    if (pending.separate === null || isMergeField(pending.code)) return;
    if (pending.result.length < RESULT_MAX) pending.result += text;
  }
}

/** The same for a simple field, whose result is its content. */
export function simpleResult(field: Xml): string {
  const pending: Pending = { begin: field, separate: field, code: '', result: '' };
  visit(field, { spans: new Map(), open: [pending], floor: 1, broken: 0, beyond: 0 });
  return pending.result;
}
