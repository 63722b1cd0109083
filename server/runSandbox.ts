/** `mergepost sandbox`: the sandbox alone, for tests of other clients and for a server that is pointed at it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { googleAppOf } from './sandbox/googleAt.ts';
import { sandboxCertificate } from './sandbox/sandboxCertificate.ts';
import { startSandbox } from './sandbox/startSandbox.ts';
import { stopSignal } from './stopSignal.ts';

export interface SandboxRun {
  port: number;
  host: string;
  https: boolean;
  perMinute?: number;
  state?: string;
}

/** Where clients find the certificate to trust; it is made anew at each start and good for this computer's own names only. */
const CERTIFICATE = resolve('data/sandbox-certificate.pem');

export async function runSandbox(run: SandboxRun, out: (line: string) => unknown): Promise<void> {
  const https = run.https ? await sandboxCertificate() : undefined;
  const sandbox = await startSandbox({
    port: run.port,
    host: run.host,
    ...(https && { https }),
    ...(run.perMinute !== undefined && { messagesPerMinute: run.perMinute }),
    ...(run.state !== undefined && { stateFile: run.state }),
  });
  out(`The sandbox is ready: ${sandbox.url}/ shows its mailbox. No mail leaves this computer.`);
  out('Point a server at it with:');
  out(`  EMAIL_CLIENT_ID=${sandbox.app.clientId}`);
  out(`  EMAIL_CLIENT_SECRET=${sandbox.app.clientSecret}`);
  out(`  EMAIL_TENANT_ID=${sandbox.app.tenantId}`);
  out(`  MICROSOFT_AUTHORITY_URL=${sandbox.url}`);
  out(`  MICROSOFT_GRAPH_URL=${sandbox.url}`);
  if (https) {
    mkdirSync('data', { recursive: true });
    writeFileSync(CERTIFICATE, https.cert);
    out(`  NODE_EXTRA_CA_CERTS=${CERTIFICATE}`);
  }
  out(`Sign-in from a command line uses the client id ${sandbox.publicApp.clientId} (no secret).`);
  out('For mailboxes at Google, POST this to /api/email/apps as an administrator:');
  out(`  ${JSON.stringify(googleAppOf(sandbox.google))}`);
  await stopSignal();
  await sandbox.close();
}
