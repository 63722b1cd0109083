/** w:p and everything in it → inlines of the letter tree. */
import { codeOwner, type Flow, isMuted, type LetterReader, newFlow, show, type Surroundings } from './letterReader.ts';
import type { Block, Inline, Link, Paragraph, RunFormat } from './letterTree.ts';
import { simpleResult } from '../markup/pairFields.ts';
import type { MergeScope, Slot } from '../mergeScope.ts';
import { childOf, elementsOf, findDeep, textOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { linkParts } from './linkParts.ts';
import { closeField, endCode, openField, readFieldCode, readFieldMark, saySimplified } from './readFields.ts';
import { onOff, readParagraphProperties, readRunProperties } from './readFormat.ts';
import { readObject, readPictures } from './readPictures.ts';
import { quoted } from '../readResult.ts';
import { isSymbolFont, symbolText } from './symbolText.ts';

/** Reads the blocks of a text box; handed in, because blocks hold paragraphs and paragraphs hold boxes. */
export type ReadBlocks = (container: Xml, flow: Flow, around: Surroundings) => Block[];

/** A page or column break between words; at the beginning and the end of a paragraph it has no meaning in a mail. */
const PAGE_END: Inline = { kind: 'break' };

type Line = {
  reader: LetterReader;
  flow: Flow;
  around: Surroundings;
  paragraphStyle: string;
  inlines: Inline[];
  readBlocks: ReadBlocks;
};

/** The paragraph and the boxes anchored in it; nothing where it only goes on with the one before. */
export function readParagraph(p: Xml, flow: Flow, reader: LetterReader, around: Surroundings, readBlocks: ReadBlocks): Block[] {
  const pPr = childOf(p, 'w:pPr');
  const going = flow.joined;
  const paragraph = going ?? newParagraph(pPr, reader, around);
  if (going === null && p.place?.kind === 'line') paragraph.line = p.place.test;
  const paragraphStyle = paragraph.format.styleId;
  const line: Line = { reader, flow, around, paragraphStyle, inlines: paragraph.inlines, readBlocks };
  // Where code goes over several paragraphs (the texts of an IF), their ends are line breaks.
  if (going !== null) readFieldCode('\n', paragraph.base, flow);
  readInlines(p, line);
  if (line.inlines.at(-1) === PAGE_END) line.inlines.pop();
  const markDeleted = childOf(childOf(pPr, 'w:rPr'), 'w:del') !== undefined;
  flow.joined = isMuted(flow) || markDeleted ? paragraph : null;
  const boxes = flow.after.splice(0);
  return going === null ? [paragraph, ...boxes] : boxes;
}

function newParagraph(pPr: Xml | undefined, reader: LetterReader, around: Surroundings): Paragraph {
  const direct = readParagraphProperties(pPr, reader.styles.theme);
  const { format, numId, level } = reader.styles.paragraph(
    valueOf(pPr, 'w:pStyle'),
    direct,
    around.paragraph,
    reader.numbering.indents,
  );
  const base = reader.styles.run(format.styleId, undefined, {}, around.run);
  const numbered = numId === undefined ? null : reader.numbering.next(numId, level);
  const ofMark = readRunProperties(childOf(pPr, 'w:rPr'), reader.styles.theme);
  const mark =
    numbered === null || numbered.text === ''
      ? null
      : { ...numbered, format: reader.styles.run(format.styleId, undefined, { ...ofMark, ...numbered.run }, around.run) };
  return { kind: 'paragraph', format, base, mark, inlines: [], line: null };
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

function readPlace(element: Xml, line: Line): void {
  const { place } = element;
  if (isMuted(line.flow) || place === undefined) return;
  const inside = (container: Xml | undefined): Inline[] => {
    const inlines: Inline[] = [];
    if (container !== undefined) readInlines(container, { ...line, inlines });
    return inlines;
  };
  if (place.kind === 'value' && !place.inCode) line.inlines.push(valueInline(place.slot, childOf(element, 'w:rPr'), line));
  else if (place.kind === 'repeat') line.inlines.push({ kind: 'repeat', from: (place.from ?? 1) - 1, inlines: inside(element) });
  else if (place.kind === 'choice') {
    const [yes, no] = [inside(childOf(element, 'merge:then')), inside(childOf(element, 'merge:else'))];
    line.inlines.push({ kind: 'choice', test: place.test, yes, no });
  } else if (place.kind === 'link') readLinked(element, { parts: linkParts(place.parts), tip: place.tip }, line);
}

function readLinked(element: Xml, link: Link, line: Line): void {
  line.flow.links.push(link);
  readInlines(element, line);
  line.flow.links.splice(line.flow.links.lastIndexOf(link), 1);
}

/** A hidden place shows nothing, but what it puts down for others (SET) counts. */
function valueInline(slot: Slot, rPr: Xml | undefined, line: Line): Inline {
  const format = runFormat(rPr, line);
  const link = line.flow.links.at(-1) ?? null;
  const { fields, evaluate } = slot;
  if (format.hidden) {
    const silent = (scope: MergeScope) => {
      evaluate(scope);
      return '';
    };
    return { kind: 'slot', slot: { fields, evaluate: silent }, format, link };
  }
  if (!isSymbolFont(format.font)) return { kind: 'slot', slot, format, link };
  const signs = (scope: MergeScope) => symbolText(evaluate(scope), format.font);
  return { kind: 'slot', slot: { fields, evaluate: signs }, format: { ...format, font: null }, link };
}

function readHyperlink(element: Xml, line: Line): void {
  const target = line.reader.relationship(element.attributes['r:id']);
  const bookmark = element.attributes['w:anchor'];
  // A link to a place in the letter itself has no meaning in a mail; its text stays.
  const address =
    target?.external === true
      ? target.target + (bookmark === undefined || target.target.includes('#') ? '' : `#${bookmark}`)
      : '';
  if (address === '') return readInlines(element, line);
  saySimplified('a link', line.flow, line.reader);
  readLinked(element, { parts: linkParts([address]), tip: element.attributes['w:tooltip'] ?? null }, line);
}

function readSimpleField(element: Xml, line: Line): void {
  const { flow, reader } = line;
  const span = { separate: null, end: element, result: simpleResult(element) };
  const field = openField(span, flow);
  field.pieces.push(element.attributes['w:instr'] ?? '');
  field.codeFormat = runFormat(undefined, line);
  endCode(field, flow);
  readInlines(element, line);
  closeField(field, flow, reader, line.inlines);
}

function deepText(element: Xml): string {
  return element.name === 'w:t' ? textOf(element) : elementsOf(element).map(deepText).join('').slice(0, 500);
}

function readInlineControl(control: Xml, line: Line): void {
  const content = childOf(control, 'w:sdtContent');
  if (content !== undefined && !isUnfilled(control, line.reader)) readInlines(content, line);
}

/** A control that shows its prompt ("[Pick the date]") and holds no field has nothing to send. Told, because its text disappears. */
export function isUnfilled(control: Xml, reader: LetterReader): boolean {
  const content = childOf(control, 'w:sdtContent');
  if (onOff(childOf(control, 'w:sdtPr'), 'w:showingPlcHdr') !== true || content === undefined) return false;
  const text = deepText(content);
  const holdsField = [
    'merge:value',
    'merge:choice',
    'merge:repeat',
    'merge:link',
    'w:fldChar',
    'w:fldSimple',
    'w:sdt',
    'w:drawing',
  ].some((name) => findDeep(content, name) !== undefined);
  if (holdsField || text.includes('{{')) return false;
  if (text.trim() !== '')
    reader.remark(
      'PLACEHOLDER_LEFT_OUT',
      `The letter still has the prompt ${quoted(text)}; it is left out of the mail. Fill it in or delete it.`,
    );
  return true;
}

/** Formulas have no mail form; their letters and numbers in reading order are better than a hole. */
function readFormula(element: Xml, line: Line): void {
  const text = mathText(element);
  if (text === '' || (isMuted(line.flow) && codeOwner(line.flow) === null)) return;
  line.reader.remark('FORMULA_AS_TEXT', `The letter has a formula; the mail shows it as plain text: ${quoted(text)}.`);
  addText(text, runFormat(undefined, line), line);
}

function mathText(element: Xml): string {
  return element.name === 'm:t' ? textOf(element) : elementsOf(element).map(mathText).join('');
}

function runFormat(rPr: Xml | undefined, line: Line): RunFormat {
  const { styles } = line.reader;
  return styles.run(line.paragraphStyle, valueOf(rPr, 'w:rStyle'), readRunProperties(rPr, styles.theme), line.around.run);
}

function readRun(run: Xml, line: Line): void {
  const format = runFormat(childOf(run, 'w:rPr'), line);
  for (const child of elementsOf(run)) readRunChild(child, format, line);
}

function readRunChild(child: Xml, format: RunFormat, line: Line): void {
  const { flow, reader, inlines } = line;
  switch (child.name) {
    case 'w:fldChar':
      return readFieldMark(child, flow, reader, inlines);
    case 'w:instrText':
      return readFieldCode(textOf(child), format, flow);
    case 'w:t':
      return addText(textOf(child), format, line);
    case 'w:tab':
    case 'w:ptab':
      return addMark({ kind: 'tab' }, format, line);
    case 'w:br':
    case 'w:cr':
      return addMark(/^(page|column)$/.test(child.attributes['w:type'] ?? '') ? PAGE_END : { kind: 'break' }, format, line);
    case 'w:noBreakHyphen':
      return addText('\u2011', format, line);
    case 'w:softHyphen':
      return addText('\u00ad', format, line);
    case 'w:sym':
      return addSymbol(child, format, line);
    case 'w:ruby':
      return readInlines(childOf(child, 'w:rubyBase') ?? child, line);
    case 'w:footnoteReference':
    case 'w:endnoteReference':
      return addNote(child, format, line);
    case 'w:footnoteRef':
    case 'w:endnoteRef':
      return reader.own === null ? undefined : addMark({ kind: 'note', note: reader.own, own: true, format }, format, line);
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      return readGraphic(child, format, line);
    default:
  }
}

function addText(given: string, format: RunFormat, line: Line): void {
  if (given === '') return;
  if (isMuted(line.flow)) {
    const top = line.flow.open.at(-1);
    if (top !== undefined && top.meaning !== null && given.trim() !== '') top.resultFormat ??= format;
    if (!format.hidden) readFieldCode(symbolText(given, format.font), format, line.flow);
    return;
  }
  if (format.hidden) return;
  const text = symbolText(given, format.font);
  const shown = isSymbolFont(format.font) ? { ...format, font: null } : format;
  show({ kind: 'text', text, format: shown, link: line.flow.links.at(-1) ?? null }, line.flow, line.inlines);
}

function addMark(inline: Inline, format: RunFormat, line: Line): void {
  if (inline.kind !== 'note') readFieldCode(inline.kind === 'tab' ? '\t' : '\n', format, line.flow);
  if (isMuted(line.flow) || format.hidden || (inline === PAGE_END && line.inlines.length === 0)) return;
  show(inline, line.flow, line.inlines);
}

/** Where the letter has a sign of its own instead of a number, that is text behind the reference (17.11.14). */
function addNote(reference: Xml, format: RunFormat, line: Line): void {
  const kind = reference.name === 'w:footnoteReference' ? 'footnote' : 'endnote';
  const note = line.reader.note(kind, reference.attributes['w:id'] ?? '');
  const own = ['1', 'true', 'on'].includes(reference.attributes['w:customMarkFollows'] ?? '');
  if (note !== null)
    addMark({ kind: 'note', note, own: false, format: own ? { ...format, hidden: true } : format }, format, line);
}

function addSymbol(sym: Xml, format: RunFormat, line: Line): void {
  const code = Number.parseInt(sym.attributes['w:char'] ?? '', 16);
  if (!Number.isFinite(code)) return;
  addText(String.fromCharCode(code), { ...format, font: sym.attributes['w:font'] ?? format.font }, line);
}

function readGraphic(element: Xml, format: RunFormat, line: Line): void {
  if (isMuted(line.flow)) return saySimplified('a picture', line.flow, line.reader);
  if (format.hidden) return;
  const link = line.flow.links.at(-1) ?? null;
  const found = element.name === 'w:drawing' ? readPictures(element, line.reader, link) : readObject(element, line.reader, link);
  for (const picture of found.pictures) show(picture, line.flow, line.inlines);
  for (const box of found.boxes) line.flow.after.push(...line.readBlocks(box, newFlow(box), line.around));
}
