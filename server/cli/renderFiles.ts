/** `mergepost render`: letter + list → files for each message, and report.json. No server, no account, no network. */
import { join } from 'node:path';
import type { Remark } from '../../shared/api/campaigns.ts';
import { findAddresses } from '../merge/findAddresses.ts';
import { tooLongRemark } from '../merge/messageLimit.ts';
import { type RenderedMessage, rowRenderer } from '../merge/renderMessage.ts';
import { emlFile } from './emlFile.ts';
import { fileReason } from '../files/fileReason.ts';
import { diskAccess, type FileAccess } from './fileAccess.ts';
import type { MergeOptions } from './mergeOptions.ts';
import type { Lines } from './printTable.ts';
import { oneLine } from './readInput.ts';
import { type Merge, readMerge } from './readMerge.ts';
import { type RenderReport, renderReport } from './renderReport.ts';

export type RenderOptions = MergeOptions & { out: string };

/** Answers the exit code: 0 with or without problems in rows, 2 for input that cannot be used (then nothing is written). */
export async function renderFiles(
  options: RenderOptions,
  lines: Lines,
  files: FileAccess = diskAccess,
  now: () => Date = () => new Date(),
): Promise<number> {
  const date = now();
  const merge = await readMerge(options, files, date);
  if (!merge.ok) {
    lines.err(oneLine(merge.line));
    return 2;
  }
  try {
    const { messages, recipients, skipped, problems } = await writeAll(merge.value, options.out, files, date);
    const left = skipped.length === 0 ? '' : `${counted(skipped.length, 'row')} left out, `;
    lines.out(
      `${counted(messages, 'message')} in ${options.out}, ${recipients} with an address, ${left}${counted(problems.length, 'problem')} (report.json).`,
    );
    return 0;
  } catch (error) {
    const reason = fileReason(error);
    if (reason === null) throw error;
    lines.err(oneLine(`${options.out}: The files cannot be written: ${reason}.`));
    return 2;
  }
}

const counted = (many: number, what: string): string => `${many} ${what}${many === 1 ? '' : 's'}`;

/** So many messages are on their way to the disk at once; more would only fill the memory. */
const AT_ONCE = 16;

async function writeAll(merge: Merge, folder: string, files: FileAccess, date: Date): Promise<RenderReport> {
  const { letter, subject, table, columns, addressColumn, how, analysis } = merge;
  await files.makeFolder(folder);
  const render = rowRenderer(letter, subject, table, columns, addressColumn, how);
  const digits = Math.max(4, String(table.rows.length).length);
  const written = new Set<string>();
  const problems: Remark[] = [];
  const underWay = new Set<Promise<void>>();
  let recipients = 0;
  for (const plan of analysis.plan.messages) {
    const message = render(plan);
    const name = String(message.row).padStart(digits, '0');
    const document = how.settings.document === null || message.tooLong ? undefined : message.document?.();
    if (document === null) problems.push(tooLongRemark(message.row));
    const writing = writeMessage(join(folder, name), message, document ?? null, files, date);
    underWay.add(writing);
    // A failure is told where it is awaited; without this it would be an unhandled one until then.
    writing.then(
      () => underWay.delete(writing),
      () => undefined,
    );
    if (underWay.size >= AT_ONCE) await Promise.race(underWay);
    written.add(name);
    if (message.to !== null) recipients += 1;
    problems.push(...message.remarks.filter((remark) => isAboutRow(remark, addressColumn)));
  }
  await Promise.all(underWay);
  await removeOlder(folder, written, how.settings.document !== null, files);
  const repeated = findAddresses(table, addressColumn, analysis.plan.messages).remarks;
  problems.push(...repeated.filter(({ code }) => code === 'ADDRESS_REPEATED'));
  const report = renderReport(merge, written.size, recipients, problems);
  await files.write(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

/** What holds for every row is told once, for the whole list. */
function isAboutRow({ code }: Remark, addressColumn: string | null): boolean {
  return code !== 'FIELD_UNMATCHED' && (addressColumn !== null || code !== 'ADDRESS_EMPTY');
}

async function writeMessage(
  path: string,
  message: RenderedMessage,
  document: Uint8Array | null,
  files: FileAccess,
  date: Date,
): Promise<void> {
  await Promise.all([
    emlFile(message, date).then((eml) => files.write(`${path}.eml`, eml)),
    files.write(`${path}.html`, message.html),
    files.write(`${path}.txt`, message.text),
    ...(document === null ? [] : [files.write(`${path}.docx`, document)]),
  ]);
}

/** Messages of an earlier, longer list in the same folder would look like part of this one; so would Word files of an earlier run. */
async function removeOlder(folder: string, written: ReadonlySet<string>, asWord: boolean, files: FileAccess): Promise<void> {
  const names = await files.list(folder);
  if (!names.includes('report.json')) return;
  for (const name of names) {
    const [, number, kind] = /^(\d{4,})\.(eml|html|txt|docx)$/.exec(name) ?? [];
    if (number === undefined) continue;
    if (!written.has(number) || (kind === 'docx' && !asWord)) await files.remove(join(folder, name));
  }
}
