/**
 * A story while its fields are resolved: not a tree but one line of items, because a field may begin in one paragraph or
 * link and end in another. `assembleStory` makes paragraphs of it again.
 */
import type { CodePiece } from '../fields/fieldCode.ts';
import type { Slot, Test } from '../mergeScope.ts';
import { isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';

/** An element around inline content, such as a link; a chain from the innermost outwards. */
export type Wrap = { build: (inside: XmlChild[]) => Xml; outer: Wrap | null };

/** `text`: what it is as a part of a field code; '' for what code does not see. A picture or a table is one character. */
export type Item =
  | { kind: 'inline'; node: Xml; text: CodePiece; wrap: Wrap | null }
  /** A paragraph begins, with the properties of this one. */
  | { kind: 'open'; p: Xml }
  | { kind: 'block'; node: Xml; text: CodePiece }
  /** A choice whose sides have paragraphs of their own. */
  | { kind: 'fork'; test: Test; yes: Item[]; no: Item[]; text: Slot }
  /** What a field left that stays: one piece for the code around it. */
  | { kind: 'group'; items: Item[]; text: CodePiece }
  /** Counts, or is told, only if it is part of what the letter shows. */
  | { kind: 'skip'; test: Test }
  | { kind: 'told'; tell: () => void };

export type FlatItem = Exclude<Item, { kind: 'group' }>;

/** Stands in code for what is no text. */
export const THING = '\ufffc';

export function textOfItem(item: Item): CodePiece {
  switch (item.kind) {
    case 'open':
      return '\n';
    case 'skip':
    case 'told':
      return '';
    default:
      return item.text;
  }
}

export function flatten(items: readonly Item[], flat: FlatItem[] = []): FlatItem[] {
  for (const item of items) {
    if (item.kind === 'group') flatten(item.items, flat);
    else flat.push(item);
  }
  return flat;
}

/** It cannot stand inside one paragraph. */
export function spansParagraphs(items: readonly FlatItem[]): boolean {
  return items.some((item) => item.kind === 'open' || item.kind === 'fork' || (item.kind === 'block' && item.text !== ''));
}

/** Markers of bookmarks, comments and permissions: nothing to see, but both ends have to stay. */
export function isRangeMarker(element: Xml): boolean {
  return /^w:(?:bookmark|commentRange|perm|customXml(?:Ins|Del|Move(?:From|To))Range)(?:Start|End)$/.test(element.name);
}

export function isContent(child: XmlChild): child is Xml {
  return isElement(child) && child.name !== 'w:rPr' && child.name !== 'w:pPr';
}
