/** One story → items: every paragraph, run and wrapper in order, fields resolved where they close. */
import { childOf, elementsOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { assembleInline } from './assembleInline.ts';
import { assembleStory } from './assembleStory.ts';
import { closeStory, takeCode, takeMark, takeSimpleField } from './fieldParts.ts';
import { withChildren } from './newMarkup.ts';
import { pairMarks } from './pairMarks.ts';
import { splitRun } from './splitRun.ts';
import { type FlatItem, flatten, isContent, isRangeMarker, THING } from './storyItems.ts';
import {
  contentText,
  innerWalk,
  isMuted,
  noteLook,
  noteShown,
  push,
  pushMarker,
  type StoryWalk,
  unwrapped,
  wrapped,
} from './storyWalk.ts';
import { takeBlockControl, takeInlineControl, tableControl, type Walkers } from './takeControl.ts';

/** Anything of the merge may be in there; what has none of these stays as it is. */
const BUSY = new Set(['w:fldChar', 'w:fldSimple', 'w:instrText', 'w:sdt', 'w:txbxContent', 'w:tbl', 'w:p']);
const WRAPPERS = new Set(['w:hyperlink', 'w:smartTag', 'w:customXml', 'w:dir', 'w:bdo', 'w:ins', 'w:moveTo']);

const walkers: Walkers = { takeInlines, takeBlocks, inlinesIn, blocksIn, inside };

/** The element itself if it is a story, else all stories in it. */
export function resolveStories(element: Xml, walk: StoryWalk): Xml {
  return insideOf(element, walk);
}

/** A story of its own: fields inside pair with nobody outside. */
function resolveStory(story: Xml, walk: StoryWalk): Xml {
  const pairs = pairMarks(story);
  walk.found.broken += pairs.broken;
  return withChildren(story, blocksIn(story.children, { ...innerWalk(walk), pairs }));
}

function blocksIn(children: readonly XmlChild[], walk: StoryWalk): XmlChild[] {
  const inner = innerWalk(walk);
  takeBlocks(children, inner);
  closeStory(inner);
  return assembleStory(inner.items, inner.assembly);
}

function takeBlocks(children: readonly XmlChild[], walk: StoryWalk): void {
  const blocks = children.filter(isElement);
  for (const [index, block] of blocks.entries()) takeBlock(block, walk, index === blocks.length - 1);
}

function takeBlock(block: Xml, walk: StoryWalk, last: boolean): void {
  if (block.name === 'w:p') takeParagraph(block, walk);
  else if (block.name === 'w:sdt') takeBlockControl(block, walk, walkers, last);
  else if (isRangeMarker(block)) pushMarker(block, walk, 'block');
  else if (walk.pairs.torn.has(block)) takeBlocks(block.children, walk);
  else if (!isMuted(walk)) takeWhole(block, walk);
}

/** A table or another element that no field leaves; the stories in it are resolved by themselves. */
function takeWhole(block: Xml, walk: StoryWalk): void {
  const inner: StoryWalk = { ...walk, assembly: { ...walk.assembly, skips: new Set() } };
  const node = block.name === 'w:customXml' ? withChildren(block, blocksIn(block.children, inner)) : inside(block, inner);
  for (const test of inner.assembly.skips) push({ kind: 'skip', test }, walk);
  const seen = block.name === 'w:tbl' || block.name === 'w:customXml';
  push({ kind: 'block', node, text: seen ? THING : '' }, walk);
  if (seen) noteShown(THING, walk);
}

function takeParagraph(p: Xml, walk: StoryWalk): void {
  walk.p = p;
  if (walk.frames.length === 0 && !isBusy(p)) {
    walk.items.push({ kind: 'block', node: p, text: THING });
    return;
  }
  if (!isMuted(walk)) push({ kind: 'open', p }, walk);
  takeInlines(p, walk);
}

function isBusy(element: Xml): boolean {
  return element.children.some((child) => isElement(child) && (BUSY.has(child.name) || isBusy(child)));
}

function takeInlines(parent: Xml, walk: StoryWalk): void {
  for (const child of parent.children) if (isContent(child)) takeInline(child, walk);
}

function takeInline(element: Xml, walk: StoryWalk): void {
  if (element.name === 'w:r') for (const run of splitRun(element)) takeRun(run, walk);
  else if (WRAPPERS.has(element.name)) takeWrapper(element, walk);
  else if (element.name === 'w:fldSimple') takeSimple(element, walk);
  else if (element.name === 'w:sdt') takeInlineControl(element, walk, walkers);
  else if (isRangeMarker(element)) pushMarker(element, walk, 'inline');
  else if (!isMuted(walk)) takeOther(element, walk);
}

function takeRun(run: Xml, walk: StoryWalk): void {
  const mark = childOf(run, 'w:fldChar');
  if (mark !== undefined) return takeMark(mark, run, walk);
  if (childOf(run, 'w:instrText') !== undefined) return takeCode(run, walk);
  noteLook(run, walk);
  if (isMuted(walk)) return;
  const text = contentText(run, walk);
  noteShown(text, walk);
  push({ kind: 'inline', node: inside(run, walk), text, wrap: walk.wrap }, walk);
}

/** Properties of smart tags and custom XML come first in them and belong to each stretch. */
function takeWrapper(element: Xml, walk: StoryWalk): void {
  const properties = element.children.filter((child) => isElement(child) && /^w:(?:smartTag|customXml)Pr$/.test(child.name));
  const wrap = wrapped((content) => withChildren(element, [...properties, ...content]), walk);
  for (const child of element.children) if (isContent(child) && !properties.includes(child)) takeInline(child, walk);
  unwrapped(wrap, walk);
}

function takeSimple(field: Xml, walk: StoryWalk): void {
  if (isMuted(walk)) return takeInlines(field, walk);
  if (!walk.pairs.torn.has(field)) return takeSimpleField(field, walk, () => takeInlines(field, walk));
  walk.found.broken += 1;
  takeInlines(field, walk);
}

/** Formulas, proofing marks and what else stands between runs. */
function takeOther(element: Xml, walk: StoryWalk): void {
  const math = element.name === 'm:oMath' || element.name === 'm:oMathPara';
  const text = math ? THING : '';
  noteShown(text, walk);
  push({ kind: 'inline', node: inside(element, walk), text, wrap: walk.wrap }, walk);
}

/** The stories inside an element: text boxes, cells. An element without any stays the same object. */
function inside(element: Xml, walk: StoryWalk): Xml {
  let changed = false;
  const children = element.children.map((child) => {
    const kept = isElement(child) ? insideOf(child, walk) : child;
    changed ||= kept !== child;
    return kept;
  });
  return changed ? withChildren(element, children) : element;
}

/** Their stories pair fields by themselves; cells have been paired with the story around their table. */
const STORIES = new Set(['w:txbxContent', 'w:body', 'w:hdr', 'w:ftr', 'w:footnote', 'w:endnote', 'w:comment']);

function insideOf(element: Xml, walk: StoryWalk): Xml {
  if (STORIES.has(element.name)) return resolveStory(element, walk);
  if (element.name === 'w:tc') return withChildren(element, blocksIn(element.children, walk));
  if (element.name === 'w:sdt') return tableControl(element, walk, walkers);
  if (element.name === 'mc:Choice' || element.name === 'mc:Fallback') return alternative(element, walk);
  if (element.name === 'w:rubyBase' || element.name === 'w:rt')
    return withChildren(element, assembleInline(inlinesIn(element, walk), null));
  return inside(element, walk);
}

/** Between paragraphs and between runs an alternative holds what stands around it. */
function alternative(branch: Xml, walk: StoryWalk): Xml {
  if (elementsOf(branch).some((child) => child.name === 'w:p' || child.name === 'w:tbl'))
    return withChildren(branch, blocksIn(branch.children, walk));
  if (!elementsOf(branch).some((child) => child.name === 'w:r')) return inside(branch, walk);
  return withChildren(branch, assembleInline(inlinesIn(branch, walk), null));
}

function inlinesIn(parent: Xml, walk: StoryWalk): FlatItem[] {
  const inner = innerWalk(walk);
  takeInlines(parent, inner);
  closeStory(inner);
  return flatten(inner.items);
}
