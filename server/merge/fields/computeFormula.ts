/** An expression of an `=` field → its number for one row (ISO/IEC 29500-1 17.16.3.3 and 17.16.3.4). */
import { exactNumber, findNumber } from './findNumber.ts';
import type { Expression } from './parseFormula.ts';
import { type MergeScope, readSlot, type SlotReading } from '../mergeScope.ts';

/** Null: it cannot be worked out, because a value is missing or no number, or something is divided by zero. */
export function computeFormula(expression: Expression, scope: MergeScope): number | null {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'slot':
    case 'bookmark':
      return numberIn(readText(expression, scope), scope.locale);
    case 'binary': {
      const left = computeFormula(expression.left, scope);
      const right = computeFormula(expression.right, scope);
      return left === null || right === null ? null : finite(operated(expression.sign, left, right));
    }
    case 'call':
      return called(expression.name, expression.args, scope);
  }
}

type Text = Extract<Expression, { kind: 'slot' | 'bookmark' }>;

function readText(expression: Text, scope: MergeScope): SlotReading {
  if (expression.kind === 'slot') return readSlot(expression.slot, scope);
  return { text: scope.bookmarks.get(expression.name) ?? '', exact: null };
}

function numberIn({ text, exact }: SlotReading, locale: string): number | null {
  const known = text === '' ? null : exactNumber(exact);
  const digits = known ?? findNumber(text, locale);
  if (digits === null) return null;
  return known === null && /%\s*$/.test(text) ? Number(digits) / 100 : Number(digits);
}

function finite(number: number | null): number | null {
  return number === null || Number.isFinite(number) ? number : null;
}

function operated(sign: string, left: number, right: number): number | null {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? null : left / right;
    case '^':
      return left ** right;
    default:
      return compared(sign, tidy(left - right)) ? 1 : 0;
  }
}

/** What floating point leaves of 0.3 - 0.1 * 3 is nothing. */
function tidy(difference: number): number {
  return Math.abs(difference) < 1e-9 ? 0 : difference;
}

function compared(sign: string, difference: number): boolean {
  if (sign === '=') return difference === 0;
  if (sign === '<>') return difference !== 0;
  if (sign === '<') return difference < 0;
  if (sign === '<=') return difference <= 0;
  return sign === '>' ? difference > 0 : difference >= 0;
}

const LISTS: Readonly<Record<string, (numbers: number[]) => number | null>> = {
  SUM: (numbers) => numbers.reduce((sum, number) => sum + number, 0),
  PRODUCT: (numbers) => numbers.reduce((product, number) => product * number, 1),
  AVERAGE: (numbers) => (numbers.length === 0 ? null : numbers.reduce((sum, number) => sum + number, 0) / numbers.length),
  MIN: (numbers) => (numbers.length === 0 ? null : numbers.reduce((least, number) => Math.min(least, number))),
  MAX: (numbers) => (numbers.length === 0 ? null : numbers.reduce((most, number) => Math.max(most, number))),
  COUNT: (numbers) => numbers.length,
};

const ONES: Readonly<Record<string, (first: number, second: number | undefined) => number | null>> = {
  ABS: (first) => Math.abs(first),
  INT: (first) => Math.trunc(first),
  SIGN: (first) => Math.sign(first),
  NOT: (first) => (first === 0 ? 1 : 0),
  MOD: (first, second) => (second === undefined || second === 0 ? null : first % second),
  ROUND: (first, second = 0) => rounded(first, Math.trunc(second)),
};

function called(name: string, args: readonly Expression[], scope: MergeScope): number | null {
  const list = LISTS[name];
  // A list goes on without its empty values, as a column in a sheet does.
  if (list !== undefined) return finite(valuesOf(args, scope, list, true));
  if (name === 'DEFINED') return args[0] !== undefined && computeFormula(args[0], scope) !== null ? 1 : 0;
  if (name === 'IF') return chosen(args, scope);
  if (name === 'AND' || name === 'OR')
    return valuesOf(args, scope, (all) =>
      (name === 'AND' ? all.every((one) => one !== 0) : all.some((one) => one !== 0)) ? 1 : 0,
    );
  return valuesOf(args, scope, ([first, second]) => (first === undefined ? null : finite(ONES[name]?.(first, second) ?? null)));
}

/** `sparse`: arguments that are empty texts are left out. */
function valuesOf(
  args: readonly Expression[],
  scope: MergeScope,
  use: (numbers: number[]) => number | null,
  sparse = false,
): number | null {
  const numbers: number[] = [];
  for (const arg of args) {
    const read = arg.kind === 'slot' || arg.kind === 'bookmark' ? readText(arg, scope) : null;
    if (sparse && read?.text.trim() === '') continue;
    const number = read === null ? computeFormula(arg, scope) : numberIn(read, scope.locale);
    if (number === null) return null;
    numbers.push(number);
  }
  return use(numbers);
}

function chosen([test, yes, no]: readonly Expression[], scope: MergeScope): number | null {
  const holds = test === undefined ? null : computeFormula(test, scope);
  const side = holds === 0 ? no : yes;
  return holds === null || side === undefined ? null : computeFormula(side, scope);
}

/** Half away from zero, on the decimal digits people see. */
export function rounded(number: number, places: number): number | null {
  if (Math.abs(places) > 15) return null;
  const scale = 10 ** places;
  const scaled = Number((Math.abs(number) * scale).toPrecision(15));
  return (Math.sign(number) * Math.round(scaled)) / scale;
}
