/** A worksheet → its rows as it shows them, read once from start to end (ISO/IEC 29500-1 18.3.1). */
import { ROWS_MAX } from '../../../../shared/api/campaigns.ts';
import { CELLS_MAX, COLUMNS_MAX, FIRST_LINES } from '../listTable.ts';
import type { ListOptions } from '../readList.ts';
import type { RawCell, ShowCell, ShownCell } from './showCell.ts';
import { attributeOf, isOn, scanXml, type XmlProblem } from './scanXml.ts';

/** `number` from 1, as the sheet counts; `cells` and `exact` by column, from 0; `gap`: blank rows right above it. */
export type SheetRow = { number: number; gap: number; hidden: boolean; cells: string[]; exact: Record<number, string> | null };
/** Rows from 1, columns from 0, all inclusive. */
export type Area = { top: number; left: number; bottom: number; right: number };
/** `row`: number in the sheet, from 1. */
export type CellFault = { row: number; column: number; fault: NonNullable<ShownCell['fault']>; text: string; style: number };

export type SheetContent = {
  /** Rows with something in them, in order; of the hidden ones that are not wanted only the first lines and the one with the headings. */
  rows: SheetRow[];
  /** How many rows with something in them are hidden and not wanted. */
  hiddenRows: number;
  faults: CellFault[];
  merges: Area[];
  hiddenColumns: { first: number; last: number }[];
  /** How many columns the widest row has; more than `COLUMNS_MAX` are not read. */
  columns: number;
  tooLong: boolean;
  /** Its texts together are longer than a list can be, however small the file is: cells may share one text. */
  tooLarge: boolean;
};

const FAULTS_MAX = 10_000;
const MERGES_MAX = 20_000;
const LETTERS_MAX = 200_000_000;

type State = {
  row: SheetRow;
  cell: RawCell;
  column: number;
  /** Rows with something in them that count. */
  counted: number;
  cellsLeft: number;
  lettersLeft: number;
  /** Number of the last row with something in it. */
  last: number;
  inData: boolean;
  /** Inside of an element whose text is the value. */
  wanted: boolean;
  /** Inside of how a text is pronounced. */
  spoken: boolean;
};

export type Wanted = Pick<ListOptions, 'hiddenRows' | 'headerRow'>;

export function scanSheet(part: Uint8Array, show: ShowCell, wanted: Wanted): SheetContent | XmlProblem {
  const content: SheetContent = {
    rows: [],
    hiddenRows: 0,
    faults: [],
    merges: [],
    hiddenColumns: [],
    columns: 0,
    tooLong: false,
    tooLarge: false,
  };
  const state: State = {
    row: { number: 0, gap: 0, hidden: false, cells: [], exact: null },
    cell: { type: 'n', style: 0, value: '', formula: false },
    column: -1,
    counted: 0,
    cellsLeft: CELLS_MAX,
    lettersLeft: LETTERS_MAX,
    last: 0,
    inData: false,
    wanted: false,
    spoken: false,
  };
  const problem = scanXml(part, {
    open: (name, tag, empty) => {
      if (!state.inData) openAround(name, tag, empty, state, content);
      else if (name === 'c') openCell(tag, empty, state);
      else if (name === 'v' || name === 't') state.wanted = !empty && !state.spoken;
      else if (name === 'row') openRow(tag, state);
      else if (name === 'f') state.cell.formula = true;
      else if (name === 'rPh') state.spoken = !empty;
    },
    text: (text) => {
      if (state.wanted) state.cell.value += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') state.wanted = false;
      else if (name === 'c') closeCell(state, content, show);
      else if (name === 'row') closeRow(state, content, wanted);
      else if (name === 'rPh') state.spoken = false;
      else if (name === 'sheetData') state.inData = false;
    },
    enough: () => state.counted > ROWS_MAX + 1000 || state.cellsLeft < 0 || state.lettersLeft < 0,
  });
  if (problem !== null) return problem;
  content.tooLong = state.counted > ROWS_MAX + 1000;
  content.tooLarge = state.lettersLeft < 0;
  if (state.cellsLeft < 0) content.columns = Math.max(content.columns, COLUMNS_MAX + 1);
  return content;
}

function openAround(name: string, tag: string, empty: boolean, state: State, content: SheetContent): void {
  if (name === 'sheetData') state.inData = !empty;
  else if (name === 'mergeCell' && content.merges.length < MERGES_MAX) {
    const area = areaOf(attributeOf(tag, 'ref') ?? '');
    if (area !== null) content.merges.push(area);
  } else if (name === 'col' && isOn(attributeOf(tag, 'hidden')) && content.hiddenColumns.length < COLUMNS_MAX) {
    content.hiddenColumns.push({ first: Number(attributeOf(tag, 'min')) - 1, last: Number(attributeOf(tag, 'max')) - 1 });
  }
}

/** Rows and cells that do not say where they are follow the one before. */
function openRow(tag: string, state: State): void {
  const number = Number(attributeOf(tag, 'r') ?? 0);
  state.row = {
    number: number > state.row.number ? number : state.row.number + 1,
    gap: 0,
    hidden: isOn(attributeOf(tag, 'hidden')),
    cells: [],
    exact: null,
  };
  state.column = -1;
}

function openCell(tag: string, empty: boolean, state: State): void {
  const reference = attributeOf(tag, 'r');
  state.column = reference === undefined ? state.column + 1 : columnOf(reference);
  if (empty) return;
  state.cell = {
    type: attributeOf(tag, 't') ?? 'n',
    style: Number(attributeOf(tag, 's') ?? 0),
    value: '',
    formula: false,
  };
}

/** `AB12` → 27 */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = (reference.charCodeAt(at) | 32) - 96;
    if (letter < 1 || letter > 26) break;
    column = Math.min(column * 26 + letter, 1_000_000);
  }
  return column - 1;
}

function closeCell(state: State, content: SheetContent, show: ShowCell): void {
  const { row, cell, column } = state;
  const { text, exact, fault } = show(cell);
  if (fault !== null && content.faults.length < FAULTS_MAX)
    content.faults.push({ row: row.number, column, fault, text, style: cell.style });
  if (text === '' || column < 0) return;
  if (column >= content.columns) content.columns = column + 1;
  if (column >= COLUMNS_MAX) return;
  state.lettersLeft -= text.length;
  while (row.cells.length < column) row.cells.push('');
  row.cells[column] = text;
  if (exact !== null) (row.exact ??= {})[column] = exact;
}

function closeRow(state: State, content: SheetContent, { hiddenRows, headerRow }: Wanted): void {
  const { row } = state;
  // The end is only asked for between pieces of the file.
  if (row.cells.length === 0 || state.cellsLeft < 0) return;
  row.gap = row.number - state.last - 1;
  state.last = row.number;
  const wanted = !row.hidden || hiddenRows === true || row.number === headerRow;
  if (!wanted) content.hiddenRows += 1;
  if (!wanted && row.number > FIRST_LINES) return;
  content.rows.push(row);
  state.cellsLeft -= row.cells.length;
  if (wanted) state.counted += 1;
}

function areaOf(reference: string): Area | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i.exec(reference);
  if (found === null) return null;
  const [, from = '', top = '', to = from, bottom = top] = found;
  return { top: Number(top), bottom: Number(bottom), left: columnOf(from), right: columnOf(to) };
}
