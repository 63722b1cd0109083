/** Nothing secret is written: neither into the log of a whole run at its most talkative, nor in clear into the database. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { accountsOf, api, authUrlOn, dataOf, page } from '../support/aServer.ts';
import { aProcess } from '../support/aProcess.ts';
import { signInAtSandbox } from '../support/signInAtSandbox.ts';
import { jwtIn } from '../support/jwtIn.ts';

const BODY = 'the-very-private-words-of-a-letter';

test('no token, code, secret or mail body is in the log or, in clear, in the database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-secrets-'));
  const server = aProcess({ PORT: '0', SANDBOX_PORT: '0', DATABASE_URL: `file:${folder}/x.db`, LOG_LEVEL: 'trace' });
  try {
    const url = (await server.said(/Task pane\s+(http\S+)\//))[1] ?? '';
    const secrets = await wholeRun({ url });
    expect(await server.stop()).toBe(0);
    // The sandbox's own file stands for Microsoft's side; the refresh tokens it handed out are in there.
    const state = readFileSync(`${folder}/x.db.sandbox.jsonl`, 'utf8');
    const refreshTokens = [...state.matchAll(/"refreshToken":"([^"]+)"/g)].map((m) => m[1] ?? '');
    const key = readFileSync(`${folder}/x.db.key`, 'utf8').trim();
    const database = readdirSync(folder)
      .filter((name) => /^x\.db(-wal)?$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'latin1'))
      .join('');
    expect(refreshTokens.length).toBeGreaterThan(0);
    expect(server.output()).toContain('/api/email/auth/microsoft/callback');
    expect([...secrets, ...refreshTokens, key, BODY].filter((secret) => server.output().includes(secret))).toEqual([]);
    expect([...secrets, ...refreshTokens, key].filter((secret) => database.includes(secret))).toEqual([]);
    // Every JWT, access tokens among them, begins like this.
    expect([server.output(), database].map(jwtIn)).toEqual([undefined, undefined]);
    expect(database).toContain('anna@contoso.example');
  } finally {
    await server.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Sign-in, connecting, a refused callback, sending, a campaign: everything that handles secrets. @returns the secrets met. */
async function wholeRun(server: { url: string }): Promise<string[]> {
  const started = await api<{ connectId: string; startUrl: string; verifier: string }>(server, 'POST', '/api/auth/sign-in', {
    body: { connect: true },
  });
  const { connectId, startUrl, verifier } = started.body;
  const authUrl = authUrlOn((await page(startUrl)).html);
  const { redirect } = await signInAtSandbox(authUrl, { address: 'anna@contoso.example' });
  const code = dataOf((await page(redirect)).html, 'code') ?? '';
  const session = await api<{ token: string }>(server, 'POST', '/api/auth/session', { body: { connectId, verifier, code } });
  const { token } = session.body;
  const [account] = await accountsOf(server, token);
  const mail = { providerId: account?.id, to: ['ben@example.com'], subject: 'x', bodyHtml: `<p>${BODY}</p>` };
  expect((await api(server, 'POST', '/api/email/auth/send', { token, body: mail })).status).toBe(200);
  await api(server, 'POST', '/api/email/auth/send', { token, body: { ...mail, to: 7 } });
  await api(server, 'POST', '/api/campaigns', {
    token,
    body: { letter: { html: BODY }, list: { rows: [{ Email: 'a@example.com' }] } },
  });
  const asked = new URL(redirect).searchParams;
  return [token, code, verifier, new URL(startUrl).searchParams.get('t'), asked.get('code'), asked.get('state')].filter(
    (s): s is string => s !== null && s !== '',
  );
}
