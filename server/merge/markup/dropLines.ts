/**
 * Lines that may be left out: a line of an address that would be empty, as Word's own merge suppresses blank lines
 * (ISO/IEC 29500-1 17.14.14 doNotSuppressBlankLines), and a line with a field whose policy takes its line away. A line is a
 * paragraph, or a part of one between line breaks.
 */
import type { MergeScope, Test } from '../mergeScope.ts';
import { childOf, elementsOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { fixedNeeds, hasPlaces, isBare, isDropped, type LinePiece, linePieces, showsNothing } from './linePieces.ts';
import { choiceNode, withChildren } from './newMarkup.ts';
import { endsSection } from './tagMarks.ts';

type Line = { nodes: Xml[]; end: Xml | null; test: Test | null };

/** With more lines than this in one paragraph each asks for itself only, so that their tests stay few. */
const LINES_MAX = 100;
const BLOCKS = new Set(['w:p', 'w:tbl', 'w:sdt', 'w:customXml', 'merge:choice', 'merge:repeat']);
const PINNED =
  /^(?:w:drawing|w:pict|w:object|w:fldChar|w:footnoteReference|w:endnoteReference|m:oMath|m:oMathPara|mc:AlternateContent)$/;

export function dropLines(container: Xml): Xml {
  const alone = container.name === 'w:tc' && elementsOf(container).filter(({ name }) => BLOCKS.has(name)).length === 1;
  const children = container.children.map((child) => {
    if (!isElement(child)) return child;
    return child.name === 'w:p' ? withLines(child, alone) : dropLines(child);
  });
  return children.every((child, at) => child === container.children[at]) ? container : withChildren(container, children);
}

/** `alone`: a cell has nothing else, so its paragraph stays even where its words do not. */
function withLines(p: Xml, alone: boolean): Xml {
  if (!p.children.some(holdsPlace)) return p;
  const nodes = elementsOf(p).filter(({ name }) => name !== 'w:pPr');
  const lines = linesOf(nodes);
  if (lines.every(({ test }) => test === null)) return p;
  const [first] = lines;
  const single = lines.length === 1;
  const stays = alone || endsSection(p) || nodes.some(isPinned) || lines.some(({ test }) => test === null);
  // An empty paragraph is what is left of a blank line that stays, so nobody needs to ask whether it is blank.
  if (single && stays && first !== undefined && first.test !== null) first.test = dropTest(linePieces(first.nodes));
  const inner =
    single && !stays ? nodes : lines.flatMap((line, at) => lineNodes(line, lines.slice(Math.max(0, at - LINES_MAX - 1), at)));
  const pPr = childOf(p, 'w:pPr');
  const whole = withChildren(p, pPr === undefined ? inner : [pPr, ...inner]);
  return stays ? whole : { ...whole, place: { kind: 'line', test: anyOf(lines) } };
}

function holdsPlace(node: XmlChild): boolean {
  return isElement(node) && (node.place !== undefined || (node.name !== 'w:r' && node.children.some(holdsPlace)));
}

/** Something that has to stay, or that holds a break of its own. */
function isPinned(node: Xml): boolean {
  return PINNED.test(node.name) || isPageEnd(node) || elementsOf(node).some(isPinned);
}

function isPageEnd(node: Xml): boolean {
  return node.name === 'w:br' && /^(?:page|column)$/.test(node.attributes['w:type'] ?? '');
}

function isBreak(node: Xml): boolean {
  return node.name === 'w:cr' || (node.name === 'w:br' && !isPageEnd(node));
}

function holdsBreak(node: Xml): boolean {
  return elementsOf(node).some((child) => isBreak(child) || holdsBreak(child));
}

function linesOf(nodes: readonly Xml[]): Line[] {
  const lines: Line[] = [{ nodes: [], end: null, test: null }];
  for (const node of nodes) {
    for (const part of node.name === 'w:r' ? runParts(node) : [node]) {
      const line = lines.at(-1);
      if (line === undefined) continue;
      if (part.name === 'w:r' && elementsOf(part).some(isBreak)) {
        line.end = part;
        lines.push({ nodes: [], end: null, test: null });
      } else line.nodes.push(part);
    }
  }
  for (const line of lines) line.test = lineTest(line.nodes);
  return lines;
}

/** A run with line breaks in it as runs of words and runs of one break. */
function runParts(run: Xml): Xml[] {
  if (!elementsOf(run).some(isBreak)) return [run];
  const rPr = childOf(run, 'w:rPr');
  const likeRun = (children: XmlChild[]) => withChildren(run, rPr === undefined ? children : [rPr, ...children]);
  const parts: Xml[] = [];
  let words: XmlChild[] = [];
  for (const child of elementsOf(run)) {
    if (child === rPr) continue;
    if (!isBreak(child)) words.push(child);
    else {
      if (words.length > 0) parts.push(likeRun(words));
      words = [];
      parts.push(likeRun([child]));
    }
  }
  return words.length > 0 ? [...parts, likeRun(words)] : parts;
}

function lineTest(nodes: readonly Xml[]): Test | null {
  const pieces = linePieces(nodes);
  if (!hasPlaces(pieces) || nodes.some((node) => isPinned(node) || holdsBreak(node))) return null;
  const bare = isBare(pieces);
  const stays = dropTest(pieces);
  const holds = (scope: MergeScope) => stays?.holds(scope) !== false && !(bare && isBlank(pieces, scope));
  return { fields: [], holds, onlyDrops: !bare };
}

/** No policy takes the line away; null where none could. */
function dropTest(pieces: readonly LinePiece[]): Test | null {
  const fixed = fixedNeeds(pieces);
  if (fixed === null) return { fields: [], holds: (scope) => !isDropped(pieces, scope), onlyDrops: true };
  return fixed.length === 0 ? null : { fields: [], holds: (scope) => !scope.drops(fixed), onlyDrops: true };
}

/** Looked at before the line is made: what SET and ASK put down on the way counts once, and also where their line goes. */
function isBlank(pieces: readonly LinePiece[], scope: MergeScope): boolean {
  const { bookmarks } = scope;
  const before = bookmarks.size === 0 ? NOTHING : new Map(bookmarks);
  if (showsNothing(pieces, scope)) return true;
  if (bookmarks.size > 0) {
    bookmarks.clear();
    for (const [name, text] of before) bookmarks.set(name, text);
  }
  return false;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/** The line and the break before it, which is there only where some line before it is. */
function lineNodes(line: Line, before: readonly Line[]): XmlChild[] {
  const end = before.at(-1)?.end ?? null;
  const { test } = line;
  const lone = before.length <= LINES_MAX && before.every((one) => one.test !== null);
  const broken: XmlChild[] = end === null ? [] : lone ? [choiceNode(anyOf(before), [end], [])] : [end];
  return test === null ? [...broken, ...line.nodes] : [choiceNode(test, [...broken, ...line.nodes], [])];
}

function anyOf(lines: readonly Line[]): Test {
  const tests = lines.flatMap(({ test }) => (test === null ? [] : [test]));
  const [only] = tests;
  if (tests.length === 1 && only !== undefined) return only;
  return { fields: [], holds: (scope) => tests.some((test) => test.holds(scope)) };
}
