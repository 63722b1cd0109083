/** A content control for whose name there is a column → the control with the value in it, as somebody would have typed it. */
import { findMoment } from '../fields/findMoment.ts';
import { formatDate } from '../fields/formatDate.ts';
import type { MergeScope, Slot, Test } from '../mergeScope.ts';
import { childOf, childrenOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { choiceNode, newElement, paragraphLike, runOf, valueNode, withChildren } from './newMarkup.ts';
import { type Control, type ControlKind, firstLook, isOn } from './readControl.ts';

export function controlTest({ names }: Control): Test {
  return { fields: [], holds: (scope) => names.some((name) => scope.has(name)) };
}

/** The control in a paragraph. */
export function filledInline(sdt: Xml, control: Control): Xml[] {
  const { kind } = control;
  if (kind?.kind !== 'checkbox') return [withContent(filledSdt(sdt), [valueNode(controlSlot(control), lookOf(sdt))])];
  const side = (on: boolean): Xml[] => [withContent(checked(filledSdt(sdt), on), [boxRun(sdt, kind, on)])];
  return [choiceNode(checkTest(control), side(true), side(false))];
}

/** The control around paragraphs: one paragraph, like the first of them. */
export function filledBlock(sdt: Xml, control: Control): Xml[] {
  const first = childOf(childOf(sdt, 'w:sdtContent'), 'w:p') ?? null;
  const { kind } = control;
  if (kind?.kind !== 'checkbox')
    return [withContent(filledSdt(sdt), [paragraphLike(first, [valueNode(controlSlot(control), lookOf(sdt))])])];
  const side = (on: boolean): Xml[] => [
    withContent(checked(filledSdt(sdt), on), [paragraphLike(first, [boxRun(sdt, kind, on)])]),
  ];
  return [choiceNode(checkTest(control), side(true), side(false))];
}

/** What stands in the first cell of a control around cells or rows. */
export function filledCell(cell: Xml, sdt: Xml, control: Control): Xml[] {
  const first = childOf(cell, 'w:p') ?? null;
  return [paragraphLike(first, [valueNode(controlSlot(control), lookOf(sdt))])];
}

/** A value that a tag or a title names belongs to the first of them that has a column. */
export function controlSlot({ names, kind }: Control): Slot {
  return {
    fields: [],
    evaluate: (scope) => {
      const name = names.find((one) => scope.has(one));
      return name === undefined ? '' : shownValue(name, kind, scope);
    },
  };
}

function checkTest({ names }: Control): Test {
  return {
    fields: [],
    holds: (scope) => {
      const name = names.find((one) => scope.has(one));
      return name !== undefined && isYes(scope.value(name));
    },
  };
}

function shownValue(name: string, kind: ControlKind | null, scope: MergeScope): string {
  const value = scope.value(name);
  switch (kind?.kind) {
    case 'date':
      return shownDate(value, scope.exact(name), kind, scope.locale);
    case 'list':
      return kind.choices.get(value.trim().toLowerCase()) ?? value;
    case 'checkbox':
      return isYes(value) ? kind.checked : kind.unchecked;
    default:
      return value;
  }
}

/** Read as the list writes dates, shown as the control does. */
function shownDate(
  value: string,
  exact: string | null,
  { picture, locale }: ControlKind & { kind: 'date' },
  own: string,
): string {
  if (picture === '' || value === '') return value;
  const moment = exact === null ? findMoment(value, own) : null;
  const two = (part: number) => String(part).padStart(2, '0');
  const known =
    moment === null
      ? exact
      : `${String(moment.year).padStart(4, '0')}-${two(moment.month)}-${two(moment.day)}T${two(moment.hour)}:${two(moment.minute)}:${two(moment.second)}`;
  return formatDate(value, picture, locale ?? own, known) ?? value;
}

const YES = new Set(
  'yes y true 1 x on ok checked ✓ ✔ ☑ ☒ ✅ ja j wahr oui o vrai sí si s verdadero sim verdadeiro vero tak kyllä da да はい 是 예'.split(
    ' ',
  ),
);

function isYes(value: string): boolean {
  return YES.has(value.trim().toLowerCase());
}

function boxRun(sdt: Xml, kind: ControlKind & { kind: 'checkbox' }, on: boolean): Xml {
  return runOf(on ? kind.checked : kind.unchecked, lookOf(sdt));
}

function checked(sdt: Xml, on: boolean): Xml {
  return mapped(sdt, 'w:sdtPr', (sdtPr) =>
    mapped(sdtPr, 'w14:checkbox', (box) =>
      mapped(box, 'w14:checked', (state) => newElement(state.name, [], { 'w14:val': on ? '1' : '0' })),
    ),
  );
}

/** Bound to data, Word would put its old text back; and a value is no prompt. */
export function filledSdt(sdt: Xml): Xml {
  return mapped(sdt, 'w:sdtPr', (sdtPr) =>
    withChildren(
      sdtPr,
      sdtPr.children.flatMap((child): XmlChild[] => {
        if (!isElement(child)) return [child];
        if (/:(?:dataBinding|showingPlcHdr)$/.test(child.name)) return [];
        return [child.name === 'w:date' ? newElement('w:date', child.children) : child];
      }),
    ),
  );
}

export function withContent(sdt: Xml, content: XmlChild[]): Xml {
  return mapped(sdt, 'w:sdtContent', (old) => withChildren(old, content));
}

function mapped(element: Xml, name: string, change: (child: Xml) => Xml): Xml {
  return withChildren(
    element,
    element.children.map((child) => (isElement(child) && child.name === name ? change(child) : child)),
  );
}

/** Of the first words in it, but no prompt's; a control that shows its prompt says itself how its text is to look. */
function lookOf(sdt: Xml): Xml | undefined {
  const sdtPr = childOf(sdt, 'w:sdtPr');
  const prompt = isOn(childOf(sdtPr, 'w:showingPlcHdr'));
  const own = prompt ? childOf(sdtPr, 'w:rPr') : undefined;
  const rPr = own ?? firstLook(childOf(sdt, 'w:sdtContent') ?? sdt)?.rPr;
  if (rPr === undefined) return undefined;
  const isPrompts = (style: Xml) => (prompt && own === undefined) || style.attributes['w:val'] === 'PlaceholderText';
  const styles = childrenOf(rPr, 'w:rStyle').filter(isPrompts);
  if (styles.length === 0) return rPr;
  const left = rPr.children.filter((child) => !isElement(child) || !styles.includes(child));
  return left.length === 0 ? undefined : withChildren(rPr, left);
}
