/** Letter tree → template of the plain part: the same words for readers without HTML. */
import { choicePart, linePart, repeatPart, templateFrom } from './dependingParts.ts';
import { valueText } from './escapeHtml.ts';
import {
  type Block,
  type Inline,
  leafInlines,
  type Link,
  type Note,
  notesIn,
  type Paragraph,
  type Rows,
  type Table,
} from '../letter/letterTree.ts';
import { type Item, itemCounter, listRuns } from '../letter/listRuns.ts';
import type { MailTemplate } from '../mailTemplate.ts';
import type { MergeScope } from '../mergeScope.ts';
import { type Neighbours, neighboursIn } from '../letter/paragraphSpacing.ts';
import { forgetNotes, noteNumber, shownNotes } from './noteNumbers.ts';
import { urlFor } from './safeUrl.ts';

/** `mark`: what stands before an item in this rendering; asked in the order of the letter. */
type Container = { near: Neighbours; mark: (item: Item) => string };

/** What the mail consists of, from top to bottom. */
type Shown = { above?: readonly Block[]; blocks: readonly Block[]; below?: readonly Block[] };

export function plainText({ above = [], blocks, below = [] }: Shown): { render: (scope: MergeScope) => string } {
  const out = templateFrom((to) => {
    addPart(above, to);
    addPart(blocks, to);
    addNotes(notesIn(blocks), to);
    addPart(below, to);
  });
  return { render: (scope) => tidied(out.render(scope)) };
}

/** Looking is quicker than replacing, and most texts need nothing. */
function tidied(text: string): string {
  const lines = text.includes(' \n') || text.includes('\t\n') ? text.replace(/[ \t]+\n/g, '\n') : text;
  return (lines.includes('\n\n\n') ? lines.replace(/\n{3,}/g, '\n\n') : lines).trim();
}

function addPart(blocks: readonly Block[], out: MailTemplate): void {
  addAll(blocks, out);
  if (blocks.length > 0) out.add('\n\n');
}

/** Under a line of their own, with the numbers that stand in the text. */
function addNotes(notes: readonly Note[], out: MailTemplate): void {
  if (notes.length === 0) return;
  const templates = new Map(notes.map((note) => [note, templateFrom((to) => addAll(note.blocks, to))]));
  out.add((scope) => {
    const shown = shownNotes(scope).map((note) => templates.get(note)?.render(scope).trim() ?? '');
    forgetNotes(scope);
    return shown.length === 0 ? '' : `${RULE}\n${shown.join('\n')}\n\n`;
  });
}

const RULE = '-----';

/** All blocks of a body or a cell. Numbers start anew with each rendering of them. */
function addAll(blocks: readonly Block[], out: MailTemplate): void {
  const runs = listRuns(blocks);
  let number = itemCounter(runs);
  const mark = (item: Item) => markText(item, number(item));
  if (runs.size > 0)
    out.add(() => {
      number = itemCounter(runs);
      return '';
    });
  addSome(blocks, { near: neighboursIn(blocks), mark }, out);
}

function addSome(blocks: readonly Block[], container: Container, out: MailTemplate): void {
  for (const block of blocks) addBlock(block, container, out);
}

function addBlock(block: Block, container: Container, out: MailTemplate): void {
  const inner = (blocks: readonly Block[]) => templateFrom((to) => addSome(blocks, container, to));
  switch (block.kind) {
    case 'table':
      return addTable(block, out);
    case 'choice':
      return out.add(choicePart(block.test, inner(block.yes), inner(block.no)));
    case 'repeat':
      return out.add(repeatPart(block.from, inner(block.blocks)));
    case 'paragraph':
      if (block.line === null) return addParagraph(block, container, out);
      return out.add(
        linePart(
          block.line,
          templateFrom((to) => addParagraph(block, container, to)),
        ),
      );
  }
}

/** A blank line where the letter shows a gap: lines of an address stay together. */
function gapAfter(paragraph: Paragraph, near: Neighbours): boolean {
  const next = near.next(paragraph);
  const before = next?.kind === 'paragraph' ? near.spacing(next).before : 0;
  return Math.max(near.spacing(paragraph).after, before) >= 3 || next?.kind === 'table';
}

function addParagraph(paragraph: Paragraph, container: Container, out: MailTemplate): void {
  if (isItem(paragraph)) addMark(paragraph, container, out);
  if (isRule(paragraph)) out.add(RULE);
  else addInlines(paragraph.inlines, out);
  out.add(gapAfter(paragraph, container.near) ? '\n\n' : '\n');
}

/** A line and no words. */
function isRule({ inlines, format }: Paragraph): boolean {
  return inlines.length === 0 && (format.borders.top ?? format.borders.bottom ?? null) !== null;
}

function isItem(paragraph: Paragraph): paragraph is Item {
  return paragraph.mark !== null;
}

function addMark(item: Item, container: Container, out: MailTemplate): void {
  const indent = '  '.repeat(item.mark.level);
  if (item.mark.kind === 'bullet') out.add(`${indent}- `);
  else out.add(() => `${indent}${container.mark(item)} `);
}

/** Only a mark that is just its number is written anew with another number. */
function markText({ mark }: Item, number: number): string {
  return mark.plain && mark.kind === 'decimal' ? `${number}.` : mark.text;
}

/** Cells of a row on one line, with tabs between; a cell of several paragraphs becomes one line too. */
function addTable(table: Table, out: MailTemplate): void {
  out.add('\n');
  addRows(table.rows, out);
  out.add('\n');
}

function addRows(rows: readonly Rows[], out: MailTemplate): void {
  const some = (part: readonly Rows[]) => templateFrom((to) => addRows(part, to));
  for (const row of rows) {
    if (row.kind === 'choice') out.add(choicePart(row.test, some(row.yes), some(row.no)));
    else if (row.kind === 'repeat') out.add(repeatPart(row.from, some(row.rows)));
    else {
      for (const [index, cell] of row.cells.entries()) {
        if (index > 0) out.add('\t');
        const inner = templateFrom((to) => addAll(cell.blocks, to));
        const fixed = inner.fixed();
        out.add(fixed === null ? (scope) => oneLine(inner.render(scope)) : oneLine(fixed));
      }
      out.add('\n');
    }
  }
}

function oneLine(text: string): string {
  const trimmed = text.trim();
  return trimmed.includes('\n') ? trimmed.replace(/\s*\n\s*/g, ' ') : trimmed;
}

/** `around`: the link whose words these inlines are. */
function addInlines(inlines: readonly Inline[], out: MailTemplate, around: Link | null = null): void {
  let link: Link | null = around;
  let words = templateFrom(() => undefined);
  const endLink = () => {
    if (link !== null && link !== around) out.add(linkText(words, link));
    words = templateFrom(() => undefined);
  };
  for (const inline of inlines) {
    const next = linkOf(inline, around);
    if (next !== link) endLink();
    link = next;
    addInline(inline, link, link === around ? out : words);
  }
  endLink();
}

/** The link around all of it; null where there is none, or several. */
function linkOf(inline: Inline, around: Link | null): Link | null {
  const leaves = leafInlines([inline]);
  const links = new Set(leaves.map((leaf) => ('link' in leaf ? leaf.link : around)));
  const [only] = links;
  return links.size === 1 && only !== undefined ? only : null;
}

function addInline(inline: Inline, link: Link | null, out: MailTemplate): void {
  const inner = (inlines: readonly Inline[]) => templateFrom((to) => addInlines(inlines, to, link));
  switch (inline.kind) {
    case 'text':
      return out.add(inline.text.replaceAll('\u00a0', ' ').replaceAll('\u00ad', ''));
    case 'slot': {
      const { slot } = inline;
      return out.add((scope) => valueText(slot.evaluate(scope)));
    }
    case 'picture':
      return out.add(inline.alt.trim() === '' ? '' : `[${inline.alt.replace(/\s+/g, ' ').trim()}]`);
    case 'note': {
      const { note, own, format } = inline;
      return out.add((scope) => noteMark(noteNumber(note, scope), own || !format.hidden));
    }
    case 'choice':
      return out.add(choicePart(inline.test, inner(inline.yes), inner(inline.no)));
    case 'repeat':
      return out.add(repeatPart(inline.from, inner(inline.inlines)));
    case 'tab':
    case 'break':
      return out.add(inline.kind === 'tab' ? '\t' : '\n');
  }
}

function noteMark(number: string, shown: boolean): string {
  return shown ? `[${number}]` : '';
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
