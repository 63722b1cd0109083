/**
 * The letter between Word and mail: blocks of text with every format resolved, and places where values go.
 * Readers make it, emailHtml and plainText turn it into templates. Lengths are points, colours `#rrggbb`.
 */
import type { Slot } from '../mergeScope.ts';

export type Underline = 'solid' | 'double' | 'dotted' | 'dashed' | 'wavy';

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
  letterSpacing: number;
};

export type BorderLine = { style: 'solid' | 'double' | 'dotted' | 'dashed'; width: number; color: string | null };
/** A side that is not there says nothing; null says "no line". */
export type Borders = Partial<Record<'top' | 'right' | 'bottom' | 'left' | 'insideH' | 'insideV', BorderLine | null>>;

export type ParagraphFormat = {
  styleId: string;
  align: 'left' | 'center' | 'right' | 'justify';
  indentLeft: number;
  indentRight: number;
  /** Negative: hanging. */
  firstLine: number;
  before: number;
  after: number;
  line: { kind: 'times'; times: number } | { kind: 'exactly' | 'atLeast'; points: number };
  background: string | null;
  borders: Borders;
  /** No space between paragraphs of the same style. */
  contextual: boolean;
  rtl: boolean;
  /** 0–8, or null for body text. */
  outline: number | null;
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
    };

/** What stands before a numbered or bulleted paragraph. */
export type ListMark = {
  /** Paragraphs of one list have the same key. */
  list: string;
  level: number;
  number: number;
  kind: 'bullet' | 'decimal' | 'lowerLetter' | 'upperLetter' | 'lowerRoman' | 'upperRoman' | 'other';
  /** As it is shown: "•", "2.", "(b)", "1.1". */
  text: string;
  /** An HTML list shows the same mark by itself. */
  plain: boolean;
  format: RunFormat;
};

export type Paragraph = { kind: 'paragraph'; format: ParagraphFormat; base: RunFormat; mark: ListMark | null; inlines: Inline[] };

export type Sides = { top: number; right: number; bottom: number; left: number };

export type Cell = {
  columns: number;
  rows: number;
  width: number;
  borders: Pick<Borders, 'top' | 'right' | 'bottom' | 'left'>;
  background: string | null;
  padding: Sides;
  vertical: 'top' | 'middle' | 'bottom';
  blocks: Block[];
};

export type Row = { header: boolean; height: number; cells: Cell[] };

export type Table = {
  kind: 'table';
  /** Points, or a share of the room (0–1); null: as wide as its content. */
  width: { points: number } | { share: number } | null;
  indent: number;
  align: 'left' | 'center' | 'right';
  rtl: boolean;
  rows: Row[];
};

export type Block = Paragraph | Table;

/** Every paragraph in document order, those inside tables too. */
export function paragraphsOf(blocks: readonly Block[]): Paragraph[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block] : block.rows.flatMap((row) => row.cells.flatMap((cell) => paragraphsOf(cell.blocks))),
  );
}
