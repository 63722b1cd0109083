/** Letter tree → the plain part of the mail: the same words for readers without HTML. */
import { rowsFrom, templateFrom } from './dependingParts.ts';
import { addInlineText } from './inlineText.ts';
import {
  type Block,
  type Cell,
  type Note,
  notesIn,
  type Paragraph,
  type Row,
  type Rows,
  type Table,
} from '../letter/letterTree.ts';
import { isMarked, type Item, runningMarks } from '../letter/listRuns.ts';
import type { MergeScope } from '../mergeScope.ts';
import { forgetNotes, shownNotes } from './noteNumbers.ts';
import { type Neighbours, neighboursIn } from '../letter/paragraphSpacing.ts';
import { newPage, putLine, putPieces, type TextPart, textPartFrom } from './textPage.ts';

/** `mark`: what stands before an item; a function where that depends on which items the message has, asked in their order. */
type Container = { near: Neighbours; mark: (item: Item) => string | (() => string) };

/** What the mail consists of, from top to bottom. */
type Shown = { above?: readonly Block[]; blocks: readonly Block[]; below?: readonly Block[] };

export function plainText({ above = [], blocks, below = [] }: Shown): { render: (scope: MergeScope) => string } {
  const whole = textPartFrom((part) => {
    addAll(above, part);
    if (above.length > 0) part.add('', 1);
    addAll(blocks, part);
    addNotes(notesIn(blocks), part);
    if (below.length > 0) part.add('', 1);
    addAll(below, part);
  });
  return { render: (scope) => textOf(whole, scope) };
}

function textOf(part: TextPart, scope: MergeScope): string {
  const page = newPage('start');
  part.writeTo(scope, page);
  return page.text;
}

/** Under a line of their own, with the numbers that stand in the text. */
function addNotes(notes: readonly Note[], out: TextPart): void {
  if (notes.length === 0) return;
  const parts = new Map(notes.map((note) => [note, textPartFrom((part) => addAll(note.blocks, part))]));
  out.addLater((scope, page) => {
    const shown = shownNotes(scope);
    if (shown.length > 0) putLine(page, '', 1);
    if (shown.length > 0) putLine(page, RULE, 1);
    for (const note of shown) {
      const part = parts.get(note);
      if (part !== undefined) putLine(page, textOf(part, scope), 1);
    }
    forgetNotes(scope);
  });
}

const RULE = '-----';

/** All blocks of a body or a cell. */
function addAll(blocks: readonly Block[], out: TextPart): void {
  addSome(blocks, { near: neighboursIn(blocks), mark: marksOf(blocks, out) }, out);
}

/** Where the message decides which items there are, their numbers start anew with each rendering. */
function marksOf(blocks: readonly Block[], out: TextPart): Container['mark'] {
  const marks = runningMarks(blocks);
  if (marks === null) return ({ mark }) => mark.text;
  out.addLater(() => marks.restart());
  return (item) => () => marks.next(item).text;
}

function addSome(blocks: readonly Block[], container: Container, out: TextPart): void {
  for (const block of blocks) addBlock(block, container, out);
}

function addBlock(block: Block, container: Container, out: TextPart): void {
  const inner = (blocks: readonly Block[]) => textPartFrom((part) => addSome(blocks, container, part));
  switch (block.kind) {
    case 'table':
      return addTable(block, out);
    case 'choice': {
      const [yes, no] = [inner(block.yes), inner(block.no)];
      return out.addLater((scope, page) => (block.test.holds(scope) ? yes : no).writeTo(scope, page));
    }
    case 'repeat': {
      const part = inner(block.blocks);
      return out.addLater((scope, page) => {
        for (const row of rowsFrom(scope, block.from)) part.writeTo(row, page);
      });
    }
    case 'paragraph':
      return addParagraph(block, container, out);
  }
}

/** A blank line where the letter shows a gap: lines of an address stay together. */
function endsAfter(paragraph: Paragraph, near: Neighbours): number {
  const next = near.next(paragraph);
  const before = next?.kind === 'paragraph' ? near.spacing(next).before : 0;
  return Math.max(near.spacing(paragraph).after, before) >= 3 || next?.kind === 'table' ? 2 : 1;
}

function addParagraph(paragraph: Paragraph, container: Container, out: TextPart): void {
  const { line } = paragraph;
  const after = endsAfter(paragraph, container.near);
  const words = templateFrom((to) => {
    if (isMarked(paragraph)) to.add(markOf(paragraph, container));
    if (isRule(paragraph)) to.add(RULE);
    else addInlineText(paragraph.inlines, to);
  });
  const fixed = words.fixed();
  if (fixed !== null && line === null) out.add(fixed, after);
  else
    out.addLater((scope, page) => {
      if (line === null || line.holds(scope)) putPieces(page, words, scope, after);
    });
}

/** A line and no words. */
function isRule({ inlines, format }: Paragraph): boolean {
  return inlines.length === 0 && (format.borders.top ?? format.borders.bottom ?? null) !== null;
}

function markOf(item: Item, container: Container): string | (() => string) {
  const indent = '  '.repeat(item.mark.level);
  const mark = container.mark(item);
  const shown = (text: string) => `${indent}${item.mark.kind === 'bullet' ? '-' : text} `;
  return typeof mark === 'string' ? shown(mark) : () => shown(mark());
}

/** Cells of a row on one line, with tabs between; a cell of several paragraphs becomes one line too. */
function addTable(table: Table, out: TextPart): void {
  out.add('', 1);
  addRows(table.rows, out);
  out.add('', 1);
}

function addRows(rows: readonly Rows[], out: TextPart): void {
  const some = (part: readonly Rows[]) => textPartFrom((to) => addRows(part, to));
  for (const row of rows) {
    if (row.kind === 'row') addRow(row, out);
    else if (row.kind === 'repeat') {
      const part = some(row.rows);
      out.addLater((scope, page) => {
        for (const one of rowsFrom(scope, row.from)) part.writeTo(one, page);
      });
    } else {
      const [yes, no] = [some(row.yes), some(row.no)];
      out.addLater((scope, page) => (row.test.holds(scope) ? yes : no).writeTo(scope, page));
    }
  }
}

function addRow(row: Row, out: TextPart): void {
  const words = templateFrom((to) => {
    for (const [index, cell] of row.cells.entries()) {
      if (index > 0) to.add('\t');
      to.add(cellText(cell));
    }
  });
  const fixed = words.fixed();
  if (fixed !== null) out.add(fixed, 1);
  else out.addLater((scope, page) => putPieces(page, words, scope, 1));
}

/** Most cells are one paragraph. */
function cellText({ blocks }: Cell): string | ((scope: MergeScope) => string) {
  const [only, more] = blocks;
  if (only?.kind === 'paragraph' && more === undefined && only.mark === null && only.line === null) {
    const words = templateFrom((to) => addInlineText(only.inlines, to));
    return words.fixed() === null ? (scope) => oneLine(words.render(scope)) : oneLine(words.fixed() ?? '');
  }
  const part = textPartFrom((to) => addAll(blocks, to));
  const fixed = part.fixed();
  return fixed === null ? (scope) => oneLine(textOf(part, scope)) : oneLine(fixed);
}

function oneLine(text: string): string {
  const trimmed = text.trim();
  return trimmed.includes('\n') ? trimmed.replace(/(?<!\s)\s*\n\s*/g, ' ') : trimmed;
}
