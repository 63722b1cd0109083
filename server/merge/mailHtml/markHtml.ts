/** The mark of a list as text in the hanging indent: "1.2", "(a)", "✓", which no HTML list shows by itself. */
import type { ListMark, ParagraphFormat, RunFormat } from '../letter/letterTree.ts';

/** Blanks of a small font fill the room to the indent finely, as Word's own mails have it; Outlook makes a tab of them. */
const BLANK = { size: 7, width: 1.75 };
const BLANKS_MAX = 80;
/** Average width of a sign, as a share of the size of its font. */
const SIGN_WIDTH = 0.52;
/** Room that a mark without hanging indent has before the text. */
const TAB = 18;

/** What stands between the mark and the text: HTML. */
export function markGap(
  { text, suffix, format }: Pick<ListMark, 'text' | 'suffix' | 'format'>,
  indents: ParagraphFormat,
): string {
  if (suffix === 'nothing') return '';
  if (suffix === 'space') return '&nbsp;';
  const room = indents.firstLine < 0 ? -indents.firstLine : TAB;
  const taken = text.length * format.size * SIGN_WIDTH;
  const blanks = Math.max(1, Math.min(BLANKS_MAX, Math.round((room - taken) / BLANK.width) - 1));
  return `<span style="mso-tab-count:1;font-family:'Times New Roman',serif;font-size:${BLANK.size}pt">${'&nbsp;'.repeat(blanks)} </span>`;
}

/** An HTML list draws its marks in the look of the item; what the mark shares with no font of signs goes there. */
export function markBase(base: RunFormat, mark: ListMark): RunFormat {
  const { bold, italic, color } = mark.format;
  // Text with the reader's own colour could not get it back inside a coloured item.
  return { ...base, bold, italic, color: base.color === null ? null : (color ?? base.color) };
}
