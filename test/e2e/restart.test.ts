/** A server that is killed in the middle of a merge: after the restart it goes on by itself, loses nobody, repeats nobody. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Campaign } from '../../shared/api/campaigns.ts';
import { type Sandbox, startSandbox } from '../../server/sandbox/startSandbox.ts';
import { accountsOf, api, signedIn } from '../support/aServer.ts';
import { aProcess, type ServerProcess } from '../support/aProcess.ts';
import { freePort } from '../../server/freePort.ts';

const MAILS = 60;
let folder: string;
let sandbox: Sandbox;
let running: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mergepost-restart-'));
  sandbox = await startSandbox({ port: 0 });
});
afterAll(async () => {
  await running?.stop('SIGKILL');
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('killed twice on the way, every recipient gets at most one mail and every row tells the truth', async () => {
  const port = await freePort();
  const server = { url: `http://localhost:${port}` };
  const start = async (): Promise<void> => {
    running = aProcess({
      EMAIL_CLIENT_ID: sandbox.app.clientId,
      EMAIL_CLIENT_SECRET: sandbox.app.clientSecret,
      EMAIL_TENANT_ID: 'common',
      SIGN_IN_TENANTS: sandbox.people[0]?.tenantId ?? '',
      SERVER_URL: server.url,
      ENCRYPTION_KEY: 'ab'.repeat(32),
      MICROSOFT_AUTHORITY_URL: sandbox.url,
      MICROSOFT_GRAPH_URL: sandbox.url,
      MESSAGES_PER_MINUTE: '1200',
      DATABASE_URL: `file:${folder}/restart.db`,
      PORT: String(port),
    });
    await running.said(/ready/);
  };

  await start();
  const { token } = await signedIn(server, 'anna@contoso.example');
  const [account] = await accountsOf(server, token);
  const rows = Array.from({ length: MAILS }, (_, i) => ({ Email: `p${i}@restart.example` }));
  const made = await api<Campaign>(server, 'POST', '/api/campaigns', {
    token,
    body: { providerId: account?.id, subject: randomUUID(), letter: { html: '<p>Hello</p>' }, list: { rows } },
  });
  await api(server, 'POST', `/api/campaigns/${made.body.id}/start`, { token });
  for (const seen of [15, 35]) {
    await sandbox.mailbox.arrived(seen);
    await running.stop('SIGKILL');
    await start();
  }
  const ended = await until(async () => {
    const { body } = await api<Campaign>(server, 'GET', `/api/campaigns/${made.body.id}`, { token });
    return body.status === 'finished' ? body : undefined;
  });

  const arrived = sandbox.mailbox.all().map((mail) => mail.to[0]?.address);
  expect(new Set(arrived).size).toBe(arrived.length);
  const { accepted, unknown, total } = ended.progress;
  expect({ total, known: accepted + unknown }).toEqual({ total: MAILS, known: MAILS });
  // At most the one message that was on its way at each kill may be in doubt; every other that arrived is known to have.
  expect(unknown).toBeLessThanOrEqual(2);
  expect(arrived.length).toBeGreaterThanOrEqual(accepted);
  expect(arrived.length).toBeLessThanOrEqual(accepted + unknown);
});

/** Asks again until there is an answer; each question is a request, so this waits by itself. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('It did not come to an end.');
  }
}
