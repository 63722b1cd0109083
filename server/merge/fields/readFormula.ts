/** `= formula` (ISO/IEC 29500-1 17.16.5.1, 17.16.3), with values of the row in it. */
import { computeFormula, rounded } from './computeFormula.ts';
import { type CodePiece, type CodeWord, type FieldCode, slotOf } from './fieldCode.ts';
import type { FieldMeaning, FieldNotes } from './fieldMeaning.ts';
import { decimalText } from './findNumber.ts';
import { readFormat, shownValue } from './formatField.ts';
import { numberFacts } from './localeFacts.ts';
import { parseFormula } from './parseFormula.ts';
import { withCurlyFields } from './readCondition.ts';
import type { MergeScope, SlotReading } from '../mergeScope.ts';

/**
 * A formula with cells of a table or bookmarks of the document stays Word's. One that cannot be worked out for a row (a value
 * is missing or no number, a division by zero) shows nothing: Word's "!Zero Divide" is no text for a recipient.
 */
export function readFormula(code: FieldCode, notes: FieldNotes | undefined): FieldMeaning {
  const words = [code.head, ...code.words].map((word) => withCurlyFields(word, notes));
  const bookmarks = notes?.bookmarks ?? new Set<string>();
  const pieces = formulaOf(words);
  const [point, comma] = [parseFormula(pieces, '.', bookmarks), parseFormula(pieces, ',', bookmarks)];
  if (words.some((word) => word.quoted) || (point === null && comma === null)) return { kind: 'keep', type: '=', said: true };
  const compute = (scope: MergeScope): number | null => {
    const way = numberFacts(scope.locale).decimal === ',' ? (comma ?? point) : (point ?? comma);
    return way === null ? null : computeFormula(way, scope);
  };
  const both = (scope: MergeScope): SlotReading => {
    const number = compute(scope);
    return { text: shown(number, scope.locale), exact: number === null ? null : decimalText(number) };
  };
  const slot = slotOf(words, (scope) => both(scope).text);
  return shownValue({ ...slot, exact: (scope) => both(scope).exact, both }, '=', readFormat(code, ''));
}

/** The head begins with `=`; blanks stand between words. */
function formulaOf(words: readonly CodeWord[]): CodePiece[] {
  const pieces = words.flatMap((word, index) => (index === 0 ? word.pieces : [' ', ...word.pieces]));
  const [first, ...rest] = pieces;
  return typeof first === 'string' ? [first.replace(/^=/, ''), ...rest] : pieces;
}

/** Without a picture Word shows two decimals at most. */
function shown(number: number | null, locale: string): string {
  const short = number === null ? null : rounded(number, 2);
  const text = short === null ? null : decimalText(short);
  return text === null ? '' : text.replace('.', numberFacts(locale).decimal);
}
