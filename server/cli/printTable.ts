/** `mergepost table`: what was read from a list, as JSON on stdout. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { emptySentence } from '../merge/lists/listTable.ts';
import { type ListOptions, readTable } from '../merge/lists/readList.ts';
import { diskAccess, type FileAccess } from './fileAccess.ts';
import { oneLine, readInput } from './readInput.ts';

export type TableOptions = { data: string } & ListOptions;
export type Lines = { out: (line: string) => unknown; err: (line: string) => unknown };

/** Answers the exit code: 0, or 2 where the list cannot be used. */
export async function printTable(options: TableOptions, { out, err }: Lines, files: FileAccess = diskAccess): Promise<number> {
  const { data, ...reading } = options;
  const input = await readInput(data, files, (bytes, name) => readTable(bytes, name, reading));
  if (!input.ok) {
    err(oneLine(input.line));
    return 2;
  }
  const { value: table, remarks } = input.value;
  const all = table.rows.length > 0 ? remarks : [...remarks, { code: 'LIST_EMPTY', text: emptySentence(table) }];
  const { sheets, sheet, headers, rows } = table;
  out(JSON.stringify({ sheets, sheet, headers, rows, remarks: all.map(reportedProblem) }, null, 2));
  return 0;
}

/** A finding as reports write it. */
export function reportedProblem({ row, column, code, text }: Remark): {
  row?: number;
  column?: string;
  code: string;
  text: string;
} {
  return { ...(row === undefined ? {} : { row }), ...(column === undefined ? {} : { column }), code, text };
}
