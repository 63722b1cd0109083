/** w:r → inlines: text, breaks, tabs, signs, note numbers, pictures, and the marks of fields that Word keeps. */
import { readFieldCode, readFieldMark } from './keptFields.ts';
import { isMuted, type Line, newFlow } from './letterReader.ts';
import type { Inline, RunFormat } from './letterTree.ts';
import { childOf, elementsOf, textOf, type Xml } from '../ooxml/parseXml.ts';
import { readObject, readPictures } from './readPictures.ts';
import { runFormat } from './runFormat.ts';
import { isSymbolFont, symbolText } from './symbolText.ts';

/** A page or column break between words; at the beginning and the end of a paragraph it has no meaning in a mail. */
export const PAGE_END: Inline = { kind: 'break' };

export function readRun(run: Xml, line: Line): void {
  const format = runFormat(childOf(run, 'w:rPr'), line);
  for (const child of elementsOf(run)) readRunChild(child, format, line);
}

function readRunChild(child: Xml, format: RunFormat, line: Line): void {
  switch (child.name) {
    case 'w:fldChar':
      return addText(readFieldMark(child, line), format, line);
    case 'w:instrText':
      return readFieldCode(child, line);
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
      return line.readInlines(childOf(child, 'w:rubyBase') ?? child, line);
    default:
      return readThing(child, format, line);
  }
}

function readThing(child: Xml, format: RunFormat, line: Line): void {
  switch (child.name) {
    case 'w:footnoteReference':
    case 'w:endnoteReference':
      return addNote(child, format, line);
    case 'w:footnoteRef':
    case 'w:endnoteRef':
      if (line.reader.own !== null) addMark({ kind: 'note', note: line.reader.own, own: true, format }, format, line);
      return;
    case 'w:drawing':
    case 'w:pict':
    case 'w:object':
      return readGraphic(child, format, line);
    default:
  }
}

export function addText(given: string, format: RunFormat, line: Line): void {
  if (given === '' || isMuted(line.flow) || format.hidden) return;
  const text = symbolText(given, format.font);
  const shown = isSymbolFont(format.font) ? { ...format, font: null } : format;
  line.inlines.push({ kind: 'text', text, format: shown, link: line.flow.links.at(-1) ?? null });
}

function addMark(inline: Inline, format: RunFormat, line: Line): void {
  if (isMuted(line.flow) || format.hidden || (inline === PAGE_END && line.inlines.length === 0)) return;
  line.inlines.push(inline);
}

/** Where the letter has a sign of its own instead of a number, that is text behind the reference (17.11.14). */
function addNote(reference: Xml, format: RunFormat, line: Line): void {
  const kind = reference.name === 'w:footnoteReference' ? 'footnote' : 'endnote';
  const note = isMuted(line.flow) ? null : line.reader.note(kind, reference.attributes['w:id'] ?? '');
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
  if (format.hidden || isMuted(line.flow)) return;
  const link = line.flow.links.at(-1) ?? null;
  const found = element.name === 'w:drawing' ? readPictures(element, line.reader, link) : readObject(element, line.reader, link);
  if (found.apart && found.pictures.length > 0) addMark(PAGE_END, format, line);
  for (const picture of found.pictures) line.inlines.push(picture);
  if (found.apart && found.pictures.length > 0) addMark(PAGE_END, format, line);
  line.flow.rule ||= found.rule;
  for (const box of found.boxes) line.flow.after.push(...line.readBlocks(box, newFlow(box), line.around));
}
