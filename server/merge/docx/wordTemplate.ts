/** A part of the merged document, compiled: fixed XML and places. A row is only joined from it. */
import type { MergeScope } from '../mergeScope.ts';
import { keepWithin, PART_LENGTH_MAX } from '../messageLimit.ts';

/** What the places of one document tell each other while it is written. */
export type Progress = {
  /** The last block that was written where blocks are watched; '' = none yet. */
  last: '' | 'w:p' | 'w:tbl';
  /** Rows of the table that is being written. */
  rows: number;
  /** Nothing stands in the content control that was written last. */
  empty: boolean;
  /** The next id that no drawing of the letter has. */
  freshId: number;
};

export type WordPart = string | ((scope: MergeScope, progress: Progress) => string);

export type WordTemplate = {
  add: (part: WordPart) => void;
  render: (scope: MergeScope, progress: Progress) => string;
  /** Its text, where no message makes a difference; null otherwise. */
  fixed: () => string | null;
};

export function wordTemplate(): WordTemplate {
  const parts: WordPart[] = [];
  return {
    add(part) {
      const last = parts.length - 1;
      if (typeof part === 'string' && typeof parts[last] === 'string') parts[last] += part;
      else if (part !== '') parts.push(part);
    },
    render(scope, progress) {
      let out = '';
      for (const part of parts) {
        out += typeof part === 'string' ? part : part(scope, progress);
        keepWithin(out.length, PART_LENGTH_MAX);
      }
      return out;
    },
    fixed() {
      const [only = '', more] = parts;
      return typeof only === 'string' && more === undefined ? only : null;
    },
  };
}
