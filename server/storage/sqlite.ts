/** SQLite through better-sqlite3: the default store, one file, one process. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Database, Tables } from './database.ts';

/**
 * Opens (and creates) the database file; `:memory:` for tests.
 * WAL lets readers go on while a message is recorded. `synchronous=FULL` because the outbox promises that what was
 * committed survives a power cut: with NORMAL the last commits of a WAL may be lost (SQLite, "PRAGMA synchronous").
 */
export function openSqlite(path: string): Database {
  if (path !== ':memory:') makeFile(path);
  const file = new Sqlite(path);
  try {
    file.pragma('journal_mode = WAL');
  } catch (error) {
    file.close();
    throw new Error(
      `${path} cannot be used: ${error instanceof Error ? error.message : String(error)}. Set DATABASE_URL to another file.`,
      { cause: error },
    );
  }
  file.pragma('synchronous = FULL');
  file.pragma('foreign_keys = ON');
  file.pragma('busy_timeout = 5000');
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) });
}

/** For the owner only: letters and lists of people are in it. SQLite gives the files beside it the same permissions. */
function makeFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  closeSync(openSync(path, 'a', 0o600));
}
