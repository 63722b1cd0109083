/**
 * Tags that begin in one paragraph and end in another of the same container. Paragraphs with nothing but tags vanish; where a
 * tag stands between words, the paragraph stays whole and the words behind the tag depend on it by themselves.
 */
import type { MergeNotes } from '../mergeScope.ts';
import { childOf, elementsOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { choiceNode, withChildren } from './newMarkup.ts';
import { nest, type Path, type Placed, samePath, sharedPath, tagPaths } from './tagGroups.ts';
import { endsSection, marksOf, withoutMarks } from './tagMarks.ts';
import { arrangeRuns } from './tagRuns.ts';
import { arrangeRows } from './tagRows.ts';
import { sayNotClosed } from './tagSyntax.ts';
import { isMark, isSeen, replaceTags, type TagMark } from './tagText.ts';

const TRANSPARENT = new Set(['w:customXml', 'w:ins', 'w:moveTo', 'w:smartTag', 'merge:then', 'merge:else', 'merge:repeat']);

/** Marks that find no partner here stay: in their paragraphs, or beside a content control that held them. */
export function arrangeBlocks(container: Xml, notes: MergeNotes): Xml {
  const blocks = container.children.flatMap((child) => (isElement(child) ? arrangeBlock(child, notes) : [child]));
  if (blocks.length === container.children.length && blocks.every((block, at) => block === container.children[at]))
    return container;
  const marks = blocks.flatMap(marksOf);
  return withChildren(container, marks.length === 0 ? blocks : grouped(blocks, marks, notes));
}

function arrangeBlock(block: Xml, notes: MergeNotes): XmlChild[] {
  switch (block.name) {
    case 'w:p': {
      const { p, marked } = replaceTags(block, notes);
      return [marked ? withChildren(p, arrangeRuns(p.children, notes)) : p];
    }
    case 'w:tbl':
      return [arrangeRows(block, notes, (cell) => arrangeBlocks(cell, notes))];
    case 'w:sdt':
      return arrangeControl(block, notes);
    case 'merge:choice':
      return [mapped(block, (side) => arrangeBlock(side, notes))];
    default: {
      if (!TRANSPARENT.has(block.name)) return [block];
      const inner = arrangeBlocks(block, notes);
      return [inner === block ? block : withoutMarks(inner, (mark) => sayNotClosed(mark.mark, notes))];
    }
  }
}

/** Tags at the edges of a content control belong to what is around it. */
function arrangeControl(control: Xml, notes: MergeNotes): XmlChild[] {
  const content = childOf(control, 'w:sdtContent');
  const inner = content === undefined ? undefined : arrangeBlocks(content, notes);
  if (content === undefined || inner === undefined || inner === content) return [control];
  const first = inner.children.findIndex(isWords);
  const last = inner.children.findLastIndex(isWords);
  const [before, after]: [TagMark[], TagMark[]] = [[], []];
  for (const [at, child] of inner.children.entries()) {
    for (const mark of marksOf(child)) {
      if (first < 0 || at < first) before.push(mark);
      else if (at > last) after.push(mark);
      else sayNotClosed(mark.mark, notes);
    }
  }
  const rest = withoutMarks(inner, null);
  return [...before, mapped(control, (child) => [child === content ? rest : child]), ...after];
}

function isWords(block: XmlChild): boolean {
  return isElement(block) && !isMark(block) && (block.name !== 'w:p' || block.children.some(isSeen));
}

function mapped(element: Xml, map: (child: Xml) => XmlChild[]): Xml {
  const children = element.children.flatMap((child) => (isElement(child) ? map(child) : [child]));
  return children.every((child, at) => child === element.children[at]) ? element : withChildren(element, children);
}

/** What stands between two tags of a paragraph. */
type Stretch = { path: Path; nodes: XmlChild[] };

function grouped(blocks: readonly XmlChild[], marks: readonly TagMark[], notes: MergeNotes): XmlChild[] {
  const { pairs, behind } = tagPaths(marks.map(({ mark }) => mark));
  const placed: Placed[] = [];
  let path: Path = [];
  let next = 0;
  for (const block of blocks) {
    if (marksOf(block).length === 0 || !isElement(block)) {
      placed.push({ path, node: block });
      continue;
    }
    const stretches: Stretch[] = [{ path, nodes: [] }];
    for (const node of isMark(block) ? [block] : block.children) {
      if (!isMark(node)) stretches.at(-1)?.nodes.push(node);
      else {
        if (pairs.inside.has(next)) sayNotClosed(node.mark, notes);
        else if (pairs.left.has(next)) stretches.at(-1)?.nodes.push(node);
        path = behind[next] ?? [];
        stretches.push({ path, nodes: [] });
        next += 1;
      }
    }
    placed.push(...(isMark(block) ? bareMarks(stretches) : paragraphPlaces(block, stretches)));
  }
  return nest(placed, notes);
}

function bareMarks(stretches: readonly Stretch[]): Placed[] {
  return stretches.flatMap(({ path, nodes }) => nodes.map((node) => ({ path, node })));
}

function paragraphPlaces(p: Xml, stretches: readonly Stretch[]): Placed[] {
  const places = wordsPlaces(p, stretches);
  if (places.length === 1 && places[0]?.path.length === 0) return places;
  // Tags that wait for a partner further out must not get into a part.
  const first = Math.max(
    0,
    stretches.findIndex(({ nodes }) => nodes.some(isSeen)),
  );
  const waiting = (from: number, to: number) =>
    stretches.slice(from, to).flatMap(({ nodes }) => nodes.filter(isMark).map((node) => ({ path: [], node })));
  const words = places.map(({ path, node }) => ({ path, node: isElement(node) ? unmarked(node) : node }));
  return [...waiting(0, first), ...words, ...waiting(first, stretches.length)];
}

function unmarked(p: Xml): Xml {
  return p.children.some(isMark)
    ? withChildren(
        p,
        p.children.filter((node) => !isMark(node)),
      )
    : p;
}

function wordsPlaces(p: Xml, stretches: readonly Stretch[]): Placed[] {
  const seen = stretches.filter(({ nodes }) => nodes.some(isSeen));
  const kept = stretches.some(({ nodes }) => nodes.some(isMark)) || endsSection(p);
  const nodes = stretches.flatMap((stretch) => stretch.nodes);
  const [first] = seen;
  if (first === undefined) return kept ? [{ path: sharedPath(stretches), node: withChildren(p, nodes) }] : [];
  if (seen.every(({ path }) => samePath(path, first.path))) return [{ path: first.path, node: withChildren(p, nodes) }];
  const around = sharedPath(seen);
  if (seen.some(({ path }) => path.slice(around.length).some(({ of }) => of.kind === 'each'))) return inPieces(p, seen);
  const inner = stretches.flatMap((stretch) => onlyWhere(stretch.nodes, stretch.path.slice(around.length)));
  return [{ path: around, node: withChildren(p, inner) }];
}

/** A repeat cannot have half a paragraph: each part becomes a paragraph of its own, with the properties of the whole. */
function inPieces(p: Xml, seen: readonly Stretch[]): Placed[] {
  const pPr = childOf(p, 'w:pPr');
  return seen.map(({ path, nodes }, at) => {
    const rest = nodes.filter((node) => node !== pPr);
    const properties = pPr === undefined ? [] : [at === seen.length - 1 ? pPr : withoutSection(pPr)];
    return { path, node: withChildren(p, [...properties, ...rest]) };
  });
}

function withoutSection(pPr: Xml): Xml {
  return withChildren(
    pPr,
    elementsOf(pPr).filter(({ name }) => name !== 'w:sectPr'),
  );
}

/** Runs that stand there only where the conditions hold; marks and properties stay as they are. */
function onlyWhere(nodes: readonly XmlChild[], path: Path): XmlChild[] {
  const bound = nodes.filter((node) => isElement(node) && node.name !== 'w:pPr' && !isMark(node));
  const free = nodes.filter((node) => !bound.includes(node));
  if (bound.length === 0) return free;
  const inner = path.reduceRight<XmlChild[]>((inside, { of, side }) => {
    if (of.kind !== 'if') return inside;
    return [side === 'then' ? choiceNode(of.condition, inside, []) : choiceNode(of.condition, [], inside)];
  }, bound);
  return [...free, ...inner];
}
