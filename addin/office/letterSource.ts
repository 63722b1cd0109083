/** Where the letter comes from inside Office: the open Word document, or the draft of a mail. The pane knows only this shape. */
import type { OpenDocument } from './wordDocument.ts';

export interface LetterSource {
  /** What the person calls it in sentences. */
  kind: 'document' | 'draft';
  /** Reads it whole. */
  read: () => Promise<ReadLetter>;
  /**
   * Tells how it stands to the last reading, whenever that has become another; answers with the function that ends it. `since`: the
   * `mark` of a reading before the pane was opened. Null: cannot be told here.
   */
  watch: ((tell: (news: LetterNews) => void, since?: string | null) => () => void) | null;
  /** Puts a field at the cursor; null where the platform has no way. */
  insertField: ((name: string) => Promise<InsertedField>) | null;
  /** Marks all fields in the document, or takes the marks away again: whether that worked. Null where it cannot be undone cleanly. */
  highlight: ((on: boolean) => Promise<boolean>) | null;
}

/**
 * What is open, beside what was read: the same; the same with changes; another one. A pinned pane in Outlook sees one mail after
 * another, and what was read from one must not be mixed with the next unnoticed. `subject` is that of the mail that is open now.
 */
export type LetterNews = { kind: 'same' } | { kind: 'changed' } | { kind: 'another'; subject: string };

/** A file that goes along with a draft. `contentBytes` is base64. */
export interface DraftFile {
  name: string;
  contentType: string;
  contentBytes: string;
}

/** `left`: sentences on files and pictures that stay behind, which must be seen before anything is sent. `remarks`: on all else. */
export interface HtmlLetter {
  kind: 'html';
  subject: string;
  html: string;
  attachments: DraftFile[];
  left: string[];
  remarks: string[];
}

export type ReadLetter =
  /** `mark`: a short mark of what was read, to tell a difference later; missing where nothing can be compared. */
  | { ok: true; letter: { kind: 'docx'; document: OpenDocument } | HtmlLetter; mark?: string | null }
  /** `busy`: the next attempt usually succeeds. `silent`: no answer in time. `detail` is Office's own code and words. */
  | { ok: false; reason: 'busy' | 'refused' | 'silent'; detail: string };

/**
 * As what the field stands in the letter: a real field of Word, a content control, or its name in braces. `silent`: there was no
 * answer in time, so it may still come to stand there.
 */
export type InsertedField = { ok: true; as: 'field' | 'control' | 'text' } | { ok: false; silent?: true; detail: string };
