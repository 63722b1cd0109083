/** Markup of a letter and one row → what stands there, in a short notation, for tests of the places. */
import { matchColumns } from '../../shared/merge/fieldNames.ts';
import { resolveFields } from '../../server/merge/markup/resolveFields.ts';
import type { FieldFindings } from '../../server/merge/markup/storyWalk.ts';
import { type MergeScope, type Question, scopeOf, type Slot } from '../../server/merge/mergeScope.ts';
import { childOf, isElement, parseXml, textOf, type Xml } from '../../server/merge/ooxml/parseXml.ts';
import { wordPart } from './docxOf.ts';

export type Resolved = { story: Xml; found: FieldFindings; remarks: string[]; questions: Question[] };

export function partOf(root: string, inside: string): Xml {
  const read = parseXml(new TextEncoder().encode(wordPart(root, inside)));
  if (!read.ok) throw new Error(`The markup was refused: ${read.problem}`);
  return read.root;
}

export function resolved(
  body: string,
  { bookmarks = [], mapping = {} }: { bookmarks?: string[]; mapping?: Record<string, string> } = {},
): Resolved {
  const remarks: string[] = [];
  const questions: Question[] = [];
  const notes = {
    remark: (code: string, text: string) => void remarks.push(`${code} ${text}`),
    ask: (question: Question) => void questions.push(question),
    bookmarks: new Set(bookmarks),
    mapping: new Map(Object.entries(mapping)),
  };
  return { ...resolveFields(partOf('body', body), notes), remarks, questions };
}

export function rowScope(values: Record<string, string>): MergeScope {
  const columns = Object.keys(values);
  const columnOf = (field: string) => matchColumns([field], columns)[field] ?? null;
  return scopeOf((field) => values[columnOf(field) ?? ''] ?? '', { has: (field) => columnOf(field) !== null });
}

/**
 * Paragraphs end with `¶`, tables are `[a|b/c|d]`, text boxes `(…)`, pictures `▣`; `*bold*`, `_italic_`, `~hidden~`; links `<address:words>`;
 * content controls `{…}`; fields that Word keeps `⟦code→result⟧`; a value inside code `‹…›`; other markers by their name.
 */
export function shown(element: Xml, values: Record<string, string> | MergeScope = {}): string {
  const scope =
    'bookmarks' in values && values.bookmarks instanceof Map
      ? (values as MergeScope)
      : rowScope(values as Record<string, string>);
  return inside(element, scope);
}

function inside(element: Xml | undefined, scope: MergeScope): string {
  return element === undefined ? '' : element.children.map((child) => (isElement(child) ? one(child, scope) : '')).join('');
}

const MARKS: Record<string, string> = {
  'w:tab': '→',
  'w:br': '↵',
  'w:drawing': '▣',
  'w:rPr': '',
  'w:pPr': '',
  'w:tcPr': '',
  'w:sdtPr': '',
};
const FIELD: Record<string, string> = { begin: '⟦', separate: '→', end: '⟧' };

function one(element: Xml, scope: MergeScope): string {
  const { place } = element;
  if (place?.kind === 'value') {
    const text = place.inCode ? `‹${place.slot.evaluate(scope)}›` : place.slot.evaluate(scope);
    return looking(text, childOf(element, 'w:rPr'));
  }
  if (place?.kind === 'choice') return inside(childOf(element, place.test.holds(scope) ? 'merge:then' : 'merge:else'), scope);
  if (place?.kind === 'link') return `<${place.parts.map((part) => spoken(part, scope)).join('')}:${inside(element, scope)}>`;
  if (place?.kind === 'next') return '⏭';
  return ordinary(element, scope);
}

function ordinary(element: Xml, scope: MergeScope): string {
  switch (element.name) {
    case 'w:p':
      return `${childOf(childOf(element, 'w:pPr'), 'w:pStyle')?.attributes['w:val'] ?? ''}${inside(element, scope)}¶`;
    case 'w:r':
      return looking(inside(element, scope), childOf(element, 'w:rPr'));
    case 'w:t':
    case 'w:instrText':
      return textOf(element);
    case 'w:fldChar':
      return FIELD[element.attributes['w:fldCharType'] ?? ''] ?? '';
    case 'w:fldSimple':
      return `⟦${element.attributes['w:instr']}→${inside(element, scope)}⟧`;
    case 'w:tbl':
      return `[${element.children
        .filter(isElement)
        .filter((row) => /^w:(?:tr|sdt)$/.test(row.name))
        .map((row) => inside(row, scope))
        .join('/')}]`;
    case 'w:tc':
      return `${inside(element, scope)}|`;
    case 'w:hyperlink':
      return `<${element.attributes['w:anchor'] ?? element.attributes['r:id'] ?? ''}:${inside(element, scope)}>`;
    case 'w:sdt':
      return `{${inside(element, scope)}}`;
    case 'w:txbxContent':
      return `(${inside(element, scope)})`;
    case 'w:bookmarkStart':
    case 'w:bookmarkEnd':
      return element.name.slice(10);
    default:
      return MARKS[element.name] ?? inside(element, scope);
  }
}

function spoken(part: string | Slot, scope: MergeScope): string {
  return typeof part === 'string' ? part : part.evaluate(scope);
}

function looking(text: string, rPr: Xml | undefined): string {
  const signs = [
    ['w:b', '*'],
    ['w:i', '_'],
    ['w:vanish', '~'],
  ].flatMap(([name = '', sign = '']) => (childOf(rPr, name) === undefined ? [] : [sign]));
  return signs.reduce((words, sign) => `${sign}${words}${sign}`, text);
}
