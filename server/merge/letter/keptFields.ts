/**
 * Fields that Word keeps (a page number, a table of contents): the code is not shown, the result is (ISO/IEC 29500-1 17.16.18).
 * Page numbers of a letterhead go quietly, because a mail has no pages.
 */
import { formFieldText } from '../markup/formField.ts';
import { isPageNumber } from './letterhead.ts';
import { isMuted, type Line } from './letterReader.ts';
import type { Inline } from './letterTree.ts';
import { textOf, type Xml } from '../ooxml/parseXml.ts';

/** Stands where a page number stood, until the paragraph is read. */
const PAGE_NUMBER: Inline = { kind: 'break' };
const CODE_MAX = 1000;

/** What the field shows beyond its result. */
export function readFieldMark(mark: Xml, line: Line): string {
  const { flow } = line;
  const type = mark.attributes['w:fldCharType'];
  const top = flow.open.at(-1);
  const span = flow.spans.get(mark);
  if (type === 'begin' && span !== undefined)
    flow.open.push({ span, code: '', shown: false, form: formFieldText(mark), before: line.inlines.length });
  else if (type === 'separate' && top?.span.separate === mark) top.shown = !isLeftOut(top.code, line);
  else if (type === 'end' && top?.span.end === mark) {
    flow.open.pop();
    if (!isMuted(flow) && isLeftOut(top.code, line)) line.inlines.push(PAGE_NUMBER);
    if (line.inlines.length === top.before) return top.form ?? '';
  }
  return '';
}

export function readFieldCode(code: Xml, line: Line): void {
  const top = line.flow.open.at(-1);
  if (top !== undefined && top.code.length < CODE_MAX) top.code += textOf(code);
}

export function readSimpleField(field: Xml, line: Line): void {
  if (!isLeftOut(field.attributes['w:instr'] ?? '', line)) line.readInlines(field, line);
  else if (!isMuted(line.flow)) line.inlines.push(PAGE_NUMBER);
}

function isLeftOut(code: string, line: Line): boolean {
  return !line.reader.pageNumbers && isPageNumber(code);
}

/** "Page 3 of 4", "– 3 –": so many letters without their numbers say nothing else. */
const WORDS_MAX = 16;

/** Without the marks of page numbers, and without the words that stand only around them. Null: nothing is left of the paragraph. */
export function withoutPageNumbers(inlines: readonly Inline[]): Inline[] | null {
  if (!inlines.includes(PAGE_NUMBER)) return [...inlines];
  const kept = segmentsOf(inlines).flatMap((segment) =>
    segment.includes(PAGE_NUMBER) && saysLittle(segment) ? [] : segment.filter((inline) => inline !== PAGE_NUMBER),
  );
  return kept.some((inline) => !isGap(inline)) ? kept : null;
}

/** Cut at tabs and breaks, which are segments of their own. */
function segmentsOf(inlines: readonly Inline[]): Inline[][] {
  const segments: Inline[][] = [[]];
  for (const inline of inlines) {
    if (isGap(inline)) segments.push([inline], []);
    else segments.at(-1)?.push(inline);
  }
  return segments;
}

function isGap(inline: Inline): boolean {
  return inline !== PAGE_NUMBER && (inline.kind === 'tab' || inline.kind === 'break');
}

function saysLittle(segment: readonly Inline[]): boolean {
  const words = segment.map((inline) => (inline.kind === 'text' ? inline.text : '')).join('');
  const only = segment.every((inline) => inline === PAGE_NUMBER || inline.kind === 'text');
  return only && words.replace(/[^\p{L}\p{N}]/gu, '').length <= WORDS_MAX;
}
