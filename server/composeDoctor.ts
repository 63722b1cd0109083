/** What the doctor looks at, for the running server and for the command line. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { AccountState } from '../shared/api/accounts.ts';
import { providerOfApp } from './accounts/providers/providerOfApp.ts';
import { appWarnings } from './apps/appWarnings.ts';
import type { Config } from './config.ts';
import type { CountByState } from './doctor/accountChecks.ts';
import type { ExamineDeps } from './doctor/examine.ts';
import type { CertificateFile } from './doctor/fileCheck.ts';
import type { DatabaseFacts } from './doctor/settingsChecks.ts';
import { probeHost } from './network/probeHost.ts';
import { issuerDiscovery } from './oauth/discoverIssuer.ts';
import type { Database } from './storage/database.ts';
import { lookAtDatabase } from './storage/lookAtDatabase.ts';
import { vaultChecks } from './storage/vaultChecks.ts';
import { proveKey } from './vault/proveKey.ts';
import type { Vault } from './vault/vault.ts';

export interface DoctorGround {
  config: Config;
  /** Null where there is none that can be read. */
  db: Database | null;
  vault: Vault;
  apps: ExamineDeps['apps'];
  lock: 'here' | 'elsewhere' | 'free';
}

const clock = Date.now;
const ASK_MS = 10_000;
/** A person waits, and so may a proxy: half a minute is what most of them allow. */
const LIMIT_MS = 25_000;

export function composeDoctor({ config, db, vault, apps, lock }: DoctorGround): ExamineDeps {
  const ask = { fetch, clock, newId: randomUUID, timeoutMs: ASK_MS };
  return {
    ...ask,
    limitMs: LIMIT_MS,
    settings: async () => ({
      mode: config.mode,
      serverUrl: config.serverUrl,
      ownTls: config.tls !== null,
      trustProxy: config.trustProxy !== false,
      ownSignIn: config.signInTenants.length > 0,
      hostSessions: config.jwtSecret !== null || config.jwks !== null,
      admins: config.adminUsers.length,
      files: certificateFiles(config),
      database: await databaseFacts(config.databasePath, db, vault, lock),
    }),
    apps,
    warningsOf: (app) => appWarnings(app, clock()),
    // Made anew each time, so that nothing is answered from memory.
    wireOf: (app) => providerOfApp({ ...ask, readMe: () => noMailbox, checkLogin: noMailbox })(app).wire,
    discover: (issuer) => issuerDiscovery(ask)(issuer),
    accounts: async () => (db === null ? null : countByState(db)),
    hostKeysUrl: config.jwks?.url ?? null,
    probeWeb: probeHost({ clock, timeoutMs: ASK_MS, ca: null }),
    probeMail: probeHost({ clock, timeoutMs: ASK_MS, ca: config.mailCa }),
  };
}

function noMailbox(): Promise<never> {
  return Promise.reject(new Error('The doctor opens no mailbox.'));
}

async function databaseFacts(
  path: string,
  db: Database | null,
  vault: Vault,
  lock: DoctorGround['lock'],
): Promise<DatabaseFacts> {
  const found = lookAtDatabase(path);
  return found.kind === 'open' ? { ...found, lock, keyTrouble: db === null ? null : await keyTrouble(db, vault) } : found;
}

/** As the server proves it at its start, writing nothing. A sentence, or null. */
export async function keyTrouble(db: Database, vault: Vault): Promise<string | null> {
  try {
    await proveKey(vault, { ...vaultChecks(db, clock), add: () => Promise.resolve() });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function countByState(db: Database): Promise<CountByState> {
  const rows = await db
    .selectFrom('email_providers')
    .select((eb) => ['state', eb.fn.countAll<number | bigint | string>().as('count')])
    .groupBy('state')
    .execute();
  return new Map(rows.map(({ state, count }): [AccountState, number] => [state, Number(count)]));
}

function certificateFiles({ mailCa, tls }: Config): CertificateFile[] {
  return [
    ...(mailCa === null ? [] : [{ setting: 'MAIL_CA_FILE', content: { ok: true as const, pem: mailCa } }]),
    ...(tls === null ? [] : [{ setting: 'TLS_CERT_FILE', content: read(tls.certFile) }]),
  ];
}

function read(path: string): CertificateFile['content'] {
  try {
    return { ok: true, pem: readFileSync(path, 'utf8') };
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
}
