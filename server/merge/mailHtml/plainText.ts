/** Letter tree → template of the plain part: the same words for readers without HTML. */
import { valueText } from './escapeHtml.ts';
import type { Block, Inline, Link, Paragraph, Table } from '../letter/letterTree.ts';
import { type MailTemplate, mailTemplate } from '../mailTemplate.ts';
import type { MergeScope } from '../mergeScope.ts';
import { spacingOf } from '../letter/paragraphSpacing.ts';
import { urlFor } from './safeUrl.ts';

export function plainText(blocks: readonly Block[]): { render: (scope: MergeScope) => string } {
  const out = mailTemplate();
  addBlocks(blocks, '\n', out);
  return {
    render: (scope) =>
      out
        .render(scope)
        .replace(/[ \t]+\n/g, '\n')
        .replace(/\n{3,}/g, '\n\n')
        .trim(),
  };
}

function addBlocks(blocks: readonly Block[], ending: string, out: MailTemplate): void {
  for (const [at, block] of blocks.entries()) {
    if (block.kind === 'table') addTable(block, out);
    else {
      addParagraph(block, out);
      out.add(gapAfter(blocks, at) ? `${ending}${ending}` : ending);
    }
  }
}

/** A blank line where the letter shows a gap: lines of an address stay together. */
function gapAfter(blocks: readonly Block[], at: number): boolean {
  const next = blocks[at + 1];
  const after = spacingOf(blocks, at).after;
  const before = next?.kind === 'paragraph' ? spacingOf(blocks, at + 1).before : 0;
  return Math.max(after, before) >= 3 || next?.kind === 'table';
}

function addParagraph(paragraph: Paragraph, out: MailTemplate): void {
  const { mark } = paragraph;
  if (mark !== null) out.add(`${'  '.repeat(mark.level)}${mark.kind === 'bullet' ? '-' : mark.text} `);
  addInlines(paragraph.inlines, out);
}

/** Cells of a row on one line, with tabs between; a cell of several paragraphs becomes one line too. */
function addTable(table: Table, out: MailTemplate): void {
  out.add('\n');
  for (const row of table.rows) {
    for (const [index, cell] of row.cells.entries()) {
      if (index > 0) out.add('\t');
      const inner = mailTemplate();
      addBlocks(cell.blocks, '\n', inner);
      out.add((scope) =>
        inner
          .render(scope)
          .trim()
          .replace(/\s*\n\s*/g, ' '),
      );
    }
    out.add('\n');
  }
  out.add('\n');
}

function addInlines(inlines: readonly Inline[], out: MailTemplate): void {
  let link: Link | null = null;
  let words: MailTemplate = mailTemplate();
  const endLink = () => {
    if (link !== null) out.add(linkText(words, link));
    words = mailTemplate();
  };
  for (const inline of inlines) {
    const next = 'link' in inline ? inline.link : null;
    if (next !== link) endLink();
    link = next;
    addInline(inline, link === null ? out : words);
  }
  endLink();
}

function addInline(inline: Inline, out: MailTemplate): void {
  if (inline.kind === 'text') out.add(inline.text.replaceAll('\u00a0', ' ').replaceAll('\u00ad', ''));
  else if (inline.kind === 'slot') out.add((scope) => valueText(inline.slot.evaluate(scope)));
  else if (inline.kind === 'picture') out.add(inline.alt.trim() === '' ? '' : `[${inline.alt.replace(/\s+/g, ' ').trim()}]`);
  else out.add(inline.kind === 'tab' ? '\t' : '\n');
}

/** "our site (https://example.com)"; an address that is its own text stands once. */
function linkText(words: MailTemplate, link: Link): (scope: MergeScope) => string {
  return (scope) => {
    const text = words.render(scope);
    const url = urlFor(link.parts, scope);
    if (url === '' || url.startsWith('#') || bare(url) === bare(text.trim())) return text;
    return `${text} (${url.replace(/^mailto:/, '')})`;
  };
}

function bare(address: string): string {
  return address.replace(/^(mailto:|tel:|https?:\/\/)/i, '').replace(/\/$/, '');
}
