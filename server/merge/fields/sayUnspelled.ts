/** Numbers as words exist in a few languages only; a letter in another is told. */
import type { FieldNotes } from './fieldMeaning.ts';
import { SPELLED_LANGUAGES } from './styleNumber.ts';
import { quoted } from '../readResult.ts';

export function sayUnspelled(name: string, notes: FieldNotes | undefined): void {
  const language = notes?.language?.split('-')[0]?.toLowerCase();
  if (language === undefined || SPELLED_LANGUAGES.includes(language)) return;
  const text = `The field ${quoted(name)} writes a number as words, which is possible in English and German only; in the letter's language its digits are shown.`;
  notes?.remark('FIELD_SWITCH_NOT_SUPPORTED', text, name);
}
