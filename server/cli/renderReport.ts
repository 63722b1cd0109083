/** report.json of `mergepost render`: what was merged with what, and everything that is odd. Pure. */
import type { Remark } from '../../shared/api/campaigns.ts';
import type { FieldPlace } from '../merge/compiledLetter.ts';
import type { Question } from '../merge/mergeScope.ts';
import { leftRemark } from '../merge/planMessages.ts';
import { counted, quoted } from '../merge/readResult.ts';
import { reportedProblem } from './printTable.ts';
import type { Merge } from './readMerge.ts';

type Problem = ReturnType<typeof reportedProblem>;

export type RenderReport = {
  /** Fields of letter and subject, then content controls (by tag, or by title where that has the column). */
  fields: string[];
  columns: string[];
  matched: Record<string, string>;
  unmatchedFields: string[];
  unusedColumns: string[];
  /** Field → kinds of places where it stands. */
  places: Record<string, FieldPlace[]>;
  questions: Question[];
  /** Rows of the list. */
  rows: number;
  /** Messages that were written, with and without an address. */
  messages: number;
  /** Messages with an address. */
  recipients: number;
  /** Rows that were left out, and why. */
  skipped: Problem[];
  problems: Problem[];
};

/** More would make a file that nobody can open. */
const PROBLEMS_MAX = 100_000;

/** `found`: what was noticed while the messages were written. */
export function renderReport(merge: Merge, messages: number, recipients: number, found: readonly Remark[]): RenderReport {
  const { analysis, table } = merge;
  const { fields, unusedColumns, questions, plan } = analysis;
  const problems = [...merge.letter.remarks, ...merge.subject.remarks, ...merge.listRemarks, ...wholeProblems(merge), ...found];
  const matched = fields.flatMap(({ name, column }): [string, string][] => (column === null ? [] : [[name, column]]));
  return {
    fields: fields.map(({ name }) => name),
    columns: table.headers,
    matched: Object.fromEntries(matched),
    unmatchedFields: fields.filter(({ column }) => column === null).map(({ name }) => name),
    unusedColumns,
    places: Object.fromEntries(fields.map(({ name, places }) => [name, places])),
    questions,
    rows: table.rows.length,
    messages,
    recipients,
    skipped: plan.left.toSorted((a, b) => a.row - b.row).map((left) => reportedProblem(leftRemark(left))),
    problems: shortened(problems).map(reportedProblem),
  };
}

function wholeProblems({ addressColumn, analysis, how }: Merge): Remark[] {
  const problems: Remark[] = [];
  if (addressColumn === null) {
    const text = 'No column looks like it holds the addresses. Name it with --to-field.';
    problems.push({ code: 'ADDRESS_COLUMN_MISSING', text });
  }
  for (const { name, column, kind, policy } of analysis.fields) {
    // Header and footer are no part of the mail, so what only they have is needed in the merged document alone.
    const needed = how.settings.document !== null || analysis.needed.includes(name);
    if (column !== null || kind === 'control' || !needed) continue;
    const instead = typeof policy === 'object' ? `${quoted(policy.default)} stands in its place` : 'its place is empty';
    problems.push({ code: 'FIELD_UNMATCHED', text: `No column fills the field ${quoted(name)}; ${instead} in every message.` });
  }
  const codes = new Set(['GROUP_NOT_SHOWN', 'GROUP_EMPTY', 'GROUP_ADDRESSES', 'QUESTION_OPEN']);
  return [...problems, ...analysis.warnings.filter(({ code }) => codes.has(code))];
}

function shortened(problems: readonly Remark[]): readonly Remark[] {
  if (problems.length <= PROBLEMS_MAX) return problems;
  const text = `${counted(problems.length - PROBLEMS_MAX + 1, 'more finding')} of the same kinds.`;
  return [...problems.slice(0, PROBLEMS_MAX - 1), { code: 'MORE_FINDINGS', text }];
}
