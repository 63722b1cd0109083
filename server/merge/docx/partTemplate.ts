/**
 * Letter markup with places → a part of the merged document that only has to be joined for each row. Everything that stood in
 * the letter is written as the letter has it.
 */
import { choiceTemplate, repeatTemplate, sidesOf } from './placeTemplates.ts';
import { escapeXmlText } from '../ooxml/escapeXml.ts';
import { fillingProperties, HOLDERS, looseness, mustStay } from './looseContent.ts';
import { type LinkSource, linkField } from './linkField.ts';
import { linkParts } from '../letter/linkParts.ts';
import { newElement } from '../markup/newMarkup.ts';
import { childOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { namedOnce, repeatedMarks, withoutControlId } from './repeatedIds.ts';
import { codeRun, valueRun } from './valueRuns.ts';
import { type Progress, type WordPart, type WordTemplate, wordTemplate } from './wordTemplate.ts';
import { keptBlanks, XML_DECLARATION, xmlText } from '../ooxml/writeXml.ts';
import { writtenTag, xmlNames, type XmlNames } from '../ooxml/xmlNames.ts';

/** `read`: the part as the file has it. `link`: address of a w:hyperlink where it depends on the row, null otherwise. */
export type PartFacts = { read: Xml; link: (hyperlink: Xml) => LinkSource | null };

type Facts = PartFacts & { holdsLoose: (element: Xml) => boolean; isDropped: (mark: Xml) => boolean; seen: Set<string> };
/** `watched`: whether blocks or rows are noted while they are written; `repeated`: it may stand there more than once. */
type Writer = { out: WordTemplate; names: XmlNames; repeated: boolean; watched: 'blocks' | 'rows' | null; facts: Facts };

export function partTemplate(root: Xml, facts: PartFacts): WordTemplate {
  const out = wordTemplate();
  out.add(XML_DECLARATION);
  const known = { ...facts, holdsLoose: looseness(), isDropped: repeatedMarks(root), seen: new Set<string>() };
  write(root, { out, names: xmlNames(root, facts.read), repeated: false, watched: null, facts: known });
  return out;
}

function writeAll(children: readonly XmlChild[], writer: Writer): void {
  for (const child of children) write(child, writer);
}

function write(child: XmlChild, writer: Writer): void {
  if (!isElement(child)) return writer.out.add(escapeXmlText(child));
  if (writer.facts.isDropped(child)) return;
  if (child.name.startsWith('merge:')) return writePlace(child, writer);
  if (HOLDERS.has(child.name)) return writeHolder(child, writer);
  switch (child.name) {
    case 'w:p':
      return writeParagraph(child, writer);
    case 'w:tr':
      writeElement(child, { ...writer, watched: null });
      if (writer.watched === 'rows') writer.out.add(noteRow);
      return;
    case 'w:tbl':
      return writeTable(child, writer);
    case 'w:sdt':
      return writeControl(child, writer);
    case 'w:hyperlink':
      return writeHyperlink(child, writer);
    default:
      return writeElement(child, writer);
  }
}

const noteRow: WordPart = (_, progress) => {
  progress.rows += 1;
  return '';
};
const noteTable: WordPart = (_, progress) => {
  progress.last = 'w:tbl';
  return '';
};

function writeElement(element: Xml, writer: Writer, inside?: (inner: Writer) => void): void {
  const { out, names, repeated } = writer;
  const tag = writtenTag(element, names, namedOnce(element, repeated, writer.facts.seen));
  out.add(`<${tag.name}${tag.attributes}${keptBlanks(element)}`);
  if (repeated && element.name === 'wp:docPr') out.add((_, progress) => ` id="${progress.freshId++}"`);
  if (element.children.length === 0) return out.add('/>');
  out.add('>');
  const inner = { ...writer, names: tag.inside };
  if (inside === undefined) writeAll(repeated ? withoutControlId(element) : element.children, inner);
  else inside(inner);
  out.add(`</${tag.name}>`);
}

/** The same writer with a template of its own. */
function aside(writer: Writer, more: Partial<Writer> = {}): Writer {
  return { ...writer, out: wordTemplate(), ...more };
}

function writtenAside(children: readonly XmlChild[], writer: Writer, more: Partial<Writer> = {}): WordTemplate {
  const inner = aside(writer, more);
  writeAll(children, inner);
  return inner.out;
}

function writePlace(element: Xml, writer: Writer): void {
  const { out, names } = writer;
  const { place } = element;
  switch (place?.kind) {
    case 'value': {
      const rPr = childOf(element, 'w:rPr');
      const run = place.inCode ? codeRun(rPr, names) : valueRun(rPr, names);
      return out.add((scope) => run(place.slot.evaluate(scope)));
    }
    case 'choice': {
      const [then, otherwise] = sidesOf(element);
      return out.add(choiceTemplate(place.test, writtenAside(then, writer), writtenAside(otherwise, writer)));
    }
    case 'repeat':
      return out.add(repeatTemplate(writtenAside(element.children, writer, { repeated: true }), place.from ?? 1));
    case 'link': {
      const source = { parts: linkParts(place.parts), tip: place.tip, anchor: null, frame: null };
      return out.add(linkField(source, writtenAside(element.children, writer), names));
    }
  }
}

function writeParagraph(paragraph: Xml, writer: Writer): void {
  const inner = aside(writer, { watched: null });
  writeElement(paragraph, inner);
  const { place } = paragraph;
  const written = inner.out;
  const test = place?.kind === 'line' && !mustStay(paragraph) ? place.test : null;
  if (test === null && writer.watched === null) return copy(written, writer);
  writer.out.add((scope, progress) => {
    if (test !== null && !test.holds(scope)) return '';
    const text = written.render(scope, progress);
    progress.last = 'w:p';
    return text;
  });
}

function copy(from: WordTemplate, writer: Writer): void {
  const fixed = from.fixed();
  writer.out.add(fixed ?? from.render);
}

/** What must end with a paragraph gets one where the message has none there. */
function writeHolder(holder: Xml, writer: Writer): void {
  if (!writer.facts.holdsLoose(holder)) return writeElement(holder, { ...writer, watched: null });
  writeElement(holder, { ...writer, watched: null }, (inner) => {
    const last = holder.children.findLastIndex((child) => isElement(child) && child.name !== 'w:sectPr') + 1;
    const content = writtenAside(holder.children.slice(0, last), inner, { watched: 'blocks' });
    const pPr = fillingProperties(holder);
    const filling = xmlText(newElement('w:p', pPr === undefined ? [] : [pPr]), inner.names);
    inner.out.add((scope, progress) => {
      const watched: Progress = { ...progress, last: '' };
      const text = content.render(scope, watched);
      progress.freshId = watched.freshId;
      return watched.last === 'w:p' ? text : text + filling;
    });
    writeAll(holder.children.slice(last), inner);
  });
}

/** A table without rows is none. */
function writeTable(table: Xml, writer: Writer): void {
  if (!writer.facts.holdsLoose(table)) {
    writeElement(table, { ...writer, watched: null });
    if (writer.watched === 'blocks') writer.out.add(noteTable);
    return;
  }
  const inner = aside(writer, { watched: 'rows' });
  writeElement(table, inner);
  writer.out.add((scope, progress) => {
    const watched: Progress = { ...progress, rows: 0 };
    const text = inner.out.render(scope, watched);
    progress.freshId = watched.freshId;
    if (watched.rows === 0) return '';
    progress.last = 'w:tbl';
    return text;
  });
}

/** A content control of which nothing is left would ask the reader to fill it in. */
function writeControl(control: Xml, writer: Writer): void {
  const content = childOf(control, 'w:sdtContent');
  if (content === undefined || !writer.facts.holdsLoose(content)) return writeElement(control, writer);
  const all = aside(writer);
  writeElement(control, all, (inner) => {
    for (const child of control.children) {
      if (child === content) writeElement(content, inner, (deep) => deep.out.add(watchedContent(content, deep)));
      else write(child, inner);
    }
  });
  writer.out.add((scope, progress) => {
    const text = all.out.render(scope, progress);
    return progress.empty ? '' : text;
  });
}

function watchedContent(content: Xml, writer: Writer): WordPart {
  const inside = writtenAside(content.children, writer);
  return (scope, progress) => {
    const text = inside.render(scope, progress);
    progress.empty = !/\S/.test(text);
    return text;
  };
}

function writeHyperlink(hyperlink: Xml, writer: Writer): void {
  const source = writer.facts.link(hyperlink);
  if (source === null) return writeElement(hyperlink, writer);
  writer.out.add(linkField(source, writtenAside(hyperlink.children, writer), writer.names));
}
