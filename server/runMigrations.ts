/** `mergepost migrate`: the database alone, for deployments that want this step apart. */
import { readFileSync } from 'node:fs';
import { loadConfig } from './config.ts';
import { migrate } from './storage/migrate.ts';
import { openSqlite } from './storage/sqlite.ts';

/** @returns the exit code. */
export async function runMigrations(
  env: Readonly<Record<string, string | undefined>>,
  out: (line: string) => unknown,
  err: (line: string) => unknown,
): Promise<number> {
  const loaded = loadConfig(env, (path) => readFileSync(path, 'utf8'));
  if (!loaded.ok) {
    err(`The settings are not complete:\n${loaded.problems.map((p) => `- ${p}`).join('\n')}`);
    return 1;
  }
  const { databasePath } = loaded.config;
  try {
    const done = await migrated(databasePath);
    out(done.length === 0 ? `${databasePath} is up to date.` : `${databasePath}: ${done.join(', ')} done.`);
    return 0;
  } catch (error) {
    err(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

async function migrated(databasePath: string): Promise<string[]> {
  const db = openSqlite(databasePath);
  try {
    return await migrate(db);
  } finally {
    await db.destroy();
  }
}
