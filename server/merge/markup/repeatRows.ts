/**
 * Rows and content that Word itself repeats: a table row with NEXT (ISO/IEC 29500-1 17.16.5.37), a repeating section, a content
 * control with the tag `each` or `rows`. In a mail they stand there once for each row of the message.
 */
import { normalName } from '../../../shared/merge/fieldNames.ts';
import type { MergeNotes } from '../mergeScope.ts';
import { childOf, elementsOf, isElement, valueOf, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { newElement, withChildren } from './newMarkup.ts';
import { repeatOf } from './tagGroups.ts';

export function repeatRows(container: Xml, notes: MergeNotes): Xml {
  return mayRepeat(container) ? withRepeats(container, notes) : container;
}

/** Most letters have nothing of the kind. */
function mayRepeat(element: Xml): boolean {
  for (const child of element.children) {
    if (isElement(child) && (child.name === 'merge:next' || child.name === 'w:sdt' || mayRepeat(child))) return true;
  }
  return false;
}

function withRepeats(container: Xml, notes: MergeNotes): Xml {
  const children = container.children.flatMap((child) => (isElement(child) ? repeated(child, notes) : [child]));
  const same = children.length === container.children.length && children.every((child, at) => child === container.children[at]);
  return same ? container : withChildren(container, children);
}

function repeated(element: Xml, notes: MergeNotes): XmlChild[] {
  if (element.place?.kind === 'next') {
    const text =
      'The letter has a NEXT field outside of a table row, where a mail has no next row. It is left out. To show several rows of the list in one mail, put {{#each}} before and {{/each}} behind what repeats, and group the list by a column.';
    notes.remark('NEXT_NOT_USED', text);
    return [];
  }
  if (element.name === 'w:tbl') return [withRepeats(withNextRows(element, notes), notes)];
  const content = element.name === 'w:sdt' ? childOf(element, 'w:sdtContent') : undefined;
  const pattern = content === undefined ? null : repeatedContent(element, content);
  if (pattern === null) return [withRepeats(element, notes)];
  return [repeatOf(withRepeats(pattern, notes).children, notes)];
}

/** What a control repeats; null where it repeats nothing, or the same for every row. */
function repeatedContent(control: Xml, content: Xml): Xml | null {
  const sdtPr = childOf(control, 'w:sdtPr');
  const section = elementsOf(sdtPr).some(({ name }) => name.endsWith(':repeatingSection'));
  const named = ['w:tag', 'w:alias'].some((name) => /^\s*(?:each|rows)\s*$/i.test(valueOf(sdtPr, name) ?? ''));
  if ((!section && !named) || !holdsPlace(content)) return null;
  // Word keeps every instance of a section as an item; the first is the pattern of all.
  const item = section ? elementsOf(content).find(({ name }) => name === 'w:sdt') : undefined;
  return childOf(item, 'w:sdtContent') ?? content;
}

/**
 * A row with NEXT repeats; rows behind it with NEXT and the same fields are the same again and go. A row before it that shows
 * these fields without NEXT is the one for the first row.
 */
function withNextRows(table: Xml, notes: MergeNotes): Xml {
  if (!elementsOf(table).some(isNextRow)) return table;
  const rows = elementsOf(table);
  const out: Xml[] = [];
  let since: Xml[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at];
    if (row === undefined || !isNextRow(row)) {
      out.push(...(row === undefined ? [] : [row]));
      since.push(...(row === undefined ? [] : [row]));
      continue;
    }
    const fields = fieldsIn(row);
    out.push(nextRow(row, fields.size > 0 && since.some((other) => showsAll(other, fields)), notes));
    while (isNextRow(rows[at + 1]) && showsAll(rows[at + 1], fields)) at += 1;
    since = [];
  }
  return withChildren(table, out);
}

/** `later`: the first row of the message has a table row of its own. */
function nextRow(row: Xml, later: boolean, notes: MergeNotes): Xml {
  if (nextsIn(row).some((next) => next.place?.kind === 'next' && next.place.test !== null)) sayUnconditional(notes);
  const repeat = repeatOf([withoutNext(firstLabel(row))], notes);
  return later ? { ...repeat, place: { kind: 'repeat', from: 2 } } : repeat;
}

function sayUnconditional(notes: MergeNotes): void {
  const text =
    'A row of a table has a NEXTIF field. In a mail the row is there for each row of the message, whatever the condition says. Put {{#if Field}} and {{/if}} around what depends on it.';
  notes.remark('NEXTIF_SIMPLIFIED', text);
}

function isNextRow(row: Xml | undefined): row is Xml {
  return row?.name === 'w:tr' && nextsIn(row).length > 0;
}

function showsAll(row: Xml | undefined, fields: ReadonlySet<string>): boolean {
  if (row?.name !== 'w:tr') return false;
  const shown = fieldsIn(row);
  return [...fields].every((field) => shown.has(field));
}

/** Tables in its cells have rows of their own. */
function nextsIn(element: Xml): Xml[] {
  return elementsOf(element).flatMap((child) => {
    if (child.place?.kind === 'next') return [child];
    return child.name === 'w:tbl' ? [] : nextsIn(child);
  });
}

function withoutNext(element: Xml): Xml {
  const children = element.children.flatMap((child): XmlChild[] => {
    if (!isElement(child) || child.name === 'w:tbl') return [child];
    return child.place?.kind === 'next' ? [] : [withoutNext(child)];
  });
  return withChildren(element, children);
}

/** Sheets of labels have the same fields in every cell of a row, each for a row of the list of its own; a mail keeps the first. */
function firstLabel(row: Xml): Xml {
  const seen = new Set<string>();
  const children = row.children.map((cell) => {
    if (!isElement(cell) || cell.name !== 'w:tc') return cell;
    const fields = [...fieldsIn(cell)].toSorted().join('\n');
    const again = fields !== '' && seen.has(fields) && nextsIn(cell).length > 0;
    seen.add(fields);
    return again ? withChildren(cell, [...elementsOf(cell).filter(({ name }) => name === 'w:tcPr'), newElement('w:p')]) : cell;
  });
  return withChildren(row, children);
}

function holdsPlace(element: Xml): boolean {
  return elementsOf(element).some((child) => child.place !== undefined || holdsPlace(child));
}

function fieldsIn(element: Xml, fields: Set<string> = new Set()): Set<string> {
  for (const child of elementsOf(element)) {
    const { place } = child;
    const users = place?.kind === 'value' ? [place.slot] : place?.kind === 'choice' ? [place.test] : [];
    for (const { fields: names } of users) for (const name of names) fields.add(normalName(name));
    fieldsIn(child, fields);
  }
  return fields;
}
