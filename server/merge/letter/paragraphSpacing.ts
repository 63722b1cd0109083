/** Space around a paragraph between its neighbours. */
import type { Spacing } from '../mailHtml/inlineCss.ts';
import type { Block, Paragraph } from './letterTree.ts';

/** Contextual spacing takes away what is between two paragraphs of one style (ISO/IEC 29500-1 17.3.1.9). */
export function spacingOf(blocks: readonly Block[], at: number): Spacing {
  const block = blocks[at];
  if (block?.kind !== 'paragraph') return { before: 0, after: 0, left: 0, first: 0 };
  const { format } = block;
  return {
    before: format.contextual && sameStyle(block, blocks[at - 1]) ? 0 : format.before,
    after: format.contextual && sameStyle(block, blocks[at + 1]) ? 0 : format.after,
    // A first line further out than the margin would be cut off in mail programs.
    left: Math.max(0, format.indentLeft, -format.firstLine > format.indentLeft ? -format.firstLine : 0),
    first: format.firstLine,
  };
}

function sameStyle(paragraph: Paragraph, other: Block | undefined): boolean {
  return other?.kind === 'paragraph' && other.format.styleId === paragraph.format.styleId;
}
