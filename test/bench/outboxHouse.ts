/**
 * The product as it is put together in earnest (compose.ts), on a database file of its own, with mailboxes that were written
 * straight into it: sealed tokens, Mail.Send. Campaigns come and start over its API, before it starts sending.
 * The pace: every mailbox has one of its own of a thousand million a minute without a limit a day, which no setting allows, so
 * that the pace is computed for every mail but holds none up.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import type { FastifyBaseLogger } from 'fastify';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { accountsStore } from '../../server/accounts/accounts.store.ts';
import { type GrantedMailbox, saveAccount } from '../../server/accounts/saveAccount.ts';
import { usersStore } from '../../server/auth/users.store.ts';
import { compose, type Composed } from '../../server/compose.ts';
import { loadConfig } from '../../server/config.ts';
import { clock, type Complete, newId } from '../../server/ground.ts';
import { migrate } from '../../server/storage/migrate.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createVault } from '../../server/vault/vault.ts';
import type { Campaign, CampaignInput } from '../../shared/api/campaigns.ts';

const SECRET = 'a secret of the bench that is long enough for HS256';
const PER_MINUTE = 1_000_000_000;

export interface BenchHouse {
  composed: Composed;
  databasePath: string;
  /** Bearer token of the person whose mailboxes they are. */
  token: string;
  /** Account ids, one for each mailbox. */
  accounts: string[];
  call<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T>;
  /** Drafts a campaign of that mailbox and starts it. */
  campaign(account: string, input: CampaignInput): Promise<string>;
  /** Asks the file itself; another connection than the product's. */
  ask<T>(sql: string): T[];
  /** Resolves when so many mails are recorded as accepted. */
  accepted(mails: number): Promise<void>;
  /** @param keep the file stays, and its folder. */
  close(keep?: boolean): Promise<void>;
}

export interface HouseAsk {
  sinkPort: number;
  mailboxes: number;
  /** The app the mailboxes are connected through; Microsoft's of the settings where none is given. */
  app?: NonNullable<Complete['moreApps']>[number];
  /** Certificates that mail servers are trusted by. */
  mailCa?: string;
}

export async function benchHouse(ask: HouseAsk): Promise<BenchHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-bench-'));
  const config = configOf(ask, join(folder, 'bench.db'));
  const accounts = await mailboxesIn(config, ask);
  const composed = await composeQuietly(config);
  const file = new Sqlite(config.databasePath, { readonly: true });
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('bench')
    .setExpirationTime('1h')
    .sign(Buffer.from(SECRET));
  const call = caller(composed, token);
  const askFile = <T>(sql: string): T[] => file.prepare(sql).all() as T[];
  return {
    composed,
    databasePath: config.databasePath,
    token,
    accounts,
    call,
    campaign: async (account, input) => {
      const { id, check } = await call<Campaign>('POST', '/api/campaigns', { ...input, providerId: account });
      if (check.blockers.length > 0) throw new Error(`The campaign of the bench cannot start: ${check.blockers[0]?.text ?? ''}`);
      await call('POST', `/api/campaigns/${id}/start`, {});
      return id;
    },
    ask: askFile,
    accepted: async (mails) => {
      const count = () => askFile<{ n: number }>(`SELECT count(*) AS n FROM outbox WHERE status = 'accepted'`)[0]?.n ?? 0;
      for (let n = count(); n !== mails; n = count()) {
        if (n > mails) throw new Error(`${n} mails are recorded, and only ${mails} were asked for.`);
        await sleep(2);
      }
    },
    close: async (keep = false) => {
      file.close();
      await composed.close();
      if (!keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function composeQuietly(config: Complete): Promise<Composed> {
  return compose(config, pino({ level: 'silent' }) as FastifyBaseLogger);
}

const LOOK_MS = 1000;

/** Waits for it, and fails with the reason when a campaign paused meanwhile: then it would never come. */
export async function unlessPaused(path: string, coming: Promise<void>): Promise<void> {
  const file = new Sqlite(path, { readonly: true });
  const looking = file.prepare(`SELECT pause_reason FROM campaigns WHERE status = 'paused'`).pluck();
  let timer: NodeJS.Timeout | undefined;
  const paused = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      const reason = looking.get();
      if (reason !== undefined) reject(new Error(`A campaign of the bench paused: ${JSON.stringify(reason)}`));
    }, LOOK_MS);
  });
  try {
    await Promise.race([coming, paused]);
  } finally {
    clearInterval(timer);
    file.close();
  }
}

/** Bytes of the database with what waits beside it. */
export function databaseBytes(path: string): number {
  return [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** The settings of the bench. */
export function configOf({ sinkPort, app, mailCa }: HouseAsk, databasePath: string): Complete {
  const loaded = loadConfig(
    {
      EMAIL_CLIENT_ID: randomUUID(),
      EMAIL_CLIENT_SECRET: 'secret',
      EMAIL_TENANT_ID: 'common',
      SERVER_URL: 'http://localhost:3000',
      ENCRYPTION_KEY: '5e'.repeat(32),
      MICROSOFT_GRAPH_URL: `http://127.0.0.1:${sinkPort}`,
      MICROSOFT_AUTHORITY_URL: `http://127.0.0.1:${sinkPort}`,
      JWT_SECRET: SECRET,
      DATABASE_URL: `file:${databasePath}`,
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    (path) => readFileSync(path, 'utf8'),
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const config = { ...(loaded.config as Complete), messagesPerMinute: PER_MINUTE };
  return { ...config, ...(app && { moreApps: [app] }), ...(mailCa !== undefined && { mailCa }) };
}

async function mailboxesIn(config: Complete, { mailboxes, app }: HouseAsk): Promise<string[]> {
  const db = openSqlite(config.databasePath);
  await migrate(db);
  const users = usersStore({ db, clock, newId, adminUsers: [], firstIsAdmin: false });
  // As the product sees the person of a host application's token.
  const person = { issuer: 'host', subject: 'bench', email: null, emailVerified: false, name: null, tenant: null };
  const { id: userId } = await users.see(person);
  const deps = { store: accountsStore(db), vault: createVault(config.encryptionKeys), clock, newId };
  const ids: string[] = [];
  for (let number = 1; number <= mailboxes; number += 1) {
    const { id } = await saveAccount(deps, userId, app ? smtpMailbox(app.key, number) : graphMailbox(number));
    const pace = JSON.stringify({ mode: 'own', perMinute: PER_MINUTE, perDay: null });
    await db.updateTable('email_providers').set({ pace }).where('id', '=', id).execute();
    ids.push(id);
  }
  await db.destroy();
  return ids;
}

const TENANT = '11111111-2222-3333-4444-555555555555';

function graphMailbox(number: number): GrantedMailbox {
  const address = `sender${number}@contoso.example`;
  return {
    app: 'microsoft',
    provider: 'microsoft',
    wire: 'graph',
    identity: { tid: TENANT, oid: `mailbox-${number}`, name: 'Ada', shownAddress: address },
    address,
    displayName: 'Ada Sender',
    grant: grantOf(['openid', 'profile', 'email', 'Mail.Send']),
    trouble: null,
  };
}

function smtpMailbox(key: string, number: number): GrantedMailbox {
  const address = `sender${number}@contoso.example`;
  return {
    app: key,
    provider: key,
    wire: 'smtp',
    identity: { tid: 'https://mail.example', oid: `mailbox-${number}`, name: 'Ada', shownAddress: address },
    address,
    displayName: 'Ada Sender',
    grant: grantOf(['mail']),
    trouble: null,
  };
}

/** As long as Entra's tokens are. */
function grantOf(scopes: string[]): GrantedMailbox['grant'] {
  return { ok: true, accessToken: 't'.repeat(1500), refreshToken: 'r'.repeat(1200), expiresAt: clock() + 86_400_000, scopes };
}

function caller({ app }: Composed, token: string): BenchHouse['call'] {
  return async <T>(method: 'GET' | 'POST', url: string, body?: unknown) => {
    const payload = body === undefined ? {} : { payload: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) };
    const answer = await app.inject({ method, url, headers, ...payload });
    if (answer.statusCode >= 300) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
    return answer.json<T>();
  };
}
