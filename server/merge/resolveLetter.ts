/**
 * Word package → its stories with places: the one evaluation from which the mail and the merged document are both made.
 * Each part is resolved once; the trees are read by everybody and changed by nobody.
 */
import { acceptRevisions } from './markup/acceptRevisions.ts';
import { hidingStyles } from './markup/hidingStyles.ts';
import { bookmarksSetIn, fieldMapping, resolveMarkup } from './markup/resolveMarkup.ts';
import type { MergeNotes, Test } from './mergeScope.ts';
import type { WordPackage } from './ooxml/openPackage.ts';
import type { Xml } from './ooxml/parseXml.ts';
import { nameTable } from './nameTable.ts';

export type StoryKind = 'body' | 'header' | 'footer' | 'footnotes' | 'endnotes';

export type ResolvedLetter = {
  /** Name of the main document part. */
  main: string;
  /** Part name → root element with places, not tidied: the body, headers and footers in the order of their relationships, notes. */
  parts: Map<string, Xml>;
  kinds: Map<string, StoryKind>;
  /** Content controls that may be filled: tag, then title. */
  controls: { names: string[] }[];
  /** Where it holds the row gets no message. */
  skips: Test | null;
  repeats: boolean;
  /** There were tracked changes; the trees have them accepted. */
  revisions: boolean;
  /** Something in it is put down for others to read (SET, ASK), so a rendering must not see that of another. */
  remembers: boolean;
  /** Fields that begin and never end, or the other way round. */
  broken: number;
};

const KINDS = nameTable<StoryKind>({ header: 'header', footer: 'footer', footnotes: 'footnotes', endnotes: 'endnotes' });

/** `letterhead`: header and footer are part of the mail, so what is noticeable about them is told. */
export function resolveLetter(opened: WordPackage, notes: MergeNotes, letterhead = false): ResolvedLetter {
  const kinds = storiesOf(opened);
  const accepted = new Map<string, ReturnType<typeof acceptRevisions>>();
  for (const name of kinds.keys()) {
    const root = opened.xml(name);
    if (root !== undefined) accepted.set(name, acceptRevisions(root));
  }
  const bookmarks = new Set([...accepted.values()].flatMap(({ root }) => [...bookmarksSetIn(root)]));
  const mapping = fieldMapping(opened.xml(relatedPart(opened, 'settings')));
  const hiding = hidingStyles(opened.xml(relatedPart(opened, 'styles')));
  const asking = (name: string) => ({ ...notesFor(kinds.get(name), notes, letterhead), bookmarks, mapping, hiding });
  const resolved = new Map([...accepted].map(([name, { root }]) => [name, resolveMarkup(root, asking(name))]));
  const found = [...resolved.values()].map((part) => part.found);
  return {
    main: opened.main,
    parts: new Map([...resolved].map(([name, { root }]) => [name, root])),
    kinds,
    controls: found.flatMap(({ controls }) => controls),
    skips: anyOf(found.flatMap(({ skips }) => skips)),
    repeats: found.some(({ repeats }) => repeats),
    revisions: accepted.get(opened.main)?.revisions === true,
    remembers: bookmarks.size > 0,
    broken: found.reduce((sum, { broken }) => sum + broken, 0),
  };
}

/** Headers and footers have page numbers, which Word itself brings up to date and no mail shows. */
function notesFor(kind: StoryKind | undefined, notes: MergeNotes, letterhead: boolean): MergeNotes {
  if (kind !== 'header' && kind !== 'footer') return notes;
  const remark: MergeNotes['remark'] = (code, text, field) => {
    if (letterhead && code !== 'FIELD_NOT_UPDATED') notes.remark(code, text, field);
  };
  return { ...notes, remark };
}

function storiesOf(opened: WordPackage): Map<string, StoryKind> {
  const kinds = new Map<string, StoryKind>([[opened.main, 'body']]);
  for (const { type, target, external } of opened.relationships(opened.main).values()) {
    const kind = KINDS[type.slice(type.lastIndexOf('/') + 1)];
    if (kind !== undefined && !external && !kinds.has(target)) kinds.set(target, kind);
  }
  return kinds;
}

function relatedPart(opened: WordPackage, type: 'settings' | 'styles'): string {
  const related = [...opened.relationships(opened.main).values()];
  return related.find((one) => !one.external && one.type.endsWith(`/${type}`))?.target ?? '';
}

/** One of them is enough. */
function anyOf(tests: readonly Test[]): Test | null {
  const [only, ...more] = tests;
  if (only === undefined || more.length === 0) return only ?? null;
  return {
    fields: tests.flatMap(({ fields }) => fields),
    optional: tests.flatMap(({ optional }) => optional ?? []),
    holds: (scope) => tests.some((test) => test.holds(scope)),
  };
}
