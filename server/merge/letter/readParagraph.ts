/** w:p and everything in it → inlines of the letter tree. */
import { readSimpleField, withoutPageNumbers } from './keptFields.ts';
import { type Flow, isMuted, type LetterReader, type Line, type Surroundings } from './letterReader.ts';
import type { Block, BorderLine, Paragraph } from './letterTree.ts';
import { childOf, elementsOf, findDeep, textOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { onOff, readParagraphProperties, readRunProperties } from './readFormat.ts';
import { readHyperlink, readPlace } from './readPlace.ts';
import { addText, PAGE_END, readRun } from './readRun.ts';
import { quoted } from '../readResult.ts';
import { runFormat } from './runFormat.ts';

/** The paragraph and the boxes anchored in it; nothing where it only goes on with the one before. */
export function readParagraph(
  p: Xml,
  flow: Flow,
  reader: LetterReader,
  around: Surroundings,
  readBlocks: Line['readBlocks'],
): Block[] {
  const going = flow.joined;
  const paragraph = going ?? newParagraph(childOf(p, 'w:pPr'), reader, around);
  if (going === null && p.place?.kind === 'line') paragraph.line = p.place.test;
  const paragraphStyle = paragraph.format.styleId;
  const line: Line = { reader, flow, around, paragraphStyle, inlines: paragraph.inlines, readInlines, readBlocks };
  readInlines(p, line);
  if (paragraph.inlines.at(-1) === PAGE_END) paragraph.inlines.pop();
  flow.joined = isMuted(flow) ? paragraph : null;
  if (flow.rule) addRule(paragraph);
  flow.rule = false;
  const boxes = flow.after.splice(0);
  const inlines = withoutPageNumbers(paragraph.inlines);
  if (inlines === null) return boxes;
  if (inlines.length < paragraph.inlines.length) paragraph.inlines = inlines;
  return going === null ? [paragraph, ...boxes] : boxes;
}

function newParagraph(pPr: Xml | undefined, reader: LetterReader, around: Surroundings): Paragraph {
  const direct = readParagraphProperties(pPr, reader.styles.theme);
  const { format, numId, level } = reader.styles.paragraph(valueOf(pPr, 'w:pStyle'), direct, around.paragraph, reader.numbering);
  const base = reader.styles.run(format.styleId, undefined, {}, around.run);
  const numbered = numId === undefined ? null : reader.numbering.next(numId, level);
  const ofMark = readRunProperties(childOf(pPr, 'w:rPr'), reader.styles.theme);
  const mark =
    numbered === null || numbered.text === ''
      ? null
      : { ...numbered, format: reader.styles.run(format.styleId, undefined, { ...ofMark, ...numbered.run }, around.run) };
  return { kind: 'paragraph', format, base, mark, inlines: [], line: null };
}

/** Word's horizontal line is a picture as wide as the text. */
function addRule(paragraph: Paragraph): void {
  const bottom: BorderLine = { style: 'solid', width: 1, color: '#a0a0a0' };
  paragraph.format = { ...paragraph.format, borders: { ...paragraph.format.borders, bottom } };
}

function readInlines(parent: Xml, line: Line): void {
  for (const child of elementsOf(parent)) readInline(child, line);
}

function readInline(element: Xml, line: Line): void {
  switch (element.name) {
    case 'w:r':
      return readRun(element, line);
    case 'w:hyperlink':
      return readHyperlink(element, line);
    case 'w:fldSimple':
      return readSimpleField(element, line);
    case 'w:sdt':
      return readInlineControl(element, line);
    case 'm:oMath':
    case 'm:oMathPara':
      return readFormula(element, line);
    case 'merge:value':
    case 'merge:choice':
    case 'merge:repeat':
    case 'merge:link':
      return readPlace(element, line);
    case 'w:subDoc':
      return line.reader.remark('SUBDOCUMENT_LEFT_OUT', 'The letter includes another document, which is not part of the mail.');
    default:
  }
}

function readInlineControl(control: Xml, line: Line): void {
  const content = childOf(control, 'w:sdtContent');
  if (content !== undefined && !isUnfilled(control, line.reader)) readInlines(content, line);
}

const PLACES = ['merge:value', 'merge:choice', 'merge:repeat', 'merge:link', 'w:fldChar', 'w:fldSimple', 'w:sdt', 'w:drawing'];

/** A control that shows its prompt ("[Pick the date]") and holds no field has nothing to send. Told, because its text disappears. */
export function isUnfilled(control: Xml, reader: LetterReader): boolean {
  const content = childOf(control, 'w:sdtContent');
  if (onOff(childOf(control, 'w:sdtPr'), 'w:showingPlcHdr') !== true || content === undefined) return false;
  if (PLACES.some((name) => findDeep(content, name) !== undefined)) return false;
  const text = deepText(content);
  if (text.trim() !== '')
    reader.remark(
      'PLACEHOLDER_LEFT_OUT',
      `The letter still has the prompt ${quoted(text)}; it is left out of the mail. Fill it in or delete it.`,
    );
  return true;
}

function deepText(element: Xml): string {
  return element.name === 'w:t' ? textOf(element) : elementsOf(element).map(deepText).join('').slice(0, 500);
}

/** Formulas have no mail form; their letters and numbers in reading order are better than a hole. */
function readFormula(element: Xml, line: Line): void {
  const text = mathText(element);
  if (text === '' || isMuted(line.flow)) return;
  line.reader.remark('FORMULA_AS_TEXT', `The letter has a formula; the mail shows it as plain text: ${quoted(text)}.`);
  addText(text, runFormat(undefined, line), line);
}

function mathText(element: Xml): string {
  return element.name === 'm:t' ? textOf(element) : elementsOf(element).map(mathText).join('');
}
