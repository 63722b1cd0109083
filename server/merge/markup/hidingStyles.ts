/** Character styles that hide words (`w:vanish`, ISO/IEC 29500-1 17.3.2.41), by themselves or through the style they are based on. */
import { childOf, elementsOf, type Xml } from '../ooxml/parseXml.ts';
import { isHidden } from './splitRun.ts';

const CHAIN_MAX = 20;

/** `styles`: the part of that name. Ids. */
export function hidingStyles(styles: Xml | undefined): Set<string> {
  const all = new Map<string, Xml>();
  for (const style of styles === undefined ? [] : elementsOf(styles))
    if (style.name === 'w:style' && style.attributes['w:type'] === 'character')
      all.set(style.attributes['w:styleId'] ?? '', style);
  return new Set([...all.keys()].filter((id) => hides(id, all)));
}

function hides(id: string, all: ReadonlyMap<string, Xml>): boolean {
  let style = all.get(id);
  for (let step = 0; style !== undefined && step < CHAIN_MAX; step += 1) {
    const look = childOf(style, 'w:rPr');
    if (childOf(look, 'w:vanish') !== undefined) return isHidden(look);
    style = all.get(childOf(style, 'w:basedOn')?.attributes['w:val'] ?? '');
  }
  return false;
}
