/**
 * Neighbours with the same lines, shading and indents are one box (ISO/IEC 29500-1 17.3.1.24): its lines go around all of them, and
 * what is between them is shaded too. Where the first or last of them is a line that a message leaves out, the box has no line there.
 */
import type { Block, Borders, Paragraph, ParagraphFormat } from './letterTree.ts';

/** Changes the formats of the paragraphs in place. */
export function joinFrames(blocks: readonly Block[]): void {
  const frames = blocks.map((block) => (isFramed(block) ? { paragraph: block, key: frameKey(block.format) } : null));
  for (const [at, frame] of frames.entries()) {
    if (frame === null) continue;
    const [above, below] = [frames[at - 1]?.key === frame.key, frames[at + 1]?.key === frame.key];
    if (above || below) frame.paragraph.format = joinedFormat(frame.paragraph.format, above, below);
  }
}

function isFramed(block: Block): block is Paragraph {
  if (block.kind !== 'paragraph' || block.mark !== null) return false;
  return block.format.background !== null || Object.values(block.format.borders).some((line) => line != null);
}

function frameKey({ borders, background, indentLeft, indentRight, firstLine, rtl }: ParagraphFormat): string {
  return JSON.stringify([borders, background, Math.min(indentLeft, indentLeft + firstLine), indentRight, rtl]);
}

function joinedFormat(format: ParagraphFormat, above: boolean, below: boolean): ParagraphFormat {
  const between = format.borders.insideH ?? null;
  const borders: Borders = { ...format.borders, ...(above ? { top: between } : {}), ...(below ? { bottom: null } : {}) };
  return { ...format, borders, joined: { above, below } };
}
