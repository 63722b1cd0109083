import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { sandboxCertificate } from '../../../server/sandbox/sandboxCertificate.ts';
import { type Sandbox, startSandbox } from '../../../server/sandbox/startSandbox.ts';

const CERTIFIED = '11111111-2222-3333-4444-555555555555';
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-https-'));
  const certificate = await sandboxCertificate();
  await writeFile(join(folder, 'ca.pem'), certificate.cert);
  const pair = await generate([{ name: 'commonName', value: 'mergepost' }], { keySize: 2048, algorithm: 'sha256' });
  await writeFile(join(folder, 'app.key'), pair.private);
  await writeFile(join(folder, 'app.pem'), pair.cert);
  const apps = [{ clientId: CERTIFIED, name: 'By certificate', kind: 'web' as const, certificate: pair.cert }];
  sandbox = await startSandbox({ port: 0, https: certificate, apps });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

/** In a process of its own, which trusts the certificate. */
async function run(script: string, ...words: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, script), ...words], {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), NODE_OPTIONS: '' },
  });
  return JSON.parse(stdout);
}

test("Microsoft's own clients, as they come, work against the https form", async () => {
  const { clientId, clientSecret } = sandbox.app;
  expect(await run('microsoftClientsScript.ts', sandbox.url, clientId, clientSecret)).toEqual({
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

test("Microsoft's own clients sign in with a certificate, over a loopback port and by device code", async () => {
  sandbox.settings.deviceInterval = 1;
  const given = {
    url: sandbox.url,
    publicId: sandbox.publicApp.clientId,
    certifiedId: CERTIFIED,
    keyFile: join(folder, 'app.key'),
    certificateFile: join(folder, 'app.pem'),
  };
  const username = 'anna@contoso.example';
  const certified = {
    username,
    claims: { nonce: 'no', tid: '3f0c2a51-7d1e-4b62-9a4c-5e8d1b7c6a10' },
    scopes: ['https://outlook.office.com/SMTP.Send'],
    other: true,
  };
  expect(await run('microsoftOtherClientsScript.ts', JSON.stringify(given))).toMatchObject({
    certificate: { sha256: certified, sha1: certified },
    loopback: { username, refreshed: true },
    device: { answer: username, page: expect.stringContaining('You have signed in') },
    declined: { answer: expect.stringContaining('authorization_declined'), page: expect.stringContaining('was not signed in') },
  });
});
