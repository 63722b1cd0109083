/**
 * Letter tree → template of e-mail HTML: inline styles only, no scripts, no remote content, no fixed background (dark
 * mode stays possible), tables as tables, lists as lists, pictures by `cid:`.
 */
import { escapeHtml } from './escapeHtml.ts';
import { baseCss, paragraphCss, pt, type Spacing } from './inlineCss.ts';
import { choicePart, linePart, repeatPart, templateFrom } from './dependingParts.ts';
import { addInlines, dominantFormat, languageAttribute, spanAttributes } from './inlineHtml.ts';
import { type Block, type Inline, leafInlines, type Note, notesIn, type Paragraph } from '../letter/letterTree.ts';
import { addList, listLength } from './listHtml.ts';
import { type MailTemplate, mailTemplate } from '../mailTemplate.ts';
import { markGap } from './markHtml.ts';
import { isMarked, type RunningMarks, runningMarks } from '../letter/listRuns.ts';
import { type Neighbours, neighboursIn } from '../letter/paragraphSpacing.ts';
import { forgetNotes, shownNotes } from './noteNumbers.ts';
import type { Test } from '../mergeScope.ts';
import type { Letter } from '../letter/readDocx.ts';
import { addTable } from './tableHtml.ts';
import { valueByScript } from './valueByScript.ts';

type Shown = Pick<Letter, 'blocks' | 'language' | 'textWidth'> & Partial<Pick<Letter, 'above' | 'below'>>;

export function emailHtml(letter: Shown): MailTemplate {
  const out = mailTemplate();
  const lang = letter.language === null ? '' : ` lang="${escapeHtml(letter.language)}"`;
  out.add(
    `<!DOCTYPE html><html${lang}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
      `</head><body style="margin:0;padding:8px"><div style="max-width:${pt(letter.textWidth)}">`,
  );
  const { above = [], below = [], blocks, textWidth } = letter;
  addBlocks(above, textWidth, out);
  if (above.length > 0) out.add(GAP);
  addBlocks(blocks, textWidth, out);
  addNotes(notesIn(blocks), textWidth, out);
  if (below.length > 0) out.add(GAP);
  addBlocks(below, textWidth, out);
  out.add('</div></body></html>');
  return out;
}

/** Between the letterhead and the text; a margin alone would be lost in Outlook. */
const GAP = '<div style="line-height:12pt;font-size:12pt">&nbsp;</div>';
/** Word's own line above footnotes is two inches long. */
const NOTES_RULE =
  '<hr align="left" width="192" size="1" style="width:144pt;margin:12pt auto 4pt 0;border:0;border-top:1px solid">';

/** The notes this message refers to, each as the letter has it. */
function addNotes(notes: readonly Note[], room: number, out: MailTemplate): void {
  if (notes.length === 0) return;
  const templates = new Map(notes.map((note) => [note, templateFrom((to) => addBlocks(note.blocks, room, to))]));
  out.add((scope) => {
    const shown = shownNotes(scope).map((note) => templates.get(note)?.render(scope) ?? '');
    forgetNotes(scope);
    return shown.length === 0 ? '' : NOTES_RULE + shown.join('');
  });
}

/** All blocks of a body or a cell. `room`: points that a full-width table fills here. */
export function addBlocks(blocks: readonly Block[], room: number, out: MailTemplate): void {
  const marks = runningMarks(blocks);
  if (marks !== null)
    out.add(() => {
      marks.restart();
      return '';
    });
  addSome(blocks, { room, near: neighboursIn(blocks), marks }, out);
}

type Container = { room: number; near: Neighbours; marks: RunningMarks | null };

function addSome(blocks: readonly Block[], container: Container, out: MailTemplate): void {
  for (let at = 0; at < blocks.length; at += 1) {
    const length = listLength(blocks, at);
    const block = blocks[at];
    if (length > 0) addList(blocks.slice(at, at + length), container.near, container.marks, out);
    else if (block !== undefined) addBlock(block, container, out);
    at += Math.max(0, length - 1);
  }
}

function addBlock(block: Block, container: Container, out: MailTemplate): void {
  const inner = (blocks: readonly Block[]) => templateFrom((to) => addSome(blocks, container, to));
  switch (block.kind) {
    case 'table':
      return addTable(block, container.room, out, addBlocks);
    case 'choice':
      return out.add(choicePart(block.test, inner(block.yes), inner(block.no)));
    case 'repeat':
      return out.add(repeatPart(block.from, inner(block.blocks)));
    case 'paragraph': {
      const spacing = container.near.spacing(block);
      if (block.line === null) return addParagraph(block, spacing, container.marks, out);
      return out.add(
        linePart(
          block.line,
          templateFrom((to) => addParagraph(block, spacing, container.marks, to)),
        ),
      );
    }
  }
}

function addParagraph(paragraph: Paragraph, spacing: Spacing, marks: RunningMarks | null, out: MailTemplate): void {
  const { format } = paragraph;
  const base = dominantFormat(paragraph);
  const hasPicture = leafInlines(paragraph.inlines).some((inline) => inline.kind === 'picture');
  const tag = format.outline !== null && format.outline < 6 && paragraph.inlines.length > 0 ? `h${format.outline + 1}` : 'p';
  const weight = tag === 'p' || base.bold ? '' : 'font-weight:normal;';
  const css = paragraphCss(format, spacing, base.size, hasPicture) + baseCss(base) + weight;
  out.add(`<${tag}${format.rtl ? ' dir="rtl"' : ''}${languageAttribute(base)} style="${escapeHtml(css)}">`);
  if (paragraph.mark !== null) addMark(paragraph, base, marks, out);
  addContent(paragraph, base, out);
  out.add(`</${tag}>`);
}

/** A line of places alone stays a line where all of them are empty. */
function addContent(paragraph: Paragraph, base: Paragraph['base'], out: MailTemplate): void {
  const fixed = paragraph.inlines.some(
    (inline) => !DEPENDING.has(inline.kind) && (inline.kind !== 'text' || /\S/.test(inline.text)),
  );
  const lone = loneValue(paragraph.inlines);
  if (paragraph.inlines.length === 0) out.add('&nbsp;');
  else if (fixed || paragraph.mark !== null) addInlines(paragraph.inlines, base, out);
  else if (lone !== null) addLoneValue(lone, base, out);
  else {
    const inner = templateFrom((to) => addInlines(paragraph.inlines, base, to));
    out.add((scope) => lineOf(inner.render(scope)));
  }
}

type LoneValue = { value: Extract<Inline, { kind: 'slot' }>; test: Test | null };

/** A value alone, as in most cells, perhaps on a condition. */
function loneValue([only, ...others]: readonly Inline[]): LoneValue | null {
  if (only === undefined || others.length > 0) return null;
  if (only.kind === 'slot') return only.link === null ? { value: only, test: null } : null;
  if (only.kind !== 'choice' || only.no.length > 0) return null;
  const [inner, ...more] = only.yes;
  return inner?.kind === 'slot' && inner.link === null && more.length === 0 ? { value: inner, test: only.test } : null;
}

/** What it shows is seen without reading tags again. */
function addLoneValue({ value, test }: LoneValue, base: Paragraph['base'], out: MailTemplate): void {
  const attributes = spanAttributes(value.format, base);
  const [start, end] = attributes === '' ? ['', ''] : [`<span${attributes}>`, '</span>'];
  out.add((scope) => {
    if (test?.holds(scope) === false) return '&nbsp;';
    const html = valueByScript(value.slot.evaluate(scope), value.format);
    return `${start}${html}${end}${isShown(html) ? '' : '&nbsp;'}`;
  });
}

const DEPENDING: ReadonlySet<string> = new Set(['slot', 'choice', 'repeat']);

/** Something other than blanks outside of tags; attribute values have their angle brackets escaped. */
const SHOWN = /(?:^|>)[^<]*[^<\s]/;

function isShown(html: string): boolean {
  const first = html.charCodeAt(0);
  return (first > 0x20 && first < 0x7f && first !== LESS_THAN) || SHOWN.test(html);
}

const LESS_THAN = 0x3c;

function lineOf(html: string): string {
  return html.includes('<img') || isShown(html) ? html : `${html}&nbsp;`;
}

function addMark(paragraph: Paragraph, base: Paragraph['base'], marks: RunningMarks | null, out: MailTemplate): void {
  if (!isMarked(paragraph)) return;
  const { mark, format } = paragraph;
  const shown = { format: mark.format, link: null };
  const running = marks === null ? null : { fields: [], evaluate: () => marks.next(paragraph).text };
  addInlines(
    [running === null ? { kind: 'text', text: mark.text, ...shown } : { kind: 'slot', slot: running, ...shown }],
    base,
    out,
  );
  out.add(markGap(mark, format));
}
