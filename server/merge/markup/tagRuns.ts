/** Tags whose begin and end stand in one paragraph: choices and repeats of runs. */
import type { MergeNotes } from '../mergeScope.ts';
import { isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { withChildren } from './newMarkup.ts';
import { nest, type Path, type Placed, tagPaths } from './tagGroups.ts';
import { sayNotClosed } from './tagSyntax.ts';
import { isMark, isSeen } from './tagText.ts';

/** These may stand there twice, with a part of their content each. */
const DIVISIBLE = new Set('w:hyperlink w:smartTag w:customXml w:ins w:moveTo w:dir w:bdo merge:link'.split(' '));
/** What stands in these cannot be moved out of them. */
const CLOSED = new Set(['merge:choice', 'merge:repeat', 'merge:then', 'merge:else']);

/** Marks that find no partner here are left in the list, at its top level, for whoever looks at more than one paragraph. */
export function arrangeRuns(children: readonly XmlChild[], notes: MergeNotes): XmlChild[] {
  const flat = children.flatMap((child) =>
    isElement(child) && !isMark(child) && holdsMark(child) ? lifted(child, notes) : [child],
  );
  const marks = flat.filter(isMark);
  if (marks.length === 0) return flat;
  const { pairs, behind } = tagPaths(marks.map(({ mark }) => mark));
  const placed: Placed[] = [];
  let path: Path = [];
  let next = 0;
  for (const node of flat) {
    if (!isMark(node)) {
      placed.push({ path, node });
      continue;
    }
    path = behind[next] ?? [];
    if (pairs.inside.has(next)) sayNotClosed(node.mark, notes);
    else if (pairs.left.has(next)) placed.push({ path, node });
    next += 1;
  }
  return nest(placed, notes);
}

export function holdsMark(node: Xml): boolean {
  return node.children.some((child) => isElement(child) && (isMark(child) || holdsMark(child)));
}

/** Marks that a wrapper holds, put beside it; the wrapper is divided there, or cannot be. */
function lifted(wrapper: Xml, notes: MergeNotes): XmlChild[] {
  const inner = arrangeRuns(wrapper.children, notes);
  if (!inner.some(isMark)) return [withChildren(wrapper, inner)];
  if (DIVISIBLE.has(wrapper.name)) return divided(wrapper, inner);
  const [first, last] = [inner.findIndex(isSeen), inner.findLastIndex(isSeen)];
  const before: XmlChild[] = [];
  const after: XmlChild[] = [];
  for (const [at, node] of inner.entries()) {
    if (!isMark(node)) continue;
    if (CLOSED.has(wrapper.name) || (at > first && at < last)) sayNotClosed(node.mark, notes);
    else (at > last && first >= 0 ? after : before).push(node);
  }
  return [
    ...before,
    withChildren(
      wrapper,
      inner.filter((node) => !isMark(node)),
    ),
    ...after,
  ];
}

function divided(wrapper: Xml, inner: readonly XmlChild[]): XmlChild[] {
  const out: XmlChild[] = [];
  let part: XmlChild[] = [];
  const endPart = () => {
    if (part.length > 0) out.push(withChildren(wrapper, part));
    part = [];
  };
  for (const node of inner) {
    if (!isMark(node)) part.push(node);
    else {
      endPart();
      out.push(node);
    }
  }
  endPart();
  return out;
}
