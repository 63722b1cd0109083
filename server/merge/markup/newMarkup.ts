/**
 * Makes elements that the letter did not have: places of the merge, and the runs and paragraphs around them. They have no
 * spelling in the file (`tag`, `written`); whoever writes them uses the prefix the file has for their namespace.
 */
import { freed } from './freeFields.ts';
import type { MergePlace } from './mergePlace.ts';
import type { Slot, Test } from '../mergeScope.ts';
import { isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';

export function newElement(name: string, children: XmlChild[] = [], attributes: Readonly<Record<string, string>> = {}): Xml {
  return { name, attributes, children };
}

/** The same element with other children; it keeps how the file writes it. */
export function withChildren(element: Xml, children: XmlChild[]): Xml {
  return { ...element, children };
}

export function valueNode(slot: Slot, rPr?: Xml, inCode = false): Xml {
  return placeNode('merge:value', { kind: 'value', slot, inCode }, rPr === undefined ? [] : [rPr]);
}

/** A side without content is left away, which means nothing stands there. */
export function choiceNode(test: Test, then: XmlChild[], otherwise: XmlChild[]): Xml {
  const side = (name: string, nodes: XmlChild[], filled: readonly string[] = []) =>
    nodes.length > 0 ? [newElement(name, freed(nodes, filled))] : [];
  const { filledWhere } = test;
  const sides = [...side('merge:then', then, filledWhere?.true), ...side('merge:else', otherwise, filledWhere?.false)];
  return placeNode('merge:choice', { kind: 'choice', test }, sides);
}

export function repeatNode(children: XmlChild[]): Xml {
  return placeNode('merge:repeat', { kind: 'repeat' }, children);
}

export function linkNode(parts: (string | Slot)[], tip: string | null, shown: XmlChild[]): Xml {
  return placeNode('merge:link', { kind: 'link', parts, tip }, shown);
}

export function nextNode(test: Test | null): Xml {
  return placeNode('merge:next', { kind: 'next', test }, []);
}

function placeNode(name: string, place: MergePlace, children: XmlChild[]): Xml {
  return { ...newElement(name, children), place };
}

/** Text with that look; line breaks and tabs become what Word has for them. */
export function runOf(text: string, rPr?: Xml): Xml {
  const children: XmlChild[] = rPr === undefined ? [] : [rPr];
  for (const part of text.split(/(\r\n|[\r\n\t])/)) {
    if (part === '\t') children.push(newElement('w:tab'));
    else if (/^[\r\n]/.test(part)) children.push(newElement('w:br'));
    else if (part !== '') children.push(textElement(part));
  }
  return newElement('w:r', children);
}

/** A w:t whose blanks at the ends count. */
export function textElement(text: string): Xml {
  return newElement('w:t', [text], { 'xml:space': 'preserve' });
}

/** A paragraph with the properties and the spelling of another one. */
export function paragraphLike(p: Xml | null, inside: XmlChild[]): Xml {
  const pPr = p?.children.find((child) => isElement(child) && child.name === 'w:pPr');
  const children = pPr === undefined ? inside : [pPr, ...inside];
  return p === null ? newElement('w:p', children) : withChildren(p, children);
}
