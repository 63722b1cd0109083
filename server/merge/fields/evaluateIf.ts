/** IF, COMPARE, SKIPIF, NEXT and NEXTIF: what a comparison decides for a row (ISO/IEC 29500-1 17.16.5.22, .9, .60, .37, .38). */
import { type FieldCode, slotOf, wordText } from './fieldCode.ts';
import type { FieldMeaning, FieldNotes } from './fieldMeaning.ts';
import { readFormat, shownValue } from './formatField.ts';
import { readCondition } from './readCondition.ts';
import type { MergeScope, Slot } from '../mergeScope.ts';

/**
 * `IF a op b "then" "else"`. Null where the code does not have that form. Its texts keep their look unless a switch formats
 * the result as one value (`\* Upper`).
 */
export function readIf(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning | null {
  const condition = readCondition(code.words, notes);
  const [yes, no] = condition?.rest ?? [];
  if (condition === null || yes === undefined) return null;
  const { test } = condition;
  const texts = no === undefined ? [yes] : [yes, no];
  const slot = slotOf(texts, (scope) => wordText(test.holds(scope) ? texts[0] : texts[1], scope), test.fields);
  const format = readFormat(code, '');
  if (format.apply !== null) return shownValue(slot, 'IF', format);
  if (format.unknown.length > 0) saySwitches(format.unknown, notes);
  // No promise: the two texts of an IF are called so everywhere.
  // oxlint-disable-next-line unicorn/no-thenable
  return { kind: 'choice', test, then: yes.span, otherwise: no?.span ?? null, slot };
}

function saySwitches(unknown: readonly string[], notes: FieldNotes | undefined): void {
  const text = `An IF field of the letter has the switch ${unknown.join(', ')}, which is not supported; its text is shown without it.`;
  notes?.remark('FIELD_SWITCH_NOT_SUPPORTED', text);
}

/** `COMPARE a op b` shows 1 or 0. */
export function readCompare(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning | null {
  const condition = readCondition(code.words, notes);
  if (condition === null) return null;
  const { test } = condition;
  const result = (scope: MergeScope) => (test.holds(scope) ? '1' : '0');
  const both = (scope: MergeScope) => {
    const text = result(scope);
    return { text, exact: text };
  };
  const slot: Slot = { fields: test.fields, optional: test.optional ?? [], evaluate: result, exact: result, both };
  return shownValue(slot, 'COMPARE', readFormat(code, ''));
}

export function readSkipIf(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning | null {
  const condition = readCondition(code.words, notes);
  return condition === null ? null : { kind: 'skip', test: condition.test };
}

export function readNextIf(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning | null {
  const condition = readCondition(code.words, notes);
  return condition === null ? null : { kind: 'next', test: condition.test };
}
