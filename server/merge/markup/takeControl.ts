/** Content controls met on the walk: filled where the list has a column of their name, walked like their surroundings where not. */
import type { Slot, Test } from '../mergeScope.ts';
import { childOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { quoted } from '../readResult.ts';
import { assembleInline } from './assembleInline.ts';
import { controlSlot, controlTest, filledBlock, filledCell, filledInline, filledSdt, withContent } from './fillControl.ts';
import { choiceNode, paragraphLike, withChildren } from './newMarkup.ts';
import { type Control, readControl } from './readControl.ts';
import { type FlatItem, type Item, THING } from './storyItems.ts';
import { isMuted, noteShown, push, spokenBy, type StoryWalk, unwrapped, wrapped } from './storyWalk.ts';

/** The walk itself, handed in because it meets controls. `…In`: what is inside, by itself. */
export type Walkers = {
  takeInlines: (parent: Xml, walk: StoryWalk) => void;
  takeBlocks: (children: readonly XmlChild[], walk: StoryWalk) => void;
  inlinesIn: (parent: Xml, walk: StoryWalk) => FlatItem[];
  blocksIn: (children: readonly XmlChild[], walk: StoryWalk) => XmlChild[];
  inside: (element: Xml, walk: StoryWalk) => Xml;
};

export function takeInlineControl(sdt: Xml, walk: StoryWalk, walkers: Walkers): void {
  const content = childOf(sdt, 'w:sdtContent');
  if (content === undefined) return push({ kind: 'inline', node: sdt, text: '', wrap: walk.wrap }, walk);
  if (isMuted(walk) || walk.pairs.torn.has(sdt)) return walkers.takeInlines(content, walk);
  const control = readControl(sdt);
  if (isFillable(control)) return takeFilledInline(sdt, content, control, walk, walkers);
  if (control.prompt !== null) return push(toldPrompt(control.prompt, walk), walk);
  const wrap = wrapped((inner) => withContent(sdt, inner), walk);
  walkers.takeInlines(content, walk);
  unwrapped(wrap, walk);
}

function takeFilledInline(sdt: Xml, content: Xml, control: Control, walk: StoryWalk, walkers: Walkers): void {
  walk.found.controls.push({ names: control.names });
  const items = control.prompt === null ? walkers.inlinesIn(content, walk) : [];
  const otherwise = control.prompt === null ? [withContent(sdt, assembleInline(items, null))] : [];
  const test = controlTest(control);
  const [own, slot] = [spokenBy(items), controlSlot(control)];
  const text: Slot = {
    fields: [],
    evaluate: (scope) => (test.holds(scope) ? slot.evaluate(scope) : typeof own === 'string' ? own : own.evaluate(scope)),
  };
  for (const item of items) if (item.kind === 'told' || item.kind === 'skip') push(item, walk);
  const node = choiceNode(test, filledInline(sdt, control), otherwise);
  noteShown(' ', walk);
  push({ kind: 'inline', node, text, wrap: walk.wrap }, walk);
}

function isFillable(control: Control): boolean {
  return control.names.length > 0 && control.kind !== null && !control.holdsPlaces;
}

function toldPrompt(prompt: string, walk: StoryWalk): Item {
  const text = `The letter still has the prompt ${quoted(prompt)}; it is left out of the mail. Fill it in or delete it.`;
  const tell = () => {
    if (prompt.trim() !== '') walk.notes.remark('PLACEHOLDER_LEFT_OUT', text);
  };
  return { kind: 'told', tell };
}

/** `last`: nothing follows in its container, which needs a paragraph at its end. */
export function takeBlockControl(sdt: Xml, walk: StoryWalk, walkers: Walkers, last: boolean): void {
  const content = childOf(sdt, 'w:sdtContent');
  if (content === undefined) return;
  if (isMuted(walk) || walk.pairs.torn.has(sdt)) return walkers.takeBlocks(content.children, walk);
  const control = readControl(sdt);
  const inner = { ...walk, assembly: { ...walk.assembly, skips: new Set<Test>() } };
  const paragraph = last ? [paragraphLike(childOf(content, 'w:p') ?? null, [])] : [];
  const original = control.prompt === null ? [withContent(sdt, walkers.blocksIn(content.children, inner))] : paragraph;
  for (const test of inner.assembly.skips) push({ kind: 'skip', test }, walk);
  const block = (node: Xml) => push({ kind: 'block', node, text: THING }, walk);
  noteShown(THING, walk);
  if (isFillable(control)) {
    walk.found.controls.push({ names: control.names });
    block(choiceNode(controlTest(control), filledBlock(sdt, control), original));
  } else {
    if (control.prompt !== null) push(toldPrompt(control.prompt, walk), walk);
    for (const node of original) block(node);
  }
}

/** Around cells or rows: the first cell takes the value, for every row of the list alike where there is a column. */
export function tableControl(sdt: Xml, walk: StoryWalk, walkers: Walkers): Xml {
  const content = childOf(sdt, 'w:sdtContent');
  const cell = content === undefined ? undefined : (childOf(content, 'w:tc') ?? childOf(childOf(content, 'w:tr'), 'w:tc'));
  const control = readControl(sdt);
  const resolved = walkers.inside(sdt, walk);
  if (cell === undefined || !isFillable(control)) return resolved;
  walk.found.controls.push({ names: control.names });
  return filledFirstCell(filledSdt(resolved), cell, sdt, control);
}

function filledFirstCell(resolved: Xml, cell: Xml, sdt: Xml, control: Control): Xml {
  let found = false;
  const visit = (element: Xml): Xml => {
    if (found || !/^w:(?:sdt|sdtContent|tr|tc)$/.test(element.name)) return element;
    if (element.name !== 'w:tc')
      return withChildren(
        element,
        element.children.map((child) => (isElement(child) ? visit(child) : child)),
      );
    found = true;
    const isProperties = (child: XmlChild) => isElement(child) && child.name === 'w:tcPr';
    const blocks = element.children.filter((child) => !isProperties(child));
    const otherwise = control.prompt === null ? blocks : [paragraphLike(childOf(cell, 'w:p') ?? null, [])];
    const choice = choiceNode(controlTest(control), filledCell(cell, sdt, control), otherwise);
    return withChildren(element, [...element.children.filter(isProperties), choice]);
  };
  return visit(resolved);
}
