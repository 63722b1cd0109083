/** `mergepost doctor` and `explain` as a person runs them, before there is a server and beside one; and GET /api/doctor. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runDoctor } from '../../server/runDoctor.ts';
import { type Sandbox, startSandbox } from '../../server/sandbox/startSandbox.ts';
import type { Check } from '../../shared/api/doctor.ts';
import { byId } from '../support/aDoctor.ts';
import { aProcess } from '../support/aProcess.ts';
import { api, aServer, signedIn, type TestServer } from '../support/aServer.ts';

const CLI = fileURLToPath(new URL('../../server/cli.mjs', import.meta.url));
const TENANT = '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10';
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mergepost-doctor-'));
  sandbox = await startSandbox({ port: 0 });
});
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All five settings and more, with the sandbox in Microsoft's place: nothing is wrong with them. */
const settings = (change: Record<string, string> = {}): Record<string, string> => ({
  EMAIL_CLIENT_ID: sandbox.app.clientId,
  EMAIL_CLIENT_SECRET: sandbox.app.clientSecret,
  EMAIL_TENANT_ID: 'common',
  SERVER_URL: 'https://mail.example.com',
  TRUST_PROXY: 'loopback',
  ENCRYPTION_KEY: 'ab'.repeat(32),
  MICROSOFT_AUTHORITY_URL: sandbox.url,
  MICROSOFT_GRAPH_URL: sandbox.url,
  SIGN_IN_TENANTS: TENANT,
  ADMIN_USERS: `${TENANT}/anna`,
  DATABASE_URL: `file:${folder}/doctor.db`,
  PORT: '0',
  LOG_LEVEL: 'silent',
  ...change,
});

async function cli(env: Record<string, string>, ...args: string[]): Promise<{ code: number | null; text: string }> {
  const run = aProcess(env, [CLI, ...args]);
  const code = await new Promise<number | null>((resolve) => run.child.once('close', resolve));
  return { code, text: run.output() };
}

const failedOf = (checks: readonly Check[]) => checks.filter(({ status }) => status === 'failed' || status === 'warning');

describe('on the command line', () => {
  test('before there is a database: said, and nothing is made', async () => {
    const { kind, checks } = await runDoctor(settings());
    expect([kind, failedOf(checks)]).toEqual(['examined', []]);
    expect(byId(checks)['settings:database']).toMatchObject({ status: 'skipped', detail: expect.stringContaining('none yet') });
    expect(byId(checks)['app:stored']?.status).toBe('skipped');
    expect(existsSync(`${folder}/doctor.db`)).toBe(false);
  });

  test('beside a running server: its lock is seen, the added applications too, and the exit code is 0', async () => {
    const env = settings({ DATABASE_URL: `file:${folder}/served.db` });
    const server = aProcess(env);
    await server.said(/Mergepost is ready/);
    const { code, text } = await cli(env, 'doctor');
    expect(text).toMatch(/✓ One server only +A Mergepost server is running/);
    expect(text).toMatch(/✓ Encryption key/);
    expect(text).toMatch(/✓ Against 127\.0\.0\.1:\d+ +Both say the same/);
    expect(text).toMatch(/✓ Microsoft: id and secret +Id and secret were not refused/);
    expect(text.trimEnd()).toMatch(/Everything is in order\.$/);
    expect(code).toBe(0);
    await server.stop();

    const { checks } = await runDoctor({ ...env, ENCRYPTION_KEY: 'cd'.repeat(32) });
    expect(byId(checks)['settings:key']).toMatchObject({
      status: 'failed',
      next: expect.stringContaining('ENCRYPTION_KEYS_OLD'),
    });
    expect(byId(checks)['settings:lock']?.status).toBe('skipped');
    expect(byId(checks)['app:stored']?.detail).toContain('do not open with this key');
  });

  test('what does not work ends with 1, as JSON too, and no secret is in it', async () => {
    const { code, text } = await cli(settings({ EMAIL_CLIENT_SECRET: 'wrong~but-secret' }), 'doctor', '--json');
    const report = JSON.parse(text) as { healthy: boolean; checks: Check[] };
    expect([code, report.healthy]).toEqual([1, false]);
    expect(failedOf(report.checks).map(({ id }) => id)).toEqual(['app:microsoft:credentials']);
    expect(text).not.toContain('wrong~but-secret');
    expect(text).not.toContain('abababab');
  });

  test('half a configuration ends with 2 and every problem', async () => {
    const { code, text } = await cli({ EMAIL_CLIENT_ID: 'x' }, 'doctor');
    expect(code).toBe(2);
    for (const name of ['EMAIL_CLIENT_SECRET', 'EMAIL_TENANT_ID', 'SERVER_URL', 'ENCRYPTION_KEY'])
      expect(text).toContain(`✗ ${name}`);
    expect(text).toContain('does not start with these settings');
  });

  test('without settings there is the sandbox, and how to get further', async () => {
    const { kind, checks } = await runDoctor({ DATABASE_URL: `file:${folder}/none.db` });
    expect([kind, checks.map(({ status }) => status)]).toEqual(['sandbox', ['skipped']]);
    expect(checks[0]?.next).toContain('docs/azure-app.md');
  });

  test('a database that is none', async () => {
    writeFileSync(`${folder}/letters.db`, 'letters '.repeat(1000));
    const { checks } = await runDoctor(settings({ DATABASE_URL: `file:${folder}/letters.db` }));
    expect(byId(checks)['settings:database']).toMatchObject({
      status: 'failed',
      detail: expect.stringContaining('not a database'),
    });
  });

  test('explain', async () => {
    expect(await cli({}, 'explain', 'AADSTS65001')).toMatchObject({ code: 0, text: expect.stringContaining('AADSTS65001 (for') });
    expect(await cli({}, 'explain', 'nonsense')).toMatchObject({ code: 1, text: expect.stringContaining('no explanation') });
  });
});

describe('GET /api/doctor', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aServer();
  });
  afterAll(() => server?.close());

  test('is for administrators; in the sandbox the hosts are the sandbox’s, and all is well', async () => {
    const anna = await signedIn(server, 'anna@contoso.example');
    const { status, body } = await api<{ healthy: boolean; checks: Check[]; checkedAt: string }>(
      server,
      'GET',
      '/api/doctor',
      anna,
    );
    expect([status, body.healthy, failedOf(body.checks)]).toEqual([200, true, []]);
    const found = byId(body.checks);
    const { host } = new URL(server.sandboxUrl);
    expect(found[`tcp:${host}`]?.status).toBe('ok');
    expect(found[`tls:${host}`]?.status).toBe('skipped');
    expect(found['settings:lock']?.detail).toContain('This server alone');
    expect(found['app:google:credentials']?.status).toBe('ok');
    expect(found['accounts:connected']?.detail).toBe('1 mailbox can send.');
    expect(JSON.stringify(body)).not.toContain('anna@');

    const ben = await signedIn(server, 'ben@contoso.example');
    expect(await api(server, 'GET', '/api/doctor', ben)).toMatchObject({ status: 403, body: { code: 'ADMIN_ONLY' } });
    expect((await api(server, 'GET', '/api/doctor')).status).toBe(401);
  });
});
