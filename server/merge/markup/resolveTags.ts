/**
 * Story with places for Word fields → the same with places for everything people type in double braces, with rows that repeat,
 * and with lines that may be left out. Text boxes inside are stories of their own.
 */
import type { MergeNotes } from '../mergeScope.ts';
import { elementsOf, type Xml } from '../ooxml/parseXml.ts';
import { dropLines } from './dropLines.ts';
import { repeatRows } from './repeatRows.ts';
import { arrangeBlocks } from './tagBlocks.ts';
import { withoutMarks } from './tagMarks.ts';
import { sayNotClosed } from './tagSyntax.ts';

export type TagFindings = { repeats: boolean };

/** `story`: whatever holds blocks: a body, a cell, the content of a text box, a header, a note. */
export function resolveTags(story: Xml, notes: MergeNotes): { story: Xml; found: TagFindings } {
  const arranged = arrangeBlocks(story, notes);
  const tagged = arranged === story ? story : withoutMarks(arranged, (mark) => sayNotClosed(mark.mark, notes));
  const resolved = dropLines(repeatRows(tagged, notes));
  return { story: resolved, found: { repeats: holdsRepeat(resolved) } };
}

function holdsRepeat(element: Xml): boolean {
  return elementsOf(element).some((child) => child.place?.kind === 'repeat' || holdsRepeat(child));
}
