/** SQLite through better-sqlite3: the default store, one file, one process. */
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Database, Tables } from './database.ts';
import type { Done, Statement } from './groupCommit.ts';
import { makeDatabaseFile, unlessUnusable } from './databaseFile.ts';
import { oneTransaction } from './oneTransaction.ts';

/**
 * The outbox changes rows that lie far apart, and each costs whole pages in the log that is synced at every commit: half of
 * what is usual writes half as much. Holds for new files; 1 KB would write less still, and makes long lists slower.
 */
const PAGE_BYTES = 2048;
/** Pages that change again and again (those of running campaigns) go into the file once for this much of the log. */
const WAL_BYTES = 16 * 1024 * 1024;

/**
 * Opens (and creates) the database file; `:memory:` for tests.
 * WAL lets readers go on while a message is recorded. `synchronous=FULL` because the outbox promises that what was
 * committed survives a power cut: with NORMAL the last commits of a WAL may be lost (SQLite, "PRAGMA synchronous").
 */
export function openSqlite(path: string): Database {
  makeDatabaseFile(path);
  const file = unlessUnusable(path, () => openFile(path));
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) });
  files.set(db, oneTransaction(file));
  return db;
}

/** A connection to the file with everything that is promised about it. */
export function openFile(path: string): Sqlite.Database {
  const file = new Sqlite(path);
  try {
    file.pragma(`page_size = ${PAGE_BYTES}`);
    file.pragma('journal_mode = WAL');
  } catch (error) {
    file.close();
    throw error;
  }
  file.pragma('synchronous = FULL');
  file.pragma(`wal_autocheckpoint = ${WAL_BYTES / PAGE_BYTES}`);
  file.pragma('foreign_keys = ON');
  file.pragma('busy_timeout = 5000');
  return file;
}

/** What carries out a transaction on the file behind a database that was opened here. */
const files = new WeakMap<Database, (statements: readonly Statement[]) => Done[]>();

/**
 * One transaction over prepared statements, without a turn for anybody in between. Kysely's own connection is held meanwhile:
 * there is only this one, and what is written while somebody's transaction is open would be part of it.
 */
export function runTogether(db: Database, statements: readonly Statement[]): Promise<Done[]> {
  const run = files.get(db);
  if (!run) throw new Error('This database was not opened by openSqlite.');
  return db.connection().execute(() => Promise.resolve(run(statements)));
}
