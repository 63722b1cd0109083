/** The letterhead: header and footer of the first page (ISO/IEC 29500-1 17.10), which a mail can carry above and below its text. */
import type { WordPackage } from '../ooxml/openPackage.ts';
import { childrenOf, elementsOf, textOf, type Xml } from '../ooxml/parseXml.ts';
import { onOff } from './readFormat.ts';

/** Names of the parts; null where the first page has none. `others`: those that only other pages have. */
export type Letterhead = { header: string | null; footer: string | null; others: string[] };

export function findLetterhead(opened: WordPackage, body: Xml): Letterhead {
  const sections = sectionsOf(body);
  const [first] = sections;
  const titled = onOff(first, 'w:titlePg') === true;
  const relationships = opened.relationships(opened.main);
  const partOf = (reference: Xml | undefined): string | null => {
    const found = relationships.get(reference?.attributes['r:id'] ?? '');
    return found === undefined || found.external ? null : found.target;
  };
  const own = (name: string) =>
    childrenOf(first, name).find((reference) => (reference.attributes['w:type'] ?? 'default') === (titled ? 'first' : 'default'));
  const [header, footer] = [partOf(own('w:headerReference')), partOf(own('w:footerReference'))];
  const all = sections.flatMap((section) =>
    elementsOf(section).filter((child) => child.name === 'w:headerReference' || child.name === 'w:footerReference'),
  );
  const others = new Set(all.map(partOf).filter((name): name is string => name !== null && name !== header && name !== footer));
  return { header, footer, others: [...others] };
}

/** In document order; all but the last stand in the last paragraph of their section. */
function sectionsOf(element: Xml): Xml[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === 'w:sectPr') return [child];
    return SECTION_PATH.has(child.name) ? sectionsOf(child) : [];
  });
}

const SECTION_PATH: ReadonlySet<string> = new Set([
  'w:p',
  'w:pPr',
  'w:sdt',
  'w:sdtContent',
  'merge:choice',
  'merge:then',
  'merge:else',
  'merge:repeat',
]);

/** Text other than a page number, a picture, or a value. */
export function hasContent(element: Xml | undefined): boolean {
  return elementsOf(element).some((child) => {
    if (child.name === 'w:t') return /\p{L}/u.test(textOf(child));
    if (child.name === 'w:fldSimple') return !isPageNumber(child.attributes['w:instr'] ?? '');
    return ['w:drawing', 'w:pict', 'merge:value'].includes(child.name) || hasContent(child);
  });
}

/** What Word fills in when it lays out pages, which a mail does not have. */
export function isPageNumber(code: string): boolean {
  return /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|PAGEREF)\b/i.test(code);
}
