/** Where the fields of a letter stand: a walk over its stories with places, in document order. */
import { normalName } from '../../shared/merge/fieldNames.ts';
import type { CompiledLetter, FieldPlace } from './compiledLetter.ts';
import { linkParts } from './letter/linkParts.ts';
import type { Slot, Test } from './mergeScope.ts';
import type { MergePlace } from './markup/mergePlace.ts';
import { elementsOf, type Xml } from './ooxml/parseXml.ts';
import type { StoryKind } from './resolveLetter.ts';

/** A slot or test, and where it stands. */
export type PlacedUse = Pick<Slot, 'fields' | 'optional'> & { where: FieldPlace };

/** `target`: address of a relationship that leads outside the letter. */
export type Story = { root: Xml; kind: StoryKind; target: (id: string | undefined) => string | undefined };

const STORY_PLACES: Record<StoryKind, FieldPlace> = {
  body: 'text',
  header: 'header',
  footer: 'footer',
  footnotes: 'note',
  endnotes: 'note',
};

/** `inCode`: those in the code of fields that Word keeps, which no mail shows. */
export function findPlaces(story: Story): { shown: PlacedUse[]; inCode: PlacedUse[] } {
  const found = { shown: [] as PlacedUse[], inCode: [] as PlacedUse[] };
  const links = (parts: readonly (string | Slot)[]) => {
    for (const part of linkParts(parts)) if (typeof part !== 'string') found.shown.push(use(part, 'link'));
  };
  const visit = (element: Xml, where: FieldPlace): void => {
    if (element.place !== undefined) take(element.place, where, found, links);
    const target = LINKED.has(element.name) ? story.target(element.attributes['r:id']) : addressOf(element);
    if (target !== undefined) links([target]);
    const inside = where === 'text' || where === 'table' || where === 'text box' ? (INNER[element.name] ?? where) : where;
    for (const child of elementsOf(element)) visit(child, inside);
  };
  visit(story.root, STORY_PLACES[story.kind]);
  return found;
}

/** Shapes of an older Word carry the address themselves. */
function addressOf({ name, attributes }: Xml): string | undefined {
  return name.startsWith('v:') ? attributes['href'] : undefined;
}

const LINKED: ReadonlySet<string> = new Set(['w:hyperlink', 'a:hlinkClick']);
const INNER: Readonly<Record<string, FieldPlace>> = { 'w:tbl': 'table', 'w:txbxContent': 'text box' };

function take(
  place: MergePlace,
  where: FieldPlace,
  found: { shown: PlacedUse[]; inCode: PlacedUse[] },
  links: (parts: readonly (string | Slot)[]) => void,
): void {
  if (place.kind === 'value') (place.inCode ? found.inCode : found.shown).push(use(place.slot, where));
  else if (place.kind === 'link') links(place.parts);
  // What a line asks for stands in the line.
  else if (place.kind === 'choice') found.shown.push(use(place.test, 'condition'));
}

export function use(user: Slot | Test, where: FieldPlace): PlacedUse {
  return { fields: user.fields, ...(user.optional === undefined ? {} : { optional: user.optional }), where };
}

/** Every field as it is first spelled, with every kind of place it has. */
export function placesOf(uses: readonly PlacedUse[]): CompiledLetter['places'] {
  const found = new Map<string, { field: string; where: Set<FieldPlace> }>();
  for (const { fields, where } of uses) {
    for (const field of fields) {
      const key = normalName(field);
      const known = found.get(key);
      if (known === undefined) found.set(key, { field, where: new Set([where]) });
      else known.where.add(where);
    }
  }
  return [...found.values()].flatMap(({ field, where }) => [...where].map((one) => ({ field, where: one })));
}
