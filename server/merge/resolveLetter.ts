/**
 * Word package → its stories with places: the one evaluation from which the mail and the merged document are both made.
 * Each part is resolved once; the trees are read by everybody and changed by nobody.
 */
import { acceptRevisions } from './markup/acceptRevisions.ts';
import type { WordPackage } from './ooxml/openPackage.ts';
import type { Xml } from './ooxml/parseXml.ts';
import type { MergeNotes, Test } from './mergeScope.ts';

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
};

const KINDS: Record<string, StoryKind> = { header: 'header', footer: 'footer', footnotes: 'footnotes', endnotes: 'endnotes' };

export function resolveLetter(opened: WordPackage, _notes: MergeNotes): ResolvedLetter {
  const kinds = storiesOf(opened);
  const parts = new Map<string, Xml>();
  let revisions = false;
  for (const [name, kind] of kinds) {
    const root = opened.xml(name);
    if (root === undefined) continue;
    const accepted = acceptRevisions(root);
    parts.set(name, accepted.root);
    if (kind === 'body') revisions = accepted.revisions;
  }
  return { main: opened.main, parts, kinds, controls: [], skips: null, repeats: false, revisions };
}

function storiesOf(opened: WordPackage): Map<string, StoryKind> {
  const kinds = new Map<string, StoryKind>([[opened.main, 'body']]);
  for (const { type, target, external } of opened.relationships(opened.main).values()) {
    const kind = KINDS[type.slice(type.lastIndexOf('/') + 1)];
    if (kind !== undefined && !external && !kinds.has(target)) kinds.set(target, kind);
  }
  return kinds;
}
