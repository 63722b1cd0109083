/** A manifest as a tree to ask questions of. */
import { parseXml, type XmlElement } from '@rgrove/parse-xml';

export type { XmlElement };

export const rootOf = (xml: string): XmlElement => parseXml(xml).root as XmlElement;

export const childrenOf = (element: XmlElement): XmlElement[] =>
  element.children.filter((child): child is XmlElement => child.type === 'element');

/** Without its prefix. */
export const localName = (element: XmlElement): string => element.name.split(':').pop() ?? '';

/** All elements of that local name below, in document order. */
export function all(from: XmlElement, name: string): XmlElement[] {
  return childrenOf(from).flatMap((child) => [...(localName(child) === name ? [child] : []), ...all(child, name)]);
}

export const attribute = (element: XmlElement, name: string): string => element.attributes[name] ?? '';
