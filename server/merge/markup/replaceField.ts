/** A field whose end was reached → what stands in its place. */
import type { CodePiece } from '../fields/fieldCode.ts';
import type { FieldMeaning } from '../fields/fieldMeaning.ts';
import type { Slot, Test } from '../mergeScope.ts';
import type { Xml } from '../ooxml/parseXml.ts';
import { quoted } from '../readResult.ts';
import { assembleInline } from './assembleInline.ts';
import { cutCode } from './cutCode.ts';
import { keepField } from './keepField.ts';
import { choiceNode, nextNode, runOf, valueNode } from './newMarkup.ts';
import { withLook } from './splitRun.ts';
import { type FlatItem, flatten, type Item, spansParagraphs } from './storyItems.ts';
import { type Frame, type Look, spokenBy, type StoryWalk } from './storyWalk.ts';

type Meaning<Kind extends FieldMeaning['kind']> = Extract<FieldMeaning, { kind: Kind }>;

/** So many of the texts put down before it a SKIPIF knows. */
const WRITTEN_MAX = 100;

/** One item: the code around a field sees it as one piece. */
export function replaceField(frame: Frame, meaning: FieldMeaning, walk: StoryWalk): Item {
  const items = replacement(frame, meaning, walk);
  if (meaning.kind === 'value' && walk.frames.length === 0) noteWritten(meaning, walk);
  const text = textOf(meaning, items, walk);
  return { kind: 'group', items: [...items, ...frame.markers], text };
}

function replacement(frame: Frame, meaning: FieldMeaning, walk: StoryWalk): Item[] {
  switch (meaning.kind) {
    case 'value':
      return valueItems(frame, meaning, walk);
    case 'choice':
      return choiceItems(frame, meaning, walk);
    case 'quote':
      return likeAsked(cutCode(frame.code, meaning.span), frame);
    case 'link':
      return linkItems(frame, meaning, walk);
    case 'skip':
      return [{ kind: 'skip', test: afterWritten(meaning.test, walk.found.written.slice(-WRITTEN_MAX)) }];
    case 'next':
      return [{ kind: 'inline', node: nextNode(meaning.test), text: '', wrap: frame.wrap }];
    case 'keep':
      return keepField(frame, meaning, walk.notes);
    case 'drop':
      return meaning.said ? [toldLeftOut(meaning.type, walk)] : [];
  }
}

/** Of fields inside other fields nobody knows yet whether they come to be. */
function noteWritten({ name, slot }: Meaning<'value'>, { found }: StoryWalk): void {
  if (name === 'SET' || name === 'ASK') found.written.push(slot);
}

/** Rows are skipped before a message is made, so what stands before the field is put down here. */
function afterWritten(test: Test, written: readonly Slot[]): Test {
  if (written.length === 0) return test;
  const fields = [...written.flatMap((slot) => slot.fields), ...test.fields];
  const optional = [...written.flatMap((slot) => slot.optional ?? []), ...(test.optional ?? [])];
  const holds: Test['holds'] = (scope) => {
    for (const slot of written) slot.evaluate(scope);
    return test.holds(scope);
  };
  return { fields, optional, holds };
}

function textOf(meaning: FieldMeaning, items: readonly Item[], walk: StoryWalk): CodePiece {
  if (meaning.kind === 'value' || meaning.kind === 'choice' || meaning.kind === 'quote') return meaning.slot;
  if (meaning.kind !== 'keep' && meaning.kind !== 'link') return '';
  return walk.frames.at(-1)?.meaning === null ? spokenBy(items) : '';
}

function toldLeftOut(type: string, walk: StoryWalk): Item {
  const text = `The letter has a Word field ${type}, which is not supported yet. It is left out of the mail.`;
  return { kind: 'told', tell: () => walk.notes.remark('FIELD_NOT_SUPPORTED', text) };
}

function valueItems(frame: Frame, meaning: Meaning<'value'>, walk: StoryWalk): Item[] {
  const look = (meaning.likeCode ? frame.codeLook : null) ?? frame.resultLook ?? frame.codeLook;
  const node = valueNode(meaning.slot, look?.rPr);
  const told = meaning.unknownSwitches.map((unknown): Item => {
    const text = `The field ${quoted(meaning.name)} has the switch ${unknown}, which is not supported; its value is shown without it.`;
    return { kind: 'told', tell: () => walk.notes.remark('FIELD_SWITCH_NOT_SUPPORTED', text, meaning.name) };
  });
  return [{ kind: 'inline', node, text: meaning.slot, wrap: frame.wrap }, ...told];
}

function choiceItems(frame: Frame, meaning: Meaning<'choice'>, walk: StoryWalk): Item[] {
  const { test } = meaning;
  const then = flatten(likeAsked(cutCode(frame.code, meaning.then), frame));
  const otherwise = meaning.otherwise === null ? [] : flatten(likeAsked(cutCode(frame.code, meaning.otherwise), frame));
  const not: Test = { ...test, holds: (scope) => !test.holds(scope) };
  const effects = [...effectsOf(then, test), ...effectsOf(otherwise, not)];
  if (spansParagraphs(then) || spansParagraphs(otherwise)) {
    const side = (items: readonly FlatItem[]) => endingIn(items.filter(isSeen), walk.p);
    return [{ kind: 'fork', test, yes: side(then), no: side(otherwise), text: meaning.slot }, ...effects];
  }
  const node = choiceNode(test, assembleInline(then, frame.wrap), assembleInline(otherwise, frame.wrap));
  return [{ kind: 'inline', node, text: meaning.slot, wrap: frame.wrap }, ...effects];
}

function isSeen(item: FlatItem): boolean {
  return item.kind !== 'skip' && item.kind !== 'told';
}

/** What a side of a choice says or skips counts only where that side is taken. */
function effectsOf(items: readonly FlatItem[], side: Test): Item[] {
  return items.flatMap((item): Item[] => {
    if (item.kind === 'told') return [item];
    if (item.kind !== 'skip') return [];
    const { test } = item;
    const fields = [...side.fields, ...test.fields];
    const optional = [...(side.optional ?? []), ...(test.optional ?? [])];
    return [{ kind: 'skip', test: { fields, optional, holds: (scope) => side.holds(scope) && test.holds(scope) } }];
  });
}

/** The last paragraph of a side goes on with the text behind the field, so it is the paragraph in which the field ends. */
function endingIn(items: readonly FlatItem[], p: Xml | null): FlatItem[] {
  const last = items.findLastIndex((item) => item.kind === 'open');
  return items.map((item, index) => (index === last && p !== null ? { kind: 'open', p } : item));
}

/**
 * Texts out of the code look as they do there. `\* CHARFORMAT` makes them like the first letter of the code; `\* MERGEFORMAT`
 * like the last result, unless they have looks of their own.
 */
function likeAsked(items: Item[], frame: Frame): Item[] {
  const look = askedLook(items, frame);
  if (look === null) return items;
  return items.map((item) =>
    item.kind === 'inline' && item.node.name === 'w:r' && typeof item.text === 'string'
      ? { ...item, node: withLook(item.node, look.rPr) }
      : item,
  );
}

function askedLook(items: readonly Item[], frame: Frame): Look | null {
  const code = frame.code.map((item) => (item.kind === 'inline' && typeof item.text === 'string' ? item.text : '')).join('');
  if (/\\\*\s*charformat/i.test(code)) return frame.codeLook;
  if (!/\\\*\s*mergeformat/i.test(code) || frame.resultLook === null) return null;
  const plain = JSON.stringify(frame.codeLook?.rPr ?? null);
  const own = items.some((item) => item.kind === 'inline' && item.node.name === 'w:r' && lookKey(item.node) !== plain);
  return own ? null : frame.resultLook;
}

function lookKey(run: Xml): string {
  const rPr = run.children.find((child) => typeof child !== 'string' && child.name === 'w:rPr');
  return JSON.stringify(rPr ?? null);
}

/** Without words of its own a link shows its address. */
function linkItems(frame: Frame, meaning: Meaning<'link'>, walk: StoryWalk): Item[] {
  if (frame.inner === null) return keepField(frame, { kind: 'keep', type: 'HYPERLINK', said: false }, walk.notes);
  if (frame.filled) return frame.result;
  const rPr = frame.codeLook?.rPr;
  const address = meaning.parts.map((text): Item => {
    const node = typeof text === 'string' ? runOf(text, rPr) : valueNode(text, rPr);
    return { kind: 'inline', node, text, wrap: frame.inner };
  });
  return [...frame.result, ...address];
}
