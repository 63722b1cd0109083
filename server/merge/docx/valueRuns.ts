/** Values → runs of Word. Whatever a cell holds, it is text: neither markup nor code of a field can come of it. */
import { escapeXmlText } from '../ooxml/escapeXml.ts';
import { newElement } from '../markup/newMarkup.ts';
import type { Xml } from '../ooxml/parseXml.ts';
import { xmlText } from '../ooxml/writeXml.ts';
import type { XmlNames } from '../ooxml/xmlNames.ts';

const SPECIAL = /[\p{Cc}\u2028\u2029]/u;
const LINE_END = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/;
/** Tabs are breaks of their own; the other control characters mean nothing in a letter. */
const NOT_SHOWN = /(?!\t)\p{Cc}/gu;

/** Stands where the text comes; no document may use this character for itself (Unicode, noncharacters). */
const HERE = '\ufdd0';

/** The XML before and after what stands inside `element`, which has HERE where that is. */
export function around(element: Xml, names: XmlNames): [string, string] {
  const text = xmlText(element, names);
  const at = text.lastIndexOf(HERE);
  return [text.slice(0, at), text.slice(at + HERE.length)];
}

/** `rPr`: the look of the value. Nothing, not even an empty run, stands there for an empty value. */
export function valueRun(rPr: Xml | undefined, names: XmlNames): (value: string) => string {
  const [open, close] = around(newElement('w:r', rPr === undefined ? [HERE] : [rPr, HERE]), names);
  const [plain, end] = around(newElement('w:t', [HERE]), names);
  const [blanks] = around(newElement('w:t', [HERE], { 'xml:space': 'preserve' }), names);
  const [lineEnd, tab] = [xmlText(newElement('w:br'), names), xmlText(newElement('w:tab'), names)];
  const text = (piece: string) =>
    piece === '' ? '' : (piece.startsWith(' ') || piece.endsWith(' ') ? blanks : plain) + escapeXmlText(piece) + end;
  return (value) => {
    if (value === '') return '';
    if (!SPECIAL.test(value)) return open + text(value) + close;
    const lines = value.split(LINE_END).map((line) => line.replace(NOT_SHOWN, '').split('\t').map(text).join(tab));
    return open + lines.join(lineEnd) + close;
  };
}

/** A value in the code of a field that Word keeps. */
export function codeRun(rPr: Xml | undefined, names: XmlNames): (value: string) => string {
  const code = newElement('w:instrText', [HERE], { 'xml:space': 'preserve' });
  const [open, close] = around(newElement('w:r', rPr === undefined ? [code] : [rPr, code]), names);
  return (value) => (value === '' ? '' : open + escapeXmlText(codeText(value)) + close);
}

/** A quote would end the text it stands in and a backslash begin a switch (ISO/IEC 29500-1 17.16.2). */
export function codeText(value: string): string {
  return value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/[\\"“”„]/g, (char) => `\\${char}`);
}
