/** Fields that a condition has asked for: where it says that they hold something, they need no value. */
import { normalName } from '../../../shared/merge/fieldNames.ts';
import type { Slot, Test } from '../mergeScope.ts';
import { isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import type { MergePlace } from './mergePlace.ts';

/** Where a condition says that fields hold something, they need no value elsewhere. */
export function freed(nodes: XmlChild[], filled: readonly string[]): XmlChild[] {
  if (filled.length === 0) return nodes;
  const names = new Set(filled.map(normalName));
  return nodes.map((node) => (isElement(node) ? freedNode(node, names) : node));
}

function freedNode(node: Xml, names: ReadonlySet<string>): Xml {
  const place = node.place === undefined ? undefined : freedPlace(node.place, names);
  const children = node.children.map((child) => (isElement(child) ? freedNode(child, names) : child));
  if (place === node.place && children.every((child, at) => child === node.children[at])) return node;
  return { ...node, children, ...(place === undefined ? {} : { place }) };
}

function freedPlace(place: MergePlace, names: ReadonlySet<string>): MergePlace {
  switch (place.kind) {
    case 'value':
      return needs(place.slot, names) ? { ...place, slot: freeIn(place.slot, names) } : place;
    case 'choice':
      return needs(place.test, names) ? { ...place, test: freeIn(place.test, names) } : place;
    case 'link':
      if (!place.parts.some((part) => typeof part !== 'string' && needs(part, names))) return place;
      return { ...place, parts: place.parts.map((part) => (typeof part === 'string' ? part : freeIn(part, names))) };
    default:
      return place;
  }
}

function needs(user: Slot | Test, names: ReadonlySet<string>): boolean {
  return user.fields.some((field) => names.has(normalName(field)) && user.optional?.includes(field) !== true);
}

/** The same place; those fields may be empty in it. */
export function freeIn<T extends Slot | Test>(user: T, names: ReadonlySet<string>): T {
  const free = user.fields.filter((field) => names.has(normalName(field)));
  return { ...user, optional: [...(user.optional ?? []), ...free] };
}
