/** What happened, in order. Its hash tells whether two runs were the same; with `trace` it is printed. */
import { createHash } from 'node:crypto';
import { BEGIN } from './virtualTime.ts';

export interface EventLog {
  note(what: string): void;
  /** Of everything so far. */
  hash(): string;
  /** The last lines, oldest first. */
  tail(lines: number): string[];
}

const KEPT = 400;

export function eventLog(now: () => number, trace?: (line: string) => void): EventLog {
  const hash = createHash('sha256');
  let kept: string[] = [];
  return {
    note(what) {
      const line = `${((now() - BEGIN) / 1000).toFixed(3).padStart(10)}  ${what}`;
      hash.update(line);
      trace?.(line);
      kept.push(line);
      if (kept.length > KEPT * 2) kept = kept.slice(-KEPT);
    },
    hash: () => hash.copy().digest('hex'),
    tail: (lines) => kept.slice(-lines),
  };
}
