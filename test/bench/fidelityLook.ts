/**
 * What the fidelity bench compares: runs of text and tables, each with the look it has on the page. Reference and HTML are both
 * brought into this form and then measured by one ruler. Lengths are points, colours `#rrggbb`.
 */

export type Look = {
  /** The first family that is named. */
  font: string;
  size: number;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  color: string;
  /** What is seen behind the text: of the run, its paragraph, its cell …; white where nothing is painted. */
  background: string;
  align: 'left' | 'right' | 'center' | 'justify';
  /** From the start edge of the column or cell to the text. */
  indent: number;
  /** How much further in the first line begins. */
  first: number;
  /** Superscript or subscript: programs disagree about the size these are drawn in, so it is compared with more room. */
  raised: boolean;
};

export type Run = {
  text: string;
  look: Look;
  /** Runs of one paragraph have the same number. */
  paragraph: number;
  /** It stands behind the mark of a list. */
  item: boolean;
  /** Its paragraph runs from right to left. */
  rtl?: boolean;
};

export type Line = { width: number; style: string; color: string } | null;
export type SideName = 'top' | 'right' | 'bottom' | 'left';

export type CellLook = {
  text: string;
  row: number;
  rows: number;
  /** Where it begins and ends, as shares of the table's width. */
  from: number;
  to: number;
  lines: Record<SideName, Line>;
  background: string;
};

export type TableLook = { cells: CellLook[] };

export type Page = { runs: Run[]; tables: TableLook[] };

/** What is compared of a run, of a cell. */
export const RUN_PROPERTIES = [
  'font',
  'size',
  'bold',
  'italic',
  'underline',
  'strike',
  'color',
  'background',
  'align',
  'indent',
  'first',
] as const;
export const CELL_PROPERTIES = ['widths', 'borders', 'shading'] as const;
export type Property = (typeof RUN_PROPERTIES)[number] | (typeof CELL_PROPERTIES)[number];

/** Text as it is compared: without blanks and invisible signs, in one letter case. */
export function bare(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('\u2011', '-')
    .replace(/[\s\u00a0\u00ad\u200b-\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff]+/g, '');
}
