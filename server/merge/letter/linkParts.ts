/** Addresses of links as the letter writes them → fixed text and values. */
import { splitFields } from '../../../shared/merge/fieldNames.ts';
import { fieldSlot, type Slot } from '../mergeScope.ts';
import type { Link } from './letterTree.ts';

/** `{{Field}}` in the address of a link; Word may have written the braces and blanks as %7B, %7D and %20. */
export function linkParts(pieces: readonly (string | Slot)[]): Link['parts'] {
  return pieces.flatMap((piece): Link['parts'] => {
    if (typeof piece !== 'string') return [piece];
    const text = piece.replace(
      /(?:%7B|\{){2}((?:[^%{}]|%(?!7[BD]))+)(?:%7D|\}){2}/gi,
      (_, name: string) => `{{${name.replaceAll('%20', ' ')}}}`,
    );
    return splitFields(text).flatMap((part): Link['parts'] =>
      part.kind === 'text' ? [part.text] : part.kind === 'field' ? [fieldSlot(part.field)] : [],
    );
  });
}
