/** `mergepost analyse`: what would happen, as a short page for a person or as JSON. */
import type { FieldPolicy } from '../../shared/api/mergeSettings.ts';
import type { AnalysedField, Analysis } from '../merge/analyse.ts';
import { leftRemark } from '../merge/planMessages.ts';
import { counted } from '../merge/readResult.ts';
import { diskAccess, type FileAccess } from './fileAccess.ts';
import type { MergeOptions } from './mergeOptions.ts';
import { plainLine } from './plainLine.ts';
import { type Lines, reportedProblem } from './printTable.ts';
import { oneLine } from './readInput.ts';
import { readMerge } from './readMerge.ts';

/** Answers the exit code: 0 nothing stops a start, 1 something does, 2 letter, list or options cannot be used. */
export async function printAnalysis(
  { json, ...options }: MergeOptions & { json: boolean },
  { out, err }: Lines,
  files: FileAccess = diskAccess,
  now: () => Date = () => new Date(),
): Promise<number> {
  const merge = await readMerge(options, files, now());
  if (!merge.ok) {
    err(oneLine(merge.line));
    return 2;
  }
  const { analysis } = merge.value;
  if (json) out(JSON.stringify(analysisReport(analysis, merge.value.table.rows.length), null, 2));
  else for (const line of page(analysis, merge.value.table.rows.length)) out(plainLine(line));
  return analysis.blockers.length === 0 ? 0 : 1;
}

export function analysisReport(analysis: Analysis, rows: number): Record<string, unknown> {
  const { plan, fields, blockers, warnings, letter, missing, wrong, ...rest } = analysis;
  return {
    ready: blockers.length === 0,
    rows,
    messages: rest.messages,
    withoutAddress: rest.skipped,
    fields: fields.map((field) => ({ ...field, policy: policyText(field.policy) })),
    unusedColumns: rest.unusedColumns,
    missing: missing.map((one) => ({ ...one, policy: policyText(one.policy) })),
    errors: wrong,
    addresses: rest.addresses,
    questions: rest.questions,
    letterhead: rest.letterhead,
    letter: letter.map(reportedProblem),
    leftOut: plan.left.toSorted((a, b) => a.row - b.row).map((left) => reportedProblem(leftRemark(left))),
    blockers: blockers.map(reportedProblem),
    warnings: warnings.map(reportedProblem),
  };
}

/** As the command line takes it: `default:0`. */
function policyText(policy: FieldPolicy): string {
  return typeof policy === 'object' ? `default:${policy.default}` : policy;
}

function page(analysis: Analysis, rows: number): string[] {
  const { blockers, warnings, unusedColumns, plan, skipped } = analysis;
  const left = plan.left.length === 0 ? [] : [`${counted(plan.left.length, 'row')} left out`];
  const none = skipped === 0 ? [] : [`${skipped} without a usable address`];
  const numbers = [counted(analysis.messages, 'message'), `from ${counted(rows, 'row')}`, ...left, ...none];
  return [
    `${numbers.join(', ')}.`,
    ...section('Fields', fieldLines(analysis)),
    ...section('Columns that nothing uses', unusedColumns.length === 0 ? [] : [unusedColumns.join(', ')]),
    ...section(
      'Stops the start',
      blockers.map(({ text }) => text),
    ),
    ...section(
      'Deserves a look',
      warnings.map(({ text }) => text),
    ),
    '',
    blockers.length === 0 ? 'Nothing stops the start.' : `${counted(blockers.length, 'finding')} to mend before it can start.`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}

const NAME_WIDTH_MAX = 40;

function fieldLines({ fields, missing }: Analysis): string[] {
  const width = Math.min(NAME_WIDTH_MAX, Math.max(0, ...fields.map(({ name }) => name.length)));
  return fields.map((field) => {
    const empty = missing.find((one) => one.field === field.name)?.rows.length ?? 0;
    const facts = [
      columnText(field),
      ...(field.places.length === 0 ? [] : [field.places.join(', ')]),
      ...(empty === 0 ? [] : [`empty in ${counted(empty, 'row')}: ${policyText(field.policy)}`]),
    ];
    return `${field.name.padEnd(width)}  ${facts.join('; ')}`;
  });
}

function columnText({ kind, column, name }: AnalysedField): string {
  if (column === null) return kind === 'control' ? '– stays as it is in the letter' : '– no column';
  return column === name ? 'same column' : `← ${column}`;
}
