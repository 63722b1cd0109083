/**
 * Letter markup with places: WordprocessingML in which every merge field, content control and {{tag}} has become an element of
 * ours that carries what it does. Mail and merged document are both made from this one tree, so they cannot disagree.
 *
 *     merge:value    run level. Children: at most one w:rPr, the look of the value. Line breaks and tabs of the value become
 *                    breaks and tabs. `inCode`: it stands in the code of a field that Word itself keeps, not in its text.
 *     merge:choice   run, block or row level. Children: merge:then, merge:else (either may be missing = nothing).
 *     merge:repeat   run, block or row level. Its children stand there once for each row of the message.
 *     merge:link     run level. Children: what is shown. A HYPERLINK field.
 *
 * A w:p may carry a place of kind `line` itself: where the test does not hold, the paragraph is not there.
 * Everything else in the tree is what stood in the letter: markup of Word, its other fields included.
 */
import type { Slot, Test } from '../mergeScope.ts';

export type MergePlace =
  | { kind: 'value'; slot: Slot; inCode: boolean }
  | { kind: 'choice'; test: Test }
  | { kind: 'repeat' }
  | { kind: 'link'; parts: (string | Slot)[]; tip: string | null }
  | { kind: 'line'; test: Test };
