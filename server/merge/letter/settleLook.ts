/**
 * The last word on how runs look, once the paragraphs stand in their places: text is cut where its script changes, because each
 * has a font of its own, and automatic colour becomes black or white where something is painted behind the text. There it may not
 * stay automatic: a mail program in dark mode would write white on the letter's light shading.
 */
import { automaticOn } from './readColors.ts';
import {
  type Block,
  type Inline,
  leafBlocks,
  leafRows,
  type ListMark,
  notesIn,
  type Paragraph,
  type RunFormat,
} from './letterTree.ts';
import { joinFrames } from './joinFrames.ts';
import { scriptPieces } from './scriptPieces.ts';

/** Changes the blocks in place: notes and list items are told apart by identity. Notes of the text come along. */
export function settleLook(blocks: readonly Block[]): void {
  settleBlocks(blocks, null);
  for (const note of notesIn(blocks)) settleBlocks(note.blocks, null);
}

function settleBlocks(blocks: readonly Block[], ground: string | null): void {
  joinFrames(blocks);
  for (const block of leafBlocks(blocks)) {
    if (block.kind === 'paragraph') settleParagraph(block, ground);
    else
      for (const row of leafRows(block.rows)) for (const cell of row.cells) settleBlocks(cell.blocks, cell.background ?? ground);
  }
}

function settleParagraph(paragraph: Paragraph, ground: string | null): void {
  const behind = paragraph.format.background ?? ground;
  paragraph.base = { ...colored(paragraph.base, behind), scripts: null };
  if (paragraph.mark !== null) paragraph.mark = { ...paragraph.mark, format: markFormat(paragraph.mark, behind) };
  paragraph.inlines = paragraph.inlines.flatMap((inline) => settleInline(inline, behind));
}

/** A mark is one piece; its first sign decides. */
function markFormat({ text, format }: ListMark, behind: string | null): RunFormat {
  const settled = colored(format, behind);
  return scriptPieces(text, settled)[0]?.format ?? { ...settled, scripts: null };
}

function settleInline(inline: Inline, behind: string | null): Inline[] {
  const inside = (inlines: Inline[]) => inlines.flatMap((one) => settleInline(one, behind));
  switch (inline.kind) {
    case 'text': {
      const format = colored(inline.format, behind);
      return scriptPieces(inline.text, format).map((piece) => ({ ...inline, ...piece }));
    }
    case 'note':
      return [{ ...inline, format: { ...colored(inline.format, behind), scripts: null } }];
    case 'slot':
      return [{ ...inline, format: colored(inline.format, behind) }];
    case 'choice':
      return [{ ...inline, yes: inside(inline.yes), no: inside(inline.no) }];
    case 'repeat':
      return [{ ...inline, inlines: inside(inline.inlines) }];
    default:
      return [inline];
  }
}

function colored(format: RunFormat, behind: string | null): RunFormat {
  const background = format.background ?? behind;
  return format.color !== null || background === null ? format : { ...format, color: automaticOn(background) };
}
