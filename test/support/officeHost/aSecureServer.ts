/** The real server over https, as Office wants it, with a certificate made for this run. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aServer, type TestServer } from '../aServer.ts';
import { aTestCertificate } from '../aTestCertificate.ts';

export async function aSecureServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mergepost-tls-'));
  const { key, cert } = await aTestCertificate();
  const files = { TLS_KEY_FILE: join(folder, 'key.pem'), TLS_CERT_FILE: join(folder, 'cert.pem') };
  writeFileSync(files.TLS_KEY_FILE, key, { mode: 0o600 });
  writeFileSync(files.TLS_CERT_FILE, cert);
  const server = await aServer({ ...files, ...settings });
  rmSync(folder, { recursive: true, force: true });
  return server;
}
