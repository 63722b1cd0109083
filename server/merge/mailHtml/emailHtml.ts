/**
 * Letter tree → template of e-mail HTML: inline styles only, no scripts, no remote content, no fixed background (dark
 * mode stays possible), tables as tables, lists as lists, pictures by `cid:`.
 */
import { escapeHtml } from './escapeHtml.ts';
import { baseCss, paragraphCss, pt, type Spacing } from './inlineCss.ts';
import { addInlines, dominantFormat } from './inlineHtml.ts';
import type { Block, Paragraph } from '../letter/letterTree.ts';
import { addList } from './listHtml.ts';
import { type MailTemplate, mailTemplate } from '../mailTemplate.ts';
import { spacingOf } from '../letter/paragraphSpacing.ts';
import type { Letter } from '../letter/readDocx.ts';
import { addTable } from './tableHtml.ts';

export function emailHtml(letter: Pick<Letter, 'blocks' | 'language' | 'textWidth'>): MailTemplate {
  const out = mailTemplate();
  const lang = letter.language === null ? '' : ` lang="${escapeHtml(letter.language)}"`;
  out.add(
    `<!DOCTYPE html><html${lang}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
      `<meta name="color-scheme" content="light dark"></head><body style="margin:0;padding:8px"><div style="max-width:${pt(letter.textWidth)}">`,
  );
  addBlocks(letter.blocks, letter.textWidth, out);
  out.add('</div></body></html>');
  return out;
}

/** `room`: points that a full-width table fills here. */
export function addBlocks(blocks: readonly Block[], room: number, out: MailTemplate): void {
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined) continue;
    if (block.kind === 'table') addTable(block, room, out, addBlocks);
    else if (block.mark?.plain === true) at += addList(blocks, at, out) - 1;
    else addParagraph(block, spacingOf(blocks, at), out);
  }
}

function addParagraph(paragraph: Paragraph, spacing: Spacing, out: MailTemplate): void {
  const { format } = paragraph;
  const base = dominantFormat(paragraph);
  const hasPicture = paragraph.inlines.some((inline) => inline.kind === 'picture');
  const tag = format.outline !== null && format.outline < 6 && paragraph.inlines.length > 0 ? `h${format.outline + 1}` : 'p';
  const weight = tag === 'p' || base.bold ? '' : 'font-weight:normal;';
  const css = paragraphCss(format, spacing, base.size, hasPicture) + baseCss(base) + weight;
  out.add(`<${tag}${format.rtl ? ' dir="rtl"' : ''} style="${escapeHtml(css)}">`);
  if (paragraph.mark !== null) addMark(paragraph, base, out);
  if (paragraph.inlines.length === 0) out.add('&nbsp;');
  else addInlines(paragraph.inlines, base, out);
  out.add(`</${tag}>`);
}

/** A mark that no HTML list shows ("1.2", "(a)", "✓") stands as text in the hanging indent. */
function addMark(paragraph: Paragraph, base: Paragraph['base'], out: MailTemplate): void {
  const { mark } = paragraph;
  if (mark === null) return;
  addInlines([{ kind: 'text', text: mark.text, format: mark.format, link: null }], base, out);
  out.add('<span style="mso-tab-count:1">&nbsp;&nbsp;&nbsp; </span>');
}
