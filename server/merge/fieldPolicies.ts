/** What an empty value means, by field. */
import type { FieldPolicy } from '../../shared/api/mergeSettings.ts';
import { normalName } from '../../shared/merge/fieldNames.ts';

/** What a sheet shows where a formula failed (Excel's error values). No policy lets them out. */
const ERROR_VALUE =
  /^#(NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A|GETTING_DATA|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!|EXTERNAL!|BUSY!|PYTHON!)$/i;

/** Nothing but blanks, fixed ones and invisible ones included. */
export function isBlank(text: string): boolean {
  // Most cells begin with a letter or digit: answered without looking further.
  const first = text.charCodeAt(0);
  if (first > 0x20 && first < 0x80) return false;
  return text === '' || /^[\s\u200b\u200e\u200f\u2060\ufeff]*$/.test(text);
}

export function isErrorValue(text: string): boolean {
  return text.includes('#') && ERROR_VALUE.test(text.trim());
}

export type PolicyFinder = (field: string) => FieldPolicy;

/** Spellings that mean the same field have the same policy; `general` is for fields that `policies` does not name. */
export function policyFinder(policies: Readonly<Record<string, FieldPolicy>>, general: FieldPolicy): PolicyFinder {
  const byName = new Map(Object.entries(policies).map(([field, policy]) => [normalName(field), policy]));
  return (field) => byName.get(normalName(field)) ?? general;
}
