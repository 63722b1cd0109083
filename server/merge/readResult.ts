/** What every reading stage returns: a value with remarks, or one sentence for the person whose file it is. */
import type { Remark } from '../../shared/api/campaigns.ts';

export type ReadFailureCode =
  | 'LETTER_UNREADABLE'
  | 'LIST_UNREADABLE'
  | 'LIST_EMPTY'
  | 'LIST_TOO_LONG'
  | 'COLUMN_MISSING'
  | 'TOO_LARGE';

export type ReadFailure = { ok: false; code: ReadFailureCode; text: string };
export type Read<T> = { ok: true; value: T; remarks: Remark[] } | ReadFailure;

export function readable<T>(value: T, remarks: Remark[] = []): Read<T> {
  return { ok: true, value, remarks };
}

export function unreadable(code: ReadFailureCode, text: string): ReadFailure {
  return { ok: false, code, text };
}

/** "30 MB", for sentences about limits. Rounded up: what is over a limit must not read as if it were at it. */
export function megabytes(bytes: number): string {
  return `${Math.ceil((bytes / (1024 * 1024)) * 10) / 10} MB`;
}

/** A cell or name inside a sentence: one line, cut after 60 characters. */
export function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `«${line.length > 60 ? `${line.slice(0, 59)}…` : line}»`;
}

/** "3 rows", "1 row". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
