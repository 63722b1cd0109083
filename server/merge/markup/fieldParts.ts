/** Marks and code of fields met on the walk: a field opens, its code ends, it closes. */
import { readField } from '../fields/evaluateField.ts';
import { childOf, type Xml } from '../ooxml/parseXml.ts';
import { codePieces } from './cutCode.ts';
import { isUnlinked } from './keepField.ts';
import { linkNode, newElement, withChildren } from './newMarkup.ts';
import { replaceField } from './replaceField.ts';
import { runText } from './splitRun.ts';
import { type Item } from './storyItems.ts';
import { type Frame, isMuted, newFrame, noteLook, noteShown, push, type StoryWalk, unwrapped, wrapped } from './storyWalk.ts';

/** `run`: holds nothing but this mark. Marks of broken fields are left away. */
export function takeMark(mark: Xml, run: Xml, walk: StoryWalk): void {
  const item: Item = { kind: 'inline', node: run, text: '', wrap: walk.wrap };
  const top = walk.frames.at(-1);
  const span = walk.pairs.spans.get(mark);
  if (top !== undefined && top.end === mark) {
    top.marks.end = item;
    closeField(walk);
  } else if (isMuted(walk)) return;
  else if (span !== undefined) {
    const frame = newFrame(span.end, span.separate, walk);
    frame.marks.begin = item;
    walk.frames.push(frame);
  } else if (top !== undefined && top.separate === mark) {
    top.marks.separate = item;
    endCode(top, walk);
  }
}

/** A piece of code, as it stands in the run. Word lets a code be torn anywhere, also inside a word. */
export function takeCode(run: Xml, walk: StoryWalk): void {
  if (walk.frames.at(-1)?.meaning !== null) return;
  noteLook(run, walk);
  push({ kind: 'inline', node: run, text: runText(run), wrap: walk.wrap }, walk);
}

function endCode(frame: Frame, walk: StoryWalk): void {
  const meaning = readField(codePieces(frame.code), walk.notes);
  frame.meaning = meaning;
  if (meaning.kind === 'link' && meaning.parts.length > 0) {
    const { parts, tip } = meaning;
    frame.inner = wrapped((inside) => linkNode(parts, tip, inside), walk);
  } else if (meaning.kind === 'keep' && frame.simple !== null && !isUnlinked(meaning.type, frame.code)) {
    const { simple } = frame;
    frame.inner = wrapped((inside) => withChildren(simple, inside), walk);
  }
}

function closeField(walk: StoryWalk): void {
  const frame = walk.frames.at(-1);
  if (frame === undefined) return;
  if (frame.meaning === null) endCode(frame, walk);
  const { meaning } = frame;
  walk.frames.pop();
  if (frame.inner !== null) unwrapped(frame.inner, walk);
  if (meaning === null) return;
  const item = replaceField(frame, meaning, walk);
  push(item, walk);
  if (meaning.kind === 'keep' || meaning.kind === 'link') {
    if (frame.filled) noteShown(frame.shown === '' ? ' ' : frame.shown, walk);
  } else if (item.kind === 'group' && item.items.length > 0) noteShown(' ', walk);
}

/** A w:fldSimple is code and result in one element; `result` walks what is in it. */
export function takeSimpleField(field: Xml, walk: StoryWalk, result: () => void): void {
  const frame = newFrame(field, null, walk);
  frame.simple = field;
  walk.frames.push(frame);
  const code = field.attributes['w:instr'] ?? '';
  const node = newElement('w:r', [newElement('w:instrText', [code])]);
  frame.codeLook = { rPr: undefined };
  push({ kind: 'inline', node, text: code, wrap: walk.wrap }, walk);
  endCode(frame, walk);
  result();
  closeField(walk);
}

/** Fields that are still open where the story ends swallow nothing; pairing leaves none, so this is for broken trees only. */
export function closeStory(walk: StoryWalk): void {
  for (let frame = walk.frames.pop(); frame !== undefined; frame = walk.frames.pop()) {
    const items = [...frame.code.filter((item) => !isCode(item)), ...frame.result, ...frame.markers];
    push({ kind: 'group', items, text: '' }, walk);
  }
}

function isCode(item: Item): boolean {
  return item.kind === 'inline' && childOf(item.node, 'w:instrText') !== undefined;
}
