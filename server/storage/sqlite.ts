/** SQLite through better-sqlite3: the default store, one file, one process. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Database, Tables } from './database.ts';
import type { Done, Statement } from './groupCommit.ts';

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
  if (path !== ':memory:') makeFile(path);
  const file = new Sqlite(path);
  try {
    file.pragma(`page_size = ${PAGE_BYTES}`);
    file.pragma('journal_mode = WAL');
  } catch (error) {
    file.close();
    throw new Error(
      `${path} cannot be used: ${error instanceof Error ? error.message : String(error)}. Set DATABASE_URL to another file.`,
      { cause: error },
    );
  }
  file.pragma('synchronous = FULL');
  file.pragma(`wal_autocheckpoint = ${WAL_BYTES / PAGE_BYTES}`);
  file.pragma('foreign_keys = ON');
  file.pragma('busy_timeout = 5000');
  // While mails go out the same pages change again and again: four times as many of them wait in the WAL (16 MB) as usual before
  // they are copied, and as much is kept in memory. Both cost a mail less than half.
  file.pragma('wal_autocheckpoint = 4000');
  file.pragma('cache_size = -16384');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) });
  files.set(db, { file, prepared: new Map() });
  return db;
}

/** The file behind a database that was opened here, and the statements that are ready for it. */
const files = new WeakMap<Database, { file: Sqlite.Database; prepared: Map<string, Sqlite.Statement> }>();

/**
 * One transaction over prepared statements, without a turn for anybody in between. Kysely's own connection is held meanwhile:
 * there is only this one, and what is written while somebody's transaction is open would be part of it.
 */
export function runTogether(db: Database, statements: readonly Statement[]): Promise<Done[]> {
  const open = files.get(db);
  if (!open) throw new Error('This database was not opened by openSqlite.');
  return db.connection().execute(() => Promise.resolve(inOneTransaction(open.file, open.prepared, statements)));
}

function inOneTransaction(
  file: Sqlite.Database,
  prepared: Map<string, Sqlite.Statement>,
  statements: readonly Statement[],
): Done[] {
  file.exec('BEGIN IMMEDIATE');
  try {
    const done = statements.map(({ sql, params }) => runOne(ready(file, prepared, sql), params));
    file.exec('COMMIT');
    return done;
  } catch (error) {
    // A full disk may have ended the transaction already.
    if (file.inTransaction) file.exec('ROLLBACK');
    throw error;
  }
}

function ready(file: Sqlite.Database, prepared: Map<string, Sqlite.Statement>, sql: string): Sqlite.Statement {
  const known = prepared.get(sql);
  if (known) return known;
  const made = file.prepare(sql);
  prepared.set(sql, made);
  return made;
}

function runOne(statement: Sqlite.Statement, params: Statement['params']): Done {
  if (!statement.reader) return { changes: statement.run(...params).changes, rows: [] };
  const rows = statement.all(...params) as Done['rows'];
  return { changes: rows.length, rows };
}

/** For the owner only: letters and lists of people are in it. SQLite gives the files beside it the same permissions. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}
