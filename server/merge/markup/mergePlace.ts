/**
 * Letter markup with places: WordprocessingML in which every merge field, content control and {{tag}} has become an element of
 * ours that carries what it does. Mail and merged document are both made from this one tree, so they cannot disagree.
 *
 *     merge:value    run level. Children: at most one w:rPr, the look of the value. Line breaks and tabs of the value become
 *                    breaks and tabs. `inCode`: it stands in the code of a field that Word itself keeps, not in its text.
 *     merge:choice   run, block or row level. Children: merge:then, merge:else (either may be missing = nothing).
 *     merge:repeat   run, block or row level. Its children stand there once for each row of the message, evaluated with that
 *                    row's scope. `from`: only for the rows from this one on, counted from 1.
 *     merge:link     run level. Children: what is shown. A HYPERLINK field.
 *     merge:next     run level, no children. Where NEXT or NEXTIF stood; used up by repeating rows, and gone afterwards.
 *
 * A w:p may carry a place of kind `line` itself: where the test does not hold, the paragraph is not there.
 * Everything else in the tree is what stood in the letter: markup of Word, its other fields included.
 */
import type { Slot, Test } from '../mergeScope.ts';

export type MergePlace =
  | { kind: 'value'; slot: Slot; inCode: boolean }
  | { kind: 'choice'; test: Test }
  | { kind: 'repeat'; from?: number }
  | { kind: 'link'; parts: (string | Slot)[]; tip: string | null }
  /** What follows belongs to the next row of the message; where the test does not hold (NEXTIF), to the same. */
  | { kind: 'next'; test: Test | null }
  | { kind: 'line'; test: Test };
