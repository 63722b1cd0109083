/** GREETINGLINE and ADDRESSBLOCK (ISO/IEC 29500-1 17.16.5.24 and .1): texts made of the parts of a name and an address. */
import { type AddressPart, addressPart, mappedColumn, type PartReader, partReader } from './addressParts.ts';
import { type CityOrder, cityOrders } from './cityLine.ts';
import { sayRaw } from './curlyField.ts';
import { type FieldCode, plainWords, switchWords } from './fieldCode.ts';
import type { FieldMeaning, FieldNotes } from './fieldMeaning.ts';
import { readFormat, shownValue } from './formatField.ts';
import type { MergeScope } from '../mergeScope.ts';

/** Text, and groups `<<…>>` that are there only with a value. */
type Piece = { kind: 'text' | 'before' | 'after'; text: string } | { kind: 'group'; items: GroupItem[] };
type GroupItem = string | { part: AddressPart; read: PartReader };

const FORMAT_MAX = 2000;
const NAME_MARKS = /^(?:NICK|FIRST|LAST)\d$/;

/** Missing columns are no fault of the list: the letter says what stands there then (`\e`). */
export function readGreetingLine(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning {
  const standard = '<<_BEFORE_ Dear >><<_TITLE0_>><< _LAST0_>><<_AFTER_ ,>>';
  const pieces = withFirstName(piecesOf(argument(code, 'f', notes) ?? standard, notes), notes);
  const fallback = argument(code, 'e', notes) ?? argument(code, 'c', notes) ?? 'Dear Sir or Madam,';
  saySources('GREETINGLINE', pieces, notes);
  const evaluate = (scope: MergeScope) => (namesSomebody(pieces, scope) ? joined(pieces, scope) : fallback);
  return shownValue({ fields: [], evaluate }, 'GREETINGLINE', readFormat(code, 'fecl'));
}

/** Where a person has no title Word greets with the first name too: `Dear Ms. Hopper,` but `Dear Grace Hopper,`. */
function withFirstName(pieces: readonly Piece[], notes: FieldNotes | undefined): readonly Piece[] {
  const marks = partsOf(pieces).map(({ part }) => part.mark);
  const [title, first] = [addressPart('_TITLE0_'), addressPart('_FIRST0_')];
  if (!marks.includes('TITLE0') || marks.some((mark) => /^(?:FIRST|NICK)0$/.test(mark)) || title === null || first === null)
    return pieces;
  const [readTitle, readFirst] = [partReader(title, notes), partReader(first, notes)];
  const named = (item: GroupItem): GroupItem => {
    if (typeof item === 'string' || item.part.mark !== 'LAST0') return item;
    const read: PartReader = (scope) =>
      readTitle(scope) === '' ? `${readFirst(scope)} ${item.read(scope)}`.trim() : item.read(scope);
    return { ...item, read };
  };
  return pieces.map((piece) => (piece.kind === 'group' ? { ...piece, items: piece.items.map(named) } : piece));
}

const STANDARD_ADDRESS =
  '<<_TITLE0_ >><<_FIRST0_>><< _LAST0_>><< _SUFFIX0_>>\n<<_COMPANY_\n>><<_STREET1_\n>><<_STREET2_\n>><<_CITY_>><<, _STATE_>><< _POSTAL_>><<\n_COUNTRY_>>';

/** `\c`: 0 without the country, 1 with it, 2 with it unless it is one of those named by `\e`. */
export function readAddressBlock(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning {
  const pieces = piecesOf(argument(code, 'f', notes) ?? STANDARD_ADDRESS, notes);
  const [country, near] = [argument(code, 'c') ?? '1', (argument(code, 'e') ?? '').trim().toLowerCase()];
  saySources('ADDRESSBLOCK', pieces, notes);
  const leaves = (part: AddressPart, value: string) =>
    part.mark === 'COUNTRY' && (country === '0' || (country === '2' && near.includes(value.toLowerCase())));
  const ordered = switchWords(code, 'd') === undefined ? () => pieces : byCountry(pieces, notes);
  const evaluate = (scope: MergeScope) => tidyLines(joined(ordered(scope), scope, leaves));
  return shownValue({ fields: [], evaluate }, 'ADDRESSBLOCK', readFormat(code, 'fecld'));
}

/** `\d`: city and postal code change places where the recipient's country writes them so. */
function byCountry(pieces: readonly Piece[], notes: FieldNotes | undefined): (scope: MergeScope) => readonly Piece[] {
  const holds = (piece: Piece, mark: string) =>
    piece.kind === 'group' && piece.items.some((item) => typeof item !== 'string' && item.part.mark === mark);
  const [city, postal] = [pieces.findIndex((piece) => holds(piece, 'CITY')), pieces.findIndex((piece) => holds(piece, 'POSTAL'))];
  const country = addressPart('_COUNTRY_');
  if (city < 0 || postal < city || country === null) return () => pieces;
  const orderOf = cityOrders();
  const readCountry = partReader(country, notes);
  const plain = (mark: string, before: string, after: string): Piece => ({
    kind: 'group',
    items: itemsOf(`${before}_${mark}_${after}`, notes),
  });
  const around = (inside: Piece[]) => [...pieces.slice(0, city), ...inside, ...pieces.slice(postal + 1)];
  const orders: Record<CityOrder, readonly Piece[]> = {
    letter: pieces,
    'postal-first': around([plain('POSTAL', '', ' '), plain('CITY', '', '')]),
    'postal-below': around([plain('CITY', '', ''), plain('POSTAL', '\n', '')]),
  };
  return (scope) => orders[orderOf(readCountry(scope))];
}

function argument(code: FieldCode, letter: string, notes?: FieldNotes): string | undefined {
  const words = switchWords(code, letter);
  const text = words === undefined || words.length === 0 ? undefined : plainWords(words.slice(0, 1));
  sayRaw(text ?? '', notes);
  return text;
}

/** `<<_BEFORE_ Dear >>` and `<<_AFTER_ ,>>` stand there always; the short forms are `/g` and `/x`. */
function piecesOf(format: string, notes: FieldNotes | undefined): Piece[] {
  const tokens = format.slice(0, FORMAT_MAX).match(/<<(?:(?!>>)[\s\S])*>>|(?:(?!<<)[\s\S])+|<</g) ?? [];
  return tokens.map((token): Piece => {
    const group = /^<<([\s\S]*)>>$/.exec(token)?.[1];
    if (group === undefined) return { kind: 'text', text: token };
    const frame = /^\s*(?:_(BEFORE|AFTER)_|\/([gx])(?![\w]))[ \t]?([\s\S]*)$/i.exec(group);
    if (frame === null) return { kind: 'group', items: itemsOf(group, notes) };
    return { kind: /^[ax]/i.test(frame[1] ?? frame[2] ?? '') ? 'after' : 'before', text: frame[3] ?? '' };
  });
}

function itemsOf(group: string, notes: FieldNotes | undefined): GroupItem[] {
  return group.split(/(_[A-Za-z]+\d?_|\/[a-z]\d?(?![A-Za-z\d]))/).flatMap((text): GroupItem[] => {
    const part = addressPart(text);
    if (part !== null) return [{ part, read: partReader(part, notes) }];
    return text === '' || /^_[A-Za-z]+\d?_$/.test(text) ? [] : [text];
  });
}

function partsOf(pieces: readonly Piece[]) {
  return pieces.flatMap((piece) => (piece.kind === 'group' ? piece.items.filter((item) => typeof item !== 'string') : []));
}

/** A title alone greets nobody. */
function namesSomebody(pieces: readonly Piece[], scope: MergeScope): boolean {
  const parts = partsOf(pieces);
  const names = parts.filter(({ part }) => NAME_MARKS.test(part.mark));
  return (names.length === 0 ? parts : names).some(({ read }) => read(scope) !== '');
}

type Leaves = (part: AddressPart, value: string) => boolean;

function joined(pieces: readonly Piece[], scope: MergeScope, leaves: Leaves = () => false): string {
  let text = '';
  for (const piece of pieces) {
    // The comma of a greeting follows the name at once, whatever blank stands between the two in the code.
    if (piece.kind === 'after') text = text.trimEnd();
    text += piece.kind === 'group' ? groupText(piece.items, scope, leaves) : piece.text;
  }
  return text.replace(/[ \t]{2,}/g, ' ').replace(/^[ \t]+/, '');
}

/** Nothing of a group is there when one of its parts has no value. */
function groupText(items: readonly GroupItem[], scope: MergeScope, leaves: Leaves): string {
  let text = '';
  for (const item of items) {
    const value = typeof item === 'string' ? item : item.read(scope);
    if (typeof item !== 'string' && (value === '' || leaves(item.part, value))) return '';
    text += value;
  }
  return text;
}

/** No empty lines, and none that begin with the comma of a missing part. */
function tidyLines(text: string): string {
  return text
    .split(/\r?\n|\u00b6|\v/)
    .map((line) => line.replace(/^[\s,]+/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

function saySources(type: string, pieces: readonly Piece[], notes: FieldNotes | undefined): void {
  const names = new Set(
    partsOf(pieces)
      .map(({ part }) => mappedColumn(part.name, notes?.mapping) ?? part.name)
      .filter((name) => name !== ''),
  );
  const text = `The letter has a Word field ${type}. It is filled from the columns that are called ${[...names].join(', ')}, or the like; look at one mail whether the right ones were found.`;
  if (names.size > 0) notes?.remark('FIELD_FROM_USUAL_COLUMNS', text);
}
