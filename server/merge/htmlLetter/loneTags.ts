/**
 * Tags as people place them in an editor, put where they mean something: a paragraph or table row that holds nothing but tags is
 * there for the tags only, and a part that begins in one cell and ends in another is about whole rows.
 */
import { pairTags } from '../markup/tagPairs.ts';
import type { LetterToken } from './letterTokens.ts';

const LINES = new Set('p div li h1 h2 h3 h4 h5 h6 tr'.split(' '));
/** May stand around a lone tag without showing anything. */
const LOOKS = new Set('span b strong i em u font small o:p br wbr td th'.split(' '));
/** A lone tag has few tokens around it. */
const LOOK_AHEAD = 60;

export function placedTags(tokens: readonly LetterToken[]): readonly LetterToken[] {
  if (!tokens.some(({ kind }) => kind === 'tag')) return tokens;
  return aroundRows(withoutLoneLines(tokens));
}

function withoutLoneLines(tokens: readonly LetterToken[]): LetterToken[] {
  const out: LetterToken[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const end = token.kind === 'open' && LINES.has(token.name) ? endOfLone(tokens, at, token.name) : -1;
    if (end < 0) out.push(token);
    else {
      for (const inner of tokens.slice(at, end)) if (inner.kind === 'tag') out.push(inner);
      at = end;
    }
  }
  return out;
}

/** Index of the end tag where there is nothing but tags before it, or -1. */
function endOfLone(tokens: readonly LetterToken[], from: number, name: string): number {
  let tags = 0;
  for (let at = from + 1; at < tokens.length && at < from + LOOK_AHEAD; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'close' && token.name === name) return tags > 0 ? at : -1;
    if (token?.kind === 'tag') tags += 1;
    else if (token === undefined || !isNothing(token)) return -1;
  }
  return -1;
}

function isNothing(token: LetterToken): boolean {
  if (token.kind === 'text') return /^(?:\s|&nbsp;|&#160;|&#xa0;)*$/i.test(token.text);
  return (token.kind === 'open' || token.kind === 'close') && LOOKS.has(token.name);
}

type Row = { table: number; open: number; close: number };
type Place = { at: number; cell: number; row: Row | null };

/** The begin goes before its row and the end behind its own, where these are different cells of one table. */
function aroundRows(tokens: readonly LetterToken[]): readonly LetterToken[] {
  const places = placesOf(tokens);
  const { groups } = pairTags(places.flatMap(({ at }) => tagAt(tokens, at)));
  const before = new Map<number, number[]>();
  const behind = new Map<number, number[]>();
  const moved = new Set<number>();
  for (const group of groups.values()) {
    const [from, to] = [places[group.from], places[group.to]];
    if (from?.row == null || to?.row == null || from.cell === to.cell || from.row.table !== to.row.table || to.row.close < 0)
      continue;
    const elses = group.kind === 'if' ? group.elses : [];
    if (elses.some(({ at }) => places[at]?.row != null)) continue;
    before.set(from.row.open, [...(before.get(from.row.open) ?? []), from.at]);
    behind.set(
      to.row.close,
      [to.at, ...(behind.get(to.row.close) ?? [])].toSorted((a, b) => a - b),
    );
    moved.add(from.at).add(to.at);
  }
  if (moved.size === 0) return tokens;
  const take = (indexes: readonly number[] = []) => indexes.flatMap((at) => tokens[at] ?? []);
  return tokens.flatMap((token, at) => [
    ...take(before.get(at)?.toSorted((a, b) => a - b)),
    ...(moved.has(at) ? [] : [token]),
    ...take(behind.get(at)),
  ]);
}

function tagAt(tokens: readonly LetterToken[], at: number) {
  const token = tokens[at];
  return token?.kind === 'tag' ? [token.tag] : [];
}

/** Cell 0: outside of every cell. */
function placesOf(tokens: readonly LetterToken[]): Place[] {
  const places: Place[] = [];
  const around: { table: number; row: Row | null; cell: number }[] = [{ table: 0, row: null, cell: 0 }];
  for (const [at, token] of tokens.entries()) {
    const top = around.at(-1);
    if (top === undefined) break;
    if (token.kind === 'tag') places.push({ at, cell: top.cell, row: top.cell === 0 ? null : top.row });
    else if (token.kind === 'open' && token.name === 'table') around.push({ table: at, row: null, cell: 0 });
    else if (token.kind === 'close' && token.name === 'table' && around.length > 1) around.pop();
    else if (token.kind === 'open' && token.name === 'tr') [top.row, top.cell] = [{ table: top.table, open: at, close: -1 }, 0];
    else if (token.kind === 'open' && /^t[dh]$/.test(token.name)) top.cell = at + 1;
    else if (token.kind === 'close' && /^t[dh]$/.test(token.name)) top.cell = 0;
    else if (token.kind === 'close' && token.name === 'tr') {
      if (top.row !== null) top.row.close = at;
      [top.row, top.cell] = [null, 0];
    }
  }
  return places;
}
