/**
 * `{{…}}` in a paragraph → places. Looked for over all runs, because Word tears typed text anywhere (spelling marks, formatting,
 * editing sessions). What stands there instead has the look of the run in which the tag begins.
 */
import { findTags } from '../../../shared/merge/fieldNames.ts';
import type { MergeNotes } from '../mergeScope.ts';
import { childOf, elementsOf, isElement, textOf, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { quoted } from '../readResult.ts';
import { textElement, valueNode, withChildren } from './newMarkup.ts';
import { type BlockTag, readTag } from './tagSyntax.ts';

/** Stands where a block tag stood, until it is known what it begins or ends. */
export type TagMark = Xml & { mark: BlockTag };

export function isMark(node: XmlChild): node is TagMark {
  return isElement(node) && 'mark' in node;
}

/** Something of it shows: words, pictures, values; blanks are not enough. */
export function isSeen(child: XmlChild): boolean {
  if (!isElement(child) || isMark(child) || UNSEEN.test(child.name)) return false;
  if (child.name === 'w:t') return textOf(child).trim() !== '';
  if (BLANKS.has(child.name)) return /^(?:page|column)$/.test(child.attributes['w:type'] ?? '');
  if (child.place?.kind === 'value') return !child.place.inCode;
  return !HOLDERS.has(child.name) || child.children.some(isSeen);
}

function isThere(child: XmlChild): boolean {
  if (!isElement(child) || UNSEEN.test(child.name)) return false;
  return !HOLDERS.has(child.name) || child.children.some(isThere);
}

/** Pictures, fields and ends of alternatives stand in the searched text as this, which no tag can hold. */
const THING = '\ufffc';
const BLANKS = new Set(['w:tab', 'w:ptab', 'w:br', 'w:cr']);
const CHARACTERS: Readonly<Record<string, string>> = { 'w:noBreakHyphen': '\u2011', 'w:softHyphen': '\u00ad' };
/** Wrap runs without saying anything of their own. */
const WRAPPERS = new Set(
  'w:hyperlink w:fldSimple w:sdt w:sdtContent w:smartTag w:customXml w:ins w:moveTo w:dir w:bdo merge:link'.split(' '),
);
/** Show what is in them and nothing else. */
const HOLDERS = new Set([...WRAPPERS, 'w:r', 'merge:choice', 'merge:repeat', 'merge:then', 'merge:else']);
const APART = new Set(['merge:choice', 'merge:repeat', 'merge:then', 'merge:else']);

/** Its text has nothing to do with what stands beside it. Alternatives of runs are such; those in a run are pictures. */
function isApart(node: Xml): boolean {
  if (!/^mc:(?:AlternateContent|Choice|Fallback)$/.test(node.name)) return APART.has(node.name);
  return elementsOf(node).some((child) => child.name === 'w:r' || isApart(child));
}
/** Take no room in the text. */
const UNSEEN =
  /^(?:[\w?]+:(?:pPr|rPr|sdtPr|sdtEndPr|smartTagPr|customXmlPr|fldData|lastRenderedPageBreak|proofErr|permStart|permEnd)|w:(?:bookmark|comment|move|customXml)\w*(?:Start|End)|merge:next)$/;

type Cut = { from: number; to: number; nodes: (rPr: Xml | undefined) => Xml[] };
type Cutting = { cuts: Cut[]; next: number; at: number };

/** The paragraph with values and marks in it; the same one where it has no tag. `marked`: it has marks. */
export function replaceTags(p: Xml, notes: MergeNotes): { p: Xml; marked: boolean } {
  if (!holdsBrace(p)) return { p, marked: false };
  const text = searchText(p);
  if (!text.includes('{{') && !text.includes('}}')) return { p, marked: false };
  let marked = false;
  const cuts = findTags(text).map(({ at, length, part }): Cut => {
    const tag = readTag(part, notes);
    const place = { from: at, to: at + length };
    if (tag.kind === 'value') return { ...place, nodes: (rPr) => [valueNode(tag.slot, rPr)] };
    if (tag.kind === 'nothing') return { ...place, nodes: () => [] };
    marked = true;
    const mark: TagMark = { name: 'merge:tag', attributes: {}, children: [], mark: tag };
    return { ...place, nodes: () => [mark] };
  });
  sayOpen(text, cuts, notes);
  if (cuts.length === 0) return { p, marked: false };
  return { p: withChildren(p, cutChildren(p, { cuts, next: 0, at: 0 })), marked };
}

/** Most paragraphs have none, and reading them together costs more than a look at each text. */
function holdsBrace(element: Xml): boolean {
  for (const child of element.children) {
    if (isElement(child) ? holdsBrace(child) : /[{}]/.test(child)) return true;
  }
  return false;
}

function searchText(element: Xml): string {
  let text = '';
  for (const child of elementsOf(element)) text += textOfNode(child);
  return text;
}

function textOfNode(node: Xml): string {
  const { name } = node;
  if (name === 'w:r' || WRAPPERS.has(name)) return searchText(node);
  if (isApart(node)) return `${THING}${searchText(node)}${THING}`;
  if (name === 'w:t') return textOf(node);
  if (BLANKS.has(name)) return ' ';
  return CHARACTERS[name] ?? (UNSEEN.test(name) ? '' : THING);
}

function cutChildren(element: Xml, cutting: Cutting): XmlChild[] {
  return element.children.flatMap((child): XmlChild[] => (isElement(child) ? cutNode(child, cutting) : [child]));
}

function cutNode(node: Xml, cutting: Cutting): Xml[] {
  if (node.name === 'w:r') return cutRun(node, cutting);
  const apart = isApart(node);
  if (!apart && !WRAPPERS.has(node.name)) {
    cutting.at += textOfNode(node).length;
    return [node];
  }
  const from = cutting.at;
  if (apart) cutting.at += 1;
  const children = cutChildren(node, cutting);
  if (apart) cutting.at += 1;
  // What held nothing but parts of tags that begin before it goes with them.
  if (!apart && cutting.at > from && !children.some(isThere)) return [];
  return [withChildren(node, children)];
}

/** A run is cut in pieces of the same look where a tag begins in it. */
function cutRun(run: Xml, cutting: Cutting): Xml[] {
  const before = cutting.at;
  const rPr = childOf(run, 'w:rPr');
  const out: Xml[] = [];
  let piece: XmlChild[] = [];
  const endPiece = () => {
    if (piece.length > 0) out.push(withChildren(run, rPr === undefined ? piece : [rPr, ...piece]));
    piece = [];
  };
  for (const child of run.children) {
    if (child === rPr || !isElement(child)) continue;
    for (const part of cutParts(child, cutting)) {
      if ('name' in part) piece.push(part);
      else {
        endPiece();
        out.push(...part.nodes(rPr));
      }
    }
  }
  endPiece();
  // A run without text stays, for instance with a mark of a field in it.
  return out.length === 0 && cutting.at === before ? [run] : out;
}

/** The node, what is left of it, and the cuts that begin in it, in order. */
function cutParts(node: Xml, cutting: Cutting): (Xml | Cut)[] {
  const text = textOfNode(node);
  const [from, to] = [cutting.at, cutting.at + text.length];
  cutting.at = to;
  const parts: (Xml | Cut)[] = [];
  let kept = from;
  for (let cut = cutting.cuts[cutting.next]; cut !== undefined && cut.from < to; cut = cutting.cuts[cutting.next]) {
    if (cut.from > kept) parts.push(textElement(text.slice(kept - from, cut.from - from)));
    if (cut.from >= from) parts.push(cut);
    kept = Math.min(cut.to, to);
    if (cut.to > to) break;
    cutting.next += 1;
  }
  if (kept === from) return [node];
  if (kept < to) parts.push(textElement(text.slice(kept - from)));
  return parts;
}

function sayOpen(text: string, cuts: readonly Cut[], notes: MergeNotes): void {
  let rest = '';
  let from = 0;
  for (const cut of cuts) {
    rest += `${text.slice(from, cut.from)}${THING}`;
    from = cut.to;
  }
  const open = /\{\{[^\ufffc]{0,30}|[^\ufffc]{0,30}\}\}/.exec(rest + text.slice(from));
  if (open === null) return;
  const said = `The braces of ${quoted(open[0])} are not closed in the same paragraph, so this would be sent as it stands. Write {{Field}} in one piece.`;
  notes.remark('BRACES_OPEN', said);
}
