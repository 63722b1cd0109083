/** A link whose address depends on the row: a HYPERLINK field around its words (ISO/IEC 29500-1 17.16.5.25). */
import type { Slot } from '../mergeScope.ts';
import { escapeXmlText } from '../ooxml/escapeXml.ts';
import { newElement } from '../markup/newMarkup.ts';
import { urlFor } from '../mailHtml/safeUrl.ts';
import { xmlText } from '../ooxml/writeXml.ts';
import type { XmlNames } from '../ooxml/xmlNames.ts';
import { around, codeText } from './valueRuns.ts';
import type { WordPart, WordTemplate } from './wordTemplate.ts';

/** `tip`, `anchor` (a bookmark behind the address) and `frame`: as the letter says, null where it says nothing. */
export type LinkSource = { parts: (string | Slot)[]; tip: string | null; anchor: string | null; frame: string | null };

/** An address that a mail must not carry leaves the words as plain text. */
export function linkField(source: LinkSource, shown: WordTemplate, names: XmlNames): WordPart {
  const code = newElement('w:r', [newElement('w:instrText', ['\ufdd0'], { 'xml:space': 'preserve' })]);
  const [codeOpen, codeClose] = around(code, names);
  const [open, between] = [fieldMark('begin', names) + codeOpen, codeClose + fieldMark('separate', names)];
  const close = fieldMark('end', names);
  const more = switchOf('l', source.anchor) + switchOf('o', source.tip) + switchOf('t', source.frame);
  return (scope, progress) => {
    const url = urlFor(source.parts, scope);
    const words = shown.render(scope, progress);
    if (url === '' || words === '') return words;
    const address = url.startsWith('#') ? switchOf('l', url.slice(1)) : ` "${codeText(url)}"`;
    return `${open}${escapeXmlText(` HYPERLINK${address}${more} `)}${between}${words}${close}`;
  };
}

function switchOf(letter: string, text: string | null): string {
  return text === null || text === '' ? '' : ` \\${letter} "${codeText(text)}"`;
}

function fieldMark(type: 'begin' | 'separate' | 'end', names: XmlNames): string {
  return xmlText(newElement('w:r', [newElement('w:fldChar', [], { 'w:fldCharType': type })]), names);
}
