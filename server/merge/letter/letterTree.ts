/**
 * The letter between Word and mail: blocks of text with every format resolved, and places where values go.
 * Readers make it, emailHtml and plainText turn it into templates. Lengths are points, colours `#rrggbb`.
 */
import type { Slot, Test } from '../mergeScope.ts';

export type Underline = 'solid' | 'double' | 'dotted' | 'dashed' | 'wavy';

/** What a run gives to characters that are not Latin or the like (ISO/IEC 29500-1 17.3.2.26). */
export type ScriptLook = {
  /** Font of East Asian characters. */
  eastAsia: string | null;
  /** Signs that several scripts use count as East Asian. */
  hint: boolean;
  /** Look of complex scripts (Arabic, Hebrew, Thai …). */
  complex: { font: string | null; size: number; bold: boolean; italic: boolean };
  /** Every character of the run is shown as complex script. */
  all: boolean;
};

export type RunFormat = {
  font: string | null;
  size: number;
  bold: boolean;
  italic: boolean;
  underline: Underline | null;
  strike: boolean;
  /** Null: the reader's own text colour (Word's "automatic"), which dark mode may change. */
  color: string | null;
  background: string | null;
  vertical: 'super' | 'sub' | null;
  caps: 'all' | 'small' | null;
  hidden: boolean;
  rtl: boolean;
  /** BCP 47; null: that of the mail. */
  language: string | null;
  letterSpacing: number;
  /** Points above (below, where negative) the line. */
  raised: number;
  /** Null: the run is of one script, and `font`, `size` … are its look. */
  scripts: ScriptLook | null;
};

/** `space`: between the line and the text, for paragraphs. */
export type BorderLine = {
  style: 'solid' | 'double' | 'dotted' | 'dashed';
  width: number;
  color: string | null;
  space?: number;
};
/** A side that is not there says nothing; null says "no line". */
export type Borders = Partial<Record<'top' | 'right' | 'bottom' | 'left' | 'insideH' | 'insideV', BorderLine | null>>;

export type TabKind = 'left' | 'center' | 'right' | 'decimal' | 'bar';
/** Points from the margin → what stands there; null: a stop of the style that is taken away. */
export type TabStops = Readonly<Record<string, TabKind | null>>;

export type ParagraphFormat = {
  styleId: string;
  /** As it is seen, in text from right to left too. */
  align: 'left' | 'center' | 'right' | 'justify';
  /** From the margin where lines start: the right one in text from right to left. */
  indentLeft: number;
  indentRight: number;
  /** Negative: hanging. */
  firstLine: number;
  before: number;
  after: number;
  line: { kind: 'times'; times: number } | { kind: 'exactly' | 'atLeast'; points: number };
  background: string | null;
  borders: Borders;
  /** Lines and shading go on from the paragraph above, into the one below: they are one box. */
  joined?: { above: boolean; below: boolean };
  /** No space between paragraphs of the same style. */
  contextual: boolean;
  rtl: boolean;
  /** 0–8, or null for body text. */
  outline: number | null;
  tabs: TabStops;
};

/** Where a link goes: fixed text and values. */
export type Link = { parts: (string | Slot)[]; tip: string | null };

export type Inline =
  | { kind: 'text'; text: string; format: RunFormat; link: Link | null }
  | { kind: 'slot'; slot: Slot; format: RunFormat; link: Link | null }
  | { kind: 'break' }
  | { kind: 'tab' }
  | {
      kind: 'picture';
      contentId: string;
      width: number;
      height: number;
      alt: string;
      side: 'left' | 'right' | null;
      link: Link | null;
    }
  /** The number of a note: in the text, or before the note itself. */
  | { kind: 'note'; note: Note; own: boolean; format: RunFormat }
  | { kind: 'choice'; test: Test; yes: Inline[]; no: Inline[] }
  /** Stands there once for each row of the message from the row `from` (0: the first) on. */
  | { kind: 'repeat'; from: number; inlines: Inline[] };

/** A footnote or endnote; the mail has them at its end. `format`: how it is numbered (17.18.59). */
export type Note = { kind: 'footnote' | 'endnote'; format: string; blocks: Block[] };

/** What stands before a numbered or bulleted paragraph. */
export type ListMark = {
  /** Paragraphs of one list have the same key. */
  list: string;
  level: number;
  number: number;
  kind: 'bullet' | 'decimal' | 'lowerLetter' | 'upperLetter' | 'lowerRoman' | 'upperRoman' | 'other';
  /** As it is shown: "•", "2.", "(b)", "1.1". */
  text: string;
  /** The same with other numbers: by level, undefined where the letter's own holds. */
  textWith: (numbers: readonly (number | undefined)[]) => string;
  /** An HTML list shows the same mark by itself. */
  plain: boolean;
  /** What stands between the mark and the text (17.9.28). */
  suffix: 'tab' | 'space' | 'nothing';
  format: RunFormat;
};

export type Paragraph = {
  kind: 'paragraph';
  format: ParagraphFormat;
  base: RunFormat;
  mark: ListMark | null;
  inlines: Inline[];
  /** Where it does not hold, the paragraph is not there. */
  line: Test | null;
};

export type Sides = { top: number; right: number; bottom: number; left: number };

export type Cell = {
  columns: number;
  rows: number;
  width: number;
  borders: Pick<Borders, 'top' | 'right' | 'bottom' | 'left'>;
  background: string | null;
  padding: Sides;
  vertical: 'top' | 'middle' | 'bottom';
  /** Its lines are not broken (17.4.30). */
  noWrap: boolean;
  blocks: Block[];
};

export type Row = { kind: 'row'; header: boolean; height: number; cells: Cell[] };

/** What stands between the begin and the end of a table: rows, and rows that depend on the message. */
export type Rows = Row | { kind: 'choice'; test: Test; yes: Rows[]; no: Rows[] } | { kind: 'repeat'; from: number; rows: Rows[] };

export type Table = {
  kind: 'table';
  /** Points, or a share of the room (0–1); null: as wide as its content. */
  width: { points: number } | { share: number } | null;
  indent: number;
  align: 'left' | 'center' | 'right';
  rtl: boolean;
  /** Columns keep their widths whatever is in them (17.4.52). */
  fixed: boolean;
  rows: Rows[];
};

export type Block =
  | Paragraph
  | Table
  | { kind: 'choice'; test: Test; yes: Block[]; no: Block[] }
  | { kind: 'repeat'; from: number; blocks: Block[] };

/** Paragraphs and tables in document order, seen through what depends on the message. */
export function leafBlocks(blocks: readonly Block[]): (Paragraph | Table)[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'choice') return [...leafBlocks(block.yes), ...leafBlocks(block.no)];
    return block.kind === 'repeat' ? leafBlocks(block.blocks) : [block];
  });
}

/** The rows a table may have, each once. */
export function leafRows(rows: readonly Rows[]): Row[] {
  return rows.flatMap((row) => {
    if (row.kind === 'choice') return [...leafRows(row.yes), ...leafRows(row.no)];
    return row.kind === 'repeat' ? leafRows(row.rows) : [row];
  });
}

export type LeafInline = Exclude<Inline, { kind: 'choice' | 'repeat' }>;

export function leafInlines(inlines: readonly Inline[]): LeafInline[] {
  return inlines.flatMap((inline) => {
    if (inline.kind === 'choice') return [...leafInlines(inline.yes), ...leafInlines(inline.no)];
    return inline.kind === 'repeat' ? leafInlines(inline.inlines) : [inline];
  });
}

/** Notes that are referred to, each once. */
export function notesIn(blocks: readonly Block[]): Note[] {
  const inlines = paragraphsOf(blocks).flatMap((paragraph) => leafInlines(paragraph.inlines));
  return [...new Set(inlines.flatMap((inline) => (inline.kind === 'note' && !inline.own ? [inline.note] : [])))];
}

/** Every paragraph in document order, those inside tables too. */
export function paragraphsOf(blocks: readonly Block[]): Paragraph[] {
  return leafBlocks(blocks).flatMap((block) =>
    block.kind === 'paragraph'
      ? [block]
      : leafRows(block.rows).flatMap((row) => row.cells.flatMap((cell) => paragraphsOf(cell.blocks))),
  );
}
