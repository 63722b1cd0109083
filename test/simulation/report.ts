/** What many runs together say: which fault points were come by, and whether everything held. */
import { ALL_POINTS, type Point } from './faultPoints.ts';
import type { RunResult } from './simulation.ts';

export interface Totals {
  add(result: RunResult): void;
  runs: number;
  mails: number;
  failed: number[];
  twiceInWindow: number;
  hits: Map<Point, number>;
}

export function totals(): Totals {
  const sum: Totals = {
    runs: 0,
    mails: 0,
    failed: [],
    twiceInWindow: 0,
    hits: new Map(),
    add(result) {
      sum.runs += 1;
      sum.mails += result.mails;
      sum.twiceInWindow += result.twiceInWindow;
      if (result.violations.length > 0) sum.failed.push(result.seed);
      for (const [point, count] of result.hits) sum.hits.set(point, (sum.hits.get(point) ?? 0) + count);
    },
  };
  return sum;
}

export function neverMet({ hits }: Pick<Totals, 'hits'>): Point[] {
  return ALL_POINTS.filter((point) => (hits.get(point) ?? 0) === 0);
}

export function told(sum: Totals, seconds: number): { lines: string[]; ok: boolean } {
  const width = Math.max(...ALL_POINTS.map((point) => point.length));
  const missing = neverMet(sum);
  const lines = [
    ...ALL_POINTS.map((point) => `${point.padEnd(width)} ${String(sum.hits.get(point) ?? 0).padStart(8)}`),
    '',
    `${sum.runs} seeds in ${seconds.toFixed(1)} s (${(sum.runs / seconds).toFixed(1)} seeds/s), ${sum.mails} mails taken.`,
    `${sum.twiceInWindow} recipients got two mails in the window that remains: a process frozen exactly between its last check and its first byte.`,
    ...(missing.length > 0 ? [`Never come by: ${missing.join(', ')}.`] : []),
    sum.failed.length === 0 ? 'Everything held.' : `${sum.failed.length} seeds failed: ${sum.failed.slice(0, 20).join(', ')}.`,
  ];
  return { lines, ok: sum.failed.length === 0 && missing.length === 0 };
}
