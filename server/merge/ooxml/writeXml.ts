/** Element tree → XML text, as the file had it: names, prefixes and unknown attributes included. */
import { escapeXmlText } from './escapeXml.ts';
import { isElement, type Xml, type XmlChild } from './parseXml.ts';
import { writtenTag, xmlNames, type XmlNames } from './xmlNames.ts';

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** A whole part; `read`: as the file has it, where `root` is what became of it. */
export function writeXml(root: Xml, read: Xml = root): string {
  return XML_DECLARATION + xmlText(root, xmlNames(root, read));
}

/** A piece of one. */
export function xmlText(child: XmlChild, names: XmlNames): string {
  if (!isElement(child)) return escapeXmlText(child);
  const tag = writtenTag(child, names);
  const attributes = tag.attributes + keptBlanks(child);
  if (child.children.length === 0) return `<${tag.name}${attributes}/>`;
  return `<${tag.name}${attributes}>${child.children.map((inner) => xmlText(inner, tag.inside)).join('')}</${tag.name}>`;
}

/**
 * Blanks at the ends of a text count only where xml:space says so (ISO/IEC 29500-1 17.3.3.31). A text that was cut into pieces
 * has such ends where the letter had none.
 */
export function keptBlanks(element: Xml): string {
  if (element.name !== 'w:t' && element.name !== 'w:instrText') return '';
  const said = element.written?.['xml:space'] ?? (element.tag === undefined ? element.attributes['xml:space'] : undefined);
  const [first, last] = [element.children[0], element.children.at(-1)];
  if (said !== undefined || typeof first !== 'string' || typeof last !== 'string') return '';
  return first.startsWith(' ') || last.endsWith(' ') ? ' xml:space="preserve"' : '';
}
