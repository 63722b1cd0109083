/** The formula of an `=` field (ISO/IEC 29500-1 17.16.3) → an expression. */
import type { CodePiece } from './fieldCode.ts';
import type { Slot } from '../mergeScope.ts';

export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'slot'; slot: Slot }
  | { kind: 'bookmark'; name: string }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'binary'; sign: string; left: Expression; right: Expression };

type Token = { kind: 'number' | 'name' | 'sign'; text: string } | { kind: 'slot'; slot: Slot };
type Reader = { tokens: Token[]; at: number; depth: number; bookmarks: ReadonlySet<string> };

export const FUNCTIONS: ReadonlySet<string> = new Set(
  'SUM PRODUCT AVERAGE MIN MAX COUNT ABS INT ROUND MOD SIGN AND OR NOT IF DEFINED'.split(' '),
);
const LENGTH_MAX = 4000;
const DEPTH_MAX = 50;

/**
 * `decimal`: how numbers are written in the code. Null: no formula that can be worked out here, such as one with cells of a
 * table (`SUM(ABOVE)`, `A1*B1`) or bookmarks of the document.
 */
export function parseFormula(
  pieces: readonly CodePiece[],
  decimal: '.' | ',',
  bookmarks: ReadonlySet<string>,
): Expression | null {
  const tokens = tokensOf(pieces, decimal);
  if (tokens === null) return null;
  const reader: Reader = { tokens, at: 0, depth: 0, bookmarks };
  const found = comparison(reader);
  return reader.at === tokens.length ? found : null;
}

/** Between arguments a comma stands alone; in a number it stands before a digit, and groups only outside of brackets. */
function tokensOf(pieces: readonly CodePiece[], decimal: '.' | ','): Token[] | null {
  const tokens: Token[] = [];
  let [length, depth] = [0, 0];
  for (const piece of pieces) {
    if (typeof piece !== 'string') tokens.push({ kind: 'slot', slot: piece });
    else {
      length += piece.length;
      if (length > LENGTH_MAX) return null;
      for (let at = 0; at < piece.length; ) {
        const pattern = NUMBERS[decimal === ',' ? 'comma' : depth > 0 ? 'argument' : 'point'];
        pattern.lastIndex = at;
        const [text, number, name] = pattern.exec(piece) ?? [];
        if (text === undefined) return null;
        at += text.length;
        const token = text.trim();
        if (number !== undefined) tokens.push({ kind: 'number', text: digits(number, decimal) });
        else if (name !== undefined) tokens.push({ kind: 'name', text: name.toUpperCase() });
        else if (token !== '' && !/^\p{Sc}$/u.test(token)) tokens.push({ kind: 'sign', text: token });
        depth += token === '(' ? 1 : token === ')' ? -1 : 0;
      }
    }
  }
  return tokens;
}

const REST = String.raw`|([A-Za-z_][\w.]*)|<>|<=|>=|[-−+*/^%()=<>,;\p{Sc}]|$)`;
const NUMBERS = {
  point: new RegExp(String.raw`\s*(?:(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+)${REST}`, 'uy'),
  argument: new RegExp(String.raw`\s*(?:(\d+(?:\.\d*)?|\.\d+)${REST}`, 'uy'),
  comma: new RegExp(String.raw`\s*(?:(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)${REST}`, 'uy'),
};

function digits(text: string, decimal: '.' | ','): string {
  if (decimal === '.') return text.replaceAll(',', '');
  return /^\d+\.\d+$/.test(text) && !/^\d{1,3}\.\d{3}$/.test(text) ? text : text.replaceAll('.', '').replace(',', '.');
}

type Step = (reader: Reader) => Expression | null;

const comparison: Step = (reader) => chain(reader, ['=', '<>', '<', '<=', '>', '>='], sum);
const sum: Step = (reader) => chain(reader, ['+', '-'], product);
const product: Step = (reader) => chain(reader, ['*', '/'], power);
const power: Step = (reader) => chain(reader, ['^'], percentage);

function chain(reader: Reader, signs: readonly string[], next: Step): Expression | null {
  let left = next(reader);
  while (left !== null) {
    const sign = signAt(reader);
    if (sign === null || !signs.includes(sign)) return left;
    reader.at += 1;
    const right = next(reader);
    left = right === null ? null : { kind: 'binary', sign, left, right };
  }
  return null;
}

function percentage(reader: Reader): Expression | null {
  let found = single(reader);
  while (found !== null && take(reader, '%'))
    found = { kind: 'binary', sign: '/', left: found, right: { kind: 'number', value: 100 } };
  return found;
}

function single(reader: Reader): Expression | null {
  if (reader.depth >= DEPTH_MAX) return null;
  reader.depth += 1;
  const found = deeper(reader);
  reader.depth -= 1;
  return found;
}

function deeper(reader: Reader): Expression | null {
  if (take(reader, '+')) return single(reader);
  if (take(reader, '-')) {
    const right = single(reader);
    return right === null ? null : { kind: 'binary', sign: '-', left: { kind: 'number', value: 0 }, right };
  }
  if (take(reader, '(')) {
    const inside = comparison(reader);
    return take(reader, ')') ? inside : null;
  }
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === undefined || token.kind === 'sign') return null;
  if (token.kind === 'slot') return token;
  return token.kind === 'number' ? { kind: 'number', value: Number(token.text) } : named(token.text, reader);
}

function named(name: string, reader: Reader): Expression | null {
  if (name === 'TRUE' || name === 'FALSE') return { kind: 'number', value: name === 'TRUE' ? 1 : 0 };
  if (FUNCTIONS.has(name) && take(reader, '(')) return call(name, reader);
  return reader.bookmarks.has(name.toLowerCase()) ? { kind: 'bookmark', name: name.toLowerCase() } : null;
}

function call(name: string, reader: Reader): Expression | null {
  // A name that nothing defines is a fine question here.
  if (name === 'DEFINED') return defined(reader);
  const args: Expression[] = [];
  while (!take(reader, ')')) {
    const arg = comparison(reader);
    if (arg === null) return null;
    args.push(arg);
    if (!take(reader, ',') && !take(reader, ';') && signAt(reader) !== ')') return null;
  }
  return args.length > 0 ? { kind: 'call', name, args } : null;
}

function defined(reader: Reader): Expression | null {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'name' || reader.bookmarks.has(token.text.toLowerCase())) {
    const arg = comparison(reader);
    return arg !== null && take(reader, ')') ? { kind: 'call', name: 'DEFINED', args: [arg] } : null;
  }
  return null;
}

function take(reader: Reader, sign: string): boolean {
  if (signAt(reader) !== sign) return false;
  reader.at += 1;
  return true;
}

function signAt(reader: Reader): string | null {
  const token = reader.tokens[reader.at];
  if (token?.kind !== 'sign') return null;
  return token.text === '−' ? '-' : token.text;
}
