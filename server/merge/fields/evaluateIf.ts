/**
 * `IF a op b "then" "else"` (ISO/IEC 29500-1 17.16.5.22): which text shows depends on the row. The texts are plain; fields inside
 * them, further IFs included, are evaluated too.
 */
import { splitFields } from '../../../shared/merge/fieldNames.ts';
import type { CodePiece, CodeWord, FieldCode } from './fieldCode.ts';
import { fieldSlot, type MergeScope, type Slot } from '../mergeScope.ts';

type Compare = (left: string, right: string) => boolean;

const OPERATORS: Record<string, Compare> = {
  '=': same,
  '<>': (left, right) => !same(left, right),
  '<': (left, right) => order(left, right) < 0,
  '<=': (left, right) => order(left, right) <= 0,
  '>': (left, right) => order(left, right) > 0,
  '>=': (left, right) => order(left, right) >= 0,
};

/** Null where the code does not have the form of an IF. */
export function readIf(code: FieldCode): Slot | null {
  const [left, operator, right, yes, no] = code.words.map(withCurlyFields);
  const sign = operator?.pieces.length === 1 && typeof operator.pieces[0] === 'string' ? operator.pieces[0] : '';
  const compare = Object.hasOwn(OPERATORS, sign) ? OPERATORS[sign] : undefined;
  if (left === undefined || right === undefined || yes === undefined || compare === undefined) return null;
  const words = [left, right, yes, ...(no === undefined ? [] : [no])];
  const fields = words.flatMap((word) => word.pieces.flatMap((piece) => (typeof piece === 'string' ? [] : piece.fields)));
  return { fields, evaluate: (scope) => textOf(compare(textOf(left, scope), textOf(right, scope)) ? yes : no, scope) };
}

/** `{{Field}}` typed into the code; tags of other tools are no text for anybody. */
function withCurlyFields(word: CodeWord): CodeWord {
  const pieces = word.pieces.flatMap((piece): CodePiece[] => {
    if (typeof piece !== 'string' || !piece.includes('{{')) return [piece];
    return splitFields(piece).flatMap((part): CodePiece[] =>
      part.kind === 'text' ? [part.text] : part.kind === 'field' ? [fieldSlot(part.field)] : [],
    );
  });
  return { ...word, pieces };
}

function textOf(word: CodeWord | undefined, scope: MergeScope): string {
  return word?.pieces.map((piece) => (typeof piece === 'string' ? piece : piece.evaluate(scope))).join('') ?? '';
}

/** Numbers are compared as numbers where both sides are one; `?` and `*` on the right stand for one and for any characters. */
function same(left: string, right: string): boolean {
  const [a, b] = [numberIn(left), numberIn(right)];
  if (a !== null && b !== null) return a === b;
  if (!/[?*]/.test(right) || right.length > 128) return left === right;
  return matches(left, right);
}

/** Wildcards without a regular expression, so that no pattern can take longer than length times length. */
function matches(text: string, pattern: string): boolean {
  let [at, next, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    if (pattern[next] === '*') [star, mark, next] = [next, at, next + 1];
    else if (pattern[next] === '?' || pattern[next] === text[at]) [at, next] = [at + 1, next + 1];
    else if (star >= 0) [next, mark, at] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(next));
}

function order(left: string, right: string): number {
  const [a, b] = [numberIn(left), numberIn(right)];
  if (a !== null && b !== null) return a - b;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** "1,250.00", "€12", "15%"; null for anything else, dates and codes with letters included. */
function numberIn(text: string): number | null {
  const found = /^\s*([-+]?)\s*\p{Sc}?\s*(\d{1,3}(?:,\d{3})+|\d+)?(\.\d+)?\s*[%\p{Sc}]?\s*$/u.exec(text.slice(0, 60));
  if (found === null || (found[2] === undefined && found[3] === undefined)) return null;
  return Number(`${found[1] ?? ''}${(found[2] ?? '0').replaceAll(',', '')}${found[3] ?? ''}`);
}
