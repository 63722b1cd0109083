/** Markup with places and rows → its words, so that a test can say what stands where: paragraphs end in ¶, cells in |, rows in []. */
import { resolveTags } from '../../server/merge/markup/resolveTags.ts';
import type { MergeScope } from '../../server/merge/mergeScope.ts';
import { scopeOf } from '../../server/merge/mergeScope.ts';
import { childOf, isElement, parseXml, textOf, type Xml, type XmlChild } from '../../server/merge/ooxml/parseXml.ts';
import type { Remark } from '../../shared/api/campaigns.ts';
import { p, r, wordPart } from './docxOf.ts';

export type Row = Readonly<Record<string, string>>;
export type Resolved = { story: Xml; remarks: Remark[]; repeats: boolean };

/** Scopes of one message, one for each row; fields go by their exact spelling. */
export function scopesOf(rows: readonly Row[]): MergeScope[] {
  const bookmarks = new Map<string, string>();
  const scopes = rows.map((row, at) =>
    scopeOf((field) => row[field] ?? '', { position: at + 1, bookmarks, has: (field) => field in row }),
  );
  for (const scope of scopes) scope.rows = scopes;
  return scopes;
}

export function storyOf(body: string): Xml {
  const read = parseXml(new TextEncoder().encode(wordPart('body', body)));
  if (!read.ok) throw new Error(read.problem);
  return read.root;
}

export function resolved(story: Xml): Resolved {
  const remarks: Remark[] = [];
  const remark = (code: string, text: string, field?: string) =>
    void remarks.push(field === undefined ? { code, text } : { code, text, field });
  const done = resolveTags(story, { remark, ask: () => undefined });
  return { story: done.story, remarks, repeats: done.found.repeats };
}

/** Paragraphs of runs; `~` tears a run. */
export function typed(...paragraphs: string[]): string {
  return paragraphs.map((text) => p(runs(text))).join('');
}

export function runs(text: string): string {
  return text
    .split('~')
    .map((piece) => r(escaped(piece)))
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Rows of cells of paragraphs. */
export function typedTable(...rows: (string | string[])[][]): string {
  const cells = (row: (string | string[])[]) => row.map((cell) => `<w:tc>${typed(...[cell].flat())}</w:tc>`).join('');
  return `<w:tbl>${rows.map((row) => `<w:tr>${cells(row)}</w:tr>`).join('')}</w:tbl>`;
}

export function merged(body: string, ...rows: Row[]): string {
  const [first] = scopesOf(rows.length === 0 ? [{}] : rows);
  if (first === undefined) throw new Error('no row');
  return shown(resolved(storyOf(body)).story, first);
}

export function codesOf(body: string): string[] {
  return resolved(storyOf(body)).remarks.map(({ code }) => code);
}

export function shown(node: XmlChild, scope: MergeScope): string {
  if (!isElement(node)) return '';
  const { place, name } = node;
  const inner = (of: Xml | undefined, by: MergeScope = scope) => (of?.children ?? []).map((child) => shown(child, by)).join('');
  if (place?.kind === 'value') return place.slot.evaluate(scope);
  if (place?.kind === 'choice') return inner(childOf(node, place.test.holds(scope) ? 'merge:then' : 'merge:else'));
  if (place?.kind === 'repeat')
    return scope.rows
      .slice((place.from ?? 1) - 1)
      .map((row) => inner(node, row))
      .join('');
  if (place?.kind === 'line' && !place.test.holds(scope)) return '';
  if (name === 'w:t') return textOf(node);
  if (name === 'w:br') return '/';
  if (name === 'w:tab') return '\t';
  const around = { 'w:p': ['', '¶'], 'w:tc': ['', '|'], 'w:tr': ['[', ']'] }[name] ?? ['', ''];
  return `${around[0]}${inner(node)}${around[1]}`;
}
