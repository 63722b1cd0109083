/** Addresses of links as the letter writes them → fixed text and values. */
import { curlyPieces, NO_NOTES } from '../fields/curlyField.ts';
import type { Slot } from '../mergeScope.ts';
import type { Link } from './letterTree.ts';

/** `{{Field}}` in the address of a link; Word may have written braces, blanks and quotes as %7B, %7D, %20 and %22. */
export function linkParts(pieces: readonly (string | Slot)[]): Link['parts'] {
  return pieces.flatMap((piece): Link['parts'] => {
    if (typeof piece !== 'string') return [piece];
    const text = piece.replace(/(?:%7B|\{){2}((?:[^%{}]|%(?!7[BD]))+)(?:%7D|\}){2}/gi, (_, tag: string) => `{{${decoded(tag)}}}`);
    return curlyPieces(text, NO_NOTES);
  });
}

function decoded(tag: string): string {
  try {
    return decodeURIComponent(tag);
  } catch {
    return tag.replaceAll('%20', ' ');
  }
}
