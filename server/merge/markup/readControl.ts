/** w:sdt → what the merge can do with a content control (ISO/IEC 29500-1 17.5.2). */
import { childOf, childrenOf, elementsOf, isElement, textOf, valueOf, type Xml } from '../ooxml/parseXml.ts';
import { isHidden, runText } from './splitRun.ts';

/** `checkbox`: what its two states look like. `choices`: stored value in lower case → shown text. */
export type ControlKind =
  | { kind: 'text' }
  | { kind: 'date'; picture: string; locale: string | null }
  | { kind: 'checkbox'; checked: string; unchecked: string }
  | { kind: 'list'; choices: ReadonlyMap<string, string> };

export type Control = {
  /** Tag, then title; those that are written. */
  names: string[];
  /** Null: a picture, a group or a gallery, which holds more than a text. */
  kind: ControlKind | null;
  /** It shows its prompt and holds nothing else. */
  prompt: string | null;
  /** Fields, braces or other controls are in it; they count, not the control as a whole. */
  holdsPlaces: boolean;
};

export function readControl(control: Xml): Control {
  const sdtPr = childOf(control, 'w:sdtPr');
  const content = childOf(control, 'w:sdtContent');
  const names = ['w:tag', 'w:alias'].map((name) => valueOf(sdtPr, name)?.trim() ?? '').filter((name) => name !== '');
  return {
    names: [...new Set(names)],
    kind: kindOf(sdtPr),
    prompt: isOn(childOf(sdtPr, 'w:showingPlcHdr')) && content !== undefined ? promptIn(content) : null,
    holdsPlaces: content !== undefined && hasPlaces(content),
  };
}

export function isOn(property: Xml | undefined): boolean {
  return property !== undefined && !/^(?:0|false|off)$/.test(property.attributes['w:val'] ?? '');
}

/** Kinds of later versions of Word are told by their local name. */
const LARGER = /:(?:picture|group|docPartObj|docPartList|citation|bibliography|equation|repeatingSection|repeatingSectionItem)$/;

function kindOf(sdtPr: Xml | undefined): ControlKind | null {
  if (elementsOf(sdtPr).some((child) => LARGER.test(child.name))) return null;
  const date = childOf(sdtPr, 'w:date');
  if (date !== undefined)
    return { kind: 'date', picture: valueOf(date, 'w:dateFormat') ?? '', locale: valueOf(date, 'w:lid') ?? null };
  const checkbox = childOf(sdtPr, 'w14:checkbox');
  if (checkbox !== undefined)
    return {
      kind: 'checkbox',
      checked: glyph(childOf(checkbox, 'w14:checkedState'), '☒'),
      unchecked: glyph(childOf(checkbox, 'w14:uncheckedState'), '☐'),
    };
  const list = childOf(sdtPr, 'w:dropDownList') ?? childOf(sdtPr, 'w:comboBox');
  return list === undefined ? { kind: 'text' } : { kind: 'list', choices: choicesOf(list) };
}

function glyph(state: Xml | undefined, standard: string): string {
  const code = Number.parseInt(state?.attributes['w14:val'] ?? '', 16);
  return code > 32 && code <= 0xffff ? String.fromCharCode(code) : standard;
}

function choicesOf(list: Xml): ReadonlyMap<string, string> {
  const choices = new Map<string, string>();
  for (const { attributes } of childrenOf(list, 'w:listItem')) {
    const value = attributes['w:value'] ?? attributes['w:displayText'] ?? '';
    const key = value.trim().toLowerCase();
    if (key !== '' && !choices.has(key)) choices.set(key, attributes['w:displayText'] ?? value);
  }
  return choices;
}

/** A prompt ("[Pick the date]") is text and nothing else. */
function promptIn(content: Xml): string | null {
  const more = ['w:fldChar', 'w:fldSimple', 'w:sdt', 'w:drawing', 'w:pict', 'w:object'];
  if (contains(content, (element) => more.includes(element.name))) return null;
  const text = wordsIn(content);
  return text.includes('{{') ? null : text;
}

/** Codes whose meaning depends on the row. */
const OF_THE_ROW =
  /\b(?:MERGEFIELD|IF|COMPARE|GREETINGLINE|ADDRESSBLOCK|ASK|FILLIN|SET|NEXT|NEXTIF|SKIPIF|MERGEREC|MERGESEQ|QUOTE)\b/i;

/** Controls stand in one another; what was found for an inner one need not be looked for again. */
const known = new WeakMap<Xml, boolean>();

function hasPlaces(content: Xml): boolean {
  const before = known.get(content);
  if (before !== undefined) return before;
  const found = contains(content, isPlace) || wordsIn(content).includes('{{');
  known.set(content, found);
  return found;
}

function isPlace(element: Xml): boolean {
  if (element.name === 'w:sdt') {
    const inner = readControl(element);
    return inner.holdsPlaces || (inner.names.length > 0 && inner.kind !== null);
  }
  if (element.name === 'w:fldSimple') return OF_THE_ROW.test(element.attributes['w:instr'] ?? '');
  return element.name === 'w:instrText' && OF_THE_ROW.test(textOf(element));
}

function contains(element: Xml, is: (element: Xml) => boolean): boolean {
  return element.children.some((child) => isElement(child) && (is(child) || contains(child, is)));
}

const WORDS_MAX = 20_000;

/** Text as it is read, codes of fields included; names torn over runs are whole in it. */
function wordsIn(element: Xml): string {
  let words = '';
  const visit = (child: Xml): void => {
    if (words.length > WORDS_MAX) return;
    if (child.name === 'w:t') words += textOf(child);
    else for (const inner of elementsOf(child)) visit(inner);
  };
  visit(element);
  return words;
}

/** The look of the first words that are seen; null where there are none. */
export function firstLook(element: Xml): { rPr: Xml | undefined } | null {
  for (const child of elementsOf(element)) {
    if (child.name === 'w:r') {
      const rPr = childOf(child, 'w:rPr');
      if (runText(child).trim() !== '' && !isHidden(rPr)) return { rPr };
    } else if (child.name !== 'w:sdtPr' && child.name !== 'w:pPr') {
      const found = firstLook(child);
      if (found !== null) return found;
    }
  }
  return null;
}
