/** What the code of a Word field can mean, and what its readers may tell. */
import type { CodePiece, CodeSpan } from './fieldCode.ts';
import type { MergeNotes, Slot, Test } from '../mergeScope.ts';

export type FieldMeaning =
  /** A text of its own. `likeCode`: it looks like the first letter of the code (`\* CHARFORMAT`). */
  | { kind: 'value'; slot: Slot; name: string; likeCode: boolean; unknownSwitches: string[] }
  /**
   * IF: where its two texts stand in the code, so that they can keep their look (runs, pictures, tables, paragraphs).
   * `slot`: the same as plain text, for an IF inside the code of another field.
   */
  | { kind: 'choice'; test: Test; then: CodeSpan; otherwise: CodeSpan | null; slot: Slot }
  /** QUOTE: a text of the code is shown with its own look. */
  | { kind: 'quote'; span: CodeSpan; slot: Slot }
  | { kind: 'link'; parts: CodePiece[]; tip: string | null }
  /** SKIPIF: the row gets no message where the test holds. */
  | { kind: 'skip'; test: Test }
  /** NEXT (no test) and NEXTIF: from here on the next row of the same message. */
  | { kind: 'next'; test: Test | null }
  /** Word's own field: the last result stays in a mail, the live field in a document. `said`: it may be out of date, or the same for everybody. */
  | { kind: 'keep'; type: string; said: boolean }
  /** Its code and its last result must not reach anybody. */
  | { kind: 'drop'; type: string; said: boolean };

export type FieldNotes = Pick<MergeNotes, 'remark' | 'ask' | 'looksFor' | 'spells'> & {
  /** Names in lower case that some SET or ASK of the letter defines; only these are read from the merge. */
  bookmarks?: ReadonlySet<string>;
  /** What `w:fieldMapData` of the letter says: name of an address part (`Last Name`) → column. */
  mapping?: ReadonlyMap<string, string>;
};
