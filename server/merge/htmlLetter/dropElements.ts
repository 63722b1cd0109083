/** Takes elements and everything in them out of a letter's HTML. */
import type { HtmlToken } from './scanHtml.ts';

/** Gone with everything in them. */
const GONE = new Set(
  'script iframe frame frameset object embed applet noscript noembed noframes xmp plaintext template svg math audio video canvas portal'.split(
    ' ',
  ),
);
/** Have no content and no end tag. */
const VOID = new Set('area base br col embed frame hr img input link meta param source track wbr'.split(' '));

/** `left`: names of what was taken out; `cut`: of those, elements without an end tag that took words with them. */
export type Dropped = { kept: HtmlToken[]; left: Set<string>; cut: Set<string> };

export function dropElements(tokens: readonly HtmlToken[]): Dropped {
  const dropped: Dropped = { kept: [], left: new Set(), cut: new Set() };
  const ends = endTags(tokens);
  const around = new Map<string, number>();
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if ((token.kind !== 'open' && token.kind !== 'raw') || !GONE.has(token.name)) {
      count(token, around);
      dropped.kept.push(token);
      continue;
    }
    dropped.left.add(token.name);
    if (token.kind === 'raw' || isEmpty(token)) continue;
    const end = ends.get(at);
    const next = end === undefined ? endOfParent(tokens, at + 1, around) : end + 1;
    if (end === undefined && tokens.slice(at + 1, next).some(isContent)) dropped.cut.add(token.name);
    at = next - 1;
  }
  return dropped;
}

/** Index of each start tag of an element that goes → index of its end tag, where there is one. */
function endTags(tokens: readonly HtmlToken[]): Map<number, number> {
  const ends = new Map<number, number>();
  const open = new Map<string, number[]>();
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'open' && GONE.has(token.name) && !isEmpty(token))
      open.set(token.name, pushed(open.get(token.name) ?? [], index));
    const start = token.kind === 'close' ? open.get(token.name)?.pop() : undefined;
    if (start !== undefined) ends.set(start, index);
  }
  return ends;
}

function pushed(list: number[], index: number): number[] {
  list.push(index);
  return list;
}

/** Only drawings and formulas may close themselves; HTML ignores the slash everywhere else. */
function isEmpty(token: HtmlToken & { kind: 'open' }): boolean {
  return VOID.has(token.name) || (token.selfClosing && (token.name === 'svg' || token.name === 'math'));
}

/** Where the end tag of something that is open around `from` stands; the end of the letter where there is none. */
function endOfParent(tokens: readonly HtmlToken[], from: number, around: ReadonlyMap<string, number>): number {
  const inside = new Map<string, number>();
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    if (token.kind === 'close' && (inside.get(token.name) ?? 0) === 0 && (around.get(token.name) ?? 0) > 0) return at;
    count(token, inside);
  }
  return tokens.length;
}

function count(token: HtmlToken, open: Map<string, number>): void {
  if (token.kind === 'open' && !VOID.has(token.name)) open.set(token.name, (open.get(token.name) ?? 0) + 1);
  if (token.kind === 'close') open.set(token.name, Math.max(0, (open.get(token.name) ?? 0) - 1));
}

function isContent(token: HtmlToken): boolean {
  return (
    token.kind === 'raw' || (token.kind === 'text' && token.text.trim() !== '') || (token.kind === 'open' && token.name === 'img')
  );
}
