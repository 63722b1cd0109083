/** Tags of one sequence (of runs, of blocks, of rows) → choices and repeats around what stands between them. */
import type { MergeNotes } from '../mergeScope.ts';
import { isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { choiceNode, repeatNode, withChildren } from './newMarkup.ts';
import { pairTags, type TagGroup, type TagPairs } from './tagPairs.ts';
import type { Condition } from './tagCondition.ts';
import type { BlockTag } from './tagSyntax.ts';

/** One condition with two sides, or a repeat; `{{else if}}` is a condition on the other side. */
type Part = { kind: 'if'; condition: Condition } | { kind: 'each' };
export type Step = { of: Part; side: 'then' | 'else' };
/** In which parts something stands, the outermost first. */
export type Path = readonly Step[];
export type Placed = { path: Path; node: XmlChild };

/** `behind`: where what follows each tag stands; a tag without a partner changes nothing. */
export type TagPaths = { pairs: TagPairs; behind: Path[] };

type Frame = { base: Path; group: TagGroup; other: Path; next: number };

export function tagPaths(tags: readonly BlockTag[]): TagPaths {
  const pairs = pairTags(tags);
  const frames: Frame[] = [];
  let path: Path = [];
  const behind = tags.map((_, at): Path => {
    const group = pairs.groups.get(at);
    const top = frames.at(-1);
    if (group !== undefined) {
      const part: Part = group.kind === 'if' ? { kind: 'if', condition: group.condition } : { kind: 'each' };
      frames.push({ base: path, group, other: [...path, { of: part, side: 'else' }], next: 0 });
      path = [...path, { of: part, side: 'then' }];
    } else if (top?.group.to === at) {
      frames.pop();
      path = top.base;
    } else if (top?.group.kind === 'if' && top.group.elses[top.next]?.at === at) {
      path = otherSide(top, top.group.elses[top.next]?.condition ?? null);
      top.next += 1;
    }
    return path;
  });
  return { pairs, behind };
}

function otherSide(frame: Frame, condition: Condition | null): Path {
  if (condition === null) return frame.other;
  const part: Part = { kind: 'if', condition };
  const path: Path = [...frame.other, { of: part, side: 'then' }];
  frame.other = [...frame.other, { of: part, side: 'else' }];
  return path;
}

/** What becomes of the nodes of a part. */
export type PartBuilder<T> = { choice: (condition: Condition, then: T[], otherwise: T[]) => T; repeat: (inner: T[]) => T };

/** Consecutive nodes in the same part become one node of it. */
export function nestParts<T>(placed: readonly { path: Path; node: T }[], build: PartBuilder<T>, depth = 0): T[] {
  const out: T[] = [];
  for (let at = 0; at < placed.length; ) {
    const first = placed[at];
    if (first === undefined) break;
    const part = first.path[depth]?.of;
    if (part === undefined) {
      out.push(first.node);
      at += 1;
      continue;
    }
    let end = at + 1;
    while (placed[end]?.path[depth]?.of === part) end += 1;
    out.push(partNode(part, placed.slice(at, end), build, depth));
    at = end;
  }
  return out;
}

function partNode<T>(part: Part, placed: readonly { path: Path; node: T }[], build: PartBuilder<T>, depth: number): T {
  if (part.kind === 'each') return build.repeat(nestParts(placed, build, depth + 1));
  const of = (side: Step['side']) => placed.filter(({ path }) => path[depth]?.side === side);
  return build.choice(part.condition, nestParts(of('then'), build, depth + 1), nestParts(of('else'), build, depth + 1));
}

/** Nodes of a letter's markup → the same with choices and repeats around them. */
export function nest(placed: readonly Placed[], notes: MergeNotes): XmlChild[] {
  return nestParts<XmlChild>(placed, {
    choice(condition, then, otherwise) {
      return choiceNode(condition, then, otherwise);
    },
    repeat: (inner) => repeatOf(inner, notes),
  });
}

/** Rows have no rows of their own, so a repeat in a repeat would show every row for every row. */
export function repeatOf(children: XmlChild[], notes: MergeNotes): Xml {
  const once = children.flatMap(withoutRepeats);
  if (once.length !== children.length || once.some((child, at) => child !== children[at])) sayNested(notes);
  return repeatNode(once);
}

export function sayNested(notes: MergeNotes): void {
  const text =
    'A part of the letter that repeats stands inside another one. The inner one is not repeated by itself. Take its {{#each}} and {{/each}} out.';
  notes.remark('REPEAT_NESTED', text);
}

function withoutRepeats(child: XmlChild): XmlChild[] {
  if (!isElement(child)) return [child];
  const inner = child.children.flatMap(withoutRepeats);
  if (child.place?.kind === 'repeat') return inner;
  const same = inner.length === child.children.length && inner.every((node, at) => node === child.children[at]);
  return same ? [child] : [withChildren(child, inner)];
}

/** The parts that all of these stand in. */
export function sharedPath(places: readonly { path: Path }[]): Path {
  const [first, ...rest] = places.map(({ path }) => path);
  if (first === undefined) return [];
  const differs = first.findIndex((step, at) => rest.some((path) => path[at]?.of !== step.of || path[at]?.side !== step.side));
  return differs < 0 ? first : first.slice(0, differs);
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((step, at) => step.of === b[at]?.of && step.side === b[at]?.side);
}
