/**
 * Numbers of list items where some of the items depend on the message. The readers number every item once, as the letter
 * shows it; here that becomes runs of items that count on by themselves, however many of them a message has.
 */
import { type Block, leafBlocks, type ListMark, type Paragraph } from './letterTree.ts';

export type Item = Paragraph & { mark: ListMark };

/** Items that count on from each other. `begin`: number of the first. */
export type Run = { begin: number; level: number };

/** The run of every item, by its numbers in the letter. */
export function listRuns(blocks: readonly Block[]): ReadonlyMap<Paragraph, Run> {
  const runs = new Map<Paragraph, Run>();
  const open = new Map<string, { run: Run; last: number; level: number }>();
  for (const block of leafBlocks(blocks)) {
    if (block.kind !== 'paragraph' || block.mark === null) continue;
    const { list, level, number } = block.mark;
    const key = `${list}/${level}`;
    const before = open.get(key);
    const run = before !== undefined && before.last + 1 === number ? before.run : { begin: number, level };
    for (const [other, { level: deeper }] of open) if (deeper > level) open.delete(other);
    open.set(key, { run, last: number, level });
    runs.set(block, run);
  }
  return runs;
}

/** Counts the items of one rendering, in the order in which they are shown. */
export function itemCounter(runs: ReadonlyMap<Paragraph, Run>): (item: Item) => number {
  const counts = new Map<Run, number>();
  return (item) => {
    const run = runs.get(item);
    if (run === undefined) return item.mark.number;
    for (const other of counts.keys()) if (other.level > run.level) counts.delete(other);
    const count = counts.get(run) ?? 0;
    counts.set(run, count + 1);
    return run.begin + count;
  };
}
