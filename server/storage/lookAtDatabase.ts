/**
 * A look at the database from outside, over a connection of its own that ends at once: works while a server runs, makes
 * nothing and changes nothing.
 */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { MIGRATION_NAMES } from './migrate.ts';

export type LookedAt =
  /** `folderWritable`: whether it can be made there. */
  | { kind: 'missing'; path: string; folderWritable: boolean }
  | { kind: 'unusable'; path: string; why: string }
  | {
      kind: 'open';
      path: string;
      /** Why nothing can be written, or null. */
      readOnly: string | null;
      version: 'current' | 'older' | 'newer';
      /** On its disk; null: not known. */
      freeBytes: number | null;
    };

export function lookAtDatabase(path: string): LookedAt {
  if (!existsSync(path)) return { kind: 'missing', path, folderWritable: mayMake(path) };
  let file: Sqlite.Database;
  try {
    // Without waiting: a wait would block the very process that holds the lock.
    file = new Sqlite(path, { fileMustExist: true, timeout: 0 });
  } catch (error) {
    return { kind: 'unusable', path, why: reasonOf(error) };
  }
  try {
    return { kind: 'open', path, version: versionOf(file), readOnly: readOnlyReason(file), freeBytes: freeBytes(path) };
  } catch (error) {
    return { kind: 'unusable', path, why: reasonOf(error) };
  } finally {
    file.close();
  }
}

/** Whether a server holds the lock of this database (see databaseLock.ts). */
export function isServed(path: string): boolean {
  if (!existsSync(`${path}.lock`)) return false;
  const file = new Sqlite(`${path}.lock`, { fileMustExist: true, timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE; ROLLBACK');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    file.close();
  }
}

function versionOf(file: Sqlite.Database): 'current' | 'older' | 'newer' {
  const known = file.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'kysely_migration'`).get();
  const rows = known === undefined ? [] : (file.prepare('SELECT name FROM kysely_migration').all() as { name: string }[]);
  const done = new Set(rows.map(({ name }) => name));
  if ([...done].some((name) => !MIGRATION_NAMES.includes(name))) return 'newer';
  return MIGRATION_NAMES.every((name) => done.has(name)) ? 'current' : 'older';
}

/** Takes the right to write and gives it back. Somebody who has it proves as much. */
function readOnlyReason(file: Sqlite.Database): string | null {
  try {
    file.exec('BEGIN IMMEDIATE; ROLLBACK');
    return null;
  } catch (error) {
    return isBusy(error) ? null : reasonOf(error);
  }
}

function isBusy(error: unknown): boolean {
  return String(partOf(error, 'code')).startsWith('SQLITE_BUSY');
}

function freeBytes(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dirname(resolve(path)));
    return bavail * bsize;
  } catch {
    // Some file systems do not say.
    return null;
  }
}

/** In the nearest folder that is there. */
function mayMake(path: string): boolean {
  let folder = dirname(resolve(path));
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function reasonOf(error: unknown): string {
  return String(partOf(error, 'message') ?? error);
}

/** The native part makes its errors in a realm of its own: no instanceof. */
function partOf(error: unknown, name: 'code' | 'message'): unknown {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[name] : undefined;
}
