/** What is known while a story is walked: fields that are open, what has been gathered, and what the walk may ask or tell. */
import type { CodePiece } from '../fields/fieldCode.ts';
import type { FieldMeaning } from '../fields/fieldMeaning.ts';
import type { MergeNotes, MergeScope, Slot, Test } from '../mergeScope.ts';
import { FIELD_LENGTH_MAX, keepWithin } from '../messageLimit.ts';
import { childOf, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import type { Assembly } from './assembleStory.ts';
import type { PairedMarks } from './pairMarks.ts';
import { isHidden, runText } from './splitRun.ts';
import { type Item, textOfItem, THING, type Wrap } from './storyItems.ts';

/**
 * `bookmarks`: names that SET and ASK define anywhere in the letter, lower case. `mapping`: of w:fieldMapData. `hiding`: ids of the
 * character styles that hide words.
 */
export type ResolveNotes = MergeNotes & {
  bookmarks: ReadonlySet<string>;
  mapping: ReadonlyMap<string, string>;
  hiding?: ReadonlySet<string>;
};
/**
 * `skips`: where one of them holds the row gets no message. `controls`: tag, then title. `written`: what puts a text down for others
 * to read (SET, ASK), in their order.
 */
export type FieldFindings = { broken: number; skips: Test[]; controls: { names: string[] }[]; written: Slot[] };

/** The look of a run; it may have none of its own. */
export type Look = { rPr: Xml | undefined };

export type Frame = {
  /** The end mark, or the w:fldSimple itself. */
  end: Xml;
  separate: Xml | null;
  /** The marks as they stood; a w:fldSimple has none. */
  marks: { begin: Item | null; separate: Item | null; end: Item | null };
  simple: Xml | null;
  code: Item[];
  result: Item[];
  /** Null while the code is read. */
  meaning: FieldMeaning | null;
  codeLook: Look | null;
  resultLook: Look | null;
  /** Words of the last result that would be seen, at most 500 characters; texts of the merge are not among them. */
  shown: string;
  filled: boolean;
  /** Range markers out of code and replaced results. */
  markers: Item[];
  /** Around the field; `inner`: what the field itself puts around its result. */
  wrap: Wrap | null;
  inner: Wrap | null;
};

/** One story; `blocks` and `inside` walk other stories that hang in it. */
export type StoryWalk = {
  notes: ResolveNotes;
  found: FieldFindings;
  assembly: Assembly;
  pairs: PairedMarks;
  frames: Frame[];
  items: Item[];
  wrap: Wrap | null;
  /** The paragraph that is walked. */
  p: Xml | null;
};

const SHOWN_MAX = 500;

export function newFrame(end: Xml, separate: Xml | null, walk: StoryWalk): Frame {
  return {
    end,
    separate,
    marks: { begin: null, separate: null, end: null },
    simple: null,
    code: [],
    result: [],
    meaning: null,
    codeLook: null,
    resultLook: null,
    shown: '',
    filled: false,
    markers: [],
    wrap: walk.wrap,
    inner: null,
  };
}

/** The same letter, another line of items: what is walked does not join what is around it. */
export function innerWalk(walk: StoryWalk): StoryWalk {
  return { ...walk, frames: [], items: [], wrap: null, p: null };
}

/** Nothing of what is walked now is shown: the merge replaces it. */
export function isMuted(walk: StoryWalk): boolean {
  const meaning = walk.frames.at(-1)?.meaning ?? null;
  return meaning !== null && meaning.kind !== 'keep' && meaning.kind !== 'link';
}

export function push(item: Item, walk: StoryWalk): void {
  const frame = walk.frames.at(-1);
  if (frame === undefined) walk.items.push(item);
  else if (frame.meaning === null) frame.code.push(item);
  else frame.result.push(item);
}

/** Something that is seen, for the field whose result it is part of. */
export function noteShown(text: CodePiece, walk: StoryWalk): void {
  const frame = walk.frames.at(-1);
  if (frame === undefined || frame.meaning === null || text === '') return;
  frame.filled = true;
  if (typeof text === 'string' && frame.shown.length < SHOWN_MAX) frame.shown += text.slice(0, SHOWN_MAX);
}

/** The first run with words that are seen gives the look of what takes their place. */
export function noteLook(run: Xml, walk: StoryWalk): void {
  const frame = walk.frames.at(-1);
  if (frame === undefined) return;
  const key = frame.meaning === null ? 'codeLook' : 'resultLook';
  const rPr = childOf(run, 'w:rPr');
  if (frame[key] !== null || runText(run).trim() === '') return;
  if (key === 'codeLook' || !isHidden(rPr, walk.notes.hiding)) frame[key] = { rPr };
}

/** Markers stay where they are; those of a place that the merge replaces follow it. */
export function pushMarker(marker: Xml, walk: StoryWalk, kind: 'inline' | 'block'): void {
  const frame = walk.frames.at(-1);
  if (frame !== undefined && (frame.meaning === null || isMuted(walk)))
    frame.markers.push({ kind: 'inline', node: marker, text: '', wrap: frame.wrap });
  else if (kind === 'block') push({ kind: 'block', node: marker, text: '' }, walk);
  else push({ kind: 'inline', node: marker, text: '', wrap: walk.wrap }, walk);
}

/** What a run says where it is read as code; hidden words are none. */
export function contentText(run: Xml, { notes }: StoryWalk): string {
  return isHidden(childOf(run, 'w:rPr'), notes.hiding) ? '' : runText(run);
}

/** What items say as a piece of the code around them. */
export function spokenBy(items: readonly Item[]): CodePiece {
  const pieces = items.map(textOfItem).filter((piece) => piece !== '');
  if (pieces.length === 0) return '';
  const slots = pieces.filter((piece) => typeof piece !== 'string');
  const say = (piece: CodePiece, scope: MergeScope): string =>
    typeof piece === 'string' ? piece.replaceAll(THING, '') : piece.evaluate(scope);
  return {
    fields: slots.flatMap((slot) => slot.fields),
    optional: slots.flatMap((slot) => slot.optional ?? []),
    evaluate(scope) {
      let text = '';
      for (const piece of pieces) {
        text += say(piece, scope);
        keepWithin(text.length, FIELD_LENGTH_MAX);
      }
      return text;
    },
  };
}

/** Puts a wrapper around what follows; the way back takes it off wherever the walk has come to. */
export function wrapped(build: (inside: XmlChild[]) => Xml, walk: StoryWalk): Wrap {
  const wrap = { build, outer: walk.wrap };
  walk.wrap = wrap;
  return wrap;
}

export function unwrapped(wrap: Wrap, walk: StoryWalk): void {
  const inside: Wrap[] = [];
  for (let one = walk.wrap; one !== wrap; one = one.outer) {
    if (one === null) return;
    inside.push(one);
  }
  walk.wrap = wrap.outer;
  for (const one of inside.toReversed()) walk.wrap = { build: one.build, outer: walk.wrap };
}
