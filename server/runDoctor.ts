/** `mergepost doctor`: the same look as in the pane, beside a running server or before there is one. Changes nothing. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Check } from '../shared/api/doctor.ts';
import { openApps } from './apps/openApps.ts';
import { composeDoctor, keyTrouble } from './composeDoctor.ts';
import { type Config, loadConfig, type MicrosoftApp } from './config.ts';
import { type ExamineDeps, examine } from './doctor/examine.ts';
import { problemChecks } from './doctor/settingsChecks.ts';
import { appOfSettings, type OAuthApp } from './oauth/oauthApp.ts';
import type { Database } from './storage/database.ts';
import { isServed, lookAtDatabase } from './storage/lookAtDatabase.ts';
import { openSqlite } from './storage/sqlite.ts';
import { createVault, type Vault } from './vault/vault.ts';

/** `unusable`: a server could not start with these settings. `sandbox`: there are none. */
export type DoctorsReport = { kind: 'unusable' | 'sandbox' | 'examined'; checks: Check[] };

export async function runDoctor(env: Readonly<Record<string, string | undefined>>): Promise<DoctorsReport> {
  const loaded = loadConfig(env, (path) => readFileSync(path, 'utf8'));
  if (!loaded.ok) return { kind: 'unusable', checks: problemChecks(loaded.problems) };
  const { config } = loaded;
  const { microsoft, encryptionKeys } = config;
  if (microsoft === null || encryptionKeys === null) return { kind: 'sandbox', checks: [SANDBOX] };
  const db = openedDatabase(config.databasePath);
  try {
    const vault = createVault(encryptionKeys);
    const apps = () => knownApps(config, microsoft, db, vault);
    const lock = isServed(config.databasePath) ? 'elsewhere' : 'free';
    return { kind: 'examined', checks: await examine(composeDoctor({ config, db, vault, apps, lock })) };
  } finally {
    await db?.destroy();
  }
}

const SANDBOX: Check = {
  id: 'settings:sandbox',
  group: 'settings',
  title: 'Sandbox',
  status: 'skipped',
  detail: 'There are no settings, so this is sandbox mode: no mail leaves this computer, and no host is needed.',
  next: 'To send from real mailboxes follow docs/azure-app.md and set the first five settings of .env.example; then run this again.',
  milliseconds: null,
};

/** Only one that is there, and as this version knows it: to make or to change it is the server's business. */
function openedDatabase(path: string): Database | null {
  const found = lookAtDatabase(path);
  return found.kind === 'open' && found.version === 'current' && found.readOnly === null ? openSqlite(path) : null;
}

async function knownApps(
  config: Config,
  microsoft: MicrosoftApp,
  db: Database | null,
  vault: Vault,
): ReturnType<ExamineDeps['apps']> {
  const ofSettings: OAuthApp[] = [appOfSettings(microsoft)];
  if (db === null) return { apps: ofSettings, trouble: NOT_READ };
  if ((await keyTrouble(db, vault)) !== null) return { apps: ofSettings, trouble: NOT_OPENED };
  const { registry } = openApps({ ...SILENT, ofSettings, db, vault, serverUrl: config.serverUrl });
  return { apps: await registry.all(), trouble: null };
}

const NOT_READ = 'Those that were added are not looked at: there is no database that could be read.';
const NOT_OPENED = 'Those that were added are not looked at: their secrets do not open with this key.';

/** What reading apps does not need. */
const SILENT = {
  clock: Date.now,
  newId: randomUUID,
  checkIssuer: () => Promise.resolve({ ok: true as const }),
  log: { warn: () => undefined, error: () => undefined },
};
