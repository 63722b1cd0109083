/** A mailbox straight into the database of this computer, beside a running server or before there is one: `mergepost accounts …` without --import-to. */
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import type { ImportBody } from '../shared/api/importAccount.ts';
import { pageTexts } from './accounts/pageTexts/pageTexts.ts';
import { type UserRow, whoIs } from './auth/users.store.ts';
import { loadConfig } from './config.ts';
import { openGround } from './ground.ts';
import { AppError } from './http/appError.ts';
import type { Database } from './storage/database.ts';
import { openSqlite } from './storage/sqlite.ts';

export type ImportedHere = { ok: true; address: string; note: string | null } | { ok: false; line: string };

/** @param who id, subject or address of the user it will belong to; not needed where there is only one. */
export async function importHere(
  env: Readonly<Record<string, string | undefined>>,
  body: ImportBody,
  who: string | undefined,
): Promise<ImportedHere> {
  const loaded = loadConfig(env, (path) => readFileSync(path, 'utf8'));
  if (!loaded.ok) return { ok: false, line: `The settings are not complete: ${loaded.problems.join('; ')}` };
  const { config } = loaded;
  const { microsoft, encryptionKeys } = config;
  if (microsoft === null || encryptionKeys === null) return { ok: false, line: SANDBOX };
  let db: Database | undefined;
  try {
    db = openSqlite(config.databasePath);
    // Only what the person at the command line is told matters here; the log is the server's.
    const logger = pino({ level: 'silent' });
    const { users, accounts } = await openGround({ ...config, microsoft, encryptionKeys }, logger, db);
    const owner = ownerOf(await users.find(who), who);
    if (!owner.ok) return owner;
    // Whoever can open the database with its key may name any host.
    const account = await accounts.importTokens({ userId: owner.user.id, role: 'admin' }, body);
    // Others of the same application are tried again: closed under them, the database would lose what a refresh brought.
    await accounts.settled();
    const note = account.isActive ? null : [account.stateReason, account.stateNext].filter(Boolean).join(' ');
    return { ok: true, address: account.emailAddress, note };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, line: `${error.message} (${error.code})` };
    return { ok: false, line: error instanceof Error ? error.message : String(error) };
  } finally {
    await db?.destroy();
  }
}

const SANDBOX =
  'There are no settings, so this is sandbox mode, and its database belongs to the running sandbox. Bring the mailbox to the running server: --import-to http://localhost:3000';

function ownerOf(found: UserRow[], who: string | undefined): { ok: true; user: UserRow } | { ok: false; line: string } {
  const [user, ...more] = found;
  if (!user)
    return {
      ok: false,
      line:
        who === undefined
          ? 'Nobody has signed in to this server yet, so the mailbox would belong to nobody. Sign in once in the pane, then run this again.'
          : `This server knows no user “${who}”. Give an id, a subject (Entra: tenant/object id) or an address.`,
    };
  if (more.length === 0 && (who === undefined || isProven(user, who))) return { ok: true, user };
  const names = found.slice(0, 10).map((each) => `${each.id} (${pageTexts.who(whoIs(each))})`);
  return { ok: false, line: `Say whose mailbox it will be with --user and one of: ${names.join(', ')}.` };
}

/** An organisation's administrator can write any address into its people's accounts: one that nobody vouches for only helps to find. */
function isProven({ id, subject, email_verified: vouched }: UserRow, who: string): boolean {
  return id === who || subject === who || vouched === 1;
}
