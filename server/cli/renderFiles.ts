/** `mergepost render`: letter + list → one .eml, .html and .txt for each row, and report.json. No server, no account, no network. */
import { join } from 'node:path';
import type { Remark } from '../../shared/api/campaigns.ts';
import { distinctFields, guessAddressColumn, matchColumns, normalName } from '../../shared/merge/fieldNames.ts';
import type { ListTable } from '../merge/lists/listTable.ts';
import { readList } from '../merge/lists/readList.ts';
import { readRecipients } from '../merge/lists/recipients.ts';
import { quoted } from '../merge/readResult.ts';
import type { CompiledLetter } from '../merge/compiledLetter.ts';
import { compileSubject, type CompiledSubject } from '../merge/compileSubject.ts';
import { compileLetter, PLAIN_HOW, rowRenderer } from '../merge/renderMessage.ts';
import { emlFile } from './emlFile.ts';
import { diskAccess, type FileAccess, fileReason } from './fileAccess.ts';
import { type Lines, reportedProblem } from './printTable.ts';
import { oneLine, readInput } from './readInput.ts';

export type RenderOptions = {
  template: string;
  data: string;
  out: string;
  sheet?: string | undefined;
  subject?: string | undefined;
  toField?: string | undefined;
};

type Merge = {
  letter: CompiledLetter;
  subject: CompiledSubject;
  table: ListTable;
  columns: Record<string, string | null>;
  addressColumn: string | null;
  /** What reading found, before any row was looked at. */
  remarks: Remark[];
};

/** Answers the exit code: 0 with or without problems in rows, 2 for input that cannot be used (then nothing is written). */
export async function renderFiles(
  options: RenderOptions,
  lines: Lines,
  files: FileAccess = diskAccess,
  now: () => Date = () => new Date(),
): Promise<number> {
  const merge = await readMerge(options, files);
  if (!merge.ok) {
    lines.err(oneLine(merge.line));
    return 2;
  }
  try {
    const report = await writeAll(merge.value, options.out, files, now());
    lines.out(
      `${report.rows} messages in ${options.out}, ${report.recipients} with an address, ${report.problems.length} problems (report.json).`,
    );
    return 0;
  } catch (error) {
    const reason = fileReason(error);
    if (reason === null) throw error;
    lines.err(oneLine(`${options.out}: The files cannot be written: ${reason}.`));
    return 2;
  }
}

async function readMerge(
  options: RenderOptions,
  files: FileAccess,
): Promise<{ ok: true; value: Merge } | { ok: false; line: string }> {
  const letter = await readInput(options.template, files, (bytes, name) =>
    /\.html?$/i.test(name)
      ? compileLetter({ kind: 'html', html: new TextDecoder().decode(bytes) })
      : compileLetter({ kind: 'docx', bytes, name }),
  );
  if (!letter.ok) return letter;
  const list = await readInput(options.data, files, (bytes, name) => readList(bytes, name, { sheet: options.sheet }));
  if (!list.ok) return list;
  const [table, subject] = [list.value.value, compileSubject(options.subject ?? '')];
  const addressColumn = findAddressColumn(options.toField, table);
  if (addressColumn === undefined) {
    const text = `There is no column ${quoted(options.toField ?? '')} for the addresses. The list has ${table.headers.map(quoted).join(', ')}.`;
    return { ok: false, line: `${options.data}: ${text}` };
  }
  const columns = matchColumns(allFields(letter.value.value, subject), table.headers);
  const remarks = [...letter.value.value.remarks, ...subject.remarks, ...list.value.remarks];
  return { ok: true, value: { letter: letter.value.value, subject, table, columns, addressColumn, remarks } };
}

/** Undefined: a column was asked for that is not there. Null: none was, and none looks like one. */
function findAddressColumn(wanted: string | undefined, table: ListTable): string | null | undefined {
  if (wanted === undefined) return guessAddressColumn(table.headers, table.rows);
  return (
    table.headers.find((header) => header === wanted) ?? table.headers.find((header) => normalName(header) === normalName(wanted))
  );
}

function allFields(letter: CompiledLetter, subject: CompiledSubject): string[] {
  return distinctFields([...letter.fields, ...letter.asideFields, ...subject.fields]);
}

type Report = {
  fields: string[];
  columns: string[];
  matched: Record<string, string>;
  unmatchedFields: string[];
  rows: number;
  recipients: number;
  problems: ReturnType<typeof reportedProblem>[];
};

async function writeAll(merge: Merge, folder: string, files: FileAccess, date: Date): Promise<Report> {
  await files.makeFolder(folder);
  const render = rowRenderer(merge.letter, merge.subject, merge.table, merge.columns, merge.addressColumn, PLAIN_HOW);
  const digits = Math.max(4, String(merge.table.rows.length).length);
  const written = new Set<string>();
  const problems: Remark[] = [...merge.remarks, ...wholeListProblems(merge)];
  let recipients = 0;
  for (let index = 0; index < merge.table.rows.length; index += 1) {
    const message = render({ rows: [index], sequence: index + 1 });
    const name = String(message.row).padStart(digits, '0');
    const contents = { eml: await emlFile(message, date), html: message.html, txt: message.text };
    await Promise.all(Object.entries(contents).map(([kind, content]) => files.write(join(folder, `${name}.${kind}`), content)));
    written.add(name);
    if (message.to !== null) recipients += 1;
    problems.push(
      ...message.remarks.filter(
        (remark) => remark.code !== 'FIELD_UNMATCHED' && (merge.addressColumn !== null || remark.code !== 'ADDRESS_EMPTY'),
      ),
    );
  }
  await removeOlder(folder, written, files);
  const report = reportOf(merge, recipients, [...problems, ...repeatedAddresses(merge)]);
  await files.write(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

function wholeListProblems(merge: Merge): Remark[] {
  const problems: Remark[] = [];
  if (merge.addressColumn === null) {
    problems.push({
      code: 'ADDRESS_COLUMN_MISSING',
      text: 'No column looks like it holds the addresses. Name it with --to-field.',
    });
  }
  for (const field of distinctFields([...merge.letter.fields, ...merge.subject.fields])) {
    if ((merge.columns[field] ?? null) !== null) continue;
    problems.push({
      code: 'FIELD_UNMATCHED',
      text: `No column fills the field ${quoted(field)}; its place is empty in every message.`,
    });
  }
  return problems;
}

function repeatedAddresses(merge: Merge): Remark[] {
  if (merge.addressColumn === null) return [];
  return readRecipients(merge.table, merge.addressColumn).flatMap(({ problem }) =>
    problem?.code === 'ADDRESS_REPEATED' ? [problem] : [],
  );
}

/** Messages of an earlier, longer list in the same folder would look like part of this one. */
async function removeOlder(folder: string, written: ReadonlySet<string>, files: FileAccess): Promise<void> {
  const names = await files.list(folder);
  if (!names.includes('report.json')) return;
  for (const name of names) {
    const number = /^(\d{4,})\.(eml|html|txt)$/.exec(name)?.[1];
    if (number !== undefined && !written.has(number)) await files.remove(join(folder, name));
  }
}

function reportOf(merge: Merge, recipients: number, problems: Remark[]): Report {
  const fields = allFields(merge.letter, merge.subject);
  const matched = fields.flatMap((field): [string, string][] => {
    const column = merge.columns[field] ?? null;
    return column === null ? [] : [[field, column]];
  });
  return {
    fields,
    columns: merge.table.headers,
    matched: Object.fromEntries(matched),
    unmatchedFields: fields.filter((field) => (merge.columns[field] ?? null) === null),
    rows: merge.table.rows.length,
    recipients,
    problems: problems.map(reportedProblem),
  };
}
