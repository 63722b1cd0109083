/** Lines of an HTML letter that go where a field's policy takes its line away: a paragraph, or a part of one between `<br>`. */
import type { MergeScope, Slot } from '../mergeScope.ts';
import type { Condition } from '../markup/tagCondition.ts';
import type { LetterToken } from './letterTokens.ts';

const LINES = new Set('p li h1 h2 h3 h4 h5 h6 div'.split(' '));
/** A line has no blocks in it, and no begin or end of a part that goes on elsewhere. */
const ENDS_SEARCH = new Set('table tr td th ul ol dl blockquote pre hr'.split(' '));

export function droppableLines(tokens: readonly LetterToken[]): LetterToken[] {
  const out: LetterToken[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const end = token.kind === 'open' && LINES.has(token.name) ? endOfLine(tokens, at, token.name) : -1;
    if (end < 0) out.push(token);
    else {
      out.push(...withTests(tokens.slice(at, end + 1)));
      at = end;
    }
  }
  return out;
}

/** Index of the end tag of a block that holds values and no other blocks, or -1. */
function endOfLine(tokens: readonly LetterToken[], from: number, name: string): number {
  let values = false;
  for (let at = from + 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'close' && token.name === name) return values ? at : -1;
    if (token?.kind === 'value') values = true;
    const named = token?.kind === 'open' || token?.kind === 'close' ? token.name : '';
    if (token?.kind === 'tag' || LINES.has(named) || ENDS_SEARCH.has(named)) return -1;
  }
  return -1;
}

function withTests(block: readonly LetterToken[]): LetterToken[] {
  const [open, close] = [block.slice(0, 1), block.slice(-1)];
  const lines: LetterToken[][] = [[]];
  for (const token of block.slice(1, -1)) {
    lines.at(-1)?.push(token);
    if (token.kind === 'open' && token.name === 'br') lines.push([]);
  }
  const tests = lines.map(lineTest);
  const inner = lines.flatMap((line, at) => (lines.length === 1 ? line : where(tests[at] ?? null, line)));
  const all = tests.flatMap((test) => test ?? []);
  const whole = [...open, ...inner, ...close];
  return all.length < tests.length
    ? whole
    : where(
        holding((scope) => all.some((test) => test.holds(scope))),
        whole,
      );
}

function where(condition: Condition | null, tokens: readonly LetterToken[]): LetterToken[] {
  if (condition === null) return [...tokens];
  const begin: LetterToken = { kind: 'tag', tag: { kind: 'if', condition, text: '' } };
  return [begin, ...tokens, { kind: 'tag', tag: { kind: 'end', of: 'if', text: '' } }];
}

function lineTest(tokens: readonly LetterToken[]): Condition | null {
  const slots = tokens.flatMap((token) => (token.kind === 'value' ? [token.slot] : []));
  const needed = slots.flatMap(neededFields);
  if (needed.length === 0 || !isBalanced(tokens)) return null;
  return holding((scope) => !scope.drops(needed));
}

function holding(holds: (scope: MergeScope) => boolean): Condition {
  return { fields: [], optional: [], holds, filledWhere: { true: [], false: [] } };
}

function neededFields({ fields, optional = [] }: Slot): string[] {
  return fields.filter((field) => !optional.includes(field));
}

/** A look that begins in one line and ends in another holds them together. */
function isBalanced(tokens: readonly LetterToken[]): boolean {
  const open: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'open' && !/^(?:br|img|wbr)$/.test(token.name)) open.push(token.name);
    if (token.kind === 'close' && open.pop() !== token.name) return false;
  }
  return open.length === 0;
}
