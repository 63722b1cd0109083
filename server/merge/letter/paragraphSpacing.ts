/** Space around a paragraph between its neighbours, seen through what depends on the message. */
import type { Spacing } from '../mailHtml/inlineCss.ts';
import { type Block, leafBlocks, type Paragraph, type Table } from './letterTree.ts';

export type Neighbours = {
  spacing: (paragraph: Paragraph) => Spacing;
  next: (block: Paragraph | Table) => Paragraph | Table | undefined;
};

/** `blocks`: all of one container (the body, a cell). */
export function neighboursIn(blocks: readonly Block[]): Neighbours {
  const leaves = leafBlocks(blocks);
  const places = new Map(leaves.map((block, at) => [block, at]));
  return {
    spacing: (paragraph) => spacingAt(paragraph, leaves, places.get(paragraph) ?? -2),
    next: (block) => leaves[(places.get(block) ?? leaves.length) + 1],
  };
}

/** Contextual spacing takes away what is between two paragraphs of one style (ISO/IEC 29500-1 17.3.1.9). */
function spacingAt(paragraph: Paragraph, leaves: readonly (Paragraph | Table)[], at: number): Spacing {
  const { format } = paragraph;
  return {
    before: format.contextual && sameStyle(paragraph, leaves[at - 1]) ? 0 : format.before,
    after: format.contextual && sameStyle(paragraph, leaves[at + 1]) ? 0 : format.after,
    // A first line further out than the margin would be cut off in mail programs.
    left: Math.max(0, format.indentLeft, -format.firstLine > format.indentLeft ? -format.firstLine : 0),
    first: format.firstLine,
  };
}

function sameStyle(paragraph: Paragraph, other: Paragraph | Table | undefined): boolean {
  return other?.kind === 'paragraph' && other.format.styleId === paragraph.format.styleId;
}
