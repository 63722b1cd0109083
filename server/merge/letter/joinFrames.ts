/**
 * Neighbours with the same lines, shading and indents are one box (ISO/IEC 29500-1 17.3.1.24): its lines go around all of them, and
 * what is between them is shaded too. Where the first or last of them is a line that a message leaves out, the box has no line there.
 */
import type { Block, Borders, Paragraph, ParagraphFormat } from './letterTree.ts';

/** What stands in one place of the box: a paragraph, or what a message chooses from. */
type Part = { key: string; tops: Paragraph[]; bottoms: Paragraph[] };
type Joins = Map<Paragraph, { above: boolean; below: boolean }>;

/** Changes the formats of the paragraphs in place. */
export function joinFrames(blocks: readonly Block[]): void {
  const joins: Joins = new Map();
  joinWithin(blocks, joins);
  for (const [paragraph, { above, below }] of joins) paragraph.format = joinedFormat(paragraph.format, above, below);
}

function joinWithin(blocks: readonly Block[], joins: Joins): (Part | null)[] {
  const parts = blocks.map((block) => partOf(block, joins));
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1];
    if (part === null || next === null || next === undefined || next.key !== part.key) continue;
    for (const paragraph of part.bottoms) joins.set(paragraph, { ...joinOf(paragraph, joins), below: true });
    for (const paragraph of next.tops) joins.set(paragraph, { ...joinOf(paragraph, joins), above: true });
  }
  return parts;
}

function joinOf(paragraph: Paragraph, joins: Joins): { above: boolean; below: boolean } {
  return joins.get(paragraph) ?? { above: false, below: false };
}

/** Null: no part of a box, or one that stands there any number of times. */
function partOf(block: Block, joins: Joins): Part | null {
  if (block.kind === 'paragraph')
    return isFramed(block) ? { key: frameKey(block.format), tops: [block], bottoms: [block] } : null;
  if (block.kind !== 'choice') return null;
  const branches = [block.yes, block.no].map((branch) => joinWithin(branch, joins));
  const [first, ...others] = branches.flat();
  if (first === null || first === undefined || others.some((part) => part?.key !== first.key)) return null;
  const ends = (at: 0 | -1, side: 'tops' | 'bottoms') => branches.flatMap((parts) => parts.at(at)?.[side] ?? []);
  return { key: first.key, tops: ends(0, 'tops'), bottoms: ends(-1, 'bottoms') };
}

function isFramed({ mark, format }: Paragraph): boolean {
  return mark === null && (format.background !== null || Object.values(format.borders).some((line) => line != null));
}

function frameKey({ borders, background, indentLeft, indentRight, firstLine, rtl }: ParagraphFormat): string {
  return JSON.stringify([borders, background, Math.min(indentLeft, indentLeft + firstLine), indentRight, rtl]);
}

function joinedFormat(format: ParagraphFormat, above: boolean, below: boolean): ParagraphFormat {
  const between = format.borders.insideH ?? null;
  const borders: Borders = { ...format.borders, ...(above ? { top: between } : {}), ...(below ? { bottom: null } : {}) };
  return { ...format, borders, joined: { above, below } };
}
