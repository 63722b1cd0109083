import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sandboxCertificate } from '../../../server/sandbox/sandboxCertificate.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';

let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-https-'));
  const certificate = await sandboxCertificate();
  await writeFile(join(folder, 'ca.pem'), certificate.cert);
  sandbox = await startSandbox({ port: 0, https: certificate });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

test("Microsoft's own clients, as they come, work against the https form", async () => {
  const { clientId, clientSecret } = sandbox.app;
  const script = join(import.meta.dirname, 'microsoftClientsScript.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, sandbox.url, clientId, clientSecret], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), NODE_OPTIONS: '' },
  });
  expect(JSON.parse(stdout)).toEqual({
    account: {
      username: 'anna@contoso.example',
      tenantId: '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10',
      homeAccountId: 'a1b0c9d8-0001-4e1f-8a2b-000000000001.3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10',
    },
    scopes: expect.arrayContaining(['Mail.Send', 'User.Read']),
    refreshed: true,
    wrong: { code: 'invalid_grant', no: 54005 },
    mail: 'anna@contoso.example',
    refused: { statusCode: 400, code: 'RequestBodyRead', hasRequestId: true },
    stranger: { statusCode: 401, code: 'InvalidAuthenticationToken', hasRequestId: true },
  });
  expect(sandbox.url).toMatch(/^https:\/\/localhost:\d+$/);
  expect(sandbox.mailbox.all()).toMatchObject([{ subject: 'From the Graph client', mailbox: 'anna@contoso.example' }]);
});
