/** Which begin, middle and end tags of one sequence belong together. */
import type { BlockTag } from './tagSyntax.ts';
import type { Condition } from './tagCondition.ts';

/** Indexes count in the given sequence. */
export type TagGroup =
  | { kind: 'if'; condition: Condition; from: number; elses: { at: number; condition: Condition | null }[]; to: number }
  | { kind: 'each'; from: number; to: number };

/** `groups`: index of each begin → its group. `left`: tags without a partner, of which those in `inside` stand within a group. */
export type TagPairs = { groups: Map<number, TagGroup>; left: Set<number>; inside: Set<number> };

type Open = { at: number; tag: BlockTag & { kind: 'if' | 'each' }; elses: { at: number; condition: Condition | null }[] };

/** Nobody nests deeper; what does is told like a tag without an end. */
const DEPTH_MAX = 40;
/** Each `{{else if}}` is a condition on the other side of the one before it, so they nest too. */
const ELSES_MAX = 50;

export function pairTags(tags: readonly BlockTag[]): TagPairs {
  const pairs: TagPairs = { groups: new Map(), left: new Set(), inside: new Set() };
  const open: Open[] = [];
  let beyond = 0;
  for (const [at, tag] of tags.entries()) {
    const begins = tag.kind === 'if' || tag.kind === 'each';
    if (beyond > 0 || (begins && open.length >= DEPTH_MAX)) {
      pairs.left.add(at);
      beyond += begins ? 1 : tag.kind === 'end' ? -1 : 0;
    } else if (begins) open.push({ at, tag, elses: [] });
    else if (tag.kind === 'else') takeElse(at, tag.condition, open, pairs);
    else takeEnd(at, tag, open, pairs);
  }
  leave(open, pairs);
  markInside(tags.length, pairs);
  return pairs;
}

function markInside(count: number, { groups, left, inside }: TagPairs): void {
  let end = -1;
  for (let at = 0; at < count; at += 1) {
    end = Math.max(end, groups.get(at)?.to ?? -1);
    if (at < end && left.has(at)) inside.add(at);
  }
}

function takeElse(at: number, condition: Condition | null, open: Open[], pairs: TagPairs): void {
  const top = open.at(-1);
  if (top?.tag.kind !== 'if' || top.elses.at(-1)?.condition === null || top.elses.length >= ELSES_MAX) pairs.left.add(at);
  else top.elses.push({ at, condition });
}

/** Begins between this end and its own begin have no end: the two would cross. */
function takeEnd(at: number, tag: BlockTag & { kind: 'end' }, open: Open[], pairs: TagPairs): void {
  const index = tag.of === null ? open.length - 1 : open.findLastIndex((begun) => begun.tag.kind === tag.of);
  const begun = open[index];
  if (begun === undefined) {
    pairs.left.add(at);
    return;
  }
  leave(open.splice(index).slice(1), pairs);
  const [from, to] = [begun.at, at];
  if (begun.tag.kind === 'each') pairs.groups.set(from, { kind: 'each', from, to });
  else pairs.groups.set(from, { kind: 'if', condition: begun.tag.condition, from, elses: begun.elses, to });
}

function leave(open: readonly Open[], pairs: TagPairs): void {
  for (const { at, elses } of open) {
    pairs.left.add(at);
    for (const middle of elses) pairs.left.add(middle.at);
  }
}
