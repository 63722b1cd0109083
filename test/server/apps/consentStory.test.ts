/** From “an administrator must allow it first” to a connected mailbox, with the sandbox as Microsoft. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { accountsOf, api, aServer, page, signedIn, type TestServer } from '../../support/aServer.ts';
import { signInAtSandbox } from '../../support/signInAtSandbox.ts';

const NORA = 'nora@northwind.example';
let server: TestServer;

beforeAll(async () => {
  server = await aServer();
});
afterAll(() => server.close());

async function connect(token: string): Promise<{ status: string; error?: { code: string } }> {
  const started = await api<{ authUrl: string; connectId: string }>(server, 'GET', '/api/email/auth/microsoft/connect', {
    token,
  });
  await page((await signInAtSandbox(started.body.authUrl, { address: NORA })).redirect);
  const path = `/api/email/auth/connections/${started.body.connectId}`;
  return (await api<{ status: string }>(server, 'GET', path, { token })).body;
}

test('the administrator declines, thinks again, allows; then the mailbox connects', async () => {
  const { token } = await signedIn(server, 'anna@contoso.example', false);
  expect(await connect(token)).toMatchObject({ status: 'failed', error: { code: 'CONNECT_NEEDS_ADMIN' } });

  const path = '/api/email/auth/microsoft/admin-consent';
  const body = { tenant: 'northwind.example' };
  const { id, url } = (await api<{ id: string; url: string }>(server, 'POST', path, { token, body })).body;
  const status = async () =>
    (await api<{ status: string }>(server, 'GET', `/api/email/auth/admin-consents/${id}`, { token })).body.status;
  expect(await status()).toBe('open');

  const declined = await page((await signInAtSandbox(url, { address: '', decision: 'cancel' })).redirect);
  expect(declined.html).toContain('Mergepost was not allowed, and nothing has changed in your organisation');
  expect(await status()).toBe('declined');

  const allowed = await page((await signInAtSandbox(url, { address: '' })).redirect);
  expect(allowed.html).toContain('now allowed for your organisation');
  expect(await status()).toBe('granted');

  // The mailbox is not the signed-in person's own, so the window asks; the organisation's consent is no obstacle any more.
  expect((await connect(token)).status).toBe('confirm');
  expect(await accountsOf(server, token)).toEqual([]);
});
