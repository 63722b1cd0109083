/** `mergepost doctor`: findings as aligned plain text, or as JSON like the API's answer. */
import type { Check } from '../../shared/api/doctor.ts';

export interface Report {
  /** `unusable`: a server could not start with these settings. */
  kind: 'unusable' | 'sandbox' | 'examined';
  checks: readonly Check[];
}

const MARKS: Record<Check['status'], string> = { ok: '✓', warning: '!', failed: '✗', skipped: '–' };
const GROUPS: Record<Check['group'], string> = {
  settings: 'Settings',
  network: 'Hosts',
  clock: 'Clocks',
  apps: 'Applications',
  accounts: 'Mailboxes',
};
/** Longer titles do not push all the others aside. */
const TITLE_MAX = 46;

/** Answers the exit code: 0 (also with warnings), 1 where something does not work, 2 where the settings are unusable. */
export function printDoctor(
  report: Report,
  { json, now }: { json: boolean; now: number },
  out: (line: string) => unknown,
): number {
  const healthy = report.checks.every(({ status }) => status !== 'failed');
  if (json) out(JSON.stringify({ healthy, checks: report.checks, checkedAt: new Date(now).toISOString() }, null, 2));
  else for (const line of linesOf(report)) out(line);
  if (report.kind === 'unusable') return 2;
  return healthy ? 0 : 1;
}

function linesOf({ kind, checks }: Report): string[] {
  const groups = (Object.keys(GROUPS) as Check['group'][]).flatMap((group) => groupLines(group, checks));
  if (kind === 'sandbox') return groups;
  return [...groups, summary(kind, checks)];
}

function groupLines(group: Check['group'], all: readonly Check[]): string[] {
  const checks = all.filter((check) => check.group === group);
  if (checks.length === 0) return [];
  const width = Math.min(TITLE_MAX, Math.max(...checks.map(({ title }) => title.length)));
  return [GROUPS[group], ...checks.flatMap((check) => checkLines(check, width)), ''];
}

function checkLines({ status, title, detail, next, milliseconds }: Check, width: number): string[] {
  const time = milliseconds === null ? '' : ` (${Math.round(milliseconds)} ms)`;
  const indent = ' '.repeat(width + 6);
  return [
    `  ${MARKS[status]} ${plain(title).padEnd(width)}  ${plain(detail)}${time}`,
    ...(next === null ? [] : [`${indent}→ ${plain(next)}`]),
  ];
}

/** What a host said must not steer the terminal. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}

function summary(kind: Report['kind'], checks: readonly Check[]): string {
  if (kind === 'unusable')
    return 'The server does not start with these settings. Correct them in the environment or in .env (README, “Settings”).';
  const count = (status: Check['status']): number => checks.filter((check) => check.status === status).length;
  const [failed, warnings] = [count('failed'), count('warning')];
  if (failed === 0 && warnings === 0) return 'Everything is in order.';
  const parts = [
    failed > 0 ? `${failed} ${failed === 1 ? 'thing does' : 'things do'} not work` : null,
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'thing needs' : 'things need'} a look` : null,
  ];
  return `${parts.filter((part) => part !== null).join(', ')}.`;
}
