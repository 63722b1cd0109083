/** Part of a letter → the same with places for everything the merge fills: fields, content controls, double braces. */
import { childOf, elementsOf, findDeep, isElement, textOf, type Xml } from '../ooxml/parseXml.ts';
import { withChildren } from './newMarkup.ts';
import { resolveFields } from './resolveFields.ts';
import { resolveTags } from './resolveTags.ts';
import type { FieldFindings, ResolveNotes } from './storyWalk.ts';

export type MarkupFindings = FieldFindings & { repeats: boolean };

const STORIES = new Set(['w:body', 'w:hdr', 'w:ftr', 'w:footnote', 'w:endnote', 'w:txbxContent']);

/** `root`: w:document, w:hdr, w:ftr, w:footnotes or w:endnotes, with tracked changes accepted. */
export function resolveMarkup(root: Xml, notes: ResolveNotes): { root: Xml; found: MarkupFindings } {
  const { story, found } = resolveFields(root, notes);
  let repeats = false;
  const visit = (element: Xml): Xml => {
    let changed = false;
    const children = element.children.map((child) => {
      const kept = isElement(child) ? visit(child) : child;
      changed ||= kept !== child;
      return kept;
    });
    const inner = changed ? withChildren(element, children) : element;
    if (!STORIES.has(element.name)) return inner;
    const tagged = resolveTags(inner, notes);
    repeats ||= tagged.found.repeats;
    return tagged.story;
  };
  return { root: visit(story), found: { ...found, repeats } };
}

/** `SET Name …` and `ASK Name …`: names in lower case. Codes may be torn over runs. */
const SETS = /\b(?:SET|ASK)\s+(?:"([^"]{1,100})"|([^\s"\\]{1,100}))/gi;

/** Names that fields define anywhere in this part; of those that are no bookmarks of the letter's text only these are the merge's. */
export function bookmarksSetIn(root: Xml): Set<string> {
  const names = new Set<string>();
  for (const code of codesIn(root))
    for (const found of code.matchAll(SETS)) names.add((found[1] ?? found[2] ?? '').trim().toLowerCase());
  return names;
}

const CODE_MAX = 100_000;

/** Codes of one paragraph are read as one text, those of different paragraphs apart. */
function codesIn(element: Xml): string[] {
  const codes: string[] = [];
  let code = '';
  const visit = (inner: Xml): void => {
    if (inner.name === 'w:instrText') code += textOf(inner);
    else if (inner.name === 'w:fldChar' || inner.name === 'w:fldSimple') code += ` ${inner.attributes['w:instr'] ?? ''}`;
    for (const child of elementsOf(inner)) visit(child);
    if (code !== '' && (inner.name === 'w:p' || code.length > CODE_MAX)) codes.push(code);
    if (inner.name === 'w:p' || code.length > CODE_MAX) code = '';
  };
  visit(element);
  return code === '' ? codes : [...codes, code];
}

/**
 * Settings part → which column fills which part of an address (`w:fieldMapData`, ISO/IEC 29500-1 17.14.15): what Word calls the
 * part (`Last Name`) → name of the column.
 */
export function fieldMapping(settings: Xml | undefined): Map<string, string> {
  const mapping = new Map<string, string>();
  for (const data of elementsOf(findDeep(settings, 'w:odso')).filter((child) => child.name === 'w:fieldMapData')) {
    const value = (name: string) => childOf(data, name)?.attributes['w:val']?.trim() ?? '';
    const [mapped, column] = [value('w:mappedName'), value('w:name')];
    if (value('w:type') === 'dbColumn' && mapped !== '' && column !== '') mapping.set(mapped, column);
  }
  return mapping;
}
