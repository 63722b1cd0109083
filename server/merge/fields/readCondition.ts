/** `a op b` at the beginning of IF, COMPARE, SKIPIF and NEXTIF (ISO/IEC 29500-1 17.16.5.22). */
import { type Compared, type Comparison, comparisonOf } from './compareValues.ts';
import { curlyPieces, NO_NOTES } from './curlyField.ts';
import { type CodePiece, type CodeWord, fieldsOf, optionalOf, wordText } from './fieldCode.ts';
import type { FieldNotes } from './fieldMeaning.ts';
import { type MergeScope, readSlot, type Test } from '../mergeScope.ts';

/** `rest`: the words behind the condition. */
export type Condition = { test: Test; rest: CodeWord[] };

/** Null where the words do not begin with a condition. */
export function readCondition(words: readonly CodeWord[], notes: FieldNotes | undefined): Condition | null {
  const [left, sign, right, ...rest] = operatorApart(words).map((word, index) =>
    withCurlyFields(word, index < 3 ? notes : undefined),
  );
  const written = sign === undefined ? '' : wordSign(sign);
  const compare = comparisonOf(written);
  if (left === undefined || right === undefined || compare === null) return null;
  return { test: { ...testOf(left, compare, right), filledWhere: filledWhere(left, written, right) }, rest };
}

/** An empty value has its meaning here, so nothing misses it. */
function testOf(left: CodeWord, compare: Comparison, right: CodeWord): Test {
  const fields = fieldsOf([left, right]);
  return {
    fields,
    optional: [...new Set([...fields, ...optionalOf([left, right])])],
    holds: (scope) => compare(compared(left, scope), compared(right, scope), scope.locale),
  };
}

/** `field <> ""` and `field = ""` say where the field holds something; compared with anything else it may still be empty. */
function filledWhere(left: CodeWord, sign: string, right: CodeWord): NonNullable<Test['filledWhere']> {
  const asked = isNothing(right) ? left : isNothing(left) ? right : null;
  const [only, ...more] = asked?.pieces ?? [];
  const fields = only === undefined || typeof only === 'string' || more.length > 0 ? [] : only.fields;
  return { true: sign === '<>' ? fields : [], false: sign === '=' ? fields : [] };
}

function isNothing({ pieces }: CodeWord): boolean {
  return pieces.every((piece) => piece === '');
}

function compared(word: CodeWord, scope: MergeScope): Compared {
  const [only, ...more] = word.pieces;
  if (only !== undefined && typeof only !== 'string' && more.length === 0) return readSlot(only, scope);
  return { text: wordText(word, scope), exact: null };
}

function signOf(word: CodeWord): Comparison | null {
  return comparisonOf(wordSign(word));
}

/** The word, where it may be an operator. */
function wordSign(word: CodeWord): string {
  const [only, ...more] = word.pieces;
  return typeof only === 'string' && more.length === 0 && !word.quoted ? only : '';
}

const SIGN = /<>|<=|>=|=|<|>/;

/**
 * Word wants blanks around the operator. Where they are missing (`a="b"`, `a ="b"`, `a= "b"`, `a=b`) the first operator outside
 * of quotes in the first or second word is meant; a code with blanks is never read so.
 */
function operatorApart(words: readonly CodeWord[]): CodeWord[] {
  const [first, second] = words;
  if (first === undefined || (second !== undefined && signOf(second) !== null)) return [...words];
  const inFirst = first.quoted ? null : splitAtSign(first);
  if (inFirst !== null) return [...inFirst, ...words.slice(1)];
  const [sign, ...right] = second === undefined || second.quoted ? [] : (splitAtSign(second) ?? []);
  return sign === undefined || signOf(sign) === null ? [...words] : [first, sign, ...right, ...words.slice(2)];
}

/** Left, sign and right; sides without anything are left out. */
function splitAtSign(word: CodeWord): CodeWord[] | null {
  const index = word.pieces.findIndex((piece) => typeof piece === 'string' && SIGN.test(piece));
  const piece = word.pieces[index];
  const found = typeof piece === 'string' ? SIGN.exec(piece) : null;
  if (found === null || typeof piece !== 'string') return null;
  const left = [...word.pieces.slice(0, index), piece.slice(0, found.index)].filter((part) => part !== '');
  const right = [piece.slice(found.index + found[0].length), ...word.pieces.slice(index + 1)].filter((part) => part !== '');
  const part = (pieces: CodePiece[]): CodeWord => ({ ...word, pieces });
  return [left, [found[0]], right].filter((pieces) => pieces.length > 0).map(part);
}

/** `{{Field}}` typed into the code; tags of other tools are no text for anybody and are told to `notes`. */
export function withCurlyFields(word: CodeWord, notes?: FieldNotes): CodeWord {
  const pieces = word.pieces.flatMap((piece) => (typeof piece === 'string' ? curlyPieces(piece, notes ?? NO_NOTES) : [piece]));
  return { ...word, pieces };
}
