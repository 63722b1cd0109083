/** Places of the merge and links inside a paragraph → inlines. */
import { sayRaw } from '../fields/curlyField.ts';
import { isMuted, type Line } from './letterReader.ts';
import type { Inline, Link } from './letterTree.ts';
import { linkParts } from './linkParts.ts';
import type { MergeScope, Slot } from '../mergeScope.ts';
import { childOf, type Xml } from '../ooxml/parseXml.ts';
import { runFormat } from './runFormat.ts';
import { isSymbolFont, symbolText } from './symbolText.ts';

export function readPlace(element: Xml, line: Line): void {
  const { place } = element;
  if (isMuted(line.flow)) return;
  const inside = (container: Xml | undefined): Inline[] => {
    const inlines: Inline[] = [];
    if (container !== undefined) line.readInlines(container, { ...line, inlines });
    return inlines;
  };
  switch (place?.kind) {
    case 'value':
      if (!place.inCode) line.inlines.push(valueInline(place.slot, childOf(element, 'w:rPr'), line));
      return;
    case 'repeat':
      line.inlines.push({ kind: 'repeat', from: (place.from ?? 1) - 1, inlines: inside(element) });
      return;
    case 'choice': {
      const [yes, no] = [inside(childOf(element, 'merge:then')), inside(childOf(element, 'merge:else'))];
      line.inlines.push({ kind: 'choice', test: place.test, yes, no });
      return;
    }
    case 'link':
      return readLinked(element, { parts: linkParts(place.parts), tip: place.tip }, line);
    default:
  }
}

function readLinked(element: Xml, link: Link, line: Line): void {
  line.flow.links.push(link);
  line.readInlines(element, line);
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

/** A link to a place in the letter itself has no meaning in a mail; its text stays. */
export function readHyperlink(element: Xml, line: Line): void {
  const target = line.reader.relationship(element.attributes['r:id']);
  const bookmark = element.attributes['w:anchor'];
  const address =
    target?.external === true
      ? target.target + (bookmark === undefined || target.target.includes('#') ? '' : `#${bookmark}`)
      : '';
  if (address === '') return line.readInlines(element, line);
  const tip = element.attributes['w:tooltip'] ?? null;
  sayRaw(tip ?? '', line.reader);
  readLinked(element, { parts: linkParts([address]), tip }, line);
}
