/** What every reader of the letter's markup needs at hand, and the notes it takes. */
import type { LetterNotes } from './letterNotes.ts';
import type { Block, Inline, Link, Note, Paragraph, RunFormat } from './letterTree.ts';
import type { Relationship, WordPackage } from '../ooxml/openPackage.ts';
import { type FieldSpan, pairFields } from '../markup/pairFields.ts';
import type { CodePiece } from '../fields/fieldCode.ts';
import type { FieldMeaning } from '../fields/evaluateField.ts';
import type { Xml } from '../ooxml/parseXml.ts';
import type { ParagraphProperties, RunProperties } from './readFormat.ts';
import type { Numbering } from './readNumbering.ts';
import type { Styles } from './readStyles.ts';

export type LetterReader = {
  styles: Styles;
  numbering: Numbering;
  relationship: (id: string | undefined) => Relationship | undefined;
  /** Content id of an inside picture, or null where mail programs could not show it. */
  picture: (part: string) => string | null;
  /** Says a thing once, however often the letter has it. */
  remark: (code: string, text: string, field?: string) => void;
  /** The note of that id; null where there is none, and inside notes. */
  note: (kind: Note['kind'], id: string) => Note | null;
  /** The note whose text is read. */
  own: Note | null;
  /** A mail has no pages: false where page numbers would say something wrong. */
  pageNumbers: boolean;
};

/** A field whose end has not come yet. */
export type OpenField = {
  span: FieldSpan;
  pieces: CodePiece[];
  meaning: FieldMeaning | null;
  muted: boolean;
  /** Something of its result is in the mail. */
  filled: boolean;
  codeFormat: RunFormat | null;
  resultFormat: RunFormat | null;
  link: Link | null;
};

/** One flow of text (the body, a text box) while it is read. */
export type Flow = {
  spans: ReadonlyMap<Xml, FieldSpan>;
  open: OpenField[];
  /** Links of `w:hyperlink` elements and HYPERLINK fields that are open now, the innermost last. */
  links: Link[];
  /** Paragraph that the next one goes on with: inside a field that is replaced as a whole, or where the mark between them was deleted. */
  joined: Paragraph | null;
  /** Text boxes anchored in the paragraph being read; they follow it. */
  after: Block[];
};

/** What a table style gives to the text of a cell. */
export type Surroundings = { run: RunProperties; paragraph: ParagraphProperties };

/** `story`: what is read in one go. */
export function newFlow(story: Xml): Flow {
  return { spans: pairFields(story).spans, open: [], links: [], joined: null, after: [] };
}

/** Nothing of what is read now is shown: it is code, or a result that the merge replaces. */
export function isMuted(flow: Flow): boolean {
  return flow.open.some((field) => field.meaning === null || field.muted);
}

/** The field whose code is read now; what the fields inside it show is part of that code. */
export function codeOwner(flow: Flow): OpenField | null {
  for (const field of flow.open.toReversed()) {
    if (field.meaning === null) return field;
    if (field.muted) return null;
  }
  return null;
}

/** Puts something into the mail, on behalf of all fields that are open. */
export function show(inline: Inline, flow: Flow, inlines: Inline[]): void {
  for (const field of flow.open) field.filled = true;
  inlines.push(inline);
}

/** `part`: the part whose markup is read; its pictures and links are named in its own relationships. */
export function letterReader(
  opened: WordPackage,
  part: string,
  styles: Styles,
  numbering: Numbering,
  notes: LetterNotes,
): LetterReader {
  const relationships = opened.relationships(part);
  return {
    styles,
    numbering,
    relationship: (id) => (id === undefined ? undefined : relationships.get(id)),
    picture: (name) => notes.picture(opened, name),
    remark: notes.remark,
    note: () => null,
    own: null,
    pageNumbers: true,
  };
}
