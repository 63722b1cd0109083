/** Numbered migrations, run at every start. A database that is newer than this code is refused, never downgraded. */
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import * as init from './migrations/0001_init.ts';
import * as mailboxKinds from './migrations/0002_mailbox_kinds.ts';
import * as mergeSettings from './migrations/0003_merge_settings.ts';
import * as exactlyOnce from './migrations/0004_exactly_once.ts';
import * as campaignFiles from './migrations/0005_campaign_files.ts';
import * as windowLanguage from './migrations/0006_window_language.ts';
import * as namedRequests from './migrations/0007_named_requests.ts';

const MIGRATIONS: Record<string, Migration> = {
  '0001_init': init,
  '0002_mailbox_kinds': mailboxKinds,
  '0003_merge_settings': mergeSettings,
  '0004_exactly_once': exactlyOnce,
  '0005_campaign_files': campaignFiles,
  '0006_window_language': windowLanguage,
  '0007_named_requests': namedRequests,
};

/** In their order. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(MIGRATIONS);

const provider: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) };

/** Brings the schema up to date; answers the names of the migrations that were run. */
export async function migrate(db: Database): Promise<string[]> {
  const migrator = new Migrator({ db, provider });
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    const failed = results?.find((r) => r.status === 'Error')?.migrationName;
    throw new Error(
      `The database could not be brought up to date${failed ? ` (migration ${failed})` : ''}: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
  return (results ?? []).map((r) => r.migrationName);
}

/** True when every known migration has run. */
export async function isMigrated(db: Database): Promise<boolean> {
  const known = await new Migrator({ db, provider }).getMigrations();
  return known.every((m) => m.executedAt !== undefined);
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : JSON.stringify(error);
  return /corrupted migrations/i.test(text)
    ? `${text}. The file was made by a newer Mergepost; start that version, or use another DATABASE_URL.`
    : text;
}
