/** A field that stays Word's own: its marks and code for the document, its last result for the mail. */
import type { FieldMeaning } from '../fields/fieldMeaning.ts';
import type { MergeNotes } from '../mergeScope.ts';
import { childOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { simplified } from './assembleStory.ts';
import { formFieldText } from './formField.ts';
import { withChildren } from './newMarkup.ts';
import { type FlatItem, flatten, type Item, textOfItem } from './storyItems.ts';
import type { Frame } from './storyWalk.ts';

type Kept = Extract<FieldMeaning, { kind: 'keep' }>;

/** Word shows something for these even where the file holds no result; without one the mail would lack it unnoticed. */
const ALWAYS_SHOWN = new Set(
  (
    'FORMDROPDOWN FORMCHECKBOX SYMBOL EQ QUOTE AUTONUM AUTONUMLGL AUTONUMOUT LISTNUM SEQ = IF DATE TIME CREATEDATE SAVEDATE PRINTDATE ' +
    'PAGE NUMPAGES INCLUDETEXT INCLUDEPICTURE BARCODE DISPLAYBARCODE MERGEBARCODE'
  ).split(' '),
);

/** Word fetches these from other programs and files; what they show now is all that goes along. */
const LINKED = new Set('LINK DDE DDEAUTO'.split(' '));
/** A file that is another one for each row is worth asking Word for. */
const INCLUDED = new Set('INCLUDETEXT INCLUDEPICTURE INCLUDE IMPORT'.split(' '));

/** Only the last result of such a field stays. */
export function isUnlinked(type: string, code: readonly Item[]): boolean {
  return LINKED.has(type) || (INCLUDED.has(type) && code.every((item) => typeof textOfItem(item) === 'string'));
}

export function keepField(frame: Frame, meaning: Kept, notes: MergeNotes): Item[] {
  const unmerged = hasChevrons(frame.shown);
  const result = unmerged ? [] : frame.result;
  const left = unmerged || (!frame.filled && ALWAYS_SHOWN.has(meaning.type) && !isForm(frame));
  const told: Item[] = left || meaning.said ? [{ kind: 'told', tell: () => sayKept(meaning.type, left, notes) }] : [];
  if (isUnlinked(meaning.type, frame.code)) return [...result, ...told];
  if (frame.simple !== null) return [...simpleField(frame.simple, result, frame), ...told];
  const { begin, separate, end } = frame.marks;
  const items = [begin, ...inCode(frame.code), separate, ...result, end];
  return [...items.filter((item) => item !== null), ...told];
}

function isForm({ marks }: Frame): boolean {
  const mark = marks.begin?.kind === 'inline' ? childOf(marks.begin.node, 'w:fldChar') : undefined;
  return mark !== undefined && formFieldText(mark) !== null;
}

/** Its result stands in it already, once for each stretch. */
function simpleField(field: Xml, result: readonly Item[], frame: Frame): Item[] {
  if (result.length > 0) return [...result];
  return [{ kind: 'inline', node: withChildren(field, []), text: '', wrap: frame.wrap }];
}

/** «Name» is how Word shows a field that was not merged; no recipient may see it. French quotes keep a blank inside. */
function hasChevrons(result: string): boolean {
  return /«[^\s«»](?:[^«»]{0,80}[^\s«»])?»/.test(result);
}

/** Values inside code that Word itself reads are written as code. */
function inCode(items: readonly Item[]): Item[] {
  return simplifiedForks(items).flatMap((item): Item[] => {
    if (item.kind === 'told') return [];
    return item.kind === 'inline' ? [{ ...item, node: codeNode(item.node) }] : [item];
  });
}

function simplifiedForks(items: readonly Item[]): FlatItem[] {
  return flatten(items).flatMap((item) => (item.kind === 'fork' ? simplified([item]) : [item]));
}

function codeNode(node: Xml): Xml {
  const { place } = node;
  if (place?.kind === 'value') return { ...node, place: { ...place, inCode: true } };
  if (place?.kind !== 'choice') return node;
  const sides = node.children.map((side) => (isElement(side) ? withChildren(side, side.children.map(codeChild)) : side));
  return withChildren(node, sides);
}

function codeChild(child: XmlChild): XmlChild {
  return isElement(child) ? codeNode(child) : child;
}

function sayKept(type: string, left: boolean, notes: MergeNotes): void {
  const text = left
    ? `The letter has a Word field ${type}, which is not supported yet. It is left out of the mail.`
    : `The letter has a Word field ${type}; every mail shows the text it has in the letter now.`;
  notes.remark(left ? 'FIELD_NOT_SUPPORTED' : 'FIELD_NOT_UPDATED', text);
}
