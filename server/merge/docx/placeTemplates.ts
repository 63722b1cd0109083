/** Choices and repeats of the merged document. */
import type { Test } from '../mergeScope.ts';
import { keepWithin, PART_LENGTH_MAX } from '../messageLimit.ts';
import { childOf, elementsOf, type Xml, type XmlChild } from '../ooxml/parseXml.ts';
import type { WordPart, WordTemplate } from './wordTemplate.ts';

/** What stands there where the test holds, and where it does not. The end of a section that one side has stays on both. */
export function sidesOf(choice: Xml): [XmlChild[], XmlChild[]] {
  const [then, otherwise] = [childOf(choice, 'merge:then')?.children ?? [], childOf(choice, 'merge:else')?.children ?? []];
  return [withSection(then, otherwise), withSection(otherwise, then)];
}

/** Without its end a section would take over the page size and headers of the next one. */
function withSection(side: XmlChild[], other: XmlChild[]): XmlChild[] {
  const missing = sectionEnd(side) === null ? sectionEnd(other) : null;
  return missing === null ? side : [...side, missing];
}

/** An empty paragraph that ends the same section as the first one that does among these. */
function sectionEnd(children: readonly XmlChild[]): Xml | null {
  for (const child of children) {
    if (typeof child === 'string') continue;
    const pPr = child.name === 'w:p' ? childOf(child, 'w:pPr') : undefined;
    const section = childOf(pPr, 'w:sectPr');
    if (pPr !== undefined && section !== undefined) return { ...child, children: [{ ...pPr, children: [section] }] };
    const inside = /^(?:merge:|w:sdt)/.test(child.name) ? sectionEnd(elementsOf(child)) : null;
    if (inside !== null) return inside;
  }
  return null;
}

export function choiceTemplate(test: Test, then: WordTemplate, otherwise: WordTemplate): WordPart {
  return (scope, progress) => (test.holds(scope) ? then : otherwise).render(scope, progress);
}

/** `from`: the first row that it stands there for, counted from 1. */
export function repeatTemplate(content: WordTemplate, from: number): WordPart {
  return (scope, progress) => {
    let out = '';
    for (const row of scope.rows.slice(from - 1)) {
      out += content.render(row, progress);
      keepWithin(out.length, PART_LENGTH_MAX);
    }
    return out;
  };
}
