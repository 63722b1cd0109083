/**
 * Notes as they come up in one rendering: a note that a message does not refer to is not in it, and the numbers have no gap.
 * A rendering is known by its bookmarks, which are its own (compileWordLetter gives every rendering fresh ones).
 */
import type { Note } from '../letter/letterTree.ts';
import { numberText } from '../letter/listNumber.ts';
import type { MergeScope } from '../mergeScope.ts';

/** Note → its number among those of its kind, in the order they came up; how many there are of each kind. */
type Shown = { numbers: Map<Note, number>; footnote: number; endnote: number };

const shown = new WeakMap<MergeScope['bookmarks'], Shown>();

export function forgetNotes(scope: MergeScope): void {
  shown.delete(scope.bookmarks);
}

/** The number of a note, which is given when it first comes up. */
export function noteNumber(note: Note, scope: MergeScope): string {
  const notes: Shown = shown.get(scope.bookmarks) ?? { numbers: new Map(), footnote: 0, endnote: 0 };
  shown.set(scope.bookmarks, notes);
  const known = notes.numbers.get(note);
  if (known !== undefined) return numberText(known, note.format);
  notes[note.kind] += 1;
  notes.numbers.set(note, notes[note.kind]);
  return numberText(notes[note.kind], note.format);
}

/** Footnotes, then endnotes, each in the order of their numbers. */
export function shownNotes(scope: MergeScope): Note[] {
  const notes = [...(shown.get(scope.bookmarks)?.numbers.keys() ?? [])];
  return [...notes.filter((note) => note.kind === 'footnote'), ...notes.filter((note) => note.kind === 'endnote')];
}
