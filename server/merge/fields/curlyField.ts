/** `{{Field | filters}}` → what stands there for a row. */
import { splitFields, type TagPart } from '../../../shared/merge/fieldNames.ts';
import { readFilters } from './curlyFilters.ts';
import { fieldSlot, type MergeNotes, type MergeScope, type Slot } from '../mergeScope.ts';
import { quoted } from '../readResult.ts';

export const NO_NOTES: MergeNotes = { remark: () => undefined, ask: () => undefined };

export function curlySlot(part: TagPart & { kind: 'field' }, notes: MergeNotes): Slot {
  const { field, filters: written } = part;
  return written === undefined ? fieldSlot(field) : filteredSlot(fieldSlot(field), field, written, notes);
}

/** `{{@number}}` and `{{@count}}`: where in its repeat a row stands. Null: a tag that is none of ours. */
export function positionSlot(text: string, notes: MergeNotes): Slot | null {
  const [name = '', ...filters] = text.split('|');
  const read = POSITIONS.get(name.trim().toLowerCase());
  if (read === undefined) return null;
  const slot: Slot = { fields: [], evaluate: (scope) => String(read(scope)) };
  return filters.length === 0 ? slot : filteredSlot(slot, name.trim(), filters.join('|'), notes);
}

const POSITIONS = new Map<string, (scope: MergeScope) => number>([
  ['@number', (scope) => scope.position],
  ['@count', (scope) => scope.rows.length],
]);

function filteredSlot(slot: Slot, name: string, written: string, notes: MergeNotes): Slot {
  const { filters, replaces } = readFilters(name, written, notes);
  const [field] = slot.fields;
  const evaluate = (scope: MergeScope): string => {
    let value = { text: slot.evaluate(scope), exact: field === undefined ? null : scope.exact(field) };
    for (const filter of filters) value = filter(value, scope);
    return value.text;
  };
  return replaces && field !== undefined ? { fields: [field], optional: [field], evaluate } : { fields: slot.fields, evaluate };
}

/**
 * A text with `{{Field}}` in it that is no running text: an address, an attribute, a piece of field code. Logic has no place
 * there: it is told and left out.
 */
export function curlyPieces(text: string, notes: MergeNotes): (string | Slot)[] {
  if (!text.includes('{{')) return text === '' ? [] : [text];
  return splitFields(text).flatMap((part): (string | Slot)[] => {
    if (part.kind === 'text') return [part.text];
    if (part.kind === 'field') return [curlySlot(part, notes)];
    const position = positionSlot(part.text, notes);
    if (position !== null) return [position];
    sayLeftOut(part.text, notes);
    return [];
  });
}

/** Braces where nothing is put in: in the tip of a link, in the text for those who do not see a picture, in the format of a greeting. */
export function sayRaw(text: string, notes: Pick<MergeNotes, 'remark'> | undefined): void {
  const open = /\{\{.{0,60}/s.exec(text);
  if (open === null) return;
  const said = `The braces of ${quoted(open[0])} stand where no value can be put in (the tip of a link, the alternative text of a picture, the format of a greeting or an address), so this is sent as it stands. Take them out there.`;
  notes?.remark('BRACES_OPEN', said);
}

/** Tags of other tools, and logic where none can be. */
export function sayLeftOut(text: string, notes: MergeNotes): void {
  const why = /^(?:#|\/|else)/i.test(text)
    ? `The tag ${quoted(`{{${text}}}`)} is not supported at its place. It is left out of the mail. Conditions and repeats stand in the text of the letter: {{#if Field}} … {{/if}}, {{#each}} … {{/each}}.`
    : `${quoted(`{{${text}}}`)} is not the name of a column and is not supported. It is left out of the mail.`;
  notes.remark('FIELD_NOT_SUPPORTED', why);
}
