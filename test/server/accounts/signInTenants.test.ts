/** In earnest, only people of the named organisations may sign in by themselves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadConfig } from '../../../server/config.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';
import { type RunningServer, startServer } from '../../../server/serve.ts';
import { api, authUrlOn, page, signedIn } from '../../support/aServer.ts';
import { freePort } from '../../../server/freePort.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';

let folder: string;
let sandbox: Sandbox;
let running: RunningServer;
let server: { url: string };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mergepost-tenants-'));
  sandbox = await startSandbox({ port: 0 });
  const port = await freePort();
  server = { url: `http://localhost:${port}` };
  const contoso = sandbox.people.find((person) => person.address === 'anna@contoso.example');
  const loaded = loadConfig(
    {
      EMAIL_CLIENT_ID: sandbox.app.clientId,
      EMAIL_CLIENT_SECRET: sandbox.app.clientSecret,
      EMAIL_TENANT_ID: 'common',
      SIGN_IN_TENANTS: contoso?.tenantId ?? '',
      SERVER_URL: server.url,
      ENCRYPTION_KEY: 'ab'.repeat(32),
      MICROSOFT_AUTHORITY_URL: sandbox.url,
      MICROSOFT_GRAPH_URL: sandbox.url,
      DATABASE_URL: `file:${folder}/tenants.db`,
      PORT: String(port),
      LOG_LEVEL: 'silent',
    },
    () => '',
  );
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  running = await startServer(loaded.config, { out: () => undefined });
});
afterAll(async () => {
  await running?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('somebody of the named organisation is signed in, and is nobody’s administrator by being first', async () => {
  const { token } = await signedIn(server, 'anna@contoso.example');
  expect((await api(server, 'GET', '/api/auth/session', { token })).body).toMatchObject({ user: { role: 'user' } });
});

test('somebody of another organisation is refused by name, and nothing of theirs is kept', async () => {
  const started = await api<{ connectId: string; startUrl: string }>(server, 'POST', '/api/auth/sign-in', {
    body: { connect: true },
  });
  const { redirect } = await signInAtSandbox(authUrlOn((await page(started.body.startUrl)).html), {
    address: 'chloe@fabrikam.example',
  });
  const shown = await page(redirect);
  expect(shown.status).toBe(403);
  expect(shown.html).toContain('chloe@fabrikam.example belongs to an organisation that may not sign in');
  const status = await api(server, 'GET', `/api/auth/sign-in/${started.body.connectId}`);
  expect(status.body).toMatchObject({ status: 'failed', error: { code: 'TENANT_NOT_ALLOWED' } });
});
