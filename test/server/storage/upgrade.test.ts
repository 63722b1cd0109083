/** A database that the version before wrote, with rows in the words of that version, opened by this one. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { accountsStore } from '../../../server/accounts/accounts.store.ts';
import { accountView } from '../../../server/accounts/accountView.ts';
import { freshTokens } from '../../../server/accounts/freshToken.ts';
import { nextStep } from '../../../server/accounts/nextStep.ts';
import { idempotentRun } from '../../../server/idempotency/idempotentRun.ts';
import type { Database } from '../../../server/storage/database.ts';
import { migrate } from '../../../server/storage/migrate.ts';
import * as init from '../../../server/storage/migrations/0001_init.ts';
import { openSqlite } from '../../../server/storage/sqlite.ts';
import { accountScene, type AccountScene, DAY, HOUR, START } from '../../support/accountScene.ts';

const PACE = { mode: 'normal', perMinute: 28, perDay: 5000, usedToday: 0 } as const;

let db: Database;
let scene: AccountScene;

beforeEach(async () => {
  scene = await accountScene();
  db = openSqlite(':memory:');
  const before = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ '0001_init': init }) } });
  await before.migrateToLatest();
});
afterEach(async () => {
  await db.destroy();
  await scene.db.destroy();
});

/** As the version before wrote it: what came later does not exist yet. */
async function write(table: string, row: Record<string, unknown>): Promise<void> {
  const names = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  const old = db as unknown as Kysely<unknown>;
  await sql`INSERT INTO ${sql.table(table)} (${names}) VALUES (${sql.join(Object.values(row))})`.execute(old);
}

async function aMailbox(id: string, change: Record<string, unknown> = {}): Promise<void> {
  const seal = (text: string, column: string) => scene.vault.seal(text, `email_providers/${id}/${column}`);
  await write('email_providers', {
    id,
    user_id: 'u',
    provider: 'microsoft',
    email_address: `${id}@contoso.example`,
    access_token: await seal(`access of ${id}`, 'access_token'),
    refresh_token: await seal(`refresh of ${id}`, 'refresh_token'),
    token_expires_at: START + HOUR,
    scopes: JSON.stringify(['Mail.Send', 'offline_access']),
    is_active: 1,
    display_name: 'Anna',
    tid: 't',
    oid: id,
    mailbox: `microsoft:t:${id}`,
    app: 'default',
    state: 'connected',
    state_reason: null,
    state_since: START - DAY,
    connected_at: START - DAY,
    last_used_at: null,
    created_at: START - DAY,
    updated_at: START,
    token_version: 3,
    ...change,
  });
}

async function aUser(): Promise<void> {
  const person = { email: 'anna@contoso.example', email_verified: 0, name: 'Anna', tenant: 't', role: 'user' };
  await write('users', { id: 'u', issuer: 'entra', subject: 't/anna', ...person, created_at: 1, last_seen_at: 2 });
}

describe('after the upgrade', () => {
  test('a mailbox sends with what was sealed, through the application of the settings', async () => {
    await aUser();
    await aMailbox('anna');
    await migrate(db);
    const store = accountsStore(db);
    expect(await freshTokens({ ...scene.deps, store })('anna')).toMatchObject({
      ok: true,
      accessToken: 'access of anna',
      address: 'anna@contoso.example',
    });
    const row = await store.byId('anna');
    expect(row && accountView(row, scene.provider, START, PACE)).toMatchObject({
      app: 'microsoft',
      wire: 'graph',
      state: 'connected',
      fromName: null,
      keepAlive: false,
      mayReconnect: true,
      warnings: [],
    });
    expect(row).toMatchObject({ refreshed_at: START, token_version: 3 });
  });

  test('its refresh token is shown as it was, and the new one takes its place', async () => {
    await aUser();
    await aMailbox('anna', { token_expires_at: START - 1 });
    await migrate(db);
    const store = accountsStore(db);
    scene.answers.push(() => ({ ok: true, accessToken: 'new', refreshToken: 'next', expiresAt: START + HOUR, scopes: [] }));
    expect(await freshTokens({ ...scene.deps, store })('anna')).toMatchObject({ ok: true, accessToken: 'new' });
    expect(scene.asked).toEqual(['refresh of anna']);
  });

  test.each(['needs-reconnect', 'needs-admin', 'operator-fault', 'throttled', 'connected'] as const)(
    'a mailbox that is %s names the next step in the words of now',
    async (state) => {
      await aUser();
      await aMailbox('anna', { state, state_reason: 'It was so.' });
      await migrate(db);
      expect(await accountsStore(db).byId('anna')).toMatchObject({
        state,
        state_reason: 'It was so.',
        state_next: nextStep(state, 'settings'),
      });
    },
  );

  test('an answer that was kept in the clear is still repeated', async () => {
    await aUser();
    const kept = { user_id: 'u', route: 'POST /x', key: 'k', http_status: 200, created_at: START };
    const bodyHash = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    await write('idempotency_keys', { ...kept, body_hash: bodyHash, response: '{"ok":true,"answer":{"sent":1}}' });
    await migrate(db);
    const run = idempotentRun({ db, vault: scene.vault, now: () => START });
    const again = () => Promise.reject(new Error('done twice'));
    expect(await run({ userId: 'u', route: 'POST /x', key: 'k', body: {} }, again)).toEqual({ sent: 1 });
  });

  test('people, campaigns and their letters are there', async () => {
    await aUser();
    const campaign = { id: 'c', user_id: 'u', name: 'Invitation', status: 'paused', subject: 'Hi', columns: '{}' };
    const file = { attachment_blob: 'h', attachment_name: 'plan.pdf', attachment_type: 'application/pdf', attachment_bytes: 6 };
    await write('campaigns', { ...campaign, ...file, field_policies: '{}', version: 4, created_at: 1 });
    await write('blobs', { hash: 'h', bytes: Buffer.from('letter'), created_at: 1 });
    expect(await migrate(db)).toEqual([
      '0002_mailbox_kinds',
      '0003_merge_settings',
      '0004_exactly_once',
      '0005_campaign_files',
      '0006_window_language',
      '0007_named_requests',
    ]);
    expect(await db.selectFrom('campaigns').selectAll().executeTakeFirst()).toMatchObject({
      ...campaign,
      from_address: null,
      merge_settings: '{}',
    });
    expect(await db.selectFrom('campaigns').select('files').execute()).toEqual([
      { files: '[{"hash":"h","name":"plan.pdf","contentType":"application/pdf","bytes":6}]' },
    ]);
    expect(await db.selectFrom('users').select(['issuer', 'subject']).execute()).toEqual([
      { issuer: 'entra', subject: 't/anna' },
    ]);
    expect((await db.selectFrom('blobs').select('bytes').executeTakeFirst())?.bytes.toString()).toBe('letter');
    expect(await migrate(db)).toEqual([]);
  });
});
