/** Importing writes nothing secret: neither into the log at its most talkative, nor in clear into the database, whatever becomes of it. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { SANDBOX_APP } from '../../../server/sandbox/samplePeople.ts';
import type { Sandbox } from '../../../server/sandbox/startSandbox.ts';
import { aProcess } from '../../support/aProcess.ts';
import { api, signedIn } from '../../support/aServer.ts';
import { tokensFor } from '../../support/tokensFromSandbox.ts';
import { jwtIn } from '../../support/jwtIn.ts';

test('no refresh token, access token or client secret of an import is in the log, the answers or, in clear, the database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-import-'));
  const server = aProcess({ PORT: '0', SANDBOX_PORT: '0', DATABASE_URL: `file:${folder}/x.db`, LOG_LEVEL: 'trace' });
  try {
    const url = (await server.said(/Task pane\s+(http\S+)\//))[1] ?? '';
    const sandboxUrl = (await server.said(/Sandbox mailbox\s+(http\S+)\//))[1] ?? '';
    const { secrets, answers } = await importsOfEveryKind(url, sandboxUrl);
    expect(await server.stop()).toBe(0);
    const database = readdirSync(folder)
      .filter((name) => /^x\.db(-wal)?$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('');
    expect(server.output()).toContain('/api/email/auth/providers/import');
    expect(database).toContain('ben@contoso.example');
    for (const text of [server.output(), answers, database]) {
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      expect(jwtIn(text)).toBeUndefined();
    }
  } finally {
    await server.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

/** One that works, and one of each kind of refusal. */
async function importsOfEveryKind(url: string, sandboxUrl: string): Promise<{ secrets: string[]; answers: string }> {
  const { token } = await signedIn({ url }, 'anna@contoso.example', false);
  const app = { clientId: randomUUID(), clientSecret: `own-secret-${randomUUID()}` };
  await fetch(`${sandboxUrl}/sandbox/apps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...app, name: 'Own app', kind: 'web' }),
  });
  const sandbox = { url: sandboxUrl, app: { ...SANDBOX_APP, ...app } } as unknown as Sandbox;
  const { refresh_token: refreshToken = '', access_token: accessToken } = await tokensFor(sandbox, 'ben@contoso.example');
  const [wrongSecret, wrongToken] = [`wrong-secret-${randomUUID()}`, `wrong-token-${randomUUID()}`];
  const bodies = [
    { ...app, clientSecret: wrongSecret, refreshToken, accessToken },
    { ...app, refreshToken: wrongToken },
    { ...app, refreshToken, accessToken: 7, tenant: '!' },
    { ...app, refreshToken, urls: { tokenUrl: 'no address' } },
    { ...app, refreshToken, accessToken },
  ];
  const statuses: number[] = [];
  let answers = '';
  for (const body of bodies) {
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await api({ url }, 'POST', '/api/email/auth/providers/import', { token, body, headers });
    statuses.push(answer.status);
    answers += JSON.stringify(answer.body);
  }
  expect(statuses).toEqual([422, 422, 400, 400, 201]);
  return { secrets: [refreshToken, accessToken, app.clientSecret, wrongSecret, wrongToken], answers };
}
