/** Ownership, proved in the type: a function that takes `Owned<T>` cannot be called with an unchecked row. */
import type { ErrorCode } from '../../shared/api/errors.ts';
import { AppError } from './appError.ts';

declare const owned: unique symbol;
export type Owned<T> = T & { readonly [owned]: true };

/** A row that belongs to somebody else does not exist, as far as the caller can tell. */
export function ownedBy<T extends { user_id: string | null }>(
  userId: string,
  row: T | undefined,
  missing: ErrorCode,
  sentence: string,
): Owned<T> {
  if (row === undefined || row.user_id !== userId) throw new AppError(missing, sentence);
  return row as Owned<T>;
}
