/** Field marks met while reading a paragraph: code is gathered, results are kept, replaced or dropped. */
import { readField } from '../fields/evaluateField.ts';
import { codeOwner, type Flow, isMuted, type LetterReader, type OpenField, show } from './letterReader.ts';
import type { Inline, RunFormat } from './letterTree.ts';
import type { FieldSpan } from '../markup/pairFields.ts';
import type { Xml } from '../ooxml/parseXml.ts';
import { quoted } from '../readResult.ts';
import { linkParts } from './linkParts.ts';

export function readFieldMark(mark: Xml, flow: Flow, reader: LetterReader, inlines: Inline[]): void {
  const type = mark.attributes['w:fldCharType'];
  const top = flow.open.at(-1);
  const span = flow.spans.get(mark);
  if (type === 'begin' && span !== undefined) openField(span, flow);
  else if (type === 'separate' && top?.span.separate === mark) endCode(top, flow);
  else if (type === 'end' && top?.span.end === mark) closeField(top, flow, reader, inlines);
}

export function openField(span: FieldSpan, flow: Flow): OpenField {
  const field: OpenField = {
    span,
    pieces: [],
    meaning: null,
    muted: false,
    filled: false,
    codeFormat: null,
    resultFormat: null,
    link: null,
  };
  flow.open.push(field);
  return field;
}

/** A piece of code, as it stands in the run. Word lets a code be torn anywhere, also inside a word. */
export function readFieldCode(text: string, format: RunFormat, flow: Flow): void {
  const owner = codeOwner(flow);
  if (owner === null) return;
  owner.pieces.push(text);
  if (text.trim() !== '') owner.codeFormat ??= format;
}

export function endCode(field: OpenField, flow: Flow): void {
  const meaning = readField(field.pieces);
  field.meaning = meaning;
  field.muted =
    meaning.kind === 'value' || meaning.kind === 'drop' || (meaning.kind === 'keep' && hasChevrons(field.span.result));
  if (meaning.kind === 'link' && meaning.parts.length > 0) {
    field.link = { parts: linkParts(meaning.parts), tip: meaning.tip };
    flow.links.push(field.link);
  }
}

/** «Name» is how Word shows a field that was not merged; no recipient may see it. */
function hasChevrons(result: string): boolean {
  return /«[^«»]*»/.test(result);
}

export function closeField(field: OpenField, flow: Flow, reader: LetterReader, inlines: Inline[]): void {
  if (field.meaning === null) endCode(field, flow);
  flow.open.pop();
  if (field.link !== null) flow.links.splice(flow.links.lastIndexOf(field.link), 1);
  const owner = codeOwner(flow);
  if (owner !== null) return joinCode(field, owner, flow, reader);
  if (isMuted(flow)) return;
  showField(field, flow, reader, inlines);
}

/** A field inside the code of another is a piece of that code; the words of a result that stays are there already. */
function joinCode(field: OpenField, owner: OpenField, flow: Flow, reader: LetterReader): void {
  if (field.meaning?.kind === 'value') owner.pieces.push(field.meaning.slot);
  else if (field.link !== null) saySimplified('a link', flow, reader);
}

/** The texts of an IF are words only. */
export function saySimplified(what: 'a link' | 'a picture' | 'a table', flow: Flow, reader: LetterReader): void {
  const [first] = codeOwner(flow)?.pieces.filter((piece) => typeof piece !== 'string' || piece.trim() !== '') ?? [];
  if (typeof first !== 'string' || !/^\s*IF\b/i.test(first)) return;
  const kept = what === 'a link' ? 'only its words are' : 'it is not';
  const text = `The letter has ${what} inside the text of an IF field; ${kept} part of the mail. Put it outside the IF if it matters.`;
  reader.remark('IF_SIMPLIFIED', text);
}

function showField(field: OpenField, flow: Flow, reader: LetterReader, inlines: Inline[]): void {
  const meaning = field.meaning;
  switch (meaning?.kind) {
    case undefined:
    case 'link':
      return;
    case 'value': {
      const format = (meaning.likeCode ? field.codeFormat : null) ?? field.resultFormat ?? field.codeFormat;
      if (format !== null && !format.hidden)
        show({ kind: 'slot', slot: meaning.slot, format, link: flow.links.at(-1) ?? null }, flow, inlines);
      for (const unknown of meaning.unknownSwitches) {
        const text = `The field ${quoted(meaning.name)} has the switch ${unknown}, which is not supported; its value is shown without it.`;
        reader.remark('FIELD_SWITCH_NOT_SUPPORTED', text, meaning.name);
      }
      return;
    }
    case 'keep':
      if (field.muted || (!field.filled && ALWAYS_SHOWN.has(meaning.type))) sayKept(meaning.type, true, reader);
      else if (meaning.said) sayKept(meaning.type, false, reader);
      return;
    case 'drop':
      if (meaning.said)
        reader.remark(
          'FIELD_NOT_SUPPORTED',
          `The letter has a Word field ${meaning.type}, which is not supported yet. It is left out of the mail.`,
        );
  }
}

/** Word shows something for these even where the file holds no result; without one the mail would lack it unnoticed. */
const ALWAYS_SHOWN = new Set(
  (
    'FORMDROPDOWN FORMCHECKBOX SYMBOL EQ QUOTE AUTONUM AUTONUMLGL AUTONUMOUT LISTNUM SEQ = IF DATE TIME CREATEDATE SAVEDATE PRINTDATE ' +
    'PAGE NUMPAGES INCLUDETEXT INCLUDEPICTURE BARCODE DISPLAYBARCODE MERGEBARCODE'
  ).split(' '),
);

function sayKept(type: string, left: boolean, reader: LetterReader): void {
  const text = left
    ? `The letter has a Word field ${type}, which is not supported yet. It is left out of the mail.`
    : `The letter has a Word field ${type}; every mail shows the text it has in the letter now.`;
  reader.remark(left ? 'FIELD_NOT_SUPPORTED' : 'FIELD_NOT_UPDATED', text);
}
