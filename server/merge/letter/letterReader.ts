/** What every reader of the letter's markup needs at hand. */
import type { LetterNotes } from './letterNotes.ts';
import type { Block, Inline, Link, Note, Paragraph } from './letterTree.ts';
import type { Relationship, WordPackage } from '../ooxml/openPackage.ts';
import { type FieldSpan, pairMarks } from '../markup/pairMarks.ts';
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
  remark: LetterNotes['remark'];
  /** The note of that id; null where there is none, and inside notes. */
  note: (kind: Note['kind'], id: string) => Note | null;
  /** The note whose text is read. */
  own: Note | null;
  /** A mail has no pages: false where page numbers would say something wrong. */
  pageNumbers: boolean;
};

/** A field that Word keeps, its end not yet come. Only its result is shown. */
export type KeptField = {
  span: FieldSpan;
  code: string;
  shown: boolean;
  /** What it shows where it has no result; `before`: how many inlines its line had when it began. */
  form: string | null;
  before: number;
};

/** One flow of text (the body, a text box) while it is read. */
export type Flow = {
  spans: ReadonlyMap<Xml, FieldSpan>;
  open: KeptField[];
  /** Links that are open now, the innermost last. */
  links: Link[];
  /** Paragraph that the next one goes on with: the code of a field goes over its end. */
  joined: Paragraph | null;
  /** Text boxes anchored in the paragraph being read; they follow it. */
  after: Block[];
  /** The paragraph being read is a horizontal line. */
  rule: boolean;
};

/** What a table style gives to the text of a cell. */
export type Surroundings = { run: RunProperties; paragraph: ParagraphProperties };

/** One paragraph while it is read. The functions are handed in, because blocks hold paragraphs and paragraphs hold boxes. */
export type Line = {
  reader: LetterReader;
  flow: Flow;
  around: Surroundings;
  paragraphStyle: string;
  inlines: Inline[];
  readInlines: (parent: Xml, line: Line) => void;
  readBlocks: (container: Xml, flow: Flow, around: Surroundings) => Block[];
};

/** `story`: what is read in one go. */
export function newFlow(story: Xml): Flow {
  return { spans: pairMarks(story).spans, open: [], links: [], joined: null, after: [], rule: false };
}

/** Nothing of what is read now is shown: it is code. */
export function isMuted(flow: Flow): boolean {
  return flow.open.some((field) => !field.shown);
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
