/** Check boxes and drop-down lists of Word's older forms, which keep their state beside the field and have no result (ISO/IEC 29500-1 17.16.17). */
import { childOf, elementsOf, type Xml } from '../ooxml/parseXml.ts';

/** What Word shows for them. Null: the field is none, or shows its result. `mark`: its begin mark. */
export function formFieldText(mark: Xml): string | null {
  const form = childOf(mark, 'w:ffData');
  const box = childOf(form, 'w:checkBox');
  if (box !== undefined) return isOn(childOf(box, 'w:checked') ?? childOf(box, 'w:default')) ? '\u2612' : '\u2610';
  const list = childOf(form, 'w:ddList');
  if (list === undefined) return null;
  const chosen = (childOf(list, 'w:result') ?? childOf(list, 'w:default'))?.attributes['w:val'] ?? '0';
  const entries = elementsOf(list).filter(({ name }) => name === 'w:listEntry');
  return entries[Number(chosen)]?.attributes['w:val'] ?? null;
}

function isOn(state: Xml | undefined): boolean {
  return state !== undefined && !/^(?:0|false|off)$/.test(state.attributes['w:val'] ?? '');
}
