/** Inline items → run-level markup: what stood inside a link or another wrapper stands in it again, once for each stretch. */
import type { XmlChild } from '../ooxml/parseXml.ts';
import type { FlatItem, Wrap } from './storyItems.ts';

type Open = { wrap: Wrap; inside: XmlChild[] };

/** `around`: wrappers that enclose the whole already. */
export function assembleInline(items: readonly FlatItem[], around: Wrap | null): XmlChild[] {
  const outside = new Set(chainOf(around));
  const out: XmlChild[] = [];
  const open: Open[] = [];
  let current: Wrap | null = around;
  for (const item of items) {
    if (item.kind !== 'inline' && item.kind !== 'block') continue;
    const wrap = item.kind === 'inline' ? item.wrap : around;
    if (wrap !== current) {
      moveTo(
        chainOf(wrap).filter((one) => !outside.has(one)),
        open,
        out,
      );
      current = wrap;
    }
    (open.at(-1)?.inside ?? out).push(item.node);
  }
  moveTo([], open, out);
  return out;
}

/** From the outermost to the innermost. */
function chainOf(wrap: Wrap | null): Wrap[] {
  const chain: Wrap[] = [];
  for (let one = wrap; one !== null; one = one.outer) chain.push(one);
  return chain.toReversed();
}

function moveTo(chain: readonly Wrap[], open: Open[], out: XmlChild[]): void {
  let same = 0;
  while (same < open.length && same < chain.length && open[same]?.wrap === chain[same]) same += 1;
  while (open.length > same) {
    const closed = open.pop();
    if (closed !== undefined) (open.at(-1)?.inside ?? out).push(closed.wrap.build(closed.inside));
  }
  for (const wrap of chain.slice(same)) open.push({ wrap, inside: [] });
}
