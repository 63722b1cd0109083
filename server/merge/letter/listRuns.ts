/**
 * Numbers of list items where some of the items depend on the message. The readers number every item once, as the letter
 * shows it; here that becomes runs of items that count on by themselves, however many of them a message has.
 */
import { type Block, leafBlocks, type ListMark, type Paragraph } from './letterTree.ts';

export type Item = Paragraph & { mark: ListMark };

export function isMarked(paragraph: Paragraph): paragraph is Item {
  return paragraph.mark !== null;
}

/** Items that count on from each other. `begin`: number of the first. */
export type Run = { begin: number; level: number };

/** The run of every item, by its numbers in the letter. */
function listRuns(blocks: readonly Block[]): ReadonlyMap<Paragraph, Run> {
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

/** The mark of an item as one rendering shows it. */
export type MarkNow = { number: number; text: string };

/** `restart`: at the beginning of each rendering; `next`: for its items in the order in which they are shown. */
export type RunningMarks = { restart: () => void; next: (item: Item) => MarkNow };

/** Null where every message has the same items: their marks are those of the letter. `blocks`: of one body or cell. */
export function runningMarks(blocks: readonly Block[]): RunningMarks | null {
  if (!blocks.some(depends)) return null;
  const runs = listRuns(blocks);
  if (runs.size === 0) return null;
  let next = itemCounter(runs);
  return {
    restart() {
      next = itemCounter(runs);
    },
    next: (item) => next(item),
  };
}

function depends(block: Block): boolean {
  return block.kind === 'choice' || block.kind === 'repeat' || (block.kind === 'paragraph' && block.line !== null);
}

function itemCounter(runs: ReadonlyMap<Paragraph, Run>): (item: Item) => MarkNow {
  const counts = new Map<Run, number>();
  const numbers = new Map<string, (number | undefined)[]>();
  return (item) => {
    const { list, level, number: written } = item.mark;
    const run = runs.get(item) ?? { begin: written, level };
    for (const other of counts.keys()) if (other.level > level) counts.delete(other);
    const count = counts.get(run) ?? 0;
    counts.set(run, count + 1);
    const number = run.begin + count;
    const now = numbers.get(list) ?? [];
    now[level] = number;
    now.length = level + 1;
    numbers.set(list, now);
    return { number, text: item.mark.textWith(now) };
  };
}
