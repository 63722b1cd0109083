/** Letter, list and options of an offline command, brought together; or the one line that says what cannot be used. */
import type { Remark } from '../../shared/api/campaigns.ts';
import { distinctFields, guessAddressColumn, matchColumns } from '../../shared/merge/fieldNames.ts';
import { analyse, type Analysis } from '../merge/analyse.ts';
import type { CompiledLetter } from '../merge/compiledLetter.ts';
import { compileSubject, type CompiledSubject } from '../merge/compileSubject.ts';
import { namedFields } from '../merge/fieldNeeds.ts';
import type { ListTable } from '../merge/lists/listTable.ts';
import { readList } from '../merge/lists/readList.ts';
import { localTime } from '../merge/localTime.ts';
import { quoted } from '../merge/readResult.ts';
import { compileLetter, type RenderHow } from '../merge/renderMessage.ts';
import type { FileAccess } from './fileAccess.ts';
import { type MergeOptions, named, readMergeOptions } from './mergeOptions.ts';
import { readInput } from './readInput.ts';

export type Merge = {
  letter: CompiledLetter;
  subject: CompiledSubject;
  table: ListTable;
  columns: Record<string, string | null>;
  addressColumn: string | null;
  how: RenderHow;
  listRemarks: Remark[];
  analysis: Analysis;
};

export async function readMerge(
  options: MergeOptions,
  files: FileAccess,
  date: Date,
): Promise<{ ok: true; value: Merge } | { ok: false; line: string }> {
  const read = await readInput(options.template, files, (bytes, name) =>
    /\.html?$/i.test(name)
      ? compileLetter({ kind: 'html', html: new TextDecoder().decode(bytes) })
      : compileLetter({ kind: 'docx', bytes, name }, { letterhead: options.letterhead === true }),
  );
  if (!read.ok) return read;
  if (options.docx === true && /\.html?$/i.test(options.template))
    return { ok: false, line: `${options.template}: Only a Word letter makes Word documents. Leave --docx out.` };
  const { sheet, headerRow, encoding, delimiter, hiddenRows } = options;
  const reading = { sheet, headerRow, encoding, delimiter, hiddenRows };
  const list = await readInput(options.data, files, (bytes, name) => readList(bytes, name, reading));
  if (!list.ok) return list;
  const [letter, subject, table] = [read.value.value, compileSubject(options.subject ?? ''), list.value.value];
  const addressColumn = addressColumnOf(options.toField, table);
  if (addressColumn === undefined) {
    const text = `There is no column ${quoted(options.toField ?? '')} for the addresses. The list has ${table.headers.map(quoted).join(', ')}.`;
    return { ok: false, line: `${options.data}: ${text}` };
  }
  const fields = namedFields(letter, subject);
  const names = distinctFields([...fields, ...letter.controls.flatMap((control) => control.names)]);
  const chosen = readMergeOptions(options, names, letter, table.headers);
  if (!chosen.ok) return { ok: false, line: chosen.text };
  const { settings, policies, columns: choices } = chosen.value;
  const columns = { ...withoutChoice(choices), ...matchColumns(fields, table.headers, choices) };
  const how = { settings, policies, now: localTime(date) };
  const listRemarks = list.value.remarks;
  const analysis = analyse(letter, subject, table, columns, addressColumn, policies, settings, listRemarks, how.now);
  return { ok: true, value: { letter, subject, table, columns, addressColumn, how, listRemarks, analysis } };
}

/** Undefined: a column was asked for that is not there. Null: none was, and none looks like one. */
function addressColumnOf(wanted: string | undefined, table: ListTable): string | null | undefined {
  return wanted === undefined ? guessAddressColumn(table.headers, table.rows) : named(wanted, table.headers);
}

/** '' = no column. */
function withoutChoice(choices: Readonly<Record<string, string>>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(choices).map(([field, column]) => [field, column === '' ? null : column]));
}
