/**
 * One server per database: a second one would take the first one's message that is on its way for one that a crash left.
 * The lock is SQLite's own on a file beside the database, so that it goes with the process, however the process ends.
 */
import Sqlite from 'better-sqlite3';
import { unlessUnusable } from './databaseFile.ts';

/** Long enough for a predecessor to finish its message during a restart. */
const PATIENCE_MS = 5000;

/** @returns gives the lock back. @throws Error with a sentence for the operator where another process holds it. */
export function lockDatabase(path: string): () => void {
  if (path === ':memory:') return () => {};
  const lock = `${path}.lock`;
  const file = unlessUnusable(lock, () => new Sqlite(lock, { timeout: PATIENCE_MS }));
  try {
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new Error(`another Mergepost server is already using ${path}. Stop it first, or set DATABASE_URL to another file.`, {
        cause: error,
      });
    }
    throw error;
  }
  return () => file.close();
}
