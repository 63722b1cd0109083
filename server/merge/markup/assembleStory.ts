/** Items → paragraphs, tables and what stands between them. */
import type { Test } from '../mergeScope.ts';
import type { Xml, XmlChild } from '../ooxml/parseXml.ts';
import { assembleInline } from './assembleInline.ts';
import { choiceNode, paragraphLike, runOf } from './newMarkup.ts';
import { type FlatItem, flatten, type Item } from './storyItems.ts';

/** `room`: how many more items may stand there twice because of choices between paragraphs. */
export type Assembly = { skips: Set<Test>; simplified: () => void; room: { left: number } };

type Line = { p: Xml | null; items: FlatItem[] };

/** Text beside such a choice stands on both of its sides, so n of them in one paragraph make it 2ⁿ. */
const FORKS_MAX = 6;

export function assembleStory(items: readonly Item[], assembly: Assembly): XmlChild[] {
  return blocksOf(flatten(items), null, assembly);
}

function blocksOf(items: readonly FlatItem[], p: Xml | null, assembly: Assembly): XmlChild[] {
  const out: XmlChild[] = [];
  let line: Line | null = p === null ? null : { p, items: [] };
  let last = p;
  for (const item of items) {
    if (item.kind === 'skip') assembly.skips.add(item.test);
    else if (item.kind === 'told') item.tell();
    else if (item.kind === 'open' || item.kind === 'block') {
      if (line !== null) out.push(...lineBlocks(line, assembly));
      line = item.kind === 'open' ? { p: item.p, items: [] } : null;
      if (item.kind === 'open') last = item.p;
      else out.push(item.node);
    } else {
      // Behind a table whose following paragraph was joined away, what is left needs a paragraph of its own.
      line ??= { p: last, items: [] };
      line.items.push(item);
    }
  }
  return line === null ? out : [...out, ...lineBlocks(line, assembly)];
}

function lineBlocks(line: Line, assembly: Assembly): XmlChild[] {
  const forks = forksIn(line.items);
  if (forks === 0) return [paragraphLike(line.p, assembleInline(line.items, null))];
  const cost = line.items.length * 2 ** Math.min(forks, FORKS_MAX + 1);
  if (forks > FORKS_MAX || cost > assembly.room.left) {
    assembly.simplified();
    return [paragraphLike(line.p, assembleInline(simplified(line.items), null))];
  }
  assembly.room.left -= cost;
  return forkBlocks(line, assembly);
}

function forksIn(items: readonly FlatItem[]): number {
  let count = 0;
  for (const item of items) if (item.kind === 'fork') count += 1 + forksIn(flatten(item.yes)) + forksIn(flatten(item.no));
  return count;
}

function forkBlocks({ p, items }: Line, assembly: Assembly): XmlChild[] {
  const at = items.findIndex((item) => item.kind === 'fork');
  const fork = items[at];
  if (fork?.kind !== 'fork') return [paragraphLike(p, assembleInline(items, null))];
  const [before, after] = [items.slice(0, at), items.slice(at + 1)];
  const side = (inside: Item[]) => blocksOf([...before, ...flatten(inside), ...after], p, assembly);
  return [choiceNode(fork.test, side(fork.yes), side(fork.no))];
}

/** Sides that stay in one paragraph: its ends become line breaks, tables are gone. */
export function simplified(items: readonly FlatItem[]): FlatItem[] {
  return items.flatMap((item): FlatItem[] => {
    if (item.kind === 'open') return [{ kind: 'inline', node: runOf('\n'), text: '\n', wrap: null }];
    if (item.kind === 'block') return [];
    if (item.kind !== 'fork') return [item];
    const side = (inside: Item[]) => assembleInline(simplified(flatten(inside)), null);
    const node = choiceNode(item.test, side(item.yes), side(item.no));
    return [{ kind: 'inline', node, text: item.text, wrap: null }];
  });
}
