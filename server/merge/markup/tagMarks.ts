/** Marks of tags that wait for a partner in what is around them. */
import { childOf, isElement, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import { withChildren } from './newMarkup.ts';
import { isMark, isSeen, type TagMark } from './tagText.ts';

export function marksOf(block: XmlChild): TagMark[] {
  if (isMark(block)) return [block];
  return isElement(block) && block.name === 'w:p' ? block.children.filter(isMark) : [];
}

/** The container without its marks, and without paragraphs that held nothing else; `say` is told of each. */
export function withoutMarks(container: Xml, say: ((mark: TagMark) => void) | null): Xml {
  const last = container.children.findLast((child) => isElement(child) && child.name === 'w:p');
  const children = container.children.flatMap((child) => {
    const marks = marksOf(child);
    if (marks.length === 0 || !isElement(child)) return [child];
    for (const mark of marks) say?.(mark);
    if (isMark(child)) return [];
    const rest = child.children.filter((node) => !isMark(node));
    const needed = child === last && container.name === 'w:tc';
    return needed || rest.some(isSeen) || endsSection(child) ? [withChildren(child, rest)] : [];
  });
  return withChildren(container, children);
}

/** A section break is kept in the last paragraph of its section (ISO/IEC 29500-1 17.6.18). */
export function endsSection(p: Xml): boolean {
  return childOf(childOf(p, 'w:pPr'), 'w:sectPr') !== undefined;
}
