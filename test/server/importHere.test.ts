/** A mailbox straight into the database of this computer, with the settings of a real deployment that point at the sandbox. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { importHere } from '../../server/importHere.ts';
import { type Sandbox, startSandbox } from '../../server/sandbox/startSandbox.ts';
import type { Database } from '../../server/storage/database.ts';
import { migrate } from '../../server/storage/migrate.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { tokensFor } from '../support/tokensFromSandbox.ts';

const ANNA = 'anna@contoso.example';
const BEN = 'ben@contoso.example';
let sandbox: Sandbox;
let folder: string;
let env: Record<string, string>;
let db: Database;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mergepost-here-'));
  env = {
    EMAIL_CLIENT_ID: sandbox.app.clientId,
    EMAIL_CLIENT_SECRET: sandbox.app.clientSecret,
    EMAIL_TENANT_ID: 'common',
    MICROSOFT_AUTHORITY_URL: sandbox.url,
    MICROSOFT_GRAPH_URL: sandbox.url,
    SERVER_URL: 'https://mail.example.com',
    ENCRYPTION_KEY: 'ab'.repeat(32),
    DATABASE_URL: `file:${join(folder, 'here.db')}`,
  };
  db = openSqlite(join(folder, 'here.db'));
  await migrate(db);
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

async function aUser(id: string, email: string, change: { email_verified?: number; tenant?: string } = {}): Promise<void> {
  const row = {
    id,
    issuer: 'host',
    subject: `s-${id}`,
    email,
    email_verified: 1,
    name: null,
    tenant: null,
    role: 'user' as const,
    ...change,
  };
  await db
    .insertInto('users')
    .values({ ...row, created_at: 0, last_seen_at: 0 })
    .execute();
}

async function refreshToken(): Promise<string> {
  return (await tokensFor(sandbox, ANNA)).refresh_token ?? '';
}

test('the only user gets it, sealed', async () => {
  await aUser('u1', 'anna@example.com');
  const token = await refreshToken();
  expect(await importHere(env, { refreshToken: token, fromName: 'Anna' }, undefined)).toEqual({
    ok: true,
    address: ANNA,
    note: null,
  });
  const [row] = await db.selectFrom('email_providers').selectAll().execute();
  expect(row).toMatchObject({ user_id: 'u1', email_address: ANNA, state: 'connected', from_name: 'Anna', app: 'microsoft' });
  expect(row?.refresh_token).toMatch(/^v1\./);
  expect(JSON.stringify(row)).not.toContain(token);
});

test.each([
  ['an address', 'ben@example.com'],
  ['an id', 'u2'],
  ['a subject', 's-u2'],
])('with more than one user %s says whose it is', async (_what, who) => {
  await aUser('u1', 'anna@example.com');
  await aUser('u2', 'ben@example.com');
  expect(await importHere(env, { refreshToken: await refreshToken() }, who)).toMatchObject({ ok: true });
  expect(await db.selectFrom('email_providers').select('user_id').execute()).toEqual([{ user_id: 'u2' }]);
});

test('an address that nobody vouches for names its user, and that one is asked for', async () => {
  await aUser('u1', 'anna@contoso.example', { email_verified: 0, tenant: 'somebody-elses' });
  expect(await importHere(env, { refreshToken: await refreshToken() }, 'anna@contoso.example')).toEqual({
    ok: false,
    line: expect.stringContaining('--user and one of: u1 (anna@contoso.example of organisation somebody-elses)'),
  });
  expect(await importHere(env, { refreshToken: await refreshToken() }, 'u1')).toMatchObject({ ok: true });
});

test.each<[string, string[], string | undefined, string]>([
  ['nobody', [], undefined, 'Nobody has signed in to this server yet'],
  [
    'several, and nobody named',
    ['u1', 'u2'],
    undefined,
    'Say whose mailbox it will be with --user and one of: u1 (u1@example.com), u2',
  ],
  ['a stranger', ['u1'], 'eve@example.com', 'knows no user “eve@example.com”'],
])('%s: said, and nothing is stored', async (_what, users, who, words) => {
  for (const id of users) await aUser(id, `${id}@example.com`);
  expect(await importHere(env, { refreshToken: await refreshToken() }, who)).toMatchObject({
    ok: false,
    line: expect.stringContaining(words),
  });
  expect(await db.selectFrom('email_providers').select('id').execute()).toEqual([]);
});

test('tokens that do not work are refused with the reason', async () => {
  await aUser('u1', 'anna@example.com');
  const answer = await importHere(env, { refreshToken: 'never-issued' }, undefined);
  expect(answer).toMatchObject({ ok: false, line: expect.stringContaining('IMPORT_REFUSED') });
  expect(JSON.stringify(answer)).not.toContain('never-issued');
});

test.each<[string, Record<string, string>, string]>([
  ['no settings', {}, 'sandbox mode'],
  ['half of them', { EMAIL_CLIENT_ID: 'x' }, 'EMAIL_CLIENT_SECRET is missing'],
])('%s: the next step is said', async (_what, given, words) => {
  expect(await importHere(given, { refreshToken: 'r' }, undefined)).toMatchObject({
    ok: false,
    line: expect.stringContaining(words),
  });
});

test('a database that cannot be used is one sentence', async () => {
  const inFile = join(folder, 'here.db', 'more.db');
  expect(await importHere({ ...env, DATABASE_URL: `file:${inFile}` }, { refreshToken: 'r' }, undefined)).toEqual({
    ok: false,
    line: `${inFile} cannot be used: a part of that path is a file and no folder. Set DATABASE_URL to another file.`,
  });
});

test('another key than the database was sealed with is told apart', async () => {
  await aUser('u1', 'anna@example.com');
  await importHere(env, { refreshToken: await refreshToken() }, undefined);
  const answer = await importHere({ ...env, ENCRYPTION_KEY: 'cd'.repeat(32) }, { refreshToken: await refreshToken() }, undefined);
  expect(answer).toMatchObject({ ok: false, line: expect.stringMatching(/ENCRYPTION_KEY/) });
});

test('its other mailboxes, stopped by a mistake of the application, are tried again before the database is closed', async () => {
  await aUser('u1', 'anna@example.com');
  const { clientId, clientSecret } = sandbox.app;
  await importHere(env, { clientId, clientSecret, refreshToken: await refreshToken() }, undefined);
  await db.updateTable('email_providers').set({ state: 'operator-fault', is_active: 0 }).execute();
  const bens = (await tokensFor(sandbox, BEN)).refresh_token ?? '';
  expect(await importHere(env, { clientId, clientSecret, refreshToken: bens }, undefined)).toMatchObject({ ok: true });
  const rows = await db.selectFrom('email_providers').select(['email_address', 'state']).orderBy('email_address').execute();
  expect(rows).toEqual([
    { email_address: ANNA, state: 'connected' },
    { email_address: BEN, state: 'connected' },
  ]);
});
