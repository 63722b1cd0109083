/** Connected mailboxes with a real store and vault, a clock to turn, and a provider whose answers are scripted. */
import { STANDARD_RETRY } from '../../shared/api/pace.ts';
import { randomBytes } from 'node:crypto';
import { accountsStore, type AccountsStore } from '../../server/accounts/accounts.store.ts';
import type { ShowAccountDeps } from '../../server/accounts/accountView.ts';
import type { AccountUseDeps } from '../../server/accounts/accountUseCases.ts';
import type { Grant, MailProvider, OpenedMailbox } from '../../server/accounts/providers/mailProvider.ts';
import { type GrantedMailbox, saveAccount } from '../../server/accounts/saveAccount.ts';
import { tenantsStore } from '../../server/accounts/tenants.store.ts';
import type { MailWire } from '../../server/mail/mailWire.ts';
import { appOfSettings, type OAuthApp } from '../../server/oauth/oauthApp.ts';
import type { Mender, TokenAnswer } from '../../server/oauth/tokenAnswer.ts';
import type { Database } from '../../server/storage/database.ts';
import { migrate } from '../../server/storage/migrate.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { createVault, type Vault } from '../../server/vault/vault.ts';
import { NOBODY_SIGNS_IN } from './nobodySignsIn.ts';

export const HOUR = 3600_000;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 10, 20);
export const GRAPH: MailWire = { kind: 'graph', graphUrl: 'https://graph.example' };
export const SMTP: MailWire = {
  kind: 'smtp',
  smtp: { host: 'smtp.example', port: 587, security: 'starttls', auth: 'xoauth2' },
  imap: null,
};

export type Refreshed = (refreshToken: string) => Promise<TokenAnswer> | TokenAnswer;

export interface AccountScene {
  now: number;
  db: Database;
  store: AccountsStore;
  vault: Vault;
  /** The next answers to a refresh; one more than scripted is a failure. */
  answers: Refreshed[];
  /** Every refresh token that was shown, in order. */
  asked: string[];
  /** Every refresh token that was to be revoked. */
  revoked: string[];
  /** What revoking answers; to be replaced. */
  revoke: MailProvider['revoke'];
  /** What opening answers, where an import asks. */
  open: (grant: Grant) => OpenedMailbox;
  app: OAuthApp;
  wire: MailWire;
  deps: AccountUseDeps & ShowAccountDeps;
  provider: MailProvider;
  /** Connects Anna's mailbox for `u`, or for somebody else. */
  connect(change?: Partial<GrantedMailbox>, userId?: string): Promise<string>;
  row(id: string): Promise<NonNullable<Awaited<ReturnType<AccountsStore['byId']>>>>;
}

const SETTINGS = {
  clientId: 'server-client',
  clientSecret: 's',
  tenant: 'common',
  authorityUrl: 'https://login.example',
  graphUrl: 'https://graph.example',
};

export const ANNA = { tid: 't', oid: 'anna', name: 'Anna', shownAddress: 'anna@contoso.example' };

export async function accountScene(): Promise<AccountScene> {
  const db = openSqlite(':memory:');
  await migrate(db);
  for (const id of ['u', 'v']) await db.insertInto('users').values(person(id)).execute();
  const [store, vault] = [accountsStore(db), createVault([randomBytes(32)])];
  let made = 0;
  const scene: AccountScene = {
    now: START,
    db,
    store,
    vault,
    answers: [],
    asked: [],
    revoked: [],
    revoke: () => Promise.resolve('none'),
    open: () => ({ ok: false, code: 'CONNECT_FAILED', sentence: 'Nobody opens mailboxes here.' }),
    app: appOfSettings(SETTINGS),
    wire: GRAPH,
    provider: undefined as unknown as MailProvider,
    deps: {
      standard: { messagesPerMinute: null, retry: STANDARD_RETRY },
      tenants: tenantsStore(db),
      accessSeen: () => undefined,
      sentToday: { recipients: () => Promise.resolve(0) },
      store,
      vault,
      clock: () => scene.now,
      providerOf: (key) => Promise.resolve(key === scene.app.key ? scene.provider : undefined),
    },
    connect: async (change = {}, userId = 'u') => {
      const save = { store, vault, clock: () => scene.now, newId: () => `account-${(made += 1)}` };
      return (await saveAccount(save, userId, { ...annasMailbox(scene), ...change })).id;
    },
    row: async (id) => {
      const row = await store.byId(id);
      if (!row) throw new Error(`No account ${id}.`);
      return row;
    },
  };
  scene.provider = scriptedProvider(scene);
  return scene;
}

function annasMailbox(scene: AccountScene): GrantedMailbox {
  return {
    app: scene.app.key,
    provider: 'microsoft',
    wire: scene.wire.kind,
    trouble: null,
    identity: ANNA,
    address: 'anna@contoso.example',
    displayName: 'Anna',
    grant: granted(scene, 'access-0', 'refresh-0'),
  };
}

/** Its app and wire are the scene's, whatever they are at that time. */
function scriptedProvider(scene: AccountScene): MailProvider {
  return {
    ...NOBODY_SIGNS_IN,
    get key() {
      return scene.app.key;
    },
    get app() {
      return scene.app;
    },
    get wire() {
      return scene.wire;
    },
    refresh: async (refreshToken) => {
      scene.asked.push(refreshToken);
      const answer = scene.answers.shift();
      if (!answer) throw new Error('asked once more than expected');
      return answer(refreshToken);
    },
    openMailbox: (grant) => Promise.resolve(scene.open(grant)),
    revoke: async (refreshToken) => {
      scene.revoked.push(refreshToken);
      return scene.revoke(refreshToken);
    },
    afterDisconnect: 'To remove it there as well, open https://microsoft.example/apps.',
  };
}

export function granted(scene: { now: number }, accessToken: string, refreshToken?: string): Grant {
  return {
    ok: true,
    accessToken,
    expiresAt: scene.now + HOUR,
    scopes: ['Mail.Send', 'User.Read'],
    ...(refreshToken !== undefined && { refreshToken }),
  };
}

export function refused(mender: Mender, code: string, more: { lost?: true; waitMs?: number } = {}): TokenAnswer {
  return { ok: false, mender, failure: { error: 'x', code, help: `help for ${code}` }, ...more };
}

function person(id: string) {
  const about = { email: null, email_verified: 0, name: null, tenant: null, role: 'user' as const };
  return { id, issuer: 'i', subject: id, ...about, created_at: 0, last_seen_at: 0 };
}

/** Resolves once `holds` does; the tests' only way of waiting. */
export async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns += 1) {
    if (turns > 10_000) throw new Error('It never came to that.');
    await new Promise(setImmediate);
  }
}
