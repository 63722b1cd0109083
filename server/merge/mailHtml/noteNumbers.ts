/**
 * Notes as they come up in one rendering: a note that a message does not refer to is not in it, and the numbers have no gap.
 * A rendering is known by its bookmarks, which are its own (compileWordLetter gives every rendering fresh ones).
 */
import type { Note } from '../letter/letterTree.ts';
import { numberText } from '../letter/listNumber.ts';
import type { MergeScope } from '../mergeScope.ts';

const shown = new WeakMap<MergeScope['bookmarks'], Note[]>();

export function forgetNotes(scope: MergeScope): void {
  shown.delete(scope.bookmarks);
}

/** The number of a note, which is given when it first comes up. */
export function noteNumber(note: Note, scope: MergeScope): string {
  const notes = shown.get(scope.bookmarks) ?? [];
  if (!notes.includes(note)) notes.push(note);
  shown.set(scope.bookmarks, notes);
  const number = notes.filter((other) => other.kind === note.kind).indexOf(note) + 1;
  return numberText(number, note.format);
}

/** Footnotes, then endnotes, each in the order of their numbers. */
export function shownNotes(scope: MergeScope): Note[] {
  const notes = shown.get(scope.bookmarks) ?? [];
  return [...notes.filter((note) => note.kind === 'footnote'), ...notes.filter((note) => note.kind === 'endnote')];
}
