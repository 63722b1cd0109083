/** What a person should know about a sheet before its values go into mails. */
import type { Remark } from '../../../../shared/api/campaigns.ts';
import { counted, quoted } from '../../readResult.ts';
import { capped, type ListTable } from '../listTable.ts';
import type { Workbook } from './openWorkbook.ts';
import type { CellFault, SheetContent } from './scanSheet.ts';

type Place = { row: number; column: string };
type Kind = { code: string; what: string; text: (place: Place, fault: CellFault, format: string) => string };

const KINDS: Record<CellFault['fault'], Kind> = {
  error: {
    code: 'CELL_ERROR',
    what: 'cells that show an error',
    text: ({ row, column }, { text }) =>
      `Row ${row} shows the error ${quoted(text)} in ${quoted(column)}. Correct it in the workbook.`,
  },
  format: {
    code: 'CELL_FORMAT_UNKNOWN',
    what: 'cells with a format that cannot be applied',
    text: ({ row, column }, { text }, format) =>
      `Row ${row} has a number in ${quoted(column)} whose format ${quoted(format)} cannot be applied; the mail shows ${quoted(text)}. Choose another format for it in the workbook.`,
  },
  'not-calculated': {
    code: 'FORMULA_NOT_CALCULATED',
    what: 'formulas without a stored result',
    text: ({ row, column }) =>
      `Row ${row} has a formula in ${quoted(column)} whose result is not stored in the file. Open the workbook in Excel, save it and choose it again.`,
  },
  shortened: {
    code: 'CELL_SHORTENED',
    what: 'long numbers that are shown shortened',
    text: ({ row, column }, { text }) =>
      `Row ${row} shows ${quoted(text)} in ${quoted(column)}, as Excel does with long numbers. Give the column the number format 0 or Text if its digits matter.`,
  },
};

/** `numbers`: of the rows of the grid; `from`: the column of the sheet that is the first of the list. */
export function sheetRemarks(
  content: SheetContent,
  table: ListTable,
  numbers: readonly number[],
  from: number,
  { styles }: Workbook,
): Remark[] {
  const rows = rowsByNumber(numbers, table);
  const places = new Map<string, Remark[]>();
  for (const fault of content.faults) {
    const row = rows.get(fault.row);
    const column = table.headers[fault.column - from];
    if (row === undefined || column === undefined || column === '') continue;
    const { code, text } = KINDS[fault.fault];
    const sentence = text({ row, column }, fault, styles[fault.style]?.code ?? '');
    const known = places.get(fault.fault) ?? [];
    known.push({ code, text: sentence, row, column });
    places.set(fault.fault, known);
  }
  const faults = Object.entries(KINDS).flatMap(([kind, { what }]) => capped(places.get(kind) ?? [], what));
  return [
    ...faults,
    ...hiddenRows(content.hiddenRows),
    ...hiddenColumns(content, table, from),
    ...mergedRows(content, rows, table, from),
  ];
}

/** Number of a row in the sheet → number in the list. */
function rowsByNumber(numbers: readonly number[], table: ListTable): Map<number, number> {
  const header = numbers.indexOf(table.headerRow ?? -1);
  const rows = new Map<number, number>();
  for (let index = header + 1; index <= header + table.rows.length; index += 1) rows.set(numbers[index] ?? 0, index - header);
  return rows;
}

function hiddenRows(skipped: number): Remark[] {
  if (skipped === 0) return [];
  const what = `${counted(skipped, 'row')} of this sheet ${skipped === 1 ? 'is' : 'are'} hidden (by a filter, or by hand)`;
  return [
    {
      code: 'ROWS_HIDDEN',
      text: `${what} and left out. Choose to read hidden rows too if ${skipped === 1 ? 'it belongs' : 'they belong'} to the list.`,
    },
  ];
}

function hiddenColumns({ hiddenColumns }: SheetContent, table: ListTable, from: number): Remark[] {
  const hidden = table.headers.filter(
    (header, index) => header !== '' && hiddenColumns.some(({ first, last }) => index + from >= first && index + from <= last),
  );
  if (hidden.length === 0) return [];
  const names = hidden.slice(0, 10).map(quoted).join(', ');
  const text = `${counted(hidden.length, 'column')} hidden in the sheet can be used like the others: ${names}.`;
  return [{ code: 'COLUMNS_HIDDEN', text }];
}

/** A cell merged over several people counts for the first of them only. */
function mergedRows({ merges }: SheetContent, rows: Map<number, number>, table: ListTable, from: number): Remark[] {
  const remarks = merges.flatMap((area): Remark[] => {
    const [first, last] = [rows.get(area.top), rows.get(area.bottom)];
    const column = table.headers[area.left - from];
    if (first === undefined || last === undefined || last === first || column === undefined || column === '') return [];
    const text = `Row ${first} shares one merged cell in ${quoted(column)} with rows below it, which are empty there. Unmerge it in Excel and fill it down if they need its value.`;
    return [{ code: 'CELLS_MERGED', text, row: first, column }];
  });
  return capped(remarks, 'merged cells');
}
